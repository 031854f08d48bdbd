"""Review of a period: the officer sends it, the leader accepts or returns each row."""

from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.checks import CheckKind
from desktop_app.domain.errors import ReviewOpen, RowsChanged
from desktop_app.domain.evidence import Document
from desktop_app.domain.period import Period, PeriodState
from desktop_app.domain.progress import ProgressEntry
from desktop_app.domain.reports import ReportRow, judged_of
from desktop_app.domain.review import Review, ReviewedRow, ReviewMark, Verdict, reviewed, row_hash
from desktop_app.domain.text import tidy
from desktop_app.services.acts import Acts
from desktop_app.services.periods.checks import Checks
from desktop_app.services.tasks import Register
from desktop_app.storage.lock import current_user
from desktop_app.storage.store import Store, now


@dataclass(frozen=True, slots=True)
class Beside:
    """What a leader may want to see beside a row: what was recorded last before, and what proves the task."""

    before: ProgressEntry | None = None
    documents: tuple[Document, ...] = ()


class Reviewing:
    """Reviews the periods of the data file `store`."""

    def __init__(self, store: Store, acts: Acts, checks: Checks) -> None:
        self._store = store
        self._acts = acts
        self._checks = checks

    def rows(self, register: Register, period: Period) -> list[ReviewedRow]:
        """Return every row that counts (and the suspended ones) with how it stands with the leader."""
        last = self._store.reviews.latest(register.programme.id, period.id)
        return [reviewed(row, last.get(row.task.id)) for row in register.rows(period) if row.task.active]

    def verdicts(self, task_id: int) -> list[tuple[str, Review]]:
        """List every verdict on a task with the period it was given for, the oldest first."""
        return self._store.reviews.of_task(task_id)

    def beside(self, register: Register, period: Period, task_id: int) -> Beside:
        """Return what was recorded of a task before a period, and the documents that prove it."""
        before = [one for one in register.entries(task_id) if one.cut_off < period.cut_off]
        evidence, programme_id = self._store.evidence, register.programme.id
        proving = {one.document_id for one in evidence.links(programme_id) if one.task_id == task_id}
        documents = tuple(one for one in evidence.of(programme_id) if one.id in proving)
        return Beside(before[-1] if before else None, documents)

    @property
    def last_act(self) -> int | None:
        """Return the newest act of this session."""
        return self._acts.last

    def undo(self, act_id: int) -> None:
        """Take a judgement back, as an act. Raises UndoBlocked, PeriodSealed."""
        self._acts.undo(act_id)

    def counts(self, register: Register, period: Period) -> Counter[ReviewMark]:
        """Count the rows of a period by their mark."""
        return Counter(one.mark for one in self.rows(register, period))

    def send(self, register: Register, period: Period, today: date) -> None:
        """Put a period before the leader. Raises PeriodSealed, ChecksOpen."""
        with self._reading(register, period):
            returned = {CheckKind.RETURNED}  # these are what goes to the leader again
            self._checks.require_none(register, period, today, passed=returned)
            with self._acts.act("review_send", period=period.id):
                self._store.seals.put_state(register.programme.id, period.id, PeriodState.IN_REVIEW)

    def take_back(self, register: Register, period: Period) -> None:
        """Take a period back from the leader; verdicts stay. Raises PeriodSealed."""
        with self._reading(register, period), self._acts.act("review_take_back", period=period.id):
            self._store.seals.put_state(register.programme.id, period.id, PeriodState.OPEN)

    def accept(
        self,
        register: Register,
        period: Period,
        task_ids: Iterable[int],
        note: str = "",
        by: str = "",
        shown: Iterable[ReportRow] | None = None,
    ) -> int:
        """Accept rows as one act; return how many were not accepted before.

        `shown` are the rows as the leader read them, else those of `register` as it is in memory. Raises
        PeriodSealed, RowsChanged if one of those to judge says something else by now.
        """
        return self._judge(register, period, task_ids, _Said(Verdict.ACCEPTED, note, by), shown)

    def give_back(
        self,
        register: Register,
        period: Period,
        task_ids: Iterable[int],
        note: str,
        by: str = "",
        shown: Iterable[ReportRow] | None = None,
    ) -> int:
        """Return rows with a note, as one act; return how many. Raises FieldMissing, and as `accept`."""
        return self._judge(register, period, task_ids, _Said(Verdict.RETURNED, note, by), shown)

    def require_all(self, register: Register, period: Period) -> None:
        """Refuse to go on while a row is not accepted. Raises ReviewOpen."""
        counts = self.counts(register, period)
        waiting = counts.total() - counts[ReviewMark.ACCEPTED]
        if waiting:
            raise ReviewOpen(period.id, waiting)

    def _judge(
        self,
        register: Register,
        period: Period,
        task_ids: Iterable[int],
        said: "_Said",
        shown: Iterable[ReportRow] | None,
    ) -> int:
        wanted = frozenset(task_ids)
        read = {row.task.id: row for row in (register.rows(period) if shown is None else shown)}
        with self._reading(register, period):
            rows = [one for one in self.rows(register, period) if one.row.task.id in wanted]
            changed = [one.row for one in rows if not _is_read(read.get(one.row.task.id), one.row)]
            if changed:
                raise RowsChanged(
                    period.id, "; ".join(row.task.number or str(row.task.id) for row in changed)
                )
            moment, who, note = now(), said.by or current_user(), tidy(said.note)
            reviews = [
                Review(
                    task_id=one.row.task.id,
                    verdict=said.verdict,
                    note=note,
                    at=moment,
                    by=who,
                    hash=row_hash(one.row),
                )
                for one in rows
                if not _stands(one, said.verdict, note, who)
            ]
            if reviews:
                number = register.task(reviews[0].task_id).number
                act = "review_accept" if said.verdict is Verdict.ACCEPTED else "review_return"
                with self._acts.act(act, period=period.id, number=number, count=len(reviews)):
                    self._store.reviews.add(period.id, reviews)
        return len(reviews)

    @contextmanager
    def _reading(self, register: Register, period: Period) -> Iterator[None]:
        """Keep every other writer out, and let `register` be what the file is. Raises PeriodSealed."""
        with self._acts.alone(register):
            self._store.seals.require_open(register.programme.id, period.id)
            yield


@dataclass(frozen=True, slots=True)
class _Said:
    """What the leader says of rows."""

    verdict: Verdict
    note: str
    by: str


def _is_read(read: ReportRow | None, now: ReportRow) -> bool:
    """Return whether the leader has read what a row says."""
    return read is not None and (read == now or judged_of(read) == judged_of(now))


def _stands(one: ReviewedRow, verdict: Verdict, note: str, who: str) -> bool:
    """Return whether the same verdict stands already on a row.

    One that is returned again may get another note.
    """
    if verdict is Verdict.ACCEPTED:
        return one.mark is ReviewMark.ACCEPTED
    return (
        one.mark is ReviewMark.RETURNED
        and one.last is not None
        and (one.last.note, one.last.by) == (note, who)
    )
