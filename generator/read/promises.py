"""The addresses that a site has promised: each led to a story once, and leads on to it for as long as it is there.

They lie in ``content/addresses.txt``, a line each, which a build writes and an editor keeps with the rest of the
content. Two branches of a site that are merged keep the addresses of both, whatever marks the merge left.
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.base.problems import Location, Problem, warning
from generator.model import addresses
from generator.read import encoding
from generator.read.source import Source

_HEADING = """\
# 已经发布过的故事网址，由 wishlight build 自动记下。请和稿件一起保存，不用手改：
# 故事改了年份，旧网址会自动转到新网址，别人收藏、转发的链接不会失效。
# Addresses of stories that were published, noted by wishlight build. Keep this file with your content.
"""


def read(source: Source | None) -> tuple[frozenset[str], tuple[Problem, ...]]:
    """The addresses in a file; a line that is none is told (C645) and passed over.

    Args:
        source: ``None`` where nothing was promised yet.
    """
    if source is None:
        return frozenset(), ()
    text, problems = encoding.decode(source.content, source.path)
    found, wrong = set(), []
    for number, line in enumerate((text or "").split("\n"), 1):
        address = line.strip()
        if not address or address.startswith("#"):
            continue
        if addresses.id_of_story(address):
            found.add(address)
        else:
            wrong.append(warning("C645", Location(source.path, number, 1), line=address[:60]))
    return frozenset(found), (*problems, *wrong)


def dump(promised: Iterable[str]) -> bytes:
    """The bytes of such a file: the same for the same addresses."""
    return (_HEADING + "".join(f"{address}\n" for address in sorted(promised))).encode()
