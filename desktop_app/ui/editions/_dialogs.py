"""Boxes about editions: number and day, two compared, and what taking an import back would do."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFormLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.editions import Edition
from desktop_app.domain.errors import AppError, FieldNotRead
from desktop_app.services.importing import EditionComparison, TakenBack
from desktop_app.ui.editions.rows import difference_columns, edition_words, taken_back_columns
from desktop_app.ui.formats import format_date, read_date
from desktop_app.ui.grid import Grid, TableModel
from desktop_app.ui.widgets import Dialog, Refusal, resize_within

if TYPE_CHECKING:
    from datetime import date


class DescribeDialog(Dialog):
    """Asks for the name, number and day of an edition."""

    def __init__(self, edition: Edition, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Thông tin bản danh mục"))
        self.setMinimumWidth(460)
        self.title = QLineEdit(edition.title, self)
        self.document = QLineEdit(edition.document, self)
        self.day = QLineEdit(format_date(edition.issued_on) if edition.issued_on else "", self)
        self.day.setPlaceholderText(self.tr("ngày/tháng/năm"))
        self.refusal = Refusal(self)
        self.issued_on: date | None = edition.issued_on
        form = QFormLayout()
        form.addRow(self.tr("&Tên bản danh mục"), self.title)
        form.addRow(self.tr("&Số, ký hiệu"), self.document)
        form.addRow(self.tr("Ngà&y ban hành"), self.day)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(10)
        column.addLayout(form)
        column.addWidget(self.refusal)
        column.addWidget(_buttons(self, self.tr("Lưu thông tin")))

    def accept(self) -> None:
        """Close if the day can be read."""
        text = self.day.text().strip()
        try:
            self.issued_on = read_date(text) if text else None
        except AppError as error:
            self.refusal.say_error(
                FieldNotRead("issued_on", text) if isinstance(error, FieldNotRead) else error
            )
            return
        super().accept()


class DifferenceDialog(Dialog):
    """Shows what the later of two editions changed."""

    def __init__(self, difference: EditionComparison, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("So sánh hai bản danh mục"))
        resize_within(self, 1080, 620)
        differing = difference.differing
        same = len(difference.matches) - len(differing)
        line = QLabel(
            self.tr("%s → %s: %d dòng khác nhau, %d dòng như nhau.")
            % (edition_words(difference.earlier), edition_words(difference.later), len(differing), same),
            self,
        )
        line.setWordWrap(True)
        self.model = TableModel(difference_columns(difference), parent=self)
        self.model.set_rows(differing)
        grid = Grid(self.windowTitle(), self)
        grid.setModel(self.model)
        close = QDialogButtonBox(self)
        close.addButton(self.tr("Đóng"), QDialogButtonBox.ButtonRole.RejectRole)
        close.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        column.addWidget(line)
        column.addWidget(grid, 1)
        column.addWidget(close)


class TakeBackDialog(Dialog):
    """Lists what goes back and what stays, before the officer agrees."""

    def __init__(self, edition: Edition, parts: Sequence[TakenBack], parent: QWidget) -> None:
        """Show `parts`, those that stay first."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Hoàn tác bản danh mục"))
        resize_within(self, 1080, 620)
        stays = sum(1 for one in parts if one.stays)
        said = self.tr(
            "Hoàn tác bản danh mục %s: %d mục trở lại như trước, %d mục giữ nguyên vì đã có dữ liệu sau đó."
        )
        line = QLabel(said % (edition_words(edition), len(parts) - stays, stays), self)
        line.setWordWrap(True)
        note = QLabel(
            self.tr(
                "Tình hình thực hiện, ghi chú và việc làm sau khi nhập bản này không bị mất. "
                "Việc này cũng hoàn tác được (Ctrl+Z)."
            ),
            self,
        )
        note.setObjectName("muted")
        note.setWordWrap(True)
        self.model = TableModel(taken_back_columns(), parent=self)
        self.model.set_rows(sorted(parts, key=lambda one: not one.stays))
        grid = Grid(self.windowTitle(), self)
        grid.setModel(self.model)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        column.addWidget(line)
        column.addWidget(note)
        column.addWidget(grid, 1)
        column.addWidget(_buttons(self, self.tr("Hoàn tác bản danh mục này")))


def _buttons(dialog: Dialog, act: str) -> QDialogButtonBox:
    buttons = QDialogButtonBox(dialog)
    button = QPushButton(act, dialog)
    button.setObjectName("primary")
    button.setDefault(True)
    buttons.addButton(button, QDialogButtonBox.ButtonRole.AcceptRole)
    buttons.addButton(dialog.tr("Hủy"), QDialogButtonBox.ButtonRole.RejectRole)
    buttons.accepted.connect(dialog.accept)
    buttons.rejected.connect(dialog.reject)
    return buttons
