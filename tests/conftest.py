"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests import sites


@pytest.fixture
def site(tmp_path: Path) -> Callable[..., Path]:
    """``site(text, without=(...))``: the folder of a small site with the files that a text names."""

    def make(text: str = "", *, without: tuple[str, ...] = ()) -> Path:
        return sites.make_site(tmp_path / "site", text, without=without)

    return make
