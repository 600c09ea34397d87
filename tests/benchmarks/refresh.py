"""Measures a preview: ``python -m tests.benchmarks.refresh --stories 1000``.

While ``wishlight serve`` runs on a synthetic site, a story is saved again and again, and a real browser shows its page:
the time from each save until the page with the new words is painted, and the time that the build took of it, as
``serve`` told it. Nothing here judges a time: machines differ, and neighbours are noisy.
"""

from __future__ import annotations

import argparse
import queue
import re
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from playwright.sync_api import Page

from tests.benchmarks.corpus import write_corpus
from tests.benchmarks.world import NOW
from tests.browser import chromium

SIZES = (1_000, 10_000)
ROUNDS = 15

_BETWEEN = 0.7
"""Seconds between two saves: the page has come to rest, and somebody has typed."""

# Asked of the browser itself, in milliseconds since 1970: what steers it comes later to know.
_PAINTED = """words => {
  const [paint] = performance.getEntriesByName("first-contentful-paint");
  return document.querySelector("article")?.textContent.includes(words) && paint
    ? performance.timeOrigin + paint.startTime
    : null;
}"""

_PLACE = re.compile(r"http://\S+/")
_UPDATED = re.compile(r"Updated: .* ([\d.]+) s\.")


class Preview:
    """A running ``serve`` and what it says.

    Attributes:
        first: seconds from its start until it could be visited.
        address: where it is, with a slash at the end.
    """

    def __init__(self, site: Path) -> None:
        command = [sys.executable, "-m", "generator", "serve", str(site), "--port", "0", "--lang", "en", "--now", NOW]
        started = time.perf_counter()
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        self._lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()
        self.address = self.hears(_PLACE)[0]
        self.first = time.perf_counter() - started

    def hears(self, pattern: re.Pattern[str]) -> re.Match[str]:
        """The next line that has this in it.

        Raises:
            queue.Empty: for five minutes it said nothing of the kind, or it has ended.
        """
        while not (match := pattern.search(self._lines.get(timeout=300))):
            pass
        return match

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)


@contextmanager
def serving(site: Path) -> Iterator[Preview]:
    """A preview of a site, stopped at the end."""
    preview = Preview(site)
    try:
        yield preview
    finally:
        preview.process.terminate()
        preview.process.wait(timeout=120)


def refresh(preview: Preview, page: Page, story: Path, *, rounds: int) -> Iterator[tuple[float, float]]:
    """Saves a story so many times; seconds until the open page shows it, and seconds of the build, of each."""
    before = story.read_text(encoding="utf-8")
    for number in range(1, rounds + 1):
        time.sleep(_BETWEEN)
        words = f"改了第{number}稿。"
        saved = time.time()
        story.write_text(f"{before}\n{words}\n", encoding="utf-8")
        painted = page.wait_for_function(_PAINTED, arg=words, timeout=300_000).json_value() / 1e3
        yield painted - saved, float(preview.hears(_UPDATED)[1])


def measure(folder: Path, page: Page, *, stories: int, rounds: int) -> str:
    """One size, told in a line or two."""
    site = folder / "site"
    write_corpus(site, stories=stories, people=stories // 2)
    files = sorted(site.glob("content/stories/*/*.md"))
    story = files[len(files) // 2]
    with serving(site) as preview:
        page.goto(f"{preview.address}stories/{story.parent.name}/{story.stem}.html")
        taken = list(refresh(preview, page, story, rounds=rounds))
    shown, built = [whole for whole, _ in taken], [build for _, build in taken]
    around = [whole - build for whole, build in taken]
    return (
        f"{stories:,} stories: first build {preview.first:.1f} s; {rounds} saves\n"
        f"  save to page  median {median(shown):.3f} s, worst {max(shown):.3f} s\n"
        f"  the build     median {median(built):.3f} s, worst {max(built):.3f} s\n"
        f"  around it     median {median(around):.3f} s, worst {max(around):.3f} s"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.refresh", description="Measures a preview.")
    parser.add_argument("--stories", type=int, action="append", help=f"a size, or several; {SIZES} unless given")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    asked = parser.parse_args(arguments)
    if min(asked.rounds, *(asked.stories or SIZES)) < 1:
        parser.error("a number below one")
    for stories in asked.stories or SIZES:
        with tempfile.TemporaryDirectory(prefix="refresh-") as folder, chromium() as browser:
            told = measure(Path(folder), browser.new_page(), stories=stories, rounds=asked.rounds)
        print(told, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
