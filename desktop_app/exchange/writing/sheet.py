"""A sheet of a workbook that is written row by row, downwards, and printed on A4 landscape."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from desktop_app.domain.indicator import DECIMALS
from desktop_app.exchange.writing.cell_text import BOLD, PIXEL, UNIT, clean, count_lines, width

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula of the program's own, and what it `shows` until Excel reckons it anew."""

    text: str
    shows: int | float | str


WritableValue = str | int | float | date | None


FONT = "Times New Roman"
SIZE = 11
DATE_FORMAT, SHORT_DATE_FORMAT = "dd/mm/yyyy", "dd/m/yyyy"
"""Of any day, and of one in March to September: printed as `day_text` writes them (30/6/2018, 01/02/2022)."""

A4 = 9
MARGINS = {"left": 0.79, "right": 0.59, "top": 0.79, "bottom": 0.71}
"""Inches: 20, 15, 20 and 18 mm. No size is set for an annex on its side; these leave room to bind it."""

PAGE_WIDTH, PAGE_HEIGHT = 742.0, 487.0
"""Points between the margins of the page."""

ROOMS = tuple(part / 100 for part in range(97, 108))
"""Parts of `PAGE_HEIGHT` that a printer may find; columns come out wider than reckoned, rows lower."""

KEPT = 2
"""Rows that stay on one page with a signature below them."""

RISKY = ("=", "+", "-", "@", "\t", "'")
"""What Excel would take for a formula as soon as somebody edits the cell."""

LINE, LINE_SPACE = 13.2, 4.0
"""Points that a line of `SIZE` takes, and what a row adds.

Excel itself gives 15 to each line, LibreOffice 12.7.
"""

MAX_LINES = 30
"""Lines in the tallest row that Excel draws (409 points)."""

EASE = 0.97
"""The part of a cell that is reckoned with: printers set text wider or narrower than the screen."""

TRAITS: dict[str, dict[str, Any]] = {
    "bare": {"font_name": FONT, "font_size": SIZE, "valign": "top", "text_wrap": True},
    "cell": {"border": 1},
    "head": {"border": 1, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E4EAF2"},
    "group": {"top": 1, "bottom": 1, "valign": "vcenter", "bg_color": "#F2F5F9"},
    "overflow": {"text_wrap": False},
    "first": {"left": 1},
    "last": {"right": 1},
    "bold": {"bold": True},
    "italic": {"italic": True},
    "center": {"align": "center"},
    "middle": {"valign": "vcenter"},
    "date": {"num_format": DATE_FORMAT, "align": "center"},
    "short_date": {"num_format": SHORT_DATE_FORMAT, "align": "center"},
    "whole": {"num_format": "0", "align": "center"},
    "tenth": {"num_format": "[$-42A]0.0", "align": "center"},
    "signed": {"num_format": "+0;\u22120;0"},
    "of100": {"num_format": '0"%"'},
    "quoted": {"quote_prefix": True},
    "entry": {"locked": False, "bg_color": "#FFF8DC"},
    "faint": {"font_color": "#7F7F7F", "font_size": 9},
    "small": {"font_size": 10},
    "size12": {"font_size": 12},
    "size13": {"font_size": 13},
    "size14": {"font_size": 14},
    "warning": {"bold": True, "font_size": 13, "font_color": "#C00000"},
}
TRAITS |= {
    f"decimals{count}{name}": {
        "num_format": f"[$-42A]#,##0{'.' * bool(count)}{'0' * count}{sign}",
        "align": "center",
    }
    for count in range(DECIMALS + 1)
    for name, sign in (("", ""), ("star", '"*"'))
}


class Styles:
    """The cell formats of one workbook, each made once.

    They are named by their traits, of which the later ones win.
    """

    def __init__(self, workbook: "Workbook") -> None:
        self._workbook = workbook
        self._made: dict[tuple[str, ...], Format] = {}

    def get(self, traits: tuple[str, ...]) -> "Format":
        """Return the format with `traits` on top of "bare"."""
        made = self._made.get(traits)
        if made is None:
            properties: dict[str, Any] = {}
            for trait in ("bare", *traits):
                properties |= TRAITS[trait]
            made = self._made[traits] = self._workbook.add_format(properties)
        return made


@dataclass(slots=True)
class SheetWriter:
    """A sheet and the row that is written next (0-based).

    `widths` are the columns' in Excel's units; one of 0 is hidden.
    """

    sheet: "Worksheet"
    styles: Styles
    widths: Sequence[float]
    row: int = 0
    header: int = field(default=0, init=False)
    _lines: int = field(default=1, init=False)
    _heights: list[float] = field(default_factory=list[float], init=False)
    _kept: set[int] = field(default_factory=set[int], init=False)

    def __post_init__(self) -> None:
        for column, wide in enumerate(self.widths):
            self.sheet.set_column(column, column, wide, None, {} if wide else {"hidden": True})

    def room(self, first: int, last: int) -> float:
        """Return the pixels that a text has from column `first` to column `last`."""
        return max(0.0, sum(UNIT * wide + 5 for wide in self.widths[first : last + 1] if wide) - 5)

    def put(self, column: int, value: WritableValue | Formula, *traits: str) -> None:
        """Write one cell of the present row: a text is a text, whatever it looks like."""
        sheet, row = self.sheet, self.row
        if value is None or value == "":
            sheet.write_blank(row, column, None, self.styles.get(traits))
        elif isinstance(value, str):
            text = clean(value)
            self._put_text(column, text, traits)
            self._grow(column, text, traits)
        elif isinstance(value, Formula):
            sheet.write_formula(row, column, value.text, self.styles.get(traits), value.shows)
        elif isinstance(value, date):
            moment = datetime.combine(value, time())
            look = "short_date" if 3 <= value.month <= 9 else "date"
            sheet.write_datetime(row, column, moment, self.styles.get((*traits, look)))
        else:
            sheet.write_number(row, column, value, self.styles.get(traits))

    def need(self, lines: int) -> None:
        """Make the present row at least `lines` high."""
        self._lines = max(self._lines, lines)

    def put_cells(self, cells: Sequence[tuple[WritableValue | Formula, tuple[str, ...]]]) -> None:
        """Write values with their traits side by side from the first column, and go down."""
        for column, (value, traits) in enumerate(cells):
            self.put(column, value, *traits)
        self.end_row()

    def end_row(self) -> None:
        """Set the present row to the height that its texts need, and go down.

        LibreOffice fits no row of a file that looks like Excel's own, and Excel's fitting is for the screen:
        in print a last line may be missing.
        """
        self.tall(min(self._lines, MAX_LINES) * LINE + LINE_SPACE)

    def put_head(self, titles: Sequence[str]) -> None:
        """Write the heading of the table, to be repeated on every page."""
        self.header = self.row
        self.keep_with_next()
        self.put_cells([(title, ("head",)) for title in titles])
        self.sheet.repeat_rows(self.header)

    def put_group(self, number: str, title: str, before: int) -> None:
        """Put the number and the title of a group into the present row, which stays with the next one.

        The title runs on over empty cells up to the column `before`; only one too long for a line is merged.
        """
        last = len(self.widths) - 1
        self.keep_with_next()
        for column in range(1, last + 1):
            self.put(column, None, "group", *(("last",) if column == last else ()))
        self.put(0, number, "group", "first", "center", "bold")
        if width(title, SIZE, BOLD) < self.room(1, before) and "\n" not in title:
            self.put(1, title, "group", "bold", "overflow")
        elif before == 1:
            self.put(1, title, "group", "bold")
        else:
            self.span(1, before, title, "group", "bold")
            self.need(count_lines(title, self.room(1, before) * EASE, SIZE, BOLD))

    def freeze(self) -> None:
        """Keep what is above the present row, and the first two columns, in sight."""
        self.sheet.freeze_panes(self.row, 2)

    def span(self, first: int, last: int, text: str, *traits: str) -> None:
        """Write `text` across columns of the present row. Give the row its height with `tall`."""
        if first < last:
            self.sheet.merge_range(self.row, first, self.row, last, "", cell_format=self.styles.get(traits))
        self._put_text(first, clean(text), traits)

    def span_rich(self, first: int, last: int, start: str, rest: str, *traits: str) -> None:
        """Write a text across columns, of which `start` has the traits."""
        plain = self.styles.get(())
        self.span(first, last, "")
        parts = (self.styles.get(traits), start, plain, rest, plain)
        self.sheet.write_rich_string(self.row, first, *parts)

    def tall(self, points: float) -> None:
        """Set the height of the present row and go down."""
        self.sheet.set_row(self.row, points)
        self._heights.append(points)
        self.row += 1
        self._lines = 1

    def line(self, text: str, size: float, *traits: str) -> None:
        """Write a line of the heading across the sheet, as high as it needs, and go down."""
        last = len(self.widths) - 1
        self.span(0, last, text, "center", "middle", *traits)
        count = count_lines(clean(text), self.room(0, last) * EASE, size, BOLD)
        self.tall(count * size * 1.3 + 1)

    def rule(self, first: int, last: int, length: float) -> None:
        """Draw a rule of `length` pixels in the middle of the columns, in a thin row of its own."""
        offset = max(0.0, (self.room(first, last) + 5 - length) / 2)
        look: dict[str, Any] = {
            "width": length,
            "height": 1,
            "x_offset": offset,
            "y_offset": 2,
            "object_position": 2,
        }
        look |= {"fill": {"color": "#000000"}, "line": {"none": True}, "decorative": True}
        self.sheet.insert_textbox(self.row, first, "", look)

    def keep_together(self, first: int) -> None:
        """Keep the rows from `first` on, on one printed page with the `KEPT` rows before them."""
        self._kept.update(range(max(0, first - KEPT), self.row - 1))

    def keep_with_next(self) -> None:
        """Keep the present row on one printed page with the next one."""
        self._kept.add(self.row)

    def _breaks(self) -> list[int]:
        """Return the rows before which pages end, if else one might stand apart from one that it stays with.

        Excel knows no row that keeps with the next, and where its pages end depends on the printer; so if it
        might go wrong on any, all of them are set.
        """
        scale = min(1.0, PAGE_WIDTH / (self.room(0, len(self.widths) - 1) / PIXEL))
        room = PAGE_HEIGHT / scale
        free = (row for part in ROOMS for row in self._beginnings(part * room, frozenset()))
        return [*self._beginnings(room, self._kept)] if any(row - 1 in self._kept for row in free) else []

    def _beginnings(self, room: float, kept: AbstractSet[int]) -> Iterator[int]:
        """Yield the first row of each page after the first, if a page holds `room` points."""
        used, row = 0.0, 0
        while row < len(self._heights):
            last = row
            while last in kept and last + 1 < len(self._heights):
                last += 1
            high = sum(self._heights[row : last + 1])
            repeated = self._heights[self.header] if row > self.header else 0.0
            if used + high > room and used > repeated:
                yield row
                used = repeated
            used += high
            row = last + 1

    def finish(self, warning: str) -> None:
        """Set the page.

        A4 on its side, as wide as the sheet, with page numbers, and `warning` at the top of each.
        """
        sheet = self.sheet
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(**MARGINS)
        sheet.center_horizontally()
        sheet.set_footer(f'&C&"{FONT},Regular"&11Trang &P/&N', {"margin": 0.3})
        if warning:
            sheet.set_header(f'&C&"{FONT},Bold"&12{warning}', {"margin": 0.3})
        sheet.set_h_pagebreaks([*self._breaks()])
        sheet.print_area(0, 0, max(0, self.row - 1), len(self.widths) - 1)
        sheet.hide_gridlines(2)
        sheet.set_zoom(85)
        everything = f"A1:XFD{self.row + 1}"
        sheet.ignore_errors({"number_stored_as_text": everything, "two_digit_text_year": everything})

    def _grow(self, column: int, text: str, traits: tuple[str, ...]) -> None:
        if "overflow" in traits or not self.widths[column]:
            return
        room = self.widths[column] * UNIT * EASE
        weight = BOLD if "bold" in traits or "head" in traits else 1.0
        self.need(count_lines(text, room, SIZE, weight))

    def _put_text(self, column: int, text: str, traits: tuple[str, ...]) -> None:
        if text.startswith(RISKY):
            traits = (*traits, "quoted")
        style = self.styles.get(traits)
        if text.startswith("<r>") and text.endswith("</r>"):
            self._put_markup(column, text, style)
            return
        self.sheet.write_string(self.row, column, text, style)

    def _put_markup(self, column: int, text: str, style: "Format") -> None:
        """Write a text that looks like XlsxWriter's own markup, which it would pass on unescaped."""
        parts = (text[:1], style, text[1:], style)
        self.sheet.write_rich_string(self.row, column, *parts)
