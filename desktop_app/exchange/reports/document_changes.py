"""What differs between two versions of a report, as a table."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from desktop_app.domain.reports import ROW_FIELDS, Cell, Report, ReportRow, Row, Table
from desktop_app.exchange.reports.document_indicators import SPANS, described, figure_text, spans
from desktop_app.exchange.reports.document_tables import as_text, plain_table
from desktop_app.exchange.reports.document_text import printed
from desktop_app.exchange.reports.table import line, value_of
from desktop_app.exchange.reports.task_names import TaskNames
from desktop_app.lists.own_words import headings
from desktop_app.resources import words

TITLES = ("Nội dung chỉnh lý", "Số liệu đã báo cáo", "Số liệu chỉnh lý")
NOT_THERE = "(không có)"
OF_TASK = "-"
"""Stands for the number in the rows below a task."""

_OF_THOSE_APART = frozenset({"fate", "fate_on", "fate_note", "suspended_on"})
"""Said of tasks that stand apart, which this table does not list."""


def changes_table(before: Report, after: Report, room: float) -> Table:
    """Return a row for each value that differs, below its task, in the order of the later report.

    Tasks that went stand last.
    """
    found = list(changes(before, after))
    values = [(place or OF_TASK, *cells) for place, _, *cells in found]
    table = plain_table((*headings(("number",)), *TITLES), values, {0}, room=room)
    rows: list[Row] = []
    pairs = zip(found, table.rows, strict=True)
    for (place, content), of_task in groupby(pairs, key=lambda pair: pair[0][:2]):
        rows.append(Row((Cell(place, bold=True), Cell(printed(content), bold=True)), "group"))
        rows += [replace(row, cells=(Cell(OF_TASK), *row.cells[1:])) for _, row in of_task]
    return replace(table, rows=tuple(rows))


def changes(before: Report, after: Report) -> Iterator[tuple[str, ...]]:
    """Yield each value that differs: number and content of the task, what it is, both as printed."""
    names = TaskNames(before, after)
    old, new = _lines(before, names), _lines(after, names)
    for key, (place, row) in new.items():
        if key in old:
            known = old[key][1]
            yield from ((place, row.task.content, *cells) for cells in _changed_fields(known, row))
        else:
            yield place, row.task.content, words("kind")["task"].capitalize(), NOT_THERE, _said(row)
    for key, (place, row) in old.items():
        if key not in new:
            yield place, row.task.content, words("kind")["task"].capitalize(), _said(row), NOT_THERE
    if before.indicators:  # a version sealed before reports carried them has none to compare with
        yield from _changed_indicators(before, after)


def _changed_fields(before: ReportRow, after: ReportRow) -> Iterator[tuple[str, str, str]]:
    """Yield the name of each field that the two rows say differently, with both values as printed.

    A deadline is printed with the day it was extended to, so it can change in print alone.
    """
    named = words("field")
    compared: set[str] = set()
    left_out = _OF_THOSE_APART if before.entry and after.entry else {*_OF_THOSE_APART, "figures"}
    for field in ROW_FIELDS:
        if not field.compared or field.name in left_out or (field.name == "due" and "deadline" in compared):
            continue
        was, now = value_of(before, field), value_of(after, field)
        if was != now and (field.name == "deadline" or field.text(before) != field.text(after)):
            compared.add(field.name)
            yield named[field.name], as_text(was) or NOT_THERE, as_text(now) or NOT_THERE


def _changed_indicators(before: Report, after: Report) -> Iterator[tuple[str, ...]]:
    old, new = _figures(before), _figures(after)
    for key in dict.fromkeys((*new, *old)):
        name, place, span = key
        was, now = old.get(key, NOT_THERE), new.get(key, NOT_THERE)
        if was != now:
            yield place, name, span, was, now


def _figures(report: Report) -> dict[tuple[str, str, str], str]:
    """Return every figure of the indicators as it is printed, by name with unit, place and span."""
    return {
        (f"{described(one)}, {one.unit}", one.place, span): figure_text(figure)
        for one in report.indicators
        for span, figure in zip(SPANS, spans(one), strict=True)
    }


def _lines(report: Report, names: TaskNames) -> dict[int, tuple[str, ReportRow]]:
    return {row.task.id: (names.number(row), row) for group in report.groups for row in group.rows}


def _said(row: ReportRow) -> str:
    return as_text(line(row).value("status"))
