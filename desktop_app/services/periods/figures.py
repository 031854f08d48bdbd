"""The report of a period: one model, many faces."""

from datetime import date
from pathlib import Path

from desktop_app.domain.period import Period
from desktop_app.domain.reports import Office, Report, ReportAgency, ReportGroup, ReportIndicator
from desktop_app.domain.text import sort_key
from desktop_app.domain.work import Progress, no_progress
from desktop_app.services.tasks import Register


def make_report(
    register: Register,
    period: Period,
    office: Office,
    made_on: date,
    indicators: tuple[ReportIndicator, ...] = (),
) -> Report:
    """Make the report on the register's programme, judged at the cut-off of `period`."""
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
        agencies=tuple(ReportAgency(name, totals) for name, totals in named),
        total=register.totals(day),
        apart=tuple(row for row in rows if not row.standing.counted),
        made_on=made_on,
        indicators=indicators,
    )


def read_report(path: Path, progress: Progress = no_progress) -> Report:
    """Read a report that another copy of this program wrote as a workbook, exactly as it was.

    Raises ReportMissing, ReportNewer, ReportDamaged, and the SourceError family.
    """
    from desktop_app.exchange.reports import read_machine

    return read_machine(path, progress)
