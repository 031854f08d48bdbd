"""The tables of a paper as a workbook, for the kinds of report that are no table of all tasks."""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from desktop_app.domain.cancel import Progress, no_progress
from desktop_app.domain.errors import TextTooLong
from desktop_app.domain.paper import Cell, Paper, Section, Table
from desktop_app.exchange.atomic_file import replacing
from desktop_app.exchange.report_table import Value
from desktop_app.exchange.report_xlsx import WIDTH, workbook
from desktop_app.exchange.xlsx_sheet import Sheet, Styles
from desktop_app.exchange.xlsx_text import MAX_TEXT, length

WORDS_WIDTHS = (6, WIDTH - 6)
WORDS, TABLE = "Nội dung", "Bảng"
MOST_OF_NAME = 31
"""Characters in the name of a sheet."""

_DAY = re.compile(r"(\d{2})/(\d{2})/(\d{4})")


def write_paper(paper: Paper, target: Path, progress: Progress = no_progress) -> None:
    """Write `paper` to `target` (*.xlsx): its words on the first sheet, each table on one of its own.

    Raises TextTooLong before anything is written, and what `replacing` raises.
    """
    tables = list(_tables(paper))
    _check_lengths(paper, tables, target)
    with replacing(target) as temporary, workbook(temporary, paper.subject, paper.author, paper.warning) as book:
        styles = Styles(book)
        words = Sheet(book.add_worksheet(WORDS), styles, WORDS_WIDTHS)
        _write_words(words, paper)
        for count, (name, title, notes, table) in enumerate(tables, 1):
            progress(count, len(tables))
            sheet = Sheet(book.add_worksheet(name), styles, _widths(table))
            _write_table(sheet, paper, title, notes, table)


def _tables(paper: Paper) -> Iterator[tuple[str, str, tuple[str, ...], Table]]:
    count = 0
    for section in paper.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                count += 1
                yield f"{TABLE} {count}"[:MOST_OF_NAME], section.title, (), block
    for annex in paper.annexes:
        yield annex.name[:MOST_OF_NAME], annex.title, annex.notes, annex.table


def _check_lengths(paper: Paper, tables: list[tuple[str, str, tuple[str, ...], Table]], target: Path) -> None:
    for section in paper.sections:
        for block in section.blocks:
            if not isinstance(block, Table) and length(block.text) > MAX_TEXT:
                raise TextTooLong(target, section.title, length(block.text), MAX_TEXT)
    for _, title, _, table in tables:
        for row in table.rows:
            for cell in row.cells:
                if length(cell.text) > MAX_TEXT:
                    raise TextTooLong(target, title, length(cell.text), MAX_TEXT)


def _widths(table: Table) -> list[int]:
    whole = sum(column.width for column in table.columns)
    return [max(5, round(column.width * WIDTH / whole)) for column in table.columns]


def _write_words(sheet: Sheet, paper: Paper) -> None:
    _write_title(sheet, paper, paper.title)
    for section in paper.sections:
        _write_section(sheet, section)
    sheet.finish(paper.warning)


def _write_title(sheet: Sheet, paper: Paper, title: str) -> None:
    if paper.warning:
        sheet.line(paper.warning, 13, "warning")
    sheet.line(title, 14, "bold", "size14")
    sheet.line(paper.subject, 13, "bold", "size13")


def _write_section(sheet: Sheet, section: Section) -> None:
    if section.title:
        sheet.put(1, section.title, "bold")
        sheet.end_row()
    for block in section.blocks:
        if not isinstance(block, Table):
            sheet.put(1, block.text, *(("bold",) if block.bold else ()))
            sheet.end_row()


def _write_table(sheet: Sheet, paper: Paper, title: str, notes: tuple[str, ...], table: Table) -> None:
    _write_title(sheet, paper, title)
    for note in notes:
        sheet.line(note, 11, "italic")
    sheet.tall(4)
    sheet.put_head([column.title for column in table.columns])
    last = len(table.columns) - 1
    for row in table.rows:
        if row.kind == "group":
            for empty in range(1, last + 1):
                sheet.put(empty, None, "group", *(("last",) if empty == last else ()))
            sheet.put(0, row.cells[0].text, "group", "first", "center", "bold")
            sheet.put(1, row.cells[1].text, "group", "bold", "overflow")
        else:
            for index, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
                sheet.put(index, _value(cell.text), *_traits(cell, column.align))
        sheet.end_row()
    sheet.finish(paper.warning)


def _traits(cell: Cell, align: str) -> tuple[str, ...]:
    chosen = (("center", align == "center"), ("bold", cell.bold), ("italic", cell.italic))
    return ("cell", *(trait for trait, wanted in chosen if wanted))


def _value(text: str) -> Value:
    """Give a printed number or day as one, where nothing is lost by it."""
    if text.isascii() and text.isdecimal() and str(int(text)) == text and len(text) < 10:
        return int(text)
    if _DAY.fullmatch(text):
        try:
            day = datetime.strptime(text, "%d/%m/%Y").astimezone().date()
        except ValueError:
            return text
        return day if day.year > 1900 else text
    return text
