"""The views: exactly what each template may use, and nothing else.

A template sees the fields of its view as names. Addresses are relative to the site: a template writes
``{{ root }}{{ card.address }}``. Dates are dates and are formatted by filters. Empty means absent: ``""``, ``None``,
``()``.
"""
