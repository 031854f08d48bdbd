"""Commands that look: where the programme stands, and which periods its regimes have."""

from argparse import Namespace
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from desktop_app.cli.commands.answers import Answer, opened, programme_of, today
from desktop_app.cli.commands.views import JSON, task_view, totals_line, totals_view
from desktop_app.domain.period import Period, PeriodState
from desktop_app.domain.reports import classes_of
from desktop_app.domain.status import Standing, Totals, left_open
from desktop_app.domain.task import Task
from desktop_app.domain.text import day_text
from desktop_app.resources import words
from desktop_app.services.periods import day_off
from desktop_app.services.tasks import Register
from desktop_app.services.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.domain.reports import Report, ReportAgency


def status(chosen: Namespace) -> Answer:
    """Add up where the programme stands, overall, by group and by lead agency.

    A closed period stands as it was sealed.
    """
    with opened(chosen) as workspace:
        register = workspace.register(programme_of(chosen, workspace).id)
        if chosen.period is None:
            return _status(workspace, register, None, chosen.as_of or today())
        period = workspace.periods.find(chosen.period, register.programme)
        return _status(workspace, register, period, period.cut_off)


def periods(chosen: Namespace) -> Answer:
    """List the periods of the programme's regimes with their state."""
    with opened(chosen) as workspace:
        programme = programme_of(chosen, workspace)
        states = workspace.periods.states(programme.id)
        found = [
            (period, states.get(period.id, PeriodState.OPEN))
            for period in workspace.periods.all_of(programme)
            if chosen.year is None or period.year == chosen.year
        ]
    return Answer({"periods": [_period_view(*one) for one in found]}, [_period_line(*one) for one in found])


@dataclass(frozen=True, slots=True)
class _Sums:
    """Totals with their parts, of a report or of a day."""

    total: Totals
    groups: list[tuple[int, str, Totals]]
    agencies: list["ReportAgency"]
    co_leads: list["ReportAgency"]
    apart: list[Standing]
    known: bool


def _of_report(report: "Report") -> _Sums:
    groups = [(group.number, group.title, group.totals) for group in report.groups]
    apart = [row.standing for row in report.apart]
    return _Sums(
        total=report.total,
        groups=groups,
        agencies=list(report.agencies),
        co_leads=report.co_leads,
        apart=apart,
        known=report.known,
    )


def _on_day(workspace: Workspace, register: Register, day: date) -> _Sums:
    from desktop_app.domain.reports import ReportAgency, co_leads_of

    by_group = register.totals_by_group(day)
    groups = [(group.number, group.title, by_group[group.id]) for group in register.groups_on(day)]
    standings = [register.standing(task, day) for task in register.tasks_on(day)]
    apart = [one for one in standings if not one.counted]
    known = register.recorded_between(date.min, day) or any(one.known for one in standings)
    classes = workspace.agencies.by_name()
    agencies = [
        ReportAgency(name, totals, classes.get(name, ""))
        for name, totals in register.totals_by_agency(day).items()
    ]
    return _Sums(
        total=register.totals(day),
        groups=groups,
        agencies=agencies,
        co_leads=co_leads_of(standings),
        apart=apart,
        known=known,
    )


def _status(workspace: Workspace, register: Register, period: Period | None, day: date) -> Answer:
    version = workspace.sealing.standing(register.programme.id, period.id) if period else None
    sums = (
        _of_report(workspace.sealing.report(register, period, today()))
        if period
        else _on_day(workspace, register, day)
    )
    classes = classes_of(sums.agencies)
    warned = [] if version else _earlier_open(register, day)
    data: dict[str, Any] = {
        "as_of": day.isoformat(),
        "period": period.id if period else None,
        "state": workspace.periods.state(register.programme.id, period.id).value if period else None,
        "version": version.version if version else None,
        "sha256": version.sha256 if version else None,
        "known": sums.known,
        "total": totals_view(sums.total),
        "groups": [
            {"number": number, "title": title, **totals_view(part)} for number, title, part in sums.groups
        ],
        "agencies": [{"name": one.name, **totals_view(one.totals)} for one in sums.agencies],
        "classes": [{"name": one.name, **totals_view(one.totals)} for one in classes],
        "co_leads": [{"name": one.name, **totals_view(one.totals)} for one in sums.co_leads],
        "apart": [task_view(one) for one in sums.apart],
        "earlier_open": [{"id": task.id, "number": task.number} for task in warned],
    }
    lines = [f"Tính đến ngày {day_text(day)}"]
    if version is not None:
        lines[0] += f", theo bản chốt {version.version} ({version.sha256[:16]})"
    named = [(f"Nhóm {number}", part) for number, _, part in sums.groups]
    leads = [(one.name or "Không ghi cơ quan chủ trì", one.totals) for one in sums.agencies]
    leads += [(f"Loại: {one.name or 'chưa xếp loại'}", one.totals) for one in classes]
    leads += [(f"Cùng chủ trì: {one.name}", one.totals) for one in sums.co_leads]
    lines += [totals_line("Toàn đề án", sums.total, known=sums.known), ""]
    lines += [totals_line(*one, known=sums.known) for one in named]
    lines += ["", *(totals_line(*one, known=sums.known) for one in leads)]
    if sums.apart:
        lines += [
            "",
            f"Không tính vào tổng số (tạm dừng, đã đưa ra khỏi danh mục): {len(sums.apart)} nhiệm vụ",
        ]
    if warned:
        lines += [
            "",
            "Định kỳ, còn lần trước chưa hoàn thành: nhiệm vụ " + "; ".join(task.number for task in warned),
        ]
    return Answer(data, lines)


def _earlier_open(register: Register, day: date) -> list[Task]:
    span = register.programme.span
    return [task for task in register.tasks if left_open(task, register.kept(task.id), day, span)]


def _period_view(period: Period, state: PeriodState = PeriodState.OPEN) -> JSON:
    """Return one period; `send_off` says why nobody works on its send-by day."""
    off = day_off(period.send_by) if period.send_by else None
    return {
        "id": period.id,
        "kind": period.kind,
        "label": period.label,
        "starts_on": period.starts_on.isoformat(),
        "cut_off": period.cut_off.isoformat(),
        "send_by": period.send_by.isoformat() if period.send_by else None,
        "send_off": (off.holiday or words("weekday")[str(off.weekday)]) if off else None,
        "actual_until": period.actual_until.isoformat() if period.actual_until else None,
        "state": state.value,
    }


def _period_line(period: Period, state: PeriodState) -> str:
    """Return one period on one line; a send-by day on which nobody works is pointed out, not moved."""
    line = f"{period.id:<14} {period.label:<24} {day_text(period.starts_on)} đến {day_text(period.cut_off)}"
    if period.send_by:
        off = day_off(period.send_by)
        day = words("weekday")[str(period.send_by.weekday())]
        line += f", hạn gửi báo cáo {day_text(period.send_by)}" + (f" ({day}, ngày nghỉ)" if off else "")
    return f"{line}, {words('period_state')[state.value].lower()}"
