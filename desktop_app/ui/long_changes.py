"""A change of many rows, made in a thread so that the window stays alive."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import AppError
from desktop_app.domain.progress import ProgressChanges
from desktop_app.domain.work import Progress
from desktop_app.services.tasks import Register, TaskEffect
from desktop_app.services.workspace import Workspace
from desktop_app.ui.phrases import recorded_words
from desktop_app.ui.session import QUICK, Session
from desktop_app.ui.widgets import FormDialog

T = TypeVar("T")


def change_rows(
    session: Session,
    rows: int,
    title: str,
    request: Callable[[Workspace, Register], T],
    *,
    said: str | Callable[[T], str],
    refuse: Callable[[AppError], object] | None = None,
    stopped: Callable[[], None] = lambda: None,
) -> bool:
    """Change so many `rows`: a few at once (`Session.change`), many in a thread that is shown by `title`.

    `said` is the sentence that tells of it, or makes it of the result; `refuse` takes a refusal in the place
    of the window, `stopped` is called if a thread ends otherwise. Return whether there is a thread.
    """
    if rows <= QUICK:
        session.change(lambda: request(session.workspace, session.register), said, refuse)
        return False
    programme_id, held = session.programme.id, session.register.held()

    def work(own: Workspace, _progress: Progress) -> tuple[T, int | None]:
        return request(own, own.register(programme_id, held)), own.acts.last

    def made(found: tuple[T, int | None]) -> None:
        result, act_id = found
        if act_id is not None:
            session.workspace.acts.remember(act_id)
        session.refresh(said if isinstance(said, str) else said(result))

    def failed(error: AppError) -> None:
        (refuse or session.refused.emit)(error)
        session.standing.follow(error)

    session.run(title, work, made, failed, stopped, wanted=True)
    return True


class RowsForm(FormDialog):
    """A form whose act changes rows of `session`; it rests while many are changed in a thread.

    `save` ends with `change_rows`, which closes the form once the change is made.
    """

    def __init__(
        self, session: Session, title: str = "", act: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(title, act, parent)
        self._session = session

    def submit(self) -> None:
        """Save; a refusal stands above the buttons."""
        try:
            self.save()
        except AppError as error:
            self.refusal.say_error(error)

    def reject(self) -> None:
        """Leave, unless the change is being made."""
        if self.isEnabled():
            super().reject()

    def change_rows(
        self,
        rows: int,
        title: str,
        request: Callable[[Workspace, Register], T],
        said: Callable[[T], str],
    ) -> None:
        """Change so many `rows` as the function `change_rows` does, and close."""

        def made(result: T) -> str:
            self.accept()
            return said(result)

        def refused(error: AppError) -> None:
            self.setEnabled(True)
            self.refusal.say_error(error)

        in_thread = change_rows(
            self._session,
            rows,
            title,
            request,
            said=made,
            refuse=refused,
            stopped=partial(self.setEnabled, True),
        )
        if in_thread:
            self.setEnabled(False)


def confirm_unchanged(session: Session, task_ids: Sequence[int]) -> None:
    """Confirm that nothing changed in tasks since the period before, and say of how many."""
    period = session.period
    change_rows(
        session,
        len(task_ids),
        session.tr("Đang xác nhận %d nhiệm vụ") % len(task_ids),
        lambda workspace, register: workspace.recording.confirm(register, period, task_ids),
        said=lambda count: session.tr("Đã xác nhận không thay đổi %d nhiệm vụ") % count,
    )


def record_block(
    session: Session, changes: Mapping[int, ProgressChanges], refuse: Callable[[AppError], object]
) -> None:
    """Record the changes of a large block, by task, as one act, and say what was recorded."""
    period = session.period

    def record(workspace: Workspace, register: Register) -> Sequence[TaskEffect]:
        effects = workspace.recording.effects(register, period, changes)
        workspace.recording.record(register, period, changes)
        return effects

    change_rows(
        session,
        len(changes),
        session.tr("Đang ghi %d nhiệm vụ") % len(changes),
        record,
        said=lambda effects: recorded_words(effects, len(changes)),
        refuse=refuse,
    )
