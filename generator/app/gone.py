"""Addresses that are no more: a list for the host, and what makes three web servers say 410 instead of 404.

The lists grow with whatever goes, withdrawn, expired or deleted, and lie in ``.wishlight/``, which is never published.
They name addresses, which are made of ids, and nothing else. An address at which something stands again leaves them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from generator.app.inplace import replace
from generator.write import disk
from generator.write.cache import FOLDER

LIST = "gone.txt"
SNIPPETS: dict[str, Callable[[str], str]] = {
    "gone-nginx.conf": lambda path: f"location = {path} {{ return 410; }}",
    "gone-apache.conf": lambda path: f"Redirect gone {path}",
    "gone-caddy.txt": lambda path: f"respond {path} 410",
}
"""A line of each server's configuration for one path. nginx: ngx_http_core_module; Apache: mod_alias; Caddy 2."""

# Ids are never given twice, so what vanished here comes back only on purpose. A listing may be back with the next one,
# and a server told to say 410 would go on hiding it.
_LASTING = ("stories/", "wishes/", "media/", "cards/")
_SIMPLE = re.compile(r"[\w/.~-]+")
# What could end a quoted word of a configuration, or mean something in it.
_UNSAFE = re.compile(r'[^\S ]|["\\{}$]')
_NOTE = (
    "# 由 wishlight 写成，每次都换成最新的一份；410 也请显示 404.html"
    " / by wishlight: always use the newest copy; show 404.html for 410 as well\n"
)


def is_lasting(address: str) -> bool:
    """Whether nothing else will ever stand at an address."""
    return address.startswith(_LASTING)


def record(root: Path, vanished: Iterable[str], *, planned: Collection[str], base_url: str) -> tuple[str, ...]:
    """Adds addresses to the lists of a site.

    Args:
        root: the site's folder.
        vanished: addresses that will be no more.
        planned: addresses of the site as it will be.
        base_url: of the site, or empty for the root of its host.

    Returns:
        All addresses that are in the list now, sorted.

    Raises:
        MachineError: the disk refused.
    """
    folder = root / FOLDER
    recorded, vanished = _recorded(folder), set(vanished)
    if vanished <= recorded and recorded.isdisjoint(planned):
        return tuple(sorted(recorded))
    gone = sorted((recorded | vanished) - set(planned))
    with disk.at(folder):
        disk.make_folder(os.fspath(folder))
    if not (folder / ".gitignore").exists():
        replace(folder / ".gitignore", b"*\n")
    replace(folder / LIST, "".join(f"{address}\n" for address in gone).encode())
    for name, line in SNIPPETS.items():
        lines = [line(_server_path(base_url, address)) for address in gone if is_lasting(address)]
        replace(folder / name, (_NOTE + "".join(f"{item}\n" for item in lines)).encode())
    return tuple(gone)


def _recorded(folder: Path) -> set[str]:
    path = folder / LIST
    with disk.at(path):
        # A line that is no address of ours was written by nobody here, and is passed over.
        return set(path.read_text("utf-8", errors="ignore").split()) if path.exists() else set()


def _server_path(base_url: str, address: str) -> str:
    """The path as a server compares it: decoded, and in quotes where it holds more than letters."""
    path = urlsplit(base_url).path.rstrip("/") + "/" + address
    decoded = unquote(path)
    if _SIMPLE.fullmatch(decoded):
        return decoded
    return f'"{path if _UNSAFE.search(decoded) else decoded}"'
