"""The report of a period: one model, many faces."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import MappingProxyType

from desktop_app.domain.agencies import agency_key
from desktop_app.domain.evidence import Document, Link
from desktop_app.domain.period import Period
from desktop_app.domain.reports import (
    IssuedDocument,
    NamedTask,
    Office,
    Report,
    ReportAgency,
    ReportDescent,
    ReportGroup,
    ReportIndicator,
)
from desktop_app.domain.task import Fate, Task
from desktop_app.domain.text import fold, sort_key
from desktop_app.services.tasks import Register

_NO_CLASSES: Mapping[str, str] = MappingProxyType({})


def make_report(
    register: Register,
    period: Period,
    office: Office,
    made_on: date,
    indicators: tuple[ReportIndicator, ...] = (),
    classes: Mapping[str, str] = _NO_CLASSES,
    documents: tuple[IssuedDocument, ...] = (),
) -> Report:
    """Make the report on the register's programme, judged at the cut-off of `period`.

    `classes` has the class of an agency by the key of each name that means it.
    """
    day = period.cut_off
    rows = register.rows(period)
    by_group = register.totals_by_group(day)
    groups = tuple(
        ReportGroup(
            group.number,
            group.title,
            tuple(row for row in rows if row.task.group_id == group.id and row.task.active),
            by_group[group.id],
        )
        for group in register.groups_on(day)
    )
    named = sorted(register.totals_by_agency(day).items(), key=lambda item: (not item[0], sort_key(item[0])))
    return Report(
        programme=register.programme,
        period=period,
        as_of=day,
        office=office,
        groups=groups,
        agencies=tuple(
            ReportAgency(name, totals, classes.get(agency_key(name), "")) for name, totals in named
        ),
        total=register.totals(day),
        apart=tuple(row for row in rows if not row.standing.counted),
        made_on=made_on,
        indicators=indicators,
        descents=tuple(descents_on(register, day)),
        documents=documents,
    )


def descents_on(register: Register, day: date) -> Iterator[ReportDescent]:
    """Yield what had become of the tasks that were merged, split or renamed by the end of `day`."""
    others: dict[int, list[int]] = {}
    for one in register.lineage.descents:
        others.setdefault(one.from_task, []).append(one.to_task)
    if not others:
        return
    then = _tasks_on(register, day)
    named = _namer(then)
    for task in then.values():
        if task.fate in _GONE_ON and task.id in others:
            read_on = any(
                one.from_task == task.id
                for other in others[task.id]
                for one in register.lineage.sources.get(other, ())
            )
            into = tuple(map(named, others[task.id]))
            yield ReportDescent(
                task.fate.value, named(task.id), into, task.fate_on, task.fate_note, read_on=read_on
            )


def issued_documents(
    register: Register, period: Period, documents: Sequence[Document], links: Iterable[Link]
) -> tuple[IssuedDocument, ...]:
    """Return the numbered `documents` that were issued by the cut-off of `period`, the oldest first.

    What has no number was brought in as a proof and is not known as an issued document.
    """
    named = _namer(_tasks_on(register, period.cut_off))
    proved: dict[int, list[Link]] = {}
    for link in links:
        proved.setdefault(link.document_id, []).append(link)
    made = []
    for one in documents:
        mine = [link for link in proved.get(one.id, ()) if link.period in (None, period.id)]
        late = one.issued_on is not None and one.issued_on > period.cut_off
        if one.decision or not one.number or late:
            continue
        now = one.issued_on is not None and one.issued_on >= period.starts_on
        tasks = tuple(map(named, dict.fromkeys(link.task_id for link in proved.get(one.id, ()))))
        of_period = now or any(link.period for link in mine)
        made.append(
            IssuedDocument(
                number=one.number,
                issued_on=one.issued_on,
                issuer=one.issuer,
                subject=one.subject,
                tasks=tasks,
                of_period=of_period,
            )
        )
    return tuple(sorted(made, key=lambda one: (one.issued_on or date.max, sort_key(one.number))))


def _tasks_on(register: Register, day: date) -> dict[int, Task]:
    """Return every task as it stood on a day, by its id."""
    return {task.id: register.standing(task, day).task for task in register.tasks}


def _namer(tasks: Mapping[int, Task]) -> Callable[[int], NamedTask]:
    """Return what names a task by its id: its number, with its content if another has it too."""
    numbers = Counter(fold(task.number) for task in tasks.values() if task.fate is not Fate.AHEAD)

    def named(task_id: int) -> NamedTask:
        task = tasks[task_id]
        alone = task.number and numbers[fold(task.number)] == 1
        return NamedTask(task.number, "" if alone else task.content, task.lead)

    return named


_GONE_ON = frozenset({Fate.MERGED, Fate.SPLIT, Fate.RENAMED})


def read_report(path: Path) -> Report:
    """Read a report that another copy of this program wrote as a workbook, exactly as it was.

    Raises ReportMissing, ReportNewer, ReportDamaged, and the SourceError family.
    """
    from desktop_app.exchange.reports import read_machine

    return read_machine(path)
