"""How templates become code: Jinja's way, less what it asks anew at every value of every page.

Jinja cannot know that whoever calls it escapes everything, in one language, and has no function that wants the context.
Here that is known when a template is compiled. What a page says is the same; a test compares.
"""

from __future__ import annotations

import functools
import operator
from collections.abc import Callable
from types import CodeType
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import EvalContext
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

from generator.model.catalogue import Translator

_MOST_COMPILED = 500
_NAMING = (nodes.Macro, nodes.Import, nodes.FromImport, nodes.Name)


class Compiled(jinja2.BytecodeCache):
    """Templates compiled in this process, by name and text: a preview renders again and again, and changes few of them.

    Constant words are in the language of the site by then, so each language has its own.
    """

    def __init__(self) -> None:
        """Nothing is compiled yet."""
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Jinja asks for the code of a template."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Jinja hands over what it compiled."""
        if len(self._codes) >= _MOST_COMPILED:
            self._codes.clear()
        self._codes[bucket.key, bucket.checksum] = bucket.code


@functools.cache
def _compiled_with(_words: bytes) -> Compiled:
    return Compiled()


class _Macro(Macro):
    """A macro that takes its arguments as they come, where they come in order."""

    @jinja2.pass_eval_context
    def __call__(self, *args: Any, **kwargs: Any) -> str:
        defaults = self._argument_count - len(args)
        if kwargs or defaults < 0 or self.caller or self.catch_kwargs or self.catch_varargs:
            return super().__call__(*args, **kwargs)
        if args and isinstance(args[0], EvalContext):
            return super().__call__(*args)
        # What a macro's text holds was escaped when it was put in.
        return str.__new__(Markup, self._func(*args, *[missing] * defaults))


def shown(value: Any) -> str:
    """The text of a value, escaped; most texts have nothing that must be."""
    kind = value.__class__
    if kind is Markup:
        return value  # type: ignore[no-any-return]
    # Looking for each is far faster than for any, and than a new Markup.
    if kind is str and not ("&" in value or "<" in value or ">" in value or '"' in value or "'" in value):
        return value  # type: ignore[no-any-return]
    return escape(value)


class _Generator(CodeGenerator):
    """Writes calls that need no context as such, and constant words as what they are in the site's language."""

    environment: Environment

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:  # noqa: N802 - the library's name
        self._has_own_t = any("t" in _named(item) for item in node.find_all(_NAMING))
        super().visit_Template(node, frame)

    def write_commons(self) -> None:
        """Jinja's own preamble of a function, and ours: local names for what it would look up or do more slowly."""
        super().write_commons()
        self.writeline("escape = environment.shown")
        self.writeline("Macro = environment.macro")
        self.writeline("call = environment.call")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802, FBT001, FBT002
        words = self._words(node)
        if words is not None:
            self.write(repr(words))
        elif forward_caller or frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super().visit_Call(node, frame, forward_caller)
        else:
            self.write("call(")
            self.visit(node.node, frame)
            self.signature(node, frame)
            self.write(")")

    def _output_child_to_const(self, node: nodes.Expr, frame: Frame, finalize: CodeGenerator._FinalizeInfo) -> str:
        words = self._words(node)
        return super()._output_child_to_const(node if words is None else nodes.Const(words), frame, finalize)

    def _words(self, node: nodes.Expr) -> str | None:
        """The words of ``t("…")``, if the node is that."""
        if not isinstance(node, nodes.Call) or node.kwargs or node.dyn_args or node.dyn_kwargs or self._has_own_t:
            return None
        match node.node, node.args:
            case nodes.Name(name="t"), [nodes.Const(value=str(text))]:
                return self.environment.t(text)
        return None


def _named(node: nodes.Node) -> list[str]:
    """The names that a node gives to something."""
    if isinstance(node, nodes.Name):
        return [node.name] if node.ctx != "load" else []
    if isinstance(node, nodes.FromImport):
        return [name if isinstance(name, str) else name[1] for name in node.names]
    return [node.target if isinstance(node, nodes.Import) else node.name]  # type: ignore[attr-defined]


class Environment(jinja2.Environment):
    """Jinja's environment with our compiler; all templates of one have the same language."""

    code_generator_class = _Generator
    shown = staticmethod(shown)
    macro = _Macro
    # A class of C functions would bind no ``self``, but a checker cannot know.
    call: Callable[..., Any] = staticmethod(operator.call)  # type: ignore[arg-type]

    def __init__(self, t: Translator, **options: Any) -> None:
        """As Jinja's.

        Args:
            t: the words of the furniture, all that templates can call besides macros.
            options: Jinja's own.
        """
        super().__init__(**options, autoescape=True, bytecode_cache=_compiled_with(t.digest))
        self.t = t
        self.globals = {"t": t}
