"""A photo that may not be shown is told of when it comes again as another file (P470)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from generator.app.discretion import MASK
from generator.app.withdraw import withdraw
from generator.model.settings import BuildOptions
from tests import sites
from tests.link.register import PERSON, consent, story, wish
from tests.render.test_thumbnails import saved, scene

Make = Callable[..., Path]

SHOWN = "![一盏灯](media/again.jpg)"


def with_photos(root: Path) -> Path:
    sites.write(root / "content/media/face.jpg", saved(scene(1), quality=95))
    sites.write(root / "content/media/again.jpg", saved(scene(1).resize((320, 240)), quality=60))
    sites.write(root / "content/media/other.jpg", saved(scene(2)))
    return root


def told(root: Path) -> list[str]:
    return [line for line in sites.told(sites.check(root).problems) if line.startswith("P470")]


def photo(subject: str) -> str:
    return wish(more=f"photos: [{{src: media/face.jpg, alt: 一盏灯, subjects: [{subject}]}}]\n")


def test_a_copy_of_a_withheld_photo_is_told_with_the_file_that_shows_it(site: Make) -> None:
    root = with_photos(site(PERSON + consent() + photo("p-1") + story("", body=SHOWN)))
    (found,) = [problem for problem in sites.check(root).problems if problem.code == "P470"]
    assert (str(found.location), found.is_error) == ("content/media/again.jpg:1:1", False)
    told_of = {"other": "content/media/face.jpg", "user": "content/stories/a.md", "picture": "media/again.jpg"}
    assert dict(found.facts) == told_of
    sites.write(root / "content/private/cleared.yaml", "- {text: media/again.jpg, reason: 不是同一张}\n")
    assert told(root) == []


def test_nothing_is_said_of_what_is_not_shown_or_while_nothing_is_withheld(site: Make) -> None:
    other = SHOWN.replace("again", "other")
    assert told(with_photos(site(PERSON + consent() + photo("p-1") + story("", body=other)))) == []
    assert told(with_photos(site(PERSON + consent("story, face") + photo("p-1") + story("", body=SHOWN)))) == []


def test_a_withdrawal_prints_no_name_that_a_file_has(site: Make) -> None:
    root = with_photos(site(PERSON + consent("story, face") + photo("p-1") + story("", body=SHOWN)))
    (root / "content/media/face.jpg").rename(root / "content/media/韦岚音.jpg")
    wishes = root / "content/wishes/w-1.yaml"
    wishes.write_text(wishes.read_text("utf-8").replace("face.jpg", "韦岚音.jpg"), "utf-8")
    done = withdraw(root, "p-1", on=None, options=BuildOptions(now=sites.NOW), progress=lambda *_: None)
    (found,) = done.mentions
    assert dict(found.facts)["other"] == MASK


def test_a_withdrawal_tells_of_it_at_once(site: Make) -> None:
    root = with_photos(site(PERSON + consent("story, face") + photo("p-1") + story("", body=SHOWN)))
    options = BuildOptions(now=sites.NOW)
    done = withdraw(root, "p-1", on=None, options=options, progress=lambda *_: None)
    assert sites.told(done.mentions) == ["P470 content/media/again.jpg:1"]
