"""``new site``, ``new story``, ``new wish``: something to begin with, and never over something that is there."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from generator.app.version import program_templates
from generator.base.problems import UsageError
from generator.model.settings import SiteSettings
from generator.read import faults, load, source

STARTER = Path(__file__).with_name("starter")
# A package may not carry a .gitignore of its own, for it would be obeyed there.
_HIDDEN = {"gitignore": ".gitignore"}


def site(folder: Path) -> list[Path]:
    """A small site that builds at once; returns the files made.

    Raises:
        UsageError: U824, the folder holds something already.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError("U824", path=folder)
    made = []
    for path in sorted(STARTER.rglob("*")):
        if path.is_file():
            inside = path.relative_to(STARTER)
            made.append(_write(folder / inside.parent / _HIDDEN.get(inside.name, inside.name), path.read_text("utf-8")))
    made.append(_write(folder / "output" / ".gitkeep", ""))
    return made


def story(root: Path, *, now: dt.datetime, wish_id: str = "") -> Path:
    """A story to write, as a draft, with the facts of a wish put in where one is given.

    Args:
        root: the site's folder.
        now: aware; the story's number and date come from it, in the site's time zone.
        wish_id: the wish it tells of.

    Raises:
        UsageError: U820, no site there; U825, no such wish; U827, its settings cannot be read.
    """
    settings, records = _read(root)
    wish = _find(records.wishes, wish_id) if wish_id else None
    here = now.astimezone(settings.zone)
    story_id = _next_id(f"{here:%Y%m%d}", (record.id for record in records.stories), width=2)
    channel = records.channels[0].id if records.channels else "stories"
    lines = [
        "---",
        f"id: {story_id}",
        f"title: （写一个标题{'：' + wish.title if wish else ''}）",
        f"date: {here:%Y-%m-%d %H:%M}",
        f"source: {settings.organization}",
        "author: （作者）",
        "editor: （责任编辑）",
        f"channel: {channel}",
        "tags: [微心愿]",
        f"wishes: [{wish_id}]",
        "# 封面图片放进 content/media/，再把下面五行前面的 # 去掉：",
        "# cover:",
        "#   src: media/文件名.jpg",
        "#   alt: 看不见图的人需要知道图里有什么",
        "#   caption: 图片说明",
        "#   credit: 拍摄或供图",
        "draft: true   # 写好以后删掉这一行，才会发布",
        "---",
        *_opening(wish, records, here),
    ]
    return _write(root / "content" / "stories" / f"{here:%Y}" / f"{story_id}.md", "\n".join(lines) + "\n")


def wish(root: Path, *, now: dt.datetime) -> Path:
    """A wish record to fill in, at the end of the year's file; returns that file.

    Raises:
        UsageError: U820, no site there; U827, its settings cannot be read.
    """
    settings, records = _read(root)
    here = now.astimezone(settings.zone)
    wish_id = _next_id(f"{here:%Y}", (record.id for record in records.wishes), width=4)
    lines = [
        f"- id: {wish_id}",
        "  title: （心愿的名字，例如：一副老花镜）",
        "  wish: （许愿人自己的话）",
        f"  category: {settings.categories[0][0] if settings.categories else ''}",
        f"  place: {_lowest_place(records)}",
        "  beneficiary:",
        "    name: （公开的称呼，例如：韦大爷）",
        "    # private/people.yaml 里的编号；集体心愿删掉 person，写 crowd: true",
        "    person:",
        "    count: 1",
        f"  collected: {here:%Y-%m-%d}",
        "  # 有人认领、兑现以后再填：",
        "  # granters: [认领单位的编号]",
        "  # claimed: 日期",
        "  # fulfilled: 日期",
        "  # outcome: 怎样实现的",
    ]
    path = root / "content" / "wishes" / f"{here:%Y}.yaml"
    before = path.read_text("utf-8").rstrip("\n") + "\n" if path.exists() else ""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(before + "\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return path


def _read(root: Path) -> tuple[SiteSettings, Any]:
    sources, _ = source.scan(root, program_templates=program_templates())
    settings, records, _ = load.load(sources)
    if settings is None:
        raise UsageError("U827", path=root / load.SITE)
    return settings, records


def _find(wishes: Iterable[Any], wish_id: str) -> Any:
    by_id = {record.id: record for record in wishes}
    if wish_id not in by_id:
        raise UsageError("U825", id=wish_id, nearest=faults.nearest(wish_id, by_id))
    return by_id[wish_id]


def _next_id(prefix: str, taken: Iterable[str], *, width: int) -> str:
    """The next free number behind a prefix: ``20260203-02`` after ``20260203-01``."""
    pattern = re.compile(rf"{prefix}-(\d+)")
    numbers = [int(match[1]) for item in taken if (match := pattern.fullmatch(item))]
    return f"{prefix}-{max(numbers, default=0) + 1:0{width}d}"


def _lowest_place(records: Any) -> str:
    parents = {place.parent for place in records.places}
    return next((place.id for place in records.places if place.id not in parents), "")


def _opening(wish: Any, records: Any, here: dt.datetime) -> list[str]:
    """The first lines of a story; of a wish only what the public may know."""
    lines = [f"本站{here.month}月{here.day}日电（通讯员 姓名）从一个看得见的场面写起。", ""]
    if wish is None:
        return [*lines, "说说这个心愿是怎样讲出来的，谁认领了它，怎样实现，实现以后有什么不同。（完）"]
    granters = {
        record.id: record.name for record in records.granters if record.kind != "individual" and not record.anonymous
    }
    named = "、".join(granters.get(item, "爱心人士") for item in wish.granters)
    return [
        *lines,
        f"{_spoken(wish.collected)}，{wish.beneficiary.name}写下心愿：{wish.wish or wish.title}",
        "",
        f"{_spoken(wish.claimed)}，{named}认领了它。"
        if wish.claimed
        else "（还没有人认领：这篇稿子要等心愿兑现以后才能发布。）",
        "",
        f"{_spoken(wish.fulfilled)}，{wish.outcome or '心愿实现了。'}（完）" if wish.fulfilled else "（还没有兑现。）",
    ]


def _spoken(day: dt.date) -> str:
    return f"{day.month}月{day.day}日"


def _write(path: Path, text: str) -> Path:
    """Writes a new file.

    Raises:
        UsageError: U824, it is there already.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError as there:
        raise UsageError("U824", path=path) from there
    return path
