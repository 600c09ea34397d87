"""Two builds do not mix: the second waits, and says who keeps it waiting."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

import generator
from generator.base.problems import MachineError
from generator.write.lock import alone, beside, held
from tests.write.faulty import FINISHED, ending_of

HOLDER = """
import sys
from pathlib import Path
from generator.write.lock import held
with held(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_process(path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process that holds a lock until its input ends."""
    root = Path(str(generator.__file__)).parent.parent
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(root)}
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        try:
            yield holder
        finally:
            holder.kill()


def test_the_second_names_the_first(tmp_path: Path) -> None:
    with another_process(tmp_path / "lock") as holder:
        with pytest.raises(MachineError) as caught, held(tmp_path / "lock", patience=0.1):
            pytest.fail("two hold one lock")
        assert caught.value.code == "M906"
        assert dict(caught.value.facts) == {"path": str(tmp_path / "lock"), "pid": str(holder.pid)}


def test_the_second_waits_until_the_first_is_done(tmp_path: Path) -> None:
    with another_process(tmp_path / "lock") as holder:
        assert holder.stdin is not None
        holder.stdin.close()
        with held(tmp_path / "lock", patience=5):
            assert holder.wait(5) == 0
    assert os.listdir(tmp_path) == []


def test_a_dead_process_holds_nothing(tmp_path: Path) -> None:
    with another_process(tmp_path / "lock") as holder:
        holder.kill()
        holder.wait()
        assert (tmp_path / "lock").exists()
        begin = time.monotonic()
        with held(tmp_path / "lock", patience=5):
            assert (tmp_path / "lock").read_text() == f"{os.getpid()}\n"
        assert time.monotonic() - begin < 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the child is a fork")
def test_a_lock_that_went_away_in_the_last_moment_is_not_held(tmp_path: Path) -> None:
    path = tmp_path / "lock"

    def work() -> None:
        with held(path, patience=5):
            assert path.read_text() == f"{os.getpid()}\n"

    with another_process(path) as holder:
        # Between opening the file and locking it, its holder removes it and ends, as any holder does.
        def hook(event: str, _: object) -> None:
            if event == "fcntl.flock" and path.exists() and path.read_text() == f"{holder.pid}\n":
                path.unlink()
                os.kill(holder.pid, signal.SIGKILL)
                time.sleep(0.2)

        assert ending_of(work, before=lambda: sys.addaudithook(hook)) == FINISHED


def test_it_is_free_after_an_exception(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), held(tmp_path / "deep" / "lock"):
        raise KeyboardInterrupt
    with held(tmp_path / "deep" / "lock", patience=0):
        assert os.listdir(tmp_path / "deep") == ["lock"]
    assert os.listdir(tmp_path / "deep") == []


def test_a_build_keeps_others_from_its_site_and_from_its_output(tmp_path: Path) -> None:
    site, output = tmp_path / "site", tmp_path / "www"
    (site / ".wishlight").mkdir(parents=True)
    with alone(site=site, output=output):
        with pytest.raises(MachineError), alone(site=site, output=tmp_path / "other", patience=0):
            pytest.fail("one site is built twice at once")
        with pytest.raises(MachineError), alone(site=tmp_path / "other", output=output, patience=0):
            pytest.fail("one output is written twice at once")
        with alone(site=tmp_path / "other", output=tmp_path / "elsewhere", patience=0):
            assert beside(output) == tmp_path / ".www.wishlight-lock"
    assert sorted(os.listdir(tmp_path)) == ["site"]


def test_where_no_lock_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(MachineError) as caught, held(tmp_path / "file" / "lock"):
        pytest.fail("a lock in a file")
    assert caught.value.code == "M905"
