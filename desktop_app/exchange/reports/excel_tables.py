"""The tables of a document as a workbook, for the kinds of report that are no table of all tasks."""

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from desktop_app.domain.errors import TextTooLong
from desktop_app.domain.indicator import DECIMALS
from desktop_app.domain.reports import Cell, Chart, Column, Part, Report, ReportDocument, Row, Section, Table
from desktop_app.domain.text import whole
from desktop_app.domain.work import Progress, no_progress
from desktop_app.exchange.reports.document_tables import SHARE
from desktop_app.exchange.reports.excel import WIDTH, workbook
from desktop_app.exchange.reports.excel_chart import ChartFigures, write_chart
from desktop_app.exchange.reports.excel_frame import write_document_heading, write_document_signature
from desktop_app.exchange.reports.excel_full_texts import (
    FULL_TEXT_NOTE,
    FULL_TEXTS,
    FULL_TEXTS_TITLE,
    FULL_TEXTS_WIDTHS,
    is_too_tall,
    pieces,
    write_full_texts,
)
from desktop_app.exchange.reports.machine import write_machine
from desktop_app.exchange.writing import (
    BOLD,
    EASE,
    MAX_TEXT,
    SIZE,
    SheetWriter,
    Styles,
    WritableValue,
    clean,
    count_lines,
    length,
)
from desktop_app.files import replacing

WORDS_WIDTHS = (6, WIDTH - 6 - 78, 78)
TEXT_FROM, TEXT_TO = 1, 2
"""The columns across which the words run; the heading and the signature stand side by side in them."""
WORDS, TABLE = "Nội dung", "Bảng"
MOST_OF_NAME = 31
"""Characters in the name of a sheet."""

MOST_DIGITS = 15
"""Digits that a number of Excel keeps."""

_FIGURE = re.compile(r"(?P<sign>[+−]?)(?P<whole>[\d.]+)(?:,(?P<part>\d+))?(?P<after>%|\*|)")
_DAY = re.compile(r"(\d{2})/(\d{1,2})/(\d{4})")


def write_document(
    document: ReportDocument,
    target: Path,
    progress: Progress = no_progress,
    carried: Report | None = None,
    shown_texts: Collection[str] = (),
) -> None:
    """Write `document` to `target` (*.xlsx): its words on the first sheet, each table on one of its own.

    `carried` is the report that another copy of this program can read from the workbook, with what the paper
    shows of the texts that were recorded (`shown_texts`, of `TEXTS`).

    Raises TextTooLong before anything is written, and what `replacing` raises.
    """
    shown = list(_parts(document))
    _check_lengths(document, shown, target)
    with (
        replacing(target) as temporary,
        workbook(temporary, document.subject, document.author, document.warning) as book,
    ):
        styles = Styles(book)
        words = SheetWriter(book.add_worksheet(WORDS), styles, WORDS_WIDTHS)
        _write_words(words, document)
        clipped: list[tuple[str, str]] = []
        for count, (name, title, notes, part) in enumerate(shown, 1):
            progress(count, len(shown))
            table = part if isinstance(part, Table) else _figures(part)
            sheet = SheetWriter(book.add_worksheet(name), styles, _widths(table))
            tall = list(_tall(name, table, sheet.widths))
            clipped += tall
            _write_table(sheet, document, title, (*notes, FULL_TEXT_NOTE) if tall else notes, table)
            if isinstance(part, Chart):
                figures = ChartFigures(name, sheet.row - len(part.bars), 1, len(part.bars))
                write_chart(
                    workbook=book,
                    sheet=sheet,
                    title=part.title,
                    figures=figures,
                    name="",
                    said=part.description,
                )
            sheet.finish(document.warning)
        if clipped:
            full = SheetWriter(book.add_worksheet(FULL_TEXTS), styles, FULL_TEXTS_WIDTHS)
            _write_title(full, document, FULL_TEXTS_TITLE)
            write_full_texts(full, "Trang tính, dòng, cột", clipped)
            full.finish(document.warning)
        if carried is not None:
            write_machine(book, carried, shown_texts)


Shown = tuple[str, str, tuple[str, ...], Part]
"""The name of a sheet, its title, its notes, and what it shows."""


def _parts(document: ReportDocument) -> Iterator[Shown]:
    count = 0
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Table):
                count += 1
                yield f"{TABLE} {count}"[:MOST_OF_NAME], section.title, (), block
    for annex in document.annexes:
        for count, part in enumerate(annex.parts, 1):
            yield (
                f"{annex.name}{f' ({count})' if count > 1 else ''}"[:MOST_OF_NAME],
                annex.title,
                annex.notes,
                part,
            )


def _check_lengths(document: ReportDocument, shown: list[Shown], target: Path) -> None:
    for section in document.sections:
        for block in section.blocks:
            if not isinstance(block, Table) and length(block.text) > MAX_TEXT:
                raise TextTooLong(target, section.title, length(block.text), MAX_TEXT)
    for _, title, _, table in shown:
        for row in table.rows if isinstance(table, Table) else ():
            for cell in row.cells:
                if length(cell.text) > MAX_TEXT:
                    raise TextTooLong(target, title, length(cell.text), MAX_TEXT)


def _figures(chart: Chart) -> Table:
    """Return the figures of a chart, from which Excel draws it."""
    wide = chart.width / 10
    columns = [
        Column(chart.title, wide * 4),
        *(Column(one.name, wide, "center", figures=True) for one in chart.series),
    ]
    rows = (Row(tuple(map(Cell, (bar.label, *map(str, bar.counts), bar.text)))) for bar in chart.bars)
    return Table((*columns, Column(SHARE, wide, "center")), tuple(rows), 11.0)


def _tall(name: str, table: Table, widths: Sequence[float]) -> Iterator[tuple[str, str]]:
    """Find the texts that no row can show in full, with their places."""
    for row in table.rows:
        if row.kind != "group":
            for cell, column, wide in zip(row.cells, table.columns, widths, strict=True):
                if is_too_tall(cell.text, wide):
                    yield f"{name}, {row.cells[0].text}, {column.title}", cell.text


def _widths(table: Table) -> list[int]:
    whole = sum(column.width for column in table.columns)
    return [max(5, round(column.width * WIDTH / whole)) for column in table.columns]


def _write_words(sheet: SheetWriter, document: ReportDocument) -> None:
    write_document_heading(sheet, document)
    for section in document.sections:
        _write_section(sheet, section)
    if document.trace:
        sheet.line(document.trace, 10, "italic", "small")
    write_document_signature(sheet, document)
    sheet.finish(document.warning)


def _write_title(sheet: SheetWriter, document: ReportDocument, title: str) -> None:
    if document.warning:
        sheet.line(document.warning, 13, "warning")
    sheet.line(title, 14, "bold", "size14")
    sheet.line(document.subject, 13, "bold", "size13")


def _write_section(sheet: SheetWriter, section: Section) -> None:
    if section.title:
        sheet.keep_with_next()
        _write_text(sheet, section.title, "bold")
    for block in section.blocks:
        if not isinstance(block, Table):
            for piece in pieces(clean(block.text), _text_room(sheet)):
                if block.lead:
                    sheet.keep_with_next()
                _write_text(sheet, piece, *(("bold",) if block.bold else ()))


def _write_text(sheet: SheetWriter, text: str, *traits: str) -> None:
    sheet.span(TEXT_FROM, TEXT_TO, text, *traits)
    sheet.need(count_lines(clean(text), _text_room(sheet), SIZE, BOLD if "bold" in traits else 1.0))
    sheet.end_row()


def _text_room(sheet: SheetWriter) -> float:
    return sheet.room(TEXT_FROM, TEXT_TO) * EASE


def _write_table(
    sheet: SheetWriter, document: ReportDocument, title: str, notes: tuple[str, ...], table: Table
) -> None:
    _write_title(sheet, document, title)
    for note in notes:
        sheet.line(note, 11, "italic")
    sheet.tall(4)
    sheet.put_head([column.title for column in table.columns])
    last = len(table.columns) - 1
    for row in table.rows:
        if row.kind == "group":
            sheet.put_group(row.cells[0].text, clean(row.cells[1].text), last)
        else:
            for index, (cell, column) in enumerate(zip(row.cells, table.columns, strict=True)):
                value, kind = _figure(cell.text) if column.figures else (_value(cell.text), ())
                sheet.put(index, value, *_traits(cell, column.align), *kind)
        sheet.end_row()


def _traits(cell: Cell, align: str) -> tuple[str, ...]:
    chosen = (("center", align == "center"), ("bold", cell.bold), ("italic", cell.italic))
    return ("cell", *(trait for trait, wanted in chosen if wanted))


def _figure(text: str) -> tuple[WritableValue, tuple[str, ...]]:
    """Return a printed number as one, with the format that prints it alike.

    What no number can hold stays a text.
    """
    found = _FIGURE.fullmatch(text)
    if found is None:
        return text, ()
    whole, part = found["whole"].replace(".", ""), found["part"] or ""
    if len(whole) + len(part) > MOST_DIGITS or len(part) > DECIMALS:
        return text, ()
    number = float(f"{whole}.{part}") if part else int(whole)
    if found["sign"]:
        return number if found["sign"] == "+" else -number, ("signed",)
    if found["after"] == "%":
        return number, ("of100",)
    return number, (f"decimals{len(part)}{'star' if found['after'] else ''}",)


def _value(text: str) -> WritableValue:
    """Return a printed number or day as one, if nothing is lost by it."""
    if len(text) < 10 and str(whole(text)) == text:
        return int(text)
    if _DAY.fullmatch(text):
        try:
            day = datetime.strptime(text, "%d/%m/%Y").astimezone().date()
        except ValueError:
            return text
        return day if day.year > 1900 else text
    return text
