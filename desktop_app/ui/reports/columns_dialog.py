"""Which columns the table of tasks shows on paper and in the workbook, in what order and under what headings."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QLabel, QWidget

from desktop_app.domain.errors import FieldMissing
from desktop_app.domain.preset import FIELDS
from desktop_app.ui.reports.part_list import PartList
from desktop_app.ui.setup.form import FormDialog


class ReportColumnsDialog(FormDialog):
    """Chooses the columns."""

    def __init__(
        self, chosen: Sequence[str], titles: Mapping[str, str], usual: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        """Show the present choice; `titles` and `usual` are headings by field."""
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Cột của bảng nhiệm vụ"))
        self.act_button.setText(self.tr("Dùng các cột này"))
        note = QLabel(
            self.tr("Đánh dấu cột cần in. Kéo, hoặc Alt+↑ và Alt+↓, để đổi thứ tự; F2 hoặc bấm đúp để đổi tên cột."),
            self,
        )
        note.setObjectName("muted")
        note.setWordWrap(True)
        self.list = PartList(self.windowTitle(), self)
        self.list.show_parts(FIELDS, chosen, titles, usual)
        self.list.setMinimumHeight(300)
        self.fields.addRow(note)
        self.fields.addRow(self.list)

    @classmethod
    def ask(
        cls, chosen: Sequence[str], titles: Mapping[str, str], usual: Mapping[str, str], parent: QWidget | None = None
    ) -> tuple[tuple[str, ...], dict[str, str]] | None:
        """Show the dialog; give the columns and the headings that differ, or None."""
        dialog = cls(chosen, titles, usual, parent)
        return (dialog.list.chosen(), dialog.list.titles()) if dialog.exec() else None

    def save(self) -> None:
        """Refuse a table in which the tasks could not be told apart."""
        chosen = self.list.chosen()
        if "content" not in chosen:
            raise FieldMissing("content")
        if len(chosen) < 2:
            raise FieldMissing("columns")
