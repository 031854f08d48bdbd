"""The overview screen."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop_app.domain.programme import Group
from desktop_app.domain.status import Standing, Status, Totals
from desktop_app.domain.text import roman, sort_key
from desktop_app.resources import words
from desktop_app.services.filtering import TaskFilter, in_view
from desktop_app.services.overview import CurvePoint as CountedPoint
from desktop_app.services.overview import curve, due_soon, overdue
from desktop_app.ui.formats import share
from desktop_app.ui.indicators.card import IndicatorsCard
from desktop_app.ui.overview.todo import TodoCard
from desktop_app.ui.phrases import status_words
from desktop_app.ui.session import Session
from desktop_app.ui.slices import CHUNK, Slices, Steps
from desktop_app.ui.theme import status_icon
from desktop_app.ui.widgets.cards import Card, ElidedLink, FigureCard, LinkButton
from desktop_app.ui.widgets.charts import BarRow, CurvePoint, ProgressCurve, StackedBars

_SHOWN = 4


class OverviewScreen(QWidget):
    """Shows totals, charts and lists for the session's programme and period; asks for tasks behind a number."""

    tasks_asked = Signal(object)
    task_asked = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Lay the cards out and keep them up to date."""
        super().__init__(parent)
        self._session = session
        self._counting: Slices[_Counted] = Slices(self)
        self.figures = {status: FigureCard(status_icon(status.value), status.value, self) for status in Status}
        self.groups = StackedBars(self)
        self.agencies = StackedBars(self)
        self.curve = ProgressCurve(self)
        self.overdue = _ListCard(self.tr("Quá hạn"), self)
        self.soon = _ListCard(self.tr("Sắp đến hạn (30 ngày)"), self)
        self.todo = TodoCard(self)
        self.indicators = IndicatorsCard(session, self)
        self.note = QLabel(self)
        self.note.setObjectName("muted")
        self._lay_out()
        self._connect()
        session.changed.connect(self.refresh)
        session.turned.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Show the present figures; a hidden screen waits until it is shown."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self._counting.run(self._count(), self._show)

    def _count(self) -> Steps["_Counted"]:
        """Count what is shown; many tasks are counted in slices."""
        register, period = self._session.figures, self._session.period
        day, many = period.cut_off, len(register.tasks) > CHUNK
        standings: list[Standing] = []
        for task in register.tasks:
            standings.append(register.standing(task, day))
            if many and not len(standings) % CHUNK:
                yield
        totals = register.totals(day)
        if many:
            yield
        by_group = register.totals_by_group(day)
        if many:
            yield
        by_agency = register.totals_by_agency(day)
        if many:
            yield
        points = curve(register, day)
        if many:
            yield
        todo = dict.fromkeys(self.todo.counts, 0)
        for number, row in enumerate((register.row(task, period) for task in register.tasks), start=1):
            for view in todo:
                todo[view] += in_view(row, view)
            if many and not number % CHUNK:
                yield
        return _Counted(register.groups, day, totals, by_group, by_agency, points, standings, todo)

    def _show(self, counted: "_Counted") -> None:
        totals, named = counted.totals, words("status")
        for status, card in self.figures.items():
            card.show_figure(named[status.value], totals.of(status), totals.total)
        self.groups.set_rows(
            [
                _bar(str(group.id), f"{roman(group.number)}. {group.title}", counted.by_group[group.id])
                for group in counted.groups
            ]
        )
        by_agency = sorted(counted.by_agency.items(), key=lambda item: (-item[1].total, sort_key(item[0])))
        self.agencies.set_rows(
            [_bar(name, name or self.tr("Không ghi cơ quan chủ trì"), parts) for name, parts in by_agency]
        )
        self.curve.set_points([CurvePoint(point.day, point.done, point.due) for point in counted.points])
        self.overdue.show_list(overdue(counted.standings), status_words)
        self.soon.show_list(due_soon(counted.standings), status_words)
        self.todo.show_counts(counted.todo)
        self.indicators.refresh()
        apart = sum(one.status is None for one in counted.standings)
        self.note.setText(
            self.tr("Tính đến ngày chốt %s. Hoàn thành %s. Không tính vào tổng: %d nhiệm vụ tạm dừng hoặc đã rút.")
            % (f"{counted.day:%d/%m/%Y}", share(totals.done, totals.total), apart)
        )

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while the screen was hidden."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _lay_out(self) -> None:
        inner = QWidget(self)
        column = QVBoxLayout(inner)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(10)
        column.addWidget(self.note)
        row = QHBoxLayout()
        row.setSpacing(10)
        for card in self.figures.values():
            row.addWidget(card, 1)
        column.addLayout(row)
        charts = QGridLayout()
        charts.setSpacing(10)
        groups = Card(self.tr("Theo nhóm nhiệm vụ"), self)
        groups.body.addWidget(self.groups)
        line = Card(self.tr("Tiến độ lũy kế so với thời hạn"), self)
        line.body.addWidget(self.curve)
        agencies = Card(self.tr("Theo cơ quan chủ trì"), self)
        agencies.body.addWidget(self.agencies)
        charts.addWidget(groups, 0, 0)
        charts.addWidget(line, 0, 1)
        charts.setColumnStretch(0, 3)
        charts.setColumnStretch(1, 2)
        column.addLayout(charts)
        lists = QHBoxLayout()
        lists.setSpacing(10)
        for listed in (self.overdue, self.soon, self.todo):
            lists.addWidget(listed, 1)
        column.addLayout(lists)
        column.addWidget(self.indicators)
        column.addWidget(agencies)
        column.addStretch()
        scroll = QScrollArea(self)
        scroll.setObjectName("plain")
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        self._stale = True

    def _connect(self) -> None:
        for status, card in self.figures.items():
            card.asked.connect(partial(self.tasks_asked.emit, TaskFilter(status=status.value)))
        self.groups.segmentClicked.connect(self._ask_group)
        self.agencies.segmentClicked.connect(self._ask_agency)
        self.overdue.all_asked.connect(partial(self.tasks_asked.emit, TaskFilter(view="overdue")))
        self.soon.all_asked.connect(partial(self.tasks_asked.emit, TaskFilter(view="soon")))
        self.todo.asked.connect(lambda view: self.tasks_asked.emit(TaskFilter(view=view)))
        for listed in (self.overdue, self.soon):
            listed.task_asked.connect(self.task_asked)

    def _ask_group(self, key: str, status: str) -> None:
        self.tasks_asked.emit(TaskFilter(group_id=int(key), status=status))

    def _ask_agency(self, key: str, status: str) -> None:
        self.tasks_asked.emit(TaskFilter(agency=key, lead_only=True, status=status))


@dataclass(frozen=True, slots=True)
class _Counted:
    """What the screen shows of a day."""

    groups: Sequence[Group]
    day: date
    totals: Totals
    by_group: Mapping[int, Totals]
    by_agency: Mapping[str, Totals]
    points: Sequence[CountedPoint]
    standings: Sequence[Standing]
    todo: Mapping[str, int]


def _bar(key: str, label: str, totals: Totals) -> BarRow:
    return BarRow(key, label, {status.value: totals.of(status) for status in Status}, f"{totals.done}/{totals.total}")


class _ListCard(Card):
    """The first tasks of a list, and a way to all of them."""

    all_asked = Signal()
    task_asked = Signal(int)

    def __init__(self, title: str, parent: QWidget) -> None:
        """Begin empty."""
        super().__init__(title, parent)
        self._name = title
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.all_button = LinkButton("", self)
        self.all_button.clicked.connect(self.all_asked)
        self.body.addLayout(self._rows)
        self.body.addStretch()
        self.body.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_list(self, standings: Sequence[Standing], said: Callable[[Standing], str]) -> None:
        """Show the first of `standings`; `said` gives what stands at the right of each."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for one in standings[:_SHOWN]:
            line = _Line(one, said(one), self)
            line.asked.connect(partial(self.task_asked.emit, one.task.id))
            self._rows.addWidget(line)
        if not standings:
            none = QLabel(self.tr("Không có nhiệm vụ nào"), self)
            none.setObjectName("muted")
            self._rows.addWidget(none)
        self.set_title(f"{self._name} · {len(standings)}")
        self.all_button.setText(self.tr("Xem tất cả %d nhiệm vụ") % len(standings))
        self.all_button.setVisible(bool(standings))


class _Line(QWidget):
    """One task on one line, which opens it."""

    asked = Signal()

    def __init__(self, standing: Standing, said: str, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        title = f"{standing.task.number}. {standing.task.content}" if standing.task.number else standing.task.content
        name = ElidedLink(title, self)
        name.clicked.connect(self.asked)
        state = QLabel(said, self)
        state.setObjectName("mutedSmall")
        row.addWidget(name, 1)
        row.addWidget(state)
