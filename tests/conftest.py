"""What every test may ask for."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

from tests import sites

# How long an example takes says more of the neighbours on the machine than of the code.
hypothesis.settings.register_profile("house", deadline=None)
hypothesis.settings.load_profile("house")


@pytest.fixture
def site(tmp_path: Path) -> Callable[..., Path]:
    """``site(text, without=(...))``: the folder of a small site with the files that a text names."""

    def make(text: str = "", *, without: tuple[str, ...] = ()) -> Path:
        return sites.make_site(tmp_path / "site", text, without=without)

    return make
