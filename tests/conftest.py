"""What every test may ask for."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

from tests import sites

# How long an example takes says more of the neighbours on the machine than of the code. A run finds the same as the
# last one, so that a failure belongs to the change at hand; HYPOTHESIS=explore looks further, and what it finds becomes
# an @example.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True)
hypothesis.settings.register_profile("explore", deadline=None, max_examples=2_000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS", "house"))


@pytest.fixture
def site(tmp_path: Path) -> Callable[..., Path]:
    """``site(text, without=(...))``: the folder of a small site with the files that a text names."""

    def make(text: str = "", *, without: tuple[str, ...] = ()) -> Path:
        return sites.make_site(tmp_path / "site", text, without=without)

    return make
