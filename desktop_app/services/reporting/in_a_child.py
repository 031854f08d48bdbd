"""A long report is written by a process of its own.

Its memory ends with it, and no long call of a library holds the window up. The child opens the data file as a
command does (`services/export_child.py`), writes into a folder of ours, and says how far it is.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desktop_app.domain.codec import canonical, to_plain
from desktop_app.domain.errors import AppError
from desktop_app.domain.plain_json import read_json
from desktop_app.domain.reports import ReportKind
from desktop_app.domain.work import Progress
from desktop_app.exchange.children import EXPORT, Child, ChildEndKind, NotStarted, command
from desktop_app.files import check_target, read_text, writing
from desktop_app.files.scratch import temporary_folder
from desktop_app.services.reporting.exporting import WrittenReport, put_in_place
from desktop_app.services.reporting.order import Order

LONG = 2_000
"""Tasks of a programme from which on its reports are written by a child; its start costs half a second."""
_SECONDS = 1_800


@dataclass(frozen=True, slots=True)
class ExportJob:
    """What a child is to write: `order` out of the data file `data`, to `target`."""

    data: str
    programme_id: int
    order: Order
    target: str
    today: date


def write_in_a_child(asked: ExportJob, progress: Progress) -> list[WrittenReport] | None:
    """Have a child write what is asked for, and move it to the target; return None if the child failed.

    What hindered it is said by the same work done here, or does not hinder it. Raises the TargetError family,
    DiskFull; Cancelled from `progress`.
    """
    target = Path(asked.target)
    if asked.order.kind is not ReportKind.AGENCY or asked.order.agency:  # else the files stand beside it
        check_target(target)
    with temporary_folder() as folder:
        job, answer, steps = folder / "job.json", folder / "answer.json", folder / "steps"
        inside = replace(asked, target=str(folder / target.name))
        with writing(job):
            job.write_text(canonical(to_plain(inside)), encoding="utf-8")
        arguments = [*command("--export-child"), *map(str, (job, answer, steps))]
        try:
            with Child("export", arguments, EXPORT) as child:
                found = child.wait(_SECONDS, lambda _done, _total: progress(*_last_step(steps)))
        except NotStarted:
            return None
        if found.how is not ChildEndKind.DONE:
            return None
        written = [
            WrittenReport(target.with_name(name), sha256, tasks, agency)
            for name, sha256, tasks, agency in read_json(read_text(answer))
        ]
        put_in_place([folder / one.path.name for one in written], [one.path for one in written])
    return written


def _last_step(steps: Path) -> tuple[int, int]:
    """Return how far the child says that it is: its last whole line, "done total"."""
    with suppress(AppError, ValueError, IndexError):
        done, total = read_text(steps).rpartition("\n")[0].splitlines()[-1].split()
        return int(done), int(total)
    return 0, 0
