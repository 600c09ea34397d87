"""Work in processes gives what it gives alone, in order, and ends when it is told to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

import generator
from generator.base.problems import MachineError
from generator.write.workers import THRESHOLD, Method, Serial, ordered_map, pool

_base = 0

METHODS: list[Method] = ["spawn"] if sys.platform == "win32" else ["fork", "spawn", "forkserver"]


def start_from(base: int) -> None:
    global _base  # noqa: PLW0603 - this is what an initializer is for
    _base = base


def add(number: int) -> int:
    return _base + number


def where(_: int) -> int:
    return os.getpid()


def refuse_seven(number: int) -> int:
    if number == 7:
        raise ValueError("seven")
    return number


def die_at_seven(number: int) -> int:
    if number == 7:
        os._exit(1)
    return number


@pytest.mark.parametrize("method", METHODS)
def test_results_come_in_order_from_initialized_processes(method: Method) -> None:
    with pool(2, items=1000, initializer=start_from, initargs=(5,), method=method) as executor:
        assert list(ordered_map(add, range(1000), executor=executor, chunk=7)) == list(range(5, 1005))
        assert os.getpid() not in set(ordered_map(where, range(10), executor=executor, chunk=1))


@pytest.mark.parametrize(("jobs", "items"), [(1, 10_000), (8, THRESHOLD - 1)])
def test_little_work_stays_in_this_process(jobs: int, items: int) -> None:
    with pool(jobs, items=items, initializer=start_from, initargs=(3,)) as executor:
        assert set(ordered_map(where, range(20), executor=executor, chunk=3)) == {os.getpid()}
        assert list(ordered_map(add, range(3), executor=executor, chunk=2)) == [3, 4, 5]
    start_from(0)


def test_no_items() -> None:
    with Serial() as executor:
        assert list(ordered_map(add, [], executor=executor, chunk=3)) == []


def test_no_more_than_a_few_chunks_are_in_memory() -> None:
    read: list[int] = []

    def items() -> Iterator[int]:
        for number in range(1000):
            read.append(number)
            yield number

    with ThreadPoolExecutor(2) as executor:
        results = ordered_map(add, items(), executor=executor, chunk=5, ahead=4)
        for number in range(100):
            assert next(results) == number
            assert len(read) <= number + 5 * 5
        del results


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_exception_reaches_the_caller(jobs: int) -> None:
    with (
        pytest.raises(ValueError, match="seven"),
        pool(jobs, items=1000) as executor,
    ):
        list(ordered_map(refuse_seven, range(1000), executor=executor, chunk=2))


def test_a_worker_that_dies_is_the_machines_failure() -> None:
    with pytest.raises(MachineError) as caught, pool(2, items=1000) as executor:
        list(ordered_map(die_at_seven, range(1000), executor=executor, chunk=2))
    assert caught.value.code == "M907"


SLEEPER = """
import os, sys, time
from generator.write.workers import ordered_map, pool
def sleep(number):
    print(os.getpid(), flush=True)
    time.sleep(60)
if __name__ == "__main__":
    with pool(2, items=1000) as executor:
        list(ordered_map(sleep, range(1000), executor=executor, chunk=1))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C reaches a group of processes otherwise there")
@pytest.mark.parametrize(("number", "ending"), [(signal.SIGINT, -signal.SIGINT), (signal.SIGKILL, -signal.SIGKILL)])
def test_nobody_outlives_a_build_that_was_stopped(tmp_path: Path, number: int, ending: int) -> None:
    root = Path(str(generator.__file__)).parent.parent
    script = tmp_path / "sleeper.py"
    script.write_text(SLEEPER)
    with subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": str(root)},
    ) as build:
        assert build.stdout is not None
        assert all(build.stdout.readline() for _ in range(2))
        # As a terminal does: to everybody. A kill is for the parent alone.
        (os.killpg if number == signal.SIGINT else os.kill)(build.pid, number)
        # Its output ends only when no worker holds it any more.
        _, words = build.communicate(timeout=10)
    assert build.returncode == ending
    assert words.count("Traceback") == (1 if number == signal.SIGINT else 0)
