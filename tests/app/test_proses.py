"""What is remembered of texts: what the last run needed, and nothing else."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.app.building import proses
from generator.base.digest import Part
from generator.link.prose.values import Prose
from generator.model.entities import Body
from generator.write.cache import Store

GONE = "这句话已经撤回"
BODIES = {f"story:s-{number}": Body(text=f"{GONE}，第{number}篇。", path=f"s-{number}.md") for number in range(4)}


def make(store: Store, bodies: Mapping[str, Body], *, forget: bool = False) -> dict[str, Part[Prose]]:
    made, problems = proses.make(bodies, jobs=1, progress=lambda *_: None, store=store, forget=forget)
    assert problems == ()
    return made


def remembered(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.iterdir()))


@pytest.mark.parametrize(("version", "forget"), [("1", False), ("1", True), ("2", False)])
def test_what_is_no_longer_needed_is_forgotten(tmp_path: Path, version: str, forget: bool) -> None:
    first = make(Store(tmp_path, version="1"), BODIES)
    assert GONE in first["story:s-1"].value.text
    assert GONE.encode() in remembered(tmp_path)
    make(Store(tmp_path, version=version), {}, forget=forget)
    assert GONE.encode() not in remembered(tmp_path)


def test_wordings_are_never_believed_on_sight(tmp_path: Path) -> None:
    store = Store(tmp_path, version="1")
    make(store, BODIES)
    for path in tmp_path.glob("wording-*"):
        path.write_bytes(b"x" * path.stat().st_size)
    again = make(store, BODIES)
    assert [prose.value.text for prose in again.values()] == [body.text for body in BODIES.values()]


def test_a_wording_outlives_the_folder_that_it_lies_in(tmp_path: Path) -> None:
    made = make(Store(tmp_path, version="1"), BODIES)
    for path in tmp_path.iterdir():
        path.unlink()
    assert [prose.value.text for prose in made.values()] == [body.text for body in BODIES.values()]


def test_other_processes_are_handed_the_wording_itself(tmp_path: Path) -> None:
    made = make(Store(tmp_path, version="1"), BODIES)["story:s-1"].value
    assert pickle.loads(pickle.dumps(made)).html == made.html == f"<p>{GONE}，第1篇。</p>"
