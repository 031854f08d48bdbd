"""Commands that close periods and open them again."""

from argparse import Namespace
from datetime import datetime
from decimal import Decimal
from typing import Any

from desktop_app.cli.commands.answers import Answer, opened, programme_of, today
from desktop_app.cli.commands.views import JSON, totals_line, totals_view
from desktop_app.domain.checks import Finding
from desktop_app.domain.period import PeriodState
from desktop_app.domain.sealed_version import SealedVersion
from desktop_app.domain.text import day_text
from desktop_app.resources import words
from desktop_app.services.wording import check_words, figure_words, next_step


def seal(chosen: Namespace) -> Answer:
    """Close the figures of a period."""
    with opened(chosen) as workspace:
        register = workspace.register(programme_of(chosen, workspace).id)
        period = workspace.periods.find(chosen.period, register.programme)
        if chosen.explain:
            for finding in workspace.checks.findings(register, period, today()):
                if finding.blocks:
                    workspace.checks.explain(register, period, finding, chosen.explain)
        found = workspace.checks.findings(register, period, today())
        version = workspace.sealing.seal(register, period, today())
        report = workspace.sealing.report(register, period, today())
    data = _version_view(version) | {
        "state": PeriodState.SEALED.value,
        "total": totals_view(report.total),
        "checks": [_finding_view(one) for one in found],
    }
    at = datetime.fromisoformat(version.sealed_at)
    lines = [
        f"Đã chốt số liệu {period.label}, bản {version.version}, lúc {at:%H:%M} ngày {day_text(at)}",
        totals_line("Toàn đề án", report.total),
        f"SHA-256: {version.sha256}",
        *(_finding_line(one) for one in found),
    ]
    return Answer(data, lines)


def reopen(chosen: Namespace) -> Answer:
    """Open a closed period again."""
    with opened(chosen) as workspace:
        programme = programme_of(chosen, workspace)
        period = workspace.periods.find(chosen.period, programme)
        version = workspace.sealing.reopen(programme.id, period.id, chosen.reason)
    lines = [
        (
            f"Đã mở lại {period.label}. Bản chốt {version.version} được giữ nguyên; "
            "lần chốt sau là bản tiếp theo."
        )
    ]
    return Answer(_version_view(version) | {"state": PeriodState.OPEN.value}, lines)


def _finding_view(finding: Finding) -> dict[str, Any]:
    return {
        "kind": finding.kind.value,
        "level": finding.level.value,
        "tasks": list(finding.numbers),
        "explanation": finding.explanation,
        "figures": [
            {"name": one.name, "before": _number(one.before), "now": _number(one.now)}
            | ({"of": one.of} if one.of else {})
            for one in finding.swings
        ],
    }


def _number(value: int | Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)


def _finding_line(finding: Finding) -> str:
    tasks = f": nhiệm vụ số {'; '.join(finding.numbers)}" if finding.numbers else ""
    figures = "".join(f" ({one})" for one in figure_words(finding))
    return (
        f"{words('level')[finding.level.value]}: {check_words(finding)}{tasks}{figures}. {next_step(finding)}"
    )


def _version_view(version: SealedVersion) -> JSON:
    """Return one sealed version."""
    return {
        "period": version.period,
        "version": version.version,
        "sha256": version.sha256,
        "reason": version.reason,
        "sealed_at": version.sealed_at,
        "sealed_by": version.sealed_by,
        "history_head": version.head,
        "reopened_for": version.reopened_for,
        "reopened_at": version.reopened_at,
        "reopened_by": version.reopened_by,
    }
