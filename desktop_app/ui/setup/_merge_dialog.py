"""Merging agencies: which name stays, and whether they became one on a day."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QRadioButton, QWidget

from desktop_app.ui.look import CONTROL_HEIGHT
from desktop_app.ui.session import today
from desktop_app.ui.widgets import ChoiceBox, DateField, FormDialog


class MergeDialog(FormDialog):
    """Asks which of several names stays and from which day."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        """Offer to keep one of `names`; they always meant one agency unless the officer says otherwise."""
        title = QCoreApplication.translate("MergeDialog", "Gộp cơ quan")
        super().__init__(title, title, parent)
        self.answer: tuple[str, date | None] | None = None
        self.kept = ChoiceBox(self.tr("Giữ lại tên"), self, 30)
        self.kept.addItems(list(names))
        self.always = QRadioButton(self.tr("&Luôn là một cơ quan, chỉ khác cách viết"), self)
        self.always.setChecked(True)
        self.since = QRadioButton(self.tr("&Hợp nhất từ ngày"), self)
        self.day = DateField(today(), "day", self)
        self.day.setEnabled(False)
        self.since.toggled.connect(self.day.setEnabled)
        note = QLabel(
            self.tr(
                "Trước ngày hợp nhất, nhiệm vụ và báo cáo vẫn mang tên cũ. Tên cũ vẫn được nhận ra về sau."
            ),
            self,
        )
        note.setObjectName("muted")
        note.setWordWrap(True)
        self.add_field(self.tr("&Giữ lại tên"), self.kept)
        self.fields.addRow(self.always)
        self.since.setMinimumHeight(CONTROL_HEIGHT)  # level with the day beside it
        self.fields.addRow(self.since, self.day)
        self.fields.addRow(note)

    @classmethod
    def ask(cls, names: Sequence[str], parent: QWidget | None = None) -> tuple[str, date | None] | None:
        """Show the dialog and return the name that stays and the day, None for always; None if put away."""
        dialog = cls(names, parent)
        dialog.exec()
        return dialog.answer

    def save(self) -> None:
        """Take name and day. Raises FieldMissing, FieldNotRead."""
        self.answer = self.kept.currentText(), self.day.day() if self.since.isChecked() else None
