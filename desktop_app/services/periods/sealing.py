"""Closing periods, opening them again, what differs between versions, and what was sent."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.domain.errors import FieldMissing, PeriodNotSealed, SourceMissing
from desktop_app.domain.period import Period
from desktop_app.domain.plain_json import kept_json
from desktop_app.domain.reports import Report
from desktop_app.domain.sealed_version import SealedVersion, Submission
from desktop_app.domain.sealing import Differences, before_rows, differences, digest, freeze
from desktop_app.domain.text import one_line, tidy
from desktop_app.domain.work import Steps, finished
from desktop_app.files import read_bytes
from desktop_app.services.acts import Acts
from desktop_app.services.office import Offices
from desktop_app.services.periods.checks import Checks
from desktop_app.services.periods.figures import issued_documents, make_report
from desktop_app.services.periods.indicators import Indicators
from desktop_app.services.periods.reviewing import Reviewing
from desktop_app.services.periods.sealed import LINES, sealed_body
from desktop_app.services.tasks import Register, agency_classes
from desktop_app.storage import history
from desktop_app.storage.lock import current_user
from desktop_app.storage.store import Store, now
from desktop_app.storage.tables import programme_key

_KEY = "sealing"
_LARGEST_SENT = 100 * 2**20


@dataclass(frozen=True, slots=True)
class SealRules:
    """What the office wants before it closes a period: no blocking finding, every row accepted."""

    checks: bool = True
    review: bool = False


class Sealing:
    """Closes the periods of the data file `store`."""

    def __init__(
        self,
        store: Store,
        acts: Acts,
        offices: Offices,
        checks: Checks,
        reviewing: Reviewing,
        indicators: Indicators,
        require_sound: Callable[[int, Period], None],
    ) -> None:
        """Work on the data file `store`; `require_sound` refuses what the history does not account for."""
        self._require_sound = require_sound
        self._store = store
        self._acts = acts
        self._offices = offices
        self._checks = checks
        self._reviewing = reviewing
        self._indicators = indicators

    def rules(self, programme_id: int = 0) -> SealRules:
        """Return the rules for closing a period of a programme; 0: of one that has no rules of its own."""
        return SealRules(**(self._store.settings.of_programme(_KEY, programme_id) or {}))

    def set_rules(self, rules: SealRules, programme_id: int = 0) -> None:
        """Set what is wanted before a period of a programme is closed.

        0 stands for those that have no rules of their own.
        """
        with self._acts.alone():
            if rules == self.rules(programme_id):
                return
            with self._acts.act("period_rules"):
                kept = {"checks": rules.checks, "review": rules.review}
                self._store.settings.put(programme_key(_KEY, programme_id), kept)

    def versions(self, programme_id: int, period: str = "") -> list[SealedVersion]:
        """List the sealed versions of a period, or of all, the newest first."""
        return [
            one for one in reversed(self._store.seals.of(programme_id)) if not period or one.period == period
        ]

    def standing(self, programme_id: int, period: str) -> SealedVersion | None:
        """Return the version that closes a period, None while it is open."""
        return self._store.seals.standing(programme_id, period)

    def report_of(self, version: SealedVersion) -> Report:
        """Return the report that a version sealed, figure for figure. Raises SealAltered."""
        return finished(self.reading_of(version))

    def reading_of(self, version: SealedVersion) -> Steps[Report]:
        """Return that report in steps. Raises SealAltered."""
        return (yield from self._checks.sealed.reading(version)).report

    def verifying(self, version: SealedVersion) -> Steps[None]:
        """Raise SealAltered in steps if a version no longer says what was sealed."""
        yield from sealed_body(self._store.seals, version)

    def settings_of(self, version: SealedVersion) -> dict[str, Any]:
        """Return the report's own words, numbers and days that a version sealed, by their keys.

        Raises SealAltered.
        """
        rows = (
            before_rows(finished(sealed_body(self._store.seals, version))).get("beside", {}).get("words", ())
        )
        return {row["key"]: kept_json(row["value"]) for row in rows}

    def report(self, register: Register, period: Period, today: date) -> Report:
        """Return the report on a period: the sealed one if it is closed, else as it stands now.

        Raises SealAltered.
        """
        return finished(self.reading(register, period, today))

    def reading(self, register: Register, period: Period, today: date) -> Steps[Report]:
        """Return that report; a sealed one is read in steps. Raises SealAltered."""
        version = self.standing(register.programme.id, period.id)
        if version is None:
            return self._made(register, period, today)
        return (yield from self.reading_of(version))

    def seal(self, register: Register, period: Period, today: date) -> SealedVersion:
        """Close a period: keep everything its report shows, and lock it. Cannot be undone, only opened again.

        What is sealed is read from the file while nobody else can write; `register` only names the programme.

        Raises PeriodSealed, DataChangedOutside, ChecksOpen, ReviewOpen.
        """
        programme_id = register.programme.id
        with self._store.alone():
            self._store.seals.require_open(programme_id, period.id)
            self._require_sound(programme_id, period)
            row = self._row(programme_id, period, self._asked(programme_id, period, today))
            label = {name: row[name] for name in ("period", "version", "sha256")}
            beside = {name: value for name, value in row.items() if name != "body"}
            with self._store.transaction("seal", label | {"row": beside}):
                self._store.seals.add(row)
        register.refresh()
        return self.versions(programme_id, period.id)[0]

    def _asked(self, programme_id: int, period: Period, today: date) -> str:
        """Return the body to seal, as the file has it, if the rules are met.

        Raises ChecksOpen, ReviewOpen.
        """
        register = Register(self._store, programme_id)
        report = self._made(register, period, today)
        rules = self.rules(programme_id)
        if rules.checks:
            self._checks.require_none(register, period, today, report)
        if rules.review:
            self._reviewing.require_all(register, period)
        beside = self._store.seals.beside(programme_id, period.id)
        return freeze(report, beside | {LINES: self._indicators.cells(register, period)})

    def _made(self, register: Register, period: Period, today: date) -> Report:
        shown = self._indicators.shown(register, period)
        evidence, programme_id = self._store.evidence, register.programme.id
        documents = issued_documents(
            register, period, evidence.of(programme_id), evidence.links(programme_id)
        )
        return make_report(
            register=register,
            period=period,
            office=self._offices.get(),
            made_on=today,
            indicators=shown,
            documents=documents,
            classes=agency_classes(self._store),
        )

    def _row(self, programme_id: int, period: Period, body: str) -> dict[str, Any]:
        earlier = self.versions(programme_id, period.id)
        return {
            "programme_id": programme_id,
            "period": period.id,
            "version": earlier[0].version + 1 if earlier else 1,
            "body": body,
            "sha256": digest(body),
            "reason": (earlier[0].reopened_for or "") if earlier else "",
            "sealed_at": now(),
            "sealed_by": current_user(),
            "head": history.head(self._store.db),
        }

    def reopen(self, programme_id: int, period: str, reason: str) -> SealedVersion:
        """Open a closed period again; the next seal makes the next version.

        Raises FieldMissing, PeriodNotSealed.
        """
        reason = tidy(reason)
        if not reason:
            raise FieldMissing("reason")
        with self._store.alone():
            version = self._require_closed(programme_id, period)
            row = {"reason": reason, "at": now(), "by": current_user()}
            label = {"period": period, "version": version.version, "reason": reason, "row": row}
            with self._store.transaction("reopen", label):
                self._store.seals.reopen(version, **row)
        return self.versions(programme_id, period)[0]

    def _require_closed(self, programme_id: int, period: str) -> SealedVersion:
        version = self.standing(programme_id, period)
        if version is None:
            raise PeriodNotSealed(period)
        return version

    def version(self, version_id: int) -> list[SealedVersion]:
        """Return the version with an id as a list, an empty one if there is none."""
        return self._store.seals.version(version_id)

    def head_of(self, version: SealedVersion) -> str:
        """Return the head of the history that vouches for a version: the hash of the act that sealed it."""
        return self._store.seals.act_hash(version) or version.head

    def differences(self, old: SealedVersion, new: SealedVersion) -> Differences:
        """Compare two versions. Raises SealAltered."""
        return differences(self.report_of(old), self.report_of(new))

    def since(self, version: SealedVersion, report: Report) -> Differences:
        """Compare a version with a report as it stands now. Raises SealAltered."""
        return differences(self.report_of(version), report)

    def submissions(self, programme_id: int, period: str = "") -> list[Submission]:
        """List what was sent for a period, or for all, the oldest first."""
        return [
            one for one in self._store.seals.submissions(programme_id) if not period or one.period == period
        ]

    def submit(self, submission: Submission, files: Sequence[Path] = ()) -> Submission:
        """Register that a closed period's report was sent, and keep the files as they were sent.

        Raises PeriodNotSealed, FieldMissing, SourceMissing, SourceNotReadable, SourceTooLarge.
        """
        self._require_closed(submission.programme_id, submission.period)
        bodies = [(path.name, read_bytes(path, _LARGEST_SENT)) for path in files]
        document = one_line(submission.document)
        with self._acts.alone():
            version = self._require_closed(submission.programme_id, submission.period)
            with self._acts.act("submit", period=submission.period, number=document):
                kept = tuple((name, self._store.editions.keep_file(name, body)) for name, body in bodies)
                sent = replace(
                    submission,
                    version=version.version,
                    document=document,
                    signer=one_line(submission.signer),
                    channel=one_line(submission.channel),
                    files=kept,
                )
                key = self._store.seals.submit(sent)
        return replace(sent, id=key)

    def save_file(self, sha256: str, target: Path) -> None:
        """Write a file that was sent, byte for byte. Raises the TargetError family."""
        from desktop_app.files import replacing

        body = self._store.editions.file(sha256)
        if body is None:
            raise SourceMissing(target)
        with replacing(target) as young:
            young.write_bytes(body)
