"""Whatever is typed: a site, or messages that lead to it, and never anything else.

What once broke something lies in ``corpus/`` and is tried in every run: files of YAML, stories and texts.
``HYPOTHESIS=explore`` looks twenty times as far.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from generator.app import report as reports
from generator.base.problems import Problem
from generator.link.prose import markup
from generator.model.entities import Body
from generator.read import yamlfile
from tests import sites
from tests.app.pages import parse
from tests.faults.helping import story, wish

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())
_FAR = 20 if os.environ.get("HYPOTHESIS") == "explore" else 1
MANY, SOME = (settings(max_examples=number * _FAR) for number in (250, 80))

_WHITE = (" ", "  ", "\n", "\n\n", "\n  ", "\n    ", "\t", "\r\n", "\r", "\u3000", "\u2028")
_CONTROLS = ("\x00", "\x07", "\ufeff", "\u202e", "\u200b", "\ue000", "\ue001", "\ufffe")
_OF_YAML = r"""
id title 灯 ： : [ ] { } , ， ' " # &a *a !x << | > --- ... %YAML \ \ud800 \x00 ~ null no 0777 1e9 2026-02-30 ? @ ` —
"""
_OF_MARKDOWN = r"""
灯 亮了。 a # ## * ** _ ` ``` ~~~ | [ ] ( ) ![ ]( [[wish: [[story:other]] ]] [^1] [^1]: < > </ <p> <div> </div> <b
<!-- --> <![CDATA[ <? <script> </script> onclick=x javascript: & &lt; &#0; &#x110000; \ { } {: #x} {{ }} {%
http:// https://a.example/ a@b.example ： “ ” " '
"""
_YAML = (*re.findall(r"\S+", _OF_YAML), ": ", "\n- ", "- ", " #", "|\n  ", "? ")
_MARKDOWN = (*re.findall(r"\S+", _OF_MARKDOWN), "# ", "- ", "1. ", "> ", "\n|-|\n")
_PIECES = {kind: st.sampled_from((*own, *_WHITE, *_CONTROLS)) for kind, own in (("yaml", _YAML), ("text", _MARKDOWN))}


def texts(kind: str, *, most: int = 30) -> st.SearchStrategy[str]:
    """Texts put together of what means something, or of anything."""
    return st.one_of(st.lists(_PIECES[kind], max_size=most).map("".join), st.text(max_size=most))


def assert_located(problems: list[Problem] | tuple[Problem, ...], text: str) -> None:
    last = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
    for problem in problems:
        place = problem.location
        if not place.pointer:
            assert 1 <= place.line <= last, problem
            assert place.column >= 1, problem


def read_yaml(text: str) -> None:
    _, problems = yamlfile.parse(text, "content/wishes/w.yaml")
    assert_located(problems, text)


@MANY
@given(texts("yaml"))
def test_any_yaml_is_a_value_or_told(text: str) -> None:
    read_yaml(text)


def read_text(text: str) -> None:
    body = Body(text=text, path="content/stories/a.md", line=1, title="灯")
    prose, problems = markup.to_prose(body)
    assert markup.to_prose(body) == (prose, problems)
    assert_located(problems, text)
    tree = LexborHTMLParser(f"<main>{prose.html}</main>")
    assert not re.search(r"<(script|style|iframe|object|embed|base|form|input|link|meta)\b", prose.html, re.IGNORECASE)
    for node in tree.css("*"):
        for name, value in node.attributes.items():
            assert not name.startswith("on"), prose.html
            assert not re.match(r"\s*(javascript|vbscript|data):", value or "", re.IGNORECASE), prose.html
    ids = [node.attributes["id"] for node in tree.css("[id]")]
    assert len(ids) == len(set(ids)), prose.html


@MANY
@given(texts("text", most=40))
def test_any_text_is_harmless_prose(text: str) -> None:
    read_text(text)


def check_site(files: dict[str, bytes]) -> None:
    """A site of these files is checked and, where nothing is wrong, built; all that is said and made is looked at."""
    with tempfile.TemporaryDirectory() as folder:
        root = sites.make_site(Path(folder) / "site", story(name="other", date="2026-02-01") + wish())
        for path, content in files.items():
            sites.write(root / path, content)
        report = sites.check(root)
        for problem in report.problems:
            assert not problem.code.startswith("M"), problem
            assert problem.location.line >= 1, problem
            assert problem.location.column >= 1, problem
        for language in ("zh-CN", "en"):
            said = reports.as_text(report, language=language, site=root, built=False, strict=False)
            said.encode("utf-8", "surrogateescape")
            assert "Traceback" not in said
        if report.failed(strict=False):
            return
        assert not sites.build(root).failed(strict=False)
        for made in (root / "output").rglob("*.html"):
            assert parse(made).css("h1"), made
        for made in (root / "output").rglob("*.xml"):
            ET.parse(made)
        json.loads((root / "output/wishes.json").read_text("utf-8"))


@SOME
@given(
    st.one_of(
        st.binary(max_size=60),
        texts("yaml").map(lambda text: text.encode("utf-8", "surrogatepass")),
        texts("yaml").map(lambda text: text.encode("gb18030", "replace")),
    )
)
def test_any_file_is_a_story_or_told(content: bytes) -> None:
    check_site({"content/stories/a.md": content})
    check_site({"content/stories/a.md": b"---\n" + content + b"\n---\n\n"})


@SOME
@given(st.one_of(st.binary(max_size=60), texts("yaml").map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_any_file_is_a_wish_or_told(content: bytes) -> None:
    check_site({"content/wishes/x.yaml": content})
    check_site({"content/site.yaml": "title: 点亮\norganization: x\ncategories: {home: 居家}\n".encode() + content})


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=True)


@SOME
@given(title=texts("text", most=8), tag=texts("text", most=5), name=texts("text", most=5), body=texts("text", most=40))
def test_any_fields_make_a_site_or_are_told(title: str, tag: str, name: str, body: str) -> None:
    head = f"title: {quoted(title)}\nsummary: {quoted(tag)}\ntags: [{quoted(tag)}]\nauthor: {quoted(name)}"
    head += "\ndate: 2026-02-03\nchannel: stories"
    record = (
        f"id: w-9\ntitle: {quoted(title)}\nwish: {quoted(body)}\ncategory: home\nplace: dukou\ncollected: 2026-01-05\n"
    )
    record += f"beneficiary: {{name: {quoted(name)}, crowd: true}}\n"
    check_site(
        {
            "content/stories/a.md": f"---\n{head}\n---\n{body}\n".encode("utf-8", "surrogatepass"),
            "content/wishes/x.yaml": record.encode(),
        }
    )


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.name)
def test_what_once_broke_something(path: Path) -> None:
    content = path.read_bytes()
    text = content.decode("utf-8", "replace")
    read_yaml(text)
    read_text(text)
    for place in ("content/stories/a.md", "content/wishes/x.yaml", "content/pages/a.md"):
        check_site({place: content})
    check_site({"content/stories/a.md": b"---\ntitle: a\ndate: 2026-02-03\nchannel: stories\n---\n" + content})
