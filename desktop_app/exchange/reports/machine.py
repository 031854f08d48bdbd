"""The report as another copy of this program reads it, exactly, from a very hidden sheet of its workbook.

The first record is the report itself, with the number of rows if it has rows; then comes each row of its
groups in order, then the rows apart.

It holds the figures of the report and what the report shows in words, nothing else: what the office keeps for
itself (officers, remarks, logins, the reasons of extensions) does not go out hidden.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.domain.codec import UNREADABLE, Lists, from_named
from desktop_app.domain.errors import AppError, ReportDamaged, ReportMissing, ReportNewer
from desktop_app.domain.progress import INTERNAL, TEXTS, WHOLE, ProgressEntry
from desktop_app.domain.reports import SAID_ONCE, Report, ReportGroup, ReportRow, row_from_plain
from desktop_app.domain.task import NOT_HANDLED, Task
from desktop_app.domain.work import Progress, no_progress
from desktop_app.exchange.reading import read_workbook
from desktop_app.exchange.writing import MachineDamaged, MachineMissing, MachineNewer, SheetFormat

if TYPE_CHECKING:
    from xlsxwriter import Workbook


VERSION = 2
"""2: the records are packed; version 1, a record to a row, is read too."""

FATE_NOTE = "fate_note"
"""Among the texts that a report shows: why a task that stays out of the totals does."""

DOCUMENTS = "documents"
"""Among what a report shows: the annex that lists the issued documents."""

FORMAT = SheetFormat(
    "tien-do-de-an/report",
    VERSION,
    Report,
    Lists(
        {
            **SAID_ONCE,
            Task: frozenset({"own", "gone_since", "extensions", "since", "earlier", "officers"}),
            ProgressEntry: INTERNAL,
        }
    ),
)


def write_machine(workbook: "Workbook", report: Report, shown: Collection[str]) -> None:
    """Write `report` to a sheet of its own.

    `shown` names the texts (of `TEXTS`, `FATE_NOTE`) and the annexes that the file shows.
    """
    FORMAT.write(workbook, values_of(outgoing(report, shown)))


def outgoing(report: Report, shown: Collection[str]) -> Report:
    """Return a report as it may leave the office, and as another copy reads it."""
    hidden = [name for name in TEXTS if name not in shown]

    def row_of(row: ReportRow) -> ReportRow:
        task = row.task
        note = task.fate_note if FATE_NOTE in shown and not row.standing.counted else ""
        internal: dict[str, Any] = {"own": NOT_HANDLED, "officers": (), "gone_since": None, "earlier": ()}
        task = replace(task, **internal, extensions=(), since=None, fate_note=note)
        entry = row.entry
        if entry is not None:
            texts: dict[str, Any] = dict.fromkeys(hidden, "")
            entry = replace(entry, recorded_at="", recorded_by="", confirmed=False, acts=WHOLE, **texts)
        return replace(row, task=task, standing=replace(row.standing, task=task), entry=entry)

    groups = tuple(replace(group, rows=tuple(map(row_of, group.rows))) for group in report.groups)
    documents = report.documents if DOCUMENTS in shown else ()
    return replace(report, groups=groups, apart=tuple(map(row_of, report.apart)), documents=documents)


def read_machine(path: Path, progress: Progress = no_progress) -> Report:
    """Read the report that a workbook of this program carries, as it went out.

    Raises ReportMissing, ReportNewer, ReportDamaged (a letter of it was changed), and the SourceError family.
    """
    workbook = read_workbook(path, progress)
    try:
        return _report(*FORMAT.read(workbook))
    except MachineMissing:
        raise ReportMissing(path) from None
    except MachineNewer as newer:
        raise ReportNewer(path, newer.version, VERSION) from None
    except (MachineDamaged, AppError, StopIteration, *UNREADABLE) as error:
        raise ReportDamaged(path, str(error)) from error


def values_of(report: Report) -> Iterator[Any]:
    """Yield the values that the records hold, in their order."""
    first = {name: getattr(report, name) for name in FORMAT.lists.names(Report)}
    first["groups"] = [_counted(group) for group in report.groups]
    first["apart"] = len(report.apart)
    yield list(first.values())
    for group in report.groups:
        yield from group.rows
    yield from report.apart


def _counted(group: ReportGroup) -> list[Any]:
    return [
        len(group.rows) if name == "rows" else getattr(group, name)
        for name in FORMAT.lists.names(ReportGroup)
    ]


def _report(lists: Lists, records: Sequence[Any]) -> Report:
    rows = iter(records[1:])
    values = lists.named(Report, records[0])
    groups = []
    for one in values["groups"]:
        group = lists.named(ReportGroup, one)
        held = tuple(row_from_plain(next(rows), lists) for _ in range(group["rows"]))
        groups.append(from_named(ReportGroup, {**group, "rows": held}, lists))
    apart = tuple(row_from_plain(next(rows), lists) for _ in range(values["apart"]))
    if next(rows, None) is not None:
        raise ValueError("rows")
    made: Report = from_named(Report, {**values, "groups": tuple(groups), "apart": apart}, lists)
    return made
