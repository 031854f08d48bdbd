"""What differs between two versions of a report, as a table."""

from collections.abc import Iterator

from desktop_app.domain.reports import Report, Table
from desktop_app.domain.text import roman
from desktop_app.exchange.reports.paper_indicators import SPANS, described, figure_text, spans
from desktop_app.exchange.reports.paper_tables import as_text, plain_table
from desktop_app.exchange.reports.table import Line, line
from desktop_app.lists.own_words import FIELDS, headings
from desktop_app.resources import words

TITLES = ("Nội dung thay đổi", "Đã báo cáo", "Đính chính")
WIDTHS = (18.0, 74.0, 40.0, 60.0, 60.0)
NOT_THERE = "(không có)"


def changes_table(before: Report, after: Report) -> Table:
    """Return a row for each value that differs, in the order of the later report; tasks that went stand last."""
    return plain_table((*headings(("number", "content")), *TITLES), WIDTHS, list(_changes(before, after)), {0})


def _changes(before: Report, after: Report) -> Iterator[tuple[str, ...]]:
    old, new = _lines(before), _lines(after)
    for key, (place, item) in new.items():
        if key not in old:
            yield place, item.row.task.content, words("kind")["task"].capitalize(), NOT_THERE, _said(item)
            continue
        known = old[key][1]
        for field, was, now in zip(FIELDS, known.values, item.values, strict=True):
            if was != now:
                yield place, item.row.task.content, words("field")[field], as_text(was), as_text(now)
    for key, (place, item) in old.items():
        if key not in new:
            yield place, item.row.task.content, words("kind")["task"].capitalize(), _said(item), NOT_THERE
    if before.indicators:  # a version sealed before reports carried them has none to compare with
        yield from _changed_indicators(before, after)


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


def _lines(report: Report) -> dict[int, tuple[str, Line]]:
    return {
        row.task.id: (f"{roman(group.number)}.{row.task.number}", line(row))
        for group in report.groups
        for row in group.rows
    }


def _said(item: Line) -> str:
    return as_text(item.values[FIELDS.index("status")])
