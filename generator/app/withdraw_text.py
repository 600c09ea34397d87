"""What ``withdraw`` says: what was written down, what the next build does, and what no build can reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.app import gone, problem_text
from generator.app.withdraw import Withdrawal
from generator.app.words import Speaker
from generator.base.problems import Problem
from generator.read.withdrawing import STORY
from generator.write.cache import FOLDER

SHOWN = 50
"""Addresses and problems listed; the rest is counted."""

_BEYOND = (
    (
        "上传：上传要连同删除。rsync 加 --delete；用 FTP 的，照上面的地址逐个删掉服务器上的文件。"
        "传完用手机打开这些地址，应当显示“没有找到这一页”。",
        "The upload: it must delete as well (rsync --delete; by FTP, delete the files above one by one). "
        "Then open the addresses: they must not be found.",
    ),
    (
        "缓存：CDN、微信和浏览器里可能还有旧页，按清单清除 CDN 缓存。",
        "Caches: CDNs, chat apps and browsers may hold old pages; purge the CDN by the list.",
    ),
    (
        "搜索引擎和网页存档：在各家站长平台提交死链，请他们删除快照。",
        "Search engines and web archives: report the dead addresses and ask for their copies to be deleted.",
    ),
    (
        "转载：转载过的网站、公众号、群聊、截图和已经下载的图片，要逐家联系。",
        "Reprints: sites, accounts, chats, screenshots and downloads have to be asked one by one.",
    ),
    (
        "原稿历史：git 历史、备份和网盘里还有旧稿旧图。",
        "History: git, backups and shared drives still hold the text and the pictures.",
    ),
    (
        "印刷品：展板、折页、画册和简报要收回，再印之前先换掉。",
        "Printed matter: boards, leaflets and bulletins have to be taken in, and changed before the next print.",
    ),
)


def as_text(done: Withdrawal, *, language: str) -> str:
    """The whole report, for people; ids and addresses only.

    Args:
        done: what the command did.
        language: ``zh-CN`` or ``en``.
    """
    t = Speaker(language)

    return "\n".join([*_written(done, t), *_stopped(done, t), *_ahead(done, t), *_mentioned(done, t), *_next(done, t)])


def _written(done: Withdrawal, t: Speaker) -> Iterator[str]:
    if done.edits:
        yield t("记下了：{id} 于 {on} 撤回。", "Written down: {id} was withdrawn on {on}.").format(
            id=done.id, on=done.on
        )
    else:
        yield t("{id} 原来就已撤下，没有改动文件。", "{id} was withdrawn before; no file was changed.").format(
            id=done.id
        )
    for path, line, item in sorted({(edit.path, edit.line, edit.id) for edit in done.edits}):
        yield f"  {path}:{line}  {item}"
    if done.edits and done.kind == STORY:
        yield t(
            "  稿件写上了下线日期：网站和预览里都不再有它。",
            "  The story has an expiry now: it is gone from the site and from every preview.",
        )
    if done.signed_for:
        sentence = t(
            "替 {others} 签的同意书没有动；也要撤回的，逐个运行 withdraw。", "Consents signed for {others} still stand."
        )
        yield "  " + sentence.format(others=t("、", ", ").join(done.signed_for))


def _stopped(done: Withdrawal, t: Speaker) -> Iterator[str]:
    if not done.problems:
        return
    yield ""
    yield t(
        "注意：有 {n} 处要先改好，否则下一次生成不会写出任何东西，网上的旧页面会一直在：",
        "Beware: {n} to mend first, or the next build writes nothing and the old pages stay where they are:",
    ).format(n=len(done.problems))
    yield from _listed(done.problems, t)


def _listed(problems: Sequence[Problem], t: Speaker) -> Iterator[str]:
    for problem in problems[:SHOWN]:
        yield from problem_text.lines_of(problem, t)
    yield from problem_text.rest_of(len(problems), SHOWN, t)


def _ahead(done: Withdrawal, t: Speaker) -> Iterator[str]:
    lasting = [address for address in done.vanishing if gone.is_lasting(address)]
    listings = [address for address in done.vanishing if not gone.is_lasting(address)]
    for sentence, addresses in (
        (t("下一次生成会移除 {n} 个地址：", "The next build removes {n} addresses:"), lasting),
        (t("不再需要的列表页 {n} 个：", "Listing pages no longer needed, {n}:"), listings),
        (t("会重新排版 {n} 个页面：", "Pages written anew, {n}:"), done.changing),
    ):
        if addresses:
            yield ""
            yield sentence.format(n=len(addresses))
            yield from (f"  {address}" for address in addresses[:SHOWN])
            yield from _rest(addresses, t)
    if not done.vanishing and not done.changing and not done.problems:
        yield ""
        yield t("现在的网站上没有要移除的内容。", "Nothing on the site as it is has to be removed.")


def _mentioned(done: Withdrawal, t: Speaker) -> Iterator[str]:
    if not done.mentions:
        return
    yield ""
    yield t(
        "别处还有 {n} 处可能说到撤回的内容。程序不替你改稿子：",
        "Elsewhere, {n} places may still speak of what was taken back. Texts are yours to change:",
    ).format(n=len(done.mentions))
    yield from _listed(done.mentions, t)


def _rest(items: Sequence[object], t: Speaker) -> Iterator[str]:
    if len(items) > SHOWN:
        yield t("  ……还有 {n} 个", "  … and {n} more").format(n=len(items) - SHOWN)


def _next(done: Withdrawal, t: Speaker) -> Iterator[str]:
    yield ""
    yield t("接着运行 wishlight build，然后上传。", "Now run wishlight build, then upload.")
    if done.listed:
        sentence = t(
            "消失的地址都在 {folder}/{list}（共 {n} 个）。不配置服务器就显示 404；要明说“已经没有了”（410），"
            "把同一个文件夹里的 {snippets} 加进服务器的设置。",
            "All {n} addresses that are gone stand in {folder}/{list}. A server answers 404 by itself; "
            "for 410, add {snippets} of that folder to its configuration.",
        )
        snippets = t("、", ", ").join(gone.SNIPPETS)
        yield sentence.format(folder=FOLDER, list=gone.LIST, n=len(done.listed), snippets=snippets)
    yield ""
    yield t("生成网站管不到、要靠人去做的：", "What no build can reach, and somebody has to:")
    yield from (f"  {number}. {t(*said)}" for number, said in enumerate(_BEYOND, 1))
