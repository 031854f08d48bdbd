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
        form = QFormLayout()
        form.addRow(self.tr("&Trang tính"), self.sheet)
        table = QWidget(self)
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        heads = (self.tr("Tiêu đề trong tệp"), self.tr("Là cột"), self.tr("Ví dụ trong cột"))
        for place, text in enumerate(heads):
            label = QLabel(text, table)
            label.setObjectName("strong")
            grid.addWidget(label, 0, place)
        fields = dict(plan.heading.columns)
        self.choices: dict[int, QComboBox] = {}
        for line, (column, title) in enumerate(plan.heading.titles, start=1):
            name = QLabel(title, table)
            name.setWordWrap(True)
            box = QComboBox(table)
            box.setAccessibleName(title)
            box.addItem(self.tr("Bỏ qua"), "ignore")
            for field in COLUMN_FIELDS:
                box.addItem(words("field")[field], field)
            box.setCurrentIndex(max(box.findData(fields.get(column, "ignore")), 0))
            sample = QLabel(self._sample(column), table)
            sample.setObjectName("muted")
            sample.setWordWrap(True)
            for place, widget in enumerate((name, box, sample)):
                grid.addWidget(widget, line, place, Qt.AlignmentFlag.AlignTop)
            self.choices[column] = box
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 3)
        grid.setRowStretch(grid.rowCount(), 1)
        scroll = QScrollArea(self)
        scroll.setWidget(table)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self.refusal = QLabel(self)
        self.refusal.setObjectName("refusal")
        self.refusal.hide()
        buttons = QDialogButtonBox(self)
        read = QPushButton(self.tr("Đọc lại danh mục"), self)
        read.setObjectName("primary")
        read.setDefault(True)
        buttons.addButton(read, QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(self.tr("Hủy"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self._submit)
        buttons.rejected.connect(self.reject)
        column_box = QVBoxLayout(self)
        column_box.setContentsMargins(16, 14, 16, 12)
        column_box.setSpacing(10)
        column_box.addLayout(form)
        column_box.addWidget(scroll, 1)
        column_box.addWidget(self.refusal)
        column_box.addWidget(buttons)

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
