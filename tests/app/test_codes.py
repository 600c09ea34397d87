"""One broken site per problem code, which shows that problem and no other; and words for every code."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.app import words
from generator.app.version import PACKAGE
from generator.base.problems import MachineError
from generator.cli import main
from generator.read import source
from generator.write import disk
from tests import sites

TESTS = Path(__file__).resolve().parents[1]
Make = Callable[..., Path]

WISH = """
-- content/wishes/w.yaml --
id: w-1
title: 一盏灯
category: home
place: dukou
beneficiary: {name: 邻居们, crowd: true}
granters: [library]
collected: 2026-01-05
claimed: 2026-01-06
fulfilled: 2026-01-07
"""
REGISTER = """
-- content/private/people.yaml --
- {id: p-1, name: 韦岚音, birth: 1950-03}
- {id: p-2, name: 蓝雨桐, birth: 2015-06, guardian: p-1}
-- content/private/consents.yaml --
- {id: c-1, person: p-1, scope: [story], given: 2026-01-02}
- {id: c-2, person: p-2, signed_by: p-1, scope: [story, real-name], given: 2026-01-02}
- {id: c-3, person: p-1, scope: [real-name, health], given: 2026-02-02, expires: 2026-02-03}
"""
SITE = "-- content/site.yaml --\ntitle: 点亮\norganization: 联合会\ncategories: {home: 居家}\n"


def wish(line: str = "", **lines: str) -> str:
    """The wish above with a tenth line, or with other lines in the place of its own."""
    text = WISH + (f"{line}\n" if line else "")
    for name, value in lines.items():
        text = re.sub(rf"^{name}: .*\n", f"{name}: {value}\n" if value else "", text, flags=re.MULTILINE)
    return text


def story(line: str = "", *, body: str = "楼道里的灯亮了。", name: str = "a", date: str = "2026-02-03") -> str:
    """A story; the line is its fifth, the body begins in its sixth, or seventh with the line."""
    head = f"---\ntitle: 灯亮了\ndate: {date}\nchannel: stories\n" + (f"{line}\n" if line else "")
    return f"-- content/stories/{name}.md --\n{head}---\n{body}\n"


def page(text: str, name: str = "about") -> str:
    return f"-- content/pages/{name}.md --\n{text}\n"


def person(line: str) -> str:
    return f"-- content/private/people.yaml --\n- id: p-1\n  name: 韦岚音\n  {line}\n"


OWN_LINK = page("---\ntitle: 关于\n---\n来问。") + (
    '-- templates/standing.html --\n{{% extends "base.html" %}}\n{{% block main %}}\n'
    '<a href="{address}">灯</a>{{% endblock %}}\n'
)

BROKEN: dict[str, tuple[str, list[str]]] = {
    # Wishes
    "W101": (wish("titel: x"), ["content/wishes/w.yaml:10"]),
    "W102": (wish(title=""), ["content/wishes/w.yaml:1"]),
    "W103": (wish("wish: [a]"), ["content/wishes/w.yaml:10"]),
    "W104": (wish(id="灯"), ["content/wishes/w.yaml:1"]),
    "W105": (wish(collected="2026-02-30"), ["content/wishes/w.yaml:7"]),
    "W106": (wish(beneficiary="{name: x, crowd: true, count: 一}"), ["content/wishes/w.yaml:5"]),
    "W107": (wish("tells: [helth]"), ["content/wishes/w.yaml:10"]),
    "W108": (wish(title="' '"), ["content/wishes/w.yaml:2"]),
    "W109": (WISH + WISH.replace("w.yaml", "x.yaml"), ["content/wishes/x.yaml:1"]),
    "W110": (wish(category="hme"), ["content/wishes/w.yaml:3"]),
    "W111": (wish(claimed="2026-01-04"), ["content/wishes/w.yaml:8"]),
    "W112": (wish(fulfilled="2027-01-07"), ["content/wishes/w.yaml:9"]),
    "W113": (wish(granters=""), ["content/wishes/w.yaml:7"]),
    "W114": (wish(claimed="", fulfilled=""), ["content/wishes/w.yaml:6"]),
    "W115": (wish(granters="", claimed=""), ["content/wishes/w.yaml:7"]),
    "W116": (wish(title="（心愿的名字，例如：一副老花镜）"), ["content/wishes/w.yaml:2"]),
    # Stories and pages
    "S201": (story("chanel: x"), ["content/stories/a.md:5"]),
    "S202": (page("---\nmenu: 1\n---"), ["content/pages/about.md:1"]),
    "S203": (story("tags: {a: b}"), ["content/stories/a.md:5"]),
    "S204": (story("id: A_1"), ["content/stories/a.md:5"]),
    "S205": (story("updated: 昨天"), ["content/stories/a.md:5"]),
    "S206": (page("---\ntitle: 关于\nmenu: 一\n---"), ["content/pages/about.md:3"]),
    "S207": (story("draft: maybe"), ["content/stories/a.md:5"]),
    "S208": (story("kicker: ''"), ["content/stories/a.md:5"]),
    "S209": (story() + story("id: a", name="b"), ["content/stories/b.md:5"]),
    "S210": (story("wishes: [w-9]"), ["content/stories/a.md:5"]),
    "S211": (page("关于我们"), ["content/pages/about.md:1"]),
    "S212": (page("---\ntitle: 关于\n\n关于我们"), ["content/pages/about.md:1"]),
    "S213": (WISH + story("wishes: [w-1]", date="2026-01-06"), ["content/stories/a.md:5"]),
    "S219": (
        wish("closed: {on: 2026-02-01, reason: duplicate}") + story("wishes: [w-1]"),
        ["content/stories/a.md:5"],
    ),
    "S214": (story("recommend: [a]"), ["content/stories/a.md:5"]),
    "S215": (story("updated: 2026-02-02"), ["content/stories/a.md:5"]),
    "S216": (story("author: （作者）"), ["content/stories/a.md:5"]),
    "S217": (story(body=" "), ["content/stories/a.md:6"]),
    "S218": (story("updated: 2099-02-02"), ["content/stories/a.md:5"]),
    "S243": (story("aliases: [旧/地址.html]"), ["content/stories/a.md:5"]),
    "S242": (
        story("tags: [Book]") + story("tags: [book]", name="b"),
        ["content/stories/b.md:5"],
    ),
    # Links
    "L301": (story(body="见[[wish:w-9]]。"), ["content/stories/a.md:6"]),
    "L302": (wish("photos: [{src: media/none.jpg, alt: 灯}]"), ["content/wishes/w.yaml:10"]),
    "C653": (story(line="source: 信纸 #1 号"), ["content/stories/a.md:5"]),
    "C654": (
        "-- content/places.yaml --\n- id: dukou\n  name: 渡口街道\n  id: street\n  name: 街\n",
        ["content/places.yaml:3"],
    ),
    "C656": (story(line="cover:\nsrc: media/a.jpg\nalt: 灯"), ["content/stories/a.md:5"]),
    "C655": (story(line="tags:\n  -微心愿\n  -灯"), ["content/stories/a.md:5"]),
    "T506": ('-- templates/x.html --\n<p>好</p>\n<img src="//e.example/x.png">\n', ["templates/x.html:2"]),
    "C657": (SITE + "public_contacts: ['0773-5551234'，'0773-5551121']\n", ["content/site.yaml:4"]),
    "C658": (story(line="  author: 罗一苇"), ["content/stories/a.md:5"]),
    "L317": (story(body="![看](../media/a.jpg “灯”)"), ["content/stories/a.md:6"]),
    "L316": (story(body="![看](../media/a.svg)"), ["content/stories/a.md:6"]),
    "L315": (story(body="![看](../media/a.mp4)"), ["content/stories/a.md:6"]),
    "L303": (page("---\ntitle: 墙\n---", "wall"), ["content/pages/wall.md:1"]),
    "L304": ("-- content/media/a.jpg --\nno picture\n", ["content/media/a.jpg:1"]),
    "L314": ("-- content/media/a.jpg --\n....ftypheic\n", ["content/media/a.jpg:1"]),
    "L305": ("-- content/media/a.png --\n10001x5000\n", ["content/media/a.png:1"]),
    "L306": (story(body="见[那里](nowhere.html)。"), ["content/stories/a.md:6"]),
    "L307": (
        SITE + "base_url: https://a.example/\n-- content/channels.yaml --\n- id: a\n  name: 𠮷庆里\n",
        ["content/channels.yaml:2"],
    ),
    "L308": (OWN_LINK.format(address="none.html"), ["templates/standing.html:3"]),
    "L309": (OWN_LINK.format(address="wall.html#none"), ["templates/standing.html:3"]),
    # Private records
    "P401": (person("nickname: 阿岚"), ["content/private/people.yaml:3"]),
    "P402": ("-- content/private/people.yaml --\n- id: p-1\n", ["content/private/people.yaml:1"]),
    "P403": (person("phone: [1]"), ["content/private/people.yaml:3"]),
    "P404": (person("guardian: 韦成"), ["content/private/people.yaml:3"]),
    "P405": (person("birth: 1950"), ["content/private/people.yaml:3"]),
    "P407": (REGISTER.replace("[story]", "[storys]"), ["content/private/consents.yaml:1"]),
    "P408": (person("address: ''"), ["content/private/people.yaml:3"]),
    "P409": (
        REGISTER.replace("id: p-2, name: 蓝雨桐, birth: 2015-06, guardian: p-1", "id: p-1, name: 蓝雨桐").replace(
            "person: p-2", "person: p-1"
        ),
        ["content/private/people.yaml:2"],
    ),
    "P412": (
        "-- content/private/people.yaml --\n- {id: p-1, name: 韦岚音}\n-- content/private/consents.yaml --\n"
        "- {id: c-1, person: p-1, scope: [story], given: 2027-01-02}\n",
        ["content/private/consents.yaml:1"],
    ),
    "P413": (
        "-- content/private/people.yaml --\n- {id: p-1, name: 韦岚音}\n-- content/private/consents.yaml --\n"
        "- {id: c-1, person: p-1, scope: [story], given: 2026-01-02, withdrawn: 2062-01-03}\n",
        ["content/private/consents.yaml:1"],
    ),
    "P410": (REGISTER.replace("person: p-2", "person: p-3"), ["content/private/consents.yaml:2"]),
    "P421": (REGISTER + wish(beneficiary="{name: 蓝雨桐, person: p-2}"), ["content/wishes/w.yaml:5"]),
    "P422": (REGISTER + wish(beneficiary="{name: 小雨（化名）, person: p-2}"), ["content/wishes/w.yaml:5"]),
    "P423": (REGISTER + wish(beneficiary="{name: 韦岚音, person: p-1}"), ["content/wishes/w.yaml:5"]),
    "P424": (
        REGISTER.replace(", expires: 2026-02-03", "")
        + wish("tells: [health]", beneficiary="{name: 韦岚音, person: p-1}"),
        ["content/wishes/w.yaml:5"],
    ),
    "P425": (REGISTER + story("people: [p-1]\ntells: [health]"), ["content/stories/a.md:6"]),
    "P431": (REGISTER + story(body="韦岚音来了。"), ["content/stories/a.md:6"]),
    "P432": (story(body="请拨打 13800138000。"), ["content/stories/a.md:6"]),
    "P433": (story(body="证件号 450305201503120016。"), ["content/stories/a.md:6"]),
    "P434": (story(body="卡号 6222020000000000000。"), ["content/stories/a.md:6"]),
    "P435": (story(body="家住建干路12号。"), ["content/stories/a.md:6"]),
    "P436": (story(body="车牌是桂C12345。"), ["content/stories/a.md:6"]),
    "P437": (story(body="写信到 someone@example.org。"), ["content/stories/a.md:6"]),
    "P438": (story(body="位置是25.2736,110.2900。"), ["content/stories/a.md:6"]),
    "P439": (REGISTER + story(body="小岚来了。"), ["content/stories/a.md:6"]),
    "P440": (wish(beneficiary="韦大爷"), ["content/wishes/w.yaml:5"]),
    "P441": (REGISTER + wish(beneficiary="{name: x, person: p-1, crowd: true}"), ["content/wishes/w.yaml:5"]),
    # Settings, lists, and files of any kind
    "C601": (SITE + "titel: x\n", ["content/site.yaml:4"]),
    "C602": ("-- content/site.yaml --\ntitle: 点亮\n", ["content/site.yaml:1"]),
    "C603": (SITE + "footer: x\n", ["content/site.yaml:4"]),
    "C604": ("-- content/channels.yaml --\n- {id: 故事, name: x}\n", ["content/channels.yaml:1"]),
    "C606": (SITE + "per_page: 0\n", ["content/site.yaml:4"]),
    "C607": (SITE + "language: fr\n", ["content/site.yaml:4"]),
    "C608": (SITE + "description: ''\n", ["content/site.yaml:4"]),
    "C609": ("-- content/channels.yaml --\n- {id: a, name: x}\n- {id: a, name: y}\n", ["content/channels.yaml:2"]),
    "C610": ("-- content/places.yaml --\n- {id: a, name: x, parent: b}\n", ["content/places.yaml:1"]),
    "C611": ("-- content/channels.yaml --\n# 栏目\nid：stories\nname：故事\n", ["content/channels.yaml:2"]),
    "C612": (SITE + "per_page:20\n", ["content/site.yaml:4"]),
    "C613": (SITE + "footer:\n\thost: x\n", ["content/site.yaml:5"]),
    "C614": (SITE + 'claim: "请来\n', ["content/site.yaml:4"]),
    "C615": (SITE + "claim: [公告]请来\n", ["content/site.yaml:4"]),
    "C616": (SITE + "claim: 电话: 12345\n", ["content/site.yaml:4"]),
    "C617": (SITE + "  claim: x\n", ["content/site.yaml:4"]),
    "C647": ("-- content/places.yaml --\n- id: a\n\u3000name: x\n", ["content/places.yaml:2"]),
    "C648": ("-- content/places.yaml --\n- id: a\n  name: x\n—id: b\n", ["content/places.yaml:3"]),
    "C649": ("-- content/places.yaml --\n- {id: a, name: x\n", ["content/places.yaml:1"]),
    "C651": ("-- templates/assets/film.mp4 --\nx\n", ["templates/assets/film.mp4:1"]),
    "C650": (
        "-- content/places.yaml --\n- id: a\n  name: 渡口\n    contact：0773-5551234\n",
        ["content/places.yaml:3"],
    ),
    "C618": (SITE + "title: 点灯\n", ["content/site.yaml:4"]),
    "C619": (SITE + "claim: &a x\n", ["content/site.yaml:4"]),
    "C620": (SITE + "claim: !note x\n", ["content/site.yaml:4"]),
    "C621": (SITE + "claim: " + "[" * 70 + "]" * 70 + "\n", ["content/site.yaml:4"]),
    "C623": (SITE + "claim: a\x07b\n", ["content/site.yaml:4"]),
    "C625": (SITE + "---\nclaim: x\n", ["content/site.yaml:4"]),
    "C628": (SITE + 'claim: "来"吧\n', ["content/site.yaml:4"]),
    "C630": (SITE + "review: three\n", ["content/site.yaml:4"]),
    "C631": (SITE + "timezone: 桂林\n", ["content/site.yaml:4"]),
    "C659": (SITE + "base_url: https://a.example/index.html\n", ["content/site.yaml:4"]),
    "C632": (
        "-- content/granters.yaml --\n- {id: a, name: x, kind: school, url: example.org}\n",
        ["content/granters.yaml:1"],
    ),
    "C633": ("-- content/places.yaml --\n- {id: a, name: x, parent: a}\n", ["content/places.yaml:1"]),
    "C634": ("-- content/channels.yaml --\n心愿故事\n", ["content/channels.yaml:1"]),
    "C635": ("-- content/wishes/readme.txt --\nx\n", ["content/wishes/readme.txt:1"]),
    "C636": (page("---\ntitle: 关于\n---", "关于"), ["content/pages/关于.md:1"]),
    "C645": ("-- content/addresses.txt --\nstories/2026/a.html\n<<<<<<< ours\n", ["content/addresses.txt:2"]),
    "C637": ("-- content/media/list.xlsx --\nx\n", ["content/media/list.xlsx:1"]),
    "C639": (SITE + "claim: #请来\n", ["content/site.yaml:4"]),
}


def _utf_16(root: Path) -> None:
    sites.write(root / "content/site.yaml", SITE.encode("utf-16"))


def _too_large(root: Path) -> None:
    sites.write(root / "content/stories/a.md", b"")
    os.truncate(root / "content/stories/a.md", source.STORY_LIMIT + 1)


def _no_settings(root: Path) -> None:
    (root / "content/site.yaml").unlink()


def _link(root: Path) -> None:
    (root / "content/stories").symlink_to(root)


def _unprintable(root: Path) -> None:
    (root / "content/media").mkdir()
    (root / "content/media/a\nb.jpg").touch()


BROKEN_BY_HAND: dict[str, tuple[Callable[[Path], None], str]] = {
    "C622": (_utf_16, "content/site.yaml:1"),
    "C624": (_too_large, "content/stories/a.md:1"),
    "C626": (_no_settings, "content/site.yaml:1"),
    "C627": (_link, "content/stories:1"),
    "C638": (_unprintable, "content/media/a\\nb.jpg:1"),
}

# Runs that cannot go on: what is typed, in a folder with the site ``site``, an ``empty`` one and a ``broken`` one.
STOPPED: dict[str, list[str]] = {
    "U820": ["build", "empty"],
    "U821": ["build", "site", "--drafts"],
    "U822": ["build", "site", "--base-url", "example.org"],
    "U823": ["check", "site", "--now", "昨天"],
    "U824": ["new", "site", "site"],
    "U825": ["new", "story", "site", "--wish", "w-9"],
    "U827": ["new", "wish", "broken"],
    "U840": ["explain", "nobody", "site"],
    "U841": ["bild", "site"],
    "U842": ["build", "site", "--dratfs"],
    "U843": ["withdraw"],
    "U844": ["check", "site", "--format", "xml"],
    "U845": ["build", "site", "again"],
}

REFUSED_BY_THE_MACHINE = {
    "M901": errno.ENOSPC,
    "M902": errno.EACCES,
    "M903": errno.EROFS,
    "M904": errno.EMFILE,
    "M905": errno.EIO,
}

SHOWN_BY_ITS_OWN_TEST = frozenset({"C629"})

# By pattern, the test files or folders of them, below tests/, in which codes are shown that are not shown here.
COVERED_ELSEWHERE: dict[str, tuple[str, ...]] = {
    r"S23\d|S24\d|L31[0-2]|Z70\d": ("link/prose/test_markup.py", "link/prose/markup"),
    r"Z71\d|Z720": ("link",),
    r"S220": ("app/test_new.py",),
    r"P42[6-9]|P430|P44[2-9]|P450|P46\d|P47[12]": ("link",),
    r"P45\d|P470|U83\d|U84[67]": ("app", "read"),
    r"C646": ("app/test_promising.py",),
    r"P411|P41[4-9]|P420|C652|C660": ("read",),
    r"L313": ("app/test_external.py",),
    r"T50[1-5]": ("render/test_templates.py",),
    r"U80\d|M90[67]": ("write",),
    r"U82[68]": ("app/test_serve.py",),
    r"M909": ("app/test_report.py",),
}

# No private field is a number, and no list or setting has a date.
IMPOSSIBLE = frozenset({"P406", "C605"})


def test_the_site_behind_them_all_is_sound(site: Make) -> None:
    assert sites.check(site(REGISTER + WISH + story("wishes: [w-1]"))).problems == ()


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_site_hears_of_its_fault_where_it_is(site: Make, code: str) -> None:
    text, places = BROKEN[code]
    report = sites.check(site(text))
    assert sites.told(report.problems) == [f"{code} {place}" for place in places]
    _assert_all_facts_are_given(code, report.problems[0].facts)


@pytest.mark.parametrize("code", BROKEN_BY_HAND)
def test_a_fault_that_no_text_can_show_is_told_where_it_is(site: Make, code: str) -> None:
    break_it, place = BROKEN_BY_HAND[code]
    root = site()
    break_it(root)
    report = sites.check(root)
    assert sites.told(report.problems) == [f"{code} {place}"]
    _assert_all_facts_are_given(code, report.problems[0].facts)


def test_a_file_that_may_not_be_read_is_named() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        root = sites.make_site(Path(folder) / "site", story())
        (root / "content/stories/a.md").chmod(0)
        with _as_nobody():
            _, problems = source.scan(root, program_templates=root / "none")
    assert sites.told(problems) == ["C629 content/stories/a.md:1"]
    _assert_all_facts_are_given("C629", problems[0].facts)


@contextmanager
def _as_nobody() -> Iterator[None]:
    """Gives up the right to read everything, where one has it."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("code", STOPPED)
def test_a_run_that_cannot_go_on_says_why_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, language: str
) -> None:
    sites.make_site(tmp_path / "site")
    sites.make_site(tmp_path / "broken", "-- content/site.yaml --\ntitle: x\n")
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    ran = CliRunner().invoke(main, [*STOPPED[code], "--lang", language])
    assert ran.exit_code == 2
    assert ran.stderr.startswith(f"{code} ")
    assert "…" not in ran.stderr.replace("…… ", "")
    assert re.search(r"\n  → \S", ran.stderr)
    assert not (tmp_path / "site/output").exists()


@pytest.mark.parametrize("code", REFUSED_BY_THE_MACHINE)
def test_what_the_machine_refuses_is_said_with_the_file(code: str) -> None:
    refusal = OSError(REFUSED_BY_THE_MACHINE[code], "the cause", "output/index.html")
    with pytest.raises(MachineError) as raised, disk.at("output/index.html"):
        raise refusal
    assert (raised.value.code, raised.value.exit_code) == (code, 3)
    _assert_all_facts_are_given(code, raised.value.facts)
    assert "output/index.html" in words.message(code, raised.value.facts, "zh-CN")


def _assert_all_facts_are_given(code: str, facts: tuple[tuple[str, str], ...]) -> None:
    """No message has a gap: the facts of the problem fill all four texts."""
    entry = words.entry_of(code)
    wanted = {name for text in entry.values() for name in re.findall(r"\{(\w+)\}", text)}
    assert wanted <= {name for name, _ in facts}


# The catalogue


def codes_of_the_program() -> set[str]:
    from generator.read import faults

    modules = {path: path.read_text("utf-8") for path in PACKAGE.rglob("*.py")}
    written = {code for text in modules.values() for code in re.findall(r'"([WSLPTCZUM]\d{3})"', text)}
    kinds = [faults.UNKNOWN_KEY, faults.MISSING, faults.WRONG_KIND, faults.ID_FORM, faults.DATE_FORM]
    kinds += [faults.NUMBER, faults.CHOICE, faults.EMPTY, faults.DUPLICATE_ID, faults.UNKNOWN_REFERENCE]
    made = {family + kind for family in ("W1", "S2", "P4", "C6") for kind in kinds}
    return (written | made) - IMPOSSIBLE


SHOWN_HERE = frozenset({*BROKEN, *BROKEN_BY_HAND, *STOPPED, *REFUSED_BY_THE_MACHINE, *SHOWN_BY_ITS_OWN_TEST})


def test_no_site_is_kept_for_a_code_that_is_no_more() -> None:
    assert codes_of_the_program() >= SHOWN_HERE


@pytest.mark.parametrize("code", sorted(codes_of_the_program() - SHOWN_HERE))
def test_every_other_code_is_shown_where_it_is_said_to_be(code: str) -> None:
    places = [place for pattern in COVERED_ELSEWHERE if re.fullmatch(pattern, code) for place in _places(pattern)]
    assert places, f"{code} has no broken site here, and COVERED_ELSEWHERE does not say where it is shown"
    assert any(code in place.read_text("utf-8") for place in places), f"{code} is not shown there"


def _places(pattern: str) -> list[Path]:
    found: list[Path] = []
    for place in (TESTS / name for name in COVERED_ELSEWHERE[pattern]):
        found += sorted(place.rglob("*.*")) if place.is_dir() else [place]
    return [path for path in found if path.suffix in {".py", ".txt"} and path != Path(__file__)]


@pytest.mark.parametrize("code", sorted(codes_of_the_program()))
def test_every_code_has_its_four_texts(code: str) -> None:
    entry = words.entry_of(code)
    assert entry.keys() - {"fix"} == {"zh", "zh_hint", "en", "en_hint"}
    assert all(text.strip() for text in entry.values())
    facts = [{*re.findall(r"\{(\w+)\}", entry[name])} for name in ("zh", "en")]
    assert facts[0] == facts[1], "the two languages tell the same facts"


def test_every_entry_of_the_catalogue_is_used() -> None:
    codes = codes_of_the_program()
    used = {"x" + code[2:] if code[:2] in {"W1", "S2", "P4", "C6"} and code[2:] <= "10" else code for code in codes}
    assert set(words.catalogue()) == used


@pytest.mark.parametrize("code", sorted(words.catalogue()))
def test_the_words_are_those_of_a_neighbour_not_of_a_programmer(code: str) -> None:
    entry = words.catalogue()[code]
    for name in ("zh", "zh_hint"):
        assert not re.search(r"(?i)exception|traceback|null|token|parse|scalar|mapping|schema|regex", entry[name])
    assert re.search(r"[\u4e00-\u9fff]", entry["zh"])
    assert not re.search(r"[\u4e00-\u9fff]", re.sub(r"韦大爷|韦女士|化名|[（）]", "", entry["en"] + entry["en_hint"]))
