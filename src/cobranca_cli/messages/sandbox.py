"""Where message templates run: what they may be made of, and how much work they may do.

A template may be copied from anywhere. Only the parts of the language in `_ALLOWED` are taken (no
macros, no `set`, no `include`, no lists but of constants), so given values can only be arranged.
What is left can still be made to run for hours or to fill the memory, by loops inside loops or by
texts that grow at each step, so every loop and every operation that makes a value spends from a
budget. It counts steps, never seconds: a template fails on every machine, or on none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import StrictUndefined, Template, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

LONGEST_VALUE = 4_000  # Characters of a text, items of a list: as long as a whole message.
MOST_STEPS = 50_000  # A page with 24 instalments takes about 500.

_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.If, nodes.For,
    nodes.Name, nodes.Const, nodes.List, nodes.Tuple, nodes.CondExpr,
    nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Call, nodes.Keyword,
    nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.Concat,
    nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Pow,
    nodes.And, nodes.Or, nodes.Not, nodes.Neg, nodes.Pos,
)  # fmt: skip
_FILTERS = (
    "capitalize", "count", "d", "default", "first", "join", "last", "length", "list", "lower",
    "reverse", "sort", "string", "sum", "title", "trim", "truncate", "unique", "upper",
)  # fmt: skip
_METHODS = frozenset(
    ("capitalize", "endswith", "get", "items", "keys", "lower", "split", "startswith", "strip",
     "title", "upper", "values")
)  # fmt: skip
# Filters that no template can name, put in by `_Measured`.
_ROUNDS, _TOGETHER = "rounds of a loop", "texts put together"


class NotAllowedError(Exception):
    """A part of the language that templates do without."""

    def __init__(self, node: nodes.Node) -> None:
        super().__init__(type(node).__name__)
        self.line = node.lineno


class TooMuchWorkError(Exception):
    """The budget is spent."""


class Sandbox(ImmutableSandboxedEnvironment):
    """No attributes but those of the values given, no functions, few filters, bounded work."""

    intercepted_binops = frozenset(("*", "**", "+", "%"))

    def __init__(self) -> None:
        super().__init__(
            undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True,
            optimized=False,
        )  # fmt: skip
        self.globals.clear()
        self.filters = {name: self._measured(self.filters[name]) for name in _FILTERS}
        self.filters["join"] = self._join
        self.filters[_ROUNDS] = self._rounds
        self.filters[_TOGETHER] = self._together
        self._left = MOST_STEPS

    def made(self, source: str, path: str) -> Template:
        """The template of a source text; errors in it name `path`.

        Raises NotAllowedError, jinja2's TemplateSyntaxError, RecursionError, or what else a
        source that is no template makes jinja2 and Python raise.
        """
        self._left = MOST_STEPS
        tree = self.parse(source, filename=path)
        _refuse_the_rest(tree)
        code = self.compile(_Measured().visit(tree), filename=path)
        return Template.from_code(self, code, self.make_globals(None))

    def rendered(self, template: Template, values: Mapping[str, object]) -> Iterable[str]:
        """The pieces of its text. Raises TooMuchWorkError, OverflowError for a huge value."""
        self._left = MOST_STEPS
        return template.generate(values)

    def spend(self, steps: int) -> None:
        """Take from the budget. Raises TooMuchWorkError."""
        self._left -= steps
        if self._left < 0:
            raise TooMuchWorkError

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        """Text, lists and their repetitions stay small; powers are not worked out at all."""
        sized = [_size(side) for side in (left, right)]
        if operator == "+":
            too_big = sum(sized) > LONGEST_VALUE
        elif any(sized):  # Text or a list, times a number; or an old format string.
            times = [side for side in (left, right) if isinstance(side, int)]
            too_big = operator != "*" or max(sized) * (times or [0])[0] > LONGEST_VALUE
        else:
            too_big = operator == "**"
        if too_big:
            raise OverflowError
        result = super().call_binop(context, operator, left, right)
        self.spend(1 + _size(result))
        return result

    def call(self, context: Any, obj: Any, *args: Any, **kwargs: Any) -> Any:
        """A method of a value, paid for."""
        result = super().call(context, obj, *args, **kwargs)
        self._pay_for(result)
        return result

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        """Of the methods of plain values only those that are harmless."""
        plain = isinstance(obj, str | int | list | dict)
        allowed = not (plain and callable(value)) or attr in _METHODS
        return allowed and super().is_safe_attribute(obj, attr, value)

    def wrap_str_format(self, value: Any) -> None:  # noqa: ARG002  # No format() at all.
        """Without this, jinja2 wraps `format` of a text instead of refusing it."""
        return

    def _pay_for(self, result: object, *used: object) -> None:
        size = _size(result)
        if size > LONGEST_VALUE:
            raise OverflowError
        self.spend(1 + size + sum(map(_size, used)))

    def _measured(self, work: Callable[..., Any]) -> Callable[..., Any]:
        """The same filter, paying for what it reads and makes; jinja2's marks on it are kept."""
        from functools import wraps

        @wraps(work)
        def measured(*args: Any, **kwargs: Any) -> Any:
            result = work(*args, **kwargs)
            if not hasattr(result, "__len__") and hasattr(result, "__next__"):
                result = list(result)  # `unique` and `reverse` are lazy.
            self._pay_for(result, *args)
            return result

        return measured

    def _join(self, parts: Iterable[Any], between: Any = "") -> str:
        return self._joined([str(part) for part in parts], str(between))

    def _together(self, parts: list[Any]) -> str:
        return self._joined([str(part) for part in parts], "")

    def _joined(self, parts: list[str], between: str) -> str:
        """Measured before it is made: two texts of 4 000 would make one of 16 million."""
        if sum(map(len, parts)) + len(between) * max(len(parts) - 1, 0) > LONGEST_VALUE:
            raise OverflowError
        result = between.join(parts)
        self._pay_for(result, parts)
        return result

    def _rounds(self, items: Iterable[Any], steps: int) -> list[Any]:
        """What a loop goes through, paid for all its rounds at once: no round is left out."""
        rounds = list(items)
        self.spend(1 + len(rounds) * steps)
        return rounds


class _Measured(NodeTransformer):
    """Puts the measuring filters around every loop's items and every `~`."""

    def visit_For(self, node: nodes.For) -> nodes.Node:  # noqa: N802  # jinja2 looks for this name.
        """A loop pays at its start: for each round as many steps as its body has parts."""
        steps = 1 + sum(1 for part in node.body for _ in part.find_all(nodes.Node))
        self.generic_visit(node)
        node.iter = _filtered(node.iter, _ROUNDS, nodes.Const(steps))
        return node

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:  # noqa: N802  # As above.
        """`a ~ b` is measured before it is made."""
        self.generic_visit(node)
        return _filtered(nodes.List(node.nodes, lineno=node.lineno), _TOGETHER)


def _filtered(node: Any, name: str, *args: nodes.Expr) -> nodes.Filter:
    found = nodes.Filter(node, name, list(args), [], None, None)
    return found.set_lineno(node.lineno)  # type: ignore[return-value]  # Declared as any Node.


def _refuse_the_rest(tree: nodes.Template) -> None:
    for node in (tree, *tree.find_all(nodes.Node)):
        if type(node) not in _ALLOWED or not _is_plain_use(node):
            raise NotAllowedError(node)


def _is_plain_use(node: nodes.Node) -> bool:
    if isinstance(node, nodes.For):
        return not node.recursive
    if isinstance(node, nodes.Call | nodes.Filter | nodes.Test):
        return node.dyn_args is None and node.dyn_kwargs is None
    if isinstance(node, nodes.List | nodes.Tuple):  # Lists of lists could grow at each loop.
        plain = nodes.Name if getattr(node, "ctx", "load") == "store" else nodes.Const
        return all(isinstance(item, plain) for item in node.items)
    return True


def _size(value: object) -> int:
    """Characters of a text, items of a list; 0 for what has no length."""
    return len(value) if isinstance(value, str | list | tuple | dict) else 0
