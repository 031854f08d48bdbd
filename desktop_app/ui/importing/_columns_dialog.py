"""Which sheet, and which column holds what in which encoding.

With samples of each column before and after.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.encodings import Encoding
from desktop_app.lists.words import MANY
from desktop_app.services.importing import (
    ENCODINGS,
    Choices,
    ColumnView,
    ImportPlan,
    SheetView,
    column_views,
)
from desktop_app.ui.importing._sheet_dialog import SheetDialog, field_box
from desktop_app.ui.widgets import ActButtons, Dialog, FieldLabel, Refusal, ScrolledPage, resize_within

_NAMES: Mapping[Encoding, str] = {"unicode": "Unicode", "tcvn3": "TCVN3 (ABC)", "vni": "VNI"}


class ColumnsDialog(Dialog):
    """Corrects what the program took each column for."""

    def __init__(
        self, plan: ImportPlan, views: Callable[[], Sequence[SheetView]], parent: QWidget | None = None
    ) -> None:
        """Show how `plan` was read; `views` shows its sheets, for the officer to point at its heading."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Cột và bảng mã"))
        resize_within(self, 1000, 620)
        self._plan = plan
        self._views = {view.place: view for view in column_views(plan)}
        self.sheet = QComboBox(self)
        for one in sorted(plan.workbook.sheets, key=lambda one: one.hidden):
            name = self.tr("%s (trang ẩn)") % one.name if one.hidden else one.name
            self.sheet.addItem(name, one.name)
        self.sheet.setCurrentIndex(self.sheet.findData(plan.sheet))
        self.choices: dict[int, QComboBox] = {}
        self.encodings: dict[int, QComboBox] = {}
        self.samples: dict[int, QLabel] = {}
        self.join = QCheckBox(self.tr("&Ghép mọi tiểu mục (1.1, a, gạch đầu dòng) vào nhiệm vụ cha"), self)
        self.join.setChecked(bool(plan.choices.join_children))
        self.partial = QCheckBox(
            self.tr("Tệp chỉ có &một phần danh mục: nhiệm vụ không có tên trong tệp vẫn còn trong danh mục"),
            self,
        )
        self.partial.setChecked(
            bool(plan.choices.partial) or (bool(plan.spared) and plan.spared >= set(plan.known))
        )
        self.refusal = Refusal(self)
        form = QFormLayout()
        self._sheet_views = views
        self._pointed: Choices | None = None
        self.point_button = QPushButton(self.tr("&Chọn dòng tiêu đề trên trang tính…"), self)
        head = QHBoxLayout()
        head.addWidget(self.sheet, 1)
        head.addWidget(self.point_button)
        form.addRow(FieldLabel(self.tr("&Trang tính"), self.sheet, self), head)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 14, 16, 12)
        outer.setSpacing(10)
        outer.addLayout(form)
        outer.addWidget(self._table(), 1)
        outer.addWidget(self.join)
        outer.addWidget(self.partial)
        outer.addWidget(self.refusal)
        buttons = ActButtons(self.tr("Đọc lại danh mục"), self)
        buttons.accepted.connect(self.submit)
        buttons.rejected.connect(self.reject)
        outer.addWidget(buttons)
        self.sheet.currentIndexChanged.connect(self._other_sheet)
        self.point_button.clicked.connect(self._point)

    @classmethod
    def ask(
        cls, plan: ImportPlan, views: Callable[[], Sequence[SheetView]], parent: QWidget | None = None
    ) -> Choices | None:
        """Show the dialog and return the officer's choices, or None."""
        dialog = cls(plan, views, parent)
        return dialog.chosen() if dialog.exec() else None

    def chosen(self) -> Choices:
        """Return the choices shown; of another sheet the program reads the heading anew."""
        if self._pointed is not None:
            return self._pointed
        common = replace(
            self._plan.choices,
            sheet=self.sheet.currentData(),
            columns=None,
            encodings=None,
            join_children=self._joined(),
            partial=self.partial.isChecked(),
        )
        if not self._same_sheet():
            return replace(common, heading=None)
        columns = {column: box.currentData() for column, box in self.choices.items()}
        encodings: dict[int, Encoding] = {column: box.currentData() for column, box in self.encodings.items()}
        return replace(common, columns=columns, encodings=encodings)

    def _point(self) -> None:
        """Let the officer point at the heading in a view of the sheet; what is chosen there holds."""
        choices = self.chosen()
        if self._same_sheet():
            heading = self._plan.heading
            choices = replace(choices, heading=(heading.first_row, heading.last_row))
        self._pointed = SheetDialog.ask(self._sheet_views(), choices, self)
        if self._pointed is not None:
            self.accept()

    def _joined(self) -> bool | None:
        """Return whether sub-items are joined; as before if the officer left the box as it was."""
        before = self._plan.choices.join_children
        return before if self.join.isChecked() == bool(before) else self.join.isChecked()

    def submit(self) -> None:
        """Close with the choices, or say what is wrong with them."""
        chosen = [box.currentData() for box in self.choices.values() if box.currentData() not in MANY]
        if self._same_sheet() and "content" not in chosen:
            self.refusal.say(self.tr("Hãy chỉ ra cột Nội dung nhiệm vụ."))
        elif self._same_sheet() and len(set(chosen)) < len(chosen):
            self.refusal.say(self.tr("Mỗi loại chỉ chọn cho một cột; hãy để các cột còn lại là Bỏ qua."))
        else:
            self.accept()

    def _same_sheet(self) -> bool:
        return bool(self.sheet.currentData() == self._plan.sheet)

    def _table(self) -> QScrollArea:
        self._grid_of_columns = QWidget(self)
        grid = QGridLayout(self._grid_of_columns)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        titles = (
            self.tr("Cột trong tệp"),
            self.tr("Đọc là cột"),
            self.tr("Bảng mã"),
            self.tr("Ví dụ trong tệp"),
            self.tr("Sau khi đọc"),
        )
        for place, text in enumerate(titles):
            head = QLabel(text, self._grid_of_columns)
            head.setObjectName("strong")
            grid.addWidget(head, 0, place)
        for line, view in enumerate(self._views.values(), start=1):
            self._add_column(grid, line, view)
        for place, share in enumerate((4, 0, 0, 5, 5)):
            grid.setColumnStretch(place, share)
        grid.setRowStretch(grid.rowCount(), 1)
        scroll = ScrolledPage(self.tr("Cột và bảng mã"), self)
        scroll.setWidget(self._grid_of_columns)
        return scroll

    def _add_column(self, grid: QGridLayout, line: int, view: ColumnView) -> None:
        name = _label(f"{view.letter}. {view.title}", "", self)
        box = field_box(view.title, self)
        box.setCurrentIndex(max(box.findData(view.field), 0))
        box.setMinimumWidth(160)
        encoding = QComboBox(self)
        encoding.setAccessibleName(self.tr("Bảng mã của %s") % view.title)
        for one in ENCODINGS:
            encoding.addItem(_NAMES[one], one)
        encoding.setCurrentIndex(encoding.findData(view.encoding))
        encoding.setEnabled(view.repairable)
        encoding.setMinimumWidth(118)
        encoding.currentIndexChanged.connect(partial(self._show_samples, view.place))
        before = _label("\n".join(view.samples), "muted", self)
        after = _label("", "", self)
        for place, widget in enumerate((name, box, encoding, before, after)):
            grid.addWidget(widget, line, place, Qt.AlignmentFlag.AlignTop)
        self.choices[view.place], self.encodings[view.place], self.samples[view.place] = box, encoding, after
        self._show_samples(view.place)

    def _show_samples(self, place: int, _index: int = 0) -> None:
        view, encoding = self._views[place], self.encodings[place].currentData()
        self.samples[place].setText("\n".join(view.read_as(encoding)))

    def _other_sheet(self) -> None:
        self._grid_of_columns.setEnabled(self._same_sheet())
        if not self._same_sheet():
            self.refusal.say(self.tr("Cột của trang tính này được nhận ra khi bấm “Đọc lại danh mục”."))
        else:
            self.refusal.hide()


def _label(text: str, name: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
