"""Three ways in, while the programme holds no task."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.ui.session import Session
from desktop_app.ui.widgets import Card, LinkButton

_WIDTH = 860


class FirstStart(QWidget):
    """Shown in the place of the screens until the programme has a task."""

    import_asked = Signal()
    add_asked = Signal()
    sample_asked = Signal()
    takeover_asked = Signal()
    dropped = Signal(object)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setAcceptDrops(True)
        self.title = QLabel(self)
        self.title.setObjectName("screenTitle")
        self.line = QLabel(self)
        self.line.setObjectName("muted")
        self.line.setWordWrap(True)
        self.import_button = QPushButton(self.tr("Chọn tệp…"), self)
        self.import_button.setObjectName("primary")
        self.setFocusProxy(self.import_button)
        self.add_button = QPushButton(self.tr("Thêm nhiệm vụ…"), self)
        self.sample_button = QPushButton(self.tr("Mở dữ liệu minh họa"), self)
        self.import_button.clicked.connect(self.import_asked)
        self.add_button.clicked.connect(self.add_asked)
        self.sample_button.clicked.connect(self.sample_asked)
        self._lay_out()
        session.standing.rest(self.import_button, self.add_button)
        session.turned.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Name the chosen programme."""
        programme = self._session.programme
        self.title.setText(self.tr("Bắt đầu với %s") % programme.number)
        self.line.setText(programme.title)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files on."""
        paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            self.dropped.emit(paths)

    def _lay_out(self) -> None:
        cards = QHBoxLayout()
        cards.setSpacing(12)
        for heading, text, button in (
            (
                self.tr("Nhập danh mục"),
                self.tr(
                    "Từ tệp Excel, Word của Bộ hoặc của UBND tỉnh. Phần mềm đọc tệp, cho xem trước "
                    "rồi mới ghi."
                ),
                self.import_button,
            ),
            (
                self.tr("Thêm nhiệm vụ"),
                self.tr("Nhập lần lượt từng nhiệm vụ theo nhóm khi chưa có tệp danh mục."),
                self.add_button,
            ),
            (
                self.tr("Dữ liệu minh họa"),
                self.tr(
                    "Một tệp riêng với 42 nhiệm vụ và hai năm tình hình thực hiện giả định, "
                    "để xem phần mềm làm được gì."
                ),
                self.sample_button,
            ),
        ):
            cards.addWidget(self._card(heading, text, button), 1)
        foot = QLabel(
            self.tr(
                "Có thể kéo tệp Excel thả vào cửa sổ này. Phần mềm không dùng mạng; dữ liệu nằm trên máy này."
            ),
            self,
        )
        foot.setObjectName("muted")
        self.takeover_button = LinkButton(self.tr("Nhận bàn giao từ máy khác…"), self)
        self.takeover_button.clicked.connect(self.takeover_asked)
        inner = QWidget(self)
        inner.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(inner)
        column.setSpacing(12)
        for item in (self.title, self.line):
            column.addWidget(item)
        column.addLayout(cards)
        column.addWidget(self.takeover_button)
        column.addWidget(foot)
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        outer.addWidget(inner, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addStretch(2)

    def _card(self, heading: str, text: str, button: QPushButton) -> Card:
        card = Card(heading, self)
        label = QLabel(text, card)
        label.setWordWrap(True)
        label.setObjectName("muted")
        label.setMinimumHeight(76)
        label.setAlignment(Qt.AlignmentFlag.AlignTop)
        card.body.addWidget(label)
        card.body.addStretch()
        card.body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        return card
