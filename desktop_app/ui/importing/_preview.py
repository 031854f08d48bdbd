"""Shows what a list would change, before anything is written.

The screen takes the officer's decisions.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QMenu,
    QPushButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.editions import LATER, Decision, RowKind
from desktop_app.domain.errors import AppError, FieldNotRead
from desktop_app.domain.period import Period
from desktop_app.domain.text import fold
from desktop_app.domain.work import Steps
from desktop_app.services.importing import Details, ImportPlan, SheetView
from desktop_app.services.tasks import Register
from desktop_app.services.wording import say
from desktop_app.ui.formats import format_number, read_date
from desktop_app.ui.grid import Grid, TableModel
from desktop_app.ui.importing._bulk import (
    agencies_for,
    ask_agency,
    asks_for_more,
    decisions_for,
    next_to_decide,
    still_asked,
)
from desktop_app.ui.importing._columns_dialog import ColumnsDialog
from desktop_app.ui.importing._details import RowDetails
from desktop_app.ui.importing._layout import PreviewFoot, PreviewHead, middle_row
from desktop_app.ui.importing._progress import ProgressRow
from desktop_app.ui.importing._tables import Tables
from desktop_app.ui.importing._task_dialog import TaskDialog
from desktop_app.ui.importing.lines import (
    AGENCIES,
    ALWAYS,
    TABS,
    PreviewLine,
    filters_of,
    first_tab,
    let_through,
    lines_of,
    tab_counts,
)
from desktop_app.ui.importing.phrases import bulk_choices, head_line, sum_words, tab_title
from desktop_app.ui.slices import Slices
from desktop_app.ui.widgets import SearchBox


@dataclass(frozen=True, slots=True)
class PreviewContext:
    """What the preview needs to know beside its plan.

    `views` shows the sheets of a file, `periods` are those that progress can be recorded for, `period` the
    one that the officer works on.
    """

    views: Callable[[ImportPlan], Sequence[SheetView]]
    periods: Sequence[Period]
    period: Period


_TABLE_LEAST = 150
"""The heading and some rows."""


class ImportPreview(QWidget):
    """Shows a plan, to be read anew (`rearranged`), written (`accepted_plan`) or `left`."""

    rearranged = Signal(object)
    accepted_plan = Signal(object, object, object)
    left = Signal()
    refused_asked = Signal(object)

    def __init__(self, register: Register, plan: ImportPlan, parent: QWidget, around: PreviewContext) -> None:
        super().__init__(parent)
        self.register = register
        self.views = around.views
        self.progress = ProgressRow(around.periods, around.period, self)
        self.plan = plan
        self.decisions: dict[int, Decision] = {}
        self.agencies: dict[str, str] = {}
        self._haystacks: dict[int | str, str] = {}
        self._lines: dict[str, list[PreviewLine]] = {}
        self._after: int | str | None = None
        self.head = PreviewHead(self)
        self.tabs = QTabBar(self)
        self.tabs.setExpanding(False)
        self.tabs.setDrawBase(False)
        self.search = SearchBox(self.tr("Tìm trong bản xem trước"), self)
        self.filter = QComboBox(self)
        self.filter.setAccessibleName(self.tr("Lọc dòng"))
        self.bulk = QPushButton(self.tr("Áp dụng &cho các dòng đang hiện   "), self)
        self.bulk.setMenu(QMenu(self.bulk))
        self._reading: Slices[Sequence[PreviewLine]] = Slices(self)
        self._tables = Tables(self)
        self._tables.setMinimumHeight(_TABLE_LEAST)
        self.details = RowDetails(register, self)
        self.foot = PreviewFoot(self)
        self.accept_button = self.foot.accept
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.head)
        column.addLayout(middle_row(self.head.line, self.filter, self.search, self.bulk))
        column.addWidget(self.tabs)
        column.addWidget(self._tables, 1)
        column.addWidget(self.details)
        column.addWidget(self.progress)
        column.addWidget(self.foot)
        self._connect()
        self.show_plan(register, plan)

    @property
    def tab(self) -> str:
        """Return the tab that is shown."""
        return str(self.tabs.tabData(self.tabs.currentIndex()) or TABS[0])

    @property
    def grid(self) -> Grid:
        """Return the table of the tab that is shown; each tab has its own, with its own columns and place."""
        return self._tables.grid(self.tab, self.register)

    @property
    def _model(self) -> TableModel[PreviewLine]:
        return self._tables.model(self.tab, self.register)

    @property
    def busy(self) -> bool:
        """Return whether lines are still being read or put in order."""
        return self._reading.busy or self._model.ordering.busy

    def show_tab(self, tab: str) -> None:
        """Show a tab, if the plan has it."""
        for place in range(self.tabs.count()):
            if self.tabs.tabData(place) == tab:
                self.tabs.setCurrentIndex(place)

    def show_plan(self, register: Register, plan: ImportPlan) -> None:
        """Show a plan, read anew or for the first time.

        Decisions about rows that it still asks about stay.
        """
        again = plan.workbook.sha256 == self.plan.workbook.sha256 and plan.sheet == self.plan.sheet
        tab = self.tab if self.tabs.count() else ""
        self.register, self.plan = register, plan
        self._haystacks.clear()
        self._lines.clear()
        self.decisions = still_asked(plan, self.decisions) if again and self.decisions else {}
        self.agencies = dict(plan.choices.agencies)
        if not again or not tab:
            self.head.show_source(plan.stated.document, plan.stated.issued_on)
        self._say_head()
        self.progress.show_plan(plan)
        self._fill_tabs(tab)
        self._show_tab()

    def _say_head(self) -> None:
        """Say how the list was read and from which day it counts, by the day as it is typed."""
        try:
            day = read_date(self.head.day.text().strip() or "-")
        except FieldNotRead:
            day = None
        self.head.show_plan(self.plan.workbook.path.name, head_line(self.plan, day))

    def release(self) -> None:
        """Let go of the list, for widgets refer to each other and are found late."""
        self._reading.drop()
        self.plan = self.plan.emptied()
        self.decisions, self._haystacks, self._lines = {}, {}, {}
        self._tables.release()

    def shown(self) -> list[PreviewLine]:
        """List the lines in sight."""
        return self._model.rows()

    def decide(self, key: int, decision: Decision | None) -> None:
        """Keep a decision; None takes it back."""
        self._decide_all({key: decision})

    def decide_agency(self, name: str, meant: str) -> None:
        """Record what a name means; empty: it is a new agency. The list is compared anew."""
        agencies = {**self.agencies, name: meant}
        agencies = {one: said for one, said in agencies.items() if said}
        self.rearranged.emit(replace(self.plan.choices, agencies=agencies))

    def accept(self) -> None:
        """Ask for the plan to be written, with number and day of its paper."""
        text = self.head.day.text().strip()
        try:
            day = read_date(text) if text else None
        except AppError as error:
            self.foot.refuse(
                say(error if not isinstance(error, FieldNotRead) else FieldNotRead("issued_on", text))
            )
            self.head.day.setFocus()
            return
        details = Details(self.head.document.text().strip(), day, record=self._is_new_edition())
        self.accepted_plan.emit(self.plan, dict(self.decisions), details)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Tick and untick with the space bar; decide by the keys on the buttons, then the next row comes."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._decides(event):
            return True
        space = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        pressed = space and event.type() is QEvent.Type.KeyPress
        if pressed and watched is self.grid and self._has_ticks():
            if rows := [row for row in self.grid.selected_rows() if isinstance(row, PreviewLine)]:
                self._take_all(rows, take=not rows[0].taken)
            return True
        return super().eventFilter(watched, event)

    def _decides(self, event: QKeyEvent) -> bool:
        row = self.grid.current_row()
        if not event.text().isdecimal() or event.modifiers() or not isinstance(row, PreviewLine):
            return False
        self._after = None if asks_for_more(row) else row.key
        pressed = self.details.press(event.text())
        self._after = self._after if pressed else None
        return pressed

    def _ask_task(self, line: PreviewLine) -> None:
        decision = TaskDialog.ask(self.register, line.given, self) if line.given else None
        if decision is not None and isinstance(line.key, int):
            self.decide(line.key, decision)
        else:
            self._after = None
            self._show_details()

    def _connect(self) -> None:
        self._tables.pressed.connect(self._clicked)
        self._tables.moved.connect(self._show_details)
        self.details.task_asked.connect(self._ask_task)
        self.tabs.currentChanged.connect(self._show_tab)
        self.search.searched.connect(self._show_rows)
        self.filter.activated.connect(self._show_rows)
        self.details.decided.connect(self.decide)
        self.details.agency_decided.connect(self.decide_agency)
        self.details.agency_asked.connect(self._ask_agency)
        self.head.columns_button.clicked.connect(self._choose_columns)
        self.head.day.textChanged.connect(self._say_head)
        self.progress.wanted.toggled.connect(self._add_up)
        self.progress.rearranged.connect(self.rearranged)
        self.foot.accept.clicked.connect(self.accept)
        self.foot.cancel.clicked.connect(self.left)
        self.foot.save_refused.clicked.connect(lambda: self.refused_asked.emit([self.plan]))

    def _fill_tabs(self, wanted: str) -> None:
        counts = tab_counts(self.plan)
        self.tabs.blockSignals(True)
        while self.tabs.count():
            self.tabs.removeTab(0)
        for tab in TABS:
            if counts[tab] or tab in ALWAYS:
                place = self.tabs.addTab(f"{tab_title(tab)}  {format_number(counts[tab])}")
                self.tabs.setTabData(place, tab)
        self.show_tab(wanted if counts.get(wanted) else first_tab(counts))
        self.tabs.blockSignals(False)

    def _show_tab(self) -> None:
        tab = self.tab
        self._tables.setCurrentWidget(self.grid)
        self.filter.clear()
        for key, text in filters_of(tab).items():
            self.filter.addItem(text, key)
        self._add_up()
        self.filter.setVisible(self.filter.count() > 1)
        choices = bulk_choices(tab, has_near=any(one.near for one in self.plan.new_agencies))
        self.bulk.setVisible(bool(choices))
        self.bulk.menu().clear()
        for key, text in choices.items():
            self.bulk.menu().addAction(text, partial(self._decide_shown, key))
        self._show_rows()

    def _show_rows(self) -> None:
        self._reading.run(self._read(self.tab), self._show_lines)

    def _read(self, tab: str) -> Steps[Sequence[PreviewLine]]:
        """Read the lines of a tab that pass the filter and the search; many are read in slices."""
        sought, wanted = fold(self.search.text()).split(), str(self.filter.currentData() or "")
        if tab not in self._lines:
            self._lines[tab] = yield from lines_of(
                self.plan, self.register, tab, self.decisions, self.agencies
            )
        return (yield from let_through(self._lines[tab], wanted, sought, self._haystacks))

    def _show_lines(self, lines: Sequence[PreviewLine]) -> None:
        self._model.set_rows(lines)
        if self._model.rowCount() and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self._model.index(0, self.grid.columns.first()))
        if self._after is not None:
            self._go_on_from(self._after)
            self._after = None
        self._show_details()

    def _go_on_from(self, key: int | str) -> None:
        """Go to the next row that waits, of new rows to the next one."""
        following = next_to_decide(self._model.rows(), key, asked=self.tab == RowKind.AMBIGUOUS.value)
        if following is not None:
            self.grid.setCurrentIndex(self._model.index(following, self.grid.columns.first()))

    def _show_details(self) -> None:
        row = self.grid.current_row()
        self.details.show_line(row if isinstance(row, PreviewLine) else None, self.register)

    def _add_up(self) -> None:
        """Show what would be written, or the refusal if two rows are decided to be one task."""
        try:
            tally = self.plan.tally(self.decisions)
        except AppError as error:
            self.foot.refuse(say(error))
            return
        progress, refused = self.progress.period is not None, len(self.plan.tasks.refused)
        record = self._is_new_edition()
        self.foot.show_sum(sum_words(tally), tally, record=record, refused=refused, progress=progress)

    def _is_new_edition(self) -> bool:
        """Return whether a list that changes nothing is worth keeping.

        It has a number or a day of its own.
        """
        stated = self.head.document.text().strip() or self.head.day.text().strip()
        return self.plan.before is None and bool(stated)

    def _clicked(self, index: QModelIndex) -> None:
        line = self._model.row_at(index.row())
        if line is not None and self._model.columns[index.column()].key == "take":
            self._take_all([line], take=not line.taken)

    def _has_ticks(self) -> bool:
        return any(column.key == "take" for column in self._model.columns)

    def _take_all(self, lines: list[PreviewLine], *, take: bool) -> None:
        self._decide_all({line.key: None if take else LATER for line in lines if isinstance(line.key, int)})

    def _decide_all(self, made: Mapping[int, Decision | None]) -> None:
        for key, decision in made.items():
            if decision is None:
                self.decisions.pop(key, None)
            else:
                self.decisions[key] = decision
        self._lines.pop(self.tab, None)
        self._show_rows()
        self._add_up()

    def _decide_shown(self, choice: str) -> None:
        if self.tab == AGENCIES:
            agencies = agencies_for(choice, self.shown(), self.agencies)
            self.rearranged.emit(replace(self.plan.choices, agencies=agencies))
            return
        made: dict[int, Decision | None] = {}
        for line in self.shown():
            if isinstance(line.key, int) and line.match is not None:
                made |= decisions_for(choice, line.key, line)
        self._decide_all(made)

    def _ask_agency(self, name: str) -> None:
        meant = ask_agency(self, self.register, name)
        if meant is not None:
            self.decide_agency(name, meant)

    def _choose_columns(self) -> None:
        choices = ColumnsDialog.ask(self.plan, lambda: self.views(self.plan), self)
        if choices is not None:
            self.rearranged.emit(choices)
