"""The whole preview: where it listens, how it follows the files, and how it ends."""

from __future__ import annotations

import signal
import time
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser

from generator.app.preview import listen
from generator.base.problems import UsageError
from tests.app.previews import ADDRESS, BROKEN, STORY, WINDOWS, Stream, make_site, run, serving, write

LATER = "---\ntitle: 下个月的事\ndate: 2026-12-24 09:00\nchannel: stories\n---\n正文。\n"

# Ports and hosts.


def test_the_next_free_port_is_taken() -> None:
    ports: list[int] = []

    def take_all(held: ExitStack) -> None:
        while True:
            ports.append(held.enter_context(listen.at("127.0.0.1", None)).getsockname()[1])

    with ExitStack() as held:
        with pytest.raises(UsageError) as caught:
            take_all(held)
        assert ports == sorted(set(ports))
        assert set(ports) <= set(listen.PORTS)
        assert ports
    assert caught.value.code == "U826"
    assert ("port", "8000–8010") in caught.value.facts


def test_fault_44_a_port_that_was_asked_for_and_is_taken(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with listen.at("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        assert run(make_site(tmp_path), "--port", str(port)) == 2
    assert f"U826 端口 {port} 用不了" in capfd.readouterr().err


def test_a_host_that_is_not_here() -> None:
    for host in ("192.0.2.1", "no-such-host.invalid", "a" * 70 + ".b"):
        with pytest.raises(UsageError) as caught:
            listen.at(host, 0)
        assert (caught.value.code, caught.value.facts) == ("U828", (("host", host),))


def test_names_and_addresses() -> None:
    with listen.at("127.0.0.1", 0) as private, listen.at("0.0.0.0", 0) as public:
        assert listen.is_private(private)
        assert listen.addresses_of(private) == [f"http://127.0.0.1:{private.getsockname()[1]}/"]
        assert "evil.example" not in listen.names_of(private, "127.0.0.1")
        assert not listen.is_private(public)
        assert "0.0.0.0" in listen.names_of(public, "0.0.0.0")
        assert listen.addresses_of(public)[0].startswith("http://127.0.0.1:")


# The whole command.


def test_a_day_with_the_preview(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    (site / "content" / "stories" / "b.md").write_text(LATER, "utf-8")
    with serving(site, "--drafts") as preview:
        assert "正在生成预览" in preview.said
        assert "旧的正文。" in preview.get(f"/{ADDRESS}")[1]
        browser = Stream(preview.port, f"/{ADDRESS}")
        first = browser.state()
        assert first["panel"] == ""
        assert "2026-11-24 12:00" in first["note"]
        assert "草稿" in first["note"]

        # What is not published yet says so, to people and to machines.
        later = preview.get("/stories/2026/b.html")[1]
        assert "还没有到发布时间" in later
        assert 'content="noindex' in later
        # Nor is anything else of a site that nobody published.
        assert 'content="noindex' in preview.get(f"/{ADDRESS}")[1]

        # What is broken leaves the page as it is, and says where.
        write(site, BROKEN)
        broken = browser.until(lambda state: state["panel"] != "")
        assert broken["bones"] == first["bones"]
        assert "content/stories/a.md:3:" in broken["panel"]
        assert "<pre>date: 2026-02-30</pre>" in broken["panel"]
        preview.hears(r"content/stories/a\.md:3:\d+: S")
        assert "旧的正文。" in preview.get(f"/{ADDRESS}")[1]

        # What is as it was is no new version.
        write(site, STORY.format(title="灯亮了", text="旧的正文。"))
        assert browser.state() == first
        preview.hears("改好了，页面和原来一样。")

        # A text is shown before its site is built, and what follows from it soon after.
        write(site, STORY.format(title="灯亮了", text="改过的正文。"))
        assert browser.until(lambda state: state["bones"] != first["bones"])["panel"] == ""
        assert "改过的正文。" in preview.get(f"/{ADDRESS}")[1]
        preview.hears("已更新：写出 [1-9]")
        assert "改过的正文。" in preview.get("/")[1]

        # A draft is shown, and nothing at all gets into the site's own output.
        write(site, STORY.format(title="灯亮了\ndraft: true", text="新的正文。"))
        assert browser.until(lambda state: state["bones"] != first["bones"])["panel"] == ""
        preview.hears("已更新：写出 [1-9]")
        draft = preview.get(f"/{ADDRESS}")[1]
        assert "新的正文。" in draft
        assert "草稿，没有发布" in draft
        assert not (site / "output").exists()

        # Without its content the site is still shown, and said to be gone.
        (site / "content").rename(tmp_path / "away")
        assert "U820" in browser.until(lambda state: state["panel"] != "")["panel"]
        assert preview.get()[0] == 200
        (tmp_path / "away").rename(site / "content")
        assert browser.until(lambda state: state["panel"] == "")
        browser.close()


@pytest.mark.skipif(WINDOWS, reason="signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_and_leaves_nothing(tmp_path: Path, number: int) -> None:
    site = make_site(tmp_path / "site")
    with serving(site) as preview:
        for _ in range(50):
            Stream(preview.port).close()
        staying = [Stream(preview.port) for _ in range(30)]
        assert all(stream.state()["panel"] == "" for stream in staying)
        assert len(list((tmp_path / "desk").iterdir())) == 1
        started = time.monotonic()
        code = preview.stop(number)
        assert code == 0
        assert time.monotonic() - started < 1.8
        for stream in staying:
            stream.close()
    assert list((tmp_path / "desk").iterdir()) == []
    assert "Traceback" not in preview.said
    assert "rror" not in preview.said


def test_a_site_that_is_broken_from_the_start(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    write(site, BROKEN)
    settings = site / "content/site.yaml"
    good = settings.read_text("utf-8")
    settings.write_text(f"{good}titel: 点亮\n", "utf-8")
    with serving(site, "--lang", "en", "--host", "0.0.0.0") as preview:
        preview.hears("Warning: everybody on this network")
        status, text = preview.get()
        assert status == 503
        assert "2 to mend" in text
        assert "content/stories/a.md:3:" in text
        browser = Stream(preview.port)
        before = browser.state()
        # Without settings there is no site; without a story there is the rest.
        settings.write_text(good, "utf-8")
        rest = browser.until(lambda state: state["bones"] != before["bones"])
        preview.hears("content/stories/a.md is left out of the preview")
        assert "content/stories/a.md:3:" in rest["panel"]
        assert preview.get()[0] == 200
        before = rest
        write(site, STORY.format(title="灯亮了", text="好了。"))
        assert browser.until(lambda state: state["bones"] != before["bones"])["panel"] == ""
        browser.close()
        assert "好了。" in preview.get(f"/{ADDRESS}")[1]


def test_what_somebody_took_back_is_not_shown_while_something_else_is_wrong(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    consents, template = site / "content/private/consents.yaml", site / "templates/recommended.html"
    granters = site / "content/granters.yaml"
    consents.parent.mkdir(exist_ok=True)
    (consents.parent / "people.yaml").write_text("- {id: p-1, name: 覃映荷, birth: 1950-03}\n", "utf-8")
    live = "- {id: c-1, person: p-1, scope: [story], given: 2026-01-01}\n"
    consents.write_text(live, "utf-8")
    write(site, STORY.format(title="灯亮了", text="好了。").replace("channel:", "people: [p-1]\nchannel:"))
    template.parent.mkdir(exist_ok=True)
    with serving(site, "--lang", "en") as preview:
        assert "好了。" in preview.get(f"/{ADDRESS}")[1]
        browser = Stream(preview.port)
        browser.state()
        template.write_text("{{ nothing }}", "utf-8")
        assert "T502" in browser.until(lambda state: "T502" in state["panel"])["panel"]
        # What is wrong has nothing to do with anybody: the last good page stays.
        assert "好了。" in preview.get(f"/{ADDRESS}")[1]
        granters.write_text("- {id: team, name: 志愿队, kind: nobody}\n", "utf-8")
        template.unlink()
        assert "granters.yaml" in browser.until(lambda state: "granters.yaml" in state["panel"])["panel"]
        # A list that cannot be read is set aside, as it was.
        assert "好了。" in preview.get(f"/{ADDRESS}")[1]
        granters.unlink()
        browser.until(lambda state: state["panel"] == "")
        template.write_text("{{ nothing }}", "utf-8")
        browser.until(lambda state: "T502" in state["panel"])
        consents.write_text(live.replace("given", "withdrawn: 2026-02-01, given"), "utf-8")
        told = browser.until(lambda state: "register has changed" in state["note"])
        assert "T502" in told["panel"]
        status, text = preview.get(f"/{ADDRESS}")
        assert (status, "好了。" in text) == (503, False)
        template.unlink()
        browser.until(lambda state: state["panel"] == "")
        browser.close()
        assert preview.get(f"/{ADDRESS}")[0] == 404
        assert preview.get("/")[0] == 200


def test_a_story_comes_out_when_its_time_has_come(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    due = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(seconds=4)
    story = site / "content" / "stories" / "b.md"
    story.write_text(LATER.replace("2026-12-24 09:00", f"{due:%Y-%m-%d %H:%M:%S}"), "utf-8")
    with serving(site, now="") as preview:
        assert preview.get(f"/stories/{due.year}/b.html")[0] == 404
        preview.hears("已更新：写出 [1-9]")
        assert preview.get(f"/stories/{due.year}/b.html")[0] == 200


def test_a_story_goes_when_its_time_is_over(tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    over = datetime.now(ZoneInfo("Asia/Shanghai")) + timedelta(seconds=4)
    story = site / "content" / "stories" / "b.md"
    dated = LATER.replace("2026-12-24 09:00", "2026-01-02 09:00")
    story.write_text(dated.replace("date:", f"expires: {over:%Y-%m-%d %H:%M:%S}\ndate:"), "utf-8")
    with serving(site, now="") as preview:
        assert preview.get("/stories/2026/b.html")[0] == 200
        preview.hears("移除 2 个")
        assert preview.get("/stories/2026/b.html")[0] == 404


def test_a_folder_without_a_site(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert run(tmp_path) == 2
    assert "U820" in capfd.readouterr().err


# A real browser.


@pytest.mark.browser
def test_the_open_page_follows_every_save(tmp_path: Path, browser: Browser) -> None:
    page = browser.new_page(viewport={"width": 800, "height": 600})
    long = "\n\n".join(f"第{number}段。" for number in range(200))
    site = make_site(tmp_path / "site", text=long)
    faults: list[str] = []
    page.on("pageerror", lambda fault: faults.append(str(fault)))
    with serving(site) as preview:
        page.goto(preview.url + ADDRESS)
        page.evaluate("scrollTo(0, 3000)")
        overlay = page.locator("wishlight-preview .problems")

        write(site, STORY.format(title="灯又亮了", text=long))
        page.wait_for_selector("h1:has-text('灯又亮了')", state="attached")
        page.wait_for_function("() => scrollY === 3000")
        assert overlay.count() == 0

        write(site, BROKEN)
        overlay.wait_for(state="visible")
        told = overlay.inner_text()
        assert "content/stories/a.md:3:" in told
        assert "2026-02-30" in told
        assert "有 1 处要改" in told
        assert page.locator("h1").inner_text() == "灯又亮了"

        write(site, STORY.format(title="灯又亮了", text=long))
        overlay.wait_for(state="detached")
        assert page.evaluate("scrollY") == 3000
    page.close()
    assert faults == []
