"""What is still readable of a damaged file and is not in the restored one: progress, taken over on choice."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QListWidgetItem, QWidget

from desktop_app.resources import words
from desktop_app.services.salvaging import Salvage, SalvagedRecord, say_changes
from desktop_app.ui.formats import format_number
from desktop_app.ui.widgets import FormDialog, WrappedList, resize_within

_OTHERS = 8


class SalvageDialog(FormDialog):
    """Lists the records, all of them chosen that can be taken over."""

    def __init__(self, found: Salvage, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Lấy lại phần đã cập nhật sau bản sao lưu"))
        self.chosen: list[SalvagedRecord] = []
        about = QLabel(
            self.tr(
                "Tệp hỏng còn đọc được %s lần cập nhật mà bản khôi phục không có. Bỏ đánh dấu phần không "
                "muốn lấy lại."
            )
            % format_number(len(found.records)),
            self,
        )
        about.setWordWrap(True)
        self.list = WrappedList(self.tr("Lần cập nhật"), self)
        self.list.setMinimumHeight(220)
        for one in found.records:
            self.list.addItem(_item(one))
        self.list.itemChanged.connect(self._count)
        self.fields.addRow(about)
        self.fields.addRow(self.list)
        if found.others:
            self.fields.addRow(self._lost(found.others))
        resize_within(self, 760, 460)
        self._count()

    @classmethod
    def ask(cls, found: Salvage, parent: QWidget | None = None) -> list[SalvagedRecord]:
        """Show the dialog and return the records to take over, none if it was put away."""
        dialog = cls(found, parent)
        return dialog.chosen if dialog.exec() else []

    def save(self) -> None:
        """Take the marked records."""
        self.chosen = self._marked()

    def _marked(self) -> list[SalvagedRecord]:
        items = [self.list.item(row) for row in range(self.list.count())]
        marked = [one for one in items if one.checkState() is Qt.CheckState.Checked]
        return [one.data(Qt.ItemDataRole.UserRole) for one in marked]

    def _count(self) -> None:
        count = len(self._marked())
        self.act_button.setText(self.tr("&Ghi lại %s phần") % format_number(count))
        self.act_button.setEnabled(bool(count))

    def _lost(self, others: Sequence[str]) -> QLabel:
        named = "; ".join(others[:_OTHERS]) + ("; …" if len(others) > _OTHERS else "")
        text = self.tr("Còn %s thao tác khác không lấy lại được, cần làm lại: %s.")
        label = QLabel(text % (format_number(len(others)), named), self)
        label.setObjectName("muted")
        label.setWordWrap(True)
        return label


def _item(one: SalvagedRecord) -> QListWidgetItem:
    item = QListWidgetItem(f"{one.number}. {one.content}\n{one.period_label}: {say_changes(one.changes)}")
    item.setData(Qt.ItemDataRole.UserRole, one)
    if one.hindrance:
        item.setText(f"{item.text()} ({words('rescue')[one.hindrance]})")
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
        return item
    item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(Qt.CheckState.Checked)
    return item
