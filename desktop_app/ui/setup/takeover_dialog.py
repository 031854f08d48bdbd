"""What a handover kit holds, and where its data is to be put."""

from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from desktop_app.domain.errors import DataFileExists
from desktop_app.services import places
from desktop_app.services.handover import HandoverKit, free_place
from desktop_app.ui.formats import format_date, format_number
from desktop_app.ui.widgets import FieldLabel, FormDialog

_SHORT = 16


class TakeoverDialog(FormDialog):
    """Says who hands over what, and asks for a place at which nothing stands yet."""

    def __init__(self, kit: HandoverKit, parent: QWidget | None = None) -> None:
        """Show what the kit says of itself and propose a free place in the user's documents."""
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Nhận bàn giao"))
        self.act_button.setText(self.tr("&Nhận và mở"))
        self.setMinimumWidth(640)
        for name, value in self._facts(kit):
            label = QLabel(value, self)
            label.setWordWrap(True)
            self.fields.addRow(name, label)
        self.place = QLineEdit(str(free_place(places.default_data_file().parent, kit)), self)
        choose = QPushButton(self.tr("&Chọn chỗ khác…"), self)
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.place, 1)
        row.addWidget(choose)
        self.fields.addRow(FieldLabel(self.tr("Đặt &dữ liệu vào"), self.place, self), row)
        note = QLabel(self.tr("Tệp đang có trên máy không bị thay. Bộ bàn giao cũng giữ nguyên."), self)
        note.setObjectName("muted")
        note.setWordWrap(True)
        self.fields.addRow("", note)
        self.act_button.setFocus()

    @classmethod
    def ask(cls, kit: HandoverKit, parent: QWidget | None = None) -> Path | None:
        """Show the dialog and return where the data is to be put, None if it was put away."""
        dialog = cls(kit, parent)
        return dialog.target if dialog.exec() else None

    @property
    def target(self) -> Path:
        """Return the place that is entered, with the ending of data files."""
        path = Path(self.place.text().strip()).expanduser()
        return path.with_name(path.name + places.SUFFIX) if path.suffix.lower() != places.SUFFIX else path

    def save(self) -> None:
        """Refuse a place at which something stands."""
        if not self.place.text().strip() or not self.target.is_absolute():
            self.place.setFocus()
            self.place.setText(str(places.default_data_file().parent / self.target.name))
            return
        places.check_data_file(self.target)
        if self.target.exists():
            raise DataFileExists(self.target)

    def _choose(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Đặt dữ liệu vào"),
            str(self.target),
            self.tr("Tệp dữ liệu Tiến độ Đề án (*.tiendo)"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            self.place.setText(name)

    def _facts(self, kit: HandoverKit) -> list[tuple[str, str]]:
        moment = datetime.fromisoformat(kit.made_at)
        documents = self.tr("%s nhiệm vụ, %s tệp tài liệu, %s thao tác trong nhật ký") % (
            format_number(kit.tasks),
            format_number(len(kit.documents)),
            format_number(kit.acts),
        )
        facts = [
            (self.tr("Người giao"), f"{kit.made_by} ({kit.computer}), {moment:%H:%M} {format_date(moment)}"),
            (self.tr("Đề án"), "\n".join(kit.programmes)),
            (self.tr("Gồm"), documents),
            (self.tr("Mã kiểm tra"), self.tr("%s… (so với bản nhật ký in)") % kit.head[:_SHORT]),
        ]
        if kit.missing:
            facts.append((self.tr("Thiếu tệp"), "; ".join(kit.missing)))
        if not kit.sound and not kit.missing:
            facts.append((self.tr("Lưu ý"), self.tr("Kiểm tra lúc bàn giao có phát hiện, xem Nhật ký.")))
        return facts
