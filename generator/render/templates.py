"""Templates: texts by name, to pages. No file, clock, chance or global reaches them; only the fields of their view."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import jinja2
import msgspec
from jinja2 import meta, nodes

from generator.base import digest
from generator.base.problems import Location, Problem, error
from generator.model.catalogue import translator
from generator.render.compiling import Environment
from generator.render.filters import filters_of

FOLDER = "templates/"
"""Where an author finds the templates, relative to the site."""

_REFERENCES = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
_QUOTED = re.compile(r"'([^']*)'")
# What an expression of a template can raise besides Jinja's own errors.
_FAULTS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


class DynamicReferenceError(jinja2.TemplateSyntaxError):
    """A template extends, includes or imports what only a view would tell; then nobody could say what it is made of."""


class Templates:
    """The templates of a site, in its language."""

    def __init__(self, texts: Mapping[str, str], *, language: str) -> None:
        """Compiles nothing yet.

        Args:
            texts: by name, which is the path below ``templates/``: ``front.html``, ``macros/cards.html``.
            language: of the furniture, ``zh-CN`` or ``en``.
        """
        self._texts = texts
        t = translator(language)
        self._words = t.digest
        self._environment = Environment(
            t,
            loader=jinja2.FunctionLoader(self._load),
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            cache_size=-1,
        )
        # The same view makes the same page, always.
        del self._environment.filters["random"]
        self._environment.filters.update(filters_of(language, t))
        self._sound: set[str] = set()

    def digest(self, name: str) -> bytes:
        """Digest of a template, of all that it extends, includes or imports, and of the words.

        A template that cannot be read counts with its text alone; what is wrong with it is said when it is rendered.
        """
        chunks = [self._words]
        for needed in self._needed(name):
            text = self._texts.get(needed)
            chunks += [needed.encode(), b"" if text is None else b"=" + text.encode()]
        return digest.of_bytes(*chunks)

    def render(self, name: str, view: msgspec.Struct) -> str:
        """The page that a template makes of a view, whose fields it sees by their names.

        Raises:
            jinja2.TemplateError: the template is at fault; ``problem_of`` says how.
        """
        self._refuse_dynamic(name)
        template = self._environment.get_template(name)
        fields = {field: getattr(view, field) for field in view.__struct_fields__}
        try:
            return template.render(fields)
        except jinja2.TemplateError:
            # TemplateNotFound is a LookupError as well.
            raise
        except _FAULTS as fault:
            raise jinja2.TemplateRuntimeError(str(fault)).with_traceback(fault.__traceback__) from fault

    def _load(self, name: str) -> tuple[str, str, None] | None:
        text = self._texts.get(name)
        return None if text is None else (text, FOLDER + name, None)

    def _needed(self, name: str) -> list[str]:
        """The template and all that it is made of, sorted."""
        found, queue = {name}, [name]
        while queue:
            for reference in self._referenced(queue.pop()):
                if reference not in found:
                    found.add(reference)
                    queue.append(reference)
        return sorted(found)

    def _referenced(self, name: str) -> tuple[str, ...]:
        return _reading(self._texts.get(name, "")).names

    def _refuse_dynamic(self, name: str) -> None:
        if name in self._sound:
            return
        for needed in self._needed(name):
            reading = _reading(self._texts.get(needed, ""))
            if reading.dynamic_line:
                raise DynamicReferenceError("", reading.dynamic_line, needed, FOLDER + needed)
        self._sound.add(name)


class _Reading(NamedTuple):
    """What a template's text refers to: constant names, and the line of the first name that is none, else 0."""

    names: tuple[str, ...]
    dynamic_line: int


@functools.cache
def _reading(text: str) -> _Reading:
    """Reads a template's text once in a process; one with a syntax error refers to nothing until it is compiled."""
    try:
        tree = jinja2.Environment(autoescape=True).parse(text)
    except jinja2.TemplateSyntaxError:
        return _Reading((), 0)
    names = list(meta.find_referenced_templates(tree))
    return _Reading(tuple(name for name in names if name is not None), _dynamic_line(tree) if None in names else 0)


def _dynamic_line(tree: nodes.Template) -> int:
    """The line of the first reference whose name is no constant."""
    for reference in tree.find_all(_REFERENCES):
        if not isinstance(reference.template, nodes.Const):  # type: ignore[attr-defined]
            return reference.lineno
    return 1


def problem_of(fault: jinja2.TemplateError, name: str, page: str) -> Problem:
    """What is wrong with a template, at the line where its author will look.

    Args:
        fault: raised by ``Templates.render``.
        name: of the template that was rendered; the fault may be in one that it includes.
        page: path of the page that was being made.
    """
    if isinstance(fault, DynamicReferenceError):
        return error("T504", _written_at(fault, name), page=page)
    if isinstance(fault, jinja2.TemplateSyntaxError):
        return error("T501", _written_at(fault, name), reason=fault.message or "", page=page)
    if isinstance(fault, jinja2.TemplateNotFound):
        return error("T503", _rendered_at(fault, name), name=fault.name or "", page=page)
    if isinstance(fault, jinja2.UndefinedError):
        return error("T502", _rendered_at(fault, name), name=_undefined_name(fault), page=page)
    return error("T505", _rendered_at(fault, name), reason=fault.message or "", page=page)


def _written_at(fault: jinja2.TemplateSyntaxError, name: str) -> Location:
    return Location(fault.filename or FOLDER + name, fault.lineno, 1)


def _rendered_at(fault: jinja2.TemplateError, name: str) -> Location:
    """The innermost line of a template on the way to the fault."""
    *_, place = Location(FOLDER + name, 1, 1), *_template_lines(fault)
    return place


def _template_lines(fault: jinja2.TemplateError) -> Iterator[Location]:
    trace = fault.__traceback__
    while trace is not None:
        # Jinja puts frames with the template's file and line in the place of those of its compiled code.
        if "__jinja_exception__" in trace.tb_frame.f_globals:
            yield Location(trace.tb_frame.f_code.co_filename, trace.tb_lineno, 1)
        trace = trace.tb_next


def _undefined_name(fault: jinja2.UndefinedError) -> str:
    """The last name in Jinja's message: ``'title' is undefined``, ``'Link' has no attribute 'title'``."""
    message = fault.message or ""
    *_, name = message, *_QUOTED.findall(message)
    return str(name)
