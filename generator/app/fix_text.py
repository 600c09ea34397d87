"""What ``fix`` says: file by file what was mended, the change itself, and what is left for its author."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app import problem_text
from generator.app.fix import BUSY, MENDED, OUTSIDE, FileMended, Fixed
from generator.app.words import Speaker
from generator.read.mending.kinds import Mend

SHOWN = 50
"""Problems listed, and files where the diff was not asked for; the rest is counted."""

QUOTED = 10
"""Files whose diff is shown where it was not asked for."""

SHORT = 20
"""Lines of each file's diff that are shown where it was not asked for."""

_KINDS: dict[Mend, tuple[str, str]] = {
    Mend.BOM: ("去掉了文件开头看不见的标记（BOM）", "byte order mark removed"),
    Mend.ENCODING: ("编码改成了 UTF-8", "saved as UTF-8"),
    Mend.LINE_ENDS: ("换行统一了", "line ends made the same"),
    Mend.COLON: ("名字后面的全角冒号改成了半角：{n} 处", "full-width colons after names: {n}"),
    Mend.SPACE: ("冒号后面补上了空格：{n} 处", "blanks after colons: {n}"),
    Mend.TAB: ("行首的 Tab 改成了空格：{n} 行", "lines indented by tabs: {n}"),
    Mend.INDENT: ("改了行首的空格：{n} 行", "indents: {n} lines"),
    Mend.DASH: ("列表项开头的减号和空格改成了半角：{n} 处", "full-width dashes and blanks of list items: {n}"),
    Mend.QUOTES: ("给内容加上了引号：{n} 处", "values put in quotes: {n}"),
    Mend.DATE: ("日期改成了能读的写法：{n} 处", "dates in a form that can be read: {n}"),
    Mend.LIST: ("列表改成了方括号和半角逗号：{n} 处", "lists in brackets with commas: {n}"),
    Mend.CAPTION: ("图说的引号改成了半角：{n} 处", "quotes round captions: {n}"),
    Mend.MARKS: ("中文里的半角标点改成了全角：{n} 处", "half-width marks between Chinese characters: {n}"),
    Mend.DOTS: ("省略号改成了“……”：{n} 处", "ellipses: {n}"),
    Mend.ID: ("补上了编号：{n} 个", "ids added: {n}"),
}


def as_text(fixed: Fixed, *, language: str) -> str:
    """The whole report, for people.

    Args:
        fixed: what the command did.
        language: ``zh-CN`` or ``en``.
    """
    t = Speaker(language)

    listed = fixed.files if fixed.is_shown_only else fixed.files[:SHOWN]
    lines = [line for number, file in enumerate(listed) for line in _file(file, t, limit=_limit(fixed, number))]
    if len(fixed.files) > len(listed):
        line = t("……还有 {n} 个文件", "… and {n} more files").format(n=len(fixed.files) - len(listed))
        lines += [line, ""]
    if fixed.hides_lines and fixed.files:
        lines += [
            t(
                "登记册读不全，不知道哪些名字不能显示，所以没有列出改动的内容。",
                "The register cannot be read in full, so the changes themselves are not shown: they may hold a name.",
            ),
            "",
        ]
    return "\n".join([*lines, *_summary(fixed, t), *_left(fixed, t)])


def _limit(fixed: Fixed, number: int) -> int:
    """How many lines of the diff of a file, counted from 0, are shown."""
    if fixed.is_shown_only:
        return len(fixed.files[number].diff)
    return SHORT if number < QUOTED else 0


def _file(file: FileMended, t: Speaker, *, limit: int) -> Iterator[str]:
    yield file.path
    if file.state == BUSY:
        yield t(
            "  没有动：刚才有人改过它。再运行一次。", "  Left alone: somebody has just changed it. Run this once more."
        )
    elif file.state == OUTSIDE:
        yield t(
            "  没有动：它其实在网站文件夹外面，是链接过来的。",
            "  Left alone: it lies outside the site's folder, and is linked from there.",
        )
    else:
        for kind, number in file.mends:
            yield f"  {t(*_KINDS[kind]).format(n=number)}"
    yield from (f"    {line}".rstrip() for line in file.diff[:limit])
    if 0 < limit < len(file.diff):
        yield t("    ……还有 {n} 行", "    … and {n} more lines").format(n=len(file.diff) - limit)
    yield ""


def _summary(fixed: Fixed, t: Speaker) -> Iterator[str]:
    mended = [file for file in fixed.files if file.state == MENDED]
    number = sum(count for file in mended for _, count in file.mends)
    if not fixed.files and fixed.blocked:
        return
    if not fixed.files:
        yield t("没有能自动改的地方。", "There is nothing to mend.")
    elif not mended:
        yield t("什么都没有改。", "Nothing was mended.")
    elif fixed.is_shown_only:
        line = t(
            "可以改 {f} 个文件，共 {n} 处。什么都没有写；去掉 --diff 就照这样改。",
            "{n} to mend in {f} files. Nothing was written; leave out --diff to mend them.",
        )
        yield line.format(f=len(mended), n=number)
    else:
        yield t("改好了 {f} 个文件，共 {n} 处。", "Mended: {n} in {f} files.").format(f=len(mended), n=number)


def _left(fixed: Fixed, t: Speaker) -> Iterator[str]:
    if fixed.blocked:
        yield ""
        yield t(
            "下面的文件里有能改的，可是有一处不敢替你改；先改好这一处，再运行一次：",
            "These files could be mended but for one thing that is in doubt. Mend that first, then run this again:",
        )
        for problem in fixed.blocked:
            yield from problem_text.lines_of(problem, t, after_fix=True)
    if fixed.left:
        yield ""
        line = t("还有 {n} 处要你自己改：", "{n} left for you to mend:")
        yield line.format(n=len(fixed.left))
        for problem in fixed.left[:SHOWN]:
            yield from problem_text.lines_of(problem, t, after_fix=True)
        yield from problem_text.rest_of(len(fixed.left), SHOWN, t)
    if fixed.files or fixed.failed:
        yield ""
        yield t("接着运行 wishlight check，看看还有什么。", "Now run wishlight check to see what else there is.")
