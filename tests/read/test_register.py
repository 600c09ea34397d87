"""The register is read more strictly than anything else: what is passed over there, nobody is told of afterwards."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import sites

Make = Callable[..., Path]

PEOPLE, CONSENTS = "content/private/people.yaml", "content/private/consents.yaml"


def found(site: Make, path: str, text: str) -> list[str]:
    return sites.told(sites.read(site(f"-- {path} --\n{text}\n"))[2])


@pytest.mark.parametrize(
    "name", ["蒋雨桐", "欧阳雨桐", "阿依古丽·买买提", "阿依古丽•买买提", "John O’Neil-Smith", "Marie J. Curie", "㴋雨"]
)
def test_a_name_is_a_name(site: Make, name: str) -> None:
    assert found(site, PEOPLE, f"- {{id: p-1, name: {name}, aliases: [{name}, 桐桐]}}") == []


@pytest.mark.parametrize(
    "name",
    [
        *("蒋雨桐（小名桐桐）", "蒋雨桐(女)", "蒋雨桐 女", "蒋雨桐/蒋小桐", "蒋雨桐、蒋小桐", "蒋雨桐，原名蒋可"),
        *("“蒋雨桐”", "【蒋雨桐】", "蒋雨桐。", "姓名：蒋雨桐", "蒋雨桐2"),
    ],
)
def test_whatever_stands_beside_a_name_would_hide_it(site: Make, name: str) -> None:
    assert found(site, PEOPLE, f"- {{id: p-1, name: '{name}'}}") == [f"P414 {PEOPLE}:1"]


@pytest.mark.parametrize("aliases", ["毛毛豆 点点星", "毛毛豆/点点星", "[毛毛豆（小名）]", "['毛毛豆、点点星']"])
def test_an_alias_is_one_name(site: Make, aliases: str) -> None:
    assert found(site, PEOPLE, f"- id: p-1\n  name: 蒋雨桐\n  aliases: {aliases}") == [f"P414 {PEOPLE}:3"]


@pytest.mark.parametrize(
    ("number", "is_told"),
    [
        *(
            ("13912345678", False),
            ("'139 1234 5678'", False),
            ("0773-5551234 转 8", False),
            ("13912345678（女儿）", False),
        ),
        *(("1.39E+10", True), ("１.39E10", True), ("13912345678.0", True), ("4.50305E+17 13912345678", True)),
        *(("450305201503120000", True), ("450305201503120016", False), ("E12345678", False)),
        # It ends so by itself.
        *(("110101201912302000", False), ("450302201503123000（本人）", True), ("13912345678、1.39E+10", True)),
        *(
            ("电话1.39E+10", True),
            ("13912345678；13812345678.0", True),
            ("A1.5E10", False),
            ("1E+10", True),
            ("1E10", False),
            ("3.5 楼 13912345678", False),
        ),
    ],
)
@pytest.mark.parametrize("field", ["phone", "id_number"])
def test_what_a_spreadsheet_made_of_a_number_protects_nobody(
    site: Make, field: str, number: str, *, is_told: bool
) -> None:
    told = found(site, PEOPLE, f"- id: p-1\n  name: 蒋雨桐\n  {field}: {number}")
    assert told == [f"P419 {PEOPLE}:3"] * is_told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("尿毒症 透析室", [f"P415 {PEOPLE}:3"]),
        ("尿毒症/透析室", [f"P415 {PEOPLE}:3"]),
        ("['三楼，左边']", []),
        ("尿毒症、透析室", []),
        ("type 2", []),
    ],
)
def test_a_word_that_is_never_published_is_one_word(site: Make, words: str, told: list[str]) -> None:
    assert found(site, PEOPLE, f"- id: p-1\n  name: 蒋雨桐\n  never_publish: {words}") == told


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ("withdrawn:\n    # 2026-02-01", [f"C639 {CONSENTS}:5"]),
        ("withdrawn: # 2026-02-01", [f"C639 {CONSENTS}:5"]),
        ("withdrawn:\n  # 档案在柜子里", []),
        ("withdrawn:", []),
    ],
)
def test_a_withdrawal_that_is_but_a_remark_is_told(site: Make, field: str, told: list[str]) -> None:
    text = f"- id: c-1\n  person: p-1\n  scope: [story]\n  given: 2026-01-01\n  {field}"
    assert found(site, CONSENTS, text) == told


def test_what_makes_somebody_a_child_is_not_left_empty(site: Make) -> None:
    assert found(site, PEOPLE, "- id: p-1\n  name: 蒋雨桐\n  birth:") == [f"P408 {PEOPLE}:3"]


@pytest.mark.parametrize(
    "line",
    [
        *(
            "withdrawn 2月1日",
            "withdrawn → 2026-02-01",
            "withdrawn-2026-02-01",
            "anything at all",
            "with\u200bdrawn：x",
        ),
        *(
            "withdraw：2026-02-01",
            "撤回：2026-02-01",
            "withdrawn；2026-02-01",
            "withdrawn，2026-02-01",
            "expired：2026-02-01",
        ),
    ],
)
def test_no_line_of_a_consent_is_swallowed_by_the_value_above_it(site: Make, line: str) -> None:
    text = f"- id: c-1\n  person: p-1\n  scope: [story]\n  given: 2026-01-01\n  ref: 档案3\n    {line}"
    assert [told[:4] in ("C650", "C652") for told in found(site, CONSENTS, text)] == [True]


@pytest.mark.parametrize("ref", ["档案3，撤回 2026-02-01", "档案3 withdrawn=2026-02-01"])
def test_no_remark_takes_a_consent_back(site: Make, ref: str) -> None:
    text = f"- {{id: c-1, person: p-1, scope: [story], given: 2026-01-01, ref: {ref}}}"
    assert [told[:4] for told in found(site, CONSENTS, text)] == ["C650"]


@pytest.mark.parametrize(
    "address", ["河边屯 birth：2015-03", "河边屯\n    brith：2015-03", "河边屯\n    出生年月：2015-03"]
)
def test_no_date_of_birth_is_swallowed(site: Make, address: str) -> None:
    told = found(site, PEOPLE, f"- id: p-1\n  name: 蒋雨桐\n  address: {address}")
    assert [item[:4] for item in told] == ["C650"]


def test_no_remark_ends_a_line_that_goes_on_in_an_editor(site: Make) -> None:
    text = "- id: c-1\n  person: p-1\n  scope: [story]\n  given: 2026-01-01 # 备注\u2028  withdrawn: 2026-02-01"
    assert found(site, CONSENTS, text) == [f"C623 {CONSENTS}:4"]


STORY = "---\ntitle: 灯亮了\ndate: 2026-02-03\nchannel: stories\n{0}\n---\n好。"


@pytest.mark.parametrize(
    ("field", "code"),
    [
        ("tags:\n- a\n- people：p-9", "C611"),
        ("tags: [a, draft：true]", "C611"),
        ("tags: [a, 'people：p-9']", ""),
        ("tags: [NBA：总决赛]", ""),
        ("summary: 好\n  people p-9", "C650"),
        ("summary: 好\n  people=p-9", "C650"),
        ("summary: 好\n  draft；true", "C650"),
        ("summary: 好\n  草稿：是", "C650"),
        ("summary: 好\n  真好", ""),
        ("draft:", "S208"),
        ("retracted:", "S208"),
    ],
)
def test_a_field_that_keeps_a_story_back_is_not_passed_over(site: Make, field: str, code: str) -> None:
    told = found(site, "content/stories/a.md", STORY.format(field))
    assert [item[:4] for item in told] == ([code] if code else [])


@pytest.mark.parametrize(
    ("tags", "wanted"),
    [
        ('[微心愿，"甲，乙"、丁]', ("微心愿", "甲，乙", "丁")),
        ("[微心愿，“甲，乙”]", ("微心愿", "甲，乙")),
        ("“微心愿”，“志愿”", ("微心愿", "志愿")),
        ('[微心愿, "甲，乙"]', ("微心愿", "甲，乙")),
    ],
)
def test_what_is_in_quotes_is_one_word(site: Make, tags: str, wanted: tuple[str, ...]) -> None:
    _, records, problems = sites.read(site("-- content/stories/a.md --\n" + STORY.format(f"tags: {tags}")))
    assert problems == []
    assert records.stories[0].tags == wanted


# One person twice, and numbers of people among those of offices


@pytest.mark.parametrize(
    ("first", "second", "is_told"),
    [
        ("name: 韦岚音, phone: 13912345678", "name: 韦岚音, phone: 139-1234-5678", True),
        ("name: 韦岚音, birth: 1950-03-07", "name: 韦岚音, birth: 1950-03-07", True),
        ("name: 韦岚音, phone: 13812345671、0773-5551234", "name: 韦岚音, phone: 0773-5551234", True),
        ("name: 韦岚音, phone: xx", "name: 韦岚音, phone: xx", False),
        ("name: 韦岚音, id_number: '450305195003070024'", "name: 韦音, id_number: '450305195003070024'", True),
        # A mother's telephone is her child's, and people of one name are many.
        ("name: 韦岚音, phone: 13912345678", "name: 蓝雨桐, phone: 13912345678", False),
        ("name: 韦岚音", "name: 韦岚音", False),
        ("name: 韦岚音, birth: 1950-03-07", "name: 韦岚音, birth: 1951-03-07", False),
    ],
)
def test_one_person_has_one_entry(site: Make, first: str, second: str, is_told: bool) -> None:
    people = f"-- content/private/people.yaml --\n- {{id: p-1, {first}}}\n- {{id: p-2, {second}}}\n"
    problems = sites.check(site(people)).problems
    assert sites.told(problems) == (["P411 content/private/people.yaml:2"] if is_told else [])
    assert [dict(problem.facts)["other"] for problem in problems] == ["p-1"] * is_told


@pytest.mark.parametrize(
    ("contacts", "lines"),
    [
        ("[0773-5551234]", []),
        ("[0773-5551234, '139 1234 5678']", ["P420 content/site.yaml:4"]),
        ("['+86 13912345678']", ["P420 content/site.yaml:4"]),
        ("['5678']", []),
    ],
)
def test_a_public_contact_is_nobodys_own_number(site: Make, contacts: str, lines: list[str]) -> None:
    people = "-- content/private/people.yaml --\n- {id: p-1, name: 韦岚音, phone: '5678、13912345678'}\n"
    settings = f"-- content/site.yaml --\ntitle: 点亮\norganization: 石榴区\n\npublic_contacts: {contacts}\n"
    assert sites.told(sites.check(site(people + settings)).problems) == lines


def test_an_empty_closed_keeps_a_wish_from_the_wall(site: Make) -> None:
    wish = (
        "-- content/wishes/w.yaml --\nid: w-1\ntitle: 灯\ncategory: home\nplace: dukou\ncollected: 2026-01-05\n"
        "beneficiary: {name: 楼里的人, crowd: true}\nclosed:\n"
    )
    assert [problem.code for problem in sites.read(site(wish))[2] if problem.is_error] != []


def test_an_item_of_the_register_is_not_repeated(site: Make) -> None:
    people = "-- content/private/people.yaml --\n- id: p-1\n  name: 韦岚音\n  never_publish:\n    -E12345678\n"
    problems = [problem for problem in sites.read(site(people))[2] if problem.code == "C655"]
    assert problems != []
    assert [value for problem in problems for _, value in problem.facts if "E12345678" in value] == []
