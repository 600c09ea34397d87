"""An output to its bytes. Pure work, in this process or any other."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from hashlib import blake2b

import jinja2

from generator.base import digest
from generator.base.problems import Location, Problem, error
from generator.plan.outputs import Asset, Json, Lazy, Output, Page, Rendition, Script, ShareCard, values_of
from generator.render import data, photos, sharecards
from generator.render.templates import Templates, problem_of


class Renderer:
    """Renders the outputs of one site; made once in every process."""

    def __init__(
        self, texts: Mapping[str, str], language: str, read: Callable[[str], bytes], font: Callable[[], bytes]
    ) -> None:
        """Compiles nothing yet.

        Args:
            texts: templates by name.
            language: of the furniture.
            read: the bytes of a source by its path.
            font: the bytes of the font in which share cards are set.
        """
        self._templates = Templates(texts, language=language)
        # The renditions of a picture are planned one after the other: it is decoded for all of them.
        self._master = functools.lru_cache(maxsize=1)(lambda path: photos.master(read(path)))
        # Many stories may share a lead photo, and with it their share picture.
        self._rendition = functools.lru_cache(maxsize=64)(self._new_rendition)
        self._font = font
        self._template_digest = functools.lru_cache(maxsize=None)(self._templates.digest)

    def key(self, output: Output) -> bytes:
        """The output's key together with the digest of its template and all that it includes."""
        if isinstance(output.recipe, Page):
            # Both are of one length.
            return blake2b(self._template_digest(output.recipe.template) + output.key, digest_size=digest.SIZE).digest()
        return output.key

    def render(self, output: Output) -> bytes | Problem:
        """The bytes of an output, or why there are none: a fault in a template or a picture."""
        recipe = output.recipe
        if isinstance(recipe, Rendition):
            return self._rendition(recipe)
        if isinstance(recipe, ShareCard):
            return sharecards.draw(recipe, self._font())
        if not isinstance(recipe, Page):
            return _bytes_of(recipe, output)
        try:
            view = recipe.build(output.path, values_of(output))
            return self._templates.render(recipe.template, view).encode()
        except jinja2.TemplateError as failure:
            return problem_of(failure, recipe.template, output.path)

    def _new_rendition(self, recipe: Rendition) -> bytes | Problem:
        try:
            return photos.rendition(
                self._master(recipe.source),
                width=recipe.width,
                height=recipe.height,
                form=recipe.form,
                cropped=recipe.cropped,
            )
        except photos.PictureError:
            return error("L304", Location(recipe.source, 1, 1))


def _bytes_of(recipe: Json | Script | Asset | Lazy, output: Output) -> bytes:
    if isinstance(recipe, Json):
        return data.as_json(recipe.build(output.path, values_of(output)))
    if isinstance(recipe, Script):
        return f"{recipe.call}({data.inside_script(recipe.build(output.path, values_of(output)))});\n".encode()
    return recipe.content if isinstance(recipe, Asset) else recipe.make()
