"""The rows of the preview, one shape for every kind."""

from dataclasses import dataclass

from desktop_app.domain.agency import join_agencies
from desktop_app.domain.comparison import FieldChange, FieldValue, Match
from desktop_app.domain.edition import Problem, RowKind
from desktop_app.domain.text import fold
from desktop_app.resources import words
from desktop_app.services.register import Register
from desktop_app.services.task_import import ImportPlan
from desktop_app.ui.widgets.table import Column


@dataclass(frozen=True, slots=True)
class PreviewRow:
    """One row as text: its place in the file, the task, what changes, what is wrong."""

    row: int
    number: str
    group: str
    content: str
    lead: str
    deadline: str
    changes: str
    problems: str


def preview_columns() -> list[Column[PreviewRow]]:
    """Give the columns of the preview."""
    named = words("field")
    return [
        Column("row", "Dòng", lambda one: one.row, lambda one: str(one.row) if one.row else "", "right", 56),
        Column("number", named["number"], lambda one: one.number, width=52),
        Column("group", "Nhóm", lambda one: one.group, width=60),
        Column("content", named["content"], lambda one: one.content, width=0),
        Column("lead", named["leads"], lambda one: one.lead, width=150),
        Column("deadline", named["deadline"], lambda one: one.deadline, width=110),
        Column("changes", "Ô thay đổi", lambda one: one.changes, width=230),
        Column("problems", "Cần xem", lambda one: one.problems, width=220),
    ]


def preview_rows(plan: ImportPlan, register: Register, kind: RowKind | None, wanted: str) -> list[PreviewRow]:
    """Give the rows of one kind, or with None the rows that are no tasks, that hold the words of `wanted`."""
    if kind is None:
        rows = [PreviewRow(one.row, "", "", one.text, "", "", _reason(one.reason), "") for one in plan.tasks.left_out]
    elif kind is RowKind.REFUSED:
        rows = [
            PreviewRow(one.row, "", "", " · ".join(filter(None, one.texts)), "", "", "", _problems(one.problems))
            for one in plan.tasks.refused
        ]
    else:
        rows = [_of(match, register) for match in plan.matches if match.kind is kind]
    sought = fold(wanted).split()
    return [one for one in rows if all(word in fold(f"{one.number} {one.content} {one.lead}") for word in sought)]


def _of(match: Match, register: Register) -> PreviewRow:
    if match.row is None:
        given = register.task(match.task_id or 0).given
        return PreviewRow(0, given.number, str(given.group), given.content, _lead(given.leads), given.deadline, "", "")
    given = match.row.given
    said = "\n".join(_change(change) for change in match.changes)
    if match.candidates:
        near = register.task(match.candidates[0])
        said = f"Gần giống nhiệm vụ {near.number}: {near.content}"
    problems = _problems(match.row.problems)
    group = str(given.group or "")
    return PreviewRow(
        match.row.row, given.number, group, given.content, _lead(given.leads), given.deadline, said, problems
    )


def _lead(names: tuple[str, ...]) -> str:
    return join_agencies(names)


def _change(change: FieldChange) -> str:
    name = words("field")[change.field]
    return f"{name}: {_text(change.present) or '(trống)'} → {_text(change.incoming)}"


def _text(value: FieldValue) -> str:
    return join_agencies(value) if isinstance(value, tuple) else str(value or "")


def _problems(problems: tuple[Problem, ...]) -> str:
    return "\n".join(f"{one.cell}: {words('problem')[one.code].format(text=one.text)}" for one in problems)


def _reason(reason: str) -> str:
    return words("left_out").get(reason, reason)
