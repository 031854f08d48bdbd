"""The columns of a grid: which are shown, in what order and how wide, and how that is remembered."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView, QWidget

from desktop_app.domain.text import whole
from desktop_app.ui.grid.header import GridHeader, columns_in_sight
from desktop_app.ui.grid.table import TableModel
from desktop_app.ui.look import CONTENT_MIN_WIDTH


class ColumnLayout(QObject):
    """Sizes the columns of `grid`.

    Widths as given or dragged, what is left over to the columns that stretch.
    """

    def __init__(self, grid: QTableView, model: TableModel[Any]) -> None:
        """Begin with the columns of `model`."""
        super().__init__(grid)
        self._grid = grid
        self._model = model
        self._dragged: dict[int, int] = {}
        self._fitting = False
        header = grid.horizontalHeader()
        header.sectionResized.connect(self._resized)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda place: self._offer_at(header.mapToGlobal(place)))

    def show_model(self, model: TableModel[Any]) -> None:
        """Take the widths and hidden columns of another model, which the grid shows already."""
        self._model = model
        self._dragged.clear()
        header = self._grid.horizontalHeader()
        for place, column in enumerate(model.columns):
            fixed = column.width == 0
            mode = QHeaderView.ResizeMode.Fixed if fixed else QHeaderView.ResizeMode.Interactive
            header.setSectionResizeMode(place, mode)
            header.setSectionHidden(place, column.hidden)
        self._fitting = False
        self.fit()

    def pause(self) -> None:
        """Take no notice of widths while the grid changes its model."""
        self._fitting = True

    def shown(self) -> list[int]:
        """List the columns in sight, from left to right."""
        return columns_in_sight(self._grid.horizontalHeader())

    def key(self, column: int) -> str:
        """Return the key of a column."""
        return self._model.columns[column].key

    def first(self) -> int:
        """Return the leftmost column in sight."""
        return self.shown()[0]

    def near(self, column: int) -> int:
        """Return `column` if it is in sight, else one that is.

        The one next to the right, else the last one. -1, which is no column, means the leftmost one.
        """
        header = self._grid.horizontalHeader()
        after = [one for one in self.shown() if header.visualIndex(one) >= header.visualIndex(column)]
        return after[0] if after else self.shown()[-1]

    def show_column(self, column: int, shown: bool) -> None:
        """Show or hide a column; the last one in sight stays."""
        if shown or self.shown() != [column]:
            self._grid.horizontalHeader().setSectionHidden(column, not shown)
            self._keep_cursor()
            self.fit()

    def menu(self) -> QMenu:
        """Make the menu in which the columns are chosen."""
        menu = QMenu(self._grid)
        header = self._grid.horizontalHeader()
        for place, column in enumerate(self._model.columns):
            action = QAction(column.title.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(not header.isSectionHidden(place))
            action.toggled.connect(partial(self.show_column, place))
            menu.addAction(action)
        menu.addSeparator()
        menu.addAction(self.tr("Khôi phục cột mặc định"), self.reset)
        return menu

    def offer(self, button: QWidget | None = None) -> None:
        """Show the menu below the button that was pressed, from elsewhere below the headings."""
        above = button or self._grid.horizontalHeader()
        self._offer_at(above.mapToGlobal(above.rect().bottomLeft()))

    def _offer_at(self, place: QPoint) -> None:
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    def reset(self) -> None:
        """Go back to the first order, widths and choice."""
        header = self._grid.horizontalHeader()
        self._dragged.clear()
        for place, column in enumerate(self._model.columns):
            header.moveSection(header.visualIndex(place), place)
            header.setSectionHidden(place, column.hidden)
        self._keep_cursor()
        self.fit()

    def fit(self) -> None:
        """Size all columns; one without a width takes what the others leave, never under its least.

        A title too long for one line gets room before the rest is shared out.
        """
        columns, header = self._model.columns, self._grid.horizontalHeader()
        shown = self.shown()
        widths = {place: self._dragged.get(place, self._least(place)) for place in shown}
        shares = {
            place: columns[place].stretch or int(columns[place].width == 0)
            for place in shown
            if place not in self._dragged
        }
        left, whole = self._grid.viewport().width() - sum(widths.values()), sum(shares.values())
        for place in shown:
            if place not in self._dragged and isinstance(header, GridHeader):
                more = max(min(header.wanted(place) - widths[place], left), 0)
                widths[place] += more
                left -= more
        self._fitting = True
        for place in shown:
            share = shares.get(place, 0)
            extra = max(left, 0) * share // whole if share else 0
            left -= extra
            whole -= share
            header.resizeSection(place, widths[place] + extra)
        if isinstance(header, GridHeader):
            header.show_lines()
        self._fitting = False

    def _least(self, place: int) -> int:
        """Return the width of a column that nobody dragged, in which its title stands whole."""
        header, width = self._grid.horizontalHeader(), self._model.columns[place].width or CONTENT_MIN_WIDTH
        return max(width, header.needed(place)) if isinstance(header, GridHeader) else width

    def save(self) -> dict[str, Any]:
        """Return the layout by the columns' keys."""
        header, columns = self._grid.horizontalHeader(), self._model.columns
        return {
            "order": [columns[header.logicalIndex(place)].key for place in range(header.count())],
            "hidden": [column.key for place, column in enumerate(columns) if header.isSectionHidden(place)],
            "widths": {columns[place].key: width for place, width in self._dragged.items()},
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Lay the columns out as `save` gave it; what is not of its form is passed over."""
        header = self._grid.horizontalHeader()
        places = {column.key: place for place, column in enumerate(self._model.columns)}
        order = [places[key] for key in _list(state.get("order")) if key in places]
        for visual, place in enumerate(order):
            header.moveSection(header.visualIndex(place), visual)
        hidden = {places[key] for key in _list(state.get("hidden")) if key in places}
        if order and len(hidden) < len(places):
            for place in order:
                header.setSectionHidden(place, place in hidden)
            self._keep_cursor()
        widths = state.get("widths")
        kept = widths.items() if isinstance(widths, dict) else ()
        self._dragged = {
            places[key]: int(width) for key, width in kept if key in places and whole(str(width)) is not None
        }
        self.fit()

    def _keep_cursor(self) -> None:
        """Move the cursor out of a column that has been hidden: nobody types into what he does not see."""
        at = self._grid.currentIndex()
        if at.isValid() and self._grid.isColumnHidden(at.column()):
            self._grid.setCurrentIndex(at.siblingAtColumn(self.near(at.column())))

    def _resized(self, column: int, old: int, new: int) -> None:
        """Keep the width that a column was dragged to; one that comes or goes was not dragged."""
        if self._fitting or 0 in (old, new) or self._model.columns[column].width == 0:
            return
        self._dragged[column] = new
        self.fit()


def _list(kept: object) -> list[str]:
    return [str(one) for one in kept] if isinstance(kept, list) else []
