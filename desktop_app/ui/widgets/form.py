"""A dialog with labelled fields, and the buttons named by the act."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QCompleter,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QListView,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.errors import AppError
from desktop_app.ui.widgets.dialog import ActButtons, Dialog, Refusal
from desktop_app.ui.widgets.fitting import FittingScroll

_UNDERLINED = 4
_HINT = 450
"""A hint that is wider goes on below."""


class FieldLabel(QLabel):
    """The name of a field, which is read aloud with it; its underlined letter leads there."""

    def __init__(self, text: str, field: QWidget, parent: QWidget, look: str = "") -> None:
        """Show `text`, in the `look` of the style sheet that is called so."""
        super().__init__(text, parent)
        self.setObjectName(look)
        self.setBuddy(field)
        (field.focusProxy() or field).setAccessibleName(text.replace("&", ""))

    def sizeHint(self) -> QSize:
        """Ask for more than Qt says that the text needs: a letter underlined stands apart from the next."""
        return super().sizeHint() + QSize(_UNDERLINED, 0)

    def minimumSizeHint(self) -> QSize:
        """Ask for as much more at least: with less the text would be cut."""
        return super().minimumSizeHint() + QSize(_UNDERLINED, 0)


class FormDialog(Dialog):
    """Shows fields and runs `save` when the officer presses the act's button.

    A refusal stands above the buttons.
    """

    def __init__(self, title: str, act: str, parent: QWidget | None = None) -> None:
        """Begin without fields; the subclass adds them to `fields`, and what helps to fill them `beside`."""
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setMinimumWidth(520)
        self._first: QWidget | None = None
        self.fields = QFormLayout()
        self.fields.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.fields.setVerticalSpacing(8)
        self.fields.setHorizontalSpacing(12)
        self.refusal = Refusal(self)
        self.buttons = ActButtons(act, self)
        self.act_button = self.buttons.act
        self.buttons.cancel.setAutoDefault(False)
        self.buttons.accepted.connect(self.submit)
        self.buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(12)
        self.beside = QHBoxLayout()
        self.beside.setSpacing(16)
        self.beside.addWidget(FittingScroll(self.fields, self), 1)
        layout.addLayout(self.beside, 1)
        layout.addWidget(self.refusal)
        layout.addWidget(self.buttons)

    def showEvent(self, event: QShowEvent) -> None:
        """Widen to what the fields need, as soon as the style has said how wide their texts are."""
        super().showEvent(event)
        for shown in self.findChildren(QListView):
            shown.doItemsLayout()  # laid out before their style was known, lines would stay too low
        QTimer.singleShot(0, self, self._widen)

    def _widen(self) -> None:
        layout = self.layout()
        if layout is not None:
            self.setMinimumWidth(max(self.minimumWidth(), layout.minimumSize().width()))

    def add_field(self, label: str, widget: QWidget, hint: str = "") -> None:
        """Add one field under its label, with a hint below it; the first one has the focus."""
        self.fields.addRow(FieldLabel(label, widget, self), widget)
        if self._first is None:
            self._first = widget
            widget.setFocus()
        if hint:
            small = QLabel(hint, self)
            small.setObjectName("muted")
            small.setWordWrap(small.sizeHint().width() > _HINT)
            self.fields.addRow("", small)

    def submit(self) -> None:
        """Save; close only if nothing was refused."""
        try:
            self.save()
        except AppError as error:
            self.refusal.say_error(error)
        else:
            self.accept()

    def save(self) -> None:
        """Save the fields; raise AppError to refuse."""
        raise NotImplementedError


def suggesting(text: str, known: Sequence[str], parent: QWidget) -> QComboBox:
    """Make a field with suggestions in a list.

    Nothing is completed inline, which Vietnamese typing would break.
    """
    combo = QComboBox(parent)
    combo.setEditable(True)
    combo.addItems(known)
    completer = QCompleter(known, combo)
    completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    combo.setCompleter(completer)
    combo.setCurrentText(text)
    if not text:
        combo.clearEditText()
    return combo
