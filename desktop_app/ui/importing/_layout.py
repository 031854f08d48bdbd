"""The parts above and below the preview's table."""

from datetime import date

from PySide6.QtWidgets import QComboBox, QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from desktop_app.services.importing import Tally
from desktop_app.ui.formats import format_date, format_number
from desktop_app.ui.look import icon
from desktop_app.ui.widgets import ElidedLabel, FieldLabel, Refusal, SearchBox, WrappingRow


class PreviewHead(QWidget):
    """The file, how it was read, and the paper that it came with."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.title = ElidedLabel("", self)
        self.title.setObjectName("screenTitle")
        self.line = QLabel(self)
        self.line.setObjectName("muted")
        self.line.setWordWrap(True)
        self.document = QLineEdit(self)
        self.document.setFixedWidth(170)
        self.document.setPlaceholderText(self.tr("ví dụ 15/QĐ-UBND"))
        self.day = QLineEdit(self)
        self.day.setFixedWidth(132)
        self.day.setPlaceholderText(self.tr("ngày/tháng/năm"))
        self.columns_button = QPushButton(
            icon("table_settings_20_regular"), self.tr("Cột và bảng &mã…"), self
        )
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.addWidget(self.title, 0, 0, 2, 1)
        for place, (text, field) in enumerate(
            ((self.tr("Số, ký &hiệu"), self.document), (self.tr("Ngà&y ban hành"), self.day)), start=1
        ):
            grid.addWidget(FieldLabel(text, field, self, "fieldLabel"), 0, place)
            grid.addWidget(field, 1, place)
        grid.addWidget(self.columns_button, 1, 3)
        grid.setColumnStretch(0, 1)

    def show_plan(self, name: str, line: str) -> None:
        """Name the file, and say how it was read."""
        self.title.set_whole(self.tr("Nhập danh mục: %s") % name)
        self.line.setText(line)

    def show_source(self, document: str, issued_on: date | None) -> None:
        """Fill in what the list states of its paper."""
        self.document.setText(document)
        self.day.setText(format_date(issued_on) if issued_on else "")


class PreviewFoot(QWidget):
    """The sum of the rows, and the buttons."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.sum = ElidedLabel("", self)
        self.sum.setObjectName("muted")
        self.refusal = Refusal(self)
        self.save_refused = QPushButton(self.tr("&Lưu các dòng chưa nhập được…"), self)
        self.cancel = QPushButton(self.tr("Hủy"), self)
        self.accept = QPushButton(icon("arrow_import_20_regular", "on_accent"), "", self)
        self.accept.setObjectName("primary")
        row = WrappingRow(self)
        row.add_text(self.sum)
        row.add_text(self.refusal)
        row.addStretch()
        for button in (self.save_refused, self.cancel, self.accept):
            row.addWidget(button)

    def show_sum(
        self, said: str, tally: Tally, *, record: bool, refused: int, progress: bool = False
    ) -> None:
        """Show the sum, and what the button would write: of a list without news its `progress` at most."""
        self.refusal.hide()
        self.sum.show()
        self.sum.set_whole(said + " " + self.tr("Tình hình đã ghi được giữ nguyên."))
        self.save_refused.setVisible(refused > 0)
        self.accept.setEnabled(tally.recorded or record or progress)
        if tally.written:
            self.accept.setText(self.tr("Nhập %s nhiệm vụ") % format_number(tally.written))
        elif tally.recorded or record:
            self.accept.setText(self.tr("Lưu thành bản danh mục mới (không có thay đổi)"))
        elif progress:
            self.accept.setText(self.tr("Cập nhật tình hình thực hiện"))
        else:
            self.accept.setText(self.tr("Không có nhiệm vụ để nhập"))

    def refuse(self, sentence: str) -> None:
        """Say why nothing can be written as it stands."""
        self.sum.hide()
        self.refusal.say(sentence)
        self.accept.setEnabled(False)


def middle_row(line: QLabel, filters: QComboBox, search: SearchBox, bulk: QPushButton) -> WrappingRow:
    """Lay out what stands between head and tabs."""
    row = WrappingRow()
    row.add_text(line)
    row.addStretch()
    search.setFixedWidth(210)
    filters.setMinimumWidth(150)
    for widget in (bulk, filters, search):
        row.addWidget(widget)
    return row
