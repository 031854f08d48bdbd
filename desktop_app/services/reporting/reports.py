"""Written reports: what is asked for becomes drafts, drafts become files and pages."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path

from desktop_app.domain.errors import CorrectionBackwards, CorrectionEmpty, NotFound
from desktop_app.domain.period import Period
from desktop_app.domain.reports import (
    EarlierTotals,
    Letter,
    Office,
    Report,
    ReportAgency,
    ReportDraft,
    ReportGroup,
    ReportKind,
    YearTotals,
    usual_preset,
)
from desktop_app.domain.sealed_version import SealedVersion, Submission
from desktop_app.domain.status import Totals, tally
from desktop_app.domain.text import same_text
from desktop_app.domain.work import Progress, no_progress
from desktop_app.services.acts import Acts
from desktop_app.services.office import Offices
from desktop_app.services.periods import Periods, Sealing
from desktop_app.services.reporting._drafting import ReportContext, draft_texts
from desktop_app.services.reporting.exporting import WrittenReport, write_drafts
from desktop_app.services.reporting.in_a_child import LONG, ExportJob, write_in_a_child
from desktop_app.services.reporting.narratives import Narratives, ReportKey
from desktop_app.services.reporting.order import Order
from desktop_app.services.reporting.presets import Presets
from desktop_app.services.tasks import Register, leads_in_order
from desktop_app.storage import history
from desktop_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction compares: a sealed version, a later one (None: as it stands now), and the reason.

    `sent` is how the earlier one was sent last (None: no sending of it is registered), `sent_before` how
    those were that it corrected itself.
    """

    before: SealedVersion
    after: SealedVersion | None
    reason: str
    sent: Submission | None = None
    sent_before: tuple[Submission, ...] = ()


class Reports:
    """Makes the reports of the data file `store`."""

    def __init__(
        self,
        store: Store,
        acts: Acts,
        periods: Periods,
        offices: Offices,
        sealing: Sealing,
        require_sound: Callable[[int, Period], None],
    ) -> None:
        """Work on the data file `store`; `require_sound` refuses what the history does not account for."""
        self._require_sound = require_sound
        self._store = store
        self._acts = acts
        self._periods = periods
        self._offices = offices
        self._sealing = sealing

    @cached_property
    def narratives(self) -> Narratives:
        """Return the words that the officer wrote himself."""
        return Narratives(self._store, self._acts)

    @cached_property
    def presets(self) -> Presets:
        """Return the office's presets and its Word template."""
        return Presets(self._store, self._acts)

    def report(self, register: Register, period: Period, today: date) -> Report:
        """Return the figures of a period, a closed one as it was sealed. Raises SealAltered.

        What the office had not yet filled in of its own name when it sealed is taken as it stands now.
        """
        return self._named(self._sealing.report(register, period, today))

    def correction(self, register: Register, period: Period, old: int = 0, new: int = 0) -> Correction:
        """Find the versions that a correction compares, as an `Order` names them.

        Raises NotFound, CorrectionBackwards.
        """
        versions = self._sealing.versions(register.programme.id, period.id)
        numbered = {version.version: version for version in versions}
        stands = bool(versions) and versions[0].stands
        newest = versions[0].version if versions else 0
        after = numbered.get(new or (newest if stands else 0))
        before = numbered.get(old or (after.version - 1 if after is not None else newest))
        if before is None or (new and after is None):
            raise NotFound("version", f"{old or new or 1}, {period.label}")
        if after is not None and after.version <= before.version:
            raise CorrectionBackwards(before.version, after.version)
        sendings = self._sealing.submissions(register.programme.id, period.id)
        last_of = {
            one.version: one
            for one in sorted(sendings, key=lambda one: (one.sent_on, one.id))
            if one.version is not None and one.version <= before.version
        }
        sent = last_of.pop(before.version, None)
        reason = after.reason if after is not None else versions[0].reopened_for
        earlier = tuple(last_of[version] for version in sorted(last_of))
        return Correction(before, after, reason or "", sent, earlier)

    def agencies(self, register: Register, period: Period, today: date) -> list[str]:
        """List the lead agencies that have a task in the period's report, a suspended one too."""
        return lead_agencies(self.report(register, period, today))

    def drafts(self, programme_id: int, order: Order, today: date) -> list[ReportDraft]:
        """Make what is asked for: one draft, or one for each lead agency if an agency report names none.

        The office writes none to itself. What goes out is read from the file, whatever a register in memory
        holds. Raises as `draft`, and FieldMissing, DataChangedOutside.
        """
        self._require_sound(programme_id, order.period)
        register = Register(self._store, programme_id)
        if order.kind is ReportKind.AGENCY and not order.agency:
            report, version = self._asked(register, order, today)
            made = [
                self._draft(register, replace(order, agency=name), of_agency(report, name), version, today)
                for name in lead_agencies(report)
                if not report.office.is_called(name)
            ]
            return numbered(made, self.narratives.letter(self.key(register, order)))
        return [self.draft(register, order, today)]

    def write(
        self, programme_id: int, order: Order, target: Path, today: date, progress: Progress = no_progress
    ) -> list[WrittenReport]:
        """Write what is asked for to `target`, in the office's Word template. Raises as `write_drafts`."""
        drafts = self.drafts(programme_id, order, today)
        with self.presets.template() as template:
            return write_drafts(drafts, target, template, progress)

    def export(
        self, programme_id: int, order: Order, target: Path, today: date, progress: Progress
    ) -> list[WrittenReport]:
        """Write it as `write` does; what is long, in a process of its own."""
        if self._store.tasks.count(programme_id) >= LONG:
            written = write_in_a_child(
                ExportJob(str(self._store.path.resolve()), programme_id, order, str(target), today), progress
            )
            if written is not None:
                return written
        return self.write(programme_id, order, target, today, progress)

    def draft(self, register: Register, order: Order, today: date) -> ReportDraft:
        """Make one draft.

        Raises NotFound for an agency without a task and a version that is not there, CorrectionBackwards,
        CorrectionEmpty, SealAltered.
        """
        if order.kind is ReportKind.CORRECTION:
            found = self.correction(register, order.period, order.old, order.new)
            after = found.after
            report = self.report(register, order.period, today) if after is None else self._sealed(after)
            return self._draft(
                register=register,
                order=order,
                report=report,
                version=after,
                today=today,
                corrected=(self._sealed(found.before), found),
            )
        report, version = self._asked(register, order, today)
        if order.kind is ReportKind.AGENCY:
            report = of_agency(report, order.agency)
        return self._draft(register, order, report, version, today)

    def edited_since(self, register: Register, order: Order) -> tuple[str, ...]:
        """Return the sections of a closed period's report whose words are no longer those that were sealed.

        Raises SealAltered.
        """
        version = self._sealing.standing(register.programme.id, order.period.id)
        if version is None:
            return ()
        key = self.key(register, order)
        sealed, now = (
            self._sealing.settings_of(version).get(key.stored("narrative"), {}),
            self.narratives.edited(key),
        )
        return tuple(name for name in {**sealed, **now} if sealed.get(name) != now.get(name))

    def key(self, register: Register, order: Order) -> ReportKey:
        """Return the key of a report, under which its edited words are kept."""
        return ReportKey(register.programme.id, order.period.id, order.kind, order.agency)

    def _asked(self, register: Register, order: Order, today: date) -> tuple[Report, SealedVersion | None]:
        """Return the figures that an order asks for and the version that sealed them.

        None if they stand open.
        """
        programme_id, period = register.programme.id, order.period
        if not order.version:
            return self.report(register, period, today), self._sealing.standing(programme_id, period.id)
        for version in self._sealing.versions(programme_id, period.id):
            if version.version == order.version:
                return self._sealed(version), version
        raise NotFound("version", f"{order.version}, {period.label}")

    def _draft(
        self,
        register: Register,
        order: Order,
        report: Report,
        version: SealedVersion | None,
        today: date,
        corrected: tuple[Report, Correction] | None = None,
    ) -> ReportDraft:
        key = self.key(register, order)
        before, correction = corrected or (None, None)
        changes = _changes(before, report) if before is not None else 0
        if before is not None and not changes:
            raise CorrectionEmpty(order.period.id)
        years = self._years(register, report, today) if order.kind is ReportKind.SUMMARY else ()
        preset = order.preset or usual_preset(order.kind)
        kept = self._sealing.settings_of(version) if version is not None and order.version else None
        letter = self.narratives.letter(key, kept)
        sealed = "" if version is None else self._sealing.head_of(version)
        draft = ReportDraft(
            report=report,
            preset=preset,
            letter=letter,
            years=years,
            before=before,
            agency=order.agency,
            head=sealed or history.head(self._store.db),
            earlier=self._earlier(register, report, today) if order.kind is ReportKind.PERIODIC else (),
        )
        context = ReportContext(
            kind=order.kind,
            following=self._following(order.period),
            agency=order.agency,
            sent=correction.sent if correction is not None else None,
            sent_before=correction.sent_before if correction is not None else (),
            reason=correction.reason if correction is not None and order.with_reason else "",
            changes=changes,
            annexes=_annex_names(draft),
            earlier=draft.earlier,
        )
        texts = draft_texts(report, context)
        return replace(
            draft, texts={"subject": _subject(draft), **texts, **self.narratives.edited(key, kept)}
        )

    def _sealed(self, version: SealedVersion) -> Report:
        return self._named(self._sealing.report_of(version))

    def _named(self, report: Report) -> Report:
        now, kept = asdict(self._offices.get()), asdict(report.office)
        return replace(report, office=Office(**{name: text or now[name] for name, text in kept.items()}))

    def _following(self, period: Period) -> Period | None:
        """Return the period of the same kind that begins when `period` has ended."""
        try:
            return self._periods.regimes[period.regime].holding(
                period.cut_off + timedelta(days=1), period.kind
            )
        except (KeyError, NotFound):
            return None

    def _earlier(self, register: Register, report: Report, today: date) -> tuple[EarlierTotals, ...]:
        """Return the totals of the period before and of the same one of the year before, as far as known.

        Of a closed period they are those that were sealed.
        """
        period = report.period
        made: list[EarlierTotals] = []
        for kind, one in (
            ("before", self._periods.before(period)),
            ("year", self._periods.a_year_before(period)),
        ):
            earlier = made[0].period if made else None
            if not report.known or one is None or one == earlier or one.cut_off < report.programme.starts_on:
                continue
            found = self.report(register, one, today)
            if found.entered:
                made.append(EarlierTotals(kind, one, found.total))
        return tuple(made)

    def _years(self, register: Register, report: Report, today: date) -> tuple[YearTotals, ...]:
        """Add up the programme at the cut-off of each of its years, the last one if the report itself stands.

        A year in which nothing was recorded has no figures of its own.
        """
        programme = register.programme
        years = []
        for year in range(programme.starts_on.year, programme.ends_on.year + 1):
            period = self._whole_year(programme.regime, year)
            day = period.cut_off if period is not None else date(year, 12, 31)
            if day >= report.as_of or year == programme.ends_on.year:
                years.append(YearTotals(year, report.as_of, report.total, report.known))
                break
            if period is not None:
                found = self.report(register, period, today)
                years.append(YearTotals(year, day, found.total, found.entered))
            else:
                known = _entered_between(register, date(year, 1, 1), day)
                years.append(YearTotals(year, day, register.totals(day), known))
        return tuple(years)

    def _whole_year(self, regime: str, year: int) -> Period | None:
        try:
            return self._periods.regimes[regime].holding(date(year, 6, 30), "year")
        except (KeyError, NotFound):
            return None


def numbered(drafts: Sequence[ReportDraft], first: Letter) -> list[ReportDraft]:
    """Return several letters with a number each, counted on from the number and with the day of `first`.

    A letter that has a number of its own keeps it; if `first` has none, or none that counts, it stays empty.
    """
    made = []
    for count, draft in enumerate(drafts):
        number = draft.letter.number or (str(int(first.number) + count) if first.number.isdecimal() else "")
        made.append(replace(draft, letter=Letter(number, draft.letter.signed_on or first.signed_on)))
    return made


def _entered_between(register: Register, first: date, last: date) -> bool:
    """Return whether anything was recorded for `first` to `last`, or is known to have been done then."""
    done = (register.standing(task, last).completed_on for task in register.tasks)
    return register.recorded_between(first, last) or any(day is not None and day >= first for day in done)


def lead_agencies(report: Report) -> list[str]:
    """List the agencies that lead tasks of a report, in the order in which its list names them."""
    return leads_in_order(row.task for group in report.groups for row in group.rows)


def of_agency(report: Report, name: str) -> Report:
    """Return the part of a report that one agency leads, alone or beside others. Raises NotFound."""
    found = next((lead for lead in lead_agencies(report) if same_text(lead, name)), None)
    if found is None:
        raise NotFound("agency", name)
    groups = []
    for group in report.groups:
        rows = tuple(row for row in group.rows if found in row.task.given.leads)
        groups.append(ReportGroup(group.number, group.title, rows, tally(row.standing for row in rows)))
    total = sum((group.totals for group in groups), Totals())
    apart = tuple(row for row in report.apart if found in row.task.given.leads)
    indicators = tuple(one for one in report.indicators if one.lead == found)
    descents = tuple(
        one for one in report.descents if found in {task.lead for task in (one.task, *one.others)}
    )
    return replace(
        report,
        groups=tuple(groups),
        agencies=(ReportAgency(found, total),),
        total=total,
        apart=apart,
        indicators=indicators,
        descents=descents,
        documents=tuple(one for one in report.documents if any(task.lead == found for task in one.tasks)),
    )


def _changes(before: Report, after: Report) -> int:
    from desktop_app.exchange.reports import changes

    return sum(1 for _ in changes(before, after))


def _annex_names(draft: ReportDraft) -> dict[str, str]:
    from desktop_app.exchange.reports import annex_names

    return annex_names(draft)


def _subject(draft: ReportDraft) -> str:
    from desktop_app.exchange.reports import subject

    return subject(draft)
