"""Filling the Ministry's own form: what goes where, what should be looked at, before anything is written."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.lists.words import LISTED
from desktop_app.resources import words
from desktop_app.services.forms import LABEL_KINDS, FormChoices, FormPlan, column_words
from desktop_app.services.wording import say_note
from desktop_app.ui.formats import format_date
from desktop_app.ui.phrases import plain_day
from desktop_app.ui.widgets import Dialog, FieldLabel, ScrolledPage


class Mapping(ScrolledPage):
    """Shows what each column and each label of a form takes, with what would go into it.

    `changed` follows another choice of the officer.
    """

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(QCoreApplication.translate("Mapping", "Cột và ô của biểu mẫu"), parent)
        self.columns: dict[int, QComboBox] = {}
        self.labels: dict[tuple[int, int], QComboBox] = {}
        self._samples: dict[QComboBox, QLabel] = {}
        self._shape: object = None

    def show_plan(self, plan: FormPlan) -> None:
        """Show how a form was understood.

        The boxes stay if the form is the same, so that one may be in use.
        """
        shape = (
            plan.fields,
            plan.form.titles,
            tuple((label.row, label.column) for label in plan.labels),
        )
        if shape != self._shape:
            self._shape = shape
            self._build(plan)
        fields = plan.form.columns
        for column, box in self.columns.items():
            _choose(box, fields.get(column, "ignore"))
            kept = bool(plan.form.rows) and fields.get(column) in LISTED
            sample = "\n".join(map(plain_day, plan.sample(column))) or (
                self.tr("(giữ như biểu mẫu)") if kept else ""
            )
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
        what = self.tr("Dòng của biểu mẫu") if plan.form.across else self.tr("Cột của biểu mẫu")
        self._add_heads(grid, 0, (what, self.tr("Điền"), self.tr("Sẽ ghi (ví dụ)")))
        said = column_words()
        fields = [(str(name), said[name]) for name in plan.fields]
        for column, title in plan.form.titles:
            self.columns[column] = self._add_line(grid, title, fields)
        if plan.labels:
            self._add_heads(
                grid, grid.rowCount(), (self.tr("Ô ngoài bảng"), self.tr("Điền"), self.tr("Sẽ ghi"))
            )
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
    return format_date(value) if isinstance(value, date) else str(value)


_WIDE, _HIGH = 1120, 660


class FillDialog(Dialog):
    """Shows a plan.

    `rearranged` asks for another one by other choices, `accepted_plan` for it to be written.
    """

    keeps_entries = True  # what a column takes is read off the form again

    rearranged = Signal(object)
    accepted_plan = Signal(object)

    def __init__(self, plan: FormPlan, parent: QWidget) -> None:
        super().__init__(parent)
        self.plan = plan
        self.resize(min(_WIDE, parent.width() - 40), min(_HIGH, parent.height() - 40))
        self.title = QLabel(self)
        self.title.setObjectName("screenTitle")
        self.line = QLabel(self)
        self.line.setObjectName("muted")
        self.line.setWordWrap(True)
        self.sheet = QComboBox(self)
        self.mapping = Mapping(self)
        self.add_missing = QCheckBox(self.tr("&Thêm dòng cho nhiệm vụ mà biểu mẫu không có"), self)
        self.notes_title = QLabel(self)
        self.notes_title.setObjectName("cardTitle")
        self.notes = QPlainTextEdit(self)
        self.notes.setReadOnly(True)
        self.notes.setAccessibleName(self.tr("Cần xem lại"))
        self.notes.setTabChangesFocus(True)
        self.fill_button = QPushButton(self)
        self.fill_button.setObjectName("primary")
        self.fill_button.setDefault(True)
        self.cancel_button = QPushButton(self.tr("Hủy"), self)
        self._lay_out()
        self._fill_sheets()
        self.show_plan(plan)
        self.sheet.currentIndexChanged.connect(self._other_sheet)
        self.mapping.changed.connect(lambda: self.rearranged.emit(self.choices()))
        self.add_missing.toggled.connect(lambda _on: self.rearranged.emit(self.choices()))
        self.fill_button.clicked.connect(self._accept)
        self.cancel_button.clicked.connect(self.reject)

    def choices(self) -> FormChoices:
        """Return the choices; a field of tasks that was chosen twice leaves the column that had it before."""
        before = self.plan.form.columns
        chosen = {column: box.currentData() for column, box in self.mapping.columns.items()}
        once = self.plan.form.totals is None
        fresh = {name for column, name in chosen.items() if once and name != before.get(column, "ignore")}
        for column, name in chosen.items():
            if name in fresh and before.get(column) == name and list(chosen.values()).count(name) > 1:
                chosen[column] = "ignore"
        labels = {place: box.currentData() for place, box in self.mapping.labels.items()}
        sheet, more = self.plan.form.sheet.name, self.add_missing.isChecked()
        if self.plan.form.across:
            return FormChoices(sheet, labels=labels, add_missing=more, rows=chosen)
        return FormChoices(sheet, chosen, labels, more)

    def show_plan(self, plan: FormPlan) -> None:
        """Show a plan."""
        self.plan = plan
        self.sheet.blockSignals(True)
        self.sheet.setCurrentIndex(self.sheet.findData(plan.form.sheet.name))
        self.sheet.blockSignals(False)
        name = plan.form.path.name
        self.setWindowTitle(self.tr("Điền vào biểu mẫu: %s") % name)
        self.title.setText(self.windowTitle())
        heading = plan.form.heading
        said = self.tr("Tiêu đề bảng ở dòng %d. Sẽ ghi %d ô") % (heading.last_row + 1, len(plan.cells))
        if plan.added:
            said += self.tr(", thêm %d dòng theo kiểu dòng có sẵn") % plan.added
        if plan.replaced:
            said += self.tr(", thay nội dung cũ ở %d ô") % len(plan.replaced)
        self.line.setText(
            said + self.tr(". Phần còn lại của biểu mẫu giữ nguyên; biểu mẫu gốc không bị ghi đè.")
        )
        self.mapping.show_plan(plan)
        self.add_missing.setVisible(bool(plan.form.rows))
        said_of = [say_note(note) for note in plan.notes]
        said_of += [self.tr("%s: thay “%s”.") % (cell.name, cell.old) for cell in plan.replaced]
        count = len(said_of)
        self.notes.setPlainText("\n\n".join(said_of))
        self.notes_title.setText(
            self.tr("Cần xem lại (%d)") % count if count else self.tr("Không có gì cần xem lại")
        )
        self.notes.setVisible(count > 0)
        counts = plan.form.totals is not None
        act = self.tr("Điền %d dòng số liệu và lưu…") if counts else self.tr("Điền %d nhiệm vụ và lưu…")
        self.fill_button.setText(act % plan.filled_rows)
        self.fill_button.setEnabled(bool(plan.cells))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        label = FieldLabel(self.tr("&Trang tính"), self.sheet, self)
        self.sheet.setMinimumWidth(220)
        top.addWidget(label)
        top.addWidget(self.sheet)
        top.addStretch()
        top.addWidget(self.add_missing)
        notes = QVBoxLayout()
        notes.setSpacing(6)
        notes.addWidget(self.notes_title)
        notes.addWidget(self.notes, 1)
        notes.addStretch()
        middle = QHBoxLayout()
        middle.setSpacing(16)
        middle.addWidget(self.mapping, 5)
        middle.addLayout(notes, 3)
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(self.fill_button)
        foot.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(10)
        column.addWidget(self.title)
        column.addWidget(self.line)
        column.addLayout(top)
        column.addLayout(middle, 1)
        column.addLayout(foot)

    def _fill_sheets(self) -> None:
        for one in self.plan.form.workbook.sheets:
            self.sheet.addItem(self.tr("%s (ẩn)") % one.name if one.hidden else one.name, one.name)
        self.sheet.setCurrentIndex(self.sheet.findData(self.plan.form.sheet.name))

    def _other_sheet(self) -> None:
        self.rearranged.emit(FormChoices(self.sheet.currentData()))

    def _accept(self) -> None:
        self.accepted_plan.emit(self.plan)
