"""Styles, scripts and icons: published under names that carry a fingerprint, so that servers may keep them for ever."""

from __future__ import annotations

from collections.abc import Mapping

from generator.base import digest
from generator.model import addresses
from generator.plan.outputs import Asset, Output, Plan


class Assets:
    """The assets of a site by name."""

    def __init__(self, contents: Mapping[str, bytes], plan: Plan) -> None:
        self._contents = contents
        self._addresses: dict[str, str] = {}
        for name, content in sorted(contents.items()):
            key = digest.of_bytes(name.encode(), content)
            path = addresses.asset(name, key.hex()[:10])
            self._addresses[name] = path
            plan.add(Output(path, Asset(content), {}, key, f"templates/assets/{name}"))

    def address(self, name: str) -> str:
        """Where an asset is published; empty where the templates have none of that name."""
        return self._addresses.get(name, "")

    def text(self, name: str) -> str:
        """An asset's text, for a page that must carry it inside."""
        return self._contents.get(name, b"").decode("utf-8", errors="replace")
