"""Texts made into prose, in processes, and remembered: a text that was made once is not made again.

Only what the gate let through comes here, so nothing that is withheld is ever remembered; and only what the last run
needed is kept, so nothing that was withdrawn stays. What is long lies in files of its own, which are mapped and not
read: a build needs the wording of what it renders.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

from generator.app.callbacks import Progress
from generator.base import digest
from generator.base.digest import Part
from generator.base.problems import Problem
from generator.link.prose import markup
from generator.link.prose.values import Outline, Prose, Wording
from generator.model.entities import Body
from generator.write import workers
from generator.write.cache import Buffer, Store

_SHELVES = 16
"""Parts of what is remembered, two files each; an edit writes one or two of them anew."""

_CHUNK = 32

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Wording).decode


class MadeProse(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What a body became.

    Attributes:
        digest: of the prose, its wording included.
        check: digest of the bytes of its wording.
        start, end: where these lie in the file of a shelf.
    """

    outline: Outline
    problems: tuple[Problem, ...]
    digest: bytes
    check: bytes
    start: int
    end: int


class _Held(NamedTuple):
    """What a body became, with what its wording lies in."""

    made: MadeProse
    buffer: Buffer

    @property
    def content(self) -> bytes:
        return self.buffer[self.made.start : self.made.end]


class Shelved:
    """A wording that lies in a buffer. Where that holds something else by now, it is made anew."""

    __slots__ = ("_body", "_held")

    def __init__(self, held: _Held, body: Body) -> None:
        self._held = held
        self._body = body

    @property
    def html(self) -> str:
        """As in ``Wording``."""
        return self._wording().html

    @property
    def text(self) -> str:
        """As in ``Wording``."""
        return self._wording().text

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """As in ``Wording``."""
        return self._wording().paragraphs

    def _wording(self) -> Wording:
        content = self._held.content
        if digest.of_bytes(content) == self._held.made.check:
            return _decode(content)
        prose, _ = markup.to_prose(self._body)
        return Wording(prose.html, prose.text, prose.paragraphs)

    def __reduce__(self) -> tuple[type[Wording], tuple[str, str, tuple[str, ...]]]:
        """Another process is handed the wording itself."""
        wording = self._wording()
        return Wording, (wording.html, wording.text, wording.paragraphs)


def make(
    bodies: Mapping[str, Body], *, jobs: int, progress: Progress, store: Store | None = None, forget: bool = False
) -> tuple[dict[str, Part[Prose]], tuple[Problem, ...]]:
    """The prose of bodies, and what is wrong with them.

    Args:
        bodies: by key; the result has the same keys in the same order.
        jobs: processes.
        progress: is told how many are done.
        store: where prose is remembered; without one everything is made anew and nothing kept.
        forget: do not believe what is remembered, only replace it.
    """
    # Of texts that are known already, most never need to be looked at.
    keys = {key: body.digest or digest.of_value(body) for key, body in bodies.items()}
    shelves = [_Shelf(store, number, forget=forget) for number in range(_SHELVES)] if store else []
    held = {key: item for shelf in shelves for key, item in shelf.held.items()}
    missing = {keys[key]: body for key, body in bodies.items() if keys[key] not in held}
    held.update(_made(missing, jobs=jobs, progress=progress))
    needed: dict[int, dict[bytes, _Held]] = defaultdict(dict)
    for key in sorted(keys.values()):
        needed[key[0] % _SHELVES][key] = held[key]
    for number, shelf in enumerate(shelves):
        held.update(shelf.keep(needed[number]))
    results = {}
    problems: list[Problem] = []
    for name, body in bodies.items():
        item = held[keys[name]]
        prose = Prose(*(*msgspec.structs.astuple(item.made.outline), Shelved(item, body)))
        results[name] = Part(prose, item.made.digest)
        problems += item.made.problems
    return results, tuple(problems)


def _made(missing: Mapping[bytes, Body], *, jobs: int, progress: Progress) -> Iterator[tuple[bytes, _Held]]:
    with workers.pool(jobs, items=len(missing)) as executor:
        results = workers.ordered_map(_make, missing.values(), executor=executor, chunk=_CHUNK)
        for done, (key, (made, content)) in enumerate(zip(missing, results, strict=True), 1):
            progress("prose", done, len(missing))
            yield key, _Held(made, content)


def _make(body: Body) -> tuple[MadeProse, bytes]:
    """What a body becomes, and the bytes of its wording."""
    prose, problems = markup.to_prose(body)
    outline = Outline(*msgspec.structs.astuple(prose)[:-1])
    content = _encode(prose.wording)
    whole, check = digest.of_bytes(_encode(outline), content), digest.of_bytes(content)
    return MadeProse(outline, problems, whole, check, 0, len(content)), content


class _Shelf:
    """A part of what is remembered: outlines by the digest of their body, wordings in a mapped file.

    Attributes:
        held: what is on it, as the last run left it; nothing where there is any doubt.
    """

    def __init__(self, store: Store, number: int, *, forget: bool) -> None:
        self._store = store
        self._names = f"prose-{number:x}", f"wording-{number:x}"
        buffer = None if forget else store.mapped(self._names[1])
        made = None if buffer is None else store.load(self._names[0], dict[bytes, MadeProse])
        self._is_sound = made is not None
        self.held = {key: _Held(item, buffer) for key, item in (made or {}).items() if buffer is not None}

    def keep(self, needed: Mapping[bytes, _Held]) -> Mapping[bytes, _Held]:
        """Saves what this run needed, unless that is what is there; returns where each lies now."""
        if self._is_sound and needed.keys() == self.held.keys():
            return needed
        made: dict[bytes, MadeProse] = {}
        chunks, end = [], 0
        for key, item in needed.items():
            chunks.append(item.content)
            start, end = end, end + len(chunks[-1])
            made[key] = msgspec.structs.replace(item.made, start=start, end=end)
        names = self._names
        saved = self._store.save(names[0], made) and self._store.save_bytes(names[1], b"".join(chunks))
        buffer = self._store.mapped(names[1]) if saved else None
        content = b"".join(chunks) if buffer is None else buffer
        return {key: _Held(item, content) for key, item in made.items()}
