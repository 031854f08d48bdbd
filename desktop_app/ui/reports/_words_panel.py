"""The words of the report, section by section: drafted, or the officer's own."""

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.ui.widgets import LinkButton, allow

PAUSE_MS = 1200


class WordsPanel(QWidget):
    """Edits one section at a time.

    `written` carries its name and words, `again` a name that is to be drafted anew.
    """

    written = Signal(str, str)
    again = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts: dict[str, str] = {}
        self._edited: frozenset[str] = frozenset()
        self._given = ""
        self._section = ""
        self.section = QComboBox(self)
        self.section.setAccessibleName(self.tr("Phần của báo cáo"))
        self.text = _Field(self)
        self.text.setAccessibleName(self.tr("Nội dung của phần này"))
        self.text.setPlaceholderText(self.tr("Phần này chưa có nội dung."))
        self.state = QLabel(self)
        self.state.setObjectName("mutedSmall")
        self.draft_again = LinkButton(self.tr("Soạn lại phần này từ số liệu"), self)
        hint = QLabel(self.tr("Mỗi dòng là một đoạn. Dòng nằm giữa hai cặp dấu ** là đề mục chữ đậm."), self)
        hint.setObjectName("mutedSmall")
        hint.setWordWrap(True)
        below = QHBoxLayout()
        below.addWidget(self.state, 1)
        below.addWidget(self.draft_again)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.section)
        column.addWidget(self.text, 1)
        column.addLayout(below)
        column.addWidget(hint)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self.commit)
        self.section.currentIndexChanged.connect(self._turn)
        self.text.textChanged.connect(self._typed)
        self.text.left.connect(self.commit)
        self.draft_again.clicked.connect(self._draft_again)

    def show_texts(self, titles: Mapping[str, str], texts: Mapping[str, str], edited: frozenset[str]) -> None:
        """Show the sections of a report; what is being typed is never written over."""
        self._texts, self._edited = dict(texts), edited
        keys = [str(self.section.itemData(row)) for row in range(self.section.count())]
        self.section.blockSignals(True)
        if keys != list(titles):
            self.section.clear()
            for key, title in titles.items():
                self.section.addItem(title, key)
            self.section.setCurrentIndex(max(0, self.section.findData(self._section)))
        for row, (key, title) in enumerate(titles.items()):
            self.section.setItemText(row, self.tr("%s · đã sửa") % title if key in edited else title)
        self.section.blockSignals(False)
        if not self._dirty() or self._section not in titles:
            self._show(str(self.section.currentData() or ""))
        self._say()

    def commit(self) -> None:
        """Emit what was typed."""
        self._pause.stop()
        if self._dirty():
            self._given = self.text.toPlainText()
            self._texts[self._section] = self._given
            self.written.emit(self._section, self._given)

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what is being typed when another screen is shown."""
        self.commit()
        super().hideEvent(event)

    def _dirty(self) -> bool:
        return bool(self._section) and self.text.toPlainText() != self._given

    def _typed(self) -> None:
        if self._dirty():
            self._pause.start()

    def _turn(self) -> None:
        self.commit()
        self._show(str(self.section.currentData() or ""))
        self._say()

    def _show(self, section: str) -> None:
        text = self._texts.get(section, "")
        if section == self._section and text == self.text.toPlainText():
            self._given = text
            return
        self._section, self._given = section, text
        self.text.setPlainText(text)

    def _say(self) -> None:
        edited = self._section in self._edited
        self.state.setText(
            self.tr("Đã sửa, được giữ cùng kỳ báo cáo") if edited else self.tr("Soạn từ số liệu của kỳ")
        )
        allow(self.draft_again, "" if edited else self.tr("Phần này đang là lời soạn từ số liệu."))

    def _draft_again(self) -> None:
        self._pause.stop()
        self._given = self.text.toPlainText()
        self.again.emit(self._section)


class _Field(QPlainTextEdit):
    """A text that signals when it is left."""

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Emit what was typed."""
        super().focusOutEvent(event)
        self.left.emit()
