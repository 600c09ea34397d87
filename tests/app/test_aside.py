"""A preview goes on without the files that have errors; what was good of them stays."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.app.building.build import build
from generator.app.building.session import Session
from generator.app.outcome import Report
from generator.app.preview import aside
from generator.model.settings import BuildOptions
from tests import sites

Make = Callable[..., Path]

WISH = """\
- id: w-1
  title: {title}
  category: home
  place: dukou-he
  beneficiary: {{name: 楼里的邻居, crowd: true}}
  granters: [library]
  collected: 2026-01-05
  claimed: 2026-01-06
  fulfilled: 2026-01-07
"""
STORY = "---\ntitle: {title}\ndate: {date}\nchannel: stories\nwishes: [{wish}]\n---\n{title}，写在这里。\n"
SITE = f"""
-- content/granters.yaml --
- {{id: library, name: 区图书馆, kind: government}}
-- content/wishes/one.yaml --
{WISH.format(title="一盏灯")}
-- content/stories/lamp.md --
{STORY.format(title="灯亮了", date="2026-02-03", wish="w-1")}
-- content/stories/river.md --
{STORY.format(title="河边", date="2026-02-04", wish="")}
"""


class Desk:
    """A site that is edited and previewed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.session = Session(root, repeats=True)
        self.set_aside: dict[str, bool] | None = None

    def save(self, path: str, text: str) -> None:
        file = self.root / "content" / path
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")

    def preview(self) -> Report:
        """Builds as ``serve`` does; notes which files were set aside, and whether something is shown for each."""
        options = BuildOptions(now=sites.NOW, jobs=1, output=str(self.root / "preview"))
        report, rest = aside.preview(self.root, options, progress=lambda *_: None, session=self.session)
        self.set_aside = rest and {path: content is not None for path, content in rest[1].items()}
        return report

    def page(self, address: str) -> str:
        return (self.root / "preview" / address).read_text("utf-8")


@pytest.fixture
def desk(site: Make) -> Desk:
    desk = Desk(site(SITE))
    assert not desk.preview().failed(strict=True)
    return desk


def test_the_last_good_page_stays_and_the_rest_goes_on(desk: Desk) -> None:
    desk.save("stories/lamp.md", STORY.format(title="灯灭了", date="2026-02-30", wish="w-1"))
    desk.save("stories/river.md", STORY.format(title="河边的长椅", date="2026-02-04", wish=""))
    assert [problem.location.path for problem in desk.preview().problems] == ["content/stories/lamp.md"]
    assert desk.set_aside == {"content/stories/lamp.md": True}
    assert "灯亮了，写在这里" in desk.page("stories/2026/lamp.html")
    assert "河边的长椅，写在这里" in desk.page("stories/2026/river.html")
    # The mistake again, and then mended.
    assert desk.preview().failed(strict=False)
    desk.save("stories/lamp.md", STORY.format(title="灯又亮了", date="2026-02-28", wish="w-1"))
    assert not desk.preview().failed(strict=True)
    assert "灯又亮了，写在这里" in desk.page("stories/2026/lamp.html")


def test_a_story_that_never_was_good_is_left_out(desk: Desk) -> None:
    desk.save("stories/new.md", STORY.format(title="新的", date="昨天", wish=""))
    desk.preview()
    assert desk.set_aside == {"content/stories/new.md": False}
    assert "灯亮了" in desk.page("index.html")
    assert not (desk.root / "preview/stories/2026/new.html").exists()


def test_a_ledger_with_a_mistake_is_read_as_it_was(desk: Desk) -> None:
    desk.save("wishes/one.yaml", WISH.format(title="[没有关上的括号"))
    desk.preview()
    assert desk.set_aside == {"content/wishes/one.yaml": True}
    assert "一盏灯" in desk.page("wishes/w-1.html")


def test_what_refers_to_what_is_gone_is_left_out_with_it(desk: Desk) -> None:
    (desk.root / "content/wishes/one.yaml").unlink()
    desk.preview()
    assert desk.set_aside == {"content/stories/lamp.md": False}
    assert not (desk.root / "preview/stories/2026/lamp.html").exists()


@pytest.mark.parametrize("path", ["private/consents.yaml", "site.yaml"])
def test_the_register_and_the_settings_are_never_set_aside(desk: Desk, path: str) -> None:
    """An older consent would show what was withdrawn since."""
    desk.save(path, "- {id: c-1, person: 谁\n")
    desk.save("stories/river.md", STORY.format(title="河边的长椅", date="2026-02-04", wish=""))
    assert desk.preview().failed(strict=False)
    assert desk.set_aside is None
    assert "河边，写在这里" in desk.page("stories/2026/river.html")


def test_what_was_built_without_a_file_is_nothing_to_go_by(desk: Desk) -> None:
    desk.save("stories/lamp.md", STORY.format(title="灯灭了", date="2026-02-30", wish="w-1"))
    desk.preview()
    # The files are as they were at the last build, and still it is not taken for one in which nothing was wrong.
    build_alone = functools.partial(build, progress=lambda *_: None)
    options = BuildOptions(now=sites.NOW, jobs=1, output=str(desk.root / "preview"))
    assert build_alone(desk.root, options).failed(strict=False)


def test_what_is_wrong_in_the_rest_is_told_as_well(desk: Desk) -> None:
    desk.save(
        "stories/lamp.md", STORY.format(title="灯亮了", date="2026-02-03", wish="w-1").replace("channel", "chanel")
    )
    river = STORY.format(title="河边", date="2026-02-04", wish="")
    desk.save("stories/river.md", f"{river}\n见[[story:lamp]]，[那里](nowhere.html)。\n")
    assert sites.told(desk.preview().problems) == ["L306 content/stories/river.md:9", "S201 content/stories/lamp.md:4"]
    assert desk.set_aside == {"content/stories/lamp.md": True, "content/stories/river.md": True}


@pytest.mark.parametrize("name", ["places", "granters", "channels"])
def test_a_list_from_which_something_in_use_was_taken_is_read_as_it_was(desk: Desk, name: str) -> None:
    path = f"content/{name}.yaml"
    lines = (desk.root / path).read_text("utf-8").splitlines(keepends=True)
    in_use = {"places": "dukou-he", "granters": "library", "channels": "stories"}[name]
    desk.save(f"{name}.yaml", "".join(line for line in lines if f"id: {in_use}" not in line) or "[]\n")
    river = desk.root / "content/stories/river.md"
    river.write_text(river.read_text("utf-8") + "\n又有一句。\n", "utf-8")
    assert desk.preview().failed(strict=False)
    assert desk.set_aside == {path: True}
    assert "又有一句" in desk.page("stories/2026/river.html")
    assert "一盏灯" in desk.page("wishes/w-1.html")


def test_a_list_that_was_not_changed_is_not_set_aside(desk: Desk) -> None:
    desk.save(
        "stories/river.md", STORY.format(title="河边", date="2026-02-04", wish="").replace(": stories", ": storys")
    )
    assert sites.told(desk.preview().problems) == ["S210 content/stories/river.md:4"]
    assert desk.set_aside == {"content/stories/river.md": True}


def test_what_is_to_be_kept_back_is_not_shown_as_it_was(desk: Desk) -> None:
    desk.preview()
    desk.save("stories/river.md", STORY.format(title="河边", date="2026-02-04\ndraft: true\nchanel: x", wish=""))
    desk.preview()
    assert desk.set_aside == {"content/stories/river.md": False}


def test_a_picture_nobody_can_show_leaves_the_rest_of_the_site(desk: Desk) -> None:
    desk.save("media/broken.jpg", "x")
    report = desk.preview()
    assert [problem.code for problem in report.problems] == ["L304"]
    assert desk.set_aside == {"content/media/broken.jpg": False}


def test_nobody_is_shown_whom_only_a_broken_file_names(desk: Desk) -> None:
    (desk.root / "content/media").mkdir(exist_ok=True)
    (desk.root / "content/media/face.png").write_bytes(sites.picture(40, 30))
    desk.save(
        "stories/river.md", STORY.format(title="河边", date="2026-02-04", wish="") + "\n![脸](../media/face.png)\n"
    )
    wish = WISH.format(title="一盏灯") + "  photos: [{src: media/face.png, alt: 脸, subjects: [p-1]}]\n  bogus: 1\n"
    desk.save("wishes/two.yaml", wish.replace("w-1", "w-2"))
    desk.preview()
    assert desk.set_aside is not None
    assert not desk.set_aside["content/media/face.png"]
    assert not list((desk.root / "preview/media").glob("*"))
