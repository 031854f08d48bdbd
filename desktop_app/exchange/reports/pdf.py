"""The report as PDF, set by typst in a process of its own; its pages are those of preview and print."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from desktop_app.domain.errors import (
    PagesError,
    PagesMakerBroken,
    PagesMakerStopped,
    PagesNoMemory,
    PagesNotMade,
    PagesTooSlow,
)
from desktop_app.domain.reports import Block, Cell, Chart, ReportDocument, Row, Table
from desktop_app.domain.work import Progress, no_progress
from desktop_app.exchange.children import PAGES, Child, ChildEnd, ChildEndKind, NotStarted, command
from desktop_app.exchange.reports.document_tables import MM_TO_PIXELS
from desktop_app.exchange.writing import BOLD, width
from desktop_app.files import replacing
from desktop_app.files.scratch import temporary_folder
from desktop_app.resources import resource

SECONDS = 900
BODY, BODY_SIZE = 165.0, 14.0
"""Millimetres between the margins of a page, and points of its letters."""

PADDING = 2.0
"""Millimetres that the template keeps free in a cell."""

LABELS, CHART_SIZE = 0.36, 10.0
"""The part of a chart's width that the template gives the labels of its bars, and points of their letters."""

BREAK = "\u200b"
"""A place where a word may be divided; it takes no room."""

SYLLABLE = 4
"""Letters that stay together; the narrowest column takes so many."""

WIDE_LETTER = 0.75 * 25.4 / 72
"""Millimetres of a wide letter of one point; few words are wider than so many of them."""

_WORD = re.compile(r"\S+")


def write_pdf(document: ReportDocument, target: Path, progress: Progress = no_progress) -> None:
    """Write `document` to `target` (*.pdf): whole, or the old file stays as it was.

    Raises the PagesError family and what `replacing` raises; `progress` may stop the work.
    """
    with replacing(target) as temporary:
        make_pages(document, temporary, target, progress)


def make_pages(document: ReportDocument, pages: Path, target: Path, progress: Progress = no_progress) -> None:
    """Set `document` into the file `pages`; `target` is the name that an error mentions."""
    with temporary_folder() as folder:
        source, answer, said = folder / "paper.json", folder / "pages.pdf", folder / "said"
        with source.open("w", encoding="utf-8") as file:
            file.writelines(as_json(document))
        try:
            paths = (resource("templates", "report.typ"), resource("fonts"), source, answer, said)
            child = Child("pages", [*command("--pdf-child"), *map(str, paths)], PAGES)
        except NotStarted as error:
            raise _refusal(target, error.ending) from error
        with child:
            found = child.wait(SECONDS, progress)
        if found.how is not ChildEndKind.DONE:
            raise _refusal(target, found, said.read_text(encoding="utf-8") if said.exists() else "")
        pages.write_bytes(answer.read_bytes())


def _refusal(target: Path, found: ChildEnd, said: str = "") -> PagesError:
    """Say in an error what ended the child; `said` is what typst refuses."""
    match found.how:
        case ChildEndKind.TOO_SLOW:
            return PagesTooSlow(target, SECONDS // 60)
        case ChildEndKind.NO_MEMORY:
            return PagesNoMemory(target)
        case ChildEndKind.NOT_LOADED:
            return PagesMakerBroken(target, found.detail)
        case ChildEndKind.KILLED:
            return PagesMakerStopped(target)
    return PagesNotMade(target, said or found.detail)


def as_json(document: ReportDocument) -> Iterator[str]:
    """Yield a paper as JSON in small pieces.

    One call over megabytes would keep the window from drawing meanwhile.
    """
    sections = tuple(replace(one, blocks=tuple(map(_broken, one.blocks))) for one in document.sections)
    whole = asdict(
        replace(document, subject=breakable(document.subject, BODY), sections=sections, annexes=())
    )
    del whole["annexes"]
    yield _open(whole)
    for count, annex in enumerate(document.annexes):
        head = asdict(replace(annex, parts=()))
        del head["parts"]
        yield from (", " if count else ', "annexes": [', _open(head), ', "parts": [')
        for number, part in enumerate(annex.parts):
            yield ", " if number else ""
            yield from _table(part) if isinstance(part, Table) else _chart(part)
        yield "]}"
    yield "]}" if document.annexes else ', "annexes": []}'


def _table(table: Table) -> Iterator[str]:
    columns = (
        replace(one, title=breakable(one.title, one.width - PADDING, table.size)) for one in table.columns
    )
    head = asdict(replace(table, columns=tuple(columns), rows=()))
    del head["rows"]
    yield from (_open(head), ', "rows": [')
    for number, row in enumerate(table.rows):
        texts = _fitted(row, table)
        cells = [
            {"text": text, "bold": cell.bold, "italic": cell.italic}
            for cell, text in zip(row.cells, texts, strict=True)
        ]
        row_of = {"cells": cells, "kind": row.kind, "tall": row.tall}
        yield f"{', ' if number else ''}{json.dumps(row_of, ensure_ascii=False)}"
    yield "]}"


def _chart(chart: Chart) -> Iterator[str]:
    bars = (replace(bar, label=breakable(bar.label, chart.width * LABELS, CHART_SIZE)) for bar in chart.bars)
    yield json.dumps(asdict(replace(chart, bars=tuple(bars))), ensure_ascii=False)


def breakable(text: str, room: float, size: float = BODY_SIZE, *, bold: bool = True) -> str:
    """Allow line breaks inside a word wider than `room` millimetres (an address, a run of signs).

    Word and Excel do so by themselves.
    """
    least = room / (size * WIDE_LETTER)
    if max(map(len, text.split()), default=0) <= least:
        return text
    most = room * MM_TO_PIXELS / (BOLD if bold else 1.0) + width("", size)
    return _WORD.sub(lambda word: _divided(word[0]) if width(word[0], size) > most else word[0], text)


def _divided(word: str) -> str:
    return BREAK.join(word[at : at + SYLLABLE] for at in range(0, len(word), SYLLABLE))


def _broken(block: Block) -> Block:
    if isinstance(block, Table):
        rows = (replace(row, cells=_with(row, _fitted(row, block))) for row in block.rows)
        return replace(block, rows=tuple(rows))
    return replace(block, text=breakable(block.text, BODY, bold=block.bold))


def _with(row: Row, texts: Sequence[str]) -> tuple[Cell, ...]:
    return tuple(replace(cell, text=text) for cell, text in zip(row.cells, texts, strict=True))


def _fitted(row: Row, table: Table) -> list[str]:
    rooms = [column.width - PADDING for column in table.columns]
    if row.kind == "group":
        rooms = [rooms[0], sum(rooms[1:])]
    return [
        breakable(cell.text, room, table.size, bold=cell.bold)
        for cell, room in zip(row.cells, rooms, strict=True)
    ]


def _open(fields: dict[str, Any]) -> str:
    """Return an object that goes on."""
    return json.dumps(fields, ensure_ascii=False)[:-1]
