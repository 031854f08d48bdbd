"""Which lines of the import's preview a filter and the search let through."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.edition import RowKind
from desktop_app.resources import words
from desktop_app.ui.importing.lines import Line, changes_of, waits
from desktop_app.ui.slices import Steps

_PAUSE = 500


def filters_of(tab: str) -> Mapping[str, str]:
    """Give the filters that a tab offers, by key, with their words."""
    offered = {"": _tr("Tất cả các dòng")}
    if tab in (RowKind.NEW.value, RowKind.CHANGED.value, RowKind.SAME.value, RowKind.AMBIGUOUS.value):
        offered["problems"] = _tr("Có điều cần xem")
    if tab in (RowKind.NEW.value, RowKind.CHANGED.value, RowKind.GONE.value):
        offered["left"] = _tr("Đang bỏ, không nhận")
    if tab == RowKind.AMBIGUOUS.value:
        offered |= {"waits": _tr("Chưa quyết định"), "conflict": _tr("Xung đột"), "near": _tr("Gần giống, trùng")}
    if tab == RowKind.CHANGED.value:
        fields = ("content", "leads", "coordinating", "deadline", "output", "number", "group")
        offered |= {name: words("field")[name] for name in fields}
    return offered


def let_through(
    lines: Sequence[Line], wanted: str, sought: Sequence[str], haystacks: dict[int | str, str]
) -> Steps[Sequence[Line]]:
    """Give the lines that a filter lets through and in which every sought word stands.

    `haystacks` keeps the folded text of a line by its key.
    """
    tests: dict[str, Callable[[Line], bool]] = {
        "problems": lambda line: bool(line.problems),
        "left": lambda line: not line.taken,
        "waits": lambda line: waits(line) == "waits",
        "conflict": lambda line: bool(changes_of(line)),
        "near": lambda line: line.match is not None and not line.match.changes,
    }
    if not wanted and not sought:
        return lines
    passes = tests.get(wanted) or (lambda line: not wanted or any(one.field == wanted for one in changes_of(line)))
    found = []
    for number, line in enumerate(lines, start=1):
        if passes(line):
            haystack = haystacks.get(line.key) or haystacks.setdefault(line.key, line.haystack) if sought else ""
            if all(word in haystack for word in sought):
                found.append(line)
        if not number % _PAUSE:
            yield
    return found


def _tr(text: str) -> str:
    return QCoreApplication.translate("importing", text)
