"""Measures search at a size: ``python -m tests.benchmarks.search --stories 10000``.

Plans a synthetic site, makes the index and the blocks of texts, and asks a real browser random pieces of the texts,
each in a fresh page: requests and compressed bytes of a query, the page itself and its script not counted. Nothing here
judges a time: machines differ, and neighbours are noisy.
"""

from __future__ import annotations

import argparse
import gzip
import random
import resource
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median

from playwright.sync_api import Page, expect

from generator.app.building.rendering import renderer_of
from generator.app.version import program_templates
from generator.base.digest import Part
from generator.base.problems import Problem
from generator.link.privacy import gate
from generator.link.prose import markup
from generator.link.site import Site, link
from generator.plan.assets import Assets
from generator.plan.frame import Frame
from generator.plan.outputs import Output, Plan
from generator.plan.search.documents import documents
from generator.plan.search.page import search
from generator.read import dates, load, source
from generator.render.render import Renderer
from tests.benchmarks.corpus import write_corpus
from tests.benchmarks.world import NOW
from tests.browser import chromium

LENGTHS = (1, 2, 3, 4, 6, 8)
"""Of queries, in characters."""


def linked(root: Path, sources: source.Sources) -> Site:
    """The site, without the checks that a build makes."""
    settings, records, _ = load.load(sources)
    assert settings is not None
    now = dates.read_moment(NOW, settings.zone)
    assert now is not None
    public, _, _ = gate.publish(records, settings, now=now, drafts=False)
    prose = {key: Part(markup.to_prose(body)[0]) for key, body in public.bodies.items()}
    return link(public, prose, settings)[0]


def memory() -> int:
    """The most that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def write(outputs: Iterator[Output], renderer: Renderer, folder: Path) -> None:
    """Renders outputs into a folder and tells the cost by kind: shards, texts, the page and its assets."""
    spent: dict[str, float] = {}
    raw: dict[str, int] = {}
    for output in outputs:
        kind = "texts" if "/text-" in output.path else "shards" if output.path.startswith("search/") else "page"
        before = time.process_time()
        content = renderer.render(output)
        spent[kind] = spent.get(kind, 0) + time.process_time() - before
        assert not isinstance(content, Problem)
        raw[kind] = raw.get(kind, 0) + len(content)
        path = folder / output.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    for kind, seconds in spent.items():
        report(f"{kind}: {seconds:.1f} s of CPU, {raw[kind] / 1e6:.1f} MB on disk")


def pieces(texts: Sequence[str], length: int, count: int) -> Iterator[str]:
    """Pieces of the texts without white space, the same ones every time."""
    rng = random.Random(length)
    while count:
        text = rng.choice(texts)
        start = rng.randrange(max(1, len(text) - length + 1))
        piece = text[start : start + length]
        if len(piece) == length and not any(map(str.isspace, piece)):
            count -= 1
            yield piece


def ask(page: Page, folder: Path, query: str) -> tuple[int, int, int, float]:
    """Requests, compressed bytes, results and seconds of one query in a fresh page."""
    loaded: list[str] = []
    page.goto(f"file://{folder}/search.html")
    page.on("request", lambda request: loaded.append(request.url))
    page.locator("#q").fill(query)
    start = time.perf_counter()
    page.keyboard.press("Enter")
    expect(page.locator("[data-search]")).not_to_have_attribute("aria-busy", "true", timeout=60_000)
    seconds = time.perf_counter() - start
    names = [url.partition("/out/search/")[2].partition("?")[0] for url in loaded if "/out/search/" in url]
    size = sum(len(gzip.compress((folder / "search" / name).read_bytes(), 6)) for name in names)
    return len(names), size, page.locator(".search ol li").count(), seconds


def report(line: str) -> None:
    """One line of what was measured."""
    print(line, flush=True)  # noqa: T201


def main(arguments: Sequence[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.search", description="Measures search.")
    parser.add_argument("--stories", type=int, default=1000)
    parser.add_argument("--queries", type=int, default=20, help="of each length")
    asked = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as name:
        root, folder = Path(name, "site"), Path(name, "out")
        write_corpus(root, stories=asked.stories)
        sources, _ = source.scan(root, program_templates=program_templates())
        site = linked(root, sources)
        before = time.process_time()
        found = documents(site)
        report(f"{len(found)} documents: {time.process_time() - before:.2f} s of CPU")
        plan = Plan()
        assets = Assets(sources.assets, plan)
        renderer = renderer_of(str(root), sources.templates, "zh-CN")
        held = memory()
        before = time.process_time()
        outputs = list(search(site, Frame(site, assets), assets))
        report(f"{len(outputs)} outputs planned: {time.process_time() - before:.2f} s of CPU")
        write(iter([*plan.outputs.values(), *outputs]), renderer, folder)
        report(f"memory: {held} MB before, {memory()} MB at most")
        texts = [text for one in found for text in (one.title, *one.paragraphs)]
        measure(folder, texts, asked.queries)


def measure(folder: Path, texts: Sequence[str], count: int) -> None:
    """Asks random queries of each length and prints medians and the most."""
    with chromium() as browser:
        for length in LENGTHS:
            rows = []
            for query in pieces(texts, length, count):
                page = browser.new_page()
                rows.append(ask(page, folder, query))
                page.close()
            requests, sizes, results, seconds = zip(*rows, strict=True)
            report(
                f"{length} characters: requests {median(requests):.0f} (most {max(requests)}), "
                f"KB {median(sizes) / 1000:.0f} (most {max(sizes) / 1000:.0f}), "
                f"results {median(results):.0f} (fewest {min(results)}), "
                f"seconds {median(seconds):.2f} (most {max(seconds):.2f})"
            )


if __name__ == "__main__":
    main()
