"""Which renditions of a picture there are."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from generator.model.entities import Media, Photo
from generator.plan.images import LARGE, SHARE_HEIGHT, SHARE_WIDTH, SMALL, Gallery, Use
from generator.plan.outputs import Plan, Rendition
from tests import sites


def media(width: int, height: int, *, digest: bytes = b"a", name: str = "a.jpg") -> Media:
    return Media(path=f"content/media/{name}", digest=digest, width=width, height=height)


def planned(plan: Plan) -> list[tuple[str, int, int, bool]]:
    recipes = [output.recipe for output in plan.outputs.values()]
    assert all(isinstance(recipe, Rendition) for recipe in recipes)
    return sorted((r.form, r.width, r.height, r.cropped) for r in recipes if isinstance(r, Rendition))


@pytest.mark.parametrize(
    ("size", "use", "webp", "jpeg"),
    [
        ((4000, 3000), LARGE, (480, 960, 1600), (480, 960)),
        ((1600, 900), LARGE, (480, 960, 1600), (480, 960)),
        ((1000, 10), LARGE, (480, 960, 1000), (480, 960)),
        ((960, 960), LARGE, (480, 960), (480, 960)),
        ((300, 900), LARGE, (300,), (300,)),
        ((1, 1), LARGE, (1,), (1,)),
        ((4000, 3000), SMALL, (480,), (480,)),
    ],
)
def test_the_widths_of_a_use_never_enlarged_each_once(
    size: tuple[int, int], use: Use, webp: tuple[int, ...], jpeg: tuple[int, ...]
) -> None:
    plan = Plan()
    made = Gallery({"a.jpg": media(*size)}, plan).renditions("a.jpg", use)
    assert tuple(candidate.width for candidate in made.webp) == webp
    assert tuple(candidate.width for candidate in made.jpeg) == jpeg
    assert (made.address, made.width) == (made.jpeg[-1].address, jpeg[-1])
    assert made.height == max(1, round(size[1] * made.width / size[0]))
    assert {candidate.address for candidate in (*made.webp, *made.jpeg)} == plan.outputs.keys()


def test_a_small_use_shares_its_file_with_a_large_one() -> None:
    plan = Plan()
    gallery = Gallery({"a.jpg": media(2000, 1000)}, plan)
    small, large = gallery.renditions("a.jpg", SMALL), gallery.renditions("a.jpg", LARGE)
    assert small.webp[0] == large.webp[0]
    assert len(plan.outputs) == 5


def test_two_files_of_the_same_bytes_are_one_picture_and_others_are_not() -> None:
    plan = Plan()
    files = {"a.jpg": media(9, 9), "b.jpg": media(9, 9, name="b.jpg"), "c.jpg": media(9, 9, digest=b"c", name="c.jpg")}
    gallery = Gallery(files, plan)
    one, twin, other = (gallery.renditions(src, SMALL) for src in files)
    assert one == twin != other
    assert plan.problems == []
    assert len(plan.outputs) == 4


@pytest.mark.parametrize(
    ("size", "share"),
    [
        ((4000, 3000), (1200, 630)),
        ((3000, 4000), (1200, 630)),
        ((1600, 900), (1200, 630)),
        ((5000, 630), (1200, 630)),
        ((5000, 315), (600, 315)),
        ((400, 400), (400, 210)),
        ((1, 1), (1, 1)),
    ],
)
def test_a_share_picture_is_the_middle_never_enlarged(size: tuple[int, int], share: tuple[int, int]) -> None:
    plan = Plan()
    photo = Photo(src="a.jpg", alt="河边")
    picture = Gallery({"a.jpg": media(*size)}, plan).cropped(photo, "cards/x.jpg", origin="a.md")
    assert picture is not None
    assert (picture.width, picture.height) == share
    assert (picture.address, picture.alt) == ("cards/x.jpg", "河边")
    assert planned(plan) == [("jpg", *share, True)]
    assert share[0] <= min(size[0], SHARE_WIDTH)
    assert share[1] <= min(size[1], SHARE_HEIGHT)


SITE = """
-- content/site.yaml --
title: 点亮
organization: 联合会
base_url: https://a.example/
categories: {home: 居家}
-- content/stories/a.md --
---
title: 灯亮了
date: 2026-02-03
channel: stories
cover: {src: media/a.jpg, alt: 灯}
---
楼道里的灯亮了。

![河](media/b.jpg)
-- content/stories/b.md --
---
title: 草稿
date: 2026-02-04
channel: stories
draft: true
cover: {src: media/c.jpg}
---
没有写完。
-- content/stories/c.md --
---
title: 撤下
date: 2026-02-05
channel: stories
retracted: {date: 2026-02-06, reason: 有误}
cover: {src: media/d.jpg}
---
![河](media/d.jpg)
-- content/media/a.jpg --
40x30
-- content/media/b.jpg --
30x40
-- content/media/c.jpg --
20x20
-- content/media/d.jpg --
21x21
-- content/media/nobody.jpg --
22x22
"""
FILES = ("cards/channels/stories.jpg", "cards/site/site.jpg")


def files(site: Path) -> list[str]:
    found = (*site.glob("output/media/*"), *site.glob("output/cards/**/*.jpg"))
    return sorted(path.relative_to(site / "output").as_posix() for path in found)


def test_what_nobody_shows_is_not_published(tmp_path: Path) -> None:
    root = sites.make_site(tmp_path / "site", SITE)
    assert sites.build(root).problems == ()
    assert [path for path in files(root) if path.startswith("cards/")] == ["cards/a.jpg", *FILES]
    shown = set((root / "output/media").iterdir())
    # The cover and the picture in the text, each small, in two forms.
    assert len(shown) == 4
    page = (root / "output/stories/2026/a.html").read_text("utf-8")
    assert all(path.name in page for path in shown)


def test_a_photo_whose_subject_withdraws_vanishes_with_its_share_picture(tmp_path: Path) -> None:
    register = """
-- content/private/people.yaml --
- {id: p-1, name: 韦岚音, birth: 1950-03}
-- content/private/consents.yaml --
- {id: c-1, person: p-1, scope: [story, face], given: 2026-01-02, expires: 2026-02-20}
"""
    root = sites.make_site(tmp_path / "site", SITE.replace("alt: 灯", "alt: 灯, subjects: [p-1]") + register)
    assert sites.build(root, now=dt.datetime(2026, 2, 10)).problems == ()
    before = files(root)
    assert "cards/a.jpg" in before
    assert sites.build(root, now=dt.datetime(2026, 2, 21)).problems == ()
    after = files(root)
    assert set(after) < set(before)
    assert "cards/a.jpg" not in after
    assert len([path for path in before if path.startswith("media/")]) == 4
    assert len(list((root / "output/media").iterdir())) == 2
    page = (root / "output/stories/2026/a.html").read_text("utf-8")
    assert 'property="og:image" content="https://a.example/cards/channels/stories.jpg"' in page


@pytest.mark.parametrize("path", ["index.html", "latest.html", "wall.html", "channels/stories.html"])
def test_every_page_has_a_share_picture_that_is_there(tmp_path: Path, path: str) -> None:
    root = sites.make_site(tmp_path / "site", SITE)
    sites.build(root)
    page = (root / "output" / path).read_text("utf-8")
    card = FILES[0] if path.startswith("channels/") else FILES[1]
    assert f'<meta property="og:image" content="https://a.example/{card}">' in page
    assert '<meta property="og:image:width" content="1200">' in page
    assert (root / "output" / card).is_file()


def test_without_a_base_url_there_are_no_share_pictures(tmp_path: Path) -> None:
    root = sites.make_site(tmp_path / "site", SITE.replace("base_url: https://a.example/\n", ""))
    sites.build(root)
    assert not (root / "output/cards").exists()
    assert "og:image" not in (root / "output/stories/2026/a.html").read_text("utf-8")
