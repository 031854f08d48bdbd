"""The report as a workbook: the tasks to print and to work with, the totals, the overdue tasks.

XlsxWriter, which only writes.
"""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.domain.errors import TextTooLong
from desktop_app.domain.reports import ON_PAPER, Preset, ReportDraft, ReportGroup
from desktop_app.domain.text import roman
from desktop_app.domain.work import Progress, no_progress
from desktop_app.exchange.reports._excel_annexes import (
    DESCENTS,
    write_apart,
    write_descents,
    write_documents,
    write_indicators,
    write_overdue,
    write_totals,
)
from desktop_app.exchange.reports.document import subject
from desktop_app.exchange.reports.document_text import trace_line
from desktop_app.exchange.reports.excel_data import write_data
from desktop_app.exchange.reports.excel_frame import write_heading, write_official_heading, write_signature
from desktop_app.exchange.reports.excel_full_texts import (
    FULL_TEXT_NOTE,
    FULL_TEXTS,
    FULL_TEXTS_TITLE,
    FULL_TEXTS_WIDTHS,
    is_too_tall,
    write_full_texts,
)
from desktop_app.exchange.reports.machine import FATE_NOTE, write_machine
from desktop_app.exchange.reports.table import (
    TOLD,
    TableLine,
    brief,
    descent_notes,
    empty_fields,
    line,
    long_texts,
    place,
    totals_in_words,
    warning,
)
from desktop_app.exchange.writing import (
    BOLD,
    EASE,
    MAX_TEXT,
    SIZE,
    UNIT,
    SheetWriter,
    Styles,
    clean,
    length,
    new_workbook,
    share_widths,
    width,
)
from desktop_app.files import replacing
from desktop_app.lists.own_words import FIELDS, headings

if TYPE_CHECKING:
    from xlsxwriter import Workbook


TITLE = "Báo cáo"
REPORTS_PER_SECOND = 20
WIDTH = 178
"""Units of column width in all: on A4, 11 points come out as 8.3."""

FIXED = {"number": 5, "deadline": 11, "state": 9, "percent": 8, "completed_on": 11, "status": 11}
LEAST = {
    "content": 22,
    "leads": 10,
    "coordinating": 10,
    "output": 10,
    "result": 12,
    "difficulty": 10,
    "proposal": 9,
    "note": 7,
}
"""The least widths of the columns that share what is left of `WIDTH`."""

MOST_NUMBER = 12
"""Units that the column of numbers takes at most."""

CENTERED = frozenset({"number", "deadline", "state", "percent", "status"})
ASSUMED_NOTE = "Ngày hoàn thành chữ nghiêng: chưa có ngày, tạm tính theo ngày chốt số liệu."
MOST_NOTES = 10
"""So many notes on merged, split and renamed tasks stand above the table; more get a sheet of their own.

The heading of a list is looked for in the first rows.
"""
DESCENTS_NOTE = f"{{count}} thay đổi về gộp, tách, đổi tên nhiệm vụ: xem trang tính “{DESCENTS}”."
CARRIED_NOTE = "Ghi chú: nội dung in nghiêng là kết quả của kỳ trước (kỳ này không phát sinh)."

Tables = list[tuple[ReportGroup, list[TableLine]]]
Titles = tuple[tuple[str, str], ...]
"""The columns of the table with their headings."""


def write_report(draft: ReportDraft, target: Path, progress: Progress = no_progress) -> None:
    """Write a draft to `target` (*.xlsx): whole, or the old file stays as it was.

    The preset chooses columns and headings; the usual one shows them all, so that the first sheet can be
    brought in again as a task list. Raises TextTooLong before anything is written, and what `replacing`
    raises; `progress` counts tasks and may stop the work.
    """
    report = draft.report
    check_lengths(draft, target)
    tables = [(group, [line(row) for row in group.rows]) for group in report.groups]
    titles = _titles(draft.preset)
    fields = tuple(field for field, _ in titles)
    hidden = empty_fields((item for _, lines in tables for item in lines), draft.preset)
    widths = column_widths(tables, fields, hidden)
    clipped = list(_clipped(tables, fields, widths))
    told_of = (subject(draft), report.office.department, warning(report), report.made_on)
    with replacing(target) as temporary, workbook(temporary, *told_of) as book:
        styles = Styles(book)
        sheet = SheetWriter(book.add_worksheet(TITLE), styles, widths)
        descents = descent_notes(report)
        few = descents if len(descents) <= MOST_NOTES else [DESCENTS_NOTE.format(count=len(descents))]
        notes = [*_notes(tables, clipped), *few, *([trace_line(draft.head)] if draft.head else [])]
        write_official_heading(sheet, draft, notes)
        _write_table(sheet, titles, tables, _paced(progress, sum(len(lines) for _, lines in tables)))
        write_signature(sheet, report)
        sheet.finish(warning(report))
        write_data(book, styles, report, fields)
        write_totals(book, styles, draft)
        write_overdue(book, styles, draft)
        write_apart(book, styles, draft)
        write_indicators(book, styles, draft)
        write_documents(book, styles, draft)
        if descents != few:
            write_descents(book, styles, draft, descents)
        if clipped:
            full = SheetWriter(book.add_worksheet(FULL_TEXTS), styles, FULL_TEXTS_WIDTHS)
            write_heading(full, draft, FULL_TEXTS_TITLE)
            write_full_texts(full, "Nhiệm vụ, cột", clipped)
            full.finish(warning(report))
        write_machine(book, report, {*fields, *draft.preset.annexes, FATE_NOTE})


def check_lengths(draft: ReportDraft, target: Path) -> None:
    """Refuse a text that no cell can hold. Raises TextTooLong."""
    for where, text in (*long_texts(draft.report, MAX_TEXT // 2), ("Trích yếu", subject(draft))):
        if length(clean(text)) > MAX_TEXT:
            raise TextTooLong(target, where, length(clean(text)), MAX_TEXT)


def _titles(preset: Preset) -> Titles:
    """Return the columns of a preset with their headings; the usual choice for paper leaves out none here."""
    fields = FIELDS if preset.columns == ON_PAPER else preset.columns
    return tuple(
        (field, preset.title(f"column.{field}", usual))
        for field, usual in zip(fields, headings(fields), strict=True)
    )


def column_widths(
    tables: Tables, fields: tuple[str, ...] = FIELDS, hidden: frozenset[str] = frozenset()
) -> list[int]:
    """Return the width of each column, by what stands in it; those that are `hidden` have none."""
    flexible = [field for field in fields if field in LEAST and field not in hidden]
    lengths = [[len(str(item.value(field))) for field in flexible] for _, lines in tables for item in lines]
    fixed = {field: FIXED[field] for field in fields if field in FIXED and field not in hidden}
    if "number" in fixed:
        numbers = [roman(group.number) for group, _ in tables]
        numbers += [str(item.value("number")) for _, lines in tables for item in lines]
        fixed["number"] = number_width(numbers, FIXED["number"])
    shared = share_widths(lengths, [LEAST[field] for field in flexible], WIDTH - sum(fixed.values()))
    widths = fixed | dict(zip(flexible, shared, strict=True))
    return [widths.get(field, 0) for field in fields]


def number_width(numbers: Iterable[str], least: int) -> int:
    """Return the width of a column of numbers: wide enough for "XXXVIII"."""
    widest = max((width(word, SIZE, BOLD) for number in numbers for word in number.split()), default=0.0)
    return min(max(least, ceil(widest / UNIT / EASE)), MOST_NUMBER)


def _clipped(tables: Tables, fields: tuple[str, ...], widths: list[int]) -> Iterator[tuple[str, str]]:
    """Find the texts that are too tall for any row of Excel, with their places."""
    for _, lines in tables:
        for item in lines:
            for field, value, wide in zip(fields, item.chosen(fields), widths, strict=True):
                if wide and isinstance(value, str) and is_too_tall(value, wide):
                    yield place(item.row, field), clean(value)


def _notes(tables: Tables, clipped: list[tuple[str, str]]) -> list[str]:
    rows = [item.row for _, lines in tables for item in lines]
    notes = (
        (CARRIED_NOTE, any(row.carried or row.carried_groups for row in rows)),
        (ASSUMED_NOTE, any(row.standing.assumed for row in rows)),
        (FULL_TEXT_NOTE, bool(clipped)),
    )
    return [note for note, needed in notes if needed]


def _write_table(sheet: SheetWriter, titles: Titles, tables: Tables, tick: Callable[[int], None]) -> None:
    sheet.put_head([title for _, title in titles])
    fields = tuple(field for field, _ in titles)
    groups = [group for group, _ in tables]
    known = any(row.known for group in groups for row in group.rows)
    status = _sums_from(sheet, fields, groups, known=known)
    done = 0
    for group, lines in tables:
        _write_group(sheet, group, status, known=known)
        for item in lines:
            _write_line(sheet, fields, item)
            done += 1
            tick(done)


def _sums_from(
    sheet: SheetWriter, fields: tuple[str, ...], groups: Sequence[ReportGroup], *, known: bool
) -> int:
    """Return the column from which the sums of a group stand: that of the status, if there is room.

    If not, the number of columns.
    """
    last = len(fields) - 1
    status = fields.index("status") if "status" in fields[2:] else last + 1
    if status > last or sheet.room(1, status - 1) < UNIT * LEAST["content"]:
        return last + 1
    wide = max((width(brief(group.totals, known=known), SIZE, BOLD) for group in groups), default=0.0)
    return status if wide < sheet.room(status, last) * EASE else last + 1


def _write_group(sheet: SheetWriter, group: ReportGroup, status: int, *, known: bool) -> None:
    """Write a group as a row of its own; its sums stand from the column `status` on, else in its title."""
    last = len(sheet.widths) - 1
    before = min(status - 1, last)
    title = (
        clean(group.title)
        if status <= last
        else f"{clean(group.title)} ({totals_in_words(group.totals, known=known)})"
    )
    sheet.put_group(roman(group.number), title, before)
    if status <= last:
        sheet.put(status, _sums(group, sheet.room(status, last), known=known), "group", "bold", "overflow")
    sheet.end_row()


def _sums(group: ReportGroup, room: float, *, known: bool) -> str:
    apart = sum(not row.standing.counted for row in group.rows)
    full = totals_in_words(group.totals, apart, known=known)
    if width(full, SIZE, BOLD) < room * EASE:
        return full
    return brief(group.totals, known=known)


def _write_line(sheet: SheetWriter, fields: tuple[str, ...], item: TableLine) -> None:
    overdue = item.row.standing.overdue
    values = item.values if fields == FIELDS else item.chosen(fields)
    for column, (field, value) in enumerate(zip(fields, values, strict=True)):
        slanted = (
            item.row.carries(field)
            if field in TOLD
            else field == "completed_on" and item.row.standing.assumed
        )
        sheet.put(column, value, *_TRAITS[field, slanted, field == "status" and overdue])
    sheet.end_row()


def _traits(field: str, *, carried: bool, overdue: bool) -> tuple[str, ...]:
    chosen = (("center", field in CENTERED), ("italic", carried), ("bold", overdue))
    return ("cell", *(trait for trait, wanted in chosen if wanted))


_TRAITS = {
    (field, carried, overdue): _traits(field, carried=carried, overdue=overdue)
    for field in FIELDS
    for carried in (False, True)
    for overdue in (False, True)
}


def _paced(progress: Progress, total: int) -> Callable[[int], None]:
    """Report the first and the last row, and between them at most `REPORTS_PER_SECOND`."""
    due = 0.0

    def tick(done: int) -> None:
        nonlocal due
        now = time.monotonic()
        if now >= due or done == total:
            due = now + 1 / REPORTS_PER_SECOND
            progress(done, total)

    return tick


@contextmanager
def workbook(
    path: Path, title: str, author: str, warned: str, made_on: date | None = None
) -> Iterator["Workbook"]:
    """Provide a workbook that goes to `path` row by row, and closes even when the work is stopped."""
    with new_workbook(path, SIZE, by_rows=True) as book:
        properties: dict[str, Any] = {"title": title, "author": author, "comments": warned.capitalize()}
        if made_on is not None:
            properties["created"] = datetime.combine(made_on, datetime.min.time())
        book.set_properties(properties)
        yield book
