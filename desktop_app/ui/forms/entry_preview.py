"""What entry forms bring, before anything is written."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.domain.entry_form import EntryField, EntryRow, EntryValue
from desktop_app.domain.progress import State
from desktop_app.resources import words
from desktop_app.services.forms import EntryPlan, entry_words
from desktop_app.services.wording import say_entry_problem
from desktop_app.ui.formats import format_date
from desktop_app.ui.grid import Grid, GridColumn, TableModel
from desktop_app.ui.widgets import Dialog, FilterButton, allow

AnswerKey = tuple[int, int, EntryField]
"""A form, a row of its sheet, a field."""


@dataclass(frozen=True, slots=True)
class EntryCell:
    """One cell that a form brings, or one row (`field` is None) that brings nothing or is refused."""

    form: int
    agency: str
    row: EntryRow
    field: EntryField | None = None
    base: str = ""
    present: str = ""
    incoming: str = ""
    conflict: bool = False
    problem: str = ""

    @property
    def key(self) -> AnswerKey | None:
        """Return the key of what a decision is about."""
        return None if self.field is None else (self.form, self.row.row, self.field)


def cells_of(plans: Sequence[EntryPlan]) -> Iterator[EntryCell]:
    """Yield every cell that the forms bring, then what was refused and what brings nothing."""
    for form, plan in enumerate(plans):
        for row in plan.rows:
            for one in row.changes:
                values = (said(one.base), said(one.present), said(one.incoming))
                yield EntryCell(form, plan.agency, row, one.field, *values, conflict=one.conflict)
            if row.problems:
                problem = "\n".join(map(say_entry_problem, row.problems))
                yield EntryCell(form, plan.agency, row, problem=problem)
            elif not row.changes:
                yield EntryCell(form, plan.agency, row)


@dataclass(frozen=True, slots=True)
class PreviewNames:
    """What the preview calls the file that came in: an agency's form, or a list."""

    title: str
    take: str
    incoming: str


def form_names() -> PreviewNames:
    """Return the names of an agency's form."""
    return PreviewNames(_tr("Nhận phiếu cập nhật: %s"), _tr("&Lấy theo phiếu"), _tr("Nội dung trong phiếu"))


def table_names() -> PreviewNames:
    """Return the names of an office's own table of progress."""
    return PreviewNames(
        _tr("Tình hình thực hiện trong bảng: %s"), _tr("&Lấy theo bảng"), _tr("Nội dung trong bảng")
    )


def list_names() -> PreviewNames:
    """Return the names of a list that brings progress."""
    return PreviewNames(
        _tr("Tình hình thực hiện trong danh mục: %s"),
        _tr("&Lấy theo danh mục"),
        _tr("Nội dung trong danh mục"),
    )


def entry_columns(
    taken: Collection[AnswerKey], names: PreviewNames
) -> dict[str, list[GridColumn[EntryCell]]]:
    """Return the columns of each tab; `taken` are the conflicts in which the file's word is taken."""
    named = words("field")

    def decision(one: EntryCell) -> str:
        return names.take.replace("&", "") if one.key in taken else _tr("Giữ nội dung đã ghi")

    agency = _column("agency", _tr("Cơ quan"), lambda one: one.agency, 150)
    row: GridColumn[EntryCell] = GridColumn(
        key="row",
        title=_tr("Dòng"),
        value=lambda one: one.row.row,
        text=lambda one: str(one.row.row),
        align="right",
        width=56,
    )
    number = _column("number", named["number"], lambda one: one.row.number, 52)
    content = _column("content", named["content"], lambda one: one.row.content, 160, 3)
    field = _column("field", _tr("Ô"), lambda one: named[one.field] if one.field else "", 165)
    present = _column("present", _tr("Đã ghi"), lambda one: one.present, 150, 4)
    incoming = _column("incoming", names.incoming, lambda one: one.incoming, 180, 5)
    base = _column("base", _tr("Khi lập phiếu"), lambda one: one.base, 120, 3)
    problem = _column("problem", _tr("Lý do chưa nhập được"), lambda one: one.problem, 300, 4)
    return {
        "changed": [agency, number, content, field, present, incoming],
        "conflicts": [
            agency,
            number,
            content,
            field,
            base,
            present,
            incoming,
            _column("decision", _tr("Cách xử lý"), decision, 120),
        ],
        "refused": [agency, row, number, content, problem],
        "same": [agency, row, number, content],
    }


def said(value: EntryValue) -> str:
    """Return a value in the officer's words."""
    if value is None:
        return ""
    if isinstance(value, State):
        return words("state")[value]
    return value if isinstance(value, str) else format_date(value) if isinstance(value, date) else str(value)


def _column(
    key: str, title: str, value: Callable[[EntryCell], str], width: int, stretch: int = 0
) -> GridColumn[EntryCell]:
    return GridColumn(key, title, value, width=width, stretch=stretch)


def _tr(text: str) -> str:
    return QCoreApplication.translate("entry_rows", text)


_SHARE = 0.92
_TABS = ("changed", "conflicts", "refused", "same")


class EntryPreview(Dialog):
    """Shows the plans of forms.

    `accepted_plans` asks for them to be written, with the conflicts that are taken; `refused_asked` for the
    refused rows as a workbook.
    """

    accepted_plans = Signal(object, object)
    refused_asked = Signal(object)

    def __init__(
        self, plans: Sequence[EntryPlan], parent: QWidget, names: PreviewNames | None = None
    ) -> None:
        """Show `plans`, of forms or tables of progress if no other `names` are said."""
        super().__init__(parent)
        forms = any(plan.keyed or plan.altered for plan in plans)
        self._names = names or (form_names() if forms else table_names())
        self.plans = tuple(plans)
        self.taken: set[AnswerKey] = set()
        self._cells = list(cells_of(plans))
        self.resize(round(parent.width() * _SHARE), round(parent.height() * _SHARE))
        self.title = QLabel(self)
        self.title.setObjectName("screenTitle")
        self.line = QLabel(self)
        self.line.setObjectName("muted")
        self.line.setWordWrap(True)
        titles = (
            self.tr("Thay đổi"),
            self.tr("Khác nội dung đã ghi"),
            self.tr("Chưa nhập được"),
            self.tr("Không đổi"),
        )
        self.tabs = {name: FilterButton(title, self) for name, title in zip(_TABS, titles, strict=True)}
        self._group = QButtonGroup(self)
        self.take_button = QPushButton(self._names.take, self)
        self.keep_button = QPushButton(self.tr("&Giữ nội dung đã ghi"), self)
        self.grid = Grid(self.tr("Nội dung của phiếu"), self)
        self.models: dict[str, TableModel[EntryCell]] = {}
        self.sum_line = QLabel(self)
        self.sum_line.setObjectName("muted")
        self.sum_line.setWordWrap(True)
        self.save_refused = QPushButton(self.tr("Lư&u các dòng chưa nhập được…"), self)
        self.accept_button = QPushButton(self)
        self.accept_button.setObjectName("primary")
        self.accept_button.setDefault(True)
        self.cancel_button = QPushButton(self.tr("Hủy"), self)
        self._fill()
        self._lay_out()
        self.take_button.clicked.connect(lambda: self.decide(take=True))
        self.keep_button.clicked.connect(lambda: self.decide(take=False))
        self.save_refused.clicked.connect(lambda: self.refused_asked.emit(self.plans))
        self.accept_button.clicked.connect(self._accept)
        self.cancel_button.clicked.connect(self.reject)
        self.tabs[next((name for name in _TABS if self.cells(name)), "changed")].setChecked(True)
        self._count()

    def cells(self, tab: str) -> list[EntryCell]:
        """Return the cells that a tab shows."""
        if tab in ("changed", "conflicts"):
            wanted = tab == "conflicts"
            return [one for one in self._cells if one.field is not None and one.conflict is wanted]
        refused = tab == "refused"
        return [one for one in self._cells if one.field is None and bool(one.problem) is refused]

    def decide(self, *, take: bool) -> None:
        """Take the form's word, or keep what is recorded, in the conflicts that are selected.

        Without a selection in all.
        """
        chosen = [one for one in self.grid.selected_rows() if isinstance(one, EntryCell)] or self.cells(
            "conflicts"
        )
        keys = {one.key for one in chosen if one.key is not None and one.conflict}
        self.taken = self.taken | keys if take else self.taken - keys
        self._show("conflicts")
        self._count()

    def _fill(self) -> None:
        first = self.plans[0]
        name = first.path.name if len(self.plans) == 1 else self.tr("%d phiếu") % len(self.plans)
        self.setWindowTitle(self._names.title % name)
        self.title.setText(self.windowTitle())
        agencies = "; ".join(dict.fromkeys(plan.agency or plan.path.name for plan in self.plans))
        said = [self.tr("%s · %s.") % (first.period.label, agencies)]
        for plan in self.plans:
            of = f"{plan.path.name}: " if len(self.plans) > 1 else ""
            said += [f"{of}{one}" for one in entry_words(plan)]
        self.line.setText(" ".join(said))
        for tab, columns in entry_columns(self.taken, self._names).items():
            self.models[tab] = TableModel(columns, parent=self)
        counts = {tab: len(self.cells(tab)) for tab in self.tabs}
        for tab, button in self.tabs.items():
            count = counts[tab]
            button.show_count(count, max(counts.values()))
            button.setVisible(count > 0 or tab in ("changed", "refused"))
            self._group.addButton(button)
            button.toggled.connect(lambda on, tab=tab: self._show(tab) if on else None)

    def _lay_out(self) -> None:
        tabs = QHBoxLayout()
        tabs.setSpacing(6)
        for button in self.tabs.values():
            tabs.addWidget(button)
        tabs.addStretch()
        tabs.addWidget(self.keep_button)
        tabs.addWidget(self.take_button)
        foot = QHBoxLayout()
        foot.addWidget(self.sum_line, 1)
        foot.addWidget(self.save_refused)
        foot.addWidget(self.accept_button)
        foot.addWidget(self.cancel_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.line)
        column.addLayout(tabs)
        column.addWidget(self.grid, 1)
        column.addLayout(foot)

    def _show(self, tab: str) -> None:
        columns = entry_columns(self.taken, self._names)[tab]
        if len(self.plans) == 1:
            columns = [column for column in columns if column.key != "agency"]
        model: TableModel[EntryCell] = TableModel(columns, parent=self)
        before, self.models[tab] = self.models[tab], model
        model.set_rows(self.cells(tab))
        self.grid.setModel(model)
        before.deleteLater()
        for button in (self.take_button, self.keep_button):
            button.setVisible(tab == "conflicts")

    def _count(self) -> None:
        conflicts = len(self.cells("conflicts"))
        tasks = len({(one.form, one.row.row) for one in self._cells if self._is_written(one)})
        self.save_refused.setVisible(bool(self.cells("refused")))
        none = self.tr("Không có nhiệm vụ để ghi")
        self.accept_button.setText(self.tr("Ghi %d nhiệm vụ") % tasks if tasks else none)
        allow(self.accept_button, "" if tasks else self.tr("Không có ô nào được chọn để ghi."))
        rows = sum(len(plan.rows) for plan in self.plans)
        changed, refused = (
            sum(map(len, part)) for part in zip(*((p.changed, p.refused) for p in self.plans), strict=True)
        )
        said = self.tr("Đọc %d dòng: có thay đổi %d, chưa nhập được %d, không đổi %d") % (
            rows,
            changed,
            refused,
            rows - changed - refused,
        )
        if conflicts:
            said += self.tr(". Ô khác nội dung đã ghi: %s %d, giữ nội dung đã ghi %d") % (
                self._names.take.replace("&", "").lower(),
                len(self.taken),
                conflicts - len(self.taken),
            )
        self.sum_line.setText(said)

    def _is_written(self, cell: EntryCell) -> bool:
        return cell.field is not None and (not cell.conflict or cell.key in self.taken)

    def _accept(self) -> None:
        self.accepted_plans.emit(self.plans, frozenset(self.taken))
        self.accept()
