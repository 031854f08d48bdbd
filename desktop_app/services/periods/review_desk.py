"""Where the leader judges rows: in the data file itself, or in a package that came from it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from desktop_app.domain.errors import NotFound, PackageForeign, PackageStale
from desktop_app.domain.period import Period
from desktop_app.domain.review import Review, Reviewed, ReviewPackage, Verdict, Way, reviewed, row_hash, still_says
from desktop_app.domain.sealing import freeze, report_rows, thaw
from desktop_app.domain.text import tidy
from desktop_app.services.acts import Acts
from desktop_app.services.office import Offices
from desktop_app.services.periods.figures import make_report
from desktop_app.services.periods.reviewing import Reviewing
from desktop_app.services.tasks import Register
from desktop_app.storage import history
from desktop_app.storage.lock import current_user
from desktop_app.storage.store import Store, now


class Desk(Protocol):
    """Rows with the leader's word on them."""

    def rows(self) -> list[Reviewed]:
        """Return every row as it stands with the leader."""

    def accept(self, task_ids: Iterable[int], by: str) -> int:
        """Accept rows and return how many."""

    def give_back(self, task_ids: Iterable[int], note: str, by: str) -> int:
        """Return rows with a note and return how many. Raises FieldMissing."""


class PeriodDesk:
    """The rows of a period of the data file: every verdict is an act."""

    def __init__(self, reviewing: Reviewing, register: Register, period: Period) -> None:
        """Judge `period` of `register`."""
        self._reviewing = reviewing
        self._register = register
        self._period = period

    def rows(self) -> list[Reviewed]:
        """Return every row as it stands with the leader."""
        return self._reviewing.rows(self._register, self._period)

    def accept(self, task_ids: Iterable[int], by: str) -> int:
        """Accept rows as one act. Raises PeriodSealed."""
        return self._reviewing.accept(self._register, self._period, task_ids, by=by)

    def give_back(self, task_ids: Iterable[int], note: str, by: str) -> int:
        """Return rows as one act. Raises PeriodSealed, FieldMissing."""
        return self._reviewing.give_back(self._register, self._period, task_ids, note, by)


class PackageDesk:
    """The rows of a package, in memory until `answer` writes it."""

    def __init__(self, package: ReviewPackage) -> None:
        """Judge the rows of `package`."""
        self.package = package
        self._rows = [row for row in report_rows(thaw(package.report)) if row.task.active]
        self._reviews = {one.task_id: one for one in package.reviews}

    def rows(self) -> list[Reviewed]:
        """Return every row as it stands with the leader."""
        return [reviewed(row, self._reviews.get(row.task.id)) for row in self._rows]

    def accept(self, task_ids: Iterable[int], by: str) -> int:
        """Accept rows and return how many."""
        return self._judge(task_ids, Verdict.ACCEPTED, "", by)

    def give_back(self, task_ids: Iterable[int], note: str, by: str) -> int:
        """Return rows with a note and return how many. Raises FieldMissing."""
        return self._judge(task_ids, Verdict.RETURNED, note, by)

    def answer(self, target: Path) -> None:
        """Write the package that goes back. Raises the TargetError family, DiskFull."""
        from desktop_app.exchange.writing import write_package

        back = replace(self.package, way=Way.ANSWER, made_at=now(), made_by=current_user())
        write_package(replace(back, reviews=tuple(self._reviews.values())), target)

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
        self._reviews |= {one.task_id: one for one in made}
        return len(made)


@dataclass(frozen=True, slots=True)
class Merged:
    """What an answer brought: rows accepted and returned, and the numbers of rows that have changed since."""

    accepted: int
    returned: int
    stale: tuple[str, ...]


class Packages:
    """Sends the rows of the data file `store` to the leader as a file, and takes the answer."""

    def __init__(self, store: Store, acts: Acts, offices: Offices, reviewing: Reviewing) -> None:
        """Work on the data file `store`."""
        self._store = store
        self._acts = acts
        self._offices = offices
        self._reviewing = reviewing

    def write(self, register: Register, period: Period, target: Path) -> None:
        """Write a period's rows for the leader. Raises PeriodSealed, the TargetError family, DiskFull."""
        from desktop_app.exchange.writing import write_package

        self._store.seals.require_open(register.programme.id, period.id)
        report = make_report(register, period, self._offices.get(), period.cut_off)
        latest = self._store.reviews.latest(register.programme.id, period.id)
        write_package(
            ReviewPackage(
                way=Way.REQUEST,
                programme=register.programme.number,
                period=period.id,
                label=period.label,
                action=self._store.last_action(),
                head=history.head(self._store.db),
                made_at=now(),
                made_by=current_user(),
                report=freeze(report),
                reviews=tuple(latest.values()),
            ),
            target,
        )

    def merge(self, register: Register, period: Period, package: ReviewPackage, path: Path) -> Merged:
        """Take the leader's verdicts from an answer, row by row, as one act.

        A row that says something else now keeps its old verdict and is listed. Raises PackageForeign for a package of
        another data file, programme or period, PackageStale if the period is closed or nothing fits any more.
        """
        if not self._own(register, period, package):
            raise PackageForeign(path)
        programme_id = register.programme.id
        if self._store.seals.standing(programme_id, period.id) is not None:
            raise PackageStale(path, period.id)
        rows = {one.row.task.id: one for one in self._reviewing.rows(register, period)}
        known = self._store.reviews.latest(programme_id, period.id)
        given = [one for one in package.reviews if known.get(one.task_id) != one]
        fits = [one for one in given if one.task_id in rows and still_says(rows[one.task_id].row, one.hash)]
        late = [one for one in given if one not in fits]
        if given and not fits:
            raise PackageStale(path, period.id)
        if fits:
            with self._acts.act("review_merge", period=period.id, count=len(fits), file=path.name):
                self._store.reviews.add(period.id, fits)
        numbers = [rows[one.task_id].row.task.number for one in late if one.task_id in rows]
        accepted = sum(one.verdict is Verdict.ACCEPTED for one in fits)
        return Merged(accepted, len(fits) - accepted, tuple(numbers))

    def _own(self, register: Register, period: Period, package: ReviewPackage) -> bool:
        try:
            act = history.action(self._store.db, package.action)
        except NotFound:
            return False
        named = package.programme == register.programme.number and package.period == period.id
        return named and act.hash == package.head and package.way is Way.ANSWER


def open_package(path: Path) -> ReviewPackage:
    """Read a package. Raises SourceMissing, SourceNotReadable, PackageForeign, PackageAltered."""
    from desktop_app.exchange.writing import read_package

    return read_package(path)
