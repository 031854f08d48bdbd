"""The overview screen."""

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.domain.programme import Group
from desktop_app.domain.reports import ReportAgency
from desktop_app.domain.status import Status, Totals
from desktop_app.domain.text import roman
from desktop_app.resources import words
from desktop_app.services.tasks import (
    CountNames,
    TaskFilter,
    completed_by,
    due_by,
    due_soon,
    on_curve,
    overdue,
)
from desktop_app.ui.charts import DONE, BarRow, CurvePoint, ProgressCurve, StackedBars
from desktop_app.ui.formats import format_date, share
from desktop_app.ui.indicators import IndicatorsCard
from desktop_app.ui.look import status_icon
from desktop_app.ui.overview._agencies import AgenciesCard
from desktop_app.ui.overview._cards import ChartCard, ListCard, TodoCard
from desktop_app.ui.overview._counting import OverviewCounts, count
from desktop_app.ui.phrases import status_words
from desktop_app.ui.session import Session
from desktop_app.ui.slices import Slices
from desktop_app.ui.widgets import FigureCard, LazyScreen, ScrolledPage

_GAP = 10
_NARROW = 1_080
"""Under so many pixels the five figures stand in two lines, so that none of them is cut."""
_NARROWEST = 720
"""Under so many pixels the cards stand below each other."""


class OverviewScreen(LazyScreen):
    """Shows totals, charts and lists for the session's programme and period.

    Asks for tasks behind a number.
    """

    tasks_asked = Signal(object)
    task_asked = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._counting: Slices[OverviewCounts] = Slices(self)
        self._counted: OverviewCounts | None = None
        self.figures = {
            status: FigureCard(status_icon(status.value), status.value, self) for status in Status
        }
        self.groups = StackedBars(self)
        self.by_agency = AgenciesCard(self.tr("Theo cơ quan chủ trì"), self)
        self.agencies = self.by_agency.bars
        self.co_leads = StackedBars(self)
        self.late_agencies = StackedBars(self, {Status.OPEN_OVERDUE.value: self.tr("số nhiệm vụ quá hạn")})
        self.marks = {
            "entered": self.tr("đã cập nhật"),
            "confirmed": self.tr("xác nhận không thay đổi"),
            "settled": self.tr("hoàn thành từ kỳ trước"),
            "missing": self.tr("chưa cập nhật"),
        }
        self.entered = StackedBars(self, self.marks)
        self.curve = ProgressCurve(self)
        self.overdue = ListCard(self.tr("Quá hạn"), self)
        self.soon = ListCard(self.tr("Sắp đến hạn (30 ngày)"), self)
        self.todo = TodoCard(self)
        self.unknown = self.tr("Chưa có số liệu")
        self.indicators = IndicatorsCard(session, self)
        self.note = QLabel(self)
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        self._lay_out()
        self._connect()
        session.changed.connect(self.refresh)
        session.turned.connect(self.refresh)
        self.refresh()

    def show_present(self) -> None:
        """Show the present figures."""
        self._counting.run(
            count(
                self._session.shown_register,
                self._session.period,
                (*self.todo.counts, CountNames.BEFORE_SEALING),
            ),
            self._show,
        )

    def _show(self, counted: OverviewCounts) -> None:
        self._counted = counted
        totals, named = counted.totals, words("status")
        for status, card in self.figures.items():
            if counted.known:
                card.show_figure(named[status.value], totals.of(status), totals.total)
            else:
                card.show_unknown(named[status.value], self.unknown)
        bar = _bar if counted.known else self._unknown_bar
        self.groups.set_rows(
            [bar(str(group.id), _title(group), counted.by_group[group.id]) for group in counted.groups]
        )
        kinds = self._session.workspace.agencies.by_name()
        self.by_agency.show_agencies(
            [ReportAgency(name, parts, kinds.get(name, "")) for name, parts in counted.by_agency.items()], bar
        )
        self.co_leads.set_rows([bar(one.name, one.name, one.totals) for one in counted.co_leads])
        self.beside.setVisible(bool(counted.co_leads))
        self._show_late(counted)
        self._show_entered(counted)
        self.curve.set_points([CurvePoint(point.day, point.done, point.due) for point in counted.points])
        self.overdue.show_list(overdue(counted.standings), status_words)
        self.soon.show_list(due_soon(counted.standings), status_words)
        self.todo.show_counts(counted.todo)
        self.indicators.refresh()
        apart = sum(not one.counted for one in counted.standings)
        said = self.tr("hoàn thành %s") % share(totals.done, totals.total) if counted.known else self.unknown
        note = self.tr("Tính đến ngày chốt %s: %s.") % (format_date(counted.day), said.lower())
        if apart:
            note += (
                self.tr(" Không tính vào tổng số: %d nhiệm vụ tạm dừng hoặc đã đưa ra khỏi danh mục.") % apart
            )
        self.note.setText(note)

    def _show_late(self, counted: OverviewCounts) -> None:
        rows = []
        for name in counted.overdue_agencies() if counted.known else ():
            parts = counted.by_agency[name]
            late = {Status.OPEN_OVERDUE.value: parts.open_overdue}
            rows.append(BarRow(name, self._agency(name), late, f"{parts.open_overdue}/{parts.total}"))
        self.late_agencies.set_rows(rows)
        self.late_agencies.setVisible(bool(rows))
        self.none_late.setVisible(not rows)
        self.none_late.setText(self.tr("Không có nhiệm vụ quá hạn") if counted.known else self.unknown)

    def _show_entered(self, counted: OverviewCounts) -> None:
        rows = []
        for group in counted.groups:
            counts = {mark: len(ids) for mark, ids in counted.marked[group.id].items()}
            whole = sum(counts.values())
            ready = whole - counts.get("missing", 0)
            rows.append(BarRow(str(group.id), _title(group), counts, f"{ready}/{whole}"))
        self.entered.set_rows(rows)

    def _unknown_bar(self, key: str, label: str, _totals: Totals) -> BarRow:
        return BarRow(key, label, {}, self.unknown)

    def _agency(self, name: str) -> str:
        return name or self.tr("Không ghi cơ quan chủ trì")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the five figures in one line, and cards beside each other, if they fit."""
        super().resizeEvent(event)
        columns = 3 if self.width() < _NARROW else len(self.figures)
        for place, card in enumerate(self.figures.values()):
            self._row.addWidget(card, place // columns, place % columns)
        for column in range(len(self.figures)):
            self._row.setColumnStretch(column, int(column < columns))
        below, beside = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        for row in self._rows:
            row.setDirection(below if self.width() < _NARROWEST else beside)

    def _beside(self, *cards: tuple[QWidget, int]) -> QBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        for card, stretch in cards:
            row.addWidget(card, stretch)
        self._rows.append(row)
        return row

    def _lay_out(self) -> None:
        self._rows: list[QBoxLayout] = []
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(_GAP)
        column.addWidget(self.note)
        self._row = QGridLayout()
        self._row.setSpacing(_GAP)
        column.addLayout(self._row)
        groups = ChartCard(self.tr("Theo nhóm nhiệm vụ"), self.groups, self)
        line = ChartCard(self.tr("Số nhiệm vụ hoàn thành lũy kế so với số đến hạn"), self.curve, self)
        column.addLayout(self._beside((groups, 3), (line, 2)))
        column.addLayout(self._beside((self.overdue, 1), (self.soon, 1), (self.todo, 1)))
        column.addWidget(self.indicators)
        late = ChartCard(self.tr("Quá hạn theo cơ quan chủ trì"), self.late_agencies, self)
        self.none_late = QLabel(self)
        self.none_late.setObjectName("muted")
        late.body.addWidget(self.none_late)
        late.body.addStretch()
        entered = ChartCard(self.tr("Tình hình cập nhật trong kỳ"), self.entered, self)
        column.addLayout(self._beside((entered, 3), (late, 2)))
        column.addWidget(self.by_agency)
        title = self.tr("Cơ quan cùng chủ trì với cơ quan khác (tính riêng, không cộng vào tổng số)")
        self.beside = ChartCard(title, self.co_leads, self)
        column.addWidget(self.beside)
        column.addStretch()
        scroll = ScrolledPage(self.tr("Tổng quan"), self)
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)

    def _connect(self) -> None:
        for status, card in self.figures.items():
            card.asked.connect(partial(self.tasks_asked.emit, TaskFilter(status=status.value)))
        self.groups.segmentClicked.connect(self._ask_group)
        self.by_agency.asked.connect(self._ask_agencies)
        self.co_leads.segmentClicked.connect(self._ask_co_lead)
        self.late_agencies.segmentClicked.connect(
            lambda key, _part: self._ask_agency(key, Status.OPEN_OVERDUE.value)
        )
        self.entered.segmentClicked.connect(self._ask_entered)
        self.curve.pointClicked.connect(self._ask_point)
        self.overdue.all_asked.connect(partial(self.tasks_asked.emit, TaskFilter(view=CountNames.OVERDUE)))
        self.soon.all_asked.connect(partial(self.tasks_asked.emit, TaskFilter(view=CountNames.SOON)))
        self.todo.asked.connect(lambda view: self.tasks_asked.emit(TaskFilter(view=view)))
        for listed in (self.overdue, self.soon):
            listed.task_asked.connect(self.task_asked)

    def _ask_group(self, key: str, status: str) -> None:
        self.tasks_asked.emit(TaskFilter(group_id=int(key), status=status, view=CountNames.COUNTED))

    def _ask_agencies(self, names: tuple[str, ...], label: str, status: str) -> None:
        if len(names) == 1 and names[0]:
            self._ask_agency(names[0], status)
        elif self._counted is not None:
            self._ask_ids(self._counted.led_by(names, status), label)

    def _ask_agency(self, key: str, status: str) -> None:
        self.tasks_asked.emit(TaskFilter(agency=key, lead_only=True, status=status, view=CountNames.COUNTED))

    def _ask_co_lead(self, key: str, status: str) -> None:
        if self._counted is not None:
            said = self.tr("%s chủ trì, cùng chủ trì") % key
            self._ask_ids(self._counted.co_led_by(key, status), said)

    def _ask_entered(self, key: str, mark: str) -> None:
        if self._counted is not None:
            marks = self._counted.marked[int(key)]
            group = next(_title(one) for one in self._counted.groups if one.id == int(key))
            ids = marks[mark] if mark else frozenset().union(*marks.values())
            self._ask_ids(ids, f"{group}: {self.marks[mark]}" if mark else group)

    def _ask_point(self, day: date, on: str) -> None:
        if self._counted is not None:
            done = on == DONE
            standings = on_curve(self._session.shown_register, self._counted.day, day)
            ids = completed_by(standings, day) if done else due_by(standings, day)
            said = self.tr("Hoàn thành đến %s") if done else self.tr("Đến hạn đến %s")
            self._ask_ids(frozenset(ids), said % format_date(day))

    def _ask_ids(self, ids: frozenset[int], title: str) -> None:
        self.tasks_asked.emit(TaskFilter(ids=ids, ids_title=title))


def _title(group: Group) -> str:
    return f"{roman(group.number)}. {group.title}"


def _bar(key: str, label: str, totals: Totals) -> BarRow:
    return BarRow(
        key, label, {status.value: totals.of(status) for status in Status}, f"{totals.done}/{totals.total}"
    )
