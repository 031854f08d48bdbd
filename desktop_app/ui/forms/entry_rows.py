"""The cells that entry forms bring, one row each."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.entry_form import EntryField, EntryRow, EntryValue
from desktop_app.domain.progress import State
from desktop_app.resources import words
from desktop_app.services.entry_forms import EntryPlan
from desktop_app.services.wording import say_entry_problem
from desktop_app.ui.widgets.table import Column

Key = tuple[int, int, EntryField]
"""A form, a row of its sheet, a field."""


@dataclass(frozen=True, slots=True)
class EntryCell:
    """One cell that a form brings, or one row (`field` is None) that brings nothing or is refused."""

    form: int
    agency: str
    row: EntryRow
    field: EntryField | None = None
    base: str = ""
    present: str = ""
    incoming: str = ""
    conflict: bool = False
    problem: str = ""

    @property
    def key(self) -> Key | None:
        """What a decision is about."""
        return None if self.field is None else (self.form, self.row.row, self.field)


def cells_of(plans: Sequence[EntryPlan]) -> Iterator[EntryCell]:
    """Give every cell that the forms bring, then what was refused and what brings nothing."""
    for form, plan in enumerate(plans):
        for row in plan.rows:
            for one in row.changes:
                values = (said(one.base), said(one.present), said(one.incoming))
                yield EntryCell(form, plan.agency, row, one.field, *values, conflict=one.conflict)
            if row.problems:
                problem = "\n".join(map(say_entry_problem, row.problems))
                yield EntryCell(form, plan.agency, row, problem=problem)
            elif not row.changes:
                yield EntryCell(form, plan.agency, row)


def entry_columns(taken: Collection[Key]) -> dict[str, list[Column[EntryCell]]]:
    """Give the columns of each tab; `taken` are the conflicts in which the form's word is taken."""
    named = words("field")

    def decision(one: EntryCell) -> str:
        return _tr("Lấy của phiếu") if one.key in taken else _tr("Giữ đã ghi")

    agency = _column("agency", _tr("Cơ quan"), lambda one: one.agency, 150)
    row: Column[EntryCell] = Column(
        "row", _tr("Dòng"), lambda one: one.row.row, lambda one: str(one.row.row), "right", 56
    )
    number = _column("number", named["number"], lambda one: one.row.number, 52)
    content = _column("content", named["content"], lambda one: one.row.content, 160, 3)
    field = _column("field", _tr("Ô"), lambda one: named[one.field] if one.field else "", 165)
    present = _column("present", _tr("Đã ghi"), lambda one: one.present, 150, 4)
    incoming = _column("incoming", _tr("Phiếu ghi"), lambda one: one.incoming, 180, 5)
    base = _column("base", _tr("Khi lập phiếu"), lambda one: one.base, 120, 3)
    problem = _column("problem", _tr("Lý do từ chối"), lambda one: one.problem, 300, 4)
    return {
        "changed": [agency, number, content, field, present, incoming],
        "conflicts": [
            agency,
            number,
            content,
            field,
            base,
            present,
            incoming,
            _column("decision", _tr("Quyết định"), decision, 120),
        ],
        "refused": [agency, row, number, content, problem],
        "same": [agency, row, number, content],
    }


def said(value: EntryValue) -> str:
    """Give a value in the officer's words."""
    if value is None:
        return ""
    if isinstance(value, State):
        return words("state")[value]
    return value if isinstance(value, str) else f"{value:%d/%m/%Y}" if hasattr(value, "strftime") else str(value)


def _column(key: str, title: str, value: Callable[[EntryCell], str], width: int, stretch: int = 0) -> Column[EntryCell]:
    return Column(key, title, value, width=width, stretch=stretch)


def _tr(text: str) -> str:
    return QCoreApplication.translate("entry_rows", text)
