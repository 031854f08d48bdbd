"""Dialogs for one answer: a name, or one of several; the button is named by the act."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from desktop_app.ui.widgets.form import FormDialog, suggesting
from desktop_app.ui.widgets.reasons import allow


class NameDialog(FormDialog):
    """Asks for one line of text; the act can be done once there is one."""

    def __init__(self, act: str, label: str, text: str, parent: QWidget | None = None) -> None:
        """Show `text`, chosen whole, so that typing replaces it."""
        super().__init__(act.replace("&", ""), act, parent)
        self.name = QLineEdit(text, self)
        self.name.selectAll()
        self.name.textChanged.connect(self._enable)
        self.add_field(label, self.name)
        self._enable()

    @classmethod
    def ask(cls, act: str, label: str, parent: QWidget | None = None, text: str = "") -> str | None:
        """Show the dialog and return the text, or None."""
        dialog = cls(act, label, text, parent)
        return dialog.name.text().strip() if dialog.exec() else None

    def save(self) -> None:
        """Take the text as it is."""

    def _enable(self) -> None:
        allow(self.act_button, "" if self.name.text().strip() else self.tr("Hãy điền ô trên."))


class ChoiceDialog(FormDialog):
    """Asks for one of several."""

    def __init__(
        self,
        act: str,
        label: str,
        known: Sequence[str],
        parent: QWidget | None = None,
        typed: str | None = None,
    ) -> None:
        """Offer what is `known`, the first one chosen; with `typed` any other words are taken too."""
        super().__init__(act.replace("&", ""), act, parent)
        self.choice = QComboBox(self) if typed is None else suggesting(typed, known, self)
        if typed is None:
            self.choice.addItems(list(known))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(40)
        self.add_field(label, self.choice)

    @classmethod
    def ask(
        cls,
        act: str,
        label: str,
        known: Sequence[str],
        parent: QWidget | None = None,
        typed: str | None = None,
    ) -> str | None:
        """Show the dialog and return what was chosen, or None."""
        dialog = cls(act, label, known, parent, typed)
        return dialog.choice.currentText() if dialog.exec() else None

    def save(self) -> None:
        """Take the choice as it is."""
