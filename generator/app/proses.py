"""Texts made into prose, in processes, and remembered: a text that was made once is not made again.

Only what the gate let through comes here, so nothing that is withheld is ever remembered; and only what the last run
needed is kept, so nothing that was withdrawn stays.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from generator.app.build import Progress
from generator.app.version import code_version
from generator.base import digest
from generator.base.problems import Problem
from generator.link.prose import markup
from generator.link.prose.values import Prose
from generator.model.entities import Body
from generator.write import workers
from generator.write.cache import FOLDER, Store

_SHELVES = 16
"""Files of the cache; an edit writes one or two of them anew."""

_CHUNK = 32

Made: TypeAlias = tuple[Prose, tuple[Problem, ...]]
Shelves: TypeAlias = dict[int, dict[bytes, Made]]


def make(
    bodies: Mapping[str, Body], *, jobs: int, progress: Progress, store: Store | None = None, forget: bool = False
) -> tuple[dict[str, Prose], tuple[Problem, ...]]:
    """The prose of bodies, and what is wrong with them.

    Args:
        bodies: by key; the result has the same keys in the same order.
        jobs: processes.
        progress: is told how many are done.
        store: where prose is remembered; without one everything is made anew and nothing kept.
        forget: do not believe what is remembered, only replace it.
    """
    keys = {key: digest.of_value(body) for key, body in bodies.items()}
    known: Shelves = {} if store is None or forget else _recall(store)
    missing = {key: body for key, body in bodies.items() if keys[key] not in known.get(_shelf(keys[key]), {})}
    fresh: dict[bytes, Made] = {}
    with workers.pool(jobs, items=len(missing)) as executor:
        made = workers.ordered_map(markup.to_prose, missing.values(), executor=executor, chunk=_CHUNK)
        for key, result in zip(missing, made, strict=True):
            fresh[keys[key]] = result
            progress("prose", len(fresh), len(missing))
    results = {key: fresh.get(found) or known[_shelf(found)][found] for key, found in keys.items()}
    if store is not None:
        _keep(store, known, {keys[key]: result for key, result in results.items()})
    problems = [problem for _, found in results.values() for problem in found]
    return {key: prose for key, (prose, _) in results.items()}, tuple(problems)


def store_of(root: Path) -> Store:
    """The cache of a site."""
    return Store(root / FOLDER, version=code_version())


def _shelf(key: bytes) -> int:
    return key[0] % _SHELVES


def _name(shelf: int) -> str:
    return f"prose-{shelf:x}"


def _recall(store: Store) -> Shelves:
    """The shelves that can be read."""
    found = {shelf: store.load(_name(shelf), dict[bytes, Made]) for shelf in range(_SHELVES)}
    return {shelf: made for shelf, made in found.items() if made is not None}


def _keep(store: Store, known: Shelves, made: Mapping[bytes, Made]) -> None:
    """Saves the shelves on which something came or went, and those of which nobody knows what is on them."""
    shelves: Shelves = defaultdict(dict)
    for key in sorted(made):
        shelves[_shelf(key)][key] = made[key]
    for shelf in range(_SHELVES):
        if shelf not in known or shelves[shelf].keys() != known[shelf].keys():
            store.save(_name(shelf), shelves[shelf])
