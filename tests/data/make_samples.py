"""Make the two illustrative task lists in `resources/samples/` from `sample_tasks.json`.

Run: python tests/data/make_samples.py. The same input gives the same cells.
"""

import json
from collections.abc import Iterable
from datetime import date
from math import ceil
from pathlib import Path
from typing import NotRequired, TypedDict, cast

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

HERE = Path(__file__).parent
RESOURCES = HERE.parents[1] / "resources"
SAMPLES = RESOURCES / "samples"
FIRST_LIST = "Danh_muc_minh_hoa_242.xlsx"
AMENDED_LIST = "Danh_muc_minh_hoa_242_sua_doi.xlsx"

HEADER_ROW = 6
HEADINGS = (
    "STT",
    "Nội dung nhiệm vụ",
    "Cơ quan chủ trì",
    "Cơ quan phối hợp",
    "Thời gian hoàn thành",
    "Sản phẩm",
)
WIDTHS = (6, 54, 23, 34, 17, 26)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII")
NUMBER, CONTENT, LEAD, COORDINATING, DEADLINE, OUTPUT = range(1, 7)

TITLE = "DANH MỤC NHIỆM VỤ THỰC HIỆN ĐỀ ÁN 242/QĐ-TTg GIAI ĐOẠN 2018 - 2022 (dữ liệu minh họa)"
AMENDED_TITLE = "DANH MỤC NHIỆM VỤ THỰC HIỆN ĐỀ ÁN 242/QĐ-TTg, BẢN SỬA ĐỔI, BỔ SUNG (dữ liệu minh họa)"
REMARK = "Nội dung, cơ quan, thời hạn chỉ là ví dụ để làm quen với phần mềm, không phải danh mục đã ban hành"

FACE = "Times New Roman"
LINE = Side(style="thin", color="808080")
GRID = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
HEADING_FILL = PatternFill("solid", fgColor="DCE6F5")
GROUP_FILL = PatternFill("solid", fgColor="EEF1F6")


class DayCell(TypedDict):
    """A deadline that stands in its cell as a real date (ISO here)."""

    date: str


class SampleTask(TypedDict):
    """One row of the list."""

    group: int
    number: int
    content: str
    lead: str
    coordinating: str
    deadline: str | DayCell
    output: str


class Change(TypedDict):
    """What the amended list says otherwise of task `number`."""

    number: int
    lead: NotRequired[str]
    coordinating: NotRequired[str]
    deadline: NotRequired[str | DayCell]


class Amendment(TypedDict):
    """How the second list differs from the first."""

    gone: list[int]
    changed: list[Change]
    new: list[SampleTask]


class SampleData(TypedDict):
    """The content of `sample_tasks.json`."""

    tasks: list[SampleTask]
    amended: Amendment


def read_data() -> SampleData:
    """Read `sample_tasks.json`."""
    data: SampleData = json.loads((HERE / "sample_tasks.json").read_text(encoding="utf-8"))
    return data


def group_titles() -> list[str]:
    """Return the titles of the programme's groups, in order."""
    programme = json.loads((RESOURCES / "programmes" / "242.json").read_text(encoding="utf-8"))
    return [group["title"] for group in programme["groups"]]


def amend(data: SampleData) -> list[SampleTask]:
    """Return the tasks of the second list, in order of group and number."""
    amendment = data["amended"]
    changes = {change["number"]: change for change in amendment["changed"]}
    kept = [
        cast("SampleTask", {**task, **changes.get(task["number"], {})})
        for task in data["tasks"]
        if task["number"] not in amendment["gone"]
    ]
    return sorted([*kept, *amendment["new"]], key=lambda task: (task["group"], task["number"]))


def make(title: str, tasks: Iterable[SampleTask]) -> Workbook:
    """Lay out one list: title block, heading in row 6, group rows, tasks."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Danh mục"
    _page(sheet)
    _title_block(sheet, title)
    _heading(sheet)
    titles = group_titles()
    row, group = HEADER_ROW, 0
    for task in tasks:
        if task["group"] != group:
            group = task["group"]
            row += 1
            _group_row(sheet, row, ROMAN[group - 1], titles[group - 1])
        row += 1
        _task_row(sheet, row, task)
    return book


def _page(sheet: Worksheet) -> None:
    for column, width in zip("ABCDEF", WIDTHS, strict=True):
        sheet.column_dimensions[column].width = width
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = 0.6, 0.5, 0.75, 0.75
    margins.header = margins.footer = 0.35
    sheet.print_options.horizontalCentered = True
    sheet.print_title_rows = f"{HEADER_ROW}:{HEADER_ROW}"
    header, footer = sheet.oddHeader, sheet.oddFooter
    assert header is not None
    assert footer is not None
    header.right.text = "Dữ liệu minh họa"
    footer.center.text = "Trang &P/&N"
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"


def _title_block(sheet: Worksheet, title: str) -> None:
    _span(sheet, "A1:C1", "ỦY BAN NHÂN DÂN TỈNH", Font(name=FACE, size=12))
    _span(sheet, "D1:F1", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", Font(name=FACE, size=12, bold=True))
    _span(sheet, "A2:C2", "SỞ TƯ PHÁP", Font(name=FACE, size=12, bold=True))
    _span(sheet, "D2:F2", "Độc lập - Tự do - Hạnh phúc", Font(name=FACE, size=13, bold=True))
    _span(sheet, "A3:F3", title, Font(name=FACE, size=14, bold=True))
    _span(sheet, "A4:F4", REMARK, Font(name=FACE, size=12, italic=True))
    sheet.row_dimensions[3].height = 36


def _span(sheet: Worksheet, cells: str, text: str, font: Font) -> None:
    sheet.merge_cells(cells)
    cell = sheet[cells.partition(":")[0]]
    cell.value = text
    cell.font = font
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


def _heading(sheet: Worksheet) -> None:
    for column, text in enumerate(HEADINGS, 1):
        cell = sheet.cell(HEADER_ROW, column, text)
        cell.font = Font(name=FACE, size=12, bold=True)
        cell.fill = HEADING_FILL
        cell.border = GRID
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    sheet.row_dimensions[HEADER_ROW].height = 34


def _group_row(sheet: Worksheet, row: int, number: str, title: str) -> None:
    for column in range(NUMBER, OUTPUT + 1):
        cell = sheet.cell(row, column)
        cell.font = Font(name=FACE, size=12, bold=True)
        cell.fill = GROUP_FILL
        cell.border = GRID
        cell.alignment = Alignment(vertical="center", wrap_text=True)
    sheet.cell(row, NUMBER, number).alignment = Alignment(horizontal="center", vertical="center")
    sheet.cell(row, CONTENT, title)
    sheet.merge_cells(start_row=row, start_column=CONTENT, end_row=row, end_column=OUTPUT)
    sheet.row_dimensions[row].height = 22


def _task_row(sheet: Worksheet, row: int, task: SampleTask) -> None:
    deadline = task["deadline"]
    day = deadline if isinstance(deadline, str) else date.fromisoformat(deadline["date"])
    values = (task["number"], task["content"], task["lead"], task["coordinating"], day, task["output"])
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column, value)
        cell.font = Font(name=FACE, size=12)
        cell.border = GRID
        centred = "center" if column in {NUMBER, DEADLINE} else "left"
        cell.alignment = Alignment(horizontal=centred, vertical="center", wrap_text=True)
    if not isinstance(deadline, str):
        sheet.cell(row, DEADLINE).number_format = "dd/mm/yyyy"
    sheet.row_dimensions[row].height = 6 + 16 * _lines(values)


def _lines(values: tuple[object, ...]) -> int:
    return max(ceil(len(str(value)) / (width - 2)) for value, width in zip(values, WIDTHS, strict=True))


def make_all() -> dict[str, Workbook]:
    """Make both lists, by file name."""
    data = read_data()
    return {FIRST_LIST: make(TITLE, data["tasks"]), AMENDED_LIST: make(AMENDED_TITLE, amend(data))}


if __name__ == "__main__":
    for name, book in make_all().items():
        book.save(SAMPLES / name)
