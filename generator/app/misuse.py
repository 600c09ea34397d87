"""What a command line got wrong, in the words of a run: those of the library are English, and say no cure."""

from __future__ import annotations

import re

import click

from generator.base.problems import UsageError


def as_usage_error(fault: click.UsageError) -> UsageError:
    """A command line that means nothing, as a run that cannot go on (U841 to U845)."""
    command = fault.ctx.command_path if fault.ctx else "wishlight"
    if isinstance(fault, click.NoSuchCommand):
        return UsageError("U841", name=fault.command_name, nearest=_first(fault.possibilities), command=command)
    if isinstance(fault, click.NoSuchOption):
        return UsageError("U842", option=fault.option_name, nearest=_first(fault.possibilities), command=command)
    if isinstance(fault, click.MissingParameter):
        return UsageError("U843", name=_name(fault), usage=_usage(fault))
    if isinstance(fault, click.BadParameter):
        return UsageError("U844", name=_name(fault), wanted=_wanted(fault.param), command=command)
    if isinstance(fault, click.BadOptionUsage):
        return UsageError("U844", name=fault.option_name, wanted="", command=command)
    return UsageError("U845", extra=_extra(fault), usage=_usage(fault))


def _extra(fault: click.UsageError) -> str:
    """What was typed beyond the arguments; the library puts it nowhere but at the end of its message."""
    found = re.search(r"\((.*)\)\Z", fault.format_message(), re.DOTALL)
    return found[1] if found else ""


def _first(possibilities: list[str] | None) -> str:
    return possibilities[0] if possibilities else ""


def _usage(fault: click.UsageError) -> str:
    if fault.ctx is None:
        return "wishlight --help"
    return " ".join((fault.ctx.command_path, *fault.ctx.command.collect_usage_pieces(fault.ctx)))


def _name(fault: click.BadParameter) -> str:
    """The option, or the place of the argument, as ``--help`` shows it."""
    if fault.param is None or fault.ctx is None:
        return ""
    is_option = isinstance(fault.param, click.Option)
    return max(fault.param.opts, key=len) if is_option else fault.param.make_metavar(fault.ctx)


def _wanted(param: click.Parameter | None) -> str:
    """What may stand there: a list of words, or numbers between bounds."""
    kind = param.type if param else None
    if isinstance(kind, click.Choice):
        return ", ".join(map(str, kind.choices))
    if isinstance(kind, click.IntRange):
        return f"≥ {kind.min}" if kind.max is None else f"{kind.min}-{kind.max}"
    return ""
