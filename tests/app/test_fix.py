"""What is certain is mended in place, shown, and told; the rest is left, and nothing is printed that must not be."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from generator.app import fix_text
from generator.app.fix import BUSY, MENDED, OUTSIDE, FileMended, Fixed, fix, save
from generator.app.mending import mend_file
from generator.cli import main
from generator.model.records import Records
from generator.model.settings import SiteSettings
from generator.read.mending.kinds import Mend
from generator.read.source import Source
from tests import sites
from tests.sites import NOW, write

Site = Callable[..., Path]
ROOT = Path(__file__).resolve().parents[2]
PEOPLE = "content/private/people.yaml"
STORY = "content/stories/a.md"

REGISTER = f"-- {PEOPLE} --\n- id：p-1\n  name：韦岚音\n  aliases：阿岚、岚姐\n- name: 陆小满\n"
WISHES = """
-- content/wishes/w.yaml --
# 今年的心愿
－ id: w-1
  title：一盏灯: 好
  category：home
  place: dukou
  beneficiary：
	name: 邻居们
	crowd: true
  collected：2026年1月5号
- title: 一把椅子
  category: home
  place: dukou
  beneficiary: {name: 楼上的邻居, crowd: true}
  collected: 2026-01-06
"""
TELLING = f"""
-- {STORY} --
---
title：灯亮了,真好
date: 2026-02-03
channel: stories
tags: 灯；夜
---
楼道里的灯亮了,大家说:好。
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["fix", *map(str, arguments)])


def everything(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_site_with_every_slip_is_sound_afterwards_and_stays_as_it_is(site: Site) -> None:
    root = site(REGISTER + WISHES + TELLING)
    assert sites.read(root)[2] != []
    (root / STORY).chmod(0o600)
    ran = run(root)
    assert ran.exit_code == 0, ran.stdout
    assert sites.read(root)[2] == []
    assert sites.check(root).problems == ()
    assert (root / "content/wishes/w.yaml").read_text("utf-8") == (
        '# 今年的心愿\n- id: w-1\n  title: "一盏灯：好"\n  category: home\n  place: dukou\n  beneficiary:\n'
        "    name: 邻居们\n    crowd: true\n  collected: 2026-01-05\n- id: 2026-0001\n  title: 一把椅子\n"
        "  category: home\n  place: dukou\n  beneficiary: {name: 楼上的邻居, crowd: true}\n  collected: 2026-01-06\n\n"
    )
    assert stat.S_IMODE((root / STORY).stat().st_mode) == 0o600
    after = everything(root)
    again = run(root)
    assert (again.exit_code, again.stdout) == (0, "没有能自动改的地方。\n")
    assert everything(root) == after


def test_a_diff_shows_it_all_and_writes_nothing(site: Site) -> None:
    root = site(TELLING)
    before = everything(root)
    ran = run(root, "--diff")
    assert ran.exit_code == 0
    assert everything(root) == before
    assert ran.stdout == (
        f"{STORY}\n  名字后面的全角冒号改成了半角：1 处\n  列表改成了方括号和半角逗号：1 处\n"
        "  中文里的半角标点改成了全角：3 处\n"
        f"    --- {STORY}\n    +++ {STORY}\n    @@ -1,8 +1,8 @@\n     ---\n"
        "    -title：灯亮了,真好\n    +title: 灯亮了，真好\n     date: 2026-02-03\n     channel: stories\n"
        "    -tags: 灯；夜\n    +tags: [灯, 夜]\n     ---\n"
        "    -楼道里的灯亮了,大家说:好。\n    +楼道里的灯亮了，大家说：好。\n\n\n"
        "可以改 1 个文件，共 5 处。什么都没有写；去掉 --diff 就照这样改。\n\n"
        "接着运行 wishlight check，看看还有什么。\n"
    )


def test_it_speaks_english(site: Site) -> None:
    root = site(TELLING)
    ran = run(root, "--diff", "--lang", "en")
    assert "  full-width colons after names: 1\n" in ran.stdout
    assert "5 to mend in 1 files. Nothing was written; leave out --diff to mend them." in ran.stdout
    ran = run(root, "--lang", "en")
    assert "Mended: 5 in 1 files." in ran.stdout
    assert run(root, "--lang", "en").stdout == "There is nothing to mend.\n"


def test_of_a_private_file_only_its_name_and_numbers_are_told(site: Site) -> None:
    root = site(REGISTER)
    ran = run(root)
    assert ran.stdout.startswith(
        f"{PEOPLE}\n  名字后面的全角冒号改成了半角：3 处\n  列表改成了方括号和半角逗号：1 处\n"
        "  补上了编号：1 个\n\n改好了"
    )
    for secret in ("韦岚音", "阿岚", "岚姐", "陆小满"):
        assert secret not in ran.stdout
    assert (root / PEOPLE).read_text("utf-8") == (
        "- id: p-1\n  name: 韦岚音\n  aliases: [阿岚, 岚姐]\n- id: p-2\n  name: 陆小满\n"
    )


def test_a_line_that_must_not_go_out_is_not_shown_either(site: Site) -> None:
    head = f"-- {STORY} --\n---\ntitle: 灯\ndate: 2026-02-03\nchannel: stories\n---\n"
    body = f"{head}韦岚音说,好。\n\n甲,乙\u202e\n"
    ran = run(site(REGISTER.replace("：", ": ") + body), "--diff")
    assert "韦岚音" not in ran.stdout
    assert "    -●●\n    +●●\n" in ran.stdout
    assert "    -甲,乙\ufffd\n    +甲，乙\ufffd\n" in ran.stdout


def test_without_a_register_that_can_be_read_no_line_is_shown(site: Site) -> None:
    people = f"-- {PEOPLE} --\n- id: p-1\n  name: '韦岚音\n"
    ran = run(site(people + TELLING.replace("大家说", "韦岚音说")), "--diff")
    assert ran.exit_code == 1
    assert "韦岚音" not in ran.stdout
    assert "灯亮了" not in ran.stdout
    assert "登记册读不全" in ran.stdout


def test_what_is_left_is_told_with_its_place_and_the_exit_code(site: Site) -> None:
    root = site("-- content/wishes/w.yaml --\n- id：w-2\n  title: '没有完\n" + TELLING + "tags: x\n")
    write(root / "content/channels.yaml", "- {id: 故事, name: 心愿故事}\n")
    before = everything(root)
    ran = run(root)
    assert ran.exit_code == 1
    assert "content/wishes/w.yaml:2:10: C614 引号没有成对" in ran.stdout
    assert "还有 1 处要你自己改：\ncontent/channels.yaml:1:4: C604" in ran.stdout
    assert {path for path, content in everything(root).items() if before[path] != content} == {STORY}


def meaning(root: Path) -> tuple[SiteSettings | None, Records]:
    """Settings and records of a site, whatever the bytes that say so."""
    settings, records, _ = sites.read(root)
    stories = tuple(msgspec.structs.replace(story, digest=b"") for story in records.stories)
    return settings, msgspec.structs.replace(records, stories=stories)


def test_files_saved_by_other_programs_are_saved_as_utf_8_and_mean_the_same(site: Site) -> None:
    root = site(TELLING.replace("：", ": ").replace(",", "，").replace("说:", "说：").replace("灯；夜", "[灯]"))
    story, places = (root / STORY).read_text("utf-8"), (root / "content/places.yaml").read_text("utf-8")
    write(root / STORY, story.replace("\n", "\r\n").encode("gb18030"))
    write(root / "content/places.yaml", places.replace("\n", "\r\n", 1).encode("utf-8-sig"))
    before = meaning(root)
    ran = run(root)
    assert ran.exit_code == 0
    assert "  编码改成了 UTF-8\n" in ran.stdout
    assert "  去掉了文件开头看不见的标记（BOM）\n  换行统一了\n" in ran.stdout
    assert (root / STORY).read_bytes() == story.replace("\n", "\r\n").encode()
    assert (root / "content/places.yaml").read_bytes() == places.encode()
    assert meaning(root) == before


def test_a_story_in_utf_16_can_be_read_afterwards(site: Site) -> None:
    root = site()
    write(root / STORY, sites.files_of(TELLING)[STORY].encode("utf-16"))
    assert sites.told(sites.read(root)[2]) == [f"C622 {STORY}:1"]
    assert run(root).exit_code == 0
    assert sites.read(root)[2] == []


def test_a_story_whose_name_is_no_id_gets_one(site: Site) -> None:
    root = site(
        TELLING.replace(STORY, "content/stories/灯.md")
        + "-- content/pages/about.md --\n---\ntitle: 关于\n---\n见[[story:20260203-01]]\n"
    )
    assert run(root).exit_code == 0
    assert [story.id for story in sites.read(root)[1].stories] == ["20260203-02"]


def test_links_are_not_followed(site: Site, tmp_path: Path) -> None:
    root = site(TELLING)
    elsewhere = root.rename(tmp_path / "elsewhere")
    (tmp_path / "linked").mkdir()
    (tmp_path / "linked/content").symlink_to(elsewhere / "content")
    before = everything(elsewhere)
    for show_only in (True, False):
        fixed = fix(tmp_path / "linked", now=NOW, show_only=show_only)
        assert [(file.path, file.state) for file in fixed.files] == [(STORY, OUTSIDE)]
        assert fixed.failed
        told = fix_text.as_text(fixed, language="zh-CN")
        assert "没有动：它其实在网站文件夹外面" in told
        assert "什么都没有改。" in told
    inside = sites.make_site(tmp_path / "inside")
    (inside / "content/stories").mkdir()
    (inside / STORY).symlink_to(elsewhere / STORY)
    assert fix(inside, now=NOW, show_only=False).files == ()
    assert everything(elsewhere) == before


def test_what_was_saved_meanwhile_is_not_overwritten(site: Site) -> None:
    root = site(TELLING)
    draft = mend_file(Source(STORY, (root / STORY).read_bytes(), b""))
    write(root / STORY, "刚刚改过\n")
    saved = save(root, draft, str, show_only=False)
    assert (saved.state, saved.diff) == (BUSY, ())
    assert (root / STORY).read_text("utf-8") == "刚刚改过\n"
    write(root / STORY, draft.source.content)
    assert save(root, draft, str, show_only=False).state == MENDED
    assert (root / STORY).read_bytes() == draft.content


def test_a_long_diff_is_cut_short_where_it_was_not_asked_for(site: Site) -> None:
    root = site(TELLING + "甲,乙\n\n" * 40)
    assert "……还有 " not in run(root, "--diff").stdout
    assert "    ……还有 110 行\n" in run(root).stdout


def test_of_many_files_the_first_are_told() -> None:
    files = tuple(FileMended(path=f"{number}.md", mends=((Mend.DOTS, 1),), diff=("+…",)) for number in range(60))
    told = fix_text.as_text(Fixed(files=files), language="zh-CN")
    assert (told.count(".md\n"), told.count("    +…\n")) == (fix_text.SHOWN, fix_text.QUOTED)
    assert "\n……还有 10 个文件\n\n改好了 60 个文件，共 60 处。" in told
    shown = fix_text.as_text(Fixed(files=files, is_shown_only=True), language="zh-CN")
    assert (shown.count(".md\n"), shown.count("    +…\n")) == (60, 60)


def test_there_is_nothing_to_mend_in_the_demo(tmp_path: Path) -> None:
    fixed = fix(sites.copy_of(ROOT, tmp_path), now=NOW, show_only=True)
    assert (fixed.files, fixed.failed) == ((), False)


def test_no_site_no_mending(tmp_path: Path) -> None:
    assert run(tmp_path).exit_code == 2


@pytest.mark.parametrize("kind", list(Mend))
def test_every_mend_has_words(kind: Mend) -> None:
    fixed = Fixed(files=(FileMended(path="x", mends=((kind, 7),)),))
    told = [fix_text.as_text(fixed, language=language).split("\n")[1].strip() for language in ("zh-CN", "en")]
    assert all(told)
    assert told[0] != told[1]
