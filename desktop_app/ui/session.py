"""What the window works on.

One open data file, the chosen programme and period, and the one funnel for change.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.domain.errors import AppError, NotFound
from desktop_app.domain.period import Period, PeriodState
from desktop_app.domain.programme import Programme
from desktop_app.domain.work import Progress, Steps
from desktop_app.services.tasks import Register, ShownRegister
from desktop_app.services.workspace import Workspace
from desktop_app.ui._behind import WriteBehind
from desktop_app.ui._standing import FileStanding
from desktop_app.ui.jobs import JobRunner
from desktop_app.ui.slices import Slices

if TYPE_CHECKING:
    from desktop_app.services.tasks import SealedRegister

T = TypeVar("T")

BACKUP_AFTER_MS = 30 * 60 * 1000
PICTURE_MS = 10
"""In so long the window shows that it waits, before it reads a long register."""
QUICK = 400
"""An act of so many rows is taken back at once, a larger one in a thread."""

_Tell = Callable[[str], None]


def _once(after_ms: int, run: Callable[[], object], parent: QObject) -> QTimer:
    """Return a timer that runs `run` once, when it is started."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(after_ms)
    timer.timeout.connect(run)
    return timer


class Session(QObject):
    """Runs every request of the window on `workspace`.

    `changed` follows each change of the data, `turned` each choice of another programme or period, and the
    reading of a long register that was `unread`; screens refresh on both. `reframed` follows a change of more
    than tasks and their records: of programmes, periods or the office, which are shown around the screens.
    `turning` comes before the other period is taken, for what is being typed to be saved in its own.
    `notified` carries a sentence for the status line and the act that it tells of (0: none, or several),
    `undone` one that can be done again, `written` one about a file or folder with its path, `warned` one
    about what was not done; `refused` carries an error. `saved` follows each try to make a backup. `awaited`
    says that a long report is being read before `turned` or `changed` (`waiting`).
    """

    changed = Signal()
    reframed = Signal()
    turning = Signal()
    turned = Signal()
    notified = Signal(str, int)
    undone = Signal(str)
    awaited = Signal()
    written = Signal(str, str)
    refused = Signal(object)
    warned = Signal(str)
    saved = Signal()

    def __init__(self, workspace: Workspace, jobs: JobRunner, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.standing = FileStanding(workspace, self.refused.emit, self)
        self.standing.locked.connect(self.turned)
        self.recorder = WriteBehind(self, self)
        self.jobs = jobs
        self.register = workspace.opened_register(workspace.programme().id)
        workspace.acts.stay_in(self.programme.id)
        self.kind = "quarter"
        self.period = workspace.periods.current(self.programme, self.kind, today())
        self.closed = self._taking_back = False
        self._left: dict[int, str] = {}
        self._reader = _RegisterReader(self)
        self._announced = workspace.last_action(), today()
        self._notified_act = self._notified_to = self._frame = 0
        self._sealed = _SealedReader(self)
        self._labels: dict[tuple[int, int], dict[str, str]] = {}
        self._backup_timer = _once(BACKUP_AFTER_MS, self.backup, self)
        QTimer.singleShot(PICTURE_MS, self, self._read_unread)

    @property
    def programme(self) -> Programme:
        """Return the chosen programme."""
        return self.register.programme

    @property
    def shown_register(self) -> ShownRegister:
        """Return the register that screens show of the period: live, or sealed if it is closed.

        A sealed version that was altered outside the program is reported, and shown as it stands now.
        """
        return self._sealed.register(self._sealed_asked) or self.register

    @property
    def waiting(self) -> bool:
        """Return whether what is to be shown is still being read."""
        return self.register.unread or self._sealed.busy

    @property
    def _sealed_asked(self) -> tuple[int, Period, int]:
        return self.programme.id, self.period, self._frame

    def choose_programme(self, programme_id: int) -> None:
        """Work on another programme, in the period where it was left, at first in today's."""
        self.turning.emit()
        self.recorder.settle()
        self._reader.stop()
        self._left[self.programme.id] = self.period.id
        self.register = self.workspace.opened_register(programme_id)
        self.workspace.acts.stay_in(programme_id)
        self._turn_to(self._left_in() or self._period_of_today())
        QTimer.singleShot(PICTURE_MS, self, self._read_unread)

    def choose_period(self, period: Period) -> None:
        """Record, judge and report another period."""
        if period != self.period:
            self.turning.emit()
            self.recorder.settle()
            self._turn_to(period)

    def choose_period_called(self, period_id: str) -> None:
        """Work on the period with an id; an id that is none, or of another regime, changes nothing."""
        try:
            found = self.workspace.periods.find(period_id, self.programme)
        except NotFound:
            return
        if found.regime in self.programme.all_regimes:
            self.choose_period(found)

    def follow_regimes(self) -> None:
        """Go on with a period of the programme's regimes if the present one is of none of them any more."""
        if self.period.regime not in self.programme.all_regimes:
            self.choose_period(self._period_of_today())
        self.turned.emit()

    def _turn_to(self, period: Period) -> None:
        """Work on a period, and announce it once what was sealed of it is at hand."""
        self.period, self.kind = period, period.kind
        self._sealed.read(self._sealed_asked, self.turned.emit)

    def _left_in(self) -> Period | None:
        """Return the period in which the programme was left, if it still has it."""
        left = self._left.get(self.programme.id)
        return next((one for one in self.workspace.periods.all_of(self.programme) if one.id == left), None)

    def _period_of_today(self) -> Period:
        """Return the period that holds today, of the kind chosen before if the regime has that."""
        kinds = [kind.name for kind in self.workspace.periods.kinds(self.programme)]
        kind = self.kind if self.kind in kinds else kinds[-1]
        return self.workspace.periods.current(self.programme, kind, today())

    def change(
        self,
        request: Callable[[], T],
        said: str | Callable[[T], str] = "",
        refuse: Callable[[AppError], object] | None = None,
    ) -> T | None:
        """Run a request that changes data: do it, announce it, say what was done.

        This is the one way to write, but for what `recorder` records. `said` is the sentence, or makes it of
        the result. A refusal is shown and changes nothing; `refuse` takes it instead (`hand_on`: it reaches
        the form or grid that called).
        """
        if self.closed or not self.recorder.settle():  # closed by a key that was pressed meanwhile
            return None
        try:
            result = request()
        except AppError as error:
            (refuse or self.refused.emit)(error)
            self.standing.follow(error)
            return None
        self.refresh(said if isinstance(said, str) else said(result))
        return result

    def ask(self, request: Callable[[], T]) -> T | None:
        """Run a request that only reads; a refusal is shown."""
        try:
            return None if self.closed else request()
        except AppError as error:
            self.refused.emit(error)
            return None

    def undo(self, act_id: int | None = None) -> None:
        """Take an act back, or the newest that can be: a large one, such as an import, in a thread."""
        self.recorder.settle()
        acts = self.workspace.acts
        wanted, closed = (acts.undoable, acts.passed_over()) if act_id is None else (act_id, [])
        undo, tell = lambda: acts.undo(act_id).id, partial(_tell_undone, self, closed)
        self._take_back(wanted, self.tr("Đang hoàn tác"), undo, acts.undone, tell)

    def redo(self) -> None:
        """Do the last undone act again: a large one in a thread."""
        self.recorder.settle()
        acts = self.workspace.acts
        redo, title = lambda: acts.redo().id, self.tr("Đang làm lại")
        self._take_back(acts.redoable, title, redo, acts.redone, self.notify)

    def run(
        self,
        title: str,
        work: Callable[[Workspace, Progress], T],
        done: Callable[[T], None],
        failed: Callable[[AppError], None] | None = None,
        stopped: Callable[[], None] = lambda: None,
        *,
        wanted: bool = False,
    ) -> None:
        """Run long work in a thread with a workspace of its own on the same file.

        `done` gets its result, `stopped` tells that the officer stopped it; closing asks first if `wanted`.
        """
        self.recorder.settle()
        workspace = self.workspace

        def on_thread(progress: Progress) -> T:
            own = workspace.twin()
            try:
                return work(own, progress)
            finally:
                own.close()

        self.jobs.run(title, on_thread, done, failed or self.refused.emit, stopped, wanted=wanted)

    def refresh(self, said: str = "") -> None:
        """Show what was changed, here or by work in a thread."""
        if all(one.id != self.programme.id for one in self.workspace.programmes.all()):
            self.choose_programme(self.workspace.programme().id)  # its adding was undone
        self._reader.read(self.register, partial(self._announce, said))

    def backup(self) -> None:
        """Make a backup in a thread."""
        done, failed = lambda _made: self.saved.emit(), self._backup_failed
        self.run(self.tr("Sao lưu"), lambda own, _progress: own.backup(), done, failed)

    def close(self) -> None:
        """Close the data file; nothing is written any more."""
        self._backup_timer.stop()
        self._reader.stop()
        self.recorder.close()
        self._sealed.stop()
        self.closed = True
        self.workspace.close()

    def _backup_failed(self, error: AppError) -> None:
        """Say so, show how old the last one is, and try again later."""
        self._backup_timer.start()
        self.saved.emit()
        self.refused.emit(error)

    @property
    def reading(self) -> bool:
        """Return whether the register is being read."""
        return self._reader.busy

    def _read_unread(self) -> None:
        """Read a long register; the window says that it waits and can do nothing else."""
        if not self.closed and (self.register.unread or self._reader.stopped):
            self._reader.read(self.register, lambda: self._turn_to(self.period))

    def _take_back(
        self,
        act_id: int | None,
        title: str,
        at_once: Callable[[], int],
        remember: Callable[[int, int], None],
        tell: _Tell,
    ) -> None:
        """Take an act back: a large one in a thread, one at a time, a small one `at_once`."""
        if self._taking_back:
            return
        if act_id is None or self.workspace.acts.size(act_id) <= QUICK:
            if said := self.change(lambda: _said(self, at_once())):
                tell(said)
            return
        self._taking_back = True

        def work(workspace: Workspace, progress: Progress) -> int:
            return workspace.acts.take_back(act_id, progress).id

        def done(by: int) -> None:
            self._taking_back = False
            remember(act_id, by)
            self._reader.read(self.register, lambda: announce(by))

        def announce(by: int) -> None:
            self._announce()
            tell(_said(self, by))

        def failed(error: AppError) -> None:
            self._taking_back = False
            self.workspace.acts.refused(act_id)
            self.refused.emit(error)

        def stopped() -> None:
            self._taking_back = False
            self.warned.emit(self.tr("Đã dừng. Chưa ghi gì vào tệp dữ liệu."))

        self.run(title, work, done, failed, stopped, wanted=True)

    def notify(self, said: str) -> None:
        """Say what the change that was announced last has done, with the way back if that was one act."""
        self.notified.emit(said, self._notified_act)

    def labels(self, periods: Iterable[str]) -> str:
        """Return the names of periods, each once, in one text."""
        return ", ".join(map(self.label, dict.fromkeys(periods)))

    def label(self, period_id: str) -> str:
        """Return the name of a period; names are read again only when regimes or programmes changed."""
        asked, periods = (self.programme.id, self._frame), self.workspace.periods
        if asked not in self._labels:
            self._labels = {asked: {one.id: one.label for one in periods.all_of(self.programme)}}
        return self._labels[asked].get(period_id) or periods.label(period_id, self.programme)

    def _announce(self, said: str = "") -> None:
        """Signal to the screens that the data changed, and to the officer what was done."""
        if not self._backup_timer.isActive():
            self._backup_timer.start()
        before, day = self._announced
        self._announced = self.workspace.last_action(), today()
        fresh = self.workspace.acts.after(self._notified_to)
        self._notified_act = fresh[0] if len(fresh) == 1 else 0
        self._notified_to = max((self._notified_to, *fresh))
        reframed = day != self._announced[1] or not self.workspace.only_rows_changed(before)
        self._frame += reframed
        self._sealed.read(self._sealed_asked, partial(self._tell, reframed, said))

    def _tell(self, reframed: bool, said: str, /) -> None:
        self.changed.emit()
        if reframed:
            self.reframed.emit()
        if said:
            self.notify(said)


def _said(session: Session, act_id: int) -> str:
    """Return in words what an act did, for the status line."""
    said = session.workspace.journal.said_of(act_id)
    said = session.tr("Đã %s") % (said[:1].lower() + said[1:])
    of = session.workspace.acts.programmes_of(act_id)
    named = [one.number for one in session.workspace.programmes.all() if one.id in of]
    return said + session.tr(" (đề án %s)") % ", ".join(named) if named else said


def _tell_undone(session: Session, closed: Sequence[str], said: str) -> None:
    """Say what was undone, and which acts in `closed` periods were passed over."""
    if closed:
        named = session.labels(closed)
        said += session.tr(". Bỏ qua %d thao tác thuộc kỳ đã chốt (%s)") % (len(closed), named)
    session.undone.emit(said)


class _SealedReader(QObject):
    """Reads what was sealed of a closed period of `session`: a long report in slices."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._slices: Slices[SealedRegister | None] = Slices(self)
        self._waiting: list[Callable[[], None]] = []
        self._asked: tuple[int, Period, int] | None = None
        self._version = 0
        self._read: SealedRegister | None = None

    @property
    def busy(self) -> bool:
        return self._slices.busy

    def register(self, asked: tuple[int, Period, int]) -> "SealedRegister | None":
        """Return what was sealed of the period that is asked for, read to its end; None if it is open."""
        self.read(asked, lambda: None)
        self._slices.finish()
        return self._read

    def read(self, asked: tuple[int, Period, int], then: Callable[[], None]) -> None:
        """Read it unless it was, then go on with `then`, after what waits already."""
        self._waiting.append(then)
        if asked != self._asked:
            self._asked = asked
            self._slices.run(self._steps(*asked), self._take)
            if self.busy:
                self._session.awaited.emit()
        elif not self.busy:
            self._take(self._read)

    def stop(self) -> None:
        """Read no more of a file that is being closed."""
        self._slices.drop()

    def _steps(self, programme_id: int, period: Period, _frame: int) -> "Steps[SealedRegister | None]":
        """Return the sealed version that stands, None if the period is open or the version is not sound."""
        workspace = self._session.workspace
        closed = workspace.periods.state(programme_id, period.id) is PeriodState.SEALED
        version = workspace.sealing.standing(programme_id, period.id) if closed else None
        if version is None:
            self._version = 0
            return None
        if version.id == self._version:
            return self._read
        from desktop_app.services.tasks import SealedRegister

        read = None
        try:
            read = SealedRegister((yield from workspace.sealing.reading_of(version)))
        except AppError as error:
            self._session.refused.emit(error)
        self._version = version.id
        return read

    def _take(self, read: "SealedRegister | None") -> None:
        self._read = read
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()


class _RegisterReader(QObject):
    """Reads what changed of a register: a long one, and much that changed, in slices."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._slices: Slices[None] = Slices(self)
        self._waiting: list[Callable[[], None]] = []

    @property
    def busy(self) -> bool:
        return self._slices.busy

    @property
    def stopped(self) -> bool:
        """Return whether something still waits for a reading that was stopped."""
        return bool(self._waiting) and not self.busy

    def read(self, register: Register, then: Callable[[], None]) -> None:
        """Read, then go on with `then`, after what waits for a reading that is not finished."""
        self._waiting.append(then)
        if register.far_behind:
            self._slices.run(register.reading(), self._go_on)
        else:
            self._slices.drop()
            register.refresh()
            self._go_on()

    def stop(self) -> None:
        """Stop reading; what waits for it goes on after the next reading."""
        self._slices.drop()

    def _go_on(self, _read: None = None) -> None:
        waiting, self._waiting = self._waiting, []
        for then in waiting:
            then()


def hand_on(error: AppError) -> None:
    """Raise a refusal again, for the form or the grid that shows it beside what was entered."""
    raise error


def today() -> date:
    """Return today's date here."""
    return datetime.now().astimezone().date()
