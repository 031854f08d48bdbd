"""Finding tasks.

Words without accents, and filters by group, agency, status, deadline and what is missing.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from desktop_app.domain.period import Period
from desktop_app.domain.reports import ReportRow
from desktop_app.domain.text import fold
from desktop_app.services.tasks.counts import CountNames, in_count
from desktop_app.services.tasks.shown_register import ShownRegister


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What a row must be to be shown; None and empty mean "any".

    `agency` is a name, lead or coordinating with `lead_only` off. `due` is "month", "quarter", "year" (of the
    period's cut-off) or "none". `view` is the name of a count (`counts.Named`).
    `ids` are the tasks behind a number or finding that `ids_title` names.
    """

    text: str = ""
    group_id: int | None = None
    agency: str = ""
    lead_only: bool = False
    status: str = ""
    due: str = ""
    view: str = "all"
    ids: frozenset[int] | None = None
    ids_title: str = ""


def shown(
    register: ShownRegister, period: Period, rows: Sequence[ReportRow], wanted: TaskFilter
) -> list[ReportRow]:
    """Return the rows that `wanted` lets through, in their order."""
    passes = passing(register, period, wanted)
    return [row for row in rows if passes(row)]


def passing(register: ShownRegister, period: Period, wanted: TaskFilter) -> Callable[[ReportRow], bool]:
    """Return the test that a row passes if `wanted` lets it through."""
    tests = _tests(register, period, wanted)
    if len(tests) == 1:
        return tests[0]
    return lambda row: all(test(row) for test in tests)


def _tests(register: ShownRegister, period: Period, wanted: TaskFilter) -> list[Callable[[ReportRow], bool]]:
    tests: list[Callable[[ReportRow], bool]] = []
    ids = wanted.ids
    if ids is not None:
        tests.append(lambda row: row.task.id in ids)
    if (
        ids is None or wanted.view != CountNames.ALL
    ):  # behind a number of an earlier day: withdrawn since, too
        tests.append(in_count(wanted.view))
    words = fold(wanted.text).split()
    if words:
        tests.append(lambda row: _has(register.haystack(row.task), words))
    if wanted.group_id is not None:
        tests.append(lambda row: row.task.group_id == wanted.group_id)
    if wanted.agency:
        tests.append(lambda row: _names(row, wanted))
    if wanted.status:
        tests.append(
            lambda row: row.standing.status is not None and row.standing.status.value == wanted.status
        )
    if wanted.due:
        tests.append(_due_test(wanted.due, register.day_of(period)))
    return tests


def _has(haystack: str, words: Sequence[str]) -> bool:
    return all(word in haystack for word in words)


def _names(row: ReportRow, wanted: TaskFilter) -> bool:
    given = row.task.given
    if wanted.lead_only:
        return row.task.lead == wanted.agency
    return wanted.agency in given.leads or wanted.agency in given.coordinating


def _due_test(due: str, cut_off: date) -> Callable[[ReportRow], bool]:
    if due == "none":
        return lambda row: row.standing.due is None
    days = {"month": 31, "quarter": 92, "year": 366}[due]
    last = cut_off + timedelta(days=days)
    return lambda row: row.standing.due is not None and cut_off < row.standing.due <= last
