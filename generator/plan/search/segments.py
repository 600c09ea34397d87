"""The two segments of the index: the archive, which a publication leaves alone, and the recent documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

from generator.base import digest
from generator.base.digest import Part
from generator.model import addresses
from generator.plan.outputs import Lazy, Output, Parts, Script, page
from generator.plan.search.documents import Document, measured
from generator.plan.search.index import index_of
from generator.plan.search.kept import BLOCK, IndexMemory, Wanted
from generator.plan.views.search import SegmentFact

ARCHIVE, RECENT = "a", "r"
ROUND = 1024
"""The archive grows by so many documents at once; only then is it written anew."""
_SHARD_TEXT = {RECENT: 1 << 13, ARCHIVE: 1 << 14}
"""Characters of text for which there is a shard, of 20 to 40 KB; in much text, few grams are new."""
_MOST_SHARDS = 1 << 15
_FORMAT = b"search 2"


class Segment:
    """Some consecutive documents, with the index of their grams and their texts.

    Attributes:
        fact: what the page has to know.
    """

    def __init__(self, name: str, documents: Sequence[Document], memory: IndexMemory | None = None) -> None:
        """Reads no text.

        Args:
            name: ``ARCHIVE`` or ``RECENT``.
            documents: at least one.
            memory: of the index of a segment of this name.
        """
        self._blocks = [documents[start : start + BLOCK] for start in range(0, len(documents), BLOCK)]
        known = [measured(block) for block in self._blocks]
        self._digests = [made for made, _ in known]
        size, shards = sum([size for _, size in known]), 1
        while shards < _MOST_SHARDS and shards * _SHARD_TEXT[name] < size:
            shards *= 2
        numbers = "\0".join([part for document in documents for part in (document.kind, document.id)])
        version = digest.of_bytes(_FORMAT, name.encode(), str(shards).encode(), numbers.encode()).hex()[:10]
        blocks = b"".join(self._digests)
        edition = digest.of_bytes(version.encode(), blocks).hex()[:10]
        self.fact = SegmentFact(name, version, edition, len(documents), shards)
        self._index = index_of(Wanted(version, documents, blocks, shards), memory)

    def outputs(self) -> Iterator[Output]:
        """Blocks of texts, then shards."""
        name = self.fact.name
        texts = Script("wishlightSearch.text", text_block)
        for number, (block, made) in enumerate(zip(self._blocks, self._digests, strict=True)):
            parts: Parts = {"place": Part((name, number)), "documents": Part(block, made)}
            yield page(addresses.search_text(name, number), texts, parts)
        for number in range(self.fact.shards):
            recipe = Lazy(partial(self._shard, number))
            yield Output(addresses.search_shard(name, number), recipe, {}, self._index.key(number), "")

    def _shard(self, number: int) -> bytes:
        text = self._index.text(number)
        return f'wishlightSearch.shard("{self.fact.name}",{number},"{self.fact.version}","{text}");\n'.encode()


def text_block(_: str, values: dict[str, Any]) -> tuple[Any, ...]:
    """Segment, number, and the documents: kind, id, address, title, date, paragraphs."""
    documents: tuple[Document, ...] = values["documents"]
    entries = [(d.kind, d.id, d.address, d.title, d.date, d.paragraphs) for d in documents]
    return (*values["place"], entries)


def segments(documents: Sequence[Document], memory: IndexMemory | None = None) -> list[Segment]:
    """The segments of all documents, newest first, without empty ones.

    Args:
        documents: in their order.
        memory: of the index of the archive. That of the recent documents is small, and made anew when one changes.
    """
    old = len(documents) // ROUND * ROUND
    if memory and not old:
        memory.forget()
    halves = ((RECENT, documents[old:], None), (ARCHIVE, documents[:old], memory))
    return [Segment(name, half, kept) for name, half, kept in halves if half]
