"""The cases by number: what must not break us, and how it is proved, by tests named ``test_fault_<number>_…``."""

from __future__ import annotations

from typing import NamedTuple


class Case(NamedTuple):
    """A case.

    Attributes:
        what: happens.
        how: it is proved: ``site`` (a site is checked or built in this process), ``process`` (the command as a whole,
            or a fork of it), ``browser`` (a real one looks at the pages), ``preview`` (``serve`` or its parts).
    """

    what: str
    how: str


CASES = {
    1: Case("broken YAML, tabs, open quotes", "site"),
    2: Case("no, 0777, 12:30:45, numbers of 18 digits", "site"),
    3: Case("a day that no calendar has", "site"),
    4: Case("a key that stands twice", "site"),
    5: Case("an unknown key", "site"),
    6: Case("nesting without end", "site"),
    7: Case("aliases, merge keys, tags that run code", "site"),
    8: Case("files and lines without measure", "site"),
    9: Case("GBK, UTF-16, BOM, no encoding at all", "site"),
    10: Case("NUL, controls, lone surrogates", "site"),
    11: Case("signs that turn text round, invisible ones, emoji of several", "site"),
    12: Case("one name in two normal forms", "site"),
    13: Case("twins by case", "site"),
    14: Case("two things at one address", "site"),
    15: Case("names of devices, too long ones", "site"),
    16: Case("addresses that lead out", "site"),
    17: Case("names of files that are no text", "site"),
    18: Case("links out of the site, loops", "site"),
    19: Case("pipes, sockets, files that may not be read", "site"),
    20: Case("a header that is missing or open", "site"),
    21: Case("references that lead nowhere", "site"),
    22: Case("days in the wrong order, time zones", "site"),
    23: Case("scripts, handlers, hidden in markup", "browser"),
    24: Case("quotes that break out of attributes", "browser"),
    25: Case("</script> and U+2028 in data for machines", "browser"),
    26: Case("loads from elsewhere", "browser"),
    27: Case("templates in content", "browser"),
    28: Case("texts that take for ever", "site"),
    29: Case("odds and ends of markup", "site"),
    30: Case("pictures that are none, or of every kind", "site"),
    31: Case("pictures that would fill the memory", "site"),
    32: Case("what pictures carry along", "site"),
    33: Case("names and numbers of people in any place", "site"),
    34: Case("a consent that is withdrawn", "site"),
    35: Case("disk full, no permission, too many files, at any call", "process"),
    36: Case("kill, power loss, Ctrl-C, at any moment", "process"),
    37: Case("two builds at once", "process"),
    38: Case("an output folder that is not ours", "site"),
    39: Case("an output on another disk", "process"),
    40: Case("a cache that is spoilt", "site"),
    41: Case("templates with mistakes", "site"),
    42: Case("how editors and checkouts save", "preview"),
    43: Case("no file watches left", "preview"),
    44: Case("the port is taken, many tabs", "preview"),
    45: Case("foreign hosts and origins, ways out of the folder", "preview"),
    49: Case("other surroundings: locale, time zone, umask, closed streams", "process"),
    50: Case("nothing at all, and very much", "site"),
}

# There are no such commands: editing over the network, import, deploy.
WAITING = {46, 47, 48}
