"""Forms by command.

The Ministry's own form filled, entry forms for agencies written and taken back, reports read.
"""

from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from desktop_app.cli.commands.answers import Answer, data_file, file_to_try, opened, programme_of, today
from desktop_app.cli.commands.views import totals_line, totals_view
from desktop_app.domain.entry_form import EntryRow
from desktop_app.domain.errors import FieldMissing, FormMapUnknown, FormMapUnplaced
from desktop_app.domain.period import Period
from desktop_app.domain.progress import State
from desktop_app.domain.text import day_text, one_line
from desktop_app.lists.sheet import column_index, column_letter
from desktop_app.resources import words
from desktop_app.services.forms import EntryPlan, FormChoices, FormPlan, column_words, entry_words, summed
from desktop_app.services.importing import ImportPlan, save_refused
from desktop_app.services.periods import read_report
from desktop_app.services.tasks import Register
from desktop_app.services.wording import say_entry_problem, say_note, unused_words
from desktop_app.services.workspace import Workspace

JSON = dict[str, Any]


def export_form(workspace: Workspace, register: Register, period: Period, chosen: Namespace) -> Answer:
    """Fill the Ministry's own form with the report of a period."""
    columns, rows = _mapped(chosen.map or ())
    report = workspace.reports.report(register, period, today())
    workbook = workspace.forms.open(chosen.form)
    choices = FormChoices(chosen.form_sheet, some_columns=columns, rows=rows, add_missing=chosen.add_missing)
    plan = workspace.forms.plan(report, workbook, choices)
    _require_placed(plan, columns, rows)
    sha256 = None if chosen.dry_run else workspace.forms.fill(plan, chosen.target)
    fields = plan.form.columns
    taken = {title: fields.get(place, "ignore") for place, title in plan.form.titles}
    data = {
        "file": str(chosen.target),
        "sha256": sha256,
        "tasks": plan.tasks,
        "rows": plan.rows,
        "form": str(chosen.form),
        "sheet": plan.form.sheet.name,
        "columns": taken,
        "labels": {label.text: label.kind for label in plan.labels},
        "inserted": plan.added,
        "cells": len(plan.cells),
        "replaced": [
            {"cell": cell.name, "old": cell.old, "new": _plain(cell.value)} for cell in plan.replaced
        ],
        "notes": [{"code": one.code, "cell": one.cell, "text": say_note(one)} for one in plan.notes],
    }
    done = "Xem trước" if chosen.dry_run else "Đã điền"
    what = f"{plan.tasks} nhiệm vụ" if plan.form.totals is None else f"{plan.rows} dòng số liệu"
    lines = [f"{done} {what}, {period.label}, thêm {plan.added} dòng: {chosen.target}"]
    said = column_words()
    lines += [f"  {title}: {said[name]}" for title, name in taken.items()]
    return Answer(data, lines + [f"  {say_note(one)}" for one in plan.notes])


def export_blank(workspace: Workspace, register: Register, period: Period, chosen: Namespace) -> Answer:
    """Write the entry form of one agency to a file, or those of all into a folder."""
    forms = workspace.entry_forms
    due = chosen.due or forms.usual_due(period, today())
    if chosen.all:
        written = forms.write_all(register, period, chosen.target, today(), due=due)
    elif chosen.agency:
        written = [
            forms.write(register, period, chosen.agency, target=chosen.target, made_on=today(), due=due)
        ]
    else:
        raise FieldMissing("lead")
    files = [{"file": str(one.path), "agency": one.agency, "tasks": one.tasks} for one in written]
    lines = [
        f"Đã lập phiếu {period.label}, {one.agency}, {one.tasks} nhiệm vụ: {one.path}" for one in written
    ]
    return Answer(
        {"file": str(chosen.target), "tasks": sum(one.tasks for one in written), "files": files}, lines
    )


def import_progress(chosen: Namespace) -> Answer:
    """Take entry forms back: all are read before the first is written, a dry run into a copy."""
    with _file_of_progress(chosen) as workspace:
        register = workspace.register(programme_of(chosen, workspace).id)
        period = workspace.periods.find(chosen.period, register.programme) if chosen.period else None
        forms = workspace.entry_forms
        plans = [plan for path in chosen.files for plan in forms.plans(register, path, period)]
        recorded = 0
        for index, first in enumerate(plans):
            plan = first if index == 0 else forms.plan_again(register, first)
            plans[index] = plan
            taken = (
                {(row.row, one.field) for row in plan.changed for one in row.changes}
                if chosen.take
                else set()
            )
            recorded += forms.apply(register, plan, taken)
    if chosen.errors is not None:
        save_refused(plans, chosen.errors)
    applied = recorded > 0 and not chosen.dry_run
    data = {"applied": applied, "tasks": recorded, "files": [_entry_view(plan) for plan in plans]}
    return Answer(data, _entry_lines(plans, recorded, dry=chosen.dry_run))


@contextmanager
def _file_of_progress(chosen: Namespace) -> Iterator[Workspace]:
    """Open the data file, of a dry run a copy: what one sheet brings, the next one no longer changes."""
    with opened(chosen) as workspace:
        if not chosen.dry_run:
            yield workspace
            return
    with file_to_try(data_file(chosen)) as copied:
        yield copied


def show_report(chosen: Namespace) -> Answer:
    """Read the report that a workbook of this program carries."""
    report = read_report(chosen.file)
    groups = [{"number": one.number, "title": one.title, **totals_view(one.totals)} for one in report.groups]
    data = {
        "file": str(chosen.file),
        "programme": report.programme.number,
        "period": report.period.id,
        "as_of": report.as_of.isoformat(),
        "department": report.office.department,
        "total": totals_view(report.total),
        "groups": groups,
        "agencies": [{"name": one.name, **totals_view(one.totals)} for one in report.agencies],
        "tasks": sum(len(one.rows) for one in report.groups),
    }
    head = f"{report.office.department or 'Đơn vị'}: {report.programme.number}, {report.period.label}"
    lines = [head, totals_line("Toàn đề án", report.total)]
    return Answer(data, lines + [totals_line(f"  Nhóm {one.number}", one.totals) for one in report.groups])


def _mapped(said: Sequence[str]) -> tuple[dict[int, Any], dict[int, Any]]:
    """Read what `--map` says of columns ("G=difficulty") and of rows ("7=total"). Raises FormMapUnknown."""
    columns: dict[int, Any] = {}
    rows: dict[int, Any] = {}
    for one in said:
        place, _, name = (part.strip() for part in one.partition("="))
        if not place.isascii() or name not in column_words():
            raise FormMapUnknown(one, _known_fields())
        if place.isdecimal():
            rows[int(place) - 1] = name
        elif place.isalpha():
            columns[column_index(place.upper())] = name
        else:
            raise FormMapUnknown(one, _known_fields())
    return columns, rows


def _require_placed(plan: FormPlan, columns: Mapping[int, Any], rows: Mapping[int, Any]) -> None:
    """Refuse what is said of a column or row that the form has not, or that cannot take it.

    Raises FormMapUnplaced.
    """
    form = plan.form
    said = {column_letter(place): (place, name, form.across) for place, name in columns.items()}
    said |= {str(place + 1): (place, name, not form.across) for place, name in rows.items()}
    for at, (place, name, elsewhere) in said.items():
        if elsewhere or place > form.titles[-1][0] or form.columns.get(place, "ignore") != name:
            places = (
                (str(one + 1) if form.across else column_letter(one), title) for one, title in form.titles
            )
            raise FormMapUnplaced(f"{at}={name}", "; ".join(f"{one} “{title}”" for one, title in places))


def _known_fields() -> str:
    return ", ".join(f"{name} ({said})" for name, said in column_words().items())


def progress_of_list(
    workspace: Workspace, register: Register, period: Period, accepted: ImportPlan, chosen: Namespace
) -> tuple[EntryPlan, JSON, list[str]]:
    """Record the progress that an accepted list brings; return it, what became of it, and that in words."""
    plan = workspace.entry_forms.plan_list(register, accepted, period)
    taken = {(row.row, one.field) for row in plan.changed for one in row.changes} if chosen.take else set()
    recorded = workspace.entry_forms.apply(register, plan, taken)
    view = _entry_view(plan)
    counts = view["counts"]
    data = {
        "period": period.id,
        "recorded": recorded,
        "same": counts["same"],
        "conflicts": counts["conflicts"],
        "refused": counts["refused"],
        "columns": view["columns"],
        "unused_columns": view["unused_columns"],
        "rows": view["rows"],
    }
    accepted_columns = {one.column for one in accepted.tasks.unused}
    passed_over = [one for one in plan.unused if one.column not in accepted_columns]
    brought = [f"  {said}" for said in unused_words(passed_over)] + _brought_lines(plan)
    done = "sẽ ghi" if chosen.dry_run else "ghi"
    head = (
        f"  Tình hình thực hiện, {period.label}: {done} {recorded} nhiệm vụ, "
        f"{counts['conflicts']} ô khác nội dung đã ghi, {counts['refused']} dòng chưa nhập được"
    )
    return plan, data, [head, *brought]


def _entry_view(plan: EntryPlan) -> JSON:
    return {
        "columns": dict(plan.columns),
        "unused_columns": [
            {"column": column_letter(one.column), "title": one.title, "filled": one.filled}
            for one in plan.unused
        ],
        "file": str(plan.path),
        "sheet": plan.table.name,
        "sha256": plan.sha256,
        "agency": plan.agency,
        "period": plan.period.id,
        "keyed": plan.keyed,
        "altered": plan.altered,
        "counts": {
            "changed": len(plan.changed),
            "same": len(plan.rows) - len(plan.changed) - len(plan.refused),
            "refused": len(plan.refused),
            "conflicts": plan.conflicts,
            "left_out": len(plan.left_out),
        },
        "rows": [_row_view(row) for row in (*plan.changed, *plan.refused)],
    }


def _row_view(row: EntryRow) -> JSON:
    return {
        "row": row.row,
        "task": row.task_id,
        "number": row.number,
        "content": row.content,
        "changes": {one.field: [_plain(one.present), _plain(one.incoming)] for one in row.changes},
        "conflicts": {one.field: _plain(one.base) for one in row.changes if one.conflict},
        "problems": [
            {"cell": one.cell, "code": one.code, "problem": say_entry_problem(one)} for one in row.problems
        ],
    }


def _entry_lines(plans: Sequence[EntryPlan], recorded: int, *, dry: bool) -> list[str]:
    lines = []
    for plan in plans:
        changed, refused, conflicts = summed([plan])
        of = f"{plan.agency or 'không rõ cơ quan'}, " if plan.agency or plan.altered else ""
        head = f"{plan.path.name}: {of}{plan.period.label}"
        lines.append(
            f"{head}: {changed} nhiệm vụ có thay đổi, {conflicts} ô khác nội dung đã ghi, "
            f"{len(plan.rows) - changed - refused} dòng không đổi, {refused} dòng chưa nhập được"
        )
        lines += [f"  {said}" for said in entry_words(plan)]
        lines += _brought_lines(plan)
    return [*lines, "Chưa ghi gì (chỉ xem trước)." if dry else f"Đã ghi {recorded} nhiệm vụ."]


def _brought_lines(plan: EntryPlan) -> list[str]:
    """Return in words what a form or list brings, row by row, and what is refused of it."""
    lines = [f"  {row.number}: {_change_line(one)}" for row in plan.changed for one in row.changes]
    return lines + [f"  {say_entry_problem(one)}" for row in plan.refused for one in row.problems]


def _change_line(change: Any) -> str:
    kept = " (khác nội dung đã ghi)" if change.conflict else ""
    return f"{words('field')[change.field]}: {_shown(change.present)} → {_shown(change.incoming)}{kept}"


def _shown(value: Any) -> str:
    if isinstance(value, State):
        return words("state")[value]
    if value in (None, ""):
        return "(trống)"
    return day_text(value) if isinstance(value, date) else one_line(str(value))


def _plain(value: Any) -> Any:
    return value.isoformat() if hasattr(value, "isoformat") else value
