"""A change of many rows, made in a thread so that the window stays alive."""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from desktop_app.domain.errors import AppError
from desktop_app.domain.progress import ProgressChanges
from desktop_app.domain.work import Progress
from desktop_app.services.tasks import Register, TaskEffect
from desktop_app.services.workspace import Workspace
from desktop_app.ui.phrases import recorded_words
from desktop_app.ui.session import QUICK, Session

T = TypeVar("T")


def change_rows(
    session: Session,
    rows: int,
    title: str,
    request: Callable[[Workspace, Register], T],
    *,
    done: Callable[[T], object],
    refuse: Callable[[AppError], object] | None = None,
    stopped: Callable[[], None] = lambda: None,
) -> bool:
    """Change so many `rows`: a few at once (`Session.change`), many in a thread that is shown by `title`.

    `done` gets the result once it is read, `refuse` takes a refusal in the place of the window, `stopped` is
    called if a thread ends otherwise. Return whether there is a thread.
    """
    if rows <= QUICK:
        result = session.change(lambda: request(session.workspace, session.register), refuse=refuse)
        if result is not None:
            done(result)
        return False
    programme_id, held = session.programme.id, session.register.held()

    def work(own: Workspace, _progress: Progress) -> tuple[T, int | None]:
        return request(own, own.register(programme_id, held)), own.acts.last

    def made(found: tuple[T, int | None]) -> None:
        result, act_id = found
        if act_id is not None:
            session.workspace.acts.remember(act_id)
        session.refresh()
        done(result)

    def failed(error: AppError) -> None:
        (refuse or session.refused.emit)(error)
        session.standing.follow(error)

    session.run(title, work, made, failed, stopped, wanted=True)
    return True


def confirm_unchanged(session: Session, task_ids: Sequence[int]) -> None:
    """Confirm that nothing changed in tasks since the period before, and say of how many."""
    period = session.period
    change_rows(
        session,
        len(task_ids),
        session.tr("Đang xác nhận %d nhiệm vụ") % len(task_ids),
        lambda workspace, register: workspace.recording.confirm(register, period, task_ids),
        done=lambda count: session.notify(session.tr("Đã xác nhận không thay đổi %d nhiệm vụ") % count),
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
        done=lambda effects: session.notify(recorded_words(effects, len(changes))),
        refuse=refuse,
    )
