"""The report as a workbook: the table of all tasks, the totals, the overdue tasks. XlsxWriter, which only writes."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from desktop_app.domain.cancel import Progress, no_progress
from desktop_app.domain.errors import TextTooLong
from desktop_app.domain.report import Report, ReportGroup
from desktop_app.domain.status import Status
from desktop_app.exchange.atomic_file import replacing
from desktop_app.exchange.report_machine import write_machine
from desktop_app.exchange.report_table import (
    FIELDS,
    Line,
    brief,
    headings,
    line,
    place,
    roman,
    subject,
    texts,
    told,
    warning,
)
from desktop_app.exchange.report_xlsx_annexes import write_apart, write_full_texts, write_overdue, write_totals
from desktop_app.exchange.report_xlsx_frame import write_official_heading, write_signature
from desktop_app.exchange.xlsx_sheet import EASE, MAX_LINES, SIZE, Sheet, Styles
from desktop_app.exchange.xlsx_text import BOLD, MAX_TEXT, UNIT, clean, count_lines, length, share_widths, width

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

CENTERED = frozenset({"number", "deadline", "state", "percent", "status"})
TOLD = frozenset({"result", "difficulty", "proposal", "note"})
STATUS = FIELDS.index("status")
CARRIED_NOTE = "Chữ nghiêng: nội dung của kỳ trước, kỳ này chưa cập nhật."
FULL_TEXT_NOTE = "Ô dài quá khổ in: xem toàn văn ở trang tính “Toàn văn”."

Tables = list[tuple[ReportGroup, list[Line]]]


def write_report(report: Report, target: Path, progress: Progress = no_progress) -> None:
    """Write `report` to `target` (*.xlsx): whole, or the old file stays as it was.

    The first sheet can be brought in again as a task list. Raises TextTooLong before anything is written, and what
    `replacing` raises; `progress` counts tasks and may stop the work.
    """
    check_lengths(report, target)
    tables = [(group, [line(row) for row in group.rows]) for group in report.groups]
    widths = column_widths(tables)
    clipped = list(_clipped(tables, widths))
    with replacing(target) as temporary, _workbook(temporary, report) as workbook:
        styles = Styles(workbook)
        sheet = Sheet(workbook.add_worksheet(TITLE), styles, widths)
        write_official_heading(sheet, report, _notes(tables, clipped))
        _write_table(sheet, tables, _paced(progress, sum(len(lines) for _, lines in tables)))
        write_signature(sheet, report)
        sheet.finish(warning(report))
        write_totals(workbook, styles, report)
        write_overdue(workbook, styles, report)
        write_apart(workbook, styles, report)
        write_full_texts(workbook, styles, report, clipped)
        write_machine(workbook, report)


def check_lengths(report: Report, target: Path) -> None:
    """Refuse a text that no cell can hold. Raises TextTooLong."""
    for where, text in texts(report):
        if len(text) > MAX_TEXT // 2 and length(clean(text)) > MAX_TEXT:
            raise TextTooLong(target, where, length(clean(text)), MAX_TEXT)


def column_widths(tables: Tables) -> list[int]:
    """Give the width of each column, by what stands in it."""
    flexible = [FIELDS.index(field) for field in LEAST]
    lengths = [[len(str(item.values[column])) for column in flexible] for _, lines in tables for item in lines]
    shared = share_widths(lengths, list(LEAST.values()), WIDTH - sum(FIXED.values()))
    widths = FIXED | dict(zip(LEAST, shared, strict=True))
    return [widths[field] for field in FIELDS]


def _clipped(tables: Tables, widths: list[int]) -> Iterator[tuple[str, str]]:
    """Find the texts that are too tall for any row of Excel, with their places."""
    for _, lines in tables:
        for item in lines:
            for field, value, wide in zip(FIELDS, item.values, widths, strict=True):
                if not isinstance(value, str) or (len(value) < MAX_LINES * wide / 2 and value.count("\n") < MAX_LINES):
                    continue
                if count_lines(clean(value), wide * UNIT * EASE, SIZE) > MAX_LINES:
                    yield place(item.row, field), clean(value)


def _notes(tables: Tables, clipped: list[tuple[str, str]]) -> list[str]:
    carried = any(item.row.carried for _, lines in tables for item in lines)
    return [note for note, needed in ((CARRIED_NOTE, carried), (FULL_TEXT_NOTE, clipped)) if needed]


def _write_table(sheet: Sheet, tables: Tables, tick: Callable[[int], None]) -> None:
    sheet.put_head(headings())
    done = 0
    for group, lines in tables:
        _write_group(sheet, group)
        for item in lines:
            _write_line(sheet, item)
            done += 1
            tick(done)
    sheet.sheet.autofilter(sheet.header, 0, sheet.row - 1, len(FIELDS) - 1)


def _write_group(sheet: Sheet, group: ReportGroup) -> None:
    """Write a group as a row of its own. Its title runs on over empty cells; only one too long for a line is merged."""
    last, before = len(FIELDS) - 1, STATUS - 1
    title = clean(group.title)
    for column in range(1, last):
        sheet.put(column, None, "group")
    sheet.put(0, roman(group.number), "group", "first", "center", "bold")
    if width(title, SIZE, BOLD) < sheet.room(1, before) and "\n" not in title:
        sheet.put(1, title, "group", "bold", "overflow")
    else:
        sheet.span(1, before, title, "group", "bold")
        sheet.need(count_lines(title, sheet.room(1, before) * EASE, SIZE, BOLD))
    sheet.put(STATUS, _sums(group, sheet.room(STATUS, last)), "group", "bold", "overflow")
    sheet.put(last, None, "group", "last")
    sheet.end_row()


def _sums(group: ReportGroup, room: float) -> str:
    apart = sum(row.standing.status is None for row in group.rows)
    full = told(group.totals, apart)
    if width(full, SIZE, BOLD) < room * EASE:
        return full
    return brief(group.totals)


def _write_line(sheet: Sheet, item: Line) -> None:
    overdue = item.row.standing.status is Status.OPEN_OVERDUE
    for column, (field, value) in enumerate(zip(FIELDS, item.values, strict=True)):
        sheet.put(column, value, *_TRAITS[field, field in TOLD and item.row.carried, field == "status" and overdue])
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
def _workbook(path: Path, report: Report) -> Iterator["Workbook"]:
    """Give a workbook that goes to `path` row by row, and closes even when the work is stopped."""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    with TemporaryDirectory(prefix="tiendo-", ignore_cleanup_errors=True) as scratch:
        options = {
            "constant_memory": True,
            "tmpdir": scratch,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_format_properties": {"font_name": "Times New Roman", "font_size": SIZE},
        }
        workbook = Workbook(str(path), options)
        made = datetime.combine(report.made_on, datetime.min.time())
        properties = {"title": subject(report), "author": report.office.department, "created": made}
        workbook.set_properties(properties | {"comments": warning(report).capitalize()})
        try:
            yield workbook
            workbook.close()
        except FileCreateError as error:
            raise error.args[0] from error
        finally:
            sheets: list[Any] = workbook.worksheets()
            for sheet in sheets:
                sheet.row_data_fh.close()
