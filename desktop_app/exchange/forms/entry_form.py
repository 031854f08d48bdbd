"""The entry form as a workbook.

An agency can type only where it should, and Excel refuses what cannot be read.
"""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.domain.codec import Lists
from desktop_app.domain.entry_form import ENTRY_FIELDS, EntryForm, EntryLine, value_of
from desktop_app.domain.errors import TextTooLong
from desktop_app.domain.progress import FULL, INTERNAL, ProgressEntry, State
from desktop_app.domain.text import day_text, roman
from desktop_app.exchange.reports import number
from desktop_app.exchange.writing import (
    EASE,
    MAX_TEXT,
    SIZE,
    SheetFormat,
    SheetWriter,
    Styles,
    WritableValue,
    clean,
    count_lines,
    length,
    new_workbook,
)
from desktop_app.files import replacing
from desktop_app.lists.own_words import headings
from desktop_app.resources import words

if TYPE_CHECKING:
    from xlsxwriter import Workbook


TITLE = "Phiếu cập nhật"
ROW_KEY = "Mã dòng"
FORMAT = SheetFormat(
    "tien-do-de-an/entry-form",
    2,
    EntryForm,
    Lists({EntryForm: frozenset({"lines"}), ProgressEntry: INTERNAL}),
)
TOLD = ("number", "content", "deadline", "output")
WIDTHS = (6, 40, 13, 18, 15, 9, 13, 34, 24, 24, 16, 7)
FIRST_ENTRY = len(TOLD)
_BLANK = "………………"
_WARNING = "DỮ LIỆU MINH HỌA"
_HOW = (
    "Cách ghi: chỉ ghi vào các ô nền vàng; các ô khác được khóa để khi nhận lại, số liệu vào đúng nhiệm vụ. "
    "Ô vàng đã có chữ là nội dung ghi nhận đến nay: sửa nếu có thay đổi, để nguyên nếu không đổi; ô để trống "
    "không làm mất nội dung đã ghi nhận.\n"
    "Trạng thái thực hiện: chọn trong danh sách. Mức độ hoàn thành: số nguyên từ 0 "
    "đến 100. Ngày hoàn thành: ghi dạng "
    "14/12/2021, chỉ ghi khi nhiệm vụ đã hoàn thành. Xong, hãy lưu tệp (giữ định dạng .xlsx) và gửi lại cơ "
    "quan lập phiếu."
)


def write_entry_form(form: EntryForm, target: Path) -> None:
    """Write the form. Raises TextTooLong before anything is written, and what `replacing` raises."""
    for line in form.lines:
        for text in (line.content, line.output, *(getattr(line.base, name) for name in ENTRY_FIELDS[3:])):
            if length(clean(text)) > MAX_TEXT:
                raise TextTooLong(
                    target, f"Nhiệm vụ số {line.number or line.task_id}", length(clean(text)), MAX_TEXT
                )
    with replacing(target) as temporary, new_workbook(temporary, SIZE, by_rows=True) as workbook:
        _write(workbook, form)
        FORMAT.write(workbook, [form, *form.lines])


def _write(workbook: "Workbook", form: EntryForm) -> None:
    sheet = SheetWriter(workbook.add_worksheet(TITLE), Styles(workbook), WIDTHS)
    warning = _WARNING if form.illustrative else ""
    if warning:
        sheet.line(warning, 13, "warning")
    sheet.line("PHIẾU CẬP NHẬT TÌNH HÌNH THỰC HIỆN NHIỆM VỤ", 14, "bold", "size14")
    sheet.line(form.programme_title, 12, "bold", "size12")
    sheet.line(f"Cơ quan: {form.agency}", 12, "bold", "size12")
    back = f"; gửi lại chậm nhất ngày {day_text(form.due)}" if form.due is not None else ""
    sheet.line(f"Cơ quan lập phiếu: {form.sender or _BLANK}{back}", 12, "bold", "size12")
    until = f"số liệu tính đến ngày {day_text(form.cut_off)}"
    sheet.line(f"Kỳ báo cáo: {form.period_label} (mã kỳ: {form.period}), {until}", 12, "size12")
    last = len(WIDTHS) - 1
    sheet.span(0, last, _HOW, "cell")
    sheet.tall(sum(count_lines(part, sheet.room(0, last) * EASE, SIZE) for part in _HOW.split("\n")) * 15 + 4)
    sheet.tall(4)
    sheet.put_head((*headings((*TOLD, *ENTRY_FIELDS)), ROW_KEY))
    sheet.freeze()
    first = sheet.row
    group = None
    for line in form.lines:
        if line.group != group:
            group = line.group
            _write_group(sheet, line)
        _write_line(sheet, line)
    _validate(sheet, first, max(first, sheet.row - 1))
    sheet.finish(warning)
    sheet.sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": True})


def _write_group(sheet: SheetWriter, line: EntryLine) -> None:
    last = len(WIDTHS) - 1
    sheet.put(0, roman(line.group), "group", "first", "center", "bold")
    for column in range(1, last):
        sheet.put(column, None, "group")
    sheet.put(1, line.group_title, "group", "bold", "overflow")
    sheet.put(last, None, "group", "last")
    sheet.end_row()


def _write_line(sheet: SheetWriter, line: EntryLine) -> None:
    fixed: tuple[WritableValue, ...] = (number(line.number), line.content, line.deadline, line.output)
    for column, value in enumerate(fixed):
        sheet.put(column, value, "cell", *(("center",) if column in (0, 2) else ()))
    for place, name in enumerate(ENTRY_FIELDS):
        asked = name == "completed_on" and line.base.assumed  # the agency knows the day, we do not
        value = None if asked else value_of(line.base, name, recorded=line.recorded)
        traits = ("whole",) if name == "percent" else ("date",) if name == "completed_on" else ()
        shown: WritableValue = words("state")[value] if isinstance(value, State) else value
        sheet.put(FIRST_ENTRY + place, shown, "cell", "entry", *traits)
    sheet.put(len(WIDTHS) - 1, line.task_id, "cell", "center", "faint")
    sheet.end_row()


def _validate(sheet: SheetWriter, first: int, last: int) -> None:
    """Make Excel refuse, with a sentence, what cannot be read back."""
    rules: dict[str, dict[str, Any]] = {
        "state": {
            "validate": "list",
            "source": [words("state")[state] for state in State],
            "error_message": "Hãy chọn một trạng thái thực hiện trong danh sách.",
        },
        "percent": {
            "validate": "integer",
            "criteria": "between",
            "minimum": 0,
            "maximum": FULL,
            "error_message": "Mức độ hoàn thành là số nguyên từ 0 đến 100.",
        },
        "completed_on": {
            "validate": "date",
            "criteria": "between",
            "minimum": date(2000, 1, 1),
            "maximum": date(2099, 12, 31),
            "error_message": "Hãy ghi ngày dạng 14/12/2021.",
        },
    }
    for name, rule in rules.items():
        column = FIRST_ENTRY + ENTRY_FIELDS.index(name)
        sheet.sheet.data_validation(first, column, last, column, {**rule, "error_title": "Chưa đúng"})
