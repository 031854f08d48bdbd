"""Editions (bản danh mục): the lists that were accepted, each as it was, and taking an older one back."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app.domain.agencies import join_agencies
from desktop_app.domain.deadlines import Deadline
from desktop_app.domain.editions import (
    Edition,
    FieldValue,
    ListedTask,
    ListRow,
    Match,
    Others,
    Problem,
    RowKind,
    Unread,
    compare,
    unread_of,
)
from desktop_app.domain.errors import FieldMissing, NotFound
from desktop_app.domain.task import Task
from desktop_app.domain.text import fold, one_line, same_text
from desktop_app.domain.work import STEP, Steps, finished
from desktop_app.services.acts import Acts
from desktop_app.services.importing._effect import effect_of
from desktop_app.services.tasks import Register
from desktop_app.storage.history import ImportUndo, move_import
from desktop_app.storage.store import Store
from desktop_app.storage.tables import AcceptedRow


@dataclass(frozen=True, slots=True)
class EditionRow:
    """A row of an edition as it was accepted.

    `given` is what the list said; `changes` what it changed, (field, old, new). A refused row, one left out
    and a gone task have only their text.
    """

    row: int
    kind: str
    text: str
    given: ListRow | None = None
    task_id: int | None = None
    changes: tuple[tuple[str, str, str], ...] = ()
    problems: tuple[Problem, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class EditionView:
    """An edition opened as it was; `unread` says what its reading passed over."""

    edition: Edition
    counts: Mapping[str, int]
    read: int
    rows: tuple[EditionRow, ...]
    unread: Unread


@dataclass(frozen=True, slots=True)
class EditionComparison:
    """Two editions compared: what the later one says of the rows of the earlier one.

    `others` are the columns that are only kept in which a row differs, by row of the later one: the title of
    each, its text before and now.
    """

    earlier: Edition
    later: Edition
    known: Mapping[int, ListedTask]
    matches: tuple[Match, ...]
    others: Mapping[int, tuple[tuple[str, str, str], ...]]

    @property
    def differing(self) -> list[Match]:
        """Return the matches of rows that differ in anything."""
        return [one for one in self.matches if self.kind_of(one) is not RowKind.SAME]

    def kind_of(self, match: Match) -> RowKind:
        """Return what a row comes to; one that differs in a kept column only has changed, too."""
        return RowKind.CHANGED if match.kind is RowKind.SAME and self.others_of(match) else match.kind

    def others_of(self, match: Match) -> tuple[tuple[str, str, str], ...]:
        """Return the columns that are only kept in which a row differs."""
        return () if match.row is None else self.others.get(match.row.row, ())


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What taking an import back does to one field of a task.

    An empty `field` is a whole task that it added. `stays` says why it does not go back: changed, progress,
    listed, used, decided, absent; empty if it goes back.
    """

    task: Task
    field: str
    old: str
    new: str
    stays: str


class Editions:
    """The editions of the data file `store`."""

    def __init__(self, store: Store, acts: Acts, require_sound: Callable[[int], None]) -> None:
        """Work on the data file `store`; `require_sound` refuses what the history does not account for."""
        self._require_sound = require_sound
        self._store = store
        self._acts = acts

    def all(self, programme_id: int) -> list[Edition]:
        """List a programme's editions, the newest first; those that were taken back are left out."""
        return self._store.editions.of(programme_id)[::-1]

    def counts(self, edition_id: int) -> Mapping[str, int]:
        """Count what the rows of an edition came to, by kind."""
        counts: Mapping[str, int] = self._store.editions.report(edition_id).get("counts", {})
        return counts

    def open(self, edition_id: int) -> EditionView:
        """Return an edition as it was: every row with its kind, changes and problems. Raises NotFound."""
        return finished(self.opening(edition_id))

    def opening(self, edition_id: int) -> Steps[EditionView]:
        """Return it in steps; all that is asked of the file is asked in the first. Raises NotFound."""
        edition = self._store.editions.get(edition_id)
        report = self._store.editions.report(edition_id)
        changes = report.get("changes", {})
        rows: list[EditionRow] = []
        for number, kept in enumerate(self._store.editions.told_rows(edition_id)):
            rows.append(_listed(kept, changes.get(str(kept.row.row), {})))
            if not number % STEP:
                yield
        rows += [
            EditionRow(
                one[0], RowKind.REFUSED.value, " · ".join(filter(None, one[1])), problems=_problems(one[2:])
            )
            for one in report.get("refused", [])
        ]
        rows += [EditionRow(one[0], "left_out", one[2], reason=one[1]) for one in report.get("left_out", [])]
        rows.sort(key=lambda one: one.row)
        gone = report.get("gone", [])
        rows += [
            EditionRow(0, RowKind.GONE.value, f"{one[1]} {one[2]}".strip(), task_id=one[0]) for one in gone
        ]
        counts, read = report.get("counts", {}), int(report.get("read", len(rows)))
        return EditionView(edition, counts, read, tuple(rows), unread_of(report.get("unread", {})))

    def others(self, programme_id: int, task_id: int) -> Others:
        """Return what the last list said of a task in columns that are only kept."""
        return self._store.editions.others(programme_id, task_id).get(task_id, ())

    def describe(self, edition_id: int, document: str, title: str, issued_on: date | None) -> bool:
        """Correct number, title and day of an edition.

        What it brought counts from the day that is new; return whether any of it moved. Raises FieldMissing,
        NotFound, EffectBetween.
        """
        if not one_line(title):
            raise FieldMissing("title")
        with self._acts.alone():
            edition = self._store.editions.get(edition_id)
            with self._acts.act("edition_describe", name=one_line(title), file=edition.file_name):
                self._store.editions.describe(edition_id, one_line(document), one_line(title), issued_on)
                if issued_on in (None, edition.issued_on):
                    return False
                return move_import(self._store.db, edition_id, self._counts_from(edition, issued_on))

    def _counts_from(self, edition: Edition, issued_on: date) -> date | None:
        """Return the day from which an edition counts that was issued on `issued_on`."""
        before = [one for one in self._store.editions.of(edition.programme_id) if one.id < edition.id]
        span = self._store.programmes.get(edition.programme_id).span
        return effect_of(before, None, span).day(issued_on)

    def save_source(self, edition_id: int, target: Path) -> str:
        """Write the source file byte for byte and return its SHA-256.

        Raises NotFound, DataChangedOutside, the TargetError family, DiskFull.
        """
        from desktop_app.files import replacing

        edition = self._store.editions.get(edition_id)
        self._require_sound(edition.programme_id)
        body = self._store.editions.file(edition.sha256)
        if body is None:
            raise NotFound("edition", str(edition_id))
        with replacing(target) as young:
            young.write_bytes(body)
        return edition.sha256

    def export(self, edition_id: int, target: Path) -> int:
        """Write an edition as a workbook that can be brought in again and return the number of rows.

        Raises as above.
        """
        from desktop_app.exchange.writing import write_edition

        edition = self._store.editions.get(edition_id)
        self._require_sound(edition.programme_id)
        titles: dict[int, str] = {
            int(number): title
            for number, title in self._store.editions.report(edition_id).get("groups", {}).items()
        }
        titles |= {
            one.number: one.title for one in self._store.programmes.groups(edition.programme_id) if one.title
        }
        rows = [kept.row for kept in self._store.editions.rows(edition_id)]
        write_edition(edition, titles, rows, target)
        return len(rows)

    def difference(self, earlier: int, later: int) -> EditionComparison:
        """Compare two editions of one programme, whichever tasks there are now. Raises NotFound."""
        from desktop_app.services.importing.near_matches import NearMatches

        known: dict[int, ListedTask] = {}
        said: dict[int, Others] = {}
        for number, kept in enumerate(self._store.editions.rows(earlier), start=1):
            given = kept.row.given
            task = Task(
                id=number,
                programme_id=0,
                group_id=given.group or 0,
                position=number,
                given=given,
                deadline=Deadline(given.deadline),
                folded=fold(given.content),
            )
            known[number], said[number] = ListedTask(task, given), kept.row.others
        rows = [kept.row for kept in self._store.editions.rows(later)]
        matches = compare(known.values(), rows, NearMatches())
        pairs = {
            one.row.row: (said[one.task_id], one.row.others) for one in matches if one.row and one.task_id
        }
        return EditionComparison(
            earlier=self._store.editions.get(earlier),
            later=self._store.editions.get(later),
            known=known,
            matches=tuple(matches),
            others={row: found for row, pair in pairs.items() if (found := _differing(*pair))},
        )

    def what_goes_back(self, register: Register, edition_id: int) -> list[TakenBack]:
        """List what taking an import back would do, before it is done. Raises NotFound."""
        names = {str(key): name for key, name in self._store.agencies.names().items()}
        numbers = {str(group.id): str(group.number) for group in register.groups}
        return [
            TakenBack(
                register.task(part.task_id),
                part.field,
                _said(part.field, part.old, names, numbers),
                _said(part.field, part.new, names, numbers),
                part.stays,
            )
            for part in ImportUndo(self._store.db, edition_id).parts()
        ]

    def take_back(self, register: Register, edition_id: int) -> None:
        """Take an import back while later work stays: what nobody changed since goes back.

        Raises NotFound.
        """
        edition = self._store.editions.get(edition_id)
        self._store.backups.make()
        with self._acts.alone(register):
            undo = ImportUndo(self._store.db, edition_id)
            with self._acts.act("import_take_back", file=edition.file_name):
                undo.take_back()


def _differing(before: Others, now: Others) -> tuple[tuple[str, str, str], ...]:
    """Return the titles under which two rows say different things, with what each says."""
    old, new = dict(before), dict(now)
    titles = dict.fromkeys((*old, *new))
    pairs = ((title, old.get(title, ""), new.get(title, "")) for title in titles)
    return tuple(one for one in pairs if not same_text(one[1], one[2]))


def _listed(kept: AcceptedRow, changes: Mapping[str, Sequence[FieldValue]]) -> EditionRow:
    changed_texts = tuple((name, _text(pair[0]), _text(pair[1])) for name, pair in changes.items())
    row = kept.row
    return EditionRow(
        row=row.row,
        kind=kept.kind.value,
        text=row.given.content,
        given=row,
        task_id=kept.task_id,
        changes=changed_texts,
        problems=row.problems,
    )


def _problems(rest: Sequence[Sequence[Sequence[str]]]) -> tuple[Problem, ...]:
    return tuple(Problem(*one) for one in (rest[0] if rest else ()))


def _text(value: object) -> str:
    if isinstance(value, list | tuple):
        return join_agencies(str(one) for one in value)
    return "" if value is None else str(value)


def _said(field: str, value: object, names: Mapping[str, str], numbers: Mapping[str, str]) -> str:
    if field in ("leads", "coordinating") and isinstance(value, str):
        return join_agencies(
            names.get(one.strip(), "") for one in value.strip("[]").split(",") if one.strip()
        )
    return numbers.get(str(value), "") if field == "group" else _text(value)
