"""Texts of small registers, wishes and stories for the tests of the gate."""

from __future__ import annotations

from generator.model.entities import Public

PERSON = "-- content/private/people.yaml --\n- {id: p-1, name: 韦岚音, aliases: [阿岚], birth: 1950-03}\n"
MINOR = """
-- content/private/people.yaml --
- {id: p-1, name: 蓝雨桐, birth: 2015-06-15, guardian: p-2}
- {id: p-2, name: 蓝成}
"""


def consent(scope: str = "story", more: str = "") -> str:
    tail = f", {more}" if more else ""
    entry = f"{{id: c-1, person: p-1, signed_by: p-2, scope: [{scope}], given: 2026-01-02{tail}}}"
    return f"-- content/private/consents.yaml --\n- {entry}\n"


def wish(
    name: str = "韦大爷", person: str = "person: p-1", more: str = "", number: int = 1, place: str = "dukou-he"
) -> str:
    who = f"name: {name}, {person}" if person else f"name: {name}"
    return (
        f"-- content/wishes/w-{number}.yaml --\n"
        f"id: w-{number}\ntitle: 一盏灯\ncategory: home\nplace: {place}\nbeneficiary: {{{who}}}\n"
        f"granters: [library]\ncollected: 2026-01-05\nclaimed: 2026-01-06\nfulfilled: 2026-01-07\n{more}"
    )


def story(
    more: str = "wishes: [w-1]", body: str = "楼道里的灯亮了。", name: str = "a", date: str = "2026-02-03"
) -> str:
    return f"-- content/stories/{name}.md --\n---\ntitle: 灯亮了\ndate: {date}\nchannel: stories\n{more}\n---\n{body}\n"


def shown(public: Public) -> tuple[list[str], list[str]]:
    """Ids of the wishes and of the stories."""
    return [item.id for item in public.wishes], [item.id for item in public.stories]


def reasons(public: Public) -> dict[str, str]:
    return {item.id: item.reason for item in public.withheld}
