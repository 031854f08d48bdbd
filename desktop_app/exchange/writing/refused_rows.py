"""Refused rows, given back as a workbook: the layout of the list, with "Lỗi" and "Cách sửa" beside each row.

Titles, heading, widths and merged cells are as they were; the row of the group above a refused one goes with
it, so that the corrected workbook can be brought in by itself.
"""

import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from html import unescape
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from desktop_app.domain.editions import Problem
from desktop_app.domain.errors import SourceError
from desktop_app.domain.text import fold
from desktop_app.exchange.reading import opened_archive
from desktop_app.exchange.writing.book import new_workbook
from desktop_app.files import replacing
from desktop_app.lists.heading import Heading
from desktop_app.lists.sheet import Sheet, Value
from desktop_app.lists.sorting import LeftOut
from desktop_app.resources import words

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet


# --- the widths of columns, read from the head of the sheet's part, which is never parsed whole --

_HEAD = 2**18
_SHEET = re.compile(r"<(?:\w+:)?sheet\b[^>]*>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\b[^>]*>")
_COLUMN = re.compile(r"<(?:\w+:)?col\b[^>]*>")
_ATTRIBUTE = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')
_MOST = 512
_WIDEST = 255.0


def column_widths(path: Path, sheet: str) -> Mapping[int, float]:
    """Return the widths (in Excel's units, by column from 0) that a workbook sets.

    Empty if the format keeps none.
    """
    try:
        with opened_archive(path) as archive:
            part = _part_of(archive, sheet)
            head = _text(archive, part).partition("sheetData")[0] if part else ""
    except SourceError:
        return {}
    widths: dict[int, float] = {}
    for found in _COLUMN.finditer(head):
        said = dict(_ATTRIBUTE.findall(found[0]))
        try:
            first, last, width = int(said["min"]), int(said["max"]), float(said["width"])
        except (KeyError, ValueError):
            continue
        for column in range(max(first, 1), min(last, _MOST) + 1):
            widths[column - 1] = min(max(width, 1.0), _WIDEST)
    return widths


def _part_of(archive: zipfile.ZipFile, sheet: str) -> str:
    relation = ""
    for found in _SHEET.finditer(_text(archive, "xl/workbook.xml")):
        said = dict(_ATTRIBUTE.findall(found[0]))
        if unescape(said.get("name", "")) == sheet:
            relation = next((text for name, text in said.items() if name.endswith(":id")), "")
    for found in _RELATION.finditer(_text(archive, "xl/_rels/workbook.xml.rels")):
        said = dict(_ATTRIBUTE.findall(found[0]))
        if relation and said.get("Id") == relation:
            target = said.get("Target", "")
            return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
    return ""


def _text(archive: zipfile.ZipFile, part: str) -> str:
    with archive.open(part) as stream:
        return stream.read(_HEAD).decode("utf-8", "replace")


FAULT, REMEDY = "Lỗi", "Cách sửa"
"""The titles of the two columns that are added."""

_WIDTH = 18.0
_WIDE = 46.0


@dataclass(frozen=True, slots=True)
class RefusedSheet:
    """The rows of `sheet` (of the file `path`) that were refused, with why, and those that are no tasks."""

    sheet: Sheet
    heading: Heading
    refused: Mapping[int, tuple[Problem, ...]]
    path: Path
    left_out: tuple[LeftOut, ...] = ()


def is_of_refused(heading: Heading) -> bool:
    """Return whether a heading is that of a workbook of refused rows: it holds only a part of its list."""
    return {fold(FAULT), fold(REMEDY)} <= {fold(title) for _, title in heading.titles}


def write_refused(sheets: Sequence[RefusedSheet], target: Path) -> None:
    """Write one sheet for each list. Raises the TargetError family, DiskFull."""
    with replacing(target) as young, new_workbook(young) as workbook:
        framed = {"text_wrap": True, "valign": "top", "border": 1}
        looks = _Looks(
            workbook.add_format(framed),
            workbook.add_format(framed | {"num_format": "dd/mm/yyyy"}),
            workbook.add_format(framed | {"bold": True, "align": "center", "valign": "vcenter"}),
            workbook.add_format({"bold": True, "valign": "vcenter"}),
            workbook.add_format(framed | {"font_color": "#B3261E"}),
        )
        names: set[str] = set()
        for one in sheets:
            page = workbook.add_worksheet(_free_name(one.sheet.name, names))
            _Page(page, one, looks).write()


@dataclass(frozen=True, slots=True)
class _Looks:
    text: "Format"
    day: "Format"
    head: "Format"
    title: "Format"
    fault: "Format"


class _Page:
    """One sheet of the workbook."""

    def __init__(self, page: "Worksheet", one: RefusedSheet, looks: _Looks) -> None:
        self._page = page
        self._one = one
        self._looks = looks
        self._last = max((len(row) for row in one.sheet.rows), default=1)
        self._last -= 2 if is_of_refused(one.heading) else 0

    def write(self) -> None:
        """Write titles and heading, then the refused rows under their groups."""
        page, heading, last = self._page, self._one.heading, self._last
        widths = column_widths(self._one.path, self._one.sheet.name)
        for column in range(last):
            page.set_column(column, column, widths.get(column, _WIDTH))
        page.set_column(last, last + 1, _WIDE)
        for row in range(heading.last_row + 1):
            self._row(row, row, self._looks.head if row >= heading.first_row else self._looks.title)
        page.write_row(heading.last_row, last, (FAULT, REMEDY), self._looks.head)
        page.freeze_panes(heading.last_row + 1, 0)
        refused, place = self._one.refused, heading.last_row
        for place, row in enumerate(self._kept_rows(), start=heading.last_row + 1):
            self._row(row - 1, place, self._looks.text if row in refused else self._looks.title)
            if row in refused:
                page.write_row(place, last, _said(refused[row]), self._looks.fault)
        page.autofilter(heading.last_row, 0, place, last + 1)

    def _kept_rows(self) -> Iterable[int]:
        """Yield the refused rows, each after the rows of groups right above it that were not given yet."""
        groups = [one.row for one in self._one.left_out if one.reason == "group"]
        for refused in sorted(self._one.refused):
            above = [row for row in groups if row < refused]
            yield from above[-1:]
            groups = [row for row in groups if row > refused]
            yield refused

    def _row(self, row: int, place: int, style: "Format") -> None:
        spans = [merge for merge in self._one.sheet.merges if merge[0] == row and self._fits(merge)]
        for top, left, bottom, right in spans:
            below, last = place + bottom - top, min(right, self._last - 1)
            self._page.merge_range(place, left, below, last, "", cell_format=style)
        for column, value in enumerate(self._one.sheet.rows[row][: self._last]):
            self._cell(place, column, value, style)

    def _fits(self, merge: tuple[int, int, int, int]) -> bool:
        """Return whether a merge can stay: below the heading only those across.

        The rows around a refused one are not there.
        """
        top, left, bottom, right = merge
        whole = bottom == top or bottom <= self._one.heading.last_row
        return whole and left < self._last and (top, left) != (bottom, min(right, self._last - 1))

    def _cell(self, place: int, column: int, value: Value, style: "Format") -> None:
        page = self._page
        if isinstance(value, date):
            moment = value if isinstance(value, datetime) else datetime.combine(value, time())
            page.write_datetime(place, column, moment, self._looks.day)
        elif isinstance(value, int | float) and not isinstance(value, bool):
            page.write_number(place, column, value, style)
        elif value is not None:
            page.write_string(place, column, str(value), style)
        elif style is self._looks.text:
            page.write_blank(place, column, None, style)


def _said(problems: Sequence[Problem]) -> tuple[str, str]:
    what, remedy = [], []
    for problem in problems:
        said, _, rest = words("problem")[problem.code].format(text=problem.text).partition(" Hãy ")
        what.append(f"Ô {problem.cell}: {said}")
        remedy.append(f"Hãy {rest}" if rest else "")
    return "\n".join(what), "\n".join(remedy)


def _free_name(name: str, taken: set[str]) -> str:
    """Return a sheet name that Excel takes and that no other sheet has."""
    plain = "".join("_" if sign in "[]:*?/\\" else sign for sign in name).strip("'")[:31] or "Danh mục"
    free, number = plain, 1
    while free.lower() in taken:
        number += 1
        free = f"{plain[:27]} ({number})"
    taken.add(free.lower())
    return free
