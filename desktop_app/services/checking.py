"""Whether a data file still says what its acts wrote, what differs in the officer's words, and the way on."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TypeVar

from desktop_app import files
from desktop_app.domain.errors import (
    AppError,
    DataChangedOutside,
    DataFileDamaged,
    DataFileError,
    FieldMissing,
    NothingToTakeOver,
    TableAltered,
)
from desktop_app.domain.period import Period
from desktop_app.domain.sealed_version import SealedVersion
from desktop_app.domain.text import one_line, tidy
from desktop_app.domain.work import Progress, no_progress
from desktop_app.files.scratch import temporary_folder
from desktop_app.resources import words
from desktop_app.services._findings import FindingWords, StatedFinding
from desktop_app.services.acts import Acts
from desktop_app.services.evidence import Evidence, FileTrouble
from desktop_app.services.history import JournalWords
from desktop_app.services.periods import Periods, Sealing
from desktop_app.storage import history
from desktop_app.storage.backups import HashProof, listed, proof
from desktop_app.storage.checking import (
    ACT,
    UNREADABLE,
    Difference,
    DifferenceKind,
    Examination,
    HistoryFault,
    examine,
    examine_light,
    first_of_each,
    is_cut,
    light_differences,
    list_differences,
    marks_of,
    mend_head,
    take_over,
)
from desktop_app.storage.companions import backups_folder
from desktop_app.storage.history import ActFilter, count_found
from desktop_app.storage.migrations import VERSION
from desktop_app.storage.store import Store, now

T = TypeVar("T")
_LOOKED_BACK = timedelta(days=366)
"""Of a large file, entries of so long before a period are compared when it is closed or reported."""
_MOST = 1_000
"""So many findings are told; who changed a whole column knows it."""
_TRIED = 5
"""So many backups, the newest first, are asked whether they are sound."""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """What a check found.

    The pages, the history, the rows that it does not account for, kept files that are missing or altered, and
    altered sealed versions. `actions` counts the acts, `head` is the hash of the last one, `files` counts the
    files that were read, `more` the findings that are not among `findings`, `unproven` the tasks of which an
    earlier program kept nothing to prove them by.
    """

    pages_ok: bool
    faults: tuple[HistoryFault, ...]
    actions: int
    head: str
    files: int
    troubles: tuple[FileTrouble, ...]
    altered_seals: tuple[SealedVersion, ...] = ()
    differences: tuple[Difference, ...] = ()
    findings: tuple[StatedFinding, ...] = ()
    more: int = 0
    unproven: int = 0

    @property
    def broken_action(self) -> int | None:
        """Return the first act that shows a fault of the history, or None."""
        return min((one.act for one in self.faults), default=None)

    @property
    def data_ok(self) -> bool:
        """Return whether the data is proved, whatever became of the documents beside it."""
        return self.pages_ok and not (self.faults or self.differences or self.altered_seals)

    @property
    def ok(self) -> bool:
        """Return whether nothing is wrong."""
        return self.data_ok and not self.troubles

    @property
    def can_be_taken_over(self) -> bool:
        """Return whether there is something that an act can take over as it is."""
        return self.pages_ok and bool(self.faults or self.differences) and not _in_the_way(self.differences)


class Checking:
    """Checks the data file `store`."""

    def __init__(
        self, store: Store, acts: Acts, periods: Periods, evidence: Evidence, sealing: Sealing
    ) -> None:
        self._store = store
        self._acts = acts
        self._periods = periods
        self._evidence = evidence
        self._sealing = sealing

    def check(self, progress: Progress = no_progress) -> CheckResult:
        """Check every page, the history, every row against it, and every kept file."""
        found = examine(self._store.db, self._store.backups.all(), progress)
        found.differences += _misnamed(self._store)
        if found.pages:
            return CheckResult(
                pages_ok=False,
                faults=(),
                actions=0,
                head="",
                files=0,
                troubles=(),
                findings=(
                    StatedFinding("pages", words("finding")["pages"], "", one_line("; ".join(found.pages))),
                ),
            )
        kept = _SideReader(found)
        no_troubles: list[FileTrouble] = []
        troubles = kept.read("evidence", lambda: self._evidence.files.check(progress=progress), no_troubles)
        findings = self._said(found, troubles)
        shown = tuple(islice(findings, _MOST))
        return CheckResult(
            pages_ok=True,
            faults=tuple(first_of_each(found.faults)),
            actions=kept.read("actions", lambda: count_found(self._store.db, ActFilter()), 0),
            head=kept.read("actions", lambda: history.head(self._store.db), ""),
            files=kept.read("evidence", lambda: len(self._store.evidence.hashes()), 0),
            troubles=tuple(troubles),
            altered_seals=tuple(self._altered(found)),
            differences=tuple(found.differences),
            findings=shown,
            more=sum(1 for _ in findings),
            unproven=found.unproven,
        )

    def take_over(self, reason: str) -> int:
        """Take over what was changed outside the program as one act, which can be undone; return its id.

        What is examined and what is taken over is the same: nobody else writes meanwhile. Raises
        FieldMissing, DataFileDamaged, TableAltered, NothingToTakeOver.
        """
        reason = tidy(reason)
        if not reason:
            raise FieldMissing("reason")
        with self._acts.alone():
            found = examine(self._store.db, self._store.backups.all())
            if found.pages:
                raise DataFileDamaged(self._store.path, "; ".join(found.pages))
            if stuck := _in_the_way(found.differences):
                raise TableAltered(self._store.path, stuck.name or stuck.table)
            if found.ok:
                raise NothingToTakeOver
            count = len(found.differences) + len(found.faults)
            accepted = marks_of(found.differences, found.faults)
            with self._acts.act(ACT, reason=reason, found=count, accepted=accepted) as act:
                if is_cut(found.faults):
                    mend_head(self._store.db, act.id)
                take_over(self._store.db, act.id, found.differences)
                self._store.settings.put(ACT, {"reason": reason, "count": count, "at": now()})
        return act.id

    def sound_backup(self) -> Path | None:
        """Return the newest of the last backups that a check finds sound, None if none of them is."""
        folder = backups_folder(self._store.path)
        for one in listed(self._store.path)[:_TRIED]:
            try:
                path = folder / one.name
                if proof(path) is not HashProof.ALTERED and examine_file(path).ok:
                    return path
            except AppError:
                continue
        return None

    def _altered(self, found: Examination) -> Iterator[SealedVersion]:
        """Yield the sealed versions that do not say what their act sealed."""
        for one in found.differences:
            if one.kind is DifferenceKind.SEAL and one.file and {"body", "sha256"} & one.file.keys():
                yield from self._sealing.version(one.key)

    def _said(self, found: Examination, troubles: list[FileTrouble]) -> Iterator[StatedFinding]:
        for fault in first_of_each(found.faults):
            yield StatedFinding("history", words("history_fault")[fault.fault].format(act=fault.act), "", "")
        said = FindingWords(JournalWords(self._store, self._periods))
        for one in found.differences:
            yield from said.findings(one)
        states = words("file_state")
        for trouble in troubles:
            name = trouble.document.number or trouble.document.subject
            where = words("finding")["document"].format(
                state=states[trouble.state], name=name, path=trouble.path
            )
            yield StatedFinding("document", where, "", "")


def _misnamed(store: Store) -> list[Difference]:
    """Return the difference if the file named an older schema than it had when it was opened."""
    if store.named_schema == VERSION or store.kept_old is not None:
        return []
    named = {"user_version": store.named_schema}
    return [
        Difference(DifferenceKind.SCHEMA, "version", 0, {"user_version": VERSION}, named, name="user_version")
    ]


def require_sound(store: Store, periods: Periods, programme_id: int, period: Period | None) -> None:
    """Refuse to close or send out what the history does not account for.

    Raises DataChangedOutside.
    """
    if period is None:
        rows = partial(list_differences, store.db, programme_id)
    else:
        day = period.cut_off
        span = ((day - _LOOKED_BACK).isoformat(), day.isoformat())
        rows = partial(light_differences, store.db, programme_id, period.id, *span)
    found = examine_light(store.db, rows)
    if found.ok:
        return
    said = [words("history_fault")[one.fault].format(act=one.act) for one in found.faults[:1]]
    if found.differences:
        words_of = FindingWords(JournalWords(store, periods))
        said = [one.sentence for one in words_of.findings(found.differences[0])]
    count = len(found.differences) + len(first_of_each(found.faults))
    raise DataChangedOutside(store.path, said[0], count)


class _SideReader:
    """Reads beside an examination; what cannot be read is found."""

    def __init__(self, found: Examination) -> None:
        self._found = found

    def read(self, table: str, look: Callable[[], T], otherwise: T) -> T:
        """Return what `look` returns, or `otherwise`."""
        try:
            return look()
        except UNREADABLE as error:
            self._found.differences.append(
                Difference(DifferenceKind.UNREAD, table, 0, None, {"error": str(error)})
            )
            return otherwise


def examine_file(path: Path) -> Examination:
    """Check a data file or a backup as `Checking.check` does, without its documents and without touching it.

    No program may hold it open. Raises the DataFileError family, DiskFull.
    """
    with temporary_folder() as folder:
        copy = folder / path.name
        files.copy(path, copy)
        store = Store.open(copy)
        try:
            return examine(store.db, (), no_progress)
        finally:
            store.close()


def is_harmed(path: Path) -> bool:
    """Return whether a data file that a command stumbled over is harmed, so that this is no fault of ours."""
    try:
        return files.exists(path) and not examine_file(path).ok
    except DataFileError:
        return True
    except AppError:
        return False
    except UNREADABLE:
        return True


def _in_the_way(differences: Sequence[Difference]) -> Difference | None:
    """Return a difference that no act can take over: a table of another form, a value that cannot be read."""
    tables = ("table", "migrations")
    return next(
        (
            one
            for one in differences
            if one.kind is DifferenceKind.UNREAD
            or (one.kind is DifferenceKind.SCHEMA and one.table in tables)
        ),
        None,
    )
