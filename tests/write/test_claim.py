"""Only a folder that is empty or ours is taken for output, and nothing is touched to find out."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.base.problems import UsageError
from generator.model.addresses import MANIFEST
from generator.write.claim import claim
from generator.write.manifest import JOURNAL
from tests.write.building import publish, site_of, tree


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with its sources."""
    for name in ("content", "templates"):
        (tmp_path / "home" / "site" / name).mkdir(parents=True)
        (tmp_path / "home" / "site" / name / "kept.txt").write_text("precious")
    return tmp_path / "home" / "site"


def refusal(output: Path, *, site: Path, around: Path) -> str:
    """The code of the problem; nothing around changes."""
    before = tree(around)
    with pytest.raises(UsageError) as caught:
        claim(output, site=site)
    assert tree(around) == before
    assert caught.value.exit_code == 2
    return caught.value.code


@pytest.mark.parametrize(
    ("output", "code"),
    [
        (".", "U801"),
        ("..", "U801"),
        ("../..", "U801"),
        ("content", "U802"),
        ("content/public", "U802"),
        ("templates/public/deep", "U802"),
        (".wishlight/out", "U802"),
        (".git", "U802"),
        ("/", "U803"),
        ("content/kept.txt", "U802"),
        ("../../stranger", "U806"),
        ("../../file", "U805"),
        ("../../file/below", "U805"),
        ("../../loop", "U805"),
        ("link-to-content", "U802"),
        ("link-to-site", "U801"),
        ("../other-name/content/out", "U802"),
    ],
)
def test_refused(site: Path, output: str, code: str) -> None:
    top = site.parent.parent
    (top / "stranger").mkdir()
    (top / "stranger" / "thesis.docx").write_text("")
    (top / "file").write_text("")
    (top / "loop").symlink_to(top / "loop")
    (site / "link-to-content").symlink_to("content")
    (site / "link-to-site").symlink_to(".")
    (site.parent / "other-name").symlink_to("site")
    assert refusal(site / output, site=site, around=top) == code


def test_refuses_the_home_folder_and_what_it_lies_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, site = tmp_path / "homes" / "wang", tmp_path / "elsewhere" / "site"
    site.mkdir(parents=True)
    home.mkdir(parents=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("USERPROFILE", str(home))
    assert refusal(home, site=site, around=tmp_path) == "U804"
    assert refusal(home.parent, site=site, around=tmp_path) == "U804"
    assert claim(home / "public", site=site) == home / "public"


def test_refuses_where_the_sources_really_are(tmp_path: Path) -> None:
    site, real = tmp_path / "site", tmp_path / "shared" / "texts"
    site.mkdir()
    real.mkdir(parents=True)
    (site / "content").symlink_to(real)
    assert refusal(real / "public", site=site, around=tmp_path) == "U802"
    assert refusal(tmp_path / "shared", site=site, around=tmp_path) == "U801"


def test_another_spelling_of_a_folder_is_that_folder(site: Path) -> None:
    other = site.with_name("SITE") / "CONTENT" / "public"
    if site.with_name("SITE").exists():
        assert refusal(other, site=site, around=site) == "U802"
    else:
        assert claim(other, site=site) == other


def test_names_what_is_not_ours(site: Path) -> None:
    (site / "photos").mkdir()
    for name in ("b.jpg", "a.jpg", "CNAME", ".git"):
        (site / "photos" / name).write_text("")
    with pytest.raises(UsageError) as caught:
        claim(site / "photos", site=site)
    assert dict(caught.value.facts) == {"path": str(site / "photos"), "example": "a.jpg", "count": "2"}


@pytest.mark.parametrize("names", [[], [".gitkeep"], [".git/config", "CNAME", ".nojekyll"]])
def test_takes_what_is_empty_but_for_the_hosts_files(site: Path, names: list[str]) -> None:
    for name in names:
        (site / "output" / name).parent.mkdir(parents=True, exist_ok=True)
        (site / "output" / name).write_text("")
    assert claim(site / "output", site=site) == site / "output"
    assert (site / "output").exists() == bool(names)


@pytest.mark.parametrize("record", [MANIFEST, JOURNAL])
def test_takes_what_bears_our_mark(site: Path, record: str) -> None:
    publish(site / "output", site_of(index_html=""))
    (site / "output" / MANIFEST).rename(site / "output" / record)
    assert claim(site / "output", site=site) == site / "output"


def test_gives_the_real_place(site: Path) -> None:
    (site / "www").mkdir()
    (site / "output").symlink_to("www")
    assert claim(site / "output", site=site) == site / "www"
    assert claim(site / "other" / ".." / "public", site=site) == site / "public"
