"""The gate: at which place somebody is shown, who is thanked by name, and which photos are shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import sites
from tests.link.register import MINOR, PERSON, consent, shown, story, wish

Make = Callable[..., Path]


# Places


@pytest.mark.parametrize(
    ("people", "scope", "place", "expected"),
    [
        (PERSON, "story", "dukou-he", "dukou"),
        (PERSON, "story, village", "dukou-he", "dukou-he"),
        (MINOR, "story, village", "dukou-he", "dukou"),
        # A place with others below it, or with none above it, is not fine enough to point at anybody.
        (PERSON, "story", "dukou", "dukou"),
        (PERSON, "story", "shiliu", "shiliu"),
        (PERSON, "story", "lonely", "lonely"),
    ],
)
def test_a_village_is_shown_as_the_place_above_it_unless_they_agreed(
    site: Make, people: str, scope: str, place: str, expected: str
) -> None:
    places = sites.files_of(sites.BASE)["content/places.yaml"] + "- {id: lonely, name: 孤山}\n"
    root = site(
        f"-- content/places.yaml --\n{places}" + people + consent(scope) + wish("小禾（化名）", place=place) + story()
    )
    public, _, problems = sites.publish(root)
    assert problems == []
    assert public.wishes[0].place == expected
    assert public.stories[0].places == (expected,)


def test_the_places_that_a_story_names_are_coarsened_too_each_once(site: Make) -> None:
    root = site(
        PERSON
        + consent()
        + story("people: [p-1]\nplaces: [dukou-he, dukou]")
        + story("places: [dukou-he, dukou]", name="b")
    )
    public, _, _ = sites.publish(root)
    assert [item.places for item in public.stories] == [("dukou",), ("dukou-he", "dukou")]


def test_so_is_the_place_of_a_crowds_wish_where_a_story_tells_of_somebody_too(site: Make) -> None:
    root = site(
        PERSON
        + consent()
        + wish("街坊", "crowd: true")
        + story("people: [p-1]\nwishes: [w-1]")
        + story("wishes: [w-1]", name="b")
    )
    public, _, problems = sites.publish(root)
    assert problems == []
    assert public.wishes[0].place == "dukou-he"
    assert [item.places for item in public.stories] == [("dukou",), ("dukou-he",)]


# Granters


@pytest.mark.parametrize(
    ("granter", "scope", "named"),
    [
        ("kind: individual", "story", False),
        ("kind: individual, person: p-1", "story", False),
        ("kind: individual, person: p-1", "real-name", True),
        ("kind: individual, person: p-1, anonymous: true", "real-name", False),
        ("kind: company", "story", True),
        ("kind: company, anonymous: true", "story", False),
    ],
)
def test_people_who_grant_are_named_if_they_agreed_and_units_unless_they_asked_not_to_be(
    site: Make, granter: str, scope: str, named: bool
) -> None:
    granters = f"-- content/granters.yaml --\n- {{id: library, name: 陆知行, {granter}}}\n"
    people = "-- content/private/people.yaml --\n- {id: p-1, name: 陆知行}\n"
    root = site(granters + people + consent(scope) + wish("邻居们", "crowd: true"))
    public, guard, _ = sites.publish(root)
    assert [item.id for item in public.granters] == (["library"] if named else [])
    assert public.wishes[0].granters == (("library",) if named else ())
    assert public.wishes[0].anonymous == (0 if named else 1)
    if "real-name" not in scope and not named:
        assert "陆知行" in {secret.text for secret in guard.secrets}


def test_a_minor_who_grants_is_not_named(site: Make) -> None:
    granters = "-- content/granters.yaml --\n- {id: library, name: 蓝雨桐, kind: individual, person: p-1}\n"
    public, _, _ = sites.publish(site(granters + MINOR + consent("real-name") + wish("邻居们", "crowd: true")))
    assert public.granters == ()
    assert public.wishes[0].anonymous == 1


# Photos


def photo(src: str = "media/a.png", subjects: str = "[p-1]") -> str:
    return f"{{src: {src}, alt: 灯, subjects: {subjects}}}"


PICTURES = "-- content/media/a.png --\n9x9\n-- content/media/b.png --\n8x8\n-- content/stories/c.png --\n7x7\n"


@pytest.mark.parametrize(
    ("scope", "media"), [("story", ["media/b.png"]), ("story, face", ["media/a.png", "media/b.png"])]
)
def test_a_subject_without_consent_withholds_that_photo_alone(site: Make, scope: str, media: list[str]) -> None:
    photos = f"photos: [{photo()}, {photo('media/b.png', '[]')}]\n"
    public, _, _ = sites.publish(site(PICTURES + PERSON + consent(scope) + wish(more=photos) + story()))
    assert shown(public) == (["w-1"], ["a"])
    assert [item.src for item in public.wishes[0].photos] == media
    assert sorted(item for item in public.media if item.startswith("media/")) == media


def test_a_withheld_photo_is_withheld_wherever_the_file_is_used(site: Make) -> None:
    """The cover names its subject; the wish and the text forgot to."""
    root = site(
        PICTURES
        + PERSON
        + consent()
        + wish(more=f"photos: [{photo('content/media/a.png', '[]')}]\n")
        + story(
            f"wishes: [w-1]\ncover: {photo('../media/a.png')}", "灯。\n\n![灯](../media/a.png)\n\n![灯](media/b.png)"
        )
    )
    report = sites.build(root)
    assert report.problems == ()
    page = (root / "output/stories/2026/a.html").read_text("utf-8")
    assert page.count("<figure") == 1
    assert "<img" not in (root / "output/wishes/w-1.html").read_text("utf-8")
    # b.png alone, in both formats, for no place is wider than it is.
    assert sorted(path.suffix for path in (root / "output/media").iterdir()) == [".jpg", ".webp"]


def test_one_subject_of_two_without_consent_is_enough(site: Make) -> None:
    people = PERSON + "- {id: p-2, name: 梁满}\n"
    text = story(f"cover: {photo('c.png', '[p-1, p-2]')}")
    public, _, _ = sites.publish(site(PICTURES + people + consent("story, face") + text))
    assert public.stories[0].cover is None
    assert public.withheld_media == {"stories/c.png"}


def test_a_photo_without_a_register_shows_nobody_who_is_named(site: Make) -> None:
    public, _, _ = sites.publish(
        site(PICTURES + story(f"cover: {photo('c.png')}") + story(f"cover: {photo('media/b.png', '[]')}", name="b"))
    )
    assert [bool(item.cover) for item in public.stories] == [False, True]


def test_a_copy_of_a_withheld_photo_is_withheld_as_well(site: Make) -> None:
    shown = "photos: [{src: media/face.png, alt: 人, subjects: [p-1]}]\n"
    root = site(
        PERSON
        + consent()
        + wish(more=shown)
        + story("cover: {src: media/copy.png, alt: 人}")
        + "-- content/media/face.png --\n40x30\n-- content/media/copy.png --\n40x30\n-- content/media/b.png --\n30x40\n"
    )
    public, _, problems = sites.publish(root)
    assert problems == []
    assert public.stories[0].cover is None
    assert list(public.media) == ["media/b.png"]


# Every way of writing a picture in a text; Windows names a second file of one name e(1).png.
WRITTEN = """灯。

![灯](a.png)

<img src="b.png" alt="灯">

![乙[二]乙](c.png)

![丁](e(1).png)

![戊][w]

![两行
的字](g.png)

![空格](<h 1.png>)和![码](i%201.png)，见![转义](j\\(1\\).png)。

[w]: f.png
"""
OF_TEXT = ("a.png", "b.png", "c.png", "e(1).png", "f.png", "g.png", "h 1.png", "i 1.png", "j(1).png")


@pytest.mark.parametrize(
    ("more", "people"),
    [
        ("", "people: [p-1]"),
        ("closed: {on: 2026-02-01, reason: withdrawn}\n", "wishes: [w-1]"),
    ],
)
def test_pictures_in_a_text_that_had_to_go_are_shown_nowhere(site: Make, more: str, people: str) -> None:
    taken_back = ", withdrawn: 2026-02-20" if not more else ""
    media = "".join(f"-- content/stories/{name} --\n{size}x9\n" for size, name in enumerate((*OF_TEXT, "z.png"), 5))
    root = site(
        PERSON
        + consent("story, face", taken_back.removeprefix(", "))
        + wish(more=more)
        + story(people, WRITTEN)
        + story("summary: 灯", f"{WRITTEN}\n\n![灯](z.png)", name="b")
        + media
    )
    public, _, _ = sites.publish(root)
    assert shown(public)[1] == ["b"]
    assert list(public.media) == ["stories/z.png"]


def test_consents_without_a_register_show_no_face(site: Make) -> None:
    public, _, _ = sites.publish(site(PICTURES + consent("story, face") + story(f"cover: {photo('c.png')}")))
    assert public.stories[0].cover is None


@pytest.mark.parametrize(
    "text",
    [
        wish() + story(body="![窗](../media/b.png)\n\n灯亮了。"),
        wish(more="photos: [{src: media/b.png, alt: 灯}]\n"),
    ],
)
def test_when_a_consent_ends_its_pictures_go_from_all_pages(site: Make, text: str) -> None:
    about = "-- content/pages/about.md --\n---\ntitle: 关于\n---\n![窗台](../media/b.png)\n\n好。\n"
    root = site(PICTURES + PERSON + consent(more="expires: 2026-02-20") + text + about)
    sites.build(root)
    assert "<img" not in (root / "output/about.html").read_text("utf-8")
