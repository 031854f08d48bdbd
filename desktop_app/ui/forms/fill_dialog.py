"""Filling the Ministry's own form: what goes where, what should be looked at, before anything is written."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.services.forms import FormChoices, FormPlan
from desktop_app.services.wording import say_note
from desktop_app.ui.forms.mapping import Mapping

_WIDE, _HIGH = 1120, 660


class FillDialog(QDialog):
    """Shows a plan; `rearranged` asks for another one by other choices, `accepted_plan` for it to be written."""

    rearranged = Signal(object)
    accepted_plan = Signal(object)

    def __init__(self, plan: FormPlan, parent: QWidget) -> None:
        """Show `plan`."""
        super().__init__(parent)
        self.plan = plan
        self.resize(min(_WIDE, parent.width() - 40), min(_HIGH, parent.height() - 40))
        self.title = QLabel(self)
        self.title.setObjectName("screenTitle")
        self.line = QLabel(self)
        self.line.setObjectName("muted")
        self.line.setWordWrap(True)
        self.sheet = QComboBox(self)
        self.sheet.setAccessibleName(self.tr("Trang tính"))
        self.mapping = Mapping(self)
        self.add_missing = QCheckBox(self.tr("&Thêm dòng cho nhiệm vụ mà biểu mẫu không có"), self)
        self.notes_title = QLabel(self)
        self.notes_title.setObjectName("cardTitle")
        self.notes = QPlainTextEdit(self)
        self.notes.setReadOnly(True)
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
        """Give what is chosen; a field that was chosen twice leaves the column that had it before."""
        before = dict(self.plan.form.heading.columns)
        chosen = {column: box.currentData() for column, box in self.mapping.columns.items()}
        fresh = {name for column, name in chosen.items() if name != before.get(column, "ignore")}
        for column, name in chosen.items():
            if name in fresh and before.get(column) == name and list(chosen.values()).count(name) > 1:
                chosen[column] = "ignore"
        labels = {place: box.currentData() for place, box in self.mapping.labels.items()}
        return FormChoices(self.plan.form.sheet.name, chosen, labels, self.add_missing.isChecked())

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
        self.line.setText(said + self.tr(". Phần còn lại của biểu mẫu giữ nguyên; biểu mẫu gốc không bị ghi đè."))
        self.mapping.show_plan(plan)
        self.add_missing.setVisible(bool(plan.form.rows))
        said_of = [say_note(note) for note in plan.notes]
        said_of += [self.tr("%s: thay “%s”.") % (cell.name, cell.old) for cell in plan.replaced]
        count = len(said_of)
        self.notes.setPlainText("\n\n".join(said_of))
        self.notes_title.setText(self.tr("Cần xem (%d)") % count if count else self.tr("Không có gì cần xem lại"))
        self.notes.setVisible(count > 0)
        self.fill_button.setText(self.tr("Điền %d nhiệm vụ và lưu…") % plan.tasks)
        self.fill_button.setEnabled(bool(plan.cells))

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        label = QLabel(self.tr("&Trang tính"), self)
        label.setBuddy(self.sheet)
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
