"""Writes the files that offices.txt describes. Run from the root: `python -m tests.data.lists.make_offices`.

Old workbooks (.xls) and those of LibreOffice (.ods) are converted by LibreOffice, which must be there.
"""

import csv
import html
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path

from docx import Document
from openpyxl import Workbook
from openpyxl.styles import Font

from desktop_app.lists.sheet import column_index

FOLDER = Path(__file__).parent / "offices"
TEXT = Path(__file__).parent / "offices.txt"
_CORNER = re.compile(r"([A-Z])(\d+)")

Cell = int | str | date | None


@dataclass
class Described:
    """A file as it is described: texts above and below its table, and the rows of that."""

    name: str
    above: list[str] = field(default_factory=list)
    below: list[str] = field(default_factory=list)
    rows: list[list[Cell]] = field(default_factory=list)
    pages: dict[int, str] = field(default_factory=dict)
    """The rows at which another table begins, each with the text between; a page break without one."""
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    struck: list[tuple[int, int]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    right: list[str] = field(default_factory=list)


def described() -> Iterator[Described]:
    """Yield the files."""
    for part in TEXT.read_text(encoding="utf-8").split("\n== ")[1:]:
        head, *lines = part.strip().split("\n")
        file = Described(head.partition(":")[0])
        at = lines.index("→")
        for line in lines[:at]:
            _take(file, line)
        file.right = lines[at + 1 :]
        yield file


def _take(file: Described, line: str) -> None:
    word, _, said = line.partition(" ")
    corners = [(int(row) - 1, column_index(column)) for column, row in _CORNER.findall(said)]
    match word:
        case "above":
            file.above.append(said)
        case "below":
            file.below.append(said)
        case "page":
            file.pages[len(file.rows)] = said
        case "merge":
            file.merges += [(*one, *other) for one, other in zip(corners[::2], corners[1::2], strict=True)]
        case "struck":
            file.struck += corners
        case "hide":
            file.hidden.append(said)
        case _:
            file.rows.append(list(map(_cell, line.split("|"))))


def _cell(text: str) -> Cell:
    text = text.strip().replace("⏎", "\n")
    if text.startswith("@"):
        return date.fromisoformat(text[1:])
    return int(text) if text.isdecimal() else text or None


def _texts(row: Sequence[Cell], width: int) -> list[str]:
    return ["" if cell is None else str(cell) for cell in [*row, *[None] * (width - len(row))]]


def _write_workbook(file: Described, path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    for text in file.above:
        sheet.append([text])
    for row in file.rows:
        sheet.append(row)
    for cell in (cell for cells in sheet.iter_rows() for cell in cells):
        if isinstance(cell.value, date):
            cell.number_format = "mm/yyyy"
    for top, left, bottom, right in file.merges:
        sheet.merge_cells(start_row=top + 1, start_column=left + 1, end_row=bottom + 1, end_column=right + 1)
    for row_at, column in file.struck:
        sheet.cell(row_at + 1, column + 1).font = Font(strike=True)
    for letter in file.hidden:
        sheet.column_dimensions[letter].hidden = True
    book.save(path)


def _write_document(file: Described, path: Path) -> None:
    document = Document()
    for text in file.above:
        document.add_paragraph(text)
    width = max(map(len, file.rows))
    starts = [0, *file.pages, len(file.rows)]
    for start, end in pairwise(starts):
        if start and file.pages[start]:
            document.add_paragraph(file.pages[start])
        elif start:
            document.add_page_break()
        table = document.add_table(end - start, width, "Table Grid")
        for at, row in enumerate(file.rows[start:end]):
            for cell, text in zip(table.rows[at].cells, _texts(row, width), strict=True):
                cell.text = text
        for top, left, bottom, right in file.merges:
            table.cell(top, left).merge(table.cell(bottom, right)).text = _texts(file.rows[top], width)[left]
    for text in file.below:
        document.add_paragraph(text)
    document.save(str(path))


def _write(file: Described) -> None:
    path = FOLDER / file.name
    width = max(map(len, file.rows))
    if path.suffix == ".docx":
        _write_document(file, path)
    elif path.suffix == ".csv":
        with path.open("w", encoding="utf-8-sig", newline="") as stream:
            csv.writer(stream).writerows(_texts(row, width) for row in file.rows)
    elif path.suffix == ".html":
        cells = ("".join(f"<td>{html.escape(text)}</td>" for text in _texts(row, width)) for row in file.rows)
        rows = "\n".join(f"<tr>{row}</tr>" for row in cells)
        path.write_text(f'<meta charset="utf-8"><table>\n{rows}\n</table>', encoding="utf-8")
    else:
        made = path.with_suffix(".xlsx")
        _write_workbook(file, made)
        kind = path.suffix.removeprefix(".")
        command = ["soffice", "--headless", "--convert-to", kind, "--outdir", str(FOLDER), str(made)]
        subprocess.run(command, check=True, capture_output=True)
        made.unlink()


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for one in described():
        _write(one)
