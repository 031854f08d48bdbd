"""The screen "Kỳ báo cáo": five steps, the checks, the sealed versions, and what can be done now."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.checks import Finding
from desktop_app.domain.errors import AppError
from desktop_app.domain.period import PeriodState
from desktop_app.domain.work import Steps
from desktop_app.resources import words
from desktop_app.services.period_board import PeriodBoard, VersionLine, period_board, version_lines
from desktop_app.services.tasks import CountNames, TaskFilter
from desktop_app.ui.formats import format_date, format_number
from desktop_app.ui.grid import Edit, Grid, TableModel
from desktop_app.ui.look import ROW_HEIGHT_ONE_LINE, icon
from desktop_app.ui.periods._entered import EnteredTable
from desktop_app.ui.periods._sealed_versions import SealedVersions
from desktop_app.ui.periods._steps import PeriodSteps
from desktop_app.ui.periods._tabs import TabbedPages
from desktop_app.ui.periods.acts import PeriodActs
from desktop_app.ui.periods.findings import finding_columns
from desktop_app.ui.periods.phrases import send_by_words, show_state
from desktop_app.ui.phrases import choose_row
from desktop_app.ui.session import Session, hand_on, today
from desktop_app.ui.slices import Slices
from desktop_app.ui.widgets import Badge, LazyScreen, LinkButton, LinksLabel, WrappingRow, allow

_COUNTS = 1
"""The tab that counts what was entered."""


class PeriodScreen(LazyScreen):
    """Shows the session's period.

    `tasks_asked` carries a finding whose tasks are wanted, `counted_asked` ids of tasks and what they are,
    `view_asked` a filter of tasks, `export_asked` an order and the ending of the file's name.
    """

    tasks_asked = Signal(object)
    counted_asked = Signal(object, str)
    view_asked = Signal(object)
    export_asked = Signal(object, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._gathering: Slices[tuple[PeriodBoard | None, Sequence[VersionLine]]] = Slices(self)
        self.board: PeriodBoard | None = None
        self.acts = PeriodActs(session, self)
        self.title = QLabel(self)
        self.title.setObjectName("screenTitle")
        self.badge = Badge("", "blue", "edit_20_regular", self)
        self.facts = QLabel(self)
        self.facts.setObjectName("muted")
        self.facts.setWordWrap(True)
        self.reminders = LinksLabel(self)
        self.steps = PeriodSteps(self)
        self.entered = EnteredTable(self)
        self._make_buttons()
        self.findings: TableModel[Finding] = TableModel(
            finding_columns(
                (self.tr("Mức"), self.tr("Cần xem lại"), self.tr("Nhiệm vụ"), self.tr("Giải trình"))
            ),
            self._explained,
            lambda one: one.kind,
            parent=self,
        )
        self.checks = Grid(self.tr("Kết quả kiểm tra"), self, ROW_HEIGHT_ONE_LINE)
        self.checks.setModel(self.findings)
        self.sealed = SealedVersions(session, self.acts, self)
        self._lay_out()
        self._connect()
        session.standing.rest(self.send, self.take_back, self.review, self.seal, self.reopen, self.submit)
        session.standing.rest(self.confirm)

    def show_present(self) -> None:
        """Show the present period."""
        self._gathering.run(self._gathered(), self._show_gathered)

    @property
    def busy(self) -> bool:
        """Return whether what is to be shown is still being gathered."""
        return self._gathering.busy

    def _gathered(self) -> Steps[tuple[PeriodBoard | None, Sequence[VersionLine]]]:
        session, board = self._session, None
        try:
            board = yield from period_board(session.workspace, session.register, session.period, today())
        except AppError as error:
            session.refused.emit(error)
        return board, (yield from version_lines(session.workspace, session.programme.id))

    def _show_gathered(self, gathered: tuple[PeriodBoard | None, Sequence[VersionLine]]) -> None:
        self.board, lines = gathered
        self.sealed.show_lines(lines)
        if self.board is not None:
            self._show(self.board)
        self._enable()

    def hideEvent(self, event: QHideEvent) -> None:
        """Gather nothing on for a hidden screen, nor from a file that is being closed."""
        super().hideEvent(event)
        self._stale = self._stale or self._gathering.busy
        self._gathering.drop()

    def _show(self, board: PeriodBoard) -> None:
        period = board.period
        self.title.setText(period.label)
        show_state(self.badge, board.state)
        facts = [
            board.regime_title,
            self.tr("số liệu từ %s đến hết %s")
            % (format_date(period.starts_on), format_date(period.cut_off)),
        ]
        if period.actual_until:
            facts.append(
                self.tr("số liệu thực tế đến hết ngày %s, phần còn lại là số ước tính")
                % format_date(period.actual_until)
            )
        if period.send_by:
            facts.append(
                self.tr("hạn gửi báo cáo %s") % send_by_words(period.send_by, board.reminders.send_off)
            )
        self.facts.setText(" · ".join(facts))
        said = self._reminder_words(board)
        self.reminders.setText(said)
        self.reminders.setVisible(bool(said))
        self.steps.show_board(board)
        self.entered.show_counts(board.entered)
        self.findings.set_rows(board.findings)
        why = self._session.standing.why
        self.findings.set_writable(not why and board.state is not PeriodState.SEALED, why)
        self.no_findings.setVisible(not board.findings)

    def _reminder_words(self, board: PeriodBoard) -> str:
        """Return in words what asks for attention.

        Entries and confirmations that are missing, what is due.
        """
        found = board.reminders
        if board.state is PeriodState.SEALED:
            return ""
        counts = {
            CountNames.NOT_ENTERED: len(found.not_entered),
            CountNames.NOT_CONFIRMED: len(found.not_confirmed),
            CountNames.OVERDUE: len(found.overdue),
            CountNames.SOON: len(found.due_soon),
        }
        parts = [
            f'<a href="{name}">{format_number(count)} {words("counted")[name]}</a>'
            for name, count in counts.items()
            if count
        ]
        return self.tr("Cần xem lại: %s.") % ", ".join(parts) if parts else self.tr("Không có gì cần nhắc.")

    def _make_buttons(self) -> None:
        self.send = QPushButton(icon("send_20_regular"), self.tr("&Gửi duyệt"), self)
        self.take_back = QPushButton(icon("arrow_undo_20_regular"), self.tr("Rút lạ&i đề nghị duyệt"), self)
        self.review = QPushButton(icon("checkmark_circle_20_regular"), self.tr("&Duyệt…"), self)
        self.seal = QPushButton(icon("lock_closed_20_regular", "on_accent"), self.tr("&Chốt số liệu…"), self)
        self.seal.setObjectName("primary")
        self.reopen = QPushButton(icon("lock_open_20_regular"), self.tr("&Mở lại kỳ…"), self)
        self.submit = QPushButton(
            icon("send_20_regular", "on_accent"), self.tr("Ghi nhận đã &gửi báo cáo…"), self
        )
        self.submit.setObjectName("primary")
        self.confirm = LinkButton(self.tr("Xác nhận không thay đổi"), self)
        self.open_tasks = LinkButton(self.tr("Xem các nhiệm vụ"), self)

    def _enable(self) -> None:
        board = self.board
        state = board.state if board is not None else None
        self.send.setVisible(state is PeriodState.OPEN)
        self.take_back.setVisible(state is PeriodState.IN_REVIEW)
        self.review.setVisible(state in (PeriodState.OPEN, PeriodState.IN_REVIEW))
        self.seal.setVisible(state in (PeriodState.OPEN, PeriodState.IN_REVIEW))
        self.reopen.setVisible(state is PeriodState.SEALED)
        self.submit.setVisible(state is PeriodState.SEALED)
        finding: Finding | None = self.checks.current_row()
        no_tasks = self.tr("Điều này không gắn với nhiệm vụ nào.")
        allow(self.open_tasks, choose_row() if finding is None else "" if finding.task_ids else no_tasks)
        waiting = len(board.reminders.not_confirmed) if board is not None else 0
        counts = self.tabs.currentIndex() == _COUNTS
        self.entered.links.setVisible(counts)
        self.open_tasks.setVisible(not counts)
        self.confirm.setVisible(bool(waiting) and state is not PeriodState.SEALED and not counts)
        self.confirm.setText(self.tr("Xác nhận không thay đổi (%d nhiệm vụ)") % waiting)

    def _explained(self, edits: Sequence[Edit[Finding]]) -> None:
        session = self._session

        def explain() -> None:
            for finding, _, text in edits:
                session.workspace.checks.explain(session.register, session.period, finding, text)

        session.change(explain, self.tr("Đã ghi giải trình"), hand_on)

    def _show_tasks(self) -> None:
        finding: Finding | None = self.checks.current_row()
        if finding is not None and finding.task_ids:
            self.tasks_asked.emit(finding)

    def _enter(self) -> None:
        """Open the tasks that still wait for an entry; all of them if none does."""
        board = self.board
        part = board.entered.total if board is not None else None
        missing = part is not None and part.ready < part.total
        self.view_asked.emit(TaskFilter(view=CountNames.MISSING if missing else CountNames.ALL))

    def _check(self) -> None:
        """Go to what the checks found."""
        self.tabs.setCurrentIndex(0)
        self.checks.take_focus()

    def _submit(self) -> None:
        """Register that the report was sent, or begin with what comes before: closing the period."""
        if self._is_closed():
            self.acts.submit()
        else:
            said = self.tr("Chưa gửi được: %s chưa chốt số liệu. Bấm “4. Chốt” trước.")
            self._session.warned.emit(said % self._session.period.label)

    def _unless_closed(self, act: Callable[[], None]) -> None:
        """Run `act`; if the period is closed, go to what was sealed instead."""
        if self._is_closed():
            self.sealed.grid.take_focus()
        else:
            act()

    def _is_closed(self) -> bool:
        return self.board is not None and self.board.state is PeriodState.SEALED

    def _lay_out(self) -> None:
        card = QFrame(self)
        card.setObjectName("card")
        head = WrappingRow()
        head.addWidget(self.title)
        head.addWidget(self.badge)
        head.addStretch()
        for button in (self.take_back, self.send, self.review, self.reopen, self.seal, self.submit):
            head.addWidget(button)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(14, 10, 14, 12)
        inside.setSpacing(8)
        inside.addLayout(head)
        inside.addWidget(self.facts)
        inside.addWidget(self.reminders)
        inside.addWidget(self.steps)
        self.no_findings = _note(self.tr("Không có gì cần xem lại: các phép kiểm tra đều đạt."), self)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self._make_tabs())
        split.addWidget(self.sealed)
        split.setStretchFactor(0, 5)
        split.setStretchFactor(1, 3)
        split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addWidget(card)
        column.addWidget(split, 1)

    def _make_tabs(self) -> QWidget:
        """Return the checks and the counts of entries, with the links of the one that is shown."""
        checks = QWidget(self)
        column = QVBoxLayout(checks)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.no_findings)
        column.addWidget(self.checks, 1)
        self.entered.links.hide()
        pages = TabbedPages(
            (
                (checks, self.tr("Kiểm tra trước khi duyệt")),
                (self.entered, self.tr("Tình hình cập nhật")),
            ),
            (self.confirm, self.open_tasks, self.entered.links),
            self,
        )
        self.tabs = pages.bar
        self.tabs.currentChanged.connect(self._enable)
        return pages

    def _connect(self) -> None:
        acts, steps = self.acts, self.steps
        steps.entering.clicked.connect(self._enter)
        steps.checking.clicked.connect(self._check)
        steps.reviewing.clicked.connect(lambda: self._unless_closed(acts.review))
        steps.sealing.clicked.connect(lambda: self._unless_closed(acts.seal))
        steps.sending.clicked.connect(self._submit)
        self.send.clicked.connect(acts.send)
        self.take_back.clicked.connect(acts.take_back)
        self.review.clicked.connect(acts.review)
        self.seal.clicked.connect(acts.seal)
        self.reopen.clicked.connect(acts.reopen)
        self.submit.clicked.connect(acts.submit)
        self.confirm.clicked.connect(acts.confirm_rest)
        self.open_tasks.clicked.connect(self._show_tasks)
        self.reminders.linkActivated.connect(lambda name: self.view_asked.emit(TaskFilter(view=name)))
        self.entered.asked.connect(self.counted_asked)
        self.checks.opened.connect(self._show_tasks)
        self.checks.current_changed.connect(self._enable)
        self.sealed.export_asked.connect(self.export_asked)
        self.checks.refused.connect(self._session.refused)
        self.checks.notified.connect(self._session.warned)
        self._session.changed.connect(self.refresh)
        self._session.turned.connect(self.refresh)


def _note(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setObjectName("muted")
    label.hide()
    return label
