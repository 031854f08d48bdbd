"""Commands for papers beside the reports: the page of one task."""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from desktop_app.cli.commands.answers import Answer, opened, programme_of, today
from desktop_app.services.gathering import page_of_task
from desktop_app.services.reporting import write_paper


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
        sha256 = write_paper(page_of_task(workspace, register, task.id, period, today()), chosen.target)
    data = {
        "file": str(chosen.target),
        "sha256": sha256,
        "task": task.id,
        "number": task.number,
        "period": period.id,
    }
    return Answer(data, [f"Đã xuất phiếu theo dõi nhiệm vụ {task.number}, {period.label}: {chosen.target}"])
