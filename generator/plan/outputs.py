"""Outputs and the plan: every path of the site, what it is made from, and a key that changes when any of that does.

A page is a pure function of its parts. Its view is built from those parts and nothing else, and only when its key is
new; so what a page may show is what it names, and nobody ever asks what depends on what.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import msgspec

from generator.base import digest
from generator.base.digest import Part
from generator.base.problems import Location, Problem, error
from generator.plan.views.frame import View

REDIRECT = "redirect.html"
"""The template of a page that only leads on."""

Parts: TypeAlias = "dict[str, Part[Any] | tuple[Part[Any], ...]]"


class Page(msgspec.Struct, frozen=True, gc=False):
    """Made by a template from a view; ``build(path, values)`` makes the view from the values of the parts."""

    template: str
    build: Callable[[str, dict[str, Any]], View]


class Json(msgspec.Struct, frozen=True, gc=False):
    """JSON (RFC 8259) for machines; ``build(path, values)`` makes what is encoded from the values of the parts."""

    build: Callable[[str, dict[str, Any]], Any]


class Script(msgspec.Struct, frozen=True, gc=False):
    """A script that calls ``call`` with one value, for pages that must load data by double click too.

    ``build(path, values)`` makes the value from the values of the parts.
    """

    call: str
    build: Callable[[str, dict[str, Any]], Any]


class Asset(msgspec.Struct, frozen=True, gc=False):
    """Bytes that are there already."""

    content: bytes


class Lazy(msgspec.Struct, frozen=True, gc=False):
    """Bytes that are made in the planning process, and only where the key is new.

    For what many outputs share and no single one could make alone, as the shards of the search index do. It is not
    scanned for leaks: it must hold no text, only signs that point to the texts of other outputs, which are scanned. In
    a shard a scanner could read nothing, and might take signs for a telephone number.
    """

    make: Callable[[], bytes]


class Rendition(msgspec.Struct, frozen=True, gc=False):
    """The picture in the file ``source``, decoded, turned upright, made smaller and encoded anew.

    Attributes:
        width, height: in pixels, upright; never more than the picture has.
        form: ``jpg`` or ``webp``.
        cropped: only the middle is shown, as much of it as has the shape of ``width`` to ``height``.
    """

    source: str
    width: int
    height: int
    form: str
    cropped: bool = False


class ShareCard(msgspec.Struct, frozen=True, gc=False):
    """A drawn share picture, a function of its texts; all that it says can be set in its font.

    Attributes:
        heading: what stands large; empty where it cannot be set.
        title, organization: of the site.
    """

    heading: str
    title: str
    organization: str


Recipe: TypeAlias = Page | Json | Script | Asset | Lazy | Rendition | ShareCard


class Output(msgspec.Struct, frozen=True, gc=False):
    """A file of the site.

    Attributes:
        recipe: how its bytes are made.
        parts: what they are made from.
        key: 16 bytes; the same key under the same templates and code means the same bytes.
        origin: the author's file that it comes from, for messages; empty where there is none.
        own: values beside those of its parts.
    """

    path: str
    recipe: Recipe
    parts: Parts
    key: bytes
    origin: str
    own: dict[str, Any] = {}


def page(
    path: str, made_by: Page | Json | Script, parts: Parts, *, own: dict[str, Any] | None = None, origin: str = ""
) -> Output:
    """A page or data, keyed by its path, its recipe and the digests of its parts.

    Args:
        path: of the output.
        made_by: its recipe.
        parts: what it shares with others, or might.
        own: values that no other output has.
        origin: the author's file that it comes from.
    """
    template = made_by.template if isinstance(made_by, Page) else ""
    digests = [
        (name, part.digest if isinstance(part, Part) else b"".join([item.digest for item in part]))
        for name, part in parts.items()
    ]
    key = digest.of_value((path, template, made_by.build.__qualname__, digests, own))
    return Output(path, made_by, parts, key, origin, own or {})


def values_of(output: Output) -> dict[str, Any]:
    """What an output is made from, for its view."""
    values = dict(output.own)
    for name, part in output.parts.items():
        values[name] = part.value if isinstance(part, Part) else tuple([item.value for item in part])
    return values


class Plan:
    """All outputs by path; two on one path are an error that names both."""

    def __init__(self) -> None:
        self.outputs: dict[str, Output] = {}
        self.problems: list[Problem] = []

    def add(self, output: Output) -> None:
        """Adds an output, or notes the collision (L303) and keeps the first."""
        other = self.outputs.setdefault(output.path, output)
        if other is not output:
            # What is wanted as a former address is written in the story that wants it.
            former = next((one for one in (output, other) if _is_former(one)), None)
            wanted = former or (output if output.origin else other)
            origin, taken_by = wanted.origin or "content/site.yaml", other if wanted is output else output
            place = Location(origin, pointer=("aliases",)) if former else Location(origin, 1, 1)
            self.problems.append(error("L303", place, address=output.path, other=taken_by.origin or _called(taken_by)))


def _called(output: Output) -> str:
    """What a page of the program's own is headed."""
    heading = output.parts.get("heading")
    return f"“{heading.value}”" if isinstance(heading, Part) and heading.value else ""


def _is_former(output: Output) -> bool:
    return isinstance(output.recipe, Page) and output.recipe.template == REDIRECT
