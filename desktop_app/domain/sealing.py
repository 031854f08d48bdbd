"""Closing a period (chốt): the sealed version keeps all that the report showed, word for word.

The body is canonical JSON of the report, so its SHA-256 speaks for every figure in it. A version is never
changed: a period that is opened again gets the next version (chỉnh lý, bổ sung, as Thông tư 12/2019/TT-BTP
foresees).
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from desktop_app.domain.codec import OBJECTS, Objects, canonical, from_plain, to_plain
from desktop_app.domain.plain_json import kept_json, kept_list
from desktop_app.domain.reports import COMPARED, SAID_ONCE, Report, ReportGroup, ReportRow, row_from_plain
from desktop_app.domain.status import Status, Totals
from desktop_app.domain.work import STEP, Steps, finished

FORMAT = 1


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """One field of one task that two versions show differently.

    `field` is "added" or "gone" for a whole task.
    """

    task_id: int
    number: str
    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Differences:
    """What two versions show differently.

    Fields of tasks, and the five parts of the totals with their sum.
    """

    rows: tuple[FieldDifference, ...]
    totals: tuple[tuple[str, int, int], ...]

    @property
    def numbers(self) -> tuple[str, ...]:
        """Return the printed numbers of the tasks that differ, each once."""
        return tuple(dict.fromkeys(one.number for one in self.rows))


def freeze(report: Report, beside: Mapping[str, Any] | None = None) -> str:
    """Write a report as the body of a sealed version; `beside` is plain data kept with it word for word."""
    rows = {row.task.id: row for row in report_rows(report)}
    rest = {name: to_plain(said) for name, said in OBJECTS.apart(report).items() if name not in _OWN}
    body = {
        "format": FORMAT,
        "groups": [
            {
                "number": group.number,
                "title": group.title,
                "rows": [row.task.id for row in group.rows],
                "totals": to_plain(group.totals),
            }
            for group in report.groups
        ],
        "apart": [row.task.id for row in report.apart],
        "report": rest,
        "beside": beside or {},
        "rows": [],  # stand last: written one by one, they stop no other thread for long
    }
    written = ",".join(canonical(to_plain(row, _ROWS)) for row in rows.values())
    return f"{canonical(body).removesuffix(_END)}{written}{_END}"


def thaw(body: str, read: Callable[[str], Any] | None = None) -> Report:
    """Read the report back that `freeze` wrote, figure for figure; `read_json` reads one from outside."""
    if read is None:
        return finished(thawing(body))
    data = read(body)
    return finished(_thawing(data, data["rows"]))


def thawing(body: str) -> Steps[Report]:
    """Read such a report of our own in steps: row by row, since one call over it all takes long."""
    return (yield from _thawing(before_rows(body), kept_list(body, _first_row(body))))


def before_rows(body: str) -> Mapping[str, Any]:
    """Return what a body says before its rows: a hundredth of its text."""
    head: Mapping[str, Any] = kept_json(body[: _first_row(body)] + _END)
    return head


def _first_row(body: str) -> int:
    """Return where the rows begin; no text holds these signs, for its quotes are escaped."""
    return body.rindex(_ROWS_BEGIN) + len(_ROWS_BEGIN)


def _thawing(data: Mapping[str, Any], plain_rows: Iterable[Mapping[str, Any]]) -> Steps[Report]:
    rows: dict[int, ReportRow] = {}
    for number, one in enumerate(plain_rows, start=1):
        row = row_from_plain(one, _ROWS)
        rows[row.task.id] = row
        if not number % STEP:
            yield
    groups = tuple(
        ReportGroup(
            one["number"],
            one["title"],
            tuple(rows[key] for key in one["rows"]),
            from_plain(Totals, one["totals"]),
        )
        for one in data["groups"]
    )
    made: Report = from_plain(Report, {**data["report"], "groups": [], "apart": []})
    return replace(made, groups=groups, apart=tuple(rows[key] for key in data["apart"]))


def digest(body: str) -> str:
    """Return the SHA-256 of a body."""
    return finished(digesting(body))


def digesting(body: str) -> Steps[str]:
    """Return the SHA-256 of a body in steps."""
    found = hashlib.sha256()
    for at in range(0, len(body), _PART):
        found.update(body[at : at + _PART].encode())
        yield
    return found.hexdigest()


def differences(old: Report, new: Report) -> Differences:
    """Compare two versions, task by task in the order of the newer one, and their totals."""
    before = {row.task.id: row for row in report_rows(old)}
    after = {row.task.id: row for row in report_rows(new)}
    found = []
    for key, row in after.items():
        if key not in before:
            found.append(FieldDifference(key, row.task.number, "added", "", row.task.content))
            continue
        found += [
            FieldDifference(key, row.task.number, field.name, was, now)
            for field in COMPARED
            if (was := field.text(before[key])) != (now := field.text(row))
        ]
    found += [
        FieldDifference(key, row.task.number, "gone", row.task.content, "")
        for key, row in before.items()
        if key not in after
    ]
    parts = [(status.value, old.total.of(status), new.total.of(status)) for status in Status]
    parts.append(("total", old.total.total, new.total.total))
    return Differences(tuple(found), tuple(part for part in parts if part[1] != part[2]))


def report_rows(report: Report) -> Iterator[ReportRow]:
    """Yield every row of a report once, those listed apart last."""
    seen = set()
    for row in (*(row for group in report.groups for row in group.rows), *report.apart):
        if row.task.id not in seen:
            seen.add(row.task.id)
            yield row


_END = "]}"
_ROWS_BEGIN = '"rows":['
_PART = 2**20
"""Letters that are hashed at once: some milliseconds."""
_OWN = ("groups", "apart")
_ROWS = Objects(SAID_ONCE)
