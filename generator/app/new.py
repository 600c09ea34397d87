"""``new site``, ``new story``, ``new wish``: something to begin with, and never over something that is there."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Sequence
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from generator.app.inplace import replace
from generator.app.version import program_templates
from generator.base.problems import MachineError, UsageError
from generator.model.settings import SiteSettings
from generator.read import beginning, load, samples, source, yamledit, yamlfile
from generator.read.mending.ids import Numbers
from generator.write import disk

_STARTERS = Path(__file__).with_name("starter")
# A package may not carry a .gitignore of its own, for it would be obeyed there.
_HIDDEN = {"gitignore": ".gitignore"}


def site(folder: Path, language: str) -> list[Path]:
    """A small site that builds at once, in ``zh-CN`` or ``en``; returns the files made.

    Raises:
        UsageError: U824, the folder holds something already.
        MachineError: the disk refused; nothing is left of what was made.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("U824", path=folder)
    was_there = folder.exists()
    starter = _STARTERS / language
    texts = {path.relative_to(starter): path.read_text("utf-8") for path in starter.rglob("*") if path.is_file()}
    made = []
    try:
        for inside, text in sorted(texts.items()):
            made.append(_write(folder / inside.parent / _HIDDEN.get(inside.name, inside.name), text))
        made.append(_write(folder / "output" / ".gitkeep", ""))
    except MachineError:
        # Half a site would be in the way of the next try; what was empty is ours to empty.
        shutil.rmtree(folder, ignore_errors=True)
        if was_there:
            folder.mkdir(exist_ok=True)
        raise
    return made


def story(root: Path, *, now: dt.datetime, wishes: Sequence[str] = ()) -> Path:
    """A story to write, as a draft, with the facts of its wishes put in.

    Args:
        root: the site's folder.
        now: the story's number and date come from it, in the site's time zone.
        wishes: ids of those it tells of.

    Raises:
        UsageError: U820, no site there; U825, no such wish; U838, it cannot be read; U827, nor can the settings.
    """
    settings, (_, records, _), numbers = _read(root)
    granted = [beginning.wish_of(records, wish) for wish in dict.fromkeys(wishes)]
    here = settings.here(now)
    story_id = numbers.after(f"{here:%Y%m%d}", width=2)
    words = samples.of(settings.language)
    titles = words.separator.join(wish.title for wish in granted)
    about = words.about.format(wish=titles) if granted else words.begun[0] + words.about[-1]
    known = [text for wish in granted for text in beginning.known(wish, records, words)]
    is_told = not granted or granted[-1].fulfilled
    text = words.story.format(
        id=story_id,
        title=_scalar(about),
        date=f"{here:%Y-%m-%d %H:%M}",
        source=_scalar(settings.organization),
        channel=records.channels[0].id if records.channels else "stories",
        wishes=", ".join(wish.id for wish in granted),
        today=beginning.spoken(here.date(), words),
        byline=words.byline,
        opening=words.opening,
        telling="\n\n".join(known or [words.tell]) + (words.end if is_told else ""),
    )
    return _write(root / "content" / "stories" / f"{here:%Y}" / f"{story_id}.md", text)


def wish(root: Path, *, now: dt.datetime) -> Path:
    """A wish record to fill in, at the end of the year's file where it is a list; returns its file.

    Raises:
        UsageError: U820, no site there; U827, its settings cannot be read.
        MachineError: the disk refused; the file is as it was.
    """
    settings, (_, records, _), numbers = _read(root)
    here = settings.here(now)
    wish_id = numbers.after(f"{here:%Y}", width=4)
    record = samples.of(settings.language).wish.format(
        id=wish_id,
        category=settings.categories[0][0] if settings.categories else "",
        place=beginning.lowest_place(records),
        day=f"{here:%Y-%m-%d}",
    )
    return _add_wish(root, f"content/wishes/{here:%Y}.yaml", wish_id, record)


def _add_wish(root: Path, path: str, wish_id: str, record: str) -> Path:
    """Puts a wish behind the others of a file; where that one is no list, or has an error, into a file of its own."""
    there = source.content_of(root, path)
    if there is None:
        return _write(root / path, record)
    longer = yamledit.append(there, path, record.splitlines())
    if longer is None:
        return _write((root / path).with_name(f"{wish_id}.yaml"), record)
    replace(root / path, longer)
    return root / path


class _Site(NamedTuple):
    """What something new has to fit into; ``numbers`` are those that stand anywhere, in whatever cannot be read too."""

    settings: SiteSettings
    loaded: load.Loaded
    numbers: Numbers


def _read(root: Path) -> _Site:
    sources, _ = source.scan(root, program_templates=program_templates())
    loaded = load.load(sources)
    if loaded.settings is None:
        raise UsageError("U827", path=root / load.SITE)
    # Digits are the same in every encoding, but for the NULs of UTF-16.
    texts = [item.content.replace(b"\0", b"").decode("utf-8", "replace") for item in sources.texts]
    numbers = Numbers([*texts, *(PurePosixPath(item.path).stem for item in sources.texts)])
    return _Site(loaded.settings, loaded, numbers)


def _scalar(text: str) -> str:
    """A text as a value in YAML, in quotes where it would be read otherwise."""
    return text if yamlfile.parse(f"key: {text}", "") == ({"key": text}, ()) else json.dumps(text, ensure_ascii=False)


def _write(path: Path, text: str) -> Path:
    """Writes a new file.

    Raises:
        UsageError: U824, it is there already.
        MachineError: the disk refused.
    """
    try:
        with disk.at(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                file.write(text)
    except MachineError as refused:
        if isinstance(refused.__cause__, FileExistsError):
            raise UsageError("U824", path=path) from refused
        raise
    return path
