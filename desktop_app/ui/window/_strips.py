"""Where messages and running work stand: over the lower edge of the screen, so that nothing below moves."""

from PySide6.QtCore import QEvent, QObject, QPoint
from PySide6.QtWidgets import QVBoxLayout, QWidget

_EDGE = 12
_GAP = 4
_RESIZE = QEvent.Type.Resize
_COMES_OR_GOES = (QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.LayoutRequest)


class Strips(QWidget):
    """Lays strips over the lower left corner of `under`, as wide as their words, taking no room from it."""

    def __init__(self, under: QWidget, strips: tuple[QWidget, ...], parent: QWidget) -> None:
        """Begin without a strip in sight; `parent` holds `under`, too."""
        super().__init__(parent)
        self._under = under
        self._strips = strips
        self._placing = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        for strip in strips:
            column.addWidget(strip)
            strip.installEventFilter(self)
        under.installEventFilter(self)
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Place the strips again when what is below changes its size, or a strip comes, goes or changes."""
        followed = (_RESIZE,) if watched is self._under else _COMES_OR_GOES
        if event.type() in followed and not self._placing:
            self._placing = True
            self._place()
            self._placing = False
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        under, parent = self._under, self.parentWidget()
        shown = [strip for strip in self._strips if not strip.isHidden()]
        self.setVisible(bool(shown))
        if parent is None or not shown:
            return
        room = under.width() - 2 * _EDGE
        width = min(max(strip.sizeHint().width() for strip in shown), room)
        height = sum(strip.sizeHint().height() for strip in shown) + _GAP * (len(shown) - 1)
        place = under.mapTo(parent, QPoint(_EDGE, under.height() - height - _EDGE // 2))
        self.setGeometry(place.x(), place.y(), width, height)
        self.raise_()
