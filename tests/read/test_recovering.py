"""One slip does not hide the rest of a file: each record or field that can be read by itself is looked at as well."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.settings import UNREAD
from generator.read import load, piecewise, source, yamlfile
from generator.read.recovering import Broken, Record, Rest, rest_of
from generator.read.schema import SiteModel
from tests import sites
from tests.link.register import PERSON
from tests.sites import told

Make = Callable[..., Path]

WISHES, SITE = "content/wishes/w.yaml", "content/site.yaml"


def rest(text: str, path: str = WISHES) -> Rest:
    value, slips = yamlfile.parse(text, path)
    assert value is None, "a text that can be read has no rest"
    return rest_of(Broken(text, path, slips))


def codes_of(text: str, path: str = WISHES) -> list[str]:
    """All that is told of a text, by line."""
    _, slips = yamlfile.parse(text, path)
    found = sorted({*slips, *rest(text, path).problems}, key=lambda problem: problem.location)
    return [f"{problem.code} {problem.location.line}" for problem in found]


def whole(index: int, lines: range, *, may_lack: bool = False, **value: str) -> Record:
    return Record((index,), value, lines, is_whole=True, may_lack=may_lack)


def torn(index: int, lines: range, **value: str) -> Record:
    return Record((index,), value, lines, is_whole=False, may_lack=True)


def test_records_keep_their_place_and_a_broken_one_its_other_fields() -> None:
    found = rest("- id: a\n- id: b\n  title: @灯\n    再亮\n  place: x\n- id: c\n")
    assert found.records == (
        whole(0, range(1), id="a", may_lack=True),
        torn(1, range(1, 5), id="b", place="x"),
        whole(2, range(5, 7), id="c"),
    )
    assert (found.marks[1,], found.marks[1, "place"], found.marks[2, "id"]) == ((2, 3), (5, 3), (6, 3))


def test_a_record_whose_first_line_is_broken_keeps_the_others() -> None:
    assert rest("- title: @灯\n  id: b\n- id: c\n").records == (
        torn(0, range(2), id="b"),
        whole(1, range(2, 4), id="c"),
    )


def test_of_a_mapping_the_fields_that_can_be_read_are() -> None:
    found = rest("title: @点亮\nper_page: 10\n", SITE)
    assert found.records == (Record((), {"per_page": "10"}, range(3), is_whole=False, may_lack=True),)
    assert found.marks["per_page",] == (2, 1)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        pytest.param(
            '- id: a\n  title: @灯\n- id: b\n  tags: [甲, 乙\n- id: c\n  title: "灯\n- id: d\n\ttitle: 灯\n',
            ["C615 2", "C649 4", "C614 6", "C613 8"],
            id="one in each record",
        ),
        pytest.param("title: @灯\nkicker: [甲\n", ["C615 1", "C649 2"], id="two in a mapping"),
        pytest.param("---\n- id: a\n  x: @b\n- id: c\n  y: @d\n", ["C615 3", "C615 5"], id="behind a mark of YAML"),
        pytest.param("- id: a\n  id: b\n- id: c\n  x: @d\n", ["C654 2", "C615 4"], id="a key that stands twice"),
    ],
)
def test_every_slip_is_told_at_its_line(text: str, codes: list[str]) -> None:
    assert codes_of(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("  title: 点亮\nper_page: 10\norganization：甲\n", id="the first line stands too far in"),
        pytest.param("2026年的心愿\n- id: a\n  title: @灯\n", id="words above the list"),
        pytest.param("  - id: a\n- id: b\n", id="the first record stands too far in"),
        pytest.param('- id: a\n  wish: "要\n- 灯"\n- id: b\n  x y\n', id="a dash in a quoted text above"),
        pytest.param('- id: a\n  wish: "想要\n  note: 灯"\n- id: b\n  x: @y\n', id="a field in a quoted text above"),
        pytest.param("title: @甲\ncategories: {\nhome: 居家,\nstudy: 学习\n}\n", id="braces over several lines"),
        pytest.param("# 只有说明\n\t\n", id="nothing there"),
        pytest.param("- id: a\n  title: @灯\n" + "# 说明\n" * 300_000, id="too large"),
    ],
)
def test_where_it_is_not_what_it_looks_like_nothing_more_is_said(text: str) -> None:
    assert rest(text, SITE) == Rest()


def test_behind_an_open_mark_nobody_knows_what_is_still_in_it() -> None:
    assert rest('- id: a\n  wish: "他说：\n  title: 灯\n- id: b\n').records == (
        torn(0, range(3), id="a"),
        whole(1, range(3, 5), id="b"),
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("id: a\n" + "".join(f"a{number}：b\n" for number in range(20_000)), id="all blamed at once"),
        pytest.param("".join(f"a{number}：b\nb{number}: @c\n" for number in range(20_000)), id="half of them"),
        pytest.param("".join(f'- id: w-{number}\n  t: "x\n' for number in range(20_000)), id="all open"),
    ],
)
def test_as_many_slips_as_one_likes_are_told_in_good_time(text: str) -> None:
    began = time.process_time()
    piecewise.told(Broken(text, SITE, yamlfile.parse(text, SITE)[1]), SiteModel, family="C6", zone=UNREAD.zone)
    # It takes some seconds at most; squared, it would be minutes.
    assert time.process_time() - began < 20


LINES = """\
- id: a
- id: b
  - id: c
 - id: d
  title: 灯
  title：灯
  x: @y
  x: "y
\tx: y
  x: [a, b
    z: 1
- library
  granters:
# 说明

-x: y
title: 灯
---""".splitlines()


@given(st.lists(st.sampled_from(LINES), max_size=12))
def test_what_is_read_stands_in_the_text_as_it_was_read(lines: list[str]) -> None:
    text = "\n".join(lines)
    value, slips = yamlfile.parse(text, WISHES)
    if value is not None or not slips:
        return
    found = rest_of(Broken(text, WISHES, slips))
    for record in found.records:
        for key, held in record.value.items():
            line, column = found.marks[*record.pointer, key]
            assert lines[line - 1][column - 1 :].startswith(key)
            assert not isinstance(held, str) or held.split()[0] in lines[line - 1]


SOUND = """
-- content/wishes/w.yaml --
- id: w-1
  title: 一盏灯
  category: home
  place: dukou
  beneficiary:
    name: 邻居们
    crowd: true
  granters:
  - library
  - team
  collected: 2026-01-05
  claimed: 2026-01-06
- id: w-2
  title: 一盏灯
  wish: |
    想要亮一点。
    id: x
  category: home
  place: dukou
  beneficiary: {name: 邻居们, crowd: true}
  collected: 2026-01-05
- id: w-3
  title: 一盏灯
  category: home
  place: dukou
  beneficiary: {name: 邻居们, crowd: true}
  collected: 2026-01-05
-- content/stories/a.md --
---
id: s-1
title: 灯亮了
date: 2026-02-01 09:30
source: {name: 甲, url: "https://example.org/"}
channel: stories
tags: [微心愿, 志愿]
places:
- dukou
- dukou-he
corrections:
- date: 2026-02-02
  text: 改了
---
灯亮了。
-- content/stories/b.md --
---
title: 灯又亮了
date: 2026-02-03
channel: stories
recommend: [s-1]
---
灯亮了。
"""

SLIPS: dict[str, Callable[[str], str]] = {
    "a Chinese colon": lambda line: line.replace(": ", "：", 1),
    "no blank": lambda line: line.replace(": ", ":", 1),
    "no colon": lambda line: line.replace(": ", " ", 1),
    "a tab": lambda line: "\t" + line.lstrip(),
    "a wide blank": lambda line: "\u3000" + line.lstrip(),
    "a mark of YAML": lambda line: re.sub(r": (?=\S)", ": @", line, count=1),
    "an open quote": lambda line: re.sub(r": (?=\S)", ': "', line, count=1),
    "an open bracket": lambda line: re.sub(r": (?=\S)", ": [", line, count=1),
    "one further in": lambda line: f" {line}",
    "two further in": lambda line: f"  {line}",
    "two further out": lambda line: line.removeprefix("  "),
    "no dash": lambda line: re.sub(r"^( *)- ", r"\1", line),
    "a dash without its blank": lambda line: re.sub(r"^( *)- ", r"\1-", line),
    "a dash that is none": lambda line: re.sub(r"^( *)- ", r"\1— ", line),
    "a line of words": lambda line: f"{line}\n接着说",
    "another document": lambda line: f"{line}\n---",
}


def broken() -> Iterator[tuple[str, str, int]]:
    """Each way of breaking one line of the site: its file, what it holds then, and the line."""
    for path, text in sites.files_of(SOUND).items():
        lines = text.split("\n")
        end = lines.index("---", 1) if path.endswith(".md") else len(lines) - 1
        for number, line in enumerate(lines[:end]):
            for slip in SLIPS.values():
                if line != "---" and (changed := slip(line)) != line:
                    yield path, "\n".join([*lines[:number], changed, *lines[number + 1 :]]), number + 1


def test_one_slip_in_a_sound_site_is_all_that_is_told_of_it(tmp_path: Path) -> None:
    """Whatever the slip, nothing is missing because it could not be read, and nothing is wrong but what is broken."""
    root = sites.make_site(tmp_path / "site", SOUND)
    assert sites.read(root)[2] == []
    count = 0
    for path, text, line in broken():
        sites.write(root / path, text)
        lines = text.split("\n")
        header = "\n".join(lines[1 : lines.index("---", 1)]) if path.endswith(".md") else text
        value, slips = yamlfile.parse(header, path, first_line=2 if path.endswith(".md") else 1)
        _, _, problems = sites.read(root)
        if value is None and slips:
            count += 1
            # What stands below an open bracket may be blamed for it, and then the bracket is told as well.
            own = {("C617", line), ("C649", line)}
            more = [one for one in problems if one not in slips and (one.code, one.location.line) not in own]
            assert more == [], f"{path}:{line}\n{text}"
        sites.write(root / path, sites.files_of(SOUND)[path])
    assert count > 200


BROKEN = """
-- content/wishes/w.yaml --
- id: w-1
  title: @灯
  category: home
  place: nowhere
  beneficiary: {name: 众人, crowd: true}
  collected: 2026-01-03
- id: w-2
  title: 灯
  categry: home
  place: dukou
  beneficiary: {name: 众人, crowd: true}
  collected: 2026-01-03
- id: w-3
  category: home
  place: nowhere
  beneficiary: {name: 众人, crowd: true}
  collected: 昨天
-- content/stories/a.md --
---
title: 灯亮了
date: 2026-02-01
channel: nowhere
tags: [灯
source: {name: 甲, uri: x}
---
灯亮了。
-- content/stories/b.md --
---
title: 灯亮了
date: 2026-02-01
channel: stories
wishes: [w-1, w-9]
---
灯亮了。
"""


def test_all_that_is_wrong_with_a_file_is_told_at_once(site: Make) -> None:
    """Of wishes that cannot be read none is said to be missing, and behind an open bracket nothing is looked at."""
    report = sites.check(site(BROKEN))
    assert told(report.problems) == [
        "C615 content/wishes/w.yaml:2",
        "C649 content/stories/a.md:5",
        "S210 content/stories/a.md:4",
        "W101 content/wishes/w.yaml:9",
        "W102 content/wishes/w.yaml:13",
        "W105 content/wishes/w.yaml:17",
        "W110 content/wishes/w.yaml:15",
        "W110 content/wishes/w.yaml:4",
    ]


def test_of_a_file_with_a_slip_nothing_counts_as_read(site: Make) -> None:
    """Who is missing in it, nobody could tell from who is not."""
    root = site(f"{PERSON}- id: p-9\n  name: @韦\n- id: p-10\n  name: 韦\n" + BROKEN)
    sources, _ = source.scan(root, program_templates=root)
    records = load.load(sources).records
    assert (records.people, records.wishes, [story.id for story in records.stories]) == ((), (), ["b"])
    assert all(records.unread.may_be("person", person) for person in ("p-1", "p-9", "p-10"))
    assert records.unread.may_be("story", "whatever")
