"""For which agency an entry form is made."""

from collections.abc import Sequence

from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from desktop_app.ui.setup.form import FormDialog


class EntryFormDialog(FormDialog):
    """Asks for an agency, or all."""

    def __init__(self, agencies: Sequence[str], period: str, parent: QWidget | None = None) -> None:
        """Offer `agencies` for the period labelled `period`."""
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Phiếu nhập cho cơ quan"))
        self.act_button.setText(self.tr("Chọn nơi lưu…"))
        self.agency = QComboBox(self)
        self.agency.addItem(self.tr("Tất cả %d cơ quan chủ trì, mỗi cơ quan một tệp") % len(agencies), "")
        for name in agencies:
            self.agency.addItem(name, name)
        self.add_field(self.tr("&Cơ quan"), self.agency)
        told = QLabel(
            self.tr(
                "Phiếu liệt kê nhiệm vụ cơ quan chủ trì, kèm nội dung đã ghi nhận của %s. Cơ quan chỉ ghi được vào "
                "các ô nền vàng, rồi gửi lại tệp; dùng “Nhận phiếu của cơ quan…” để đưa vào."
            )
            % period,
            self,
        )
        told.setObjectName("muted")
        told.setWordWrap(True)
        self.fields.addRow(told)

    @classmethod
    def ask(cls, agencies: Sequence[str], period: str, parent: QWidget | None = None) -> str | None:
        """Give the agency chosen, "" for all, None where the officer gave up."""
        dialog = cls(agencies, period, parent)
        return str(dialog.agency.currentData()) if dialog.exec() else None

    def save(self) -> None:
        """Nothing is kept: the answer is what is chosen."""
