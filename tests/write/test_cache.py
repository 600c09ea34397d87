"""What the cache says is either what was saved or nothing."""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from generator.write.cache import Store


class Card(msgspec.Struct, frozen=True, array_like=True, gc=False):
    title: str
    count: int = 0


CARDS = {"a": Card("心愿", 1), "b": Card("点亮")}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / ".wishlight", version="1")


def test_what_is_saved_is_loaded(store: Store) -> None:
    assert store.load("cards", dict[str, Card]) is None
    assert store.save("cards", CARDS)
    assert store.load("cards", dict[str, Card]) == CARDS
    assert store.save("cards", {})
    assert store.load("cards", dict[str, Card]) == {}


def test_git_never_sees_it(store: Store, tmp_path: Path) -> None:
    store.save("cards", CARDS)
    assert sorted(os.listdir(tmp_path / ".wishlight")) == [".gitignore", "cards"]
    assert (tmp_path / ".wishlight" / ".gitignore").read_text() == "*\n"


def test_any_damaged_byte_is_noticed(store: Store, tmp_path: Path) -> None:
    store.save("cards", CARDS)
    path = tmp_path / ".wishlight" / "cards"
    whole = path.read_bytes()
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert store.load("cards", dict[str, Card]) is None, at
        path.write_bytes(whole[:at])
        assert store.load("cards", dict[str, Card]) is None, at
    path.write_bytes(whole + b"\0")
    assert store.load("cards", dict[str, Card]) is None
    path.write_bytes(whole)
    assert store.load("cards", dict[str, Card]) == CARDS


@pytest.mark.parametrize("version", ["2", "", "11"])
def test_another_versions_values_are_not_loaded(store: Store, tmp_path: Path, version: str) -> None:
    store.save("cards", CARDS)
    assert Store(tmp_path / ".wishlight", version=version).load("cards", dict[str, Card]) is None


def test_another_type_is_not_loaded(store: Store) -> None:
    store.save("cards", CARDS)
    assert store.load("cards", list[int]) is None
    assert store.load("cards", dict[str, int]) is None


def test_something_else_in_its_place(store: Store, tmp_path: Path) -> None:
    (tmp_path / ".wishlight" / "cards").mkdir(parents=True)
    assert store.load("cards", dict[str, Card]) is None
    assert not store.save("cards", CARDS)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / ".wishlight" / "pipe")
        assert store.load("pipe", dict[str, Card]) is None


def test_where_nothing_can_be_saved(tmp_path: Path) -> None:
    (tmp_path / ".wishlight").write_text("a file")
    assert not Store(tmp_path / ".wishlight", version="1").save("cards", CARDS)
    assert not Store(tmp_path / "no" / "such" / "site", version="1").save("cards", CARDS)


def test_a_save_that_fails_leaves_the_old_value(store: Store, tmp_path: Path) -> None:
    resource = pytest.importorskip("resource")
    store.save("cards", CARDS)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        assert not store.save("cards", {"c": Card("x" * 5000)})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert store.load("cards", dict[str, Card]) == CARDS
    assert sorted(os.listdir(tmp_path / ".wishlight")) == [".gitignore", "cards"]


def test_a_killed_runs_leftover_is_no_obstacle(store: Store, tmp_path: Path) -> None:
    store.save("cards", CARDS)
    (tmp_path / ".wishlight" / "cards.new").write_bytes(b"torn")
    assert store.save("cards", {})
    assert sorted(os.listdir(tmp_path / ".wishlight")) == [".gitignore", "cards"]
