"""What a run calls while it goes on; imports nothing that a run with nothing to do would not use."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

Progress = Callable[[str, int, int], None]
"""Called with the name of a step (``prose``, ``pages``), how much of it is done, and of how much."""

Unreachable = Callable[[Iterable[str]], Mapping[str, str]]
"""Tells of addresses of other sites which of them lead nowhere, each with the reason."""
