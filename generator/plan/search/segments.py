"""The two segments of the index: the archive, which a publication leaves alone, and the recent documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from generator.base import digest
from generator.base.digest import Part
from generator.model import addresses
from generator.plan.outputs import Lazy, Output, Parts, Script, page
from generator.plan.search.documents import Document
from generator.plan.views.search import SegmentFact

if TYPE_CHECKING:
    from generator.plan.search.postings import Postings

ARCHIVE, RECENT = "a", "r"
ROUND = 1024
"""The archive grows by so many documents at once; only then is it written anew."""
BLOCK = 16
"""Documents in a block of texts."""
_SHARD_TEXT = {RECENT: 1 << 13, ARCHIVE: 1 << 14}
"""Characters of text for which there is a shard, of 20 to 40 KB; in much text, few grams are new."""
_MOST_SHARDS = 1 << 15
_RECIPE = b"search 1"


class Segment:
    """Some consecutive documents, with the index of their grams and their texts.

    Attributes:
        fact: what the page has to know.
    """

    def __init__(self, name: str, documents: Sequence[Part[Document]]) -> None:
        self._documents = documents
        self._digest = digest.of_bytes(_RECIPE, name.encode(), *(document.digest for document in documents))
        size, shards = sum(document.value.size for document in documents), 1
        while shards < _MOST_SHARDS and shards * _SHARD_TEXT[name] < size:
            shards *= 2
        self.fact = SegmentFact(name, self._digest.hex()[:10], len(documents), shards)
        self._postings: Postings | None = None
        self._first = -1
        self._range: list[str] = []

    def outputs(self) -> Iterator[Output]:
        """Blocks of texts, then shards."""
        name = self.fact.name
        for number, start in enumerate(range(0, len(self._documents), BLOCK)):
            texts = Script("wishlightSearch.text", text_block)
            parts: Parts = {"place": Part((name, number)), "documents": tuple(self._documents[start : start + BLOCK])}
            yield page(addresses.search_text(name, number), texts, parts)
        for number in range(self.fact.shards):
            key = digest.of_bytes(self._digest, str(number).encode())
            yield Output(addresses.search_shard(name, number), Lazy(partial(self._shard, number)), {}, key, "")

    def _shard(self, number: int) -> bytes:
        """A shard; those after it are mostly made with it, and asked for next."""
        from generator.plan.search.postings import Postings

        if not self._first <= number < self._first + len(self._range):
            self._postings = self._postings or Postings([part.value for part in self._documents], self.fact.shards)
            self._first = number - number % self._postings.span
            self._range = self._postings.write(self._first)
        text = self._range[number - self._first]
        if number == self.fact.shards - 1:
            # Whoever asks again gets the same, and it takes its time.
            self._postings, self._first, self._range = None, -1, []
        return f'wishlightSearch.shard("{self.fact.name}",{number},"{self.fact.version}","{text}");\n'.encode()


def text_block(_: str, values: dict[str, Any]) -> tuple[Any, ...]:
    """Segment, number, and the documents: kind, id, address, title, date, paragraphs."""
    documents: tuple[Document, ...] = values["documents"]
    told = [(d.kind, d.id, d.address, d.title, d.date, d.paragraphs) for d in documents]
    return (*values["place"], told)


def segments(documents: Sequence[Part[Document]]) -> list[Segment]:
    """The segments of all documents, newest first, without empty ones."""
    old = len(documents) // ROUND * ROUND
    halves = ((RECENT, documents[old:]), (ARCHIVE, documents[:old]))
    return [Segment(name, half) for name, half in halves if half]
