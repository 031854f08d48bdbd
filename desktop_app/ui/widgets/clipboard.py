"""Blocks of cells as Excel puts them on the clipboard, and back."""

import re
from collections.abc import Sequence
from html import escape

_END = re.compile(r"[\t\n]")

Block = list[list[str]]
"""Rows of cells; every row has the same length."""


def to_tsv(block: Sequence[Sequence[str]]) -> str:
    """Write a block as tab-separated text; cells with line breaks, tabs or a leading quote are quoted as Excel does."""
    return "".join("\t".join(_quoted(cell) for cell in row) + "\r\n" for row in block)


def to_html(block: Sequence[Sequence[str]]) -> str:
    """Write a block as an HTML table, for Word and Outlook."""
    rows = "".join("<tr>" + "".join(f"<td>{_lines(cell)}</td>" for cell in row) + "</tr>" for row in block)
    return f'<meta charset="utf-8"><table border="1" cellspacing="0">{rows}</table>'


def from_tsv(text: str) -> Block:
    """Read tab-separated text as Excel and LibreOffice write it; short rows are filled up with empty cells."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: Block = [[]]
    place = 0
    while True:
        cell, place = _cell(text, place)
        rows[-1].append(cell)
        if place == len(text):
            break
        if text[place] == "\n":
            rows.append([])
        place += 1
    width = max(len(row) for row in rows)
    return [row + [""] * (width - len(row)) for row in rows]


def _cell(text: str, start: int) -> tuple[str, int]:
    """Give the cell that begins at `start`, and where it ends."""
    quoted = _quoted_cell(text, start) if text.startswith('"', start) else None
    if quoted is not None:
        return quoted
    found = _END.search(text, start)
    end = found.start() if found else len(text)
    return text[start:end], end


def _quoted_cell(text: str, start: int) -> tuple[str, int] | None:
    """Give a quoted cell; None where the quotes are text (Excel quotes only what needs it)."""
    end = start + 1
    while True:
        end = text.find('"', end)
        if end < 0:
            return None
        if not text.startswith('""', end):
            break
        end += 2
    inner = text[start + 1 : end]
    closed = end + 1 == len(text) or text[end + 1] in "\t\n"
    if not closed or not any(mark in inner for mark in '\t\n"'):
        return None
    return inner.replace('""', '"'), end + 1


def _quoted(cell: str) -> str:
    if cell.startswith('"') or any(mark in cell for mark in "\t\r\n"):
        return '"' + cell.replace('"', '""') + '"'
    return cell


def _lines(cell: str) -> str:
    return escape(cell).replace("\n", "<br>")
