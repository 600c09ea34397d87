"""The command line: reads arguments, calls a command, prints its report, and answers with an exit code.

0 done; 1 the content has errors and nothing was written; 2 wrong usage; 3 the machine failed us.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from generator import __version__
from generator.app import asking
from generator.base.problems import MachineError, RunError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from generator.app.callbacks import Progress
    from generator.app.outcome import Report
    from generator.model.settings import BuildOptions

_FORMATS = ("text", "json", "github")
_INTERRUPTED = 130
_STOPPED = ("已停止，写好的文件都是完整的。", "Stopped; every file that was written is whole.")

_T = TypeVar("_T")

_site = click.argument("site", default=".", type=click.Path(path_type=Path))
_lang = click.option("--lang", type=click.Choice(["zh-CN", "en"]), help="程序用哪种语言说话 / language of messages")
_now = click.option("--now", metavar="TIME", help="假定现在是这个时间 / build as of this time")
_strict = click.option("--strict", is_flag=True, help="提醒也算错误 / warnings are errors")
_drafts = click.option("--drafts", is_flag=True, help="连同草稿和定时稿 / with drafts and held-back stories")
_jobs = click.option("--jobs", type=click.IntRange(min=1), help="用几个进程 / processes")


class _Group(click.Group):
    """Commands, of which one that is stopped ends as such at any moment, while it is still being imported too."""

    def make_context(self, *args: Any, **more: Any) -> click.Context:
        """Reads what stands before the command."""
        with _in_our_words():
            return super().make_context(*args, **more)

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command."""
        try:
            with _in_our_words():
                return super().invoke(ctx)
        except KeyboardInterrupt:
            _tell(" ".join(_STOPPED), aside=True)
            sys.exit(_INTERRUPTED)


@contextmanager
def _in_our_words() -> Iterator[None]:
    """Ends a run whose command line means nothing, in both languages: which one is spoken is not known yet."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as fault:
        from generator.app import misuse
        from generator.app import report as reports

        failure = misuse.as_usage_error(fault)
        _tell("\n".join(reports.failure_as_text(failure, language) for language in ("zh-CN", "en")), aside=True)
        sys.exit(failure.exit_code)


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="wishlight")
def main() -> None:
    """点亮 wishlight：把实现了的微心愿写成一个新闻网站。

    Publishes the stories of fulfilled micro-wishes as a news site.
    """
    # NumPy reckons no matrices here, and to start the threads for them takes as long as the rest of its import.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # A console that cannot show Chinese, or is not there at all, must not turn a report into a traceback.
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - to the end
        if hasattr(stream := getattr(sys, name), "reconfigure"):
            stream.reconfigure(errors="replace")


@main.command()
@_site
@click.option("--output", type=click.Path(path_type=Path), help="写到哪个文件夹 / output folder")
@click.option("--base-url", metavar="URL", help="网站的完整地址 / the site's full address")
@_now
@_jobs
@_drafts
@_strict
@click.option("--clean", is_flag=True, help="不用缓存，全部重做 / ignore the cache")
@click.option("--format", "form", type=click.Choice(_FORMATS[:2]), default="text", help="报告的格式 / report format")
@_lang
def build(site: Path, form: str, lang: str | None, **asked: Any) -> None:
    """检查并生成网站。 Check and build the site."""
    from generator.app.building.build import build as run

    options = _guarded(lambda: asking.options(**asked), site, form=form, lang=lang)
    _finish(lambda progress: run(site, options, progress=progress), site, form=form, lang=lang, options=options)


@main.command()
@_site
@_now
@_jobs
@_strict
@click.option("--external", is_flag=True, help="也上网问一问外站链接 / ask other sites for the links to them as well")
@click.option("--format", "form", type=click.Choice(_FORMATS), default="text", help="报告的格式 / report format")
@_lang
def check(site: Path, form: str, lang: str | None, *, external: bool, **asked: Any) -> None:
    """检查内容，什么都不写。 Check everything, write nothing."""
    from generator.app.building.build import check as run

    options = _guarded(lambda: asking.options(**asked), site, form=form, lang=lang)

    def checked(progress: Progress) -> Report:
        if not external:
            return run(site, options, progress=progress)
        from generator.app.external import unreachable

        return run(site, options, progress=progress, unreachable=unreachable)

    _finish(checked, site, form=form, lang=lang, options=options, built=False)


@main.command()
@_site
@click.option("--port", type=click.IntRange(0, 65535), help="端口，默认 8000 起第一个空着的 / port")
@click.option("--host", metavar="ADDR", default="127.0.0.1", show_default=True, help="在哪个地址上 / listen address")
@_now
@_drafts
@_lang
def serve(site: Path, lang: str | None, now: str | None, **asked: Any) -> None:
    """边写边看：保存就刷新。 Preview the site; every save refreshes it."""
    from generator.app.preview import serve as preview

    def run() -> None:
        wanted = preview.Asked(language=lang, now=asking.moment(now) if now else None, **asked)
        preview.serve(site, wanted, tell=lambda text: print(text, flush=True))

    _guarded(run, site, form="text", lang=lang)


@main.command()
@click.argument("target", metavar="PERSON|STORY|WISH")
@_site
@click.option("--on", metavar="DATE", help="哪天撤回的，默认今天 / day of the withdrawal, today unless given")
@_now
@_lang
def withdraw(target: str, site: Path, on: str | None, now: str | None, lang: str | None) -> None:
    """撤回同意、故事或心愿，说明会撤下什么。 Take back a consent, a story or a wish."""
    from generator.app import withdraw as taking
    from generator.app import withdraw_text

    def run() -> taking.Withdrawal:
        day = asking.moment(on).date() if on else None
        with _progress("text") as progress:
            return taking.withdraw(site, target, on=day, options=asking.options(now=now), progress=progress)

    done = _guarded(run, site, form="text", lang=lang)
    _tell(withdraw_text.as_text(done, language=lang or done.language))
    sys.exit(1 if done.problems else 0)


@main.command()
@_site
@click.option("--diff", "show_only", is_flag=True, help="只看会怎样改，不动文件 / show the changes, write nothing")
@_lang
def fix(site: Path, show_only: bool, lang: str | None) -> None:  # noqa: FBT001 - click passes it by name
    """自动改好有把握的小错，其余不动。 Mend what is certain, in place."""
    from generator.app import fix as mending
    from generator.app import fix_text

    fixed = _guarded(
        lambda: mending.fix(site, now=asking.clock(None), show_only=show_only), site, form="text", lang=lang
    )
    _tell(fix_text.as_text(fixed, language=lang or fixed.language))
    sys.exit(1 if fixed.failed else 0)


@main.command()
@click.argument("story", metavar="STORY")
@_site
@_now
@click.option("--format", "form", type=click.Choice(_FORMATS[:2]), default="text", help="报告的格式 / report format")
@_lang
def explain(story: str, site: Path, now: str | None, form: str, lang: str | None) -> None:
    """说明一篇故事的推荐阅读是怎么选出来的。 Why a story's recommended reading was chosen."""
    from generator.app import explain as telling
    from generator.app import explain_text

    def run() -> telling.Explanation:
        with _progress(form) as progress:
            return telling.explain(site, story, options=asking.options(now=now), progress=progress)

    found = _guarded(run, site, form=form, lang=lang)
    shown = explain_text.as_json if form == "json" else explain_text.as_text
    _tell(shown(found, language=lang or found.language))
    sys.exit(1 if found.problems else 0)


@main.command()
@click.argument("output", type=click.Path(path_type=Path))
@click.option("--site", type=click.Path(path_type=Path), help="对照哪个站点的登记册和原图 / the site it was built from")
@_now
@click.option("--format", "form", type=click.Choice(_FORMATS[:2]), default="text", help="报告的格式 / report format")
@_lang
def scan(output: Path, site: Path | None, now: str | None, form: str, lang: str | None) -> None:
    """上传前逐个字节检查生成好的网站。 Look for leaks in a built tree."""
    from generator.app import scan as looking
    from generator.app import scan_text

    scanned = _guarded(lambda: looking.scan(output, site=site, now=asking.clock(now)), output, form=form, lang=lang)
    shown = scan_text.as_json if form == "json" else scan_text.as_text
    _tell(shown(scanned, language=lang or scanned.language))
    sys.exit(1 if scanned.failed else 0)


@main.group()
def new() -> None:
    """新建站点、故事或心愿。 Begin a site, a story or a wish."""


@new.command("site")
@click.argument("folder", type=click.Path(path_type=Path))
@_lang
def new_site(folder: Path, lang: str | None) -> None:
    """新建一个马上能生成的小站点。 A small site that builds at once."""
    from generator.app import new as makers

    _guarded(lambda: makers.site(folder, lang or "zh-CN"), folder, form="text", lang=lang)
    then = f"wishlight serve {asking.as_typed(folder)}"
    _tell(_say(lang, f"建好了 {folder}。下一步：{then}", f"Made {folder}. Next: {then}"))


@new.command("story")
@_site
@click.option(
    "--wish", "wishes", multiple=True, metavar="ID", help="写哪个心愿，可以写几次 / a wish it tells of, or several"
)
@_now
@_lang
def new_story(site: Path, wishes: tuple[str, ...], now: str | None, lang: str | None) -> None:
    """新建一篇草稿。 A story to write, as a draft."""
    from generator.app import new as makers

    path = _guarded(lambda: makers.story(site, now=asking.clock(now), wishes=wishes), site, form="text", lang=lang)
    english = f"Open {path}; when it is written, delete the draft line."
    _tell(_say(_language(lang, site), f"打开 {path}，写好以后删掉 draft 那一行。", english))


@new.command("wish")
@_site
@_now
@_lang
def new_wish(site: Path, now: str | None, lang: str | None) -> None:
    """新建一条心愿记录。 A wish record to fill in."""
    from generator.app import new as makers

    path = _guarded(lambda: makers.wish(site, now=asking.clock(now)), site, form="text", lang=lang)
    line = _say(_language(lang, site), f"打开 {path}，填好最后一条心愿。", f"Open {path} and fill in the last wish.")
    _tell(line)


def _say(lang: str | None, chinese: str, english: str) -> str:
    from generator.app.words import Speaker

    return Speaker(lang or "zh-CN")(chinese, english)


def _language(lang: str | None, site: Path) -> str:
    """The language in which an editor is spoken to: what was asked for, else that of the site."""
    if lang:
        return lang
    from generator.read import load

    return load.language_of(site)


def _finish(
    run: Callable[[Progress], Report],
    site: Path,
    *,
    form: str,
    lang: str | None,
    options: BuildOptions,
    built: bool = True,
) -> None:
    """Runs a command, prints its report, and exits."""
    from generator.app import report as reports

    def shown() -> Report:
        with _progress(form) as progress:
            return run(progress)

    report = _guarded(shown, site, form=form, lang=lang)
    language = lang or report.language
    if form == "json":
        text = reports.as_json(report, language=language)
    elif form == "github":
        text = reports.as_github(report, language=language)
    else:
        text = reports.as_text(report, language=language, site=site, built=built, strict=options.strict)
    is_said = _tell(text)
    sys.exit((1 if report.failed(strict=options.strict) else 0) if is_said else MachineError.exit_code)


def _tell(text: str, *, aside: bool = False) -> bool:
    """Prints, or what is to be said aside on the error stream; whoever cannot be told is not, and what was done stays.

    Returns:
        Whether it was printed.
    """
    stream = sys.stderr if aside else sys.stdout
    try:
        print(text, file=stream, flush=True)
    except (OSError, ValueError):
        # What is left in its buffer must not fail once more when the program ends.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        return False
    return True


def _guarded(call: Callable[[], _T], site: Path, *, form: str, lang: str | None) -> _T:
    """Calls; a run that cannot go on ends here, with its words and its exit code: an editor is shown no traceback."""
    from generator.app import failures
    from generator.app import report as reports

    try:
        return call()
    except KeyboardInterrupt:
        _tell(_say(_language(lang, site), *_STOPPED), aside=True)
        sys.exit(_INTERRUPTED)
    except Exception as fault:  # of the whole command, whatever it is
        if os.environ.get("WISHLIGHT_TRACEBACK") and not isinstance(fault, (RunError, OSError)):
            raise
        failure = failures.as_run_error(fault, site)
    language = _language(lang, site)
    if form == "json":
        _tell(reports.failure_as_json(failure, language))
    else:
        _tell(reports.failure_as_text(failure, language), aside=True)
    sys.exit(failure.exit_code)


@contextmanager
def _progress(form: str) -> Iterator[Progress]:
    """A progress bar on a terminal, and nothing elsewhere."""
    if form != "text" or not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

    names = {"prose": "读稿 texts", "pages": "排版 pages"}
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def show(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(names.get(step, step), total=total)
            # What is looked at a second time may be more, or less.
            bar.update(tasks[step], total=total, completed=done)

        yield show
