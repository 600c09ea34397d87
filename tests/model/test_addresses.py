from __future__ import annotations

import datetime as dt
import hashlib
import re

import pytest

from generator.model import addresses

PLAIN = re.compile(r"[a-z0-9-]+(?:/[a-z0-9-]+)*\.[a-z0-9.]+")


@pytest.mark.parametrize("good", ["a", "0", "2026-0007", "p-017", "dukou-he", "a--b"])
def test_an_id_is_lower_case_letters_digits_and_hyphens(good: str) -> None:
    assert addresses.ID.fullmatch(good)


@pytest.mark.parametrize(
    "bad", ["", "-a", "a-", "-", "A", "a_b", "a b", "a.b", "a/b", "..", "韦", "é", "a\n", "ａ", "٣"]
)
def test_nothing_else_is_one(bad: str) -> None:
    assert not addresses.ID.fullmatch(bad)


def test_every_address_is_a_plain_file_and_says_what_it_is() -> None:
    moment = dt.datetime(2026, 2, 3, 9, 30)
    made = [
        addresses.story("20260203-01", moment),
        addresses.wish("2026-0007"),
        addresses.channel("stories"),
        addresses.place("dukou"),
        addresses.granter("library"),
        addresses.category("home"),
        addresses.tag("t-0a1b2c3d"),
        addresses.year(2026),
        addresses.month(2026, 2),
        addresses.wall("collected"),
        addresses.standing("about"),
        addresses.media("0a1b", "jpg"),
        addresses.asset("site.css", "1a2b3c4d5e"),
        addresses.page_of(addresses.LATEST, 3),
        addresses.page_of(addresses.channel("stories"), 1),
    ]
    assert made == [
        "stories/2026/20260203-01.html",
        "wishes/2026-0007.html",
        "channels/stories.html",
        "places/dukou.html",
        "granters/library.html",
        "categories/home.html",
        "tags/t-0a1b2c3d.html",
        "archive/2026.html",
        "archive/2026-02.html",
        "wall/collected.html",
        "about.html",
        "media/0a1b.jpg",
        "assets/site.1a2b3c4d5e.css",
        "latest/page-3.html",
        "channels/stories/page-1.html",
    ]
    assert all(PLAIN.fullmatch(address) for address in made)


def test_the_way_back_to_the_root_is_as_long_as_the_way_down() -> None:
    assert [addresses.root_of(path) for path in ("index.html", "wishes/a.html", "stories/2026/a.html")] == [
        "",
        "../",
        "../../",
    ]


@pytest.mark.parametrize(
    ("tag", "slug"),
    [
        ("WiFi", "wifi"),
        ("open air", "open-air"),
        ("a_b - c", "a-b-c"),
        ("2026", "2026"),
        ("微心愿", "weixinyuan"),
        ("敬老", "t-" + hashlib.sha256("敬老".encode()).hexdigest()[:8]),
        ("C++", "t-" + hashlib.sha256(b"C++").hexdigest()[:8]),
        ("../a", "t-" + hashlib.sha256(b"../a").hexdigest()[:8]),
        ("café", "t-" + hashlib.sha256("café".encode()).hexdigest()[:8]),
    ],
)
def test_the_slug_of_a_tag_is_chosen_plain_or_a_digest(tag: str, slug: str) -> None:
    assert addresses.tag_slug(tag, {"weixinyuan": "微心愿"}) == slug
    assert PLAIN.fullmatch(addresses.tag(slug))


def test_index_html_is_written_out_in_full_addresses() -> None:
    assert addresses.as_url("https://example.org/a/", addresses.FRONT) == "https://example.org/a/index.html"
