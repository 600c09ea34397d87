"""Markdown to prose: what an author typed becomes HTML that is safe to show, and all that the site must know of it."""

from __future__ import annotations

import posixpath

import msgspec

from generator.base import summary, text
from generator.base.problems import Problem
from generator.link import keywords
from generator.link.prose import bodyfaults, chinese, figures, finish, resolve, sanitise
from generator.link.prose.values import NO_WORDS, Heading, ImageUse, Prose, Reference, Wording
from generator.model import entities

_NAMED = {"wish", "story"}

_ENOUGH = 1_000
"""Characters among which a summary finds its hundred, whatever datelines and ornaments it passes over."""


def to_prose(body: entities.Body) -> tuple[Prose, tuple[Problem, ...]]:
    """The prose of a body, and what is wrong with it.

    Content is never a template: ``{{ 7*7 }}`` is text. A body that would take the parser too long, or is too large,
    gives empty prose and the problem that says so.
    """
    source = bodyfaults.Source(body)
    refusal = bodyfaults.guard(source)
    if refusal is not None:
        return Prose(), (refusal,)
    written = chinese.to_html(bodyfaults.without_controls(source.text))
    reading = finish.finish(sanitise.sanitise(written), posixpath.dirname(body.path))
    problems = (*bodyfaults.of_source(source), *bodyfaults.of_reading(source, reading))
    return _prose(reading, source, body.title), problems


def _prose(reading: finish.Reading, source: bodyfaults.Source, title: str) -> Prose:
    anchors = [(anchor, source.find_anchor(anchor)) for anchor in reading.anchors if anchor.kind != "fragment"]
    linked = [Reference(anchor.kind, anchor.id, anchor.words, place.line, place.column) for anchor, place in anchors]
    source.rewind()
    images = []
    for picture in reading.pictures:
        if picture.written and not figures.is_elsewhere(picture.written):
            place = source.find_next(picture.written)
            images.append(ImageUse(picture.src, picture.alt, picture.caption, place.line, place.column))
    # References without words are as good as not there: what they lead to may change its title.
    plain = resolve.resolve_text(reading.text, {})
    paragraphs = _first(reading.paragraphs)
    # What a list tells is no beginning, as long as there is enough besides.
    running = _first(reading.running)
    opening = running if sum(map(len, running)) >= summary.SHORTEST else paragraphs
    depends = any(resolve.OPEN in paragraph for paragraph in opening)
    return Prose(
        headings=tuple(Heading(*heading) for heading in reading.headings),
        references=tuple(reference for reference in linked if reference.kind in _NAMED),
        images=tuple(images),
        characters=text.count(plain),
        links=tuple(reference for reference in linked if reference.kind not in _NAMED),
        words=msgspec.Raw(msgspec.msgpack.encode(keywords.keywords(title, plain))) if title else NO_WORDS,
        length=len(reading.text),
        summary=None if depends or not title else summary.summarise(opening),
        opening=opening if depends or not title else (),
        wording=Wording(reading.html, reading.text, paragraphs),
    )


def _first(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    """As many of them as have enough text, references not counted."""
    length = 0
    for number, paragraph in enumerate(paragraphs, 1):
        length += len(resolve.resolve_text(paragraph, {}))
        if length >= _ENOUGH:
            return paragraphs[:number]
    return paragraphs
