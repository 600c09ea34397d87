"""What pages say of themselves to machines, held against schemas of what search engines ask for."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from generator.plan.outputs import Output
from generator.plan.views import linked
from tests.plan.planned import BASE_URL, SETTINGS, outputs, view

URL = {"type": "string", "pattern": "^https://news\\.example\\.org/wishes/[a-z0-9/.-]+$"}
TEXT = {"type": "string", "minLength": 1}
MOMENT = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$"}


def thing(kind: str, required: str, **properties: Any) -> dict[str, Any]:
    """The schema of an object with these properties and no others."""
    context = {} if "@context" not in required else {"@context": {"const": "https://schema.org"}}
    return {
        "type": "object",
        "properties": {"@type": {"const": kind}, **context, **properties},
        "required": ["@type", *required.split()],
        "additionalProperties": False,
    }


def listed(**properties: Any) -> dict[str, Any]:
    item = thing("ListItem", " ".join(("position", *properties)), position={"type": "integer"}, **properties)
    return {"type": "array", "items": item}


ORGANIZATION = thing("Organization", "name", name=TEXT, url=URL)
SCHEMAS = {
    "BreadcrumbList": thing("BreadcrumbList", "@context itemListElement", itemListElement=listed(name=TEXT, item=URL)),
    "ItemList": thing(
        "ItemList",
        "@context numberOfItems itemListElement",
        numberOfItems={"type": "integer"},
        itemListElement=listed(url=URL),
    ),
    "NewsArticle": thing(
        "NewsArticle",
        "@context url headline datePublished dateModified author publisher",
        url=URL,
        headline=TEXT,
        datePublished=MOMENT,
        dateModified=MOMENT,
        author={"type": "array", "minItems": 1, "items": {"anyOf": [thing("Person", "name", name=TEXT), ORGANIZATION]}},
        publisher=ORGANIZATION,
        image={"type": "array", "minItems": 1, "items": URL},
        articleSection=TEXT,
        keywords=TEXT,
        inLanguage={"const": "zh-CN"},
        isAccessibleForFree={"const": True},
    ),
    "WebSite": thing(
        "WebSite",
        "@context name url publisher potentialAction",
        name=TEXT,
        url=URL,
        description=TEXT,
        inLanguage={"const": "zh-CN"},
        publisher=ORGANIZATION,
        potentialAction={"type": "object", "required": ["@type", "target", "query-input"]},
    ),
}
SITE = """
-- content/media/lamp.png --
40x30
-- content/wishes/w.yaml --
- id: w-1
  title: 一盏灯
  category: home
  place: dukou-he
  beneficiary: {name: 韦大爷, crowd: true, count: 3}
  granters: [library]
  collected: 2026-01-01
  claimed: 2026-01-02
  fulfilled: 2026-01-03
-- content/stories/a.md --
---
title: 灯亮了
date: 2026-02-03 09:30
updated: 2026-02-04 10:00
channel: stories
reporter: 覃一鸣
correspondent: 何秋
source: {name: 石榴发布, url: "https://example.org/"}
tags: [微心愿, 夜晚]
wishes: [w-1]
cover: {src: media/lamp.png, alt: 灯}
---
韦大爷家的灯亮了。
-- content/stories/b.md --
---
title: 没有署名的一篇
date: 2026-02-05 09:30
channel: stories
source: 石榴发布
---
正文。
-- content/stories/c.md --
---
title: 撤下的一篇
date: 2026-02-06 09:30
channel: stories
summary: 撤下以前的摘要
retracted: {date: 2026-02-07, reason: 更换}
---
正文。
-- content/pages/about.md --
---
title: 关于
---
正文。
"""


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Output]:
    return outputs(tmp_path_factory.mktemp("site"), SITE)


def said(planned: dict[str, Output], path: str) -> dict[str, Any]:
    """What a page says of itself, by kind; Baidu's words under ``baidu``."""
    return {thing.get("@type", "baidu"): thing for thing in view(planned, path).linked}


@pytest.mark.parametrize(
    ("path", "kinds"),
    [
        ("index.html", ["WebSite"]),
        ("stories/2026/a.html", ["BreadcrumbList", "NewsArticle", "baidu"]),
        ("stories/2026/c.html", ["BreadcrumbList"]),
        ("latest.html", ["BreadcrumbList", "ItemList"]),
        ("channels/stories.html", ["BreadcrumbList", "ItemList"]),
        ("places/dukou-he.html", ["BreadcrumbList", "ItemList"]),
        ("recommended.html", ["BreadcrumbList", "ItemList"]),
        ("wall.html", ["BreadcrumbList", "ItemList"]),
        ("wall/fulfilled.html", ["BreadcrumbList", "ItemList"]),
        ("wishes/w-1.html", ["BreadcrumbList"]),
        ("about.html", ["BreadcrumbList"]),
        ("granters.html", ["BreadcrumbList"]),
        ("404.html", []),
    ],
)
def test_every_kind_of_page_says_what_it_is(planned: dict[str, Output], path: str, kinds: list[str]) -> None:
    things = said(planned, path)
    assert list(things) == kinds
    for kind, told in things.items():
        if kind != "baidu":
            jsonschema.validate(told, SCHEMAS[kind])


def test_the_schemas_refuse_what_is_wrong(planned: dict[str, Output]) -> None:
    article = said(planned, "stories/2026/a.html")["NewsArticle"]
    wrongs: list[dict[str, Any]] = [
        {"about": {"@type": "Person", "name": "韦大爷"}},
        {"url": "stories/2026/a.html"},
        {"datePublished": "2026-02-03"},
        {"author": []},
    ]
    for wrong in wrongs:
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(article | wrong, SCHEMAS["NewsArticle"])


def test_a_story_names_who_wrote_it_and_nobody_that_it_tells_of(planned: dict[str, Output]) -> None:
    article = said(planned, "stories/2026/a.html")["NewsArticle"]
    assert [author["name"] for author in article["author"]] == ["覃一鸣", "何秋"]
    assert article["publisher"]["name"] == "石榴区志愿服务联合会"
    assert (article["datePublished"], article["dateModified"]) == (
        "2026-02-03T09:30:00+08:00",
        "2026-02-04T10:00:00+08:00",
    )
    assert article["keywords"] == "微心愿, 夜晚"
    assert "韦大爷" not in str(article)


def test_without_a_byline_the_source_is_the_author(planned: dict[str, Output]) -> None:
    article = said(planned, "stories/2026/b.html")["NewsArticle"]
    assert article["author"] == [{"@type": "Organization", "name": "石榴发布"}]


def test_baidu_gets_the_hour_at_the_site(planned: dict[str, Output]) -> None:
    assert said(planned, "stories/2026/a.html")["baidu"] == {
        "@context": "https://ziyuan.baidu.com/contexts/cambrian.jsonld",
        "@id": f"{BASE_URL}stories/2026/a.html",
        "pubDate": "2026-02-03T09:30:00",
        "upDate": "2026-02-04T10:00:00",
    }
    assert "upDate" not in said(planned, "stories/2026/b.html")["baidu"]


def test_a_listing_lists_its_stories_in_order(planned: dict[str, Output]) -> None:
    items = said(planned, "latest.html")["ItemList"]["itemListElement"]
    assert [(item["position"], item["url"].removeprefix(BASE_URL)) for item in items] == [
        (1, "stories/2026/b.html"),
        (2, "stories/2026/a.html"),
    ]


def test_the_way_down_leaves_out_the_page_unless_it_would_be_one_step(tmp_path: Path) -> None:
    text = "".join(
        f"-- content/stories/s{n}.md --\n---\ntitle: 第{n}篇\ndate: 2026-01-0{n} 09:00\nchannel: stories\n---\n正文。\n"
        for n in range(1, 6)
    )
    planned = outputs(tmp_path, text)

    def way(path: str) -> list[str]:
        items = said(planned, path)["BreadcrumbList"]["itemListElement"]
        return [f"{item['name']} {item['item'].removeprefix(BASE_URL)}" for item in items]

    channel = ["首页 index.html", "心愿故事 channels/stories.html"]
    for path in ("stories/2026/s1.html", "channels/stories.html", "channels/stories/page-1.html"):
        assert way(path) == channel
    assert way("places/dukou.html") == ["首页 index.html", "社区地图 places.html", "石榴区 places/shiliu.html"]


def test_the_site_says_how_to_search_it(planned: dict[str, Output]) -> None:
    action = said(planned, "index.html")["WebSite"]["potentialAction"]
    assert action["target"]["urlTemplate"] == f"{BASE_URL}search.html?q={{search_term_string}}"


def test_a_tombstone_tells_nothing_of_what_stood_there(planned: dict[str, Output]) -> None:
    assert view(planned, "stories/2026/c.html").description == ""


def test_without_a_base_url_nothing_is_said(tmp_path: Path) -> None:
    planned = outputs(tmp_path, SETTINGS.replace("base_url", "# base_url") + SITE)
    assert [path for path in ("index.html", "stories/2026/a.html", "wall.html") if view(planned, path).linked] == []


def test_an_empty_property_is_left_out() -> None:
    told = linked.article(BASE_URL, "a.html", authors=(), publisher="会", headline="题", image=None, keywords="")
    assert told.keys() & {"image", "keywords"} == set()
    moment = dt.datetime(2026, 2, 3, 9, 30, tzinfo=dt.timezone(dt.timedelta(hours=8)))
    assert linked.iso(moment) == "2026-02-03T09:30:00+08:00"
