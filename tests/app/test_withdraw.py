"""Somebody takes something back: one line is written, and one build later nothing is left of it."""

from __future__ import annotations

import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.app import gone
from generator.cli import main
from generator.model.addresses import MANIFEST
from tests.app.pages import faults, parse
from tests.sites import NOW, build, check, picture, write

Site = Callable[..., Path]
AT = NOW.isoformat(" ", "minutes")
CONSENTS = "content/private/consents.yaml"

PEOPLE = """
-- content/private/people.yaml --
- {id: p-001, name: 韦岚音}
- {id: p-002, name: 覃岳松}
- {id: p-003, name: 蓝雨桐, birth: 2016-05, guardian: p-001}
- {id: p-004, name: 陆小满}
"""
SITE = f"""{PEOPLE}
-- content/site.yaml --
title: 点亮
organization: 石榴区志愿服务联合会
base_url: https://news.example.org/wishes/
categories: {{home: 居家, study: 学习}}
-- {CONSENTS} --
# 同意书登记，原件在档案柜
- id: c-1   # 当面签
  person: p-001
  scope: [story, face]
  given: 2026-01-01
  ref: '柜 1'
- {{id: c-2, person: p-002, scope: [story], given: 2026-01-01}}
-- content/wishes/w.yaml --
- id: w-1
  title: 修好阁楼的窗
  wish: 冬天风从阁楼灌进来
  category: home
  place: dukou-he
  beneficiary: {{name: 阁楼大姐, person: p-001}}
  granters: [library]
  collected: 2026-01-02
  claimed: 2026-01-03
  fulfilled: 2026-01-04   # 当天办好
  outcome: 木工师傅换了新窗框
  photos: [{{src: media/window.png, alt: 阁楼的新窗, subjects: [p-001]}}]
- id: w-2
  title: 一本字典
  category: study
  place: dukou
  beneficiary: {{name: 覃大爷, person: p-002}}
  collected: 2026-01-05
- {{id: w-3, title: 戏, category: home, place: dukou, beneficiary: {{name: 街坊, crowd: true}}, collected: 2026-01-05}}
-- content/media/window.png --
60x40
-- content/stories/s-1.md --
---
title: 第一篇
date: 2026-02-01 09:00
channel: stories
---
社区里的日常。（完）
-- content/stories/s-2.md --
---
title: 阁楼的窗修好了
date: 2026-02-02 09:00
channel: stories
tags: [阁楼]
wishes: [w-1]
cover: {{src: media/window.png, alt: 阁楼的新窗, caption: 新窗框, credit: 志愿队, subjects: [p-001]}}
---
榫卯一敲，阁楼就不漏风了。（完）
-- content/stories/s-3.md --
---
title: 第三篇
date: 2026-02-03 09:00
channel: stories
---
说到[[story:s-2|那扇窗]]，大家都笑了。（完）
"""


def run(root: Path, target: str, *options: str) -> Result:
    """``withdraw``, as it is typed."""
    return CliRunner().invoke(main, ["withdraw", target, str(root), "--now", AT, *options], catch_exceptions=False)


def words(root: Path, path: str = CONSENTS) -> str:
    return (root / path).read_text("utf-8")


def everything(output: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(output.rglob("*")):
        yield path.relative_to(output).as_posix(), path.read_bytes() if path.is_file() else b""


def gone_list(root: Path) -> list[str]:
    return words(root, ".wishlight/gone.txt").split()


# One build later


def test_one_build_later_nothing_is_left(site: Site) -> None:
    root = site(SITE)
    assert build(root).problems == ()
    output = root / "output"
    pictures = {path for path, _ in everything(output) if path.startswith("media/")}
    pages = {path: content for path, content in everything(output) if path.endswith((".html", ".xml", ".js", ".json"))}
    assert any("阁楼的窗修好了".encode() in content for content in pages.values())
    neighbour = parse(output / "stories/2026/s-1.html").css_first("a[rel=next]")
    assert neighbour is not None
    assert neighbour.attributes["href"] == "../../stories/2026/s-2.html"

    result = run(root, "p-001")
    assert result.exit_code == 0
    report = build(root)
    assert report.problems == ()

    assert set(report.vanished) >= {"stories/2026/s-2.html", "wishes/w-1.html"} | pictures
    traces = ("修好阁楼的窗", "阁楼的窗修好了", "阁楼", "榫卯", "w-1", "s-2", *(Path(item).stem for item in pictures))
    for path, content in everything(output):
        for trace in traces:
            assert trace not in path
            for codec in ("utf-8", "utf-16-le", "unicode-escape"):
                assert trace.encode(codec) not in content, f"{trace} in {path}"
    neighbour = parse(output / "stories/2026/s-1.html").css_first("a[rel=next]")
    assert neighbour is not None
    assert neighbour.attributes["href"] == "../../stories/2026/s-3.html"
    assert [fault for fault in faults(output) if "leads nowhere" in fault] == []


def test_what_was_foreseen_comes_true(site: Site) -> None:
    root = site(SITE)
    build(root)
    before = dict(everything(root / "output"))
    result = run(root, "p-001")
    build(root)
    after = dict(everything(root / "output"))
    lines = [line.strip() for line in result.output.splitlines()]
    files = {path for path in before.keys() | after.keys() if "." in Path(path).name and path != MANIFEST}
    removed = {path for path in files if path not in after}
    changed = {path for path in files if path in after and before.get(path) != after[path]}
    assert removed
    assert changed
    assert removed <= set(lines)
    assert changed <= set(lines)
    assert not (files - removed - changed) & set(lines)


@pytest.mark.parametrize(
    ("target", "vanished", "stays"),
    [
        ("w-1", {"wishes/w-1.html", "stories/2026/s-2.html"}, "stories/2026/s-3.html"),
        ("s-2", {"stories/2026/s-2.html"}, "wishes/w-1.html"),
        ("story:s-2", {"stories/2026/s-2.html"}, "wishes/w-1.html"),
    ],
)
def test_a_wish_or_a_story_may_be_taken_back_by_itself(site: Site, target: str, vanished: set[str], stays: str) -> None:
    root = site(SITE)
    build(root)
    assert run(root, target).exit_code == 0
    report = build(root)
    assert report.problems == ()
    assert vanished <= set(report.vanished)
    assert (root / "output" / stays).exists()


# What is written


def test_every_consent_that_is_or_will_be_live_gets_one_line(site: Site) -> None:
    before = """\
# 同意书
- id: c-1
  person: p-001   # 阁楼
  scope: [story]
  given: 2026-01-01
- {id: c-2, person: p-002, scope: [story], given: 2026-01-01}
- {id: c-3, person: p-001, scope: [face], given: 2025-01-01, expires: 2026-01-31}
- {id: c-4, person: p-001, scope: [face], given: 2025-01-01, withdrawn: 2026-02-01}
- {id: c-5, person: p-001, scope: [story], channels: [wechat], given: 2026-01-01}
- {id: c-7, person: p-001, scope: [health], given: 2026-01-01, withdrawn: 2026-06-01}
- id: c-6
  person: p-001
  scope: [village]
  given: 2026-06-01
  withdrawn:
"""
    after = before.replace("  given: 2026-01-01\n", "  given: 2026-01-01\n  withdrawn: 2026-02-20\n")
    after = after.replace("[wechat], given: 2026-01-01}", "[wechat], given: 2026-01-01, withdrawn: 2026-02-20}")
    after = after.replace("  withdrawn:\n", "  withdrawn: 2026-02-20\n")
    after = after.replace("withdrawn: 2026-06-01", "withdrawn: 2026-02-20")
    root = site(f"{PEOPLE}-- {CONSENTS} --\n{before}")
    result = run(root, "p-001", "--on", "2026年2月20日")
    assert words(root) == after
    assert result.exit_code == 0
    assert [line.strip() for line in result.output.splitlines() if CONSENTS in line] == [
        f"{CONSENTS}:6  c-1",
        f"{CONSENTS}:10  c-5",
        f"{CONSENTS}:11  c-7",
        f"{CONSENTS}:16  c-6",
    ]


@pytest.mark.parametrize("codec", ["utf-8-sig", "gb18030"])
def test_an_editors_own_encoding_and_line_ends_stay(site: Site, codec: str) -> None:
    root = site(PEOPLE)
    before = "# 同意书\r\n- id: c-1\r\n  person: p-001\r\n  scope: [story]\r\n  given: 2026-01-01 # 当面\r\n"
    write(root / CONSENTS, before.encode(codec))
    assert run(root, "p-001").exit_code == 0
    assert (root / CONSENTS).read_bytes() == (before + "  withdrawn: 2026-03-01\r\n").encode(codec)


def test_a_wish_and_a_story_are_written_down_in_their_files(site: Site) -> None:
    root = site(SITE)
    wishes, story = words(root, "content/wishes/w.yaml"), words(root, "content/stories/s-2.md")
    run(root, "w-1", "--on", "2026-2-20")
    run(root, "w-3", "--on", "2026-2-20")
    run(root, "s-2", "--on", "2026-2-20")
    closed = "closed: {on: 2026-02-20, reason: withdrawn}"
    expected = wishes.replace("# 当天办好\n", f"# 当天办好\n  {closed}\n").replace(
        "2026-01-05}", f"2026-01-05, {closed}}}"
    )
    assert words(root, "content/wishes/w.yaml") == expected
    added = "# 撤回于 2026-02-20：不再发布。不要删掉下面这一行。\nexpires: 2026-02-20\n"
    assert words(root, "content/stories/s-2.md") == story.replace("channel: stories\n", f"channel: stories\n{added}")


def test_a_wish_closed_for_another_reason_is_withdrawn_all_the_same(site: Site) -> None:
    before = "id: w-1\ntitle: 灯\ncategory: home\nplace: dukou\nbeneficiary: {name: 楼里, crowd: true}\n"
    before += "collected: 2026-01-01\nclosed: {on: 2026-02-01, reason: declined}  # 婉拒\n"
    root = site(f"-- content/wishes/w.yaml --\n{before}")
    assert run(root, "w-1").exit_code == 0
    assert words(root, "content/wishes/w.yaml") == before.replace("02-01", "03-01").replace("declined", "withdrawn")


def test_a_second_time_changes_nothing(site: Site) -> None:
    root = site(SITE)
    build(root)
    for target in ("p-001", "w-2", "s-1"):
        run(root, target)
    before = {path: content for path, content in everything(root) if path.startswith((".wishlight/gone", "content/"))}
    for target in ("p-001", "w-2", "s-1"):
        result = run(root, target)
        assert result.exit_code == 0
        assert "没有改动文件" in result.output
    after = {path: content for path, content in everything(root) if path.startswith((".wishlight/gone", "content/"))}
    assert after == before


def test_a_story_that_expires_later_that_day_goes_at_once(site: Site) -> None:
    root = site(SITE.replace("title: 第一篇\n", f"title: 第一篇\nexpires: {NOW:%Y-%m-%d} 23:00\n"))
    build(root)
    ran = run(root, "s-1")
    assert ran.exit_code == 0
    assert f"expires: {NOW:%Y-%m-%d}\n" in words(root, "content/stories/s-1.md")
    assert build(root).vanished == ("stories/2026/s-1.html",)


def test_a_private_file_stays_private_and_leaves_no_copy(site: Site) -> None:
    root = site(SITE)
    (root / CONSENTS).chmod(0o600)
    folder = sorted((root / "content/private").iterdir())
    run(root, "p-001")
    assert stat.S_IMODE((root / CONSENTS).stat().st_mode) == 0o600
    assert sorted((root / "content/private").iterdir()) == folder


def test_a_disk_that_refuses_leaves_the_file_as_it_was(site: Site) -> None:
    resource = pytest.importorskip("resource")
    root = site(SITE)
    before = dict(everything(root / "content"))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, limits[1]))
    try:
        result = run(root, "p-001")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert result.exit_code == 3
    assert CONSENTS in result.output
    assert dict(everything(root / "content")) == before


def test_consents_that_somebody_signed_for_others_are_told_and_stand(site: Site) -> None:
    consents = "- {id: c-1, person: p-001, scope: [story], given: 2026-01-01}\n"
    consents += "- {id: c-2, person: p-003, signed_by: p-001, scope: [story], given: 2026-01-01}\n"
    over = "given: 2025-01-01, expires: 2025-06-01"
    consents += f"- {{id: c-3, person: p-004, signed_by: p-001, scope: [story], {over}}}\n"
    root = site(f"{PEOPLE}-- {CONSENTS} --\n{consents}")
    result = run(root, "p-001")
    assert "替 p-003 签的同意书没有动" in result.output
    assert words(root).splitlines()[1] == consents.splitlines()[1]


# What is refused


@pytest.mark.parametrize(
    ("target", "options", "code", "told"),
    [
        ("p-01", [], "U830", ""),
        ("w-1x", [], "U830", "w-1"),
        ("wish:s-2", [], "U830", ""),
        ("p-004", [], "U831", ""),
        ("p-001", ["--on", "2026-03-02"], "U834", "2026-03-01"),
        ("p-001", ["--on", "明天"], "U823", "明天"),
        ("w-2", ["--on", "2026-01-04"], "U846", "2026-01-05"),
    ],
)
def test_what_makes_no_sense_is_refused(site: Site, target: str, options: list[str], code: str, told: str) -> None:
    root = site(SITE)
    before = dict(everything(root))
    result = run(root, target, *options)
    assert result.exit_code == 2
    assert result.output.startswith(code)
    assert told in result.output
    # Whoever took a guess would withdraw what somebody else agreed to.
    assert not target.startswith("p-0") or {*re.findall(r"p-0\d*", result.output)} <= {target}
    assert dict(everything(root)) == before


def test_an_expired_consent_alone_is_nothing_to_withdraw(site: Site) -> None:
    consent = "{id: c-1, person: p-002, scope: [story], given: 2025-01-01, expires: 2026-02-01}"
    root = site(f"{PEOPLE}-- {CONSENTS} --\n- {consent}\n")
    assert run(root, "p-002").output.startswith("U831")


def test_a_guardian_is_told_whose_consent_was_signed(site: Site) -> None:
    """Whoever withdraws the mother of a child hears that nothing has gone, and how it does."""
    consent = "{id: c-1, person: p-003, signed_by: p-001, scope: [story], given: 2026-01-01}"
    root = site(f"{PEOPLE}-- {CONSENTS} --\n- {consent}\n")
    result = run(root, "p-001")
    assert result.output.startswith("U847 p-001")
    assert "wishlight withdraw p-003" in result.output


def test_an_id_of_two_things_asks_which(site: Site) -> None:
    root = site(
        SITE + "-- content/stories/w-1.md --\n---\ntitle: 同号\ndate: 2026-02-04\nchannel: stories\n---\n字。\n"
    )
    result = run(root, "w-1")
    assert result.exit_code == 2
    assert "U835" in result.output
    assert "story:w-1、wish:w-1" in result.output
    assert run(root, "story:w-1").exit_code == 0
    assert "expires: 20" in words(root, "content/stories/w-1.md")


def test_consents_that_cannot_be_read_may_be_theirs(site: Site) -> None:
    root = site(SITE)
    write(root / CONSENTS, words(root) + "- {id: c-9, person: p-001, scope: [everything], given: 2026-01-01}\n")
    before = words(root)
    result = run(root, "p-001")
    assert result.exit_code == 2
    assert result.output.startswith("U832")
    assert f"{CONSENTS}:8" in result.output
    assert words(root) == before


def test_what_cannot_be_edited_safely_says_what_to_type(site: Site) -> None:
    consents = "- id: c-1\n  person: p-001\n  scope: [story]\n  given: 2026-01-01\n  ? withdrawn\n  :\n"
    root = site(f"{PEOPLE}-- {CONSENTS} --\n{consents}")
    result = run(root, "p-001")
    assert result.exit_code == 2
    assert result.output.startswith("U833")
    assert f"{CONSENTS}:5" in result.output or f"{CONSENTS}:1" in result.output
    assert "withdrawn: 2026-03-01" in result.output
    assert words(root) == consents


def test_a_damaged_manifest_is_said_before_anything_is_written(site: Site) -> None:
    root = site(SITE)
    before = words(root)
    write(root / "output" / MANIFEST, "{")
    assert run(root, "p-001").output.startswith("U809")
    assert words(root) == before


# What follows


def test_a_name_that_must_not_go_out_any_more_is_sought_on_every_page(site: Site) -> None:
    root = site(
        f"{PEOPLE}-- {CONSENTS} --\n- {{id: c-1, person: p-004, scope: [story, real-name], given: 2026-01-01}}\n"
        "-- content/stories/s-1.md --\n---\ntitle: 谢谢陆小满\ndate: 2026-02-01\nchannel: stories\n---\n好。\n"
    )
    assert check(root).problems == ()
    for result in (run(root, "p-004"), run(root, "p-004")):
        assert result.exit_code == 1
        assert "withdrawn: 2026-03-01" in words(root)
        assert "content/stories/s-1.md:2" in result.output
        assert "P431" in result.output
        assert "陆小满" not in result.output
    assert build(root).written == 0


def test_other_errors_do_not_keep_a_withdrawal_from_being_written_down(site: Site) -> None:
    root = site(SITE)
    build(root)
    write(root / "content/channels.yaml", "- {id: other, name: 别的}\n")
    result = run(root, "p-001")
    assert result.exit_code == 1
    assert "withdrawn: 2026-03-01" in words(root)
    assert "网上的旧页面会一直在" in result.output
    assert "S210" in result.output
    write(root / "content/channels.yaml", "- {id: stories, name: 心愿故事}\n")
    run(root, "p-001")
    assert "stories/2026/s-2.html" in gone_list(root)


def test_the_lists_grow_and_what_is_back_leaves_them(site: Site) -> None:
    root = site(SITE)
    build(root)
    run(root, "s-1")
    build(root)
    run(root, "p-001")
    listed = gone_list(root)
    assert {"stories/2026/s-1.html", "stories/2026/s-2.html", "wishes/w-1.html"} <= set(listed)
    assert listed == sorted(listed)
    kept = [line for line in words(root, "content/stories/s-1.md").splitlines(keepends=True) if "expires:" not in line]
    write(root / "content/stories/s-1.md", "".join(kept))
    build(root)
    run(root, "p-001")
    assert set(listed) - set(gone_list(root)) == {"stories/2026/s-1.html"}


def test_the_snippets_name_full_paths_and_no_listing_that_may_come_back(site: Site) -> None:
    root = site(SITE)
    build(root)
    run(root, "p-001")
    (tag,) = [address for address in gone_list(root) if address.startswith("tags/")]
    path = "/wishes/stories/2026/s-2.html"
    for name, line in (
        ("gone-nginx.conf", f"location = {path} {{ return 410; }}"),
        ("gone-apache.conf", f"Redirect gone {path}"),
        ("gone-caddy.txt", f"respond {path} 410"),
    ):
        lines = words(root, f".wishlight/{name}").splitlines()
        assert line in lines
        assert lines[0].startswith("#")
        assert len(lines) == 1 + len([address for address in gone_list(root) if gone.is_lasting(address)])
        assert not [line for line in lines if tag in line]
    assert words(root, ".wishlight/.gitignore") == "*\n"


@pytest.mark.parametrize(
    ("base_url", "path"),
    [
        ("", "/wishes/w.html"),
        ("https://a.example/", "/wishes/w.html"),
        ("https://a.example/%E5%BF%83/", "/心/wishes/w.html"),
        ("https://a.example/a%20b/", '"/a b/wishes/w.html"'),
        ("https://a.example/a%0Ab;c/", '"/a%0Ab;c/wishes/w.html"'),
    ],
)
def test_a_base_url_leads_the_paths_and_breaks_no_configuration(tmp_path: Path, base_url: str, path: str) -> None:
    gone.record(tmp_path, ["wishes/w.html"], planned=(), base_url=base_url)
    assert words(tmp_path, ".wishlight/gone-nginx.conf").splitlines()[1:] == [f"location = {path} {{ return 410; }}"]


def test_a_picture_that_an_earlier_build_left_is_on_the_list(site: Site) -> None:
    root = site(SITE)
    build(root)
    run(root, "p-001")
    (root / ".wishlight/gone.txt").unlink()
    # Nothing differs between before and after any more, but the old pages still stand.
    result = run(root, "p-001")
    assert "wishes/w-1.html" in result.output
    assert any(address.startswith("media/") for address in gone_list(root))


def test_nothing_names_anybody_and_english_is_spoken(site: Site) -> None:
    root = site(SITE)
    build(root)
    for language in ("zh-CN", "en"):
        output = run(root, "p-001", "--lang", language).output
        assert "韦岚音" not in output
        assert "阁楼" not in output
    assert "git, backups" in output
    assert "search engines" in output.lower()
    assert not [character for character in output if "\u4e00" <= character <= "\u9fff"]


@pytest.mark.parametrize(
    ("instead", "code"),
    [("category: 陆小满", "W110"), ("category: study\n  photos: [{src: media/陆小满.png}]", "L302")],
)
def test_what_is_wrong_elsewhere_is_told_without_a_name_that_is_in_it(site: Site, instead: str, code: str) -> None:
    root = site(SITE.replace("category: study", instead, 1))
    output = run(root, "p-002").output
    assert f"{code} " in output
    assert "小满" not in output


def test_a_picture_shared_with_a_story_that_stays_stays(site: Site) -> None:
    root = site(SITE)
    write(root / "content/media/window.png", picture(60, 40))
    text = words(root, "content/stories/s-1.md")
    shared = "cover: {src: media/lamp.png, alt: 灯, credit: 志愿队}\nchannel"
    write(root / "content/media/lamp.png", picture(50, 40))
    write(root / "content/stories/s-1.md", text.replace("channel", shared))
    story = words(root, "content/stories/s-3.md")
    write(root / "content/stories/s-3.md", story.replace("channel", shared))
    build(root)
    result = run(root, "s-3")
    assert "stories/2026/s-3.html" in result.output
    assert not [address for address in gone_list(root) if address.startswith("media/")]


def test_a_list_that_somebody_else_spoilt_does_not_stop_a_withdrawal(site: Site) -> None:
    root = site(SITE)
    (root / ".wishlight").mkdir(exist_ok=True)
    (root / ".wishlight/gone.txt").write_bytes(b"stories/2025/x.html\n\xff\xfe\n")
    assert run(root, "p-001").exit_code == 0


def test_what_is_taken_back_by_hand_is_listed_by_the_next_build(site: Site) -> None:
    root = site(SITE)
    build(root)
    write(
        root / CONSENTS, words(root).replace("  given: 2026-01-01\n", "  given: 2026-01-01\n  withdrawn: 2026-02-28\n")
    )
    told = CliRunner().invoke(main, ["build", str(root), "--now", AT]).output
    listed = gone_list(root)
    assert {"stories/2026/s-2.html", "wishes/w-1.html", "cards/s-2.jpg"} <= set(listed)
    assert len([address for address in listed if address.startswith("media/")]) > 1
    assert [address for address in listed if f"  {address}\n" not in told] == []
    assert "stories/2026/s-2.html { return 410; }" in words(root, ".wishlight/gone-nginx.conf")
    # And stays listed until something stands there again.
    build(root)
    assert gone_list(root) == listed
    write(root / CONSENTS, words(root).replace("  withdrawn: 2026-02-28\n", ""))
    build(root)
    assert gone_list(root) == []
    assert "return 410" not in words(root, ".wishlight/gone-nginx.conf")


def test_a_draft_that_is_shown_again_leaves_the_list(site: Site) -> None:
    root = site(SITE)
    build(root)
    story = root / "content/stories/s-3.md"
    shown = story.read_text("utf-8")
    write(story, shown.replace("channel", "draft: true\nchannel"))
    build(root)
    assert "stories/2026/s-3.html" in gone_list(root)
    write(story, shown)
    build(root)
    assert gone_list(root) == []


def test_what_goes_is_listed_before_anything_goes(site: Site) -> None:
    root = site(SITE)
    build(root)
    (root / "content/stories/s-3.md").unlink()
    # Somebody else's folder where a page is to stand: the commit is refused, as good as killed.
    write(root / "content/stories/s-9.md", words(root, "content/stories/s-1.md"))
    write(root / "output/stories/2026/s-9.html/mine.txt", "mine")
    assert CliRunner().invoke(main, ["build", str(root), "--now", AT]).exit_code == 2
    assert "stories/2026/s-3.html" in gone_list(root)


def test_where_a_face_alone_goes_its_pictures_are_listed(site: Site) -> None:
    root = site(SITE)
    build(root)
    write(root / CONSENTS, words(root).replace("scope: [story, face]", "scope: [story]"))
    told = CliRunner().invoke(main, ["build", str(root), "--now", AT]).output
    listed = gone_list(root)
    assert {address.split("/", 1)[0] for address in listed} == {"media", "cards"}
    assert [address for address in listed if f"  {address}\n" not in told] == []


def test_what_is_built_elsewhere_lists_nothing_here(site: Site, tmp_path: Path) -> None:
    root = site(SITE)
    build(root)
    (root / "content/stories/s-3.md").unlink()
    CliRunner().invoke(main, ["build", str(root), "--now", AT, "--output", str(tmp_path / "elsewhere")])
    assert not (root / ".wishlight/gone.txt").exists()


def test_what_cannot_be_listed_goes_all_the_same(site: Site) -> None:
    root = site(SITE)
    build(root)
    (root / "content/stories/s-3.md").unlink()
    (root / ".wishlight/gone.txt").mkdir(parents=True)
    result = CliRunner().invoke(main, ["build", str(root), "--now", AT])
    assert result.exit_code == 3
    assert not (root / "output/stories/2026/s-3.html").exists()


STILL_THERE = """
-- content/stories/s-5.md --
---
title: 一年的心愿
date: 2026-02-20
channel: stories
---
河边的灯都亮了。

阁楼大姐一个人带着孩子，丈夫前年走了。

见[[wish:w-1|那扇窗]]和[阁楼里的她](s-2.md)，还有[[wish:w-1]]。
-- content/pages/honour.md --
---
title: 光荣榜
---
| 阁楼大姐 | 窗 |
|---|---|
| 某人 | 灯 |
"""


@pytest.mark.parametrize(
    ("target", "lines"),
    [
        ("p-001", ["honour.md:4:3", "s-3.md:6:3", "s-5.md:8:1", "s-5.md:10:2", "s-5.md:10:27", "s-5.md:10:37"]),
        ("w-1", ["honour.md:4:3", "s-3.md:6:3", "s-5.md:8:1", "s-5.md:10:2", "s-5.md:10:27", "s-5.md:10:37"]),
        ("s-2", ["s-3.md:6:3", "s-5.md:10:27"]),
        # 覃大爷 is told of nowhere else.
        ("p-002", []),
    ],
)
def test_what_still_speaks_of_it_is_told(site: Site, target: str, lines: list[str]) -> None:
    output = run(site(SITE + STILL_THERE), target).output
    told = [line.strip() for line in output.splitlines() if " P459 " in line]
    assert [re.sub(r"^content/\w+/|: P459.*", "", line) for line in told] == lines
    assert ("别处还有" in output) is bool(lines)


def test_a_consent_may_be_taken_back_on_its_last_day(site: Site) -> None:
    root = site(
        SITE.replace(
            "scope: [story], given: 2026-01-01}", f"scope: [story], given: 2026-01-01, expires: {NOW:%Y-%m-%d}}}"
        )
    )
    assert run(root, "p-002").exit_code == 0
    assert "withdrawn" in words(root)
