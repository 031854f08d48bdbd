"""The heading of a grid: titles that sort, with the direction beside them, and a filter for each column."""

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from desktop_app.ui.grid.cell_text import TextFitter
from desktop_app.ui.look import (
    CELL_LEFT,
    CELL_RIGHT,
    HEADER_HEIGHT,
    TALL_HEADER_HEIGHT,
    color,
    icon_pixmap,
    semibold,
)

_ARROW = 12
_FUNNEL = 14
_FUNNEL_ROOM = _FUNNEL + 6
_LEAST_WIDTH = 64
"""A narrower column has its filter in the heading's menu alone, so that its title stays whole."""


def columns_in_sight(header: QHeaderView) -> list[int]:
    """List the columns that are shown, from left to right."""
    order = [header.logicalIndex(place) for place in range(header.count())]
    return [column for column in order if not header.isSectionHidden(column)]


class GridHeader(QHeaderView):
    """A heading row of one line, or of two if a title needs them.

    A click sorts, a third click restores the list's own order. `filter_asked` carries the column whose funnel
    was clicked.
    """

    filter_asked = Signal(int)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorClearable(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setFixedHeight(HEADER_HEIGHT)
        self.setMinimumSectionSize(36)
        self.setMouseTracking(True)
        self._filtered: frozenset[int] = frozenset()
        self._hovered = -1

    def show_filtered(self, columns: frozenset[int]) -> None:
        """Mark the columns that are filtered."""
        self._filtered = columns
        self.viewport().update()

    def funnel(self, column: int) -> QRect:
        """Return the place of a column's funnel.

        It is empty if the column is too narrow for one or the table has its order. A table that is not sorted
        shows a page of more, or lines that belong together: filtering it would mislead.
        """
        view = self.parent()
        if isinstance(view, QTableView) and not view.isSortingEnabled():
            return QRect()
        width = self.sectionSize(column)
        if width < _LEAST_WIDTH and column not in self._filtered:
            return QRect()
        left = self.sectionViewportPosition(column) + width - CELL_RIGHT - _FUNNEL + 1
        return QRect(left, (self.height() - _FUNNEL) // 2, _FUNNEL, _FUNNEL)

    def wanted(self, column: int) -> int:
        """Return the width at which a title stands whole, on one line, beside its funnel."""
        return self._room(column, self._advance(self._title(column)))

    def needed(self, column: int) -> int:
        """Return the width at which a title stands whole on two lines."""
        parts = self._title(column).split()
        breaks = (
            (" ".join(parts[:place]), " ".join(parts[place:])) for place in range(1, max(len(parts), 2))
        )
        return self._room(column, min(max(map(self._advance, lines)) for lines in breaks))

    def show_lines(self) -> None:
        """Take two lines of height where a title needs them."""
        shown = [place for place in range(self.count()) if not self.isSectionHidden(place)]
        tall = any(self.sectionSize(place) < self.wanted(place) for place in shown)
        self.setFixedHeight(TALL_HEADER_HEIGHT if tall else HEADER_HEIGHT)

    def _is_tall(self) -> bool:
        return self.height() > HEADER_HEIGHT

    def _title(self, column: int) -> str:
        return str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")

    def _advance(self, title: str) -> int:
        return QFontMetrics(semibold()).horizontalAdvance(title)

    def _room(self, column: int, advance: int) -> int:
        width = advance + CELL_LEFT + CELL_RIGHT + 1
        view = self.parent()
        filters = isinstance(view, QTableView) and view.isSortingEnabled()
        with_funnel = width + _FUNNEL_ROOM
        return (
            with_funnel if filters and max(with_funnel, self.sectionSize(column)) >= _LEAST_WIDTH else width
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the filter at the funnel; sort elsewhere."""
        column = self._at_funnel(event.position().toPoint())
        if column >= 0 and event.button() is Qt.MouseButton.LeftButton:
            self.filter_asked.emit(column)
            return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show which funnel a click would open."""
        super().mouseMoveEvent(event)
        at = event.position().toPoint()
        column = self.logicalIndexAt(at)
        cut = column >= 0 and self.sectionSize(column) < self.needed(column)
        self._hover(self._at_funnel(at), self._title(column) if cut else "")

    def leaveEvent(self, event: QEvent) -> None:
        """Show none."""
        super().leaveEvent(event)
        self._hover(-1)

    def sizeHint(self) -> QSize:
        """Keep the height of every heading."""
        return QSize(super().sizeHint().width(), self.height())

    def paintEvent(self, _event: object) -> None:
        """Fill the ground behind the last column too."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), color("group"))
        painter.setPen(color("line"))
        bottom = self.viewport().height() - 1
        painter.drawLine(0, bottom, self.viewport().width(), bottom)
        for place in range(self.count()):
            column = self.logicalIndex(place)
            if not self.isSectionHidden(column):
                left = self.sectionViewportPosition(column)
                self.paintSection(painter, QRect(left, 0, self.sectionSize(column), bottom), column)
        painter.end()

    def paintSection(self, painter: QPainter, rect: QRect, column: int) -> None:
        """Paint one title with its line at the right."""
        painter.save()
        painter.setPen(color("line"))
        painter.drawLine(rect.right(), rect.top(), rect.right(), rect.bottom())
        funnel = self.funnel(column)
        inside = rect.adjusted(CELL_LEFT, 0, -CELL_RIGHT - (_FUNNEL_ROOM if funnel.isValid() else 0), 0)
        sorted_here = self.sortIndicatorSection() == column
        if sorted_here:
            inside.setRight(inside.right() - _ARROW - 2)
        font = semibold()
        painter.setFont(font)
        painter.setPen(color("accent" if sorted_here else "muted"))
        align = self.model().headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        lines = TextFitter(font).fit(self._title(column), inside.width(), 1 + self._is_tall())
        painter.drawText(inside, align, "\n".join(lines.lines))
        if sorted_here:
            right = align & Qt.AlignmentFlag.AlignRight
            widest = max(map(self._advance, lines.lines))
            after = inside.right() if right else inside.left() + widest
            self._paint_arrow(painter, after + 4, rect)
        painter.restore()
        if funnel.isValid():
            calls = column in self._filtered or column == self._hovered
            pixmap = icon_pixmap(
                "filter_20_regular", "accent" if calls else "muted", _FUNNEL, self.devicePixelRatioF()
            )
            if column in self._filtered:
                painter.fillRect(funnel.adjusted(-3, -3, 3, 3), color("selected"))
            painter.drawPixmap(funnel.topLeft(), pixmap)

    def _at_funnel(self, at: QPoint) -> int:
        column = self.logicalIndexAt(at)
        return column if column >= 0 and self.funnel(column).adjusted(-4, -8, 3, 8).contains(at) else -1

    def _hover(self, column: int, title: str = "") -> None:
        """Show a funnel as hovered; the tip says what it does, or a `title` that is cut."""
        self.setToolTip(self.tr("Lọc theo cột này") if column >= 0 else title)
        if column != self._hovered:
            self._hovered = column
            self.viewport().update()

    def _paint_arrow(self, painter: QPainter, left: int, rect: QRect) -> None:
        pixmap = icon_pixmap("chevron_down_20_regular", "accent", _ARROW, self.devicePixelRatioF())
        middle = rect.center().y() + 1
        painter.translate(left + _ARROW / 2, middle)
        if self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder:
            painter.rotate(180)
        painter.drawPixmap(-_ARROW // 2, -_ARROW // 2, pixmap)
