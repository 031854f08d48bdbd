"""The page of one task, gathered from the records, the documents, the verdicts and what became of it."""

from collections.abc import Iterator
from datetime import date, datetime

from desktop_app.domain.period import Period, PeriodState
from desktop_app.domain.reports import ReportRow
from desktop_app.domain.task import Task, Terms
from desktop_app.domain.text import day_text
from desktop_app.exchange.papers import PageDocument, PageEntry, PageVerdict, TaskPage, compose_page
from desktop_app.resources import words
from desktop_app.services.reporting import Paper
from desktop_app.services.tasks import Register, SealedRegister
from desktop_app.services.workspace import Workspace


def page_of_task(
    workspace: Workspace, register: Register, task_id: int, period: Period, today: date
) -> Paper:
    """Return the page of a task as `period` shows it, a closed one as it was sealed.

    What was recorded and judged for later periods does not stand on it. Raises NotFound, SealAltered,
    DataChangedOutside.
    """
    workspace.require_sound(register.programme.id, period)
    row, task = _row(workspace, register, task_id, period), register.task(task_id)
    programme = register.programme
    shown = {one.id: one for one in workspace.periods.all_of(programme) if one.cut_off <= period.cut_off}
    entries = [one for one in register.entries(task_id) if one.cut_off <= period.cut_off]
    verdicts = [(key, one) for key, one in workspace.reviewing.verdicts(task_id) if key in shown]
    page = TaskPage(
        programme=programme,
        office=workspace.office.get(),
        label=period.label,
        group=register.group(row.task.group_id).title,
        row=row,
        made_on=today,
        recorded=tuple(
            PageEntry(
                label=workspace.periods.label(one.period, programme),
                entry=one,
                stated=register.standing(task, one.cut_off).recorded,
            )
            for one in reversed(entries)
        ),
        documents=tuple(_documents(workspace, register, task_id)),
        verdicts=tuple(
            PageVerdict(
                label=shown[key].label,
                day=datetime.fromisoformat(one.at).date(),
                said=words("verdict")[one.verdict],
                note=one.note,
            )
            for key, one in reversed(verdicts)
        ),
        lineage=(*_changed_terms(task, period.cut_off), *workspace.gone.sentences(register, task_id)),
    )
    return Paper(compose_page(page), 1)


def _row(workspace: Workspace, register: Register, task_id: int, period: Period) -> ReportRow:
    """Return the task as the period shows it."""
    programme_id = register.programme.id
    closed = workspace.periods.state(programme_id, period.id) is PeriodState.SEALED
    version = workspace.sealing.standing(programme_id, period.id) if closed else None
    shown = register if version is None else SealedRegister(workspace.sealing.report_of(version))
    return shown.row(shown.task(task_id), period)


def _documents(workspace: Workspace, register: Register, task_id: int) -> Iterator[PageDocument]:
    for row in workspace.evidence.of_task(register.programme.id, task_id):
        periods = [link.period for link in row.links if link.task_id == task_id]
        named = () if None in periods else dict.fromkeys(one for one in periods if one)
        yield PageDocument(
            row.document, tuple(workspace.periods.label(one, register.programme) for one in named)
        )


def _changed_terms(task: Task, day: date) -> Iterator[str]:
    """Yield in a sentence each what later lists changed of the task by the end of `day`."""
    pattern, named = words("lineage")["terms"], words("field")
    held: tuple[Task | Terms, ...] = (*task.earlier, task)
    for before, after in zip(task.earlier, held[1:], strict=True):
        was, now = _terms(before), _terms(after)
        changed = "; ".join(f"{named[name]}: {text}" for name, text in was.items() if text != now[name])
        if before.until <= day and changed:
            yield pattern.format(day=day_text(before.until), terms=changed)


def _terms(of: Task | Terms) -> dict[str, str]:
    given = of.given
    return {
        "number": given.number,
        "content": given.content,
        "leads": "; ".join(given.leads),
        "coordinating": "; ".join(given.coordinating),
        "output": given.output,
        "deadline": given.deadline,
    }
