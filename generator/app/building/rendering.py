"""Outputs to bytes, scanned for leaks and lost links before anybody sees them, in as many processes as asked for."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from generator.app.version import card_font
from generator.base.problems import Problem
from generator.link.privacy.guard import Guard
from generator.link.scanning.scanner import Leak, Scanner
from generator.plan.outputs import Lazy, Output
from generator.read import source
from generator.render.links import NONE, LinkChecker, Links, may_glance
from generator.render.render import Renderer
from generator.write import workers

# Outputs handed over at once: neighbours share lines, which their worker then reads once; but no worker shall be idle.
_SMALLEST, _LARGEST, _TURNS = 32, 128, 8
# Outputs that are scanned at once; of many, their texts leave the processor's cache.
_TOGETHER = 8


class Rendered(NamedTuple):
    """The bytes of an output, or the problem that there are none; what leaks in it, and what its links come to."""

    path: str
    content: bytes | Problem
    leaks: list[Leak]
    links: Links = NONE


class _Worker:
    """What a process needs to render and scan; made once in each."""

    renderer: Renderer
    scanner: Scanner
    links: LinkChecker
    outputs: Sequence[Output] = ()


class Context(NamedTuple):
    """What a process has to know of a site.

    Attributes:
        root: the site's folder.
        templates: texts by name.
        guard: what must not go out; ``contacts`` may.
        paths: of all outputs.
    """

    root: str
    templates: dict[str, str]
    language: str
    guard: Guard
    contacts: tuple[str, ...]
    paths: frozenset[str]
    base_url: str


def start(context: Context, outputs: Sequence[Output]) -> None:
    """Makes this process ready to render.

    Args:
        context: of the site.
        outputs: those that ``render_at`` is asked for by their places.
    """
    _Worker.renderer = renderer_of(context.root, context.templates, context.language)
    _Worker.scanner = Scanner(context.guard, context.contacts)
    _Worker.links = LinkChecker(context.paths, context.base_url, glance=may_glance(context.templates.values()))
    _Worker.outputs = outputs


def renderer_of(root: str, texts: dict[str, str], language: str) -> Renderer:
    """The renderer of a site."""
    return Renderer(texts, language, lambda path: source.read_bytes(Path(root), path), card_font)


def render_all(outputs: Iterable[Output], *, jobs: int, context: Context) -> Generator[Rendered]:
    """Each output rendered and scanned, once, in no particular order.

    Args:
        outputs: of one site.
        jobs: processes.
        context: of the site.
    """
    here: list[tuple[str, Lazy]] = []
    there: list[Output] = []
    for output in outputs:
        if isinstance(output.recipe, Lazy):
            here.append((output.path, output.recipe))
        else:
            there.append(output)
    # Forked workers find everything where it was, and are told of places only.
    method = workers.preferred()
    inherited = there if method == "fork" else ()
    chunk = max(_SMALLEST, min(_LARGEST, len(there) // (jobs * _TURNS))) // _TOGETHER
    places = [range(start, min(start + _TOGETHER, len(there))) for start in range(0, len(there), _TOGETHER)]
    try:
        with workers.pool(
            jobs, items=len(there), initializer=start, initargs=(context, inherited), method=method
        ) as pool:
            made: Iterator[list[Rendered]]
            if inherited:
                made = workers.ordered_map(render_at, places, executor=pool, chunk=chunk)
            else:
                handed = (there[some.start : some.stop] for some in places)
                made = workers.ordered_map(_render, handed, executor=pool, chunk=chunk)
            yield from _among(chain.from_iterable(made), len(there), here)
    finally:
        # Where this process works alone, it would hold them until the next time.
        _Worker.outputs = ()


def _among(made: Iterable[Rendered], count: int, here: Sequence[tuple[str, Lazy]]) -> Iterator[Rendered]:
    """What workers make, and spread among it what only this process can, so that neither waits for the other.

    Nothing of the latter is scanned, for it holds no text: see ``Lazy``.
    """
    done = 0
    for number, rendered in enumerate(made, 1):
        yield rendered
        while done * count < number * len(here):
            path, recipe = here[done]
            yield Rendered(path, recipe.make(), [])
            done += 1
    for path, recipe in here[done:]:
        yield Rendered(path, recipe.make(), [])


def render_at(places: range) -> list[Rendered]:
    """The outputs at some places of those that this process was started with."""
    return _render(_Worker.outputs[places.start : places.stop])


def _render(outputs: Sequence[Output]) -> list[Rendered]:
    made = [(output.path, _Worker.renderer.render(output)) for output in outputs]
    contents = [(path, content) for path, content in made if isinstance(content, bytes)]
    leaks = _Worker.scanner.scan_all(contents)
    checked = [Rendered(*one, found, _Worker.links.check(*one)) for one, found in zip(contents, leaks, strict=True)]
    return [*checked, *(Rendered(path, content, []) for path, content in made if isinstance(content, Problem))]
