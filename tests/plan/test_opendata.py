"""wishes.json: its shape is the schema beside, its contents are the records that are public, and nothing else."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from selectolax.lexbor import LexborHTMLParser

from tests import sites
from tests.benchmarks.corpus import write_corpus
from tests.plan.numbers import SITE, WITHHELD, day, records_of

Make = Callable[..., Path]
SCHEMA = json.loads((Path(__file__).parent / "wishes.schema.json").read_text("utf-8"))
STORY = """
-- content/stories/20260228-01.md --
---
title: 灯亮了
date: 2026-02-28 09:00
channel: stories
wishes: [w-01, w-03]
---
他们等来了灯和眼镜，谢谢大家的心意。
"""


def open_data(root: Path, *, now: dt.datetime = sites.NOW) -> Any:
    assert sites.build(root, now=now).problems == ()
    data = json.loads((root / "output/wishes.json").read_text("utf-8"))
    jsonschema.Draft202012Validator(SCHEMA).validate(data)
    return data


def test_the_data_are_a_recount_of_the_public_records(site: Make) -> None:
    root = site(SITE + STORY)
    data = open_data(root)
    records = [record for record in records_of(root) if record["id"] not in WITHHELD]
    assert [wish["id"] for wish in data["wishes"]] == sorted(record["id"] for record in records)
    for wish, record in zip(data["wishes"], records, strict=True):
        for field in ("id", "title", "collected", "claimed", "fulfilled"):
            assert wish[field] == record.get(field)
        assert wish["count"] == int(record["beneficiary"].get("count", 1))
        assert (wish["category"]["id"], wish["place"]["id"]) == (record["category"], record["place"])
        assert (root / "output" / wish["address"]).is_file()
    assert data["counts"] == {"collected": 6, "claimed": 5, "fulfilled": 4, "helped": 41}
    assert data["updated"] == "2026-02-27"
    assert data["base_url"] is None


def test_granters_are_named_where_they_may_be_and_stories_are_addresses(site: Make) -> None:
    first, _, third, *_ = open_data(site(SITE + STORY))["wishes"]
    assert first["granters"] == [{"id": "library", "name": "区图书馆"}, {"id": "team", "name": "渡口志愿队"}]
    assert third["granters"] == [{"id": None, "name": "爱心人士"}]
    assert first["stories"] == third["stories"] == ["stories/2026/20260228-01.html"]
    assert first["category"] == {"id": "home", "name": "居家"}
    assert first["place"] == {"id": "dukou-he", "name": "河边社区"}


def test_nobody_is_named_in_the_data(site: Make) -> None:
    root = site(SITE + STORY)
    data = open_data(root)
    text = json.dumps(data, ensure_ascii=False)
    for record in records_of(root):
        assert record["beneficiary"]["name"] not in text
    assert not [group for group in ("senior", "disabled", "高龄老人", "残疾人") if group in text]
    assert not [gone for gone in WITHHELD if gone in text]


def test_a_site_without_wishes_has_empty_data(site: Make) -> None:
    data = open_data(site())
    assert data["wishes"] == []
    assert data["updated"] is None
    assert set(data["counts"].values()) == {0}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("corpus") / "site"
    write_corpus(root, stories=60, people=20, length=200)
    return root


def test_a_corpus_of_sixty_stories_counts_right(corpus: Path) -> None:
    data = open_data(corpus, now=dt.datetime(2026, 7, 1, 12))
    records = [record for record in records_of(corpus) if "closed" not in record]
    counts = {state: sum(state in record for record in records) for state in ("collected", "claimed", "fulfilled")}
    counts["helped"] = sum(int(record["beneficiary"].get("count", 1)) for record in records if "fulfilled" in record)
    assert data["counts"] == counts
    assert data["counts"]["collected"] > 60
    assert len(data["wishes"]) == counts["collected"]
    days = [
        day(record[state]) for record in records for state in ("collected", "claimed", "fulfilled") if state in record
    ]
    assert data["updated"] == max(days).isoformat()
    tree = LexborHTMLParser((corpus / "output/progress.html").read_text("utf-8"))
    shown = [node.text().strip() for node in tree.css(".counts dd:not(.rate)")]
    assert shown[:4] == [str(counts[name]) for name in ("collected", "claimed", "fulfilled", "helped")]
    for number, state in enumerate(("collected", "claimed", "fulfilled"), 1):
        cells = [row.css("td")[number - 1].text() for row in tree.css("main table")[0].css("tbody tr")]
        assert sum(map(int, cells)) == counts[state]
