"""The heading of a grid: titles that sort, with the direction beside them."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from desktop_app.ui.icons import icon_pixmap
from desktop_app.ui.theme import CELL_LEFT, CELL_RIGHT, HEADER_HEIGHT, color, semibold

_ARROW = 12


class GridHeader(QHeaderView):
    """A heading row of one height; a click sorts, a third click gives the list's own order back."""

    def __init__(self, parent: QWidget) -> None:
        """Begin unsorted."""
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setHighlightSections(False)
        self.setSortIndicatorClearable(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setFixedHeight(HEADER_HEIGHT)
        self.setMinimumSectionSize(36)

    def sizeHint(self) -> QSize:
        """Keep the height of every heading."""
        return QSize(super().sizeHint().width(), HEADER_HEIGHT)

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
        inside = rect.adjusted(CELL_LEFT, 0, -CELL_RIGHT, 0)
        sorted_here = self.sortIndicatorSection() == column
        if sorted_here:
            inside.setRight(inside.right() - _ARROW - 2)
        font = semibold()
        painter.setFont(font)
        painter.setPen(color("accent" if sorted_here else "muted"))
        metrics = painter.fontMetrics()
        title = str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, inside.width())
        align = self.model().headerData(column, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
        painter.drawText(inside, align, shown)
        if sorted_here:
            right = align & Qt.AlignmentFlag.AlignRight
            after = inside.right() if right else inside.left() + metrics.horizontalAdvance(shown)
            self._paint_arrow(painter, after + 4, rect)
        painter.restore()

    def _paint_arrow(self, painter: QPainter, left: int, rect: QRect) -> None:
        pixmap = icon_pixmap("chevron_down_20_regular", "accent", _ARROW, self.devicePixelRatioF())
        middle = rect.center().y() + 1
        painter.translate(left + _ARROW / 2, middle)
        if self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder:
            painter.rotate(180)
        painter.drawPixmap(-_ARROW // 2, -_ARROW // 2, pixmap)
