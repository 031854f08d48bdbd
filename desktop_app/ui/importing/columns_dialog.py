"""Which sheet, and which column holds what, with a sample of each column in view."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QGridLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.resources import words
from desktop_app.services.task_import import COLUMN_FIELDS, Choices, ImportPlan

_SAMPLES = 3
_SAMPLE_LENGTH = 60


class ColumnsDialog(QDialog):
    """Corrects what the program took each column for."""

    def __init__(self, plan: ImportPlan, parent: QWidget | None = None) -> None:
        """Show how `plan` was read."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Cột và trang tính"))
        self.resize(720, 560)
        self._plan = plan
        self.sheet = QComboBox(self)
        for one in plan.workbook.sheets:
            name = self.tr("%s (ẩn)") % one.name if one.hidden else one.name
            self.sheet.addItem(name, one.name)
        self.sheet.setCurrentIndex(self.sheet.findData(plan.sheet))
        self.choices: dict[int, QComboBox] = {}
        self.refusal = QLabel(self)
        self.refusal.setObjectName("refusal")
        self.refusal.hide()
        form = QFormLayout()
        form.addRow(self.tr("&Trang tính"), self.sheet)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 12)
        outer.setSpacing(10)
        outer.addLayout(form)
        outer.addWidget(self._table(), 1)
        outer.addWidget(self.refusal)
        outer.addWidget(self._buttons())

    @classmethod
    def ask(cls, plan: ImportPlan, parent: QWidget | None = None) -> Choices | None:
        """Show the dialog; give the officer's choices, or None."""
        dialog = cls(plan, parent)
        return dialog.chosen() if dialog.exec() else None

    def chosen(self) -> Choices:
        """Give the choices shown; of another sheet the program reads the heading anew."""
        sheet: str = self.sheet.currentData()
        if sheet != self._plan.sheet:
            return Choices(sheet)
        return Choices(sheet, {column: box.currentData() for column, box in self.choices.items()})

    def _table(self) -> QScrollArea:
        table = QWidget(self)
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for place, text in enumerate((self.tr("Tiêu đề trong tệp"), self.tr("Là cột"), self.tr("Ví dụ trong cột"))):
            head = QLabel(text, table)
            head.setObjectName("strong")
            grid.addWidget(head, 0, place)
        for line, (column, title) in enumerate(self._plan.heading.titles, start=1):
            self._add_column(grid, line, column, title)
        for place, share in enumerate((2, 2, 3)):
            grid.setColumnStretch(place, share)
        grid.setRowStretch(grid.rowCount(), 1)
        scroll = QScrollArea(self)
        scroll.setWidget(table)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        return scroll

    def _add_column(self, grid: QGridLayout, line: int, column: int, title: str) -> None:
        name = QLabel(title, self)
        name.setWordWrap(True)
        box = QComboBox(self)
        box.setAccessibleName(title)
        box.addItem(self.tr("Bỏ qua"), "ignore")
        for field in COLUMN_FIELDS:
            box.addItem(words("field")[field], field)
        field_now = dict(self._plan.heading.columns).get(column, "ignore")
        box.setCurrentIndex(max(box.findData(field_now), 0))
        sample = QLabel(self._sample(column), self)
        sample.setObjectName("muted")
        sample.setWordWrap(True)
        for place, widget in enumerate((name, box, sample)):
            grid.addWidget(widget, line, place, Qt.AlignmentFlag.AlignTop)
        self.choices[column] = box

    def _buttons(self) -> QDialogButtonBox:
        buttons = QDialogButtonBox(self)
        read = QPushButton(self.tr("Đọc lại danh mục"), self)
        read.setObjectName("primary")
        read.setDefault(True)
        buttons.addButton(read, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("Hủy"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._submit)
        buttons.rejected.connect(self.reject)
        return buttons

    def _submit(self) -> None:
        chosen = [box.currentData() for box in self.choices.values() if box.currentData() != "ignore"]
        same_sheet = self.sheet.currentData() == self._plan.sheet
        if same_sheet and "content" not in chosen:
            self._refuse(self.tr("Hãy chỉ ra cột Nội dung nhiệm vụ."))
        elif same_sheet and len(set(chosen)) < len(chosen):
            self._refuse(self.tr("Mỗi loại chỉ chọn cho một cột; hãy để các cột còn lại là Bỏ qua."))
        else:
            self.accept()

    def _refuse(self, sentence: str) -> None:
        self.refusal.setText(sentence)
        self.refusal.show()

    def _sample(self, column: int) -> str:
        plan = self._plan
        sheet = next(one for one in plan.workbook.sheets if one.name == plan.sheet)
        texts = []
        for row in sheet.rows[plan.heading.last_row + 1 :]:
            if column < len(row) and row[column] is not None:
                texts.append(str(row[column])[:_SAMPLE_LENGTH])
            if len(texts) == _SAMPLES:
                break
        return "\n".join(texts)
