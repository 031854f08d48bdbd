"""Tasks that are due, told to those who have to do them: a letter to an agency, days of a calendar."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desktop_app.domain.programme import Programme
from desktop_app.domain.reports import (
    Letter,
    Office,
    Paragraph,
    ReportDocument,
    ReportKind,
    Section,
    Table,
)
from desktop_app.domain.status import Standing
from desktop_app.domain.text import day_text, one_line
from desktop_app.exchange.papers.calendar import Event
from desktop_app.exchange.reports import (
    END,
    PORTRAIT,
    blank_paper,
    number_line,
    plain_table,
    printed,
    receivers,
    shortened,
    signing,
)
from desktop_app.resources import words


def compose_reminder(
    programme: Programme,
    office: Office,
    agency: str,
    tasks: Sequence[Standing],
    said: tuple[str, str, str],
    made_on: date,
) -> ReportDocument:
    """Return the letter about `tasks` to an agency; `said` are its subject, its opening and its closing."""
    subject, opening, closing = map(printed, said)
    return replace(
        blank_paper(programme, office, Letter(), made_on),
        number_line=number_line(office, Letter(), ReportKind.AGENCY),
        subject=subject,
        addressees=(printed(agency),),
        sections=(Section("", (Paragraph(opening), _table(tasks), Paragraph(closing.rstrip(" ./;") + END))),),
        signing=signing(office),
        signer_name=printed(office.signer_name),
        receivers=receivers(office),
    )


def _table(tasks: Sequence[Standing]) -> Table:
    named = words("field")
    titles = (named["number"], named["content"], named["deadline"], named["due"], named["status"])
    lines = [
        (one.task.number, one.task.content, one.task.deadline.raw, _last_day(one), _stands(one))
        for one in tasks
    ]
    return plain_table(titles, lines, {0, 2, 3, 4}, room=PORTRAIT)


def _last_day(one: Standing) -> str:
    return day_text(one.due) if one.due is not None else ""


def _stands(one: Standing) -> str:
    """Return how long a task is overdue, or how many days are left, and how far it is."""
    said = f"Quá hạn {one.days_overdue} ngày" if one.overdue else f"Còn {one.days_left} ngày"
    return f"{said}, đạt {one.percent}%" if one.recorded else said


def deadline_event(one: Standing, uid: str) -> Event:
    """Return the last day of a task as an event."""
    task, named = one.task, words("field")
    number = f" (nhiệm vụ số {task.number})" if task.number else ""
    parts = {
        named["content"]: task.content,
        named["leads"]: "; ".join(task.given.leads),
        named["deadline"]: task.deadline.raw,
        named["status"]: _stands(one),
    }
    return Event(
        uid=uid,
        day=one.due or one.day,
        summary=f"{'Quá hạn' if one.overdue else 'Đến hạn'}: {shortened(one_line(task.content))}{number}",
        description="\n".join(f"{name}: {one_line(text)}" for name, text in parts.items() if text),
    )
