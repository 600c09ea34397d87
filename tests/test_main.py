"""The process itself: what it answers with, and that nothing of what it says is lost when it ends at once."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Make = Callable[..., Path]
ROOT = Path(__file__).resolve().parents[1]
BROKEN = "".join(
    f"-- content/stories/s-{number}.md --\n---\ntitle: 灯\ndate: 2026-02-03\nchannel: stories\n错: 1\n---\n灯亮了。\n"
    for number in range(200)
)


def run(*arguments: str | Path, **how: object) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "generator", *map(str, arguments)]
    return subprocess.run(command, cwd=ROOT, check=False, timeout=60, **{"capture_output": True, **how})  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize(("arguments", "code"), [(("--version",), 0), (("--help",), 0), (("nothing",), 2), ((), 2)])
def test_a_process_answers_with_its_exit_code(arguments: tuple[str, ...], code: int) -> None:
    ended = run(*arguments)
    assert ended.returncode == code
    assert ended.stdout or ended.stderr


def test_a_long_report_reaches_its_reader_whole(site: Make) -> None:
    ended = run("check", site(BROKEN), "--format", "json")
    assert ended.returncode == 1
    assert len(json.loads(ended.stdout)["problems"]) == 200


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_whoever_cannot_be_told_hears_it_from_the_exit_code(site: Make) -> None:
    root = site("")
    with open("/dev/full", "wb") as full:
        assert run("build", root, "--now", "2026-03-01", capture_output=False, stdout=full).returncode == 3
    assert (root / "output/index.html").exists()
