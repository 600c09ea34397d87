"""The view of the search page."""

from __future__ import annotations

from generator.plan.views.frame import View
from generator.plan.views.values import Link, Value


class SegmentFact(Value, frozen=True, array_like=True, gc=False):
    """What the script must know of a segment of the index.

    Attributes:
        name: ``r``, the recent one, or ``a``, the archive.
        version: 10 hex digits that change with what numbers mean in it: which documents and how many shards there are.
        edition: 10 hex digits that change with anything in it, for addresses: browsers may keep what they loaded.
        documents: how many; they are numbered from 0, the oldest.
        shards: a power of two.
    """

    name: str
    version: str
    edition: str
    documents: int
    shards: int


class SearchView(View, frozen=True, array_like=True, gc=False, kw_only=True):
    """search.html.

    Attributes:
        script, style: addresses of what this page alone loads; empty where the templates have none.
        segments: newest first; none where there is nothing to find.
        block: documents in a block of texts.
        tags: (link, stories), most stories first.
    """

    script: str
    style: str
    segments: tuple[SegmentFact, ...]
    block: int
    tags: tuple[tuple[Link, int], ...]
