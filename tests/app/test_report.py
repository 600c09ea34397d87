"""What a run tells people, programs and GitHub."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from generator.app import report as reports
from generator.app import words
from generator.app.outcome import Report
from generator.app.words import hint, message, reason
from generator.base.problems import Location, UsageError, error, warning
from generator.model.entities import HeldBack, Withheld
from tests import sites

Make = Callable[..., Path]
SITE = "-- content/site.yaml --\ntitle: 点亮\norganization: 联合会\ncategories: {home: 居家}\n"


def text_of(
    report: Report, site: Path, *, language: str = "zh-CN", built: bool = True, strict: bool = False
) -> list[str]:
    return reports.as_text(report, language=language, site=site, built=built, strict=strict).split("\n")


def test_a_problem_has_its_place_its_words_its_line_and_its_cure(site: Make) -> None:
    root = site(SITE + "footer:\n  host：街道办\n")
    assert text_of(sites.check(root), root) == [
        "content/site.yaml:5:7: C611 “host”后面的冒号是中文的全角冒号“：”",
        "      host：街道办",
        "          ^",
        "  → 改成半角冒号，后面空一格：host: ……。运行 wishlight fix 可以自动改好。",
        "",
        "有 1 处要改，什么都没有写出。",
    ]
    assert text_of(sites.check(root), root, language="en") == [
        "content/site.yaml:5:7: C611 the colon after “host” is the Chinese full-width one",
        "      host：街道办",
        "          ^",
        "  → Use a plain colon and a space (host: …). `wishlight fix` mends this.",
        "",
        "1 to mend; nothing was written.",
    ]


def test_the_caret_stands_under_its_character_where_characters_are_two_columns_wide(site: Make) -> None:
    body = "-- content/stories/a.md --\n---\ntitle: x\ndate: 2026-02-03\nchannel: stories\n---\n看见[[wish:w-9]]。\n"
    root = site(body)
    lines = text_of(sites.check(root), root)
    assert lines[:3] == [
        "content/stories/a.md:6:3: L301 文中引用的心愿“w-9”不存在",
        "    看见[[wish:w-9]]。",
        "        ^",
    ]


def test_a_long_line_is_shown_about_its_fault(site: Make) -> None:
    words = "灯" * 200
    head = "---\ntitle: x\ndate: 2026-02-03\nchannel: stories\n---\n"
    root = site(f"-- content/stories/a.md --\n{head}{words}[[wish:w-9]]{words}\n")
    shown, caret = text_of(sites.check(root), root)[1:3]
    assert "[[wish:w-9]]" in shown
    assert len(shown) <= 80
    before = shown[4 : shown.index("[[wish")]
    assert caret == "    " + " " * (2 * len(before)) + "^"


def test_a_warning_says_so_and_is_no_reason_to_stop_unless_asked(site: Make) -> None:
    root = site("-- content/wishes/readme.txt --\nx\n")
    report = sites.check(root)
    assert text_of(report, root, built=False)[0].startswith("content/wishes/readme.txt:1:1: C635 提醒：")
    assert text_of(report, root, built=False)[-1] == "检查通过：0 篇故事，0 个心愿。"
    assert not report.failed(strict=False)
    assert report.failed(strict=True)
    assert text_of(report, root, built=False, strict=True)[-1] == "有 1 处要改，什么都没有写出。"
    assert sites.build(root, strict=True).written == 0
    assert not (root / "output/index.html").exists()
    assert sites.build(root).written > 10


def test_a_text_that_is_private_is_never_quoted(site: Make) -> None:
    root = site("-- content/private/people.yaml --\n- {id: p-1, name: 韦岚音, phone: [13800138000]}\n")
    said = "\n".join(text_of(sites.check(root), root))
    assert "P403 " in said
    assert "韦岚音" not in said
    assert "13800138000" not in said


def test_at_most_fifty_problems_are_listed_for_people_and_all_for_programs(tmp_path: Path) -> None:
    report = Report(problems=tuple(error("S214", Location("x.md", line, 1), id="a") for line in range(1, 61)))
    lines = text_of(report, tmp_path)
    assert len([line for line in lines if " S214 " in line]) == reports.SHOWN
    assert "……还有 10 处" in lines
    assert lines[-1] == "有 60 处要改，什么都没有写出。"
    assert len(json.loads(reports.as_json(report, language="en"))["problems"]) == 60
    assert len(reports.as_github(report, language="en").split("\n")) == 60


KEPT = Report(
    problems=(),
    withheld=(
        Withheld(id="w-1", path="content/wishes/w.yaml", reason="consent-withdrawn"),
        Withheld(id="a", path="content/stories/a.md", reason="no-register"),
    ),
    held_back=(HeldBack(id="b", path="content/stories/b.md", until=dt.datetime(2026, 5, 1, 8, 30, tzinfo=dt.UTC)),),
    drafts=("c", "d"),
    stories=3,
    wishes=1,
    written=5,
    reused=7,
    vanished=("x.html", "y.css"),
    output="/srv/site/output",
    without_base_url=True,
)


def test_a_build_ends_with_what_was_written_removed_withheld_and_held_back(tmp_path: Path) -> None:
    lines = text_of(KEPT, tmp_path)
    assert lines[:6] == [
        "没有发布的 2 项：",
        "  w-1  content/wishes/w.yaml  当事人撤回了同意",
        "  a  content/stories/a.md  没有登记册（content/private），凡写到具体人的都不发布",
        "定时未到 1 篇：",
        "  b  content/stories/b.md  2026-05-01 08:30",
        "草稿 2 篇：c、d",
    ]
    assert "没有设置 base_url，所以没有订阅源、网站地图和二维码。" in lines
    assert "点亮了：3 篇故事，1 个心愿。" in lines
    assert "写出 5 个文件，沿用 7 个，移除 2 个。" in lines
    assert "  x.html" in lines
    assert lines[-1].startswith("打开 ")


def test_what_is_kept_back_is_told_in_english(tmp_path: Path) -> None:
    said = "\n".join(text_of(KEPT, tmp_path, language="en"))
    assert "Withheld, 2:" in said
    assert "a consent was withdrawn" in said
    assert "Drafts, 2: c, d" in said
    assert "5 files written, 7 reused, 2 removed." in said
    assert not [character for character in said if "\u4e00" <= character <= "\u9fff"]


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_every_reason_has_words(language: str) -> None:
    from generator.link.privacy import gate, register

    reasons = [register.NO_REGISTER, register.NO_CONSENT, register.EXPIRED, register.WITHDRAWN]
    reasons += [gate.WISH_CLOSED, gate.STORY_EXPIRED]
    assert len({reason(code, language) for code in reasons}) == len(reasons)


def test_json_has_the_shape_of_the_contract(site: Make) -> None:
    problems = (
        error(
            "W110",
            Location("content/wishes/w.yaml", 3, 5),
            id="hme",
            what="category",
            nearest="home",
            choices="home",
            file="content/site.yaml",
        ),
        warning("C635", Location("content/x.txt", 1, 1)),
    )
    report = msgspec.structs.replace(KEPT, problems=problems)
    assert json.loads(reports.as_json(report, language="en")) == {
        "problems": [
            {
                "code": "W110",
                "severity": "error",
                "path": "content/wishes/w.yaml",
                "line": 3,
                "column": 5,
                "message": "there is no category “hme”",
                "hint": "Did you mean “home”? Write an id (home); what has none is added to content/site.yaml first.",
            },
            {
                "code": "C635",
                "severity": "warning",
                "path": "content/x.txt",
                "line": 1,
                "column": 1,
                "message": "this file is not used",
                "hint": "Check its name and place: wishes/*.yaml, stories/*.md, pictures in media/.",
            },
        ],
        "withheld": [
            {"id": "w-1", "path": "content/wishes/w.yaml", "reason": "a consent was withdrawn"},
            {
                "id": "a",
                "path": "content/stories/a.md",
                "reason": "there is no register (content/private)",
            },
        ],
        "held_back": [{"id": "b", "path": "content/stories/b.md", "until": "2026-05-01T08:30:00+00:00"}],
        "written": 5,
        "reused": 7,
        "removed": 2,
    }


def test_a_run_that_could_not_go_on_has_the_same_shape() -> None:
    told = json.loads(reports.failure_as_json(UsageError("U820", folder="x"), "en"))
    assert told.keys() == {"problems", "withheld", "held_back", "written", "reused", "removed"}
    (problem,) = told["problems"]
    assert (problem["code"], problem["severity"], problem["path"]) == ("U820", "error", "")
    assert "“x”" in problem["message"]
    assert reports.failure_as_text(UsageError("U820", folder="x"), "zh-CN").startswith("U820 “x”")


def test_github_marks_the_line_and_nothing_of_the_words_can_end_the_command() -> None:
    place = Location("content/stories/a,b:c 100%.md", 3, 7)
    report = Report(problems=(error("L302", place, src="50%\r\n::error::x", nearest=""), warning("C635", place)))
    first, second = reports.as_github(report, language="en").split("\n")
    head, _, text = first.removeprefix("::").partition("::")
    assert head == "error file=content/stories/a%2Cb%3Ac 100%25.md,line=3,col=7,title=L302"
    assert text.startswith("there is no picture “50%25%0D%0A::error::x” ")
    assert second.startswith("::warning file=")


def test_words_in_brackets_are_said_where_all_their_facts_are_there() -> None:
    facts = (("key", "titel"), ("nearest", "title"))
    assert hint("C601", facts, "zh-CN") == "你是不是想写“title”？是就改过来，不是就删掉这一行。"
    assert hint("C601", (("key", "x"), ("unknown", "x")), "zh-CN") == "x 在这里用不着，就删掉这一行。"
    assert hint("C601", facts, "en").startswith("Did you mean “title”? Write")


def test_what_an_author_typed_is_no_template() -> None:
    facts = (("src", "[{nearest}] {src} {x}"), ("nearest", "a.png"))
    assert message("L302", facts, "en") == "there is no picture “[{nearest}] {src} {x}”"
    assert message("L302", (("src", "[a]"), ("nearest", "")), "en") == "there is no picture “[a]”"


def test_kinds_of_things_are_named_in_the_language_of_the_reader() -> None:
    facts = (("field", "tags"), ("expected", "list"), ("found", "mapping"))
    assert message("S203", facts, "zh-CN") == "“tags”应当是一个列表，这里却是几个“名字: 值”"
    assert message("S203", facts, "en") == "“tags” should be a list, but this is a set of fields"
    # An author's own word is left as it is, even where it is one of ours.
    assert "“list”" in message("S207", (("field", "tells"), ("value", "list"), ("choices", "a")), "zh-CN")


# What a run makes of its options


def files_below(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_check_writes_nothing_at_all(site: Make) -> None:
    root = site()
    before = files_below(root)
    assert sites.check(root).problems == ()
    assert files_below(root) == before


def test_a_build_of_what_has_errors_writes_nothing_at_all(site: Make) -> None:
    root = site(SITE + "titel: x\n")
    before = files_below(root)
    assert sites.build(root).written == 0
    after = files_below(root)
    assert {path: after[path] for path in before} == before
    assert not [path for path in after.keys() - before.keys() if not path.startswith(".wishlight/")]


STORY = "-- content/stories/a.md --\n---\ntitle: x\ndate: 2026-03-01 12:00\nchannel: stories\n---\n灯亮了。\n"


@pytest.mark.parametrize(
    ("zone", "now", "stories"),
    [
        ("Asia/Shanghai", dt.datetime(2026, 3, 1, 12, 0), 1),
        ("Asia/Shanghai", dt.datetime(2026, 3, 1, 11, 59), 0),
        # A time from the command line is the site's; an aware one is itself.
        ("America/Lima", dt.datetime(2026, 3, 1, 12, 0), 1),
        ("Asia/Shanghai", dt.datetime(2026, 3, 1, 4, 0, tzinfo=dt.UTC), 1),
        ("Asia/Shanghai", dt.datetime(2026, 3, 1, 3, 59, tzinfo=dt.UTC), 0),
        ("America/Lima", dt.datetime(2026, 3, 1, 16, 59, tzinfo=dt.UTC), 0),
    ],
)
def test_a_time_means_the_sites_zone(site: Make, zone: str, now: dt.datetime, stories: int) -> None:
    root = site(SITE + f"timezone: {zone}\n" + STORY)
    assert sites.check(root, now=now).stories == stories


def test_the_site_says_in_which_language_it_is_spoken_to(site: Make) -> None:
    assert sites.check(site(SITE)).language == "zh-CN"
    assert sites.check(site(SITE + "language: en\n")).language == "en"


def test_a_preview_shows_what_is_kept_back_elsewhere_and_the_site_stays_as_it_was(site: Make) -> None:
    root = site(STORY.replace("12:00", "13:00"))
    assert sites.build(root).stories == 0
    before = files_below(root / "output")
    assert sites.build(root, drafts=True).stories == 1
    assert "noindex" in (root.parent / "preview/stories/2026/a.html").read_text("utf-8")
    assert files_below(root / "output") == before


def test_a_fault_of_the_program_is_told_in_words_and_names_nobody() -> None:
    from click.testing import CliRunner

    from generator import cli

    def broken() -> None:
        raise LookupError("韦岚音")

    @cli.main.command("broken", hidden=True)
    def _() -> None:
        cli._guarded(broken, Path(), form="text", lang=None)

    result = CliRunner().invoke(cli.main, ["broken"])
    cli.main.commands.pop("broken")
    assert result.exit_code == 3
    assert "M909" in result.output
    assert "LookupError (test_report.py:" in result.output
    assert "韦岚音" not in result.output


@pytest.mark.parametrize(
    ("fault", "code"), [(OSError(28, "full", "a.html"), "M905"), (LookupError("韦岚音"), "M909")], ids=["disk", "own"]
)
def test_a_program_is_told_of_any_failure_as_json(
    capsys: pytest.CaptureFixture[str], fault: Exception, code: str
) -> None:
    from generator import cli

    def broken() -> None:
        raise fault

    with pytest.raises(SystemExit) as stopped:
        cli._guarded(broken, Path(), form="json", lang="en")
    assert stopped.value.code == 3
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert problem["code"] == code
    assert "韦岚音" not in problem["message"]


def test_a_line_that_leaks_is_not_quoted_whatever_is_wrong_with_it(site: Callable[..., Path]) -> None:
    """Spec 4.5: the report never prints the secret; not even beside a comma that it complains of."""
    root = site(
        "-- content/private/people.yaml --\n- {id: p-1, name: 覃映荷, birth: 1950-03}\n"
        "-- content/stories/a.md --\n---\ntitle: 灯\ndate: 2026-02-03\nchannel: stories\n---\n"
        "覃映荷来了,她说好，**覃映荷 **也说好，见[[wish:w-9]]。\n"
    )
    report = sites.check(root)
    assert {"Z711", "L301"} <= {problem.code for problem in report.problems}
    said = reports.as_text(report, language="zh-CN", site=root, built=False, strict=False)
    for text in (said, reports.as_json(report, language="zh-CN"), reports.as_github(report, language="zh-CN")):
        assert "覃映荷" not in text
        assert "映荷" not in text
    assert "content/stories/a.md:6:6: Z711" in said


def test_of_a_private_file_no_suggestion_is_made_that_cannot_be_read() -> None:
    place = Location("content/private/consents.yaml", 3, 5)
    problem = error("P410", place, id="p-17", what="person", nearest="p-7", choices="", file="people.yaml")
    assert words.message_of(problem, "en") == "there is no person in the register “p-17”"
    assert words.hint_of(problem, "en") == "Write an id; what has none is added to people.yaml first."
    problem = error("P401", place, key="韦岚", nearest="", private="韦岚")
    assert words.message_of(problem, "zh-CN") == "不认识的字段“●●”"
    assert words.hint_of(problem, "zh-CN") == "认得的字段里没有 ●●；要保密的内容写进 never_publish，别删掉了事。"
    problem = error("P401", place, key="电话", nearest="phone")
    assert words.message_of(problem, "zh-CN") == "不认识的字段“电话”"
    problem = error("P405", place, value="30000", serial="1982-02-18", form="1950-03")
    assert "1982" not in words.hint_of(problem, "zh-CN")


def test_the_address_of_another_site_is_told_from_one_of_ours(site: Make) -> None:
    root = site(
        "-- content/stories/a.md --\n---\ntitle: 灯\ndate: 2026-02-03\nchannel: stories\n---\n"
        "见[那里](www.example.com)，[这里](nowhere.html)。\n"
    )
    hints = [words.hint_of(problem, "en") for problem in sites.build(root).problems]
    assert [hint.startswith("If it is another site, write https://www.example.com.") for hint in hints] == [True, False]


def test_a_place_that_is_not_there_is_told_at_the_authors_line(site: Make) -> None:
    root = site(
        "-- content/stories/a.md --\n---\ntitle: 灯\ndate: 2026-02-03\nchannel: stories\n---\n灯亮了。\n\n"
        "见[那里](wall.html#nope)。\n"
    )
    assert sites.told(sites.build(root).problems) == ["L309 content/stories/a.md:8"]


def test_two_stories_under_one_former_address_are_told_where_it_is_written(site: Make) -> None:
    story = "---\ntitle: 灯\ndate: 2026-02-03\nchannel: stories\naliases: [old/c.html]\n---\n灯亮了。\n"
    root = site(f"-- content/stories/a.md --\n{story}-- content/stories/b.md --\n{story}")
    assert sites.told(sites.build(root).problems) == ["L303 content/stories/b.md:5"]


def test_who_stops_a_command_while_it_is_still_being_read_is_told_so() -> None:
    from click.testing import CliRunner

    from generator import cli

    @cli.main.command("stopped", hidden=True)
    def stopped() -> None:
        raise KeyboardInterrupt

    try:
        ran = CliRunner().invoke(cli.main, ["stopped"])
    finally:
        del cli.main.commands["stopped"]
    assert ran.exit_code == 130
    assert "已停止" in ran.stderr
    assert "Abort" not in ran.output


def test_a_photo_that_was_left_out_is_told_by_the_file_that_has_it(site: Make) -> None:
    head = "---\ntitle: 灯\ndate: 2026-02-03\nchannel: stories\n"
    root = site(
        "-- content/private/people.yaml --\n- {id: p-1, name: 韦岚音, birth: 1950-03}\n"
        f"-- content/stories/a.md --\n{head}cover: {{src: media/a.png, alt: 灯, subjects: [p-1]}}\n---\n好。\n"
        f"-- content/stories/b.md --\n{head}---\n![灯](media/a.png)\n\n好。\n"
        f"-- content/stories/c.md --\n{head}---\n好。\n"
        "-- content/media/a.png --\n60x40\n"
    )
    report = sites.build(root)
    assert report.without_photos == ("content/stories/a.md", "content/stories/b.md")
    for language, said in (("zh-CN", "有照片没有登出"), ("en", "Photos were left out")):
        lines = text_of(report, root, language=language)
        at = next(number for number, line in enumerate(lines) if line.startswith(said))
        assert lines[at + 1 : at + 3] == ["  content/stories/a.md", "  content/stories/b.md"]
    assert sites.build(root).without_photos == report.without_photos
