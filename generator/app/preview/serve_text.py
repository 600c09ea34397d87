"""What ``serve`` says of its builds."""

from __future__ import annotations

from generator.app.outcome import Report
from generator.app.words import Speaker


def what_changed(report: Report, seconds: float, say: Speaker, *, mended: bool = False) -> str:
    """What a build wrote and removed.

    Args:
        report: of the build.
        seconds: that it took.
        say: in which language.
        mended: whether something was wrong before it.
    """
    if mended and not report.written and not report.removed:
        return say("改好了，页面和原来一样。", "Mended; the pages are as they were.")
    if not report.written and not report.removed:
        return say("没有变化，用时 {s:.2f} 秒。", "Nothing changed, {s:.2f} s.").format(s=seconds)
    line = say(
        "已更新：写出 {w} 个文件，移除 {r} 个，用时 {s:.2f} 秒。",
        "Updated: {w} files written, {r} removed, {s:.2f} s.",
    )
    return line.format(w=report.written, r=report.removed, s=seconds)


def set_aside(path: str, content: bytes | None, say: Speaker) -> str:
    """What became of a file with errors; of what it last held, or of nothing where it is left out."""
    if content is None:
        line = say("出错的 {path} 先放在一边，预览里没有它。", "{path} is left out of the preview for now.")
    else:
        line = say(
            "出错的 {path} 先放在一边，预览里还是它原来的样子。", "{path} is shown as it was before the mistake."
        )
    return line.format(path=path)
