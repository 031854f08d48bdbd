"""Boxes about editions: number and day, two compared, and what taking an import back would do."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.editions import Edition
from desktop_app.services.importing import EditionComparison, TakenBack
from desktop_app.ui.editions.rows import difference_columns, edition_words, taken_back_columns
from desktop_app.ui.formats import format_date, read_date
from desktop_app.ui.grid import Grid, TableModel
from desktop_app.ui.widgets import ActButtons, Dialog, FormDialog, resize_within

if TYPE_CHECKING:
    from datetime import date


class DescribeDialog(FormDialog):
    """Asks for the name, number and day of an edition."""

    def __init__(self, edition: Edition, parent: QWidget) -> None:
        super().__init__(self.tr("Thông tin bản danh mục"), self.tr("Lưu thông tin"), parent)
        self.title = QLineEdit(edition.title, self)
        self.document = QLineEdit(edition.document, self)
        self.day = QLineEdit(format_date(edition.issued_on) if edition.issued_on else "", self)
        self.day.setPlaceholderText(self.tr("ngày/tháng/năm"))
        self.issued_on: date | None = edition.issued_on
        self.add_field(self.tr("&Tên bản danh mục"), self.title)
        self.add_field(self.tr("&Số, ký hiệu"), self.document)
        self.add_field(self.tr("Ngà&y ban hành"), self.day)

    def save(self) -> None:
        """Read the day. Raises FieldNotRead, FieldOutOfRange."""
        text = self.day.text().strip()
        self.issued_on = read_date(text, "issued_on") if text else None


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
        buttons = ActButtons(self.tr("Hoàn tác bản danh mục này"), self)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)
