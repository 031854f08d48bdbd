"""The report as another copy of this program reads it, exactly, from a very hidden sheet of its workbook.

The first record is the report itself, with the number of rows where it has rows; then comes each row of its groups in
order, then the rows apart.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.domain.cancel import Progress, no_progress
from desktop_app.domain.errors import AppError
from desktop_app.domain.form_errors import ReportDamaged, ReportMissing, ReportNewer
from desktop_app.domain.report import Report, ReportGroup, ReportRow
from desktop_app.domain.status import Standing
from desktop_app.exchange.machine_sheet import (
    UNREADABLE,
    Codec,
    MachineDamaged,
    MachineMissing,
    MachineNewer,
    Reader,
    hints_of,
)
from desktop_app.exchange.sheets import read_workbook

if TYPE_CHECKING:
    from xlsxwriter import Workbook

VERSION = 2
"""2: the records are packed; version 1, a record to a row, is read too."""

CODEC = Codec("tien-do-de-an/report", VERSION, Report, {Standing: frozenset({"task"})})
"""A standing judges the task of its row, which the record has already."""


def write_machine(workbook: "Workbook", report: Report) -> None:
    """Write `report` to a sheet of its own."""
    CODEC.write(workbook, values_of(report))


def read_machine(path: Path, progress: Progress = no_progress) -> Report:
    """Read the report that a workbook of this program carries, equal to the one written.

    Raises ReportMissing, ReportNewer, ReportDamaged (a letter of it was changed), and the SourceError family.
    """
    workbook = read_workbook(path, progress)
    try:
        reader, records = CODEC.read(workbook)
        return _report(reader, records)
    except MachineMissing:
        raise ReportMissing(path) from None
    except MachineNewer as newer:
        raise ReportNewer(path, newer.version, VERSION) from None
    except (MachineDamaged, AppError, *UNREADABLE) as error:
        raise ReportDamaged(path, str(error)) from error


def values_of(report: Report) -> Iterator[Any]:
    """Give what the records hold, in their order."""
    first = {name: getattr(report, name) for name in CODEC.names(Report)}
    first["groups"] = [_counted(group) for group in report.groups]
    first["apart"] = len(report.apart)
    yield list(first.values())
    for group in report.groups:
        yield from group.rows
    yield from report.apart


def _counted(group: ReportGroup) -> list[Any]:
    return [len(group.rows) if name == "rows" else getattr(group, name) for name in CODEC.names(ReportGroup)]


def _report(reader: Reader, records: Sequence[Any]) -> Report:
    rows = iter(records[1:])
    values = reader.named(Report, records[0])
    groups = []
    for one in values["groups"]:
        group = reader.named(ReportGroup, one)
        group["rows"] = tuple(_row(reader, next(rows)) for _ in range(group["rows"]))
        groups.append(reader.made(ReportGroup, group))
    values["groups"] = tuple(groups)
    values["apart"] = tuple(_row(reader, next(rows)) for _ in range(values["apart"]))
    if next(rows, None) is not None:
        raise ValueError("rows")
    made: Report = reader.made(Report, values)
    return made


def _row(reader: Reader, values: Sequence[Any]) -> ReportRow:
    by_name = reader.named(ReportRow, values)
    by_name["task"] = task = reader.value(hints_of(ReportRow)["task"], by_name["task"])
    judged = reader.named(Standing, by_name["standing"])
    by_name["standing"] = reader.made(Standing, judged | {"task": task})
    made: ReportRow = reader.made(ReportRow, by_name)
    return made
