"""The table of a report as plain values under the words of the office.

Every written face of the report shows it.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass
from datetime import date

from desktop_app.domain.programme import Programme
from desktop_app.domain.reports import (
    ON_PAPER,
    PRINTED,
    IssuedDocument,
    NamedTask,
    Owner,
    Preset,
    Report,
    ReportDescent,
    ReportKind,
    ReportRow,
    RowField,
)
from desktop_app.domain.status import Totals
from desktop_app.domain.task import Fate
from desktop_app.domain.text import day_text, roman, whole
from desktop_app.exchange.reports.document_text import printed
from desktop_app.exchange.writing import WritableValue
from desktop_app.lists.own_words import _EXTENDED, FIELDS
from desktop_app.resources import words

ASSUMED = "(tạm tính)"
"""Beside a day of completion that nobody gave."""
FIRST_DAY = date(1900, 3, 1)
"""Before it Excel's calendar is wrong (it knows a 29 February 1900)."""
TOLD = frozenset({"result", "difficulty", "proposal", "note"})
"""What an officer tells of a task in words."""

MAY_BE_EMPTY = frozenset({"coordinating", "output", "completed_on", *TOLD})
UNKNOWN = "Chưa có số liệu"
"""What stands for a share of tasks of which nothing was recorded; it is not 0 %."""

DOCUMENT_TITLES = (
    "STT",
    "Số, ký hiệu",
    "Ngày ban hành",
    "Cơ quan ban hành",
    "Trích yếu",
    "Nhiệm vụ số",
)

_PLAIN_DATE = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class TableLine:
    """One task as it stands in the table: `row`, and one value for each of `FIELDS`.

    Texts are as recorded.
    """

    row: ReportRow
    values: tuple[WritableValue, ...]

    def value(self, field: str) -> WritableValue:
        """Return the value of one column."""
        return self.values[FIELDS.index(field)]

    def named(self) -> dict[str, WritableValue]:
        """Return the values by the names of their columns."""
        return dict(zip(FIELDS, self.values, strict=True))

    def chosen(self, fields: tuple[str, ...]) -> tuple[WritableValue, ...]:
        """Return the values of some columns, in the order asked for."""
        return tuple(self.values[FIELDS.index(field)] for field in fields)


def empty_fields(lines: Iterable[TableLine], preset: Preset) -> frozenset[str]:
    """Return the columns of the usual choice that take room on paper and say nothing of any task."""
    if preset.columns != ON_PAPER:
        return frozenset()
    shown = list(lines)
    return frozenset(
        field for field in MAY_BE_EMPTY if shown and all(one.value(field) in (None, "") for one in shown)
    )


def line(row: ReportRow) -> TableLine:
    """Return the task of `row` as values."""
    return TableLine(row, tuple(value_of(row, field) for field in PRINTED))


def value_of(row: ReportRow, field: RowField) -> WritableValue:
    """Return one field of a row as a value under the words of the office."""
    if field.name in _FACES:
        return _FACES[field.name](row)
    value: WritableValue = field.read(row)
    return "" if value is None and field.owner is Owner.PROVINCE else value


def number(text: str) -> str | int:
    """Return the number of a task as a number if nothing is lost by it ("7", but not "07" or "1.1")."""
    return int(text) if len(text) < 10 and str(whole(text)) == text else text


def deadline(row: ReportRow) -> str | date:
    """Return a deadline as a day if it was written as one, else its text; with the day it was extended to."""
    given = row.task.deadline
    if _is_extended(row):
        return deadline_text(row)
    day = given.ends_on
    if (
        given.precision != "day"
        or day is None
        or day < FIRST_DAY
        or not _PLAIN_DATE.fullmatch(given.raw.strip())
    ):
        return given.raw
    return day


def deadline_text(row: ReportRow) -> str:
    """Return a deadline as it was written, with the day it was extended to."""
    raw, due = row.task.deadline.raw, row.standing.due
    if due is None or not _is_extended(row):
        return raw
    return "\n".join(filter(None, (raw, f"{_EXTENDED} {day_text(due)}")))


def state_text(row: ReportRow) -> str:
    """Return the state of a task in words; of one of which nothing was recorded none is known."""
    return words("state")[row.standing.state] if row.standing.recorded else words("unrecorded")["state"]


def status_text(row: ReportRow) -> str:
    """Return in words how a task stands.

    They also say that it waits for a decision if the last list no longer names it.
    """
    found = row.standing.status
    said = words("status_long")[found] if found is not None else words("status")["apart"]
    waits = row.task.gone_since is not None and row.task.fate is Fate.ACTIVE
    return f"{said}\n{words('lineage')['left_out']}" if waits else said


_FACES: Mapping[str, Callable[[ReportRow], WritableValue]] = {
    "group": lambda row: roman(row.task.given.group or 0),
    "number": lambda row: number(row.task.given.number),
    "leads": lambda row: "; ".join(row.task.given.leads),
    "coordinating": lambda row: "; ".join(row.task.given.coordinating),
    "deadline": deadline,
    "state": state_text,
    "percent": lambda row: row.standing.told_percent,
    "status": status_text,
    "figures": lambda row: words("figures")[row.entry.figures] if row.entry is not None else "",
}
"""The fields that are shown otherwise than they are kept."""


def _is_extended(row: ReportRow) -> bool:
    return bool(row.task.extensions) and row.standing.due not in {None, row.standing.first_due}


def place(row: ReportRow, field: str) -> str:
    """Return the name of a cell for a message ("Nhiệm vụ 6, Kết quả thực hiện")."""
    return f"Nhiệm vụ số {row.task.number or row.task.id}, {words('field')[field]}"


def long_texts(report: Report, least: int) -> Iterator[tuple[str, str]]:
    """Yield every text of more than `least` characters with its place.

    For a format that has to refuse some of them.
    """
    yield from ((where, text) for where, text in _texts_around(report) if len(text) > least)
    for row in (*(row for group in report.groups for row in group.rows), *report.apart):
        if len(row.task.fate_note) > least:
            yield place(row, "note"), row.task.fate_note
        for field, value in zip(FIELDS, line(row).values, strict=True):
            if isinstance(value, str) and len(value) > least:
                yield place(row, field), value


def _texts_around(report: Report) -> Iterator[tuple[str, str]]:
    """Yield the texts that stand in no row of a task."""
    programme, office = report.programme, report.office
    yield "Tên đề án", programme.title
    yield from (("Thông tin đơn vị", text) for text in astuple(office))
    for group in report.groups:
        yield f"Nhóm {group.number}", group.title
    for agency in report.agencies:
        yield words("field")["lead"], agency.name


def totals_in_words(totals: Totals, apart: int = 0, *, known: bool = True) -> str:
    """Return totals in words, without the empty parts ("4 nhiệm vụ, 3 hoàn thành, 1 quá hạn; không tính 1").

    Of totals that are not `known`, since nothing was recorded, only the number of tasks is said.
    """
    parts = (
        (totals.done, "hoàn thành"),
        (totals.open_in_time, "trong hạn"),
        (totals.open_overdue, "quá hạn"),
        (totals.no_deadline, "không có thời hạn"),
    )
    counted = ", ".join((f"{totals.total} nhiệm vụ", *(f"{count} {word}" for count, word in parts if count)))
    if not known:
        counted = f"{totals.total} nhiệm vụ, {UNKNOWN.lower()}"
    return f"{counted}; không tính {apart}" if apart else counted


def brief(totals: Totals, *, known: bool = True) -> str:
    """Return totals in the fewest words."""
    if not known:
        return totals_in_words(totals, known=False)
    return f"{totals.total} nhiệm vụ, {totals.done} hoàn thành"


def overdue(report: Report) -> list[ReportRow]:
    """List the overdue tasks, the longest overdue first."""
    rows = [row for group in report.groups for row in group.rows if row.standing.overdue]
    return sorted(rows, key=lambda row: -row.standing.days_overdue)


def apart_facts(row: ReportRow) -> tuple[str, date | None, str]:
    """Return why a task stays out of the totals: what became of it, since which day, and the reason."""
    task = row.task
    state = state_text(row) if task.fate is Fate.ACTIVE else words("fate")[task.fate]
    day = task.fate_on or row.standing.suspended_on
    return state, day, task.fate_note or (row.entry.difficulty if row.entry is not None else "")


def issued(report: Report, kind: ReportKind) -> list[IssuedDocument]:
    """List the documents that a report of this kind tells: those of its period, of a summary all of them."""
    return [one for one in report.documents if one.of_period or kind is ReportKind.SUMMARY]


def document_cells(count: int, one: IssuedDocument) -> tuple[WritableValue, ...]:
    """Return a line of the list of documents, as `DOCUMENT_TITLES` has it."""
    return count, one.number, one.issued_on, one.issuer, one.subject, "; ".join(map(_briefly, one.tasks))


def _briefly(task: NamedTask) -> str:
    return " ".join(filter(None, (task.number, f"“{task.content}”" if task.content else "")))


def descent_notes(report: Report) -> list[str]:
    """Return in a sentence each which tasks had gone on as which others."""
    return [_descent_note(one) for one in report.descents]


def _descent_note(one: ReportDescent) -> str:
    said = words("descent_note")
    return printed(
        said[one.kind].format(
            task=_named(one.task),
            others=", ".join(map(_named, one.others)),
            day=said["day"].format(day=day_text(one.day)) if one.day is not None else "",
            read_on=said["read_on"] if one.read_on else "",
            note=said["note"].format(note=one.note) if one.note else "",
        )
    )


def _named(task: NamedTask) -> str:
    number = words("descent_note")["number"].format(number=task.number) if task.number else ""
    return " ".join(filter(None, (number, f"“{task.content}”" if task.content else "")))


def as_of(report: Report) -> str:
    """Return the sentence on which day the figures stand."""
    return f"(Số liệu tính đến ngày {day_text(report.as_of)})"


def warning(report: Report) -> str:
    """Return the warning that every page of a report carries for made-up figures; empty for real ones."""
    return warning_of(report.programme)


def warning_of(programme: Programme) -> str:
    """Return the warning that every page about a programme with made-up figures carries, else nothing."""
    return "DỮ LIỆU MINH HỌA" if programme.illustrative else ""
