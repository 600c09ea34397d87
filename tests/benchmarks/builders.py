"""The generators that are measured: this program, and Hugo where the package ``hugo`` is installed.

Each has a site in a folder of its own, and knows what can be done to it before it is built.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Protocol

from tests.benchmarks.hugosite import story_file
from tests.benchmarks.measure import run
from tests.benchmarks.reading import ROOT
from tests.benchmarks.world import NOW

CLEAN, UNCHANGED, TEXT, TITLE, PUBLISHED, TEMPLATE = CASES = (
    "clean",
    "unchanged",
    "text edited",
    "title edited",
    "one published",
    "template edited",
)
_TEMPLATE = "story.html"
_CACHE = ".wishlight"


class Builder(Protocol):
    """A generator with its site."""

    @property
    def name(self) -> str:
        """As the table has it."""

    @property
    def cases(self) -> Mapping[str, Callable[[int], None]]:
        """What is done before the build that is measured, by the names of ``CASES``; takes the round's number."""

    def command(self) -> list[str]:
        """Builds the site into the folder of the last clean build."""

    def counts(self, printed: str) -> tuple[int, int]:
        """Files written and files reused by the last build, which printed this."""


class Wishlight:
    """This program, on a synthetic site."""

    name = "wishlight"

    def __init__(self, folder: Path, *, stories: int, rounds: int, jobs: int = 1) -> None:
        """Writes the site; the newest stories, one for each round, wait to be published."""
        self.site = folder / "site"
        self._folder = folder
        self._jobs = jobs
        self._output = folder / "output"
        self._desk = folder / "unpublished"
        corpus = [sys.executable, "-m", "tests.benchmarks.corpus", str(self.site)]
        # In a process of its own: a child's peak of memory begins with what its parent held.
        run([*corpus, "--stories", str(stories + rounds), "--people", str(stories // 2)], folder=ROOT)
        own = self.site / "templates"
        own.mkdir()
        shutil.copy(ROOT / "templates" / _TEMPLATE, own)
        written = sorted(self.site.glob("content/stories/*/*.md"))
        self._stories, self._waiting = written[:stories], written[stories:]
        self._desk.mkdir()
        for story in self._waiting:
            story.rename(self._desk / story.name)
        self.cases: Mapping[str, Callable[[int], None]] = {
            CLEAN: self.fresh,
            UNCHANGED: lambda _: None,
            TEXT: self.edit_text,
            TITLE: self.edit_title,
            PUBLISHED: self.publish,
            TEMPLATE: self.edit_template,
        }

    def command(self) -> list[str]:
        """Builds into the folder of the last clean build."""
        program = [sys.executable, "-m", "generator", "build", str(self.site), "--output", str(self._output)]
        return [*program, "--now", NOW, "--jobs", str(self._jobs), "--format", "json"]

    def counts(self, printed: str) -> tuple[int, int]:
        """Files written and reused, as the program says."""
        report = json.loads(printed)
        return report["written"], report["reused"]

    @property
    def middle(self) -> Path:
        """The story that is edited."""
        return self._stories[len(self._stories) // 2]

    def fresh(self, number: int) -> None:
        """Chooses a new folder for a clean build; the cache is put aside.

        Nothing is deleted: after many removals, some file systems are slow to create.
        """
        cache = self.site / _CACHE
        if cache.exists():
            cache.rename(self._folder / f"cache-{number}")
        self._output = self._folder / f"output-{number}"

    def edit_text(self, number: int) -> None:
        """Adds a sentence to a story in the middle of the site."""
        _append(self.middle, number)

    def edit_title(self, number: int) -> None:
        """Changes the title of a story in the middle of the site."""
        head, _, rest = self.middle.read_text(encoding="utf-8").partition("\ntitle: ")
        self.middle.write_text(f"{head}\ntitle: 第{number}稿，{rest}", encoding="utf-8")

    def publish(self, number: int) -> None:
        """Puts a new story on top."""
        story = self._waiting[number]
        (self._desk / story.name).rename(story)

    def edit_template(self, number: int) -> None:
        """Changes the site's own template of stories, and so every page of a story."""
        template = self.site / "templates" / _TEMPLATE
        text = template.read_text(encoding="utf-8")
        template.write_text(text.replace("</article>", f"<!-- {number} --></article>"), encoding="utf-8")


class Hugo:
    """Hugo, on the same site written for it (``hugosite.py``).

    It makes everything anew in each build, whatever was edited, so three cases tell all. Only pictures are kept.
    """

    name = "hugo"

    def __init__(self, folder: Path, program: Path, *, like: Wishlight) -> None:
        """Writes the site.

        Args:
            folder: for all that this makes.
            program: Hugo itself.
            like: whose site it is to be; read as it is now.
        """
        self.site = folder / "hugo-site"
        self._folder = folder
        self._program = program
        self._output = folder / "hugo-output"
        self._middle = self.site / story_file(like.middle)
        # In a process of its own, for the same reason as above.
        run([sys.executable, "-m", "tests.benchmarks.hugosite", str(like.site), str(self.site)], folder=ROOT)
        self.cases: Mapping[str, Callable[[int], None]] = {
            CLEAN: self.fresh,
            UNCHANGED: lambda _: None,
            TEXT: self.edit_text,
        }

    def command(self) -> list[str]:
        """Builds into the folder of the last clean build."""
        return [str(self._program), "--quiet", "--source", str(self.site), "--destination", str(self._output)]

    def counts(self, printed: str) -> tuple[int, int]:  # noqa: ARG002 - it is told to be quiet
        """All files of the output: none is reused."""
        return sum(path.is_file() for path in self._output.rglob("*")), 0

    def fresh(self, number: int) -> None:
        """Chooses a new folder for a clean build; pictures that were made are put aside."""
        made = self.site / "resources"
        if made.exists():
            made.rename(self._folder / f"hugo-cache-{number}")
        self._output = self._folder / f"hugo-output-{number}"

    def edit_text(self, number: int) -> None:
        """Adds the same sentence to the same story."""
        _append(self._middle, number)


def _append(story: Path, number: int) -> None:
    story.write_text(f"{story.read_text(encoding='utf-8')}\n改了第{number}稿。\n", encoding="utf-8")


def hugo_program() -> Path | None:
    """Hugo itself within its package, not the script that starts it by way of Python; ``None`` where there is none."""
    try:
        package = distribution("hugo")
    except PackageNotFoundError:
        return None
    name = "hugo.exe" if sys.platform == "win32" else "hugo"
    return Path(str(package.locate_file(f"hugo/binaries/{name}")))


def hugo_version(program: Path) -> str:
    """As in ``v0.168.0``, with what else it says of itself."""
    said = subprocess.run([program, "version"], capture_output=True, text=True, check=True).stdout
    return " ".join(said.split()[:3])
