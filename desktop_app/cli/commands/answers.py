"""Each command is one function from its arguments to an `Answer`."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app import files
from desktop_app.cli.commands.views import entry_view, task_line, task_view
from desktop_app.cli.printing import print_text
from desktop_app.domain.period import Period
from desktop_app.domain.programme import Programme
from desktop_app.domain.progress import ProgressChanges, ProgressEntry, State
from desktop_app.domain.task import Task
from desktop_app.domain.text import day_text
from desktop_app.files.scratch import temporary_folder
from desktop_app.resources import words
from desktop_app.services import places
from desktop_app.services.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.services.tasks import Register, TaskEffect


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command answers.

    JSON data, lines for a person, the exit code, and what was refused of it (stderr).
    """

    data: dict[str, Any]
    lines: list[str] = field(default_factory=list)
    code: int = 0
    refusals: list[str] = field(default_factory=list)


def new(chosen: Namespace) -> Answer:
    """Make the data file."""
    path = data_file(chosen)
    workspace = Workspace.create(path)
    try:
        programme = workspace.programme()
        groups = workspace.programmes.groups(programme.id)
    finally:
        workspace.close()
    _tell_place(path)
    data = {
        "data": str(path),
        "programme": programme_view(programme),
        "groups": [{"number": group.number, "title": group.title} for group in groups],
    }
    lines = [f"Đã tạo {path}", f"{programme.number}: {programme.title}"]
    return Answer(data, lines + [f"  {group.number}. {group.title}" for group in groups])


def tasks(chosen: Namespace) -> Answer:
    """List the tasks as they stand on a day."""
    day = chosen.as_of or today()
    with opened(chosen) as workspace:
        register = workspace.register(programme_of(chosen, workspace).id)
        standings = [register.standing(task, day) for task in register.tasks_on(day)]
    kept = [one for one in standings if one.task.active]
    gone = [one for one in standings if not one.task.active]
    data = {
        "as_of": day.isoformat(),
        "tasks": [task_view(one) for one in kept],
        "withdrawn": [task_view(one) for one in gone],
    }
    lines = [f"{len(kept)} nhiệm vụ, tính đến ngày {day_text(day)}", *(task_line(one) for one in kept)]
    if gone:
        lines += [f"{len(gone)} nhiệm vụ đã đưa ra khỏi danh mục:", *(task_line(one) for one in gone)]
    return Answer(data, lines)


def record(chosen: Namespace) -> Answer:
    """Record the progress of one task."""
    changes: ProgressChanges = {}
    if chosen.state is not None:
        changes["state"] = State(chosen.state)
    if chosen.percent is not None:
        changes["percent"] = chosen.percent
    if chosen.completed_on is not None:
        changes["completed_on"] = chosen.completed_on
    if chosen.result is not None:
        changes["result"] = chosen.result
    if chosen.difficulty is not None:
        changes["difficulty"] = chosen.difficulty
    if chosen.proposal is not None:
        changes["proposal"] = chosen.proposal
    if chosen.note is not None:
        changes["note"] = chosen.note
    with opened(chosen) as workspace:
        register = workspace.register(programme_of(chosen, workspace).id)
        task = register.find(chosen.task)
        period = workspace.periods.find(chosen.period, register.programme)
        effects = workspace.recording.effects(register, period, {task.id: changes})
        entry = workspace.recording.record(register, period, {task.id: changes})[0]
        return _recorded(register, task, period, entry, effects)


def suspend(chosen: Namespace) -> Answer:
    """Record that a task is suspended, from when and why."""
    with opened(chosen) as workspace:
        register = workspace.register(programme_of(chosen, workspace).id)
        task = register.find(chosen.task)
        period = workspace.periods.find(chosen.period, register.programme)
        entry = workspace.recording.suspend(register, period, [task.id], chosen.on, chosen.reason)[0]
        return _recorded(register, task, period, entry, ())


def _recorded(
    register: "Register", task: Task, period: Period, entry: ProgressEntry, effects: Sequence["TaskEffect"]
) -> Answer:
    from desktop_app.services.tasks import say_effects

    stated = register.standing(task, period.cut_off).recorded or entry.owns("state")
    known = f"{words('state')[entry.state.value]}, {entry.percent}%"
    if entry.suspended_on is not None:
        known = f"{words('state')[entry.state.value]} từ ngày {day_text(entry.suspended_on)}"
    said = known if stated else words("unrecorded")["state"]
    line = f"Đã ghi nhiệm vụ số {task.number}, {period.label}: {said}"
    views = [{"kind": one.kind, "day": one.day.isoformat(), "status": one.status} for one in effects]
    also = [f"Kèm theo: {say_effects([one])}" for one in effects]
    return Answer(entry_view(entry, task.number, stated=stated) | {"effects": views}, [line, *also])


def programme_of(chosen: Namespace, workspace: Workspace) -> Programme:
    """Return the programme that a command works on: the one that is named, else the first.

    If there are several and none is named, the command says which it takes. Raises NotFound.
    """
    if chosen.programme is not None:
        return workspace.programmes.find(chosen.programme)
    first, others = workspace.programme(), workspace.programmes.all()[1:]
    if others:
        named = "; ".join(f"{one.number} (mã {one.id})" for one in others)
        print_text(
            f"Lệnh này làm với {first.number} (mã {first.id}). Đề án khác, chọn bằng --programme: {named}",
            sys.stderr,
        )
    return first


def programme_view(programme: Programme) -> dict[str, Any]:
    """Return a programme as its deciding document describes it."""
    return {
        "number": programme.number,
        "issued_on": programme.issued_on.isoformat() if programme.issued_on else None,
        "title": programme.title,
        "starts_on": programme.starts_on.isoformat(),
        "ends_on": programme.ends_on.isoformat(),
    }


def data_file(chosen: Namespace) -> Path:
    """Return the data file that a command works on."""
    path: Path = chosen.data or places.default_data_file()
    return path


@contextmanager
def opened(chosen: Namespace) -> Iterator[Workspace]:
    """Open the data file for one command: to be read, if it cannot be held or written, which is said.

    Raises the DataFileError family, NotFound for a programme.
    """
    workspace = _open(data_file(chosen), reading=True)
    try:
        if chosen.programme is not None:
            workspace.programmes.find(chosen.programme)
        yield workspace
        if workspace.refusal is not None:  # a command that writes was refused by now, in these words
            from desktop_app.services.wording import say

            print_text("Chỉ đọc. " + say(workspace.refusal), sys.stderr)
    finally:
        workspace.close()


def _open(path: Path, *, reading: bool = False) -> Workspace:
    """Open a data file; where it was brought up to this version, tell the backup made before."""
    workspace = Workspace.open(path, reading=reading)
    if workspace.kept_old is not None:
        print_text(
            f"Đã cập nhật tệp {path.name} cho phiên bản này; bản cũ của phần mềm không mở được tệp nữa. "
            f"Bản sao lưu trước khi cập nhật: {workspace.kept_old}",
            sys.stderr,
        )
    if workspace.has_unfinished:
        from desktop_app.services.unfinished import finish, say_finished

        if found := finish(workspace):
            print_text(say_finished(found), sys.stderr)
    return workspace


def _tell_place(path: Path) -> None:
    """Say of a file that was just made what the officer should know of its place."""
    from desktop_app.services.wording import say_concern

    for one in places.concerns(path):
        print_text(say_concern(one), sys.stderr)


@contextmanager
def file_to_fill(
    path: Path, *, dry: bool, make: Callable[[Path], Workspace] = Workspace.create
) -> Iterator[Workspace]:
    """Open the data file, or let `make` make it.

    One that was made for work that fails (or only looks) is taken away again.
    """
    if _is_there(path):
        workspace = _open(path, reading=dry)
        try:
            yield workspace
        finally:
            workspace.close()
        return
    places.check_data_file(path)
    with temporary_folder() as folder:
        young = folder / path.name
        workspace = make(young)
        try:
            yield workspace
        finally:
            workspace.close()
        if not dry:
            files.mkdir_for(path)
            with files.replacing(path) as beside:
                files.copy(young, beside)
            _tell_place(path)


@contextmanager
def file_to_try(path: Path) -> Iterator[Workspace]:
    """Open a copy of the data file, or a new one if there is none; what is written into it is thrown away."""
    with temporary_folder() as folder:
        copied = folder / path.name
        if _is_there(path):
            with file_to_fill(path, dry=True) as workspace:
                workspace.safekeeping.copy_data(copied)
        with file_to_fill(copied, dry=not _is_there(copied)) as workspace:
            yield workspace


def _is_there(path: Path) -> bool:
    return files.exists(path) and path.is_file()  # NUL exists on Windows, and is no file


def today() -> date:
    """Return today's day."""
    return datetime.now().astimezone().date()
