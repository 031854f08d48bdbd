"""What every painted chart shares: it can be copied and printed as a picture."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop_app.ui.look import PRINT, Theme, tokens

_PICTURE_RATIO = 2.0


class ChartWidget(QWidget):
    """A widget that paints itself in any theme and size."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMouseTracking(True)
        copy = QAction(self.tr("Sao chép hình"), self)
        copy.triggered.connect(self.copy_picture)
        self.addAction(copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def stop_at(self, something: bool) -> None:
        """Let Tab stop here only if there is something to be opened: elsewhere the focus is not seen."""
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if something else Qt.FocusPolicy.NoFocus)

    def paint_chart(self, painter: QPainter, size: QSize, theme: Theme) -> None:
        """Paint the chart in the colours of `theme`."""
        raise NotImplementedError

    def to_pixmap(self) -> QPixmap:
        """Return the chart as a picture for paper.

        Its colours also differ in grey; it is twice as fine as on the screen.
        """
        pixmap = QPixmap(self.size() * _PICTURE_RATIO)
        pixmap.setDevicePixelRatio(_PICTURE_RATIO)
        pixmap.fill(Qt.GlobalColor.white)
        painter = QPainter(pixmap)
        painter.setFont(self.font())
        self.paint_chart(painter, self.size(), PRINT)
        painter.end()
        return pixmap

    def copy_picture(self) -> None:
        """Put the chart on the clipboard as a picture."""
        QGuiApplication.clipboard().setPixmap(self.to_pixmap())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy with Ctrl+C."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_picture()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint in the present theme."""
        painter = QPainter(self)
        self.paint_chart(painter, self.size(), tokens())
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        """Paint anew when the theme changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.update()
