"""The command `export`: every kind of report in every format."""

import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from desktop_app.cli.commands.answers import Answer, opened, programme_of, today
from desktop_app.cli.commands.forms import export_blank, export_form
from desktop_app.cli.printing import print_text
from desktop_app.domain.period import Period
from desktop_app.domain.reports import Letter, Office, ReportDraft, ReportKind
from desktop_app.resources import words
from desktop_app.services.reporting import Order, WrittenReport, numbered, write_drafts
from desktop_app.services.tasks import Register
from desktop_app.services.wording import returned_words
from desktop_app.services.workspace import Workspace


def export(chosen: Namespace) -> Answer:
    """Write a report of a period."""
    with opened(chosen) as workspace:
        register = workspace.register(programme_of(chosen, workspace).id)
        period = workspace.periods.find(chosen.period, register.programme)
        if chosen.kind == "blank" and chosen.form is None:
            return export_blank(workspace, register, period, chosen)
        write = export_form if chosen.form is not None else _report
        answer = write(workspace, register, period, chosen)
        returned = workspace.checks.returned(register.programme.id, period)
    if not returned:
        return answer
    return replace(
        answer, data=answer.data | {"returned": returned}, lines=[*answer.lines, returned_words(returned)]
    )


def _report(workspace: Workspace, register: Register, period: Period, chosen: Namespace) -> Answer:
    kind = ReportKind(chosen.kind)
    preset = workspace.reports.presets.find(kind, chosen.preset)
    order = Order(
        kind=kind,
        period=period,
        preset=preset,
        agency=chosen.agency,
        old=chosen.old,
        new=chosen.new,
        version=chosen.sealed,
        with_reason=chosen.with_reason,
    )
    drafts = _lettered(workspace.reports.drafts(register.programme.id, order, today()), chosen)
    _tell_blanks(workspace.office.get())
    with _template(workspace, chosen) as template:
        written = write_drafts(drafts, chosen.target, template)
    lines = [f"Đã xuất {one.tasks} nhiệm vụ, {period.label}: {one.path}" for one in written]
    if not written:
        lines = ["Không có cơ quan chủ trì nào có nhiệm vụ trong kỳ, chưa ghi tệp nào."]
    return Answer(_view(chosen.target, written), lines)


def _view(target: Path, written: list[WrittenReport]) -> dict[str, object]:
    """Return one file as design.md names it; several stand under "files" besides."""
    files = [
        {"file": str(one.path), "sha256": one.sha256, "tasks": one.tasks, "agency": one.agency}
        for one in written
    ]
    if len(written) == 1:
        return {"file": str(written[0].path), "sha256": written[0].sha256, "tasks": written[0].tasks}
    return {"file": str(target), "sha256": None, "tasks": sum(one.tasks for one in written), "files": files}


def _lettered(drafts: Sequence[ReportDraft], chosen: Namespace) -> list[ReportDraft]:
    """Return drafts with the number and the day that the command says; several count on from its number."""
    days = [chosen.signed_on or draft.letter.signed_on for draft in drafts]
    kept = ["" if chosen.number is not None else draft.letter.number for draft in drafts]
    made = [
        replace(draft, letter=Letter(number, day))
        for draft, number, day in zip(drafts, kept, days, strict=True)
    ]
    if len(made) == 1:
        return [replace(made[0], letter=Letter(chosen.number or kept[0], days[0]))]
    return numbered(made, Letter(chosen.number or ""))


def _tell_blanks(office: Office) -> None:
    """Say what of the office is not known, before a report goes out with blanks for it."""
    if office.missing:
        names = ", ".join(words("field")[name] for name in office.missing)
        print_text(
            f"Báo cáo để trống vì chưa có thông tin đơn vị: {names}. Điền bằng lệnh office --set, hoặc trong "
            "phần mềm: Tệp → Thông tin đơn vị…",
            sys.stderr,
        )


@contextmanager
def _template(workspace: Workspace, chosen: Namespace) -> Iterator[Path]:
    if chosen.template is not None:
        yield chosen.template
        return
    with workspace.reports.presets.template() as kept:
        yield kept
