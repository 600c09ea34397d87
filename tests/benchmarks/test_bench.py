"""What is measured is what it says, and the table compares what may be compared."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from tests.benchmarks.bench import Row, growth, rows, table
from tests.benchmarks.builders import Hugo, Wishlight
from tests.benchmarks.measure import Cost, RunError, median, run, together
from tests.benchmarks.reading import ROOT, read, tree


def test_a_bench_edits_what_it_says(tmp_path: Path) -> None:
    bench = Wishlight(tmp_path, stories=6, rounds=2)
    before = tree(bench.site)
    assert sum("/stories/" in path for path in before) == 6
    changed = []
    for edit in (bench.edit_text, bench.edit_title, bench.publish, bench.edit_template):
        edit(0)
        after = tree(bench.site)
        changed.append([path for path in after if after[path] != before.get(path)])
        before = after
        read(bench.site)
    assert [len(paths) for paths in changed] == [1, 1, 1, 1]
    assert changed[0] == changed[1]
    # What is published is newer than all that was there.
    assert changed[2] == [max(path for path in before if "/stories/" in path)]
    assert changed[3] == ["templates/story.html"]


def test_a_run_is_measured_with_all_its_processes() -> None:
    work = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'x = bytearray(150_000_000)']); print('done')"
    # Measured from a small process: a child begins its count with what its parent held.
    measured = (
        "from pathlib import Path; from tests.benchmarks.measure import run; import sys; "
        f"cost = run([sys.executable, '-c', {work!r}], folder=Path('.')); "
        "assert cost.printed == 'done\\n' and cost.wall > 0 and cost.cpu > 0; print(cost.memory)"
    )
    done = subprocess.run([sys.executable, "-c", measured], cwd=ROOT, capture_output=True, text=True, check=True)
    assert 150e6 < int(done.stdout) < 400e6


def test_a_run_that_fails_is_no_measurement() -> None:
    with pytest.raises(RunError, match="3"):
        run([sys.executable, "-c", "raise SystemExit(3)"], folder=ROOT)


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="only Linux tells")
def test_memory_is_that_of_all_processes_together_what_they_share_counted_once() -> None:
    # The parent's 100 MB are the children's too, until somebody writes to them; each child has 60 MB of its own.
    work = (
        "import os, sys\n"
        "held = bytearray(b'x' * 100_000_000)\n"
        "for _ in range(2):\n"
        "    if not os.fork():\n"
        "        own = bytearray(b'x' * 60_000_000); os.write(1, b'.'); sys.stdin.read(); os._exit(0)\n"
        "os.wait(); os.wait()\n"
    )
    with subprocess.Popen([sys.executable, "-c", work], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdin
        assert child.stdout
        assert child.stdout.read(2) == b".."
        held = together(child.pid)
        child.stdin.close()
    assert 215e6 < held < 300e6
    assert run([sys.executable, "-Sc", ""], folder=ROOT).together > 0


class Counting:
    """A generator that writes down what is asked of it."""

    def __init__(self, name: str, folder: Path, cases: tuple[str, ...]) -> None:
        self.name = name
        self.cases = {case: lambda number, case=case: self._note(f"{case} {number}") for case in cases}
        self._log = folder / "log"

    def _note(self, line: str) -> None:
        with self._log.open("a", encoding="utf-8") as log:
            log.write(f"{self.name} {line}\n")

    def command(self) -> list[str]:
        return [sys.executable, "-Sc", f"open({str(self._log)!r}, 'a').write('{self.name} builds\\n')"]

    def counts(self, printed: str) -> tuple[int, int]:
        return 7, len(printed)


def test_builders_are_measured_in_turn(tmp_path: Path) -> None:
    both = [Counting("a", tmp_path, ("clean", "one published")), Counting("b", tmp_path, ("clean",))]
    measured = list(rows(both, rounds=2))
    assert [(row.builder, row.case, row.written) for row in measured] == [
        ("a", "clean", 7),
        ("b", "clean", 7),
        ("a", "one published", 7),
    ]
    assert (tmp_path / "log").read_text(encoding="utf-8").splitlines() == [
        *("a clean 0", "a builds", "b clean 0", "b builds"),
        *("a clean 1", "a builds", "b clean 1", "b builds"),
        *("a one published 0", "a builds", "a one published 1", "a builds"),
    ]


def cost(wall: float, *, memory: int = 50, together: int = 80) -> Cost:
    return Cost(wall, 2 * wall, memory * 1_000_000, together * 1_000_000, "")


def test_the_table_compares_each_case_to_the_clean_build_of_its_builder() -> None:
    clean = median([cost(1), cost(4), cost(2)])
    measured = [Row("ours", "clean", clean, 30, 0), Row("ours", "unchanged", cost(1), 0, 30)]
    head, whole, unchanged = table(measured, stories=100).splitlines()
    assert whole.split() == ["ours", "clean", "2.00", "4.00", "50", "80", "30", "0", "100.0%", "20.00"]
    assert unchanged.split()[-2:] == ["50.0%", "10.00"]
    assert len(head) == len(whole) == len(unchanged)
    assert "Hugo" not in head


def test_beside_hugo_every_case_is_compared_to_its_clean_build() -> None:
    measured = [
        Row("wishlight", "clean", cost(2), 30, 0),
        Row(Hugo.name, "clean", replace(cost(8, memory=100, together=100), cpu=10), 30, 0),
        Row("wishlight", "unchanged", cost(0.04, memory=10, together=0), 0, 30),
    ]
    head, ours, hugo, unchanged = table(measured, stories=100).splitlines()
    assert head.split()[-4:] == ["wall/Hugo", "CPU/Hugo", "peak/Hugo", "all/Hugo"]
    assert ours.split()[-4:] == ["25.0%", "40.0%", "50.0%", "80.0%"]
    assert hugo.split()[-6:] == ["100.0%", "80.00", "100.0%", "100.0%", "100.0%", "100.0%"]
    assert unchanged.split()[-4:] == ["0.5%", "0.8%", "10.0%", "0.0%"]
    assert len(head) == len(ours) == len(unchanged)


def test_growth_is_the_cost_per_story_beside_that_of_the_first_size() -> None:
    assert growth([(100, 1.0), (1000, 13.0)]) == "clean build, per story: 100: 10.00 ms (1.00), 1,000: 13.00 ms (1.30)"


def test_time_of_a_library_is_put_down_to_the_function_that_asked_for_it() -> None:
    from tests.benchmarks.shares import attributed

    program = f"{ROOT}/generator/"
    load_it, render_it = (program + "read/load.py", 1, "load"), (program + "render/render.py", 1, "render")
    library, built_in = ("/lib/markup.py", 1, "escape"), ("~", 0, "<replace>")
    stats: dict[tuple[str, int, str], object] = {
        load_it: (1, 1, 1.0, 5.0, {}),
        render_it: (1, 1, 2.0, 6.0, {}),
        library: (2, 2, 4.0, 8.0, {load_it: (1, 1, 1.0, 2.0), render_it: (1, 1, 3.0, 6.0)}),
        built_in: (2, 2, 4.0, 4.0, {library: (2, 2, 4.0, 4.0)}),
    }
    assert attributed(stats) == {load_it: 3.0, render_it: 8.0}
