"""What each column and each label of a form takes, with what would go into it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QGridLayout, QLabel, QScrollArea, QWidget

from desktop_app.resources import words
from desktop_app.services.forms import FORM_FIELDS, LABEL_KINDS, LISTED, FormPlan


class Mapping(QScrollArea):
    """Shows the columns, then the labels; `changed` when the officer chose otherwise."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        """Begin with nothing to show."""
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.columns: dict[int, QComboBox] = {}
        self.labels: dict[tuple[int, int], QComboBox] = {}
        self._samples: dict[QComboBox, QLabel] = {}
        self._shape: object = None

    def show_plan(self, plan: FormPlan) -> None:
        """Show how a form was understood; the boxes stay where the form is the same, so that one may be in use."""
        shape = (plan.form.heading.titles, tuple((label.row, label.column) for label in plan.labels))
        if shape != self._shape:
            self._shape = shape
            self._build(plan)
        fields = dict(plan.form.heading.columns)
        for column, box in self.columns.items():
            _choose(box, fields.get(column, "ignore"))
            kept = bool(plan.form.rows) and fields.get(column) in LISTED
            sample = "\n".join(plan.sample(column)) or (self.tr("(giữ như biểu mẫu)") if kept else "")
            self._samples[box].setText(sample or self.tr("(để trống)"))
        said = {cell.name: _shown(cell.value) for cell in plan.cells if cell.field == "label"}
        for label in plan.labels:
            box = self.labels[label.row, label.column]
            _choose(box, label.kind)
            self._samples[box].setText(said.get(label.text) or self.tr("(để trống)"))

    def _build(self, plan: FormPlan) -> None:
        self.columns, self.labels, self._samples = {}, {}, {}
        table = QWidget(self)
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        self._add_heads(grid, 0, (self.tr("Cột của biểu mẫu"), self.tr("Điền"), self.tr("Sẽ ghi (ví dụ)")))
        fields = [(name, words("field")[name]) for name in FORM_FIELDS]
        for column, title in plan.form.heading.titles:
            self.columns[column] = self._add_line(grid, title, fields)
        if plan.labels:
            self._add_heads(grid, grid.rowCount(), (self.tr("Ô ngoài bảng"), self.tr("Điền"), self.tr("Sẽ ghi")))
        kinds = [(kind, words("form_label")[kind]) for kind in LABEL_KINDS if kind != "ignore"]
        for label in plan.labels:
            self.labels[label.row, label.column] = self._add_line(grid, label.text, kinds)
        for column, share in enumerate((3, 3, 4)):
            grid.setColumnStretch(column, share)
        grid.setRowStretch(grid.rowCount(), 1)
        self.setWidget(table)

    def _add_heads(self, grid: QGridLayout, line: int, texts: Sequence[str]) -> None:
        for place, text in enumerate(texts):
            head = QLabel(text, self)
            head.setObjectName("strong")
            head.setContentsMargins(0, 10 if line else 0, 0, 0)
            grid.addWidget(head, line, place)

    def _add_line(self, grid: QGridLayout, title: str, choices: Sequence[tuple[str, str]]) -> QComboBox:
        line = grid.rowCount()
        name, example, box = QLabel(title, self), QLabel(self), QComboBox(self)
        example.setObjectName("muted")
        for text in (name, example):
            text.setWordWrap(True)
            text.setTextFormat(Qt.TextFormat.PlainText)
        box.setAccessibleName(title)
        box.addItem(self.tr("Không điền"), "ignore")
        for key, said in choices:
            box.addItem(said, key)
        box.currentIndexChanged.connect(lambda _index: self.changed.emit())
        for place, widget in enumerate((name, box, example)):
            grid.addWidget(widget, line, place, Qt.AlignmentFlag.AlignTop)
        self._samples[box] = example
        return box


def _choose(box: QComboBox, key: str) -> None:
    """Show a choice without telling that the officer made it."""
    box.blockSignals(True)
    box.setCurrentIndex(max(box.findData(key), 0))
    box.blockSignals(False)


def _shown(value: object) -> str:
    return f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else str(value)
