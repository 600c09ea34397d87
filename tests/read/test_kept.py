"""Records that were read before are those that would be read now."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from generator.app.version import program_templates
from generator.read import load, source
from generator.read.kept import KeptRecords

Make = Callable[..., Path]

SITE = """
-- content/wishes/2026.yaml --
- {id: w-1, title: 一盏灯, category: home, place: dukou, collected: 2026-01-05, beneficiary: {name: 邻居, crowd: true}}
-- content/wishes/broken.yaml --
- {id: w-2, title: 一把伞}
-- content/stories/plain.md --
---
title: 灯亮了
date: 2026-02-03 08:30
updated: 2026-02-04
channel: stories
expires: 2027-01-01
---
楼道里的灯亮了。
-- content/stories/2026-02-05.md --
---
title: 伞到了
date: 2026-02-05
channel: stories
---
"""


def loaded(root: Path, known: KeptRecords) -> tuple[load.Loaded, KeptRecords]:
    sources, _ = source.scan(root, program_templates=program_templates())
    return load.reload(sources, known)


def through_the_cache(kept: KeptRecords) -> KeptRecords:
    return msgspec.msgpack.decode(msgspec.msgpack.encode(kept), type=KeptRecords)


def test_what_is_kept_comes_back_as_it_was_read(site: Make) -> None:
    root = site(SITE)
    fresh, kept = loaded(root, KeptRecords())
    assert (len(kept.wishes), len(kept.stories)) == (1, 2)
    again, kept_again = loaded(root, through_the_cache(kept))
    assert again == fresh
    assert kept_again.is_of(kept)
    assert [story.date.tzinfo for story in again.records.stories] == [fresh.settings and fresh.settings.zone] * 2
    assert again.records.stories[1].body.startswith("楼道里")


def test_a_file_that_changed_is_read_anew_and_what_it_held_is_forgotten(site: Make) -> None:
    root = site(SITE)
    _, kept = loaded(root, KeptRecords())
    story = root / "content/stories/plain.md"
    story.write_text(story.read_text("utf-8").replace("灯亮了", "灯真亮"), "utf-8")
    again, kept_again = loaded(root, through_the_cache(kept))
    assert again == load.load(source.scan(root, program_templates=program_templates())[0])
    assert again.records.stories[1].title == "灯真亮"
    assert (
        len(kept_again.stories.keys() - kept.stories.keys())
        == len(kept.stories.keys() - kept_again.stories.keys())
        == 1
    )


def test_another_time_zone_and_another_place_are_other_records(site: Make) -> None:
    root = site(SITE)
    _, kept = loaded(root, KeptRecords())
    (root / "content/stories/plain.md").rename(root / "content/stories/moved.md")
    settings = root / "content/site.yaml"
    settings.write_text(f"{settings.read_text('utf-8')}\ntimezone: Asia/Urumqi\n", "utf-8")
    again, _ = loaded(root, through_the_cache(kept))
    assert again == load.load(source.scan(root, program_templates=program_templates())[0])
    assert {str(story.date.tzinfo) for story in again.records.stories} == {"Asia/Urumqi"}


@pytest.mark.parametrize(
    "content",
    [
        "---\r\ntitle: 灯\r\ndate: 2026-02-03\r\nchannel: stories\r\n---\r\n一行\r\n两行\r\n".encode(),
        "---\ntitle: 灯\ndate: 2026-02-03\nchannel: stories\n---\n一行\n".encode("gb18030"),
        # In Shanghai this half hour was skipped in 1940.
        "---\ntitle: 灯\ndate: 1940-06-01 00:30\nchannel: stories\n---\n一行\n".encode(),
    ],
)
def test_what_would_not_come_back_is_not_kept(site: Make, content: bytes) -> None:
    root = site()
    (root / "content/stories").mkdir(parents=True, exist_ok=True)
    (root / "content/stories/odd.md").write_bytes(content)
    fresh, kept = loaded(root, KeptRecords())
    assert [story.title for story in fresh.records.stories] == ["灯"]
    assert kept.stories == {}


def test_nothing_private_is_kept(site: Make) -> None:
    root = site("-- content/private/people.yaml --\n- {id: p-1, name: 韦岚音}\n")
    _, kept = loaded(root, KeptRecords())
    assert "韦岚音".encode() not in msgspec.msgpack.encode(kept)


def test_a_digest_stands_for_a_story_s_file_and_for_nothing_else(site: Make) -> None:
    def digests(text: str) -> list[bytes]:
        fresh, kept = loaded(site(text), KeptRecords())
        found = [story.digest for story in fresh.records.stories]
        again, _ = loaded(site(text), through_the_cache(kept))
        assert [story.digest for story in again.records.stories] == found
        return found

    other, plain = digests(SITE)
    assert other != plain
    assert digests(SITE.replace("灯亮了。", "灯又亮了。")) != [other, plain]
    assert digests(SITE.replace("灯亮了。", "灯又亮了。"))[0] == other
    assert digests(SITE.replace("title: 灯亮了", "title: 灯"))[1] != plain
    assert digests(SITE.replace("plain.md", "plainer.md"))[1] != plain


def test_a_warning_is_told_of_what_is_known_too(site: Callable[..., Path]) -> None:
    root = site("-- content/stories/a.md --\n---\ntitle: 灯亮了 #1 号\ndate: 2026-02-03\nchannel: stories\n---\n灯。\n")
    scanned, _ = source.scan(root, program_templates=program_templates())
    first, kept = load.reload(scanned, KeptRecords())
    again, _ = load.reload(scanned, kept)
    assert [problem.code for problem in first.problems] == ["C653"]
    assert again.problems == first.problems
