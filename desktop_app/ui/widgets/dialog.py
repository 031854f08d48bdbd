"""The one kind of dialog, and the box that asks: nothing typed is lost, nothing closed stays in memory."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.errors import AppError
from desktop_app.services.wording import say
from desktop_app.ui.widgets.buttons import SearchBox
from desktop_app.ui.widgets.cards import IconLabel
from desktop_app.ui.widgets.fitting import FittingScroll, lift_inside, resize_within
from desktop_app.ui.widgets.reading_order import go_on

_ICON = 24
_TEXT_WIDTH = 460
RESTING = "resting"
"""The property of an input that is read only because its file cannot be written."""

_MANY = 2
"""So many choices are more than one entry; a text is, too."""


class Dialog(QDialog):
    """Asks before it is left with typed text or several choices, and is deleted when it is closed.

    `keeps_entries` says that what is entered is saved by itself, so that leaving loses nothing.
    """

    keeps_entries = False

    def exec(self) -> int:
        """Show the dialog until it is closed; it goes as soon as nobody reads it any more."""
        try:
            return super().exec()
        finally:
            self.deleteLater()

    def open(self) -> None:
        """Show the dialog and go on; it goes when it is closed."""
        self.finished.connect(self.deleteLater)
        super().open()

    def showEvent(self, event: QShowEvent) -> None:
        """Remember what stands in the fields."""
        super().showEvent(event)
        if not event.spontaneous() and self.property("entries") is None:
            self.take_as_saved()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stay on the screen: a dialog grows when it knows how high its texts are, and by a refusal."""
        super().resizeEvent(event)
        if self.isVisible():
            lift_inside(self)

    def take_as_saved(self) -> None:
        """Take what stands in the fields for saved."""
        self.setProperty("entries", self._entries())

    def is_unsaved(self) -> bool:
        """Return whether leaving would lose a text, or more than one choice."""
        before = self.property("entries")
        if self.keeps_entries or before is None:
            return False
        changed = [now for now, old in zip(self._entries(), before, strict=False) if now != old]
        return len(changed) >= _MANY or any(kind == "text" and text.strip() for kind, text in changed)

    def may_leave(self) -> bool:
        """Return whether nothing would be lost, or the officer gives it up."""
        if not self.is_unsaved():
            return True
        question = _tr("Nội dung vừa nhập trong “%s” chưa được lưu. Bỏ nội dung này?") % self.windowTitle()
        box = Box(self, _tr("Bỏ nội dung vừa nhập"), question, icon="warning_20_filled")
        leave = box.add(_tr("Bỏ nội dung vừa nhập"))
        box.add_safe(_tr("Nhập tiếp"))
        box.exec()
        return box.pressed is leave

    def reject(self) -> None:
        """Leave, unless what was entered is to be kept."""
        if self.may_leave():
            super().reject()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Move the focus by Tab in the order of reading."""
        return go_on(self, 1 if forward else -1)

    def inputs(self) -> list[QWidget]:
        """List what something can be typed or chosen in, but for what is only searched."""
        found: list[QWidget] = []
        for one in self.findChildren(QWidget):
            inside = isinstance(one.parentWidget(), QComboBox | QAbstractSpinBox)
            if inside or one.objectName() == "cellEditor" or isinstance(one, SearchBox):
                continue
            if isinstance(one, QLineEdit | QPlainTextEdit):
                if not one.isReadOnly() or one.property(RESTING):
                    found.append(one)
            elif isinstance(one, QComboBox | QAbstractSpinBox) or (
                isinstance(one, QAbstractButton) and one.isCheckable()
            ):
                found.append(one)
        return found

    def _entries(self) -> list[tuple[str, str]]:
        return [_entry(one) for one in self.inputs()]


class Refusal(QLabel):
    """Says above the buttons of a dialog why nothing was done; hidden until then."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("refusal")
        self.setWordWrap(True)
        self.hide()

    def say(self, sentence: str) -> None:
        """Show why nothing was done; the dialog grows by what the words need."""
        self.setText(sentence)
        self.show()
        window = self.window()
        layout = window.layout()
        if isinstance(window, Dialog) and layout is not None:
            layout.activate()
            for fields in window.findChildren(FittingScroll):
                fields.leave_room(self.heightForWidth(self.width()))
            needed = layout.totalMinimumHeightForWidth(window.width())
            resize_within(window, window.width(), max(needed, window.height()))

    def say_error(self, error: AppError) -> None:
        """Show what was refused and what to do."""
        self.say(say(error))


class ActButtons(QDialogButtonBox):
    """The two buttons of a dialog: `act`, named by what it does, which Enter presses, and `cancel`."""

    def __init__(self, act: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.act = QPushButton(act, self)
        self.act.setObjectName("primary")
        self.act.setDefault(True)
        self.addButton(self.act, QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel = self.addButton(_tr("Hủy"), QDialogButtonBox.ButtonRole.RejectRole)


class Box(QDialog):
    """Says something or asks a question, under the name of the act; each button is named by what it does.

    `pressed` is the button that was pressed, or None.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        said: str,
        detail: str = "",
        *,
        icon: str = "",
        good: bool = False,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(title.replace("&", "").removesuffix("…"))
        self.pressed: QAbstractButton | None = None
        self.buttons: list[QPushButton] = []
        self.text = self._label(said)
        self.detail = self._label(detail)
        self.detail.setObjectName("muted")
        self.detail.setVisible(bool(detail))
        words = QVBoxLayout()
        words.setSpacing(8)
        words.addWidget(self.text)
        words.addWidget(self.detail)
        above = QHBoxLayout()
        above.setSpacing(12)
        if icon:
            shown = IconLabel(icon, "done" if good else "late", _ICON, self)
            above.addWidget(shown, 0, Qt.AlignmentFlag.AlignTop)
        above.addLayout(words, 1)
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(16)
        column.addLayout(above)
        column.addLayout(self._row)

    def add(self, text: str) -> QPushButton:
        """Add a button."""
        button = QPushButton(text, self)
        button.setAutoDefault(True)
        button.clicked.connect(lambda: self._press(button))
        self.buttons.append(button)
        self._row.addWidget(button)
        return button

    def add_safe(self, text: str) -> QPushButton:
        """Add the button that changes nothing; Enter presses it, and Escape does the same."""
        button = self.add(text)
        button.setDefault(True)
        button.setFocus()
        return button

    def exec(self) -> int:
        """Show the box until a button is pressed, or Escape; it goes as soon as nobody reads it any more."""
        try:
            return super().exec()
        finally:
            self.deleteLater()

    def _press(self, button: QPushButton) -> None:
        self.pressed = button
        self.accept()

    def _label(self, text: str) -> QLabel:
        label = QLabel(text, self)
        label.setWordWrap(True)
        label.setMinimumWidth(_TEXT_WIDTH)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label


def ask_box(
    parent: QWidget | None, title: str, question: str, acts: Sequence[str], detail: str = "", refuse: str = ""
) -> int:
    """Ask which of some acts to do; return its place, -1 for none of them."""
    box = Box(parent, title, question, detail, icon="question_circle_20_regular")
    buttons = [box.add(act) for act in acts]
    box.add(refuse or _tr("Hủy"))
    buttons[0].setDefault(True)
    buttons[0].setFocus()
    box.exec()
    return next((place for place, one in enumerate(buttons) if one is box.pressed), -1)


def _entry(one: QWidget) -> tuple[str, str]:
    """Return whether an input holds a text or a choice, and which."""
    if isinstance(one, QLineEdit):
        return "text", one.text()
    if isinstance(one, QPlainTextEdit):
        return "text", one.toPlainText()
    if isinstance(one, QComboBox):
        return "text" if one.isEditable() else "choice", one.currentText()
    if isinstance(one, QAbstractSpinBox):
        return "choice", one.text()
    return "choice", str(isinstance(one, QAbstractButton) and one.isChecked())


def _tr(text: str) -> str:
    return QCoreApplication.translate("dialog", text)
