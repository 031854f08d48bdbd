"""Commands for papers beside the reports: the page of one task, reminders to agencies."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.cli.commands.answers import Answer, opened, programme_of, today
from desktop_app.domain.text import day_text
from desktop_app.domain.work import finished
from desktop_app.services.gathering import page_of_task
from desktop_app.services.reporting import (
    ALARM_DAYS,
    DAYS,
    DueTasks,
    due_tasks,
    reminder_letters,
    write_papers,
    write_reminder_calendar,
)


def add_task_page_options(parser: ArgumentParser) -> None:
    """Add the options of `task-page`."""
    parser.add_argument("task", metavar="NHIỆM_VỤ", help="mã hoặc số thứ tự")
    parser.add_argument("target", type=Path, metavar="TỆP.docx|pdf")
    parser.add_argument("--period", required=True, metavar="KỲ", help="ví dụ nd09/2021-Q4")


def write_task_page(chosen: Namespace) -> Answer:
    """Write the page of one task as a period shows it."""
    with opened(chosen) as workspace:
        register = workspace.register(programme_of(chosen, workspace).id)
        task = register.find(chosen.task)
        period = workspace.periods.find(chosen.period, register.programme)
        page = page_of_task(workspace, register, task.id, period, today())
        written = write_papers([page], chosen.target)[0]
    data = {
        "file": str(chosen.target),
        "sha256": written.sha256,
        "task": task.id,
        "number": task.number,
        "period": period.id,
    }
    return Answer(
        data, [f"Đã xuất phiếu theo dõi nhiệm vụ số {task.number}, {period.label}: {chosen.target}"]
    )


def add_remind_options(parser: ArgumentParser, day: Callable[[str], date]) -> None:
    """Add the options of `remind`."""
    parser.add_argument("target", type=Path, metavar="TỆP.docx|pdf|ics")
    parser.add_argument(
        "--days", type=_count, default=DAYS, metavar="SỐ_NGÀY", help=f"đến hạn trong số ngày này ({DAYS})"
    )
    parser.add_argument("--as-of", type=day, metavar="NGÀY", help="tính tại ngày này (hôm nay)")
    parser.add_argument(
        "--alarm",
        type=_count,
        default=ALARM_DAYS,
        metavar="SỐ_NGÀY",
        help=f"lịch nhắc trước số ngày này ({ALARM_DAYS})",
    )


def remind(chosen: Namespace) -> Answer:
    """Write what is overdue or due soon, as letters to the lead agencies or as a calendar."""
    with opened(chosen) as workspace:
        register = workspace.register(programme_of(chosen, workspace).id)
        day = chosen.as_of or today()
        due = finished(due_tasks(register, workspace.office.get(), day, chosen.days))
        if chosen.target.suffix.lower() != ".ics":
            written = write_papers(reminder_letters(due, today()), chosen.target)
            files = {one.agency: str(one.path) for one in written}
        elif due.tasks:
            write_reminder_calendar(
                due, chosen.target, workspace.origin(), workspace.last_action(), chosen.alarm
            )
            files = {"": str(chosen.target)}
        else:
            files = {}
    return Answer(_due_view(due, files), [*_due_lines(due), *_file_lines(files)])


def _count(text: str) -> int:
    if not text.isdecimal():
        raise ArgumentTypeError(f"số ngày phải là số từ 0 trở lên, không phải {text!r}")
    return int(text)


def _due_view(due: DueTasks, files: dict[str, str]) -> dict[str, Any]:
    return {
        "as_of": due.as_of.isoformat(),
        "until": due.until.isoformat(),
        "files": list(files.values()),
        "agencies": [
            {
                "name": one.name,
                "overdue": one.overdue,
                "due": one.soon,
                "tasks": [standing.task.id for standing in one.tasks],
                "file": files.get(one.name) if one.written_to else None,
            }
            for one in due.agencies
        ],
    }


def _due_lines(due: DueTasks) -> Iterator[str]:
    yield (
        f"{len(due.tasks)} nhiệm vụ quá hạn tại ngày {day_text(due.as_of)} hoặc đến hạn đến hết ngày "
        f"{day_text(due.until)}"
    )
    for one in due.agencies:
        name = one.name or "(Không ghi cơ quan chủ trì)"
        left_out = "" if one.written_to else ", không lập công văn"
        yield f"  {name}: {one.overdue} quá hạn, {one.soon} đến hạn{left_out}"


def _file_lines(files: dict[str, str]) -> list[str]:
    return [f"Đã ghi {path}" for path in files.values()] or ["Không có gì để nhắc, chưa ghi tệp nào."]
