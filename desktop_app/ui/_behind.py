"""What the officer records: shown at once, and written on a thread of its own if the disk is slow."""

from collections import deque
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QEventLoop, QObject, Signal

from desktop_app.domain.errors import AppError
from desktop_app.domain.period import Period
from desktop_app.domain.progress import ProgressChanges
from desktop_app.services.tasks import ForeseenAct, Register
from desktop_app.services.workspace import Workspace
from desktop_app.ui._standing import FileStanding

if TYPE_CHECKING:
    from desktop_app.services.unfinished import OnTheWay

Refuse = Callable[[AppError], object]
Changes = Mapping[int, ProgressChanges]


class Desk(Protocol):
    """What is asked of the session: its file and register, and the ways to go on."""

    workspace: Workspace
    register: Register
    standing: FileStanding

    def refresh(self, said: str = "") -> None:
        """Show what was changed, and say so."""

    def change(self, request: Callable[[], object], said: str, refuse: Refuse) -> object:
        """Run a request that changes data."""


@dataclass(slots=True)
class _Entered:
    """What was entered, on its way into the file; `refuse` takes what stands in the way."""

    register: Register
    period: Period
    changes: Changes
    act: ForeseenAct
    written: Future[bool]
    said: str
    refuse: Refuse


class WriteBehind(QObject):
    """Brings what is recorded into the file of `session`, in its order; what waits is written together.

    A disk that was quick before is waited for, for `patience` seconds at most. What takes longer is written
    behind: `assumed` comes when the register shows it, and when it must take it back, `ended` when nothing is
    on its way any more. Until then `busy` is True, nothing is said to be saved, and the file is better not
    read. If one act fails, those after it, which stood on it, are not written either.
    """

    assumed = Signal()
    ended = Signal()
    _advanced = Signal()

    patience = 0.02

    def __init__(self, session: Desk, parent: QObject) -> None:
        """Begin with nothing to write; thread and connection come with the first act."""
        super().__init__(parent)
        self._session = session
        self._entered: deque[_Entered] = deque()
        self._waiting: deque[ForeseenAct] = deque()
        self._newest = 0
        self._thread: ThreadPoolExecutor | None = None
        self._own: Workspace | None = None
        self._kept: OnTheWay | None = None
        self._after = ""
        self._sound = self._quick = True
        self._broken = False
        self._advanced.connect(self._advance)

    @property
    def busy(self) -> bool:
        """Return whether anything is on its way into the file."""
        return bool(self._entered)

    def record(self, period: Period, changes: Changes, said: str, refuse: Refuse, bring_back: Refuse) -> None:
        """Record changes in the session's register, as one act, and say so once they stand in the file.

        `refuse` takes what is refused at once, `bring_back` what fails later, when the officer has gone on.
        """
        session, register = self._session, self._session.register
        try:
            if not self.busy:
                register.refresh()
                self._after = session.workspace.recording.head()
            newest = self._entered[-1].act.id if self._entered else register.seen
            act = session.workspace.recording.foresee(newest + 1, register, period, changes)
        except AppError as error:
            refuse(error)
            session.standing.follow(error)
            return
        if act is None:
            if not self.busy:
                session.refresh(said)
            return
        written = self._written(act)
        entered = _Entered(
            register=register,
            period=period,
            changes=changes,
            act=act,
            written=written,
            said=said,
            refuse=refuse,
        )
        self._entered.append(entered)
        if self._quick and len(self._entered) == 1:
            wait([entered.written], self.patience)
        if self._quick and entered.written.done():
            self._advance()
        else:
            entered.refuse = bring_back
            self._keep(act)
            self.assumed.emit()

    def settle(self) -> bool:
        """Wait, with the window shown but no keys taken, and return whether all stands in the file now."""
        if not self.busy:
            return True
        self._sound = True
        while self.busy:
            loop = QEventLoop()
            self.ended.connect(loop.quit)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)
        return self._sound

    def close(self) -> None:
        """Let the file go."""
        self.settle()
        if self._thread is not None:
            self._thread.submit(self._close_own)
            self._thread.shutdown()
            self._thread = None
        if self._kept is not None:
            self._kept.close()
            self._kept = None

    def _keep(self, act: ForeseenAct) -> None:
        """Let an act outlive the program, until it stands in the file or, if it fails, is entered again."""
        if self._kept is None:
            from desktop_app.services.unfinished import OnTheWay

            self._kept = OnTheWay(self._session.workspace.path)
        self._kept.keep(self._after, act, first=len(self._entered) == 1)

    def _written(self, act: ForeseenAct) -> Future[bool]:
        if self._thread is None:
            self._thread = ThreadPoolExecutor(1, "write-behind")
        self._waiting.append(act)
        written = self._thread.submit(self._write)
        written.add_done_callback(lambda _written: self._advanced.emit())
        return written

    def _write(self) -> bool:
        """Write all that waits, on the thread, with a connection that stays there.

        Once that failed nothing more is written, even if its number fits, until `_fail` took it back.
        """
        acts, begun = [], monotonic()
        while self._waiting:
            acts.append(self._waiting.popleft())
        if not acts or self._broken:  # written, or not, with the one before
            return not self._broken
        self._broken = True
        if self._own is None:
            self._own = self._session.workspace.twin()
        written = self._own.recording.write(acts)
        if written:
            self._newest = acts[-1].id
            self._broken = False
        self._quick = monotonic() - begun < self.patience
        return written

    def _close_own(self) -> None:
        if self._own is not None:
            self._own.close()
            self._own = None

    def _advance(self) -> None:
        """Take note of what is written."""
        if not self._entered:
            return
        said = ""
        while self._entered and self._entered[0].act.id <= self._newest:
            written = self._entered.popleft()
            said = written.said
            self._session.workspace.acts.remember(written.act.id)
        if not self._entered:
            if self._kept is not None:
                self._kept.clear()
            self._session.refresh(said)
            self.ended.emit()
        elif self._entered[0].written.done():
            self._fail(self._entered[0].written.exception())

    def _fail(self, error: BaseException | None) -> None:
        """Take back from the register what could not be written.

        Without an error another act came between, such as an import in a thread: then all is decided anew.
        """
        entered, self._entered = list(self._entered), deque()
        for one in entered:
            one.written.cancel()
        wait([one.written for one in entered])
        self._waiting.clear()
        self._broken = False
        entered[0].register.read_again([key for one in entered for key in one.changes])
        self.assumed.emit()
        self._sound = error is None
        try:
            if error is None:
                self._record_anew(entered)
            elif isinstance(error, AppError):
                self._session.standing.follow(error)
                for one in entered:
                    one.refuse(error)
            else:
                raise error
        finally:
            self.ended.emit()

    def _record_anew(self, entered: list[_Entered]) -> None:
        recording = self._session.workspace.recording
        for one in entered:
            record = partial(recording.record, one.register, one.period, one.changes)
            self._session.change(record, one.said, partial(self._refuse, one))
        if self._kept is not None and self._sound:
            self._kept.clear()

    def _refuse(self, entered: _Entered, error: AppError) -> None:
        self._sound = False
        entered.refuse(error)
