"""Forms as ministries make them, with what they carry.

Title blocks, merged headings, signatures, pictures.
"""

import struct
import zlib
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import xlsxwriter

PLAIN = (
    "STT",
    "Nội dung nhiệm vụ",
    "Cơ quan chủ trì",
    "Thời hạn",
    "Kết quả thực hiện",
    "Tỷ lệ hoàn thành (%)",
    "Ghi chú",
)
SHEET = "Biểu số 01"


def picture() -> BytesIO:
    """Return a small PNG: an emblem."""
    rows = b"".join(b"\x00" + b"\xc0\x30\x20" * 24 for _ in range(24))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 24, 24, 8, 2, 0, 0, 0)
    return BytesIO(
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


class Form:
    """A form being made; `row` (from 0) is the next one."""

    def __init__(self, path: Path, columns: int) -> None:
        self.book = xlsxwriter.Workbook(path, {"strings_to_formulas": False})
        self.sheet: Any = self.book.add_worksheet(SHEET)
        font = {"font_name": "Times New Roman", "font_size": 12}
        self.text = self.book.add_format({**font, "border": 1, "text_wrap": True, "valign": "top"})
        self.day = self.book.add_format({**font, "border": 1, "num_format": "dd/mm/yyyy"})
        self.share = self.book.add_format({**font, "border": 1, "num_format": "0%"})
        self.head = self.book.add_format(
            {**font, "border": 1, "bold": True, "align": "center", "valign": "vcenter", "text_wrap": True}
        )
        self.bold = self.book.add_format({**font, "bold": True, "align": "center"})
        self.plain = self.book.add_format(font)
        self.group = self.book.add_format({**font, "border": 1, "bold": True, "bg_color": "#E2EFDA"})
        self.columns = columns
        self.row = 0

    def titles(self) -> None:
        """Write what stands above the table."""
        sheet, last = self.sheet, self.columns - 1
        sheet.merge_range(0, 0, 0, 2, data="BỘ TƯ PHÁP", cell_format=self.bold)
        sheet.merge_range(0, 3, 0, last, data="CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", cell_format=self.bold)
        sheet.merge_range(
            1, 0, 1, last, data="BIỂU TỔNG HỢP TÌNH HÌNH THỰC HIỆN ĐỀ ÁN", cell_format=self.bold
        )
        sheet.write(2, 0, "Tên đơn vị: ……………………", self.plain)
        sheet.write(3, 0, "Kỳ báo cáo:", self.plain)
        sheet.write(4, 1, "Tổng số nhiệm vụ", self.plain)
        sheet.write(4, 3, "Đã hoàn thành:", self.plain)
        self.row = 6

    def heading(self, titles: Sequence[str]) -> None:
        """Write a heading of one row."""
        for column, title in enumerate(titles):
            self.sheet.write(self.row, column, title, self.head)
        self.sheet.repeat_rows(self.row)
        self.row += 1

    def numbers(self) -> None:
        """Number the columns."""
        for column in range(self.columns):
            self.sheet.write(self.row, column, f"({column + 1})", self.head)
        self.row += 1

    def free(self, count: int, *, numbered: bool = True) -> None:
        """Write rows to be filled."""
        for step in range(count):
            for column in range(self.columns):
                self.sheet.write_blank(self.row, column, None, self.text)
            if numbered:
                self.sheet.write(self.row, 0, step + 1, self.text)
            self.row += 1

    def group_row(self, sign: str, title: str) -> None:
        """Write a group as a row of its own, merged across."""
        self.sheet.write(self.row, 0, sign, self.group)
        self.sheet.merge_range(self.row, 1, self.row, self.columns - 1, data=title, cell_format=self.group)
        self.row += 1

    def foot(self, first: int) -> None:
        """Write the totals, with formulas over the rows from `first` (from 0), and the signatures."""
        last = self.row
        self.sheet.write(self.row, 0, "", self.head)
        self.sheet.write(self.row, 1, "Tổng cộng", self.head)
        for column in range(2, self.columns):
            self.sheet.write_blank(self.row, column, None, self.head)
        self.sheet.write_formula(self.row, 2, f"=COUNTA(B{first + 1}:B{last})", self.head, 0)
        self.row += 2
        self.sheet.merge_range(
            self.row,
            3,
            self.row,
            self.columns - 1,
            data="…………, ngày … tháng … năm 2021",
            cell_format=self.plain,
        )
        self.sheet.merge_range(self.row + 1, 0, self.row + 1, 2, data="Người lập biểu", cell_format=self.bold)
        self.sheet.merge_range(
            self.row + 1, 3, self.row + 1, self.columns - 1, data="GIÁM ĐỐC", cell_format=self.bold
        )
        self.row += 2


def empty(path: Path, free: int = 3, titles: Sequence[str] = PLAIN) -> Path:
    """Make a form with an empty table, and with everything that a workbook may carry around it."""
    form = Form(path, len(titles))
    form.titles()
    form.heading(titles)
    form.numbers()
    first = form.row
    form.free(free)
    form.foot(first)
    sheet, book = form.sheet, form.book
    last = first + free
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 1, 40)
    sheet.set_column(2, 6, 18)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.print_area(0, 0, form.row + 4, len(titles) - 1)
    sheet.data_validation(first, 6, last - 1, 6, {"validate": "list", "source": ["Có", "Không"]})
    sheet.conditional_format(
        first, 5, last - 1, 5, {"type": "cell", "criteria": "<", "value": 1, "format": form.bold}
    )
    sheet.write_comment(form.row - 1, 3, "Ký, ghi rõ họ tên, đóng dấu")
    sheet.write_comment(6, 4, "Ghi rõ số, ngày văn bản")
    sheet.insert_image(form.row + 1, 1, "emblem.png", {"image_data": picture()})
    sheet.insert_textbox(form.row + 1, 4, "Mẫu do Bộ Tư pháp ban hành")
    book.define_name("Bang", f"='{SHEET}'!$A${first + 1}:$G${last}")
    book.define_name("Tong", f"='{SHEET}'!$C${last + 1}")
    other = book.add_worksheet("Tổng hợp")
    other.write_formula(0, 0, f"='{SHEET}'!C{last + 1}*2", None, 0)
    other.write(1, 0, "Giữ nguyên")
    chart: Any = book.add_chart({"type": "column"})
    chart.add_series({"values": [SHEET, first, 5, last - 1, 5]})
    other.insert_chart(3, 0, chart)
    book.close()
    return path


def grouped(path: Path, titles: Sequence[tuple[str, str]], free: int = 1) -> Path:
    """Make a form with a heading of two rows and group rows above free rows."""
    form = Form(path, 7)
    form.titles()
    sheet = form.sheet
    for column, title in ((0, "TT"), (1, "Nhiệm vụ"), (2, "Đơn vị chủ trì"), (6, "Ghi chú")):
        sheet.merge_range(form.row, column, form.row + 1, column, data=title, cell_format=form.head)
    sheet.merge_range(form.row, 3, form.row, 5, data="Tình hình thực hiện", cell_format=form.head)
    for column, title in ((3, "Kết quả"), (4, "Tỷ lệ"), (5, "Ngày hoàn thành")):
        sheet.write(form.row + 1, column, title, form.head)
    form.row += 2
    first = form.row
    for sign, title in titles:
        form.group_row(sign, title)
        for _ in range(free):
            for column in range(7):
                sheet.write_blank(form.row, column, None, form.text)
            sheet.write_blank(form.row, 4, None, form.share)
            sheet.write_blank(form.row, 5, None, form.day)
            form.row += 1
    form.foot(first)
    form.book.close()
    return path


def listed(path: Path, rows: Sequence[tuple[str, str]], held: str = "") -> Path:
    """Make a form that lists tasks by number and content already; the last column computes something."""
    form = Form(path, 7)
    form.titles()
    form.heading(PLAIN)
    first = form.row
    for number, content in rows:
        for column, text in enumerate((number, content, "", "", held, "", "")):
            form.sheet.write(form.row, column, text, form.text)
        form.sheet.write_formula(form.row, 6, f'=IF(F{form.row + 1}=100,"Xong","")', form.text, "")
        form.row += 1
    form.foot(first)
    form.book.close()
    return path


def of_totals(
    path: Path,
    titles: Sequence[str],
    rows: Sequence[Sequence[Any]],
    total: str = "",
    finish: Callable[[Form], None] = lambda _form: None,
) -> Path:
    """Make a form whose heading is row 7; `total` sums up the columns, as a formula or as a word alone."""
    form = Form(path, len(titles))
    form.titles()
    form.heading(titles)
    first = form.row
    for cells in rows:
        for column in range(len(titles)):
            form.sheet.write(form.row, column, cells[column] if column < len(cells) else "", form.text)
        form.row += 1
    if total:
        form.sheet.merge_range(form.row, 0, form.row, 1, data="Tổng cộng", cell_format=form.head)
        for column in range(2, len(titles)):
            letter = chr(65 + column)
            if total == "formula":
                form.sheet.write_formula(
                    form.row, column, f"=SUM({letter}{first + 1}:{letter}{form.row})", form.head, 0
                )
            else:
                form.sheet.write_blank(form.row, column, None, form.head)
        form.row += 1
    finish(form)
    form.book.close()
    return path
