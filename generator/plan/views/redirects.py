"""The view of an address that leads on."""

from __future__ import annotations

from generator.plan.views.frame import View
from generator.plan.views.values import Link


class RedirectView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """An alias; ``target`` is the page that has taken its place."""

    target: Link
