"""Everything the screen of a period shows, gathered once."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.checks import Finding
from desktop_app.domain.errors import SealAltered
from desktop_app.domain.period import Period, PeriodState
from desktop_app.domain.review import ReviewMark
from desktop_app.domain.sealed_version import SealedVersion, Submission
from desktop_app.domain.work import STEP, Steps
from desktop_app.services.history import changes_between, sentences
from desktop_app.services.periods import PeriodCompleteness, Reminders, completeness, reminders
from desktop_app.services.tasks import Register
from desktop_app.services.workspace import Workspace


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A sealed version as it is listed.

    What was sent of it, and the tasks in which it differs from the one before. `altered` says that it no
    longer agrees with its SHA-256, so nothing in it can be compared.
    """

    version: SealedVersion
    documents: tuple[str, ...]
    changed_fields: int
    changed_numbers: tuple[str, ...]
    altered: bool


@dataclass(frozen=True, slots=True)
class PeriodBoard:
    """A period with its steps: entered, checked, reviewed, closed, sent."""

    period: Period
    regime_title: str
    state: PeriodState
    entered: PeriodCompleteness
    findings: Sequence[Finding]
    marks: Counter[ReviewMark]
    standing: SealedVersion | None
    submissions: Sequence[Submission]
    reminders: Reminders

    @property
    def errors(self) -> int:
        """Findings that block and are not explained."""
        return sum(one.blocks for one in self.findings)

    @property
    def warnings(self) -> int:
        """Findings that warn, and explained ones."""
        return len(self.findings) - self.errors


def period_board(workspace: Workspace, register: Register, period: Period, today: date) -> Steps[PeriodBoard]:
    """Gather what the screen of `period` shows on `today`, in steps. Raises SealAltered."""
    programme_id = register.programme.id
    state = workspace.periods.state(programme_id, period.id)
    before = workspace.periods.before(period)
    for one in (period,) if before is None else (period, before):
        for number, task in enumerate(register.tasks, start=1):
            register.row(task, one)  # it stays at hand for what is gathered below
            if not number % STEP:
                yield
    report = yield from workspace.sealing.reading(register, period, today)
    yield
    findings = yield from workspace.checks.finding(register, period, today, report)
    yield
    marks = workspace.reviewing.counts(register, period)
    yield
    entered = completeness(report)
    yield
    return PeriodBoard(
        period=period,
        regime_title=workspace.periods.regimes[period.regime].title,
        state=state,
        entered=entered,
        findings=findings,
        marks=marks,
        standing=workspace.sealing.standing(programme_id, period.id),
        submissions=workspace.sealing.submissions(programme_id, period.id),
        reminders=reminders(register, period, state, today),
    )


@dataclass(frozen=True, slots=True)
class ChangesSinceSeal:
    """What changed since the last report that was sealed, in sentences for the narrative."""

    version: SealedVersion
    sentences: tuple[str, ...]


def since_last_report(
    workspace: Workspace, register: Register, period: Period, today: date
) -> ChangesSinceSeal | None:
    """Compare a period with the newest version sealed for an earlier cut-off; None if there is none.

    Raises SealAltered.
    """
    earlier = [
        (found.cut_off, version.version, version)
        for version in workspace.sealing.versions(register.programme.id)
        if (found := workspace.periods.find(version.period, register.programme)).cut_off < period.cut_off
    ]
    if not earlier:
        return None
    version = max(earlier, key=lambda one: one[:2])[2]
    now = workspace.sealing.report(register, period, today)
    changes = changes_between(workspace.sealing.report_of(version), now)
    return ChangesSinceSeal(version, tuple(sentences(changes)))


def version_lines(workspace: Workspace, programme_id: int) -> Steps[list[VersionLine]]:
    """List every sealed version of a programme in steps, the newest first.

    Each says what differs from the version before.
    """
    sent = workspace.sealing.submissions(programme_id)
    before: dict[str, SealedVersion] = {}
    lines = []
    for version in reversed(workspace.sealing.versions(programme_id)):
        documents = tuple(
            one.document for one in sent if (one.period, one.version) == (version.period, version.version)
        )
        lines.append((yield from _line(workspace, version, before.get(version.period), documents)))
        yield
        before[version.period] = version
    return lines[::-1]


def _line(
    workspace: Workspace, version: SealedVersion, before: SealedVersion | None, documents: tuple[str, ...]
) -> Steps[VersionLine]:
    try:
        if before is None:
            yield from workspace.sealing.verifying(version)
            return VersionLine(version, documents, 0, (), altered=False)
        yield from workspace.sealing.reading_of(before)
        yield from workspace.sealing.reading_of(version)
        found = workspace.sealing.differences(before, version)
    except SealAltered:
        return VersionLine(version, documents, 0, (), altered=True)
    return VersionLine(version, documents, len(found.rows), found.numbers, altered=False)
