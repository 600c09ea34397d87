"""The scanner of outputs: every text view of each, names and numbers, each distinct piece once."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from generator.base.problems import Severity
from generator.link.privacy.guard import Guard
from generator.link.scanning import exact, spots, texts
from generator.link.scanning.findings import Finding
from generator.link.scanning.fold import EDGE, Folding, plain
from generator.link.scanning.glance import Glance, Sight
from generator.link.scanning.latin import LatinNames
from generator.link.scanning.masked import MaskedNames
from generator.link.scanning.memo import Fresh, Memo
from generator.link.scanning.names import Names
from generator.link.scanning.raw import RawNames
from generator.link.scanning.runs import Runs, bare, is_number
from generator.link.scanning.written import Written, is_within

# Values that are drawings, sizes and sums, never words; their digits mean nothing.
_DRAWN = "d points viewbox transform x y x1 x2 y1 y2 cx cy r rx ry width height sizes integrity nonce style"
_FIGURES = frozenset(_DRAWN.split())
_LINKED = "href src srcset action poster cite formaction xlink:href"
_IDENTIFIED = "id name class for aria-labelledby aria-controls aria-describedby datetime"
_ADDRESSES = frozenset(f"{_LINKED} {_IDENTIFIED}".split())
_CALLS = ("tel:", "sms:", "mailto:", "geo:")
# Where each file tells of somebody; places and tags are called as they are.
_OF_SOMEBODY = ("stories/", "wishes/")
# The rules whose findings were weighed against what was cleared where they stood.
_NAMED = frozenset(("name", "given-name", "nickname", "pseudonym", "never-publish"))
_DIGEST = re.compile("[0-9a-f]{20}")
# Characters that are read before any are glanced at: making ready for it takes as long as reading so many.
_UNSEEN = 1_000_000
_NO_LETTERS = re.compile("[^A-Za-z]+")


class Leak(msgspec.Struct, frozen=True, order=True):
    """Something that must not go out, or may have to: on which output, by which rule, and whose.

    Attributes:
        path: of the output.
        rule: ``name``, ``given-name``, ``phone`` and so on.
        owner: a person's id, or empty.
        text: folded, and kept only to find its line in the author's file; it is never printed.
        severity: whether it stops the build.
        spared: the authors' files in which this very text was cleared.
    """

    path: str
    rule: str
    owner: str
    text: str
    severity: Severity = Severity.ERROR
    spared: tuple[str, ...] = ()


class Scanner:
    """Scans outputs under one guard; remembers which pieces of them were read and found clean.

    Args:
        guard: what must not go out.
        public_contacts: numbers and addresses that may.
        unseen: characters that are read in full before others are first glanced at; what is found is the same.
    """

    def __init__(self, guard: Guard, public_contacts: Iterable[str], *, unseen: int = _UNSEEN) -> None:
        contacts = tuple(public_contacts)
        allowed = (*guard.names_allowed, *guard.places, *guard.units, *guard.bylines)
        self._cleared = guard.cleared
        cleared = [item.text for item in guard.cleared]
        words = tuple(secret for secret in guard.secrets if not is_number(secret))
        self._folding = Folding((*(secret.text for secret in words), *allowed, *cleared))
        self._names = Names(words, guard, folding=self._folding)
        self._latin = LatinNames(words, self._folding)
        self._masked = MaskedNames(words, self._folding)
        self._raw = RawNames(words, self._folding)
        self._runs = Runs(guard.secrets, contacts)
        self._written = Written(map(self._folding.plain, contacts))
        self._gaps = {kind: texts.Gaps(kind) for kind in ("html", "xml")}
        sought = (*(secret.text for secret in guard.secrets), *allowed, *cleared, *contacts)
        self._glance: Glance | None = None
        self._unseen = unseen
        self._memo = Memo(self._gaps["html"], climbs=not any("../" in text for text in map(plain, sought)))

    def scan(self, path: str, content: bytes) -> list[Leak]:
        """What leaks in an output, each kind of leak once, sorted.

        Args:
            path: of the output; it is scanned as well.
            content: its bytes; pictures are passed over, for they were made anew from their pixels.
        """
        found = self._in_address(path)
        suffix = _suffix(path)
        if suffix not in texts.PICTURES:
            found |= self._in_content(path, suffix, content)
        if not found:
            return []
        leaks = {leak for finding in found if (leak := self._leak(path, finding))}
        # Of what is both certain and doubtful, the certain one is told.
        certain = {leak[:4]: leak for leak in map(msgspec.structs.astuple, sorted(leaks, reverse=True))}
        return sorted(Leak(*fields) for fields in certain.values())

    def scan_all(self, outputs: Sequence[tuple[str, bytes]]) -> list[list[Leak]]:
        """What ``scan`` finds in each of some outputs. Where that is nothing, as a rule, it takes less time.

        Args:
            outputs: path and bytes of each; pages that lie near each other have most in common.
        """
        read: list[Fresh] = []
        for path, content in outputs:
            if _kind(path) == "html":
                read.append(self._memo.fresh(content, depth=path.count("/")))
                # For the next of these pages; whether it is right to will be seen.
                self._memo.remember(read[-1])
        if self._are_clean([path for path, _ in outputs if _kind(path) == "html"], read):
            return [[] if _kind(path) == "html" else self.scan(path, content) for path, content in outputs]
        self._memo.forget(run for fresh in read for run in fresh.runs)
        return [self.scan(path, content) for path, content in outputs]

    def _are_clean(self, pages: Iterable[str], read: Sequence[Fresh]) -> bool:
        """Whether nothing is found in the addresses of some pages, nor in what is new in them."""
        try:
            return not any(map(self._in_address, pages)) and not self._in_fresh(read)
        except UnicodeDecodeError:
            return False

    @staticmethod
    def find(line: str, text: str) -> int:
        """The column, 1-based, at which a leaking text begins in a line of a source; 0 where it does not."""
        return next(iter(spots.columns(line, text)), 0)

    def _leak(self, path: str, finding: Finding) -> Leak | None:
        spared = {*finding.spared, *self._waived(finding)}
        if "" in spared or path in spared:
            return None
        return Leak(path, finding.rule, finding.owner, finding.text, finding.severity, tuple(sorted(spared)))

    def _waived(self, finding: Finding) -> Iterator[str]:
        """The paths for which a number, an address or a spelling was cleared; names are judged where they stand."""
        if finding.rule in _NAMED:
            return
        for clearance in self._cleared:
            text = self._folding.plain(clearance.text)
            if finding.rule == "pinyin":
                clears = f" {finding.text.lower()} " in f" {_NO_LETTERS.sub(' ', text).lower()} "
            else:
                clears = finding.text == bare(text) or is_within(finding.text, text)
            if clears:
                yield clearance.path

    def _in_content(self, path: str, suffix: str, content: bytes) -> set[Finding]:
        kind = _kind(path)
        try:
            if kind == "html":
                return self._in_page(content, depth=path.count("/"))
            # NULs split nothing.
            text = content.decode().replace(EDGE, "") if kind else None
        except UnicodeDecodeError:
            text = None
        return self._in_unknown(suffix, content) if text is None else self._in_text(text, kind)

    def _in_unknown(self, suffix: str, content: bytes) -> set[Finding]:
        found = self._raw.find(suffix, content)
        for text in texts.decodings(content):
            found |= self._in_text(text, "html")
        return found

    def _in_page(self, page: bytes, *, depth: int) -> set[Finding]:
        """Reads the runs of lines of a page that were not read before, together if nothing is found in them."""
        fresh = self._memo.fresh(page, depth=depth)
        found = self._in_fresh([fresh])
        if not found:
            self._memo.remember(fresh)
            return found
        alone = {run: self._in_text(run.decode(), "html") for run in fresh.runs}
        self._memo.remember(fresh._replace(runs=[run for run, findings in alone.items() if not findings]))
        return found.union(*alone.values())

    def _in_fresh(self, read: Sequence[Fresh]) -> set[Finding]:
        """What leaks in what is new in pages, which are read together but for those that would reach into the next."""
        together = [run for fresh in read for run in (() if fresh.is_open else fresh.runs)]
        apart = [run for fresh in read for run in (fresh.runs if fresh.is_open else ())]
        every = (EDGE.encode().join(together), *apart)
        return {finding for text in every if text for finding in self._in_text(text.decode(), "html")}

    def _in_text(self, text: str, kind: str) -> set[Finding]:
        plain, gaps = texts.unescaped(text), self._gaps[kind]
        found, tags = self._read(plain, gaps)
        # Where a text shows ``<!--``, because it is escaped, no comment begins, and what follows is seen.
        decoded = [tag for tag in tags if tag.startswith("<!--") and tag not in text]
        if decoded or text.count("!--") > text.count("<!--"):
            shown, _ = self._read(plain, gaps, comments=False)
            if shown:
                gaps.forget(decoded)
            found = found | shown
        return found

    def _read(self, text: str, gaps: texts.Gaps, *, comments: bool = True) -> tuple[set[Finding], list[str]]:
        """What leaks in a text, and the tags that were met for the first time."""
        seen = texts.visible(text, gaps, comments=comments)
        tags = gaps.taken()
        found = self._in_views(seen, tags)
        if found:
            # A tag that leaks is read again on the next page that has it, and what leaks may be two of them together.
            gaps.forget(tags)
        return found, tags

    def _in_views(self, seen: str, tags: list[str]) -> set[Finding]:
        """What leaks in what is seen and inside tags: names and numbers in words, spellings in addresses too."""
        words, addresses = _words_and_addresses(tags)
        # A title stands in the head of a page several times over, and is read once.
        prose = EDGE.join((seen, *dict.fromkeys(words)))
        telling = tags if self._folding.letters else list(filter(texts.may_hold_han, tags))
        inside = texts.inside(telling)
        sight = self._sight(prose, inside)
        if sight.folded:
            prose, inside = self._folding.plain(prose), self._folding.plain(inside)
            sight = self._sight(prose, inside)
        found = {*self._latin.find(prose, addresses, marked=sight.marked)}
        found.update(self._runs.find(prose, masked=sight.masked))
        found.update(self._masked.find(prose))
        found.update(exact.find(prose))
        found.update(self._in_links(addresses))
        if sight.named:
            found.update(self._names.find(self._folding.joined(f"{prose}{EDGE}{inside}")))
        if sight.written or self._written.may_hold(prose):
            found.update(self._written.find(prose))
        return found

    def _in_links(self, addresses: Iterable[str]) -> Iterator[Finding]:
        """What addresses and ids lead to: numbers of the register, mailboxes, a place on a map."""
        # What leads to another page of the site is the address of that page, which is read as such.
        given = "\n".join(address for address in addresses if not address.startswith("../") or "?" in address)
        if "%" in given:
            given = texts.decoded(given)
        yield from self._runs.parted(given)
        if self._written.may_hold(given):
            yield from self._written.in_address(given)

    def _sight(self, prose: str, inside: str) -> Sight:
        """What a text has to be read for; for anything, as long as so little was read that looking would not pay."""
        if self._glance is None:
            self._unseen -= len(prose) + len(inside)
            if self._unseen > 0:
                return Sight()
            self._glance = Glance(self._names.sought, self._folding)
        return self._glance.at(f"{prose}{EDGE}{inside}")

    def _in_address(self, path: str) -> set[Finding]:
        address = texts.decoded(path)
        telling = self._folding.letters or not address.isascii()
        named = self._names.find(self._folding.folded(address)) if telling else ()
        stem, _ = posixpath.splitext(posixpath.basename(address))
        # The names that we give to pictures are digests, and their digits mean nothing.
        numbered = () if _DIGEST.fullmatch(stem) else self._runs.find(self._folding.plain(stem))
        given = self._latin.in_stem(stem) if address.startswith(_OF_SOMEBODY) else ()
        return {*named, *numbered, *self._latin.find("", (address,)), *given}


def _suffix(path: str) -> str:
    return posixpath.splitext(path)[1].lower()


def _kind(path: str) -> str:
    """``html`` or ``xml``, as which a text is read; empty for what may be no text."""
    suffix = _suffix(path)
    return texts.MARKUP.get(suffix, "xml" if suffix in texts.TEXT else "")


def _words_and_addresses(tags: list[str]) -> tuple[list[str], list[str]]:
    """What in tags is prose (comments, texts of attributes, numbers to call) and what may be an address or an id."""
    words = [tag for tag in tags if tag.startswith("<!--")]
    addresses = []
    for name, value in texts.attributes(tags):
        if name in _FIGURES:
            continue
        is_address = name in _ADDRESSES
        if is_address or " " not in value:
            addresses.append(value)
        if not is_address or value.startswith(_CALLS):
            words.append(value)
    return words, addresses
