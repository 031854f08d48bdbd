"""Withdrawing tasks: from which day, and why."""

from datetime import date

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget

from desktop_app.ui.session import Session, today
from desktop_app.ui.widgets import DateField, FormDialog

_HEIGHT = 64


class WithdrawDialog(FormDialog):
    """Asks from which day tasks are withdrawn, and for the reason."""

    def __init__(self, count: int, day: date, parent: QWidget | None = None) -> None:
        """Offer `day` for `count` tasks."""
        title = QCoreApplication.translate("WithdrawDialog", "Đưa nhiệm vụ ra khỏi danh mục")
        super().__init__(title, title, parent)
        self.answer: tuple[date, str] | None = None
        about = self.tr(
            "Đưa %d nhiệm vụ ra khỏi danh mục. Trước ngày đó, nhiệm vụ vẫn được tính như cũ; "
            "tình hình thực hiện "
            "đã ghi được giữ nguyên."
        )
        label = QLabel(about % count, self)
        label.setWordWrap(True)
        self.fields.addRow(label)
        self.day = DateField(day, "day", self)
        self.note = QPlainTextEdit(self)
        self.note.setFixedHeight(_HEIGHT)
        self.note.setTabChangesFocus(True)
        self.add_field(self.tr("Đưa ra từ &ngày"), self.day)
        self.add_field(self.tr("&Lý do, văn bản"), self.note)

    @classmethod
    def ask(cls, count: int, day: date, parent: QWidget | None = None) -> tuple[date, str] | None:
        """Show the dialog and return the day and the reason; None if it was put away."""
        dialog = cls(count, day, parent)
        dialog.exec()
        return dialog.answer

    def save(self) -> None:
        """Take the day and the reason. Raises FieldMissing, FieldNotRead."""
        self.answer = self.day.day(), self.note.toPlainText()


def usual_day(session: Session) -> date:
    """Return the day to offer for an act on tasks.

    Today, or the cut-off of a period that is entered later.
    """
    return min(today(), session.period.cut_off)
