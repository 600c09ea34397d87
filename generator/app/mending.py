"""One file mended by every rule there is; pure, so that what ``fix`` would do can be shown before it is done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection

import msgspec

from generator.base.problems import Problem
from generator.link import marks
from generator.model.entities import Body
from generator.read import frontmatter
from generator.read.mending import encoded, ids, mend
from generator.read.mending.encoded import Opened
from generator.read.mending.ids import Numbers
from generator.read.mending.kinds import Mend
from generator.read.mending.scalars import Retyped, Scalar, rewritten
from generator.read.source import Source
from generator.read.survey import CONTENT

# Fields of running text whose style is checked, by the folder of their file and their own name.
_STYLED = {
    f"{CONTENT}/stories/": frozenset(("title", "kicker", "summary", "alt", "caption", "text")),
    f"{CONTENT}/wishes/": frozenset(("title", "wish", "outcome", "alt", "caption")),
    f"{CONTENT}/pages/": frozenset(("title",)),
}


class Draft(msgspec.Struct, frozen=True):
    """A file on its way.

    Attributes:
        file: as it was opened; ``None`` where it cannot be read, and then nothing else is looked at.
        text: mended so far, line feeds only.
        blocked: what keeps its YAML from being mended, where slips were found that could have been.
    """

    source: Source
    file: Opened | None
    text: str = ""
    mends: Counter[Mend] = Counter()
    blocked: tuple[Problem, ...] = ()

    @property
    def content(self) -> bytes:
        """What is to be saved."""
        return encoded.sealed(self.file, self.text) if self.file else self.source.content


class _Parts(msgspec.Struct, frozen=True):
    """A file's text in pieces: what leads to its YAML, the YAML, the fence below it, and the body."""

    lead: str
    yaml: str
    fence: str
    body: str
    yaml_line: int = 1
    body_line: int = 1


def mend_file(source: Source) -> Draft:
    """A file with its encoding, YAML and marks mended; without ids, for which the whole site must be known."""
    file, _ = encoded.opened(source.content, source.path)
    if file is None:
        return Draft(source, None)
    mends = Counter(file.mends)
    parts = _parts(file.text, source.path)
    if parts is None:
        return Draft(source, file, file.text, mends)
    done = mend.mend_yaml(parts.yaml, source.path, first_line=parts.yaml_line)
    yaml, body = done.text, parts.body
    mends += done.mends
    for folder, fields in _STYLED.items():
        if source.path.startswith(folder):
            yaml, found = _styled(yaml, fields)
            mends += found
    if body:
        body, found = marks.mend_body(Body(text=body, path=source.path, line=parts.body_line))
        mends += found
    return Draft(source, file, f"{parts.lead}{yaml}{parts.fence}{body}", mends, done.blocked)


def add_ids(draft: Draft, numbers: Numbers) -> Draft:
    """A file with the ids that its records lack."""
    path = draft.source.path
    parts = _parts(draft.text, path) if draft.file else None
    if parts is None:
        return draft
    yaml, added = ids.add_ids(parts.yaml, path, numbers)
    if not added or not mend.is_read_the_same(parts.yaml, yaml, path):
        return draft
    text = f"{parts.lead}{yaml}{parts.fence}{parts.body}"
    return msgspec.structs.replace(draft, text=text, mends=draft.mends + Counter({Mend.ID: added}))


def _parts(text: str, path: str) -> _Parts | None:
    """The pieces of a text; ``None`` for a story or page without front matter."""
    if not path.endswith(".md"):
        return _Parts("", text, "", "")
    split, _ = frontmatter.split(text, path)
    if split is None:
        return None
    above = "".join(f"{line}\n" for line in text.split("\n")[: split.header_line - 1])
    behind = text[len(above) + len(split.header) :]
    fence = behind[: len(behind) - len(split.body)]
    return _Parts(above, split.header, fence, split.body, split.header_line, split.body_line)


def _styled(yaml: str, fields: Collection[str]) -> tuple[str, Counter[Mend]]:
    """A text in YAML with the marks of some of its fields set right."""
    mends: Counter[Mend] = Counter()

    def change(scalar: Scalar) -> Retyped | None:
        if not scalar.pointer or scalar.pointer[-1] not in fields:
            return None
        typed, found = marks.mend_words(scalar.typed)
        mends.update(found)
        return Retyped(typed, (marks.mend_words(scalar.value)[0],)) if found else None

    mended, changed = rewritten(yaml, change)
    return (mended, mends) if changed else (yaml, Counter())
