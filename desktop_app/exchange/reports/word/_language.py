"""What a template may say: show fields, go through lists, choose. Nothing that can grow without end.

Jinja's own sandbox forbids attributes with underscores; it lets a template multiply texts, call ranges and
put loops into loops.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

STEPS = 200_000
"""So many times may all loops together go round; a report of 500 paragraphs goes round 600 times."""

DEEPEST = 5
"""Loops inside loops; the shipped template has two."""

_FILTERS = frozenset({
    "capitalize", "count", "d", "default", "e", "escape", "first", "join", "last", "length", "lower", "title",
    "trim", "upper",
})  # fmt: skip
_TESTS = frozenset({"defined", "even", "false", "none", "odd", "true", "undefined"})
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem,
    nodes.If, nodes.For, nodes.CondExpr, nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
    nodes.Filter, nodes.Test, nodes.Add, nodes.Sub, nodes.Neg, nodes.Concat,
)  # fmt: skip
_LISTS = (nodes.Name, nodes.Getattr, nodes.Getitem)
_SPANS = 63
"""Columns of a table of Word; docxtpl multiplies by it for {% hm %}."""
_PARAGRAPH = re.compile(r"<w:p[ >]")
_TAGS = re.compile(r"<[^>]*>")


class ForbiddenTemplate(TemplateSyntaxError):
    """A template says what is not of the language; the message is where."""


class TooMuch(Exception):
    """A template goes round its loops without end."""


class LoopCounter:
    """Counts how often loops go round."""

    def __init__(self, most: int = STEPS) -> None:
        self._left = most

    def count(self, values: Iterator[Any]) -> Iterator[Any]:
        """Yield the values, and count them. Raises TooMuch."""
        for one in values:
            self._left -= 1
            if self._left < 0:
                raise TooMuch
            yield one


class EscapedXml(str):
    """Text that is XML already; jinja asks `__html__` before it escapes. Going through its letters counts."""

    __slots__ = ("steps",)
    steps: LoopCounter

    def __html__(self) -> str:
        return str(self)

    def __iter__(self) -> Iterator[str]:
        return self.steps.count(super().__iter__())


class _Listed(list[Any]):
    steps: LoopCounter

    def __iter__(self) -> Iterator[Any]:
        return self.steps.count(super().__iter__())


class _Named(dict[str, Any]):
    steps: LoopCounter

    def __iter__(self) -> Iterator[str]:
        return self.steps.count(super().__iter__())


def counted(value: Any, steps: LoopCounter) -> Any:
    """Return plain data as a template may see it: every loop over any part of it is counted."""
    made: Any
    if isinstance(value, str):
        made = EscapedXml(value)
    elif isinstance(value, Mapping):
        made = _Named((name, counted(one, steps)) for name, one in value.items())
    elif isinstance(value, list | tuple):
        made = _Listed(counted(one, steps) for one in value)
    else:
        return value
    made.steps = steps
    return made


class Language(SandboxedEnvironment):
    """An environment in which a template can do nothing but show its fields."""

    def __init__(self) -> None:
        """Take no file, no cache and no name of its own."""
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Parse as jinja does, and refuse what is not of the language."""
        if "\n<w:p" not in source:  # a paragraph to a line, by which a fault is found
            source = _PARAGRAPH.sub(r"\n\g<0>", source)
        made = super()._parse(source, name, filename)
        _check(made, source, 0)
        return made


def _check(node: nodes.Node, source: str, loops: int) -> None:
    loops += isinstance(node, nodes.For)
    if not _is_allowed(node) or loops > DEEPEST:
        raise ForbiddenTemplate(_text_at(source, node.lineno), node.lineno)
    for one in node.iter_child_nodes():
        _check(one, source, loops)


def _is_allowed(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Mul):
        spans, value = node.left, node.right
        return (
            isinstance(spans, nodes.Const)
            and isinstance(spans.value, int)
            and spans.value <= _SPANS
            and isinstance(value, nodes.Getattr)
        )
    if isinstance(node, nodes.For):
        return isinstance(node.iter, _LISTS) and not node.recursive
    if isinstance(node, nodes.Filter):
        return node.name in _FILTERS and node.node is not None
    if isinstance(node, nodes.Getattr):
        return not node.attr.startswith("_")
    if isinstance(node, nodes.Test):
        return node.name in _TESTS
    return isinstance(node, _ALLOWED)


def _text_at(source: str, line: int) -> str:
    """Return the words of a line as the office finds them in its template."""
    lines = source.splitlines()
    text = _TAGS.sub("", lines[line - 1]).strip() if line <= len(lines) else ""
    return text[max(text.find("{"), 0) :]
