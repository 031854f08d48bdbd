"""Where the leader judges rows: in the data file itself, or in a package that came from it."""

import hashlib
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from desktop_app import files
from desktop_app.domain.codec import UNREADABLE, canonical
from desktop_app.domain.errors import AppError, NotFound, PackageForeign, PackageStale, RuleBroken
from desktop_app.domain.period import Period
from desktop_app.domain.plain_json import read_json
from desktop_app.domain.review import (
    SUFFIX,
    PackageDirection,
    Review,
    ReviewedRow,
    ReviewPackage,
    Verdict,
    reviewed,
    row_hash,
    still_says,
)
from desktop_app.domain.sealing import freeze, report_rows, thaw
from desktop_app.domain.text import tidy
from desktop_app.services.acts import Acts
from desktop_app.services.office import Offices
from desktop_app.services.periods.figures import make_report
from desktop_app.services.periods.reviewing import Beside, Reviewing
from desktop_app.services.places import log_folder
from desktop_app.services.tasks import Register
from desktop_app.storage import history
from desktop_app.storage.lock import current_user
from desktop_app.storage.store import Store, now

if TYPE_CHECKING:
    from desktop_app.domain.reports import ReportRow

_KEPT_SECONDS = 366 * 24 * 60 * 60


class ReviewDesk(Protocol):
    """Rows with the leader's word on them."""

    def rows(self) -> list[ReviewedRow]:
        """Return every row as it stands with the leader."""

    def accept(self, task_ids: Iterable[int], by: str) -> int:
        """Accept rows and return how many."""

    def give_back(self, task_ids: Iterable[int], note: str, by: str) -> int:
        """Return rows with a note and return how many. Raises FieldMissing."""

    def beside(self, task_id: int) -> Beside:
        """Return what the leader may want to see beside a row."""

    @property
    def judged(self) -> int:
        """Return how many times rows were judged here, less those taken back."""

    def undo(self) -> None:
        """Take the newest judgement made here back."""


class PeriodDesk:
    """The rows of a period of the data file: every verdict is an act."""

    def __init__(self, reviewing: Reviewing, register: Register, period: Period) -> None:
        self._reviewing = reviewing
        self._register = register
        self._period = period
        self._shown: list[ReportRow] | None = None
        self._made: list[int] = []

    def rows(self) -> list[ReviewedRow]:
        """Return every row as it stands with the leader."""
        rows = self._reviewing.rows(self._register, self._period)
        self._shown = [one.row for one in rows]
        return rows

    def accept(self, task_ids: Iterable[int], by: str) -> int:
        """Accept rows, as they were shown last, as one act. Raises PeriodSealed, RowsChanged."""
        count = self._reviewing.accept(self._register, self._period, task_ids, by=by, shown=self._shown)
        return self._remember(count)

    def give_back(self, task_ids: Iterable[int], note: str, by: str) -> int:
        """Return rows, as they were shown last, as one act.

        Raises PeriodSealed, RowsChanged, FieldMissing.
        """
        count = self._reviewing.give_back(
            self._register, self._period, task_ids, note=note, by=by, shown=self._shown
        )
        return self._remember(count)

    def beside(self, task_id: int) -> Beside:
        """Return what the period before said of a task, and the documents that prove it."""
        return self._reviewing.beside(self._register, self._period, task_id)

    @property
    def judged(self) -> int:
        """Return how many judgements were made here and stand."""
        return len(self._made)

    def undo(self) -> None:
        """Take the newest judgement made here back, as an act. Raises UndoBlocked, PeriodSealed."""
        self._reviewing.undo(self._made[-1])
        self._made.pop()

    def _remember(self, count: int) -> int:
        last = self._reviewing.last_act
        if count and last is not None:
            self._made.append(last)
        return count


class PackageDesk:
    """The rows of a package; what is judged is kept at once in a file of this PC, until it is answered.

    A package that is opened again goes on from there.
    """

    def __init__(self, package: ReviewPackage, path: Path = Path(), kept: Path | None = None) -> None:
        """Judge the rows of `package`, which came from the file `path`, and keep the judgements in `kept`.

        Raises PackageForeign.
        """
        self.package = package
        self._kept = kept
        try:
            report = thaw(package.report, read_json)
        except (RuleBroken, *UNREADABLE) as error:
            raise PackageForeign(path) from error
        self._rows = [row for row in report_rows(report) if row.task.active]
        self._reviews = {one.task_id: one for one in package.reviews}
        self._judged = _kept_judgements(kept)
        if kept is not None:
            _let_go_beside(kept)
        self._past: list[dict[int, Review]] = []

    def rows(self) -> list[ReviewedRow]:
        """Return every row as it stands with the leader."""
        reviews = self._reviews | self._judged
        return [reviewed(row, reviews.get(row.task.id)) for row in self._rows]

    def accept(self, task_ids: Iterable[int], by: str) -> int:
        """Accept rows and return how many."""
        return self._judge(task_ids, Verdict.ACCEPTED, "", by)

    def give_back(self, task_ids: Iterable[int], note: str, by: str) -> int:
        """Return rows with a note and return how many. Raises FieldMissing."""
        return self._judge(task_ids, Verdict.RETURNED, note, by)

    def beside(self, _task_id: int) -> Beside:
        """Return nothing: a package holds one period and no documents."""
        return Beside()

    @property
    def judged(self) -> int:
        """Return how many times rows were judged here, less those taken back."""
        return len(self._past)

    @property
    def answered(self) -> int:
        """Return how many rows were judged of this package, also when it was open before."""
        return len(self._judged)

    def undo(self) -> None:
        """Take the newest judgement made here back. Raises the TargetError family, DiskFull."""
        self._keep(self._past[-1])
        self._past.pop()

    def answer(self, target: Path) -> None:
        """Write the package that goes back, with the judgements made in it alone.

        Raises the TargetError family, DiskFull.
        """
        self._write(self._judged, target)

    def _judge(self, task_ids: Iterable[int], verdict: Verdict, note: str, by: str) -> int:
        wanted, moment = frozenset(task_ids), now()
        made = [
            Review(
                task_id=row.task.id,
                verdict=verdict,
                note=tidy(note),
                at=moment,
                by=by or current_user(),
                hash=row_hash(row),
            )
            for row in self._rows
            if row.task.id in wanted
        ]
        before = self._judged
        self._keep(before | {one.task_id: one for one in made})
        self._past.append(before)
        return len(made)

    def _keep(self, judged: dict[int, Review]) -> None:
        """Keep the judgements on the disk first, so that none is shown that a fault would lose."""
        if self._kept is not None:
            files.mkdir(self._kept.parent)
            self._write(judged, self._kept)
        self._judged = judged

    def _write(self, judged: dict[int, Review], target: Path) -> None:
        from desktop_app.exchange.writing import write_package

        back = replace(self.package, way=PackageDirection.ANSWER, made_at=now(), made_by=current_user())
        write_package(replace(back, reviews=tuple(judged.values())), target)


def kept_answer(package: ReviewPackage) -> Path:
    """Return where this PC keeps what is judged of a package. Raises TargetNotWritable."""
    said = canonical([package.head, package.made_at, package.report])
    return log_folder() / "duyet" / f"{hashlib.sha256(said.encode()).hexdigest()}{SUFFIX}"


def _let_go_beside(kept: Path) -> None:
    """Take away what was kept of other packages and not touched for a year."""
    with suppress(OSError):
        for other in kept.parent.glob(f"*{SUFFIX}"):
            if other != kept and time.time() - other.stat().st_mtime > _KEPT_SECONDS:
                files.discard(other)


def _kept_judgements(kept: Path | None) -> dict[int, Review]:
    if kept is None or not kept.is_file():
        return {}
    try:
        return {one.task_id: one for one in open_package(kept).reviews}
    except AppError:
        return {}  # a damaged one is written anew


@dataclass(frozen=True, slots=True)
class MergedAnswer:
    """What an answer brought.

    How many rows were accepted and returned, and the numbers of those left as they are. `stale` say something
    else since the package left; `conflicts` were judged otherwise in the data file since then.
    """

    accepted: int
    returned: int
    stale: tuple[str, ...]
    conflicts: tuple[str, ...] = ()


class Packages:
    """Sends the rows of the data file `store` to the leader as a file, and takes the answer."""

    def __init__(
        self,
        store: Store,
        acts: Acts,
        offices: Offices,
        reviewing: Reviewing,
        require_sound: Callable[[int, Period], None],
    ) -> None:
        """Work on the data file `store`; `require_sound` refuses what the history does not account for."""
        self._require_sound = require_sound
        self._store = store
        self._acts = acts
        self._offices = offices
        self._reviewing = reviewing

    def write(self, register: Register, period: Period, target: Path) -> Path:
        """Write a period's rows for the leader to `target`, and return it.

        Raises PeriodSealed, DataChangedOutside, the TargetError family, DiskFull.
        """
        from desktop_app.exchange.writing import write_package

        programme_id = register.programme.id
        with self._acts.alone(register):
            self._store.seals.require_open(programme_id, period.id)
            self._require_sound(programme_id, period)
            report = make_report(register, period, self._offices.get(), period.cut_off)
            package = ReviewPackage(
                way=PackageDirection.REQUEST,
                programme=register.programme.number,
                period=period.id,
                label=period.label,
                action=self._store.last_action(),
                head=history.head(self._store.db),
                made_at=now(),
                made_by=current_user(),
                report=freeze(report),
                reviews=tuple(self._store.reviews.latest(programme_id, period.id).values()),
            )
        write_package(package, target)
        return target

    def merge(self, register: Register, period: Period, package: ReviewPackage, path: Path) -> MergedAnswer:
        """Take the judgements made in an answer, row by row, as one act.

        A row not judged in it is never touched. Judged in it is what the data file did not hold when the
        package left: an earlier program sent the verdicts that it had been given back with its own. A row
        that says something else now keeps its old verdict and is listed; so does one that was judged in the
        data file since the package left, unless both say the same.

        Raises PackageForeign for a package of another data file, programme or period, PackageStale if the
        period is closed or nothing fits any more.
        """
        programme_id = register.programme.id
        with self._acts.alone(register):
            if not self._own(register, period, package):
                raise PackageForeign(path)
            if self._store.seals.standing(programme_id, period.id) is not None:
                raise PackageStale(path, period.id)
            fits, late, conflicts = self._sorted(register, period, package)
            if late and not fits and not conflicts:
                raise PackageStale(path, period.id)
            if fits:
                with self._acts.act("review_merge", period=period.id, count=len(fits), file=path.name):
                    self._store.reviews.add(period.id, fits)
        accepted = sum(one.verdict is Verdict.ACCEPTED for one in fits)
        return MergedAnswer(
            accepted, len(fits) - accepted, _numbers(register, late), _numbers(register, conflicts)
        )

    def _sorted(
        self, register: Register, period: Period, package: ReviewPackage
    ) -> tuple[list[Review], list[Review], list[Review]]:
        """Return the judgements made in a package: those to take, those on other words, those in conflict."""
        reviews, programme_id = self._store.reviews, register.programme.id
        rows = {one.row.task.id: one.row for one in self._reviewing.rows(register, period)}
        base = reviews.latest_at(programme_id, period.id, package.action)
        since = reviews.latest_since(programme_id, period.id, package.action)
        fits: list[Review] = []
        late: list[Review] = []
        conflicts: list[Review] = []
        for one in {one.task_id: one for one in package.reviews if base.get(one.task_id) != one}.values():
            row, own = rows.get(one.task_id), since.get(one.task_id)
            if own is not None:
                if (own.verdict, own.note) != (one.verdict, one.note):
                    conflicts.append(one)
            elif row is None or not still_says(row, one.hash):
                late.append(one)
            else:
                fits.append(one)
        return fits, late, conflicts

    def _own(self, register: Register, period: Period, package: ReviewPackage) -> bool:
        try:
            act = history.action(self._store.db, package.action)
        except NotFound:
            return False
        if (
            act.hash != package.head
            or package.way is not PackageDirection.ANSWER
            or package.period != period.id
        ):
            return False
        try:  # by its id, since its number may have been corrected meanwhile
            of = read_json(package.report)["report"]["programme"]["id"]
        except UNREADABLE:
            return False
        return bool(of == register.programme.id)


def _numbers(register: Register, reviews: Iterable[Review]) -> tuple[str, ...]:
    known = {task.id: task for task in register.tasks}
    return tuple(known[one.task_id].number for one in reviews if one.task_id in known)


def open_package(path: Path) -> ReviewPackage:
    """Read a package. Raises SourceMissing, SourceNotReadable, PackageForeign, PackageAltered."""
    from desktop_app.exchange.writing import read_package

    return read_package(path)
