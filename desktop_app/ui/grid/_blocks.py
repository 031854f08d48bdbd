"""Blocks of cells in a grid: copy, paste, fill down, clear; each is one act, and none is done in part."""

import re
from collections.abc import Sequence
from html import escape
from typing import Any

from PySide6.QtCore import QItemSelectionRange, QKeyCombination, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QTableView

from desktop_app.domain.work import STEP, Steps
from desktop_app.ui.formats import format_number
from desktop_app.ui.grid.header import columns_in_sight
from desktop_app.ui.grid.table import TableModel
from desktop_app.ui.slices import Slices

# --- blocks of cells, as Excel puts them on the clipboard ----------------------------------------

_END = re.compile(r"[\t\n]")

TextBlock = list[list[str]]
"""Rows of cells; every row has the same length."""


def to_tsv(block: Sequence[Sequence[str]]) -> str:
    """Write a block as tab-separated text.

    Cells with line breaks, tabs or a leading quote are quoted as Excel does.
    """
    return "".join("\t".join(_quoted(cell) for cell in row) + "\r\n" for row in block)


def to_html(block: Sequence[Sequence[str]]) -> str:
    """Write a block as an HTML table, for Word and Outlook."""
    rows = "".join("<tr>" + "".join(f"<td>{_lines(cell)}</td>" for cell in row) + "</tr>" for row in block)
    return f'<meta charset="utf-8"><table border="1" cellspacing="0">{rows}</table>'


def from_tsv(text: str) -> TextBlock:
    """Read tab-separated text as Excel and LibreOffice write it.

    Short rows are filled up with empty cells.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: TextBlock = [[]]
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
    """Return the cell that begins at `start`, and where it ends."""
    quoted = _quoted_cell(text, start) if text.startswith('"', start) else None
    if quoted is not None:
        return quoted
    found = _END.search(text, start)
    end = found.start() if found else len(text)
    return text[start:end], end


def _quoted_cell(text: str, start: int) -> tuple[str, int] | None:
    """Return a quoted cell; None if the quotes are text (Excel quotes only what needs it)."""
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


_MANY_CELLS = 20_000
"""A larger block goes without its HTML form, which Excel takes long to read; the text form is as whole."""
_FILL_KEYS = QKeyCombination(Qt.Modifier.CTRL, Qt.Key.Key_D)

GridPlace = tuple[int, int]
"""A line and a column of the model."""


class Blocks(QObject):
    """Copies, pastes and fills the selected cells of `grid`. Headings of sections are passed over.

    `notified` carries a sentence.
    """

    notified = Signal(str)

    def __init__(self, grid: QTableView, model: TableModel[Any]) -> None:
        super().__init__(grid)
        self._grid = grid
        self._model = model
        self.copying: Slices[tuple[TextBlock, str]] = Slices(self)

    def show_model(self, model: TableModel[Any]) -> None:
        """Work on another model, which the grid shows already."""
        self._model = model

    def ranges(self) -> list[QItemSelectionRange]:
        """List the rectangles of the selection."""
        selection = self._grid.selectionModel().selection()
        return [selection.at(place) for place in range(selection.count())]

    def lines(self) -> list[int]:
        """List the lines of rows that hold a selected cell."""
        found: set[int] = set()
        for one in self.ranges():
            found.update(range(one.top(), one.bottom() + 1))
        return [line for line in sorted(found) if not self._model.is_heading(line)]

    def count(self) -> int:
        """Count the selected cells in sight."""
        sight = columns_in_sight(self._grid.horizontalHeader())
        return sum(
            sum(one.left() <= column <= one.right() for column in sight)
            * sum(not self._model.is_heading(line) for line in range(one.top(), one.bottom() + 1))
            for one in self.ranges()
        )

    def columns(self) -> list[int]:
        """List the columns in sight that hold a selected cell, from left to right."""
        found: set[int] = set()
        for one in self.ranges():
            found.update(range(one.left(), one.right() + 1))
        return [column for column in columns_in_sight(self._grid.horizontalHeader()) if column in found]

    def copy(self) -> None:
        """Put the selected block on the clipboard; cells within it that are not selected stay empty."""
        self.copying.run(self._copied(), self._put)

    def cut(self) -> None:
        """Copy the block and empty it."""
        self.copy()
        self.copying.finish()
        self.clear()

    def paste(self) -> None:
        """Put the clipboard's block at the selection.

        One value fills all of it, a multiple of the block repeats it.
        """
        text = QGuiApplication.clipboard().text()
        lines, columns = self.lines(), self.columns()
        if not text or not lines or not columns:
            return
        block = from_tsv(text)
        cells = self._targets(block, lines, columns)
        if cells is not None:
            height, width = len(block), len(block[0])
            texts = [[block[y % height][x % width] for x in range(len(row))] for y, row in enumerate(cells)]
            self._enter(cells, texts, self.tr("Chưa dán được"), skips=True)

    def fill_down(self) -> None:
        """Repeat the first selected row in the others; a single row takes what stands above it."""
        lines, columns = self.lines(), self.columns()
        if not lines or not columns:
            return
        if len(lines) == 1:
            above = self._row_above(lines[0])
            if above is None:
                return
            lines = [above, *lines]
        first = [self._text(lines[0], column) for column in columns]
        cells = [[(line, column) for column in columns] for line in lines[1:]]
        self._enter(cells, [first] * len(cells), self.tr("Chưa sao chép xuống được"))

    def clear(self) -> None:
        """Empty the selected cells."""
        selection = self._grid.selectionModel().selection()
        cells = [
            [
                (line, column)
                for column in self.columns()
                if selection.contains(self._model.index(line, column))
            ]
            for line in self.lines()
        ]
        self._enter(cells, [[""] * len(row) for row in cells], self.tr("Chưa xóa được"))

    def key(self, event: QKeyEvent) -> bool:
        """Do what a key does to the block; return whether it was one of these keys."""
        if event.keyCombination() == _FILL_KEYS:  # before Delete, which has the same keys on X11
            self.fill_down()
            return True
        for keys, run in (
            (QKeySequence.StandardKey.Copy, self.copy),
            (QKeySequence.StandardKey.Paste, self.paste),
            (QKeySequence.StandardKey.Cut, self.cut),
            (QKeySequence.StandardKey.Delete, self.clear),
        ):
            if event.matches(keys):
                run()
                return True
        if event.key() == Qt.Key.Key_Backspace and not event.modifiers():
            self.clear()
            return True
        return False

    def refuse_reading(self) -> None:
        """Say that the cell under the cursor is only read."""
        at = self._grid.currentIndex()
        if at.isValid() and not self._model.is_heading(at.row()):
            title = self._model.columns[at.column()].title
            self.notified.emit(self._model.locked or self.tr("Cột “%s” chỉ để xem, không nhập được") % title)

    def _text(self, line: int, column: int) -> str:
        row = self._model.row_at(line)
        return "" if row is None else self._model.columns[column].shown(row)

    def _copied(self) -> Steps[tuple[TextBlock, str]]:
        selection = self._grid.selectionModel().selection()
        lines, columns = self.lines(), self.columns()
        whole = len(self.ranges()) == 1
        block: TextBlock = []
        texts: list[str] = []
        for number, line in enumerate(lines if columns else (), start=1):
            row = [
                self._text(line, column)
                if whole or selection.contains(self._model.index(line, column))
                else ""
                for column in columns
            ]
            block.append(row)
            texts.append(to_tsv([row]))
            if not number % STEP:
                yield
        return block, "".join(texts)

    def _put(self, copied: tuple[TextBlock, str]) -> None:
        block, text = copied
        if not block:
            return
        many = len(block) * len(block[0]) > _MANY_CELLS
        data = QMimeData()
        data.setText(text)
        if not many:
            data.setHtml(to_html(block))
        QGuiApplication.clipboard().setMimeData(data)
        if len(block) > STEP:
            self.notified.emit(
                self.tr("Đã sao chép %s dòng, có thể dán vào Excel") % format_number(len(block))
            )

    def _row_above(self, line: int) -> int | None:
        return next((above for above in range(line - 1, -1, -1) if not self._model.is_heading(above)), None)

    def _targets(
        self, block: TextBlock, lines: list[int], columns: list[int]
    ) -> list[list[GridPlace]] | None:
        """Return the cells that a block covers.

        None with a refusal if the table ends before the block does.
        """
        height, width = len(block), len(block[0])
        if len(lines) % height or len(columns) % width:
            lines = self._lines_from(lines[0], height)
            in_sight = columns_in_sight(self._grid.horizontalHeader())
            columns = in_sight[in_sight.index(columns[0]) :][:width]
        if len(lines) < height or len(columns) < width:
            self.notified.emit(
                self.tr(
                    "Chưa dán được: vùng sao chép có %d dòng × %d cột, từ ô đang chọn chỉ còn %d "
                    "dòng × %d cột"
                )
                % (height, width, len(lines), len(columns))
            )
            return None
        return [[(line, column) for column in columns] for line in lines]

    def _lines_from(self, line: int, count: int) -> list[int]:
        found: list[int] = []
        while line < self._model.rowCount() and len(found) < count:
            if not self._model.is_heading(line):
                found.append(line)
            line += 1
        return found

    def _enter(
        self,
        cells: Sequence[Sequence[GridPlace]],
        texts: Sequence[Sequence[str]],
        refusal: str,
        *,
        skips: bool = False,
    ) -> None:
        """Enter a block, or refuse the whole of it if a cell is only read.

        A pasted block `skips` the columns that are only read, as long as there is another, and says which.
        """
        places = [
            (line, column, text)
            for row, row_texts in zip(cells, texts, strict=True)
            for (line, column), text in zip(row, row_texts, strict=True)
        ]
        one_line = {column: line for line, column, _ in places}
        closed = {column for column, line in one_line.items() if not self._takes(line, column)}
        open_places = [place for place in places if place[1] not in closed]
        if closed and (not skips or not open_places):
            title = self._model.columns[min(closed)].title
            said = self.tr("%s: cột “%s” chỉ để xem. Chưa có ô nào thay đổi")
            self.notified.emit(self._model.locked or said % (refusal, title))
            return
        edits = [
            (row, self._model.columns[column].key, text)
            for line, column, text in open_places
            if (row := self._model.row_at(line)) is not None and text != self._text(line, column)
        ]
        if (not edits or self._model.enter(edits)) and closed:
            titles = ", ".join(f"“{self._model.columns[column].title}”" for column in sorted(closed))
            self.notified.emit(
                self.tr("Đã dán %s ô, bỏ qua cột chỉ để xem: %s. Hoàn tác: Ctrl+Z.")
                % (format_number(len(edits)), titles)
            )

    def _takes(self, line: int, column: int) -> bool:
        return bool(self._model.flags(self._model.index(line, column)) & Qt.ItemFlag.ItemIsEditable)
