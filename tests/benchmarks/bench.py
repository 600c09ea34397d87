"""Measures the real command on synthetic sites: ``python -m tests.benchmarks.bench --stories 1000``.

Each size is built clean, unchanged, with one story's text edited, one title edited, one story published and one
template edited, several rounds of each, and medians are printed. ``--profile`` tells instead where a clean build spends
its time. Nothing here judges a time: machines differ, and neighbours are noisy.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.measure import Cost, median, run
from tests.benchmarks.world import NOW

ROOT = Path(__file__).resolve().parents[2]
SIZES = (1_000, 5_000, 10_000)
_TEMPLATE = "story.html"
_CACHE = ".wishlight"


@dataclass(frozen=True, slots=True)
class Builder:
    """A generator to measure; ``command`` builds the site in its first folder into its second."""

    name: str
    command: Callable[[Path, Path], list[str]]
    counts: Callable[[str], tuple[int, int]]
    """From what it printed: files written and files reused."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a case, its median cost, and what was written and reused."""

    builder: str
    case: str
    cost: Cost
    written: int
    reused: int


def wishlight(jobs: int) -> Builder:
    """This program, on so many processes."""

    def command(site: Path, output: Path) -> list[str]:
        program = [sys.executable, "-m", "generator", "build", str(site), "--output", str(output)]
        return [*program, "--now", NOW, "--jobs", str(jobs), "--format", "json"]

    def counts(printed: str) -> tuple[int, int]:
        report = json.loads(printed)
        return report["written"], report["reused"]

    return Builder("wishlight", command, counts)


class Bench:
    """A synthetic site in a folder of its own, and what is done to it."""

    def __init__(self, folder: Path, *, stories: int, rounds: int) -> None:
        """Writes the site; the newest stories, one for each round, wait to be published."""
        self.site = folder / "site"
        self._folder = folder
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

    def fresh(self, number: int) -> Path:
        """A folder for a clean build; the cache is put aside.

        Nothing is deleted: after many removals, some file systems are slow to create.
        """
        cache = self.site / _CACHE
        if cache.exists():
            cache.rename(self._folder / f"cache-{number}")
        return self._folder / f"output-{number}"

    def edit_text(self, number: int) -> None:
        """Adds a sentence to a story in the middle of the site."""
        story = self._middle
        story.write_text(f"{story.read_text(encoding='utf-8')}\n改了第{number}稿。\n", encoding="utf-8")

    def edit_title(self, number: int) -> None:
        """Changes the title of a story in the middle of the site."""
        head, _, rest = self._middle.read_text(encoding="utf-8").partition("\ntitle: ")
        self._middle.write_text(f"{head}\ntitle: 第{number}稿，{rest}", encoding="utf-8")

    def publish(self, number: int) -> None:
        """Puts a new story on top."""
        story = self._waiting[number]
        (self._desk / story.name).rename(story)

    def edit_template(self, number: int) -> None:
        """Changes the site's own template of stories, and so every page of a story."""
        template = self.site / "templates" / _TEMPLATE
        text = template.read_text(encoding="utf-8")
        template.write_text(text.replace("</article>", f"<!-- {number} --></article>"), encoding="utf-8")

    @property
    def _middle(self) -> Path:
        return self._stories[len(self._stories) // 2]

    def rows(self, builder: Builder, *, rounds: int) -> Iterator[Row]:
        """Measures all cases, one after the other."""
        output = self._folder
        clean = []
        for number in range(rounds):
            output = self.fresh(number)
            clean.append(run(builder.command(self.site, output), folder=ROOT))
        yield _row(builder, "clean", clean)
        cases: dict[str, Callable[[int], None]] = {
            "unchanged": lambda _: None,
            "text edited": self.edit_text,
            "title edited": self.edit_title,
            "one published": self.publish,
            "template edited": self.edit_template,
        }
        for case, edit in cases.items():
            costs = []
            for number in range(rounds):
                edit(number)
                costs.append(run(builder.command(self.site, output), folder=ROOT))
            yield _row(builder, case, costs)


def _row(builder: Builder, case: str, costs: Sequence[Cost]) -> Row:
    cost = median(costs)
    written, reused = builder.counts(cost.printed)
    return Row(builder.name, case, cost, written, reused)


def table(rows: Sequence[Row], *, stories: int) -> str:
    """Rows as aligned text; the first row of each builder is its clean build, to which the others are compared."""
    lines = [
        f"{'builder':<10} {'case':<16} {'wall s':>8} {'CPU s':>8} {'peak MB':>8} {'written':>8} {'reused':>8}"
        f" {'of clean':>9} {'ms/story':>9}"
    ]
    clean: dict[str, Cost] = {}
    for row in rows:
        whole = clean.setdefault(row.builder, row.cost)
        lines.append(
            f"{row.builder:<10} {row.case:<16} {row.cost.wall:8.2f} {row.cost.cpu:8.2f} {row.cost.memory / 1e6:8.0f}"
            f" {row.written:8} {row.reused:8} {row.cost.wall / whole.wall:9.1%} {row.cost.wall / stories * 1e3:9.2f}"
        )
    return "\n".join(lines)


def growth(clean: Sequence[tuple[int, float]]) -> str:
    """Cost per story of each size's clean build, compared to that of the first; pairs of stories and seconds."""
    first = clean[0][1] / clean[0][0]
    costs = [f"{stories:,}: {wall / stories * 1e3:.2f} ms ({wall / stories / first:.2f})" for stories, wall in clean]
    return f"clean build, per story: {', '.join(costs)}"


@contextmanager
def _folder(kept: Path | None, stories: int) -> Iterator[Path]:
    """Where one size is measured: a temporary folder, or one that is kept."""
    if kept is None:
        with tempfile.TemporaryDirectory(prefix="bench-") as temporary:
            yield Path(temporary)
        return
    folder = kept.resolve() / str(stories)
    folder.mkdir(parents=True)
    yield folder


def _measure(asked: argparse.Namespace) -> None:
    builder = wishlight(asked.jobs)
    clean = []
    for stories in asked.stories or SIZES:
        with _folder(asked.keep, stories) as folder:
            _say(f"\n{stories:,} stories, {asked.jobs} processes, medians of {asked.rounds}")
            rows = list(Bench(folder, stories=stories, rounds=asked.rounds).rows(builder, rounds=asked.rounds))
            _say(table(rows, stories=stories))
            clean.append((stories, rows[0].cost.wall))
    _say(f"\n{growth(clean)}")


def _profile(asked: argparse.Namespace) -> None:
    from tests.benchmarks.shares import profile

    for stories in asked.stories or SIZES[:1]:
        with _folder(asked.keep, stories) as folder:
            site = Bench(folder, stories=stories, rounds=0).site
            _say(f"\n{stories:,} stories, one process, under a profiler")
            _say(profile(site, folder / "output"))


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bench", description="Measures wishlight.")
    parser.add_argument("--stories", type=int, action="append", help=f"a size, or several; {SIZES} unless given")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="write the sites here and leave them")
    parser.add_argument("--profile", action="store_true", help="where a clean build spends its time")
    asked = parser.parse_args(arguments)
    if min(asked.rounds, asked.jobs, *(asked.stories or SIZES)) < 1:
        parser.error("a number below one")
    (_profile if asked.profile else _measure)(asked)


if __name__ == "__main__":
    main()
