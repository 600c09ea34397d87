"""Bodies of synthetic stories: Markdown with what editors use, as often as they use it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import partial

from tests.benchmarks.phrases import Voice

_STAGES = ("open", "need", "claim", "work", "work", "deliver", "after")

# How many stories in a hundred hold each kind of ornament.
_HEADINGS, _LIST, _QUOTE, _TABLE, _PICTURE, _LINK = 45, 20, 15, 4, 8, 30
_INDENTED, _WRAPPED = 8, 4
_BOLD_PARAGRAPHS, _ASIDES = 12, 30


def body(voice: Voice, *, length: int, links: Sequence[str], pictures: Sequence[str]) -> str:
    """The Markdown of a story.

    Args:
        voice: what it is told in.
        length: characters that it should have, more or less.
        links: references it may make, as they stand in Markdown.
        pictures: sources of pictures it may show, relative to ``content/``.
    """
    rng = voice.rng
    ornaments = _ornaments(voice, links, pictures)
    headed = _chance(rng, _HEADINGS)
    margin = "　　" if _chance(rng, _INDENTED) else ""
    # An editor at a terminal begins a new line after every sentence.
    joint = "\n" if _chance(rng, _WRAPPED) else ""
    blocks: list[str] = []
    told, stage = 0, 0
    while told < length:
        new = min(told * len(_STAGES) // length, len(_STAGES) - 1)
        if headed and new > stage and new % 2:
            blocks.append(f"## {voice.sentence('heading')}")
        stage = new
        paragraph = joint.join(_sentences(voice, _STAGES[stage]))
        told += len(paragraph)
        blocks.append(margin + paragraph)
        if ornaments and _chance(rng, 35):
            block = ornaments.pop()()
            told += len(block)
            blocks.append(block)
    return "\n\n".join(blocks) + "\n"


def _chance(rng: random.Random, percent: int) -> bool:
    return rng.random() * 100 < percent


def _sentences(voice: Voice, stage: str) -> list[str]:
    """The sentences of a paragraph, sometimes one of them bold."""
    rng = voice.rng
    sentences = [
        voice.sentence("aside" if number and _chance(rng, _ASIDES) else stage) for number in range(rng.randint(1, 6))
    ]
    if _chance(rng, _BOLD_PARAGRAPHS):
        chosen = rng.randrange(len(sentences))
        sentences[chosen] = f"**{sentences[chosen]}**"
    return sentences


def _ornaments(voice: Voice, links: Sequence[str], pictures: Sequence[str]) -> list[Callable[[], str]]:
    """What this story has besides paragraphs, in the order in which it is taken from the end."""
    rng = voice.rng
    found: list[Callable[[], str]] = []
    if _chance(rng, _LIST):
        found.append(lambda: _list(voice))
    if _chance(rng, _QUOTE):
        found.append(lambda: f"> {voice.word('say')}。\n>\n> ——{voice.word('helper')}")
    if _chance(rng, _TABLE):
        found.append(lambda: _table(voice))
    if pictures and _chance(rng, _PICTURE):
        found.append(lambda: f'![{voice.word("alt")}]({rng.choice(pictures)} "{voice.word("caption")}")')
    found += [partial(_pointer, voice, link) for link in links if _chance(rng, _LINK)]
    rng.shuffle(found)
    return found


def _pointer(voice: Voice, link: str) -> str:
    return f"{voice.sentence('aside')}详见{link}。"


def _list(voice: Voice) -> str:
    numbered = _chance(voice.rng, 40)
    items = [voice.sentence("list") for _ in range(voice.rng.randint(3, 6))]
    return "\n".join(f"{number}. {item}" if numbered else f"- {item}" for number, item in enumerate(items, 1))


def _table(voice: Voice) -> str:
    rows = [f"| {voice.word('object')} | {voice.word('num')} | {voice.word('spot')} |" for _ in range(4)]
    return "\n".join(["| 东西 | 数目 | 放在 |", "| --- | --- | --- |", *rows])
