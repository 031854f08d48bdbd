"""Tasks. A row holds the Ministry-owned part; the province-owned part stands in `handlings`."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from desktop_app.domain.deadlines import Deadline, Extension, Recurrence
from desktop_app.domain.errors import NotFound
from desktop_app.domain.plain_json import kept_json
from desktop_app.domain.task import (
    NOT_HANDLED,
    READ_ON,
    TAKEN_OVER,
    Assignment,
    Descent,
    Fate,
    Handling,
    Task,
    Terms,
)
from desktop_app.domain.text import fold
from desktop_app.storage import history
from desktop_app.storage.database import Database
from desktop_app.storage.tables import _terms

_READ = (READ_ON, TAKEN_OVER)


class LineageTable:
    """The `lineage` table: which task was merged into, split into or renamed to which other one."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, programme_id: int) -> list[Descent]:
        """List which tasks of a programme went on as which, in the order it was decided."""
        query = (
            "SELECT from_task, to_task, lineage.kind FROM lineage JOIN tasks ON tasks.id = from_task "
            "WHERE programme_id = ? AND lineage.kind NOT IN (?, ?) ORDER BY lineage.id"
        )
        return [Descent(*row) for row in self._db.execute(query, [programme_id, *_READ]).fetchall()]

    def sources(self, programme_id: int) -> dict[int, tuple[Descent, ...]]:
        """Return the tasks whose entries are read on as those of another one, by the id of that one."""
        query = (
            "SELECT from_task, to_task, lineage.kind, act FROM lineage JOIN tasks ON tasks.id = to_task "
            "WHERE programme_id = ? AND lineage.kind IN (?, ?) ORDER BY lineage.id"
        )
        found: dict[int, tuple[Descent, ...]] = {}
        for one in (Descent(*row) for row in self._db.execute(query, [programme_id, *_READ]).fetchall()):
            found[one.to_task] = (*found.get(one.to_task, ()), one)
        return found

    def put(self, task_ids: Iterable[int], descents: Iterable[Descent]) -> None:
        """Keep what the officer decided of tasks, over what stands there.

        What says the same already stays as it is.
        """
        wanted = {(one.from_task, one.to_task, one.kind): one.act for one in descents}
        for key in task_ids:
            query = "SELECT id, from_task, to_task, kind FROM lineage WHERE from_task = ?"
            for row_id, *kept in self._db.execute(query, [key]).fetchall():
                if tuple(kept) in wanted:
                    del wanted[*kept]
                else:
                    self._db.execute("DELETE FROM lineage WHERE id = ?", [row_id])
        self._db.conn.executemany(
            "INSERT INTO lineage (from_task, to_task, kind, act) VALUES (?, ?, ?, ?)",
            [(*key, act) for key, act in wanted.items()],
        )

    def forget(self, task_ids: Iterable[int]) -> None:
        """Take back what was decided of tasks that have gone."""
        self._db.conn.executemany("DELETE FROM lineage WHERE from_task = ?", [(key,) for key in task_ids])


_COLUMNS = (
    "id", "programme_id", "group_id", "position", "number", "content", "folded", "leads", "coordinating",
    "output", "deadline", "deadline_starts", "deadline_ends", "precision", "recurs", "certain", "fate",
    "fate_on", "fate_note", "gone_since", "since",
)  # fmt: skip
"""All columns of the table, in its order."""
_INSERT = f"INSERT INTO tasks ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' for _ in _COLUMNS)})"
_SELECT = (
    "SELECT "
    + ", ".join(f"tasks.{name}" for name in _COLUMNS)
    + ", groups.number, handlings.officer, handlings.remark FROM tasks "
    "JOIN groups ON groups.id = tasks.group_id "
    "LEFT JOIN handlings ON handlings.id = tasks.id "
)
NO_TERMS: Mapping[int, tuple[Terms, ...]] = MappingProxyType({})
_ORDER = " ORDER BY groups.number, tasks.position, tasks.id"


class TaskTable:
    """The `tasks` and `handlings` tables."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, programme_id: int) -> Iterator[Task]:
        """Yield a programme's tasks, withdrawn ones too, in the order of the list."""
        return self._read("WHERE tasks.programme_id = ?" + _ORDER, [programme_id])

    def get(self, task_id: int) -> Task:
        """Return one task. Raises NotFound."""
        for task in self._read("WHERE tasks.id = ?", [task_id]):
            return task
        raise NotFound("task", str(task_id))

    def some(self, task_ids: Iterable[int]) -> dict[int, Task]:
        """Return those of the tasks that are there, by id: undoing an addition takes a task away."""
        tail = "WHERE tasks.id IN (SELECT value FROM json_each(?))"
        return {task.id: task for task in self._read(tail, [json.dumps(sorted(task_ids))])}

    def touched_since(self, action_id: int, entity: str) -> set[int]:
        """Return the tasks whose rows in the table `entity` changed after an act.

        Rows that are gone again count, too.
        """
        query = (
            "SELECT DISTINCT json_extract(COALESCE(new, old), '$.task_id') FROM history "
            "WHERE action_id > ? AND +entity = ?"  # the + keeps SQLite from reading every row there ever was
        )
        return {int(row[0]) for row in self._db.execute(query, [action_id, entity]).fetchall()}

    def next_id(self) -> int:
        """Return the id that the next new task takes.

        One that no task has ever had, even if its import was undone.
        """
        query = (
            "SELECT MAX(COALESCE((SELECT MAX(id) FROM tasks), 0), COALESCE(MAX(entity_id), 0)) + 1 "
            "FROM history "
        )
        return int(self._db.execute(query + "WHERE entity = 'tasks'").fetchone()[0])

    def last_positions(self, programme_id: int) -> dict[int, int]:
        """Return the highest position in each group, by group id."""
        return dict(
            self._db.execute(
                "SELECT group_id, MAX(position) FROM tasks WHERE programme_id = ? GROUP BY group_id",
                [programme_id],
            ).fetchall()
        )

    def add(self, tasks: Iterable[Task], agency_ids: dict[str, int]) -> None:
        """Add tasks with their ids.

        `agency_ids` holds the id of each agency's name as written in the task.
        """
        self._db.conn.executemany(_INSERT, _rows(tasks, agency_ids))

    def add_listed(self, tasks: Iterable[Task], agency_ids: dict[str, int]) -> None:
        """Add active tasks that a list brings in: the history names each, the edition says what came."""
        with history.listed(self._db, "tasks", _COLUMNS) as seen:
            self._db.conn.executemany(_INSERT, seen(_rows(tasks, agency_ids)))

    def change(self, tasks: Iterable[Task], agency_ids: dict[str, int]) -> None:
        """Write tasks over the ones with their ids; the province-owned part is not touched."""
        pairs = ", ".join(f"{name} = ?" for name in _COLUMNS[1:])
        rows = ((*row[1:], row[0]) for row in _rows(tasks, agency_ids))
        self._db.conn.executemany(f"UPDATE tasks SET {pairs} WHERE id = ?", rows)

    def change_from(self, tasks: Iterable[Task], agency_ids: dict[str, int], day: date | None) -> None:
        """Write tasks as they are from `day` on; what was in force before is kept. None: as they ever were.

        Whatever was to hold later than `day` until now holds no more.
        """
        changed = list(tasks)
        ids = [task.id for task in changed]
        if day is not None:
            _terms.cut(self._db, ids, day)
        _terms.drop(self._db, ids, day)
        self.change(changed, agency_ids)

    def change_places(
        self, tasks: Iterable[Task], agency_ids: dict[str, int], placed: Collection[int], day: date | None
    ) -> None:
        """Write tasks of which nothing that counts has changed; `placed` ones stand elsewhere from `day` on.

        Until then they stand in their groups as they stood (None: they always stood so).
        """
        if day is not None:
            _terms.cut(self._db, list(placed), day)
        self.change(tasks, agency_ids)
        self._db.conn.executemany(
            "UPDATE task_terms SET position = tasks.position FROM tasks WHERE tasks.id = ?1 AND task_id = ?1 "
            "AND until > ?2 AND task_terms.group_id = tasks.group_id "
            "AND task_terms.position <> tasks.position",
            ((key, "" if day is None else day.isoformat()) for key in placed),
        )

    def correct(self, tasks: Iterable[Task], agency_ids: dict[str, int]) -> None:
        """Write tasks as they always were.

        What earlier terms said as the task does now, they say like it again.
        """
        changed = list(tasks)
        with _terms.corrected(self._db, [task.id for task in changed]):
            self.change(changed, agency_ids)

    def decide(self, tasks: Iterable[Task], agency_ids: dict[str, int]) -> None:
        """Write tasks whose fate was decided.

        It counts from its day on, one that was decided before until then.
        """
        changed = list(tasks)
        for task in changed:
            if task.fate_on is not None:
                _terms.decide(self._db, task.id, task.fate, task.fate_on, task.fate_note)
        self.change(changed, agency_ids)

    def begin(self, task_ids: Iterable[int], day: date) -> None:
        """Let tasks that came out of another one count from `day` on.

        Those that counted before stay as they are. A task without a day that was added by hand, and of which
        nothing was recorded earlier, came on that day, too.
        """
        query = (
            "UPDATE tasks SET since = :day WHERE id IN (SELECT value FROM json_each(:ids)) "
            "AND (since > :day OR "
            "since IS NULL AND NOT EXISTS (SELECT 1 FROM edition_rows WHERE task_id = tasks.id) "
            "AND NOT EXISTS (SELECT 1 FROM progress WHERE task_id = tasks.id AND starts_on < :day))"
        )
        self._db.execute(query, {"day": day.isoformat(), "ids": json.dumps(sorted(task_ids))})

    def handle(self, task_id: int, own: Handling, day: date | None = None) -> None:
        """Write the province-owned part of a task.

        Its officer looks after it from `day` on, and nobody else later; None: as he always did where the same
        one did as now.
        """
        _terms.hand_over(self._db, task_id, own.officer, day)
        self._db.execute(
            "INSERT INTO handlings (id, officer, remark) VALUES (?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET officer = excluded.officer, remark = excluded.remark",
            [task_id, own.officer, own.remark],
        )

    def extend(self, one: Extension) -> None:
        """Add an extension, which takes its id from the file."""
        self._db.execute(
            "INSERT INTO extensions (task_id, first_due, new_due, reason, document, decided_on) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [
                one.task_id,
                _iso(one.first_due),
                _iso(one.new_due),
                one.reason,
                one.document,
                _iso(one.decided_on),
            ],
        )

    def take_extension_back(self, extension_id: int) -> None:
        """Remove an extension that was entered in error; the history keeps it."""
        self._db.execute("DELETE FROM extensions WHERE id = ?", [extension_id])

    def count(self, programme_id: int) -> int:
        """Count a programme's tasks, withdrawn ones too."""
        return int(
            self._db.execute("SELECT COUNT(*) FROM tasks WHERE programme_id = ?", [programme_id]).fetchone()[
                0
            ]
        )

    def numbers(self) -> dict[int, str]:
        """Return every task's printed number by id."""
        return dict(self._db.execute("SELECT id, number FROM tasks").fetchall())

    def _read(self, tail: str, values: Sequence[int | str]) -> Iterator[Task]:
        names: dict[int, str] = dict(self._db.execute("SELECT id, name FROM agencies").fetchall())
        read = _TaskReader(names, all_extensions(self._db), _officers(self._db))
        earlier = read.terms(self._db)
        rows = self._db.execute(_SELECT + tail, values)
        return map(read.task, rows) if not earlier else (read.task(row, earlier) for row in rows)


def _rows(tasks: Iterable[Task], agency_ids: dict[str, int]) -> Iterator[tuple[Any, ...]]:
    """Yield tasks as rows; what many tasks share is turned into columns once."""
    agencies: dict[tuple[str, ...], str] = {}
    deadlines: dict[int, tuple[Deadline, tuple[Any, ...]]] = {}
    for task in tasks:
        given, deadline = task.given, task.deadline
        leads, coordinating = agencies.get(given.leads), agencies.get(given.coordinating)
        if leads is None:
            leads = agencies[given.leads] = _ids(given.leads, agency_ids)
        if coordinating is None:
            coordinating = agencies[given.coordinating] = _ids(given.coordinating, agency_ids)
        held = deadlines.get(id(deadline))
        if held is None:
            held = deadlines[id(deadline)] = deadline, _deadline_columns(deadline)
        yield (
            task.id,
            task.programme_id,
            task.group_id,
            task.position,
            given.number,
            f" {given.content}"[
                1:
            ],  # a copy: Python keeps the UTF-8 that SQLite asks for beside the text it asks of
            task.folded or fold(given.content),
            leads,
            coordinating,
            given.output,
            *held[1],
            task.fate.value,
            _iso(task.fate_on),
            task.fate_note,
            task.gone_since,
            _iso(task.since),
        )


def _ids(names: Iterable[str], agency_ids: Mapping[str, int]) -> str:
    """Return the agencies behind names, each once: two names may mean the same one since a merge."""
    return json.dumps(list(dict.fromkeys(agency_ids[name] for name in names)))


def _deadline_columns(deadline: Deadline) -> tuple[Any, ...]:
    recurs = None
    if deadline.recurs is not None:
        recurs = json.dumps([deadline.recurs.unit, deadline.recurs.month, deadline.recurs.day])
    days = _iso(deadline.starts_on), _iso(deadline.ends_on)
    return deadline.raw, *days, deadline.precision, recurs, int(deadline.certain)


class _AgencyNames(dict[str, tuple[str, ...]]):
    """The names behind a column of agency ids, each column read once."""

    def __init__(self, names: dict[int, str]) -> None:
        self._names = names

    def __missing__(self, text: str) -> tuple[str, ...]:
        found = self[text] = tuple(dict.fromkeys(self._names[key] for key in kept_json(text)))
        return found


def all_extensions(db: Database) -> dict[int, tuple[Extension, ...]]:
    """Return the extensions of every task that has some, by task id, in the order they were decided."""
    query = (
        "SELECT id, task_id, first_due, new_due, reason, document, decided_on FROM extensions "
        "ORDER BY decided_on, id"
    )
    found: dict[int, tuple[Extension, ...]] = {}
    for key, task_id, first, new, reason, document, decided in db.execute(query).fetchall():
        days = date.fromisoformat(new), reason, document, date.fromisoformat(decided)
        found[task_id] = (*found.get(task_id, ()), Extension(key, task_id, _day(first), *days))
    return found


def _officers(db: Database) -> dict[int, tuple[tuple[date, str], ...]]:
    """Return who looked after tasks until when, by task id, the oldest first."""
    found: dict[int, tuple[tuple[date, str], ...]] = {}
    for task_id, until, name in db.execute("SELECT task_id, until, officer FROM officers ORDER BY until"):
        found[task_id] = (*found.get(task_id, ()), (date.fromisoformat(until), name))
    return found


class _Deadlines(dict[tuple[Any, ...], Deadline]):
    """The deadlines behind their columns, each made once."""

    def __missing__(self, columns: tuple[Any, ...]) -> Deadline:
        raw, starts, ends, precision, recurs, certain = columns
        recurrence = Recurrence(*kept_json(recurs)) if recurs else None
        found = self[columns] = Deadline(
            raw=raw,
            starts_on=_day(starts),
            ends_on=_day(ends),
            precision=precision,
            recurs=recurrence,
            certain=bool(certain),
        )
        return found


class _TaskReader:
    """Makes tasks of rows; what many rows share is made once and held once."""

    def __init__(
        self,
        names: dict[int, str],
        extensions: Mapping[int, tuple[Extension, ...]],
        officers: Mapping[int, tuple[tuple[date, str], ...]],
    ) -> None:
        self._agencies = _AgencyNames(names)
        self._extensions = extensions
        self._officers = officers
        self._deadlines = _Deadlines()
        self._texts: dict[str, str] = {}
        self._fates = {fate.value: fate for fate in Fate}
        self._nothing = NOT_HANDLED

    def terms(self, db: Database) -> dict[int, tuple[Terms, ...]]:
        """Return what was in force of tasks before, by id, the oldest first."""
        found: dict[int, tuple[Terms, ...]] = {}
        for row in db.execute(f"{_terms.SELECT} ORDER BY task_id, until"):
            (
                task_id, until, group_id, position, number, content, leads, coordinating, output, raw, starts,
                ends, precision, recurs, certain, fate, fate_on, fate_note, group_number,
            ) = row  # fmt: skip
            deadline = self._deadlines[raw, starts, ends, precision, recurs, certain]
            given = Assignment(
                group=group_number,
                number=number,
                content=content,
                leads=self._agencies[leads],
                coordinating=self._agencies[coordinating],
                output=output,
                deadline=deadline.raw,
            )
            one = Terms(
                until=date.fromisoformat(until),
                group_id=group_id,
                position=position,
                given=given,
                deadline=deadline,
                fate=self._fates[fate],
                fate_on=_day(fate_on),
                fate_note=fate_note,
            )
            found[task_id] = (*found.get(task_id, ()), one)
        return found

    def task(self, row: Sequence[Any], earlier: Mapping[int, tuple[Terms, ...]] = NO_TERMS) -> Task:
        (
            key, programme_id, group_id, position, number, content, folded, leads, coordinating, output, raw,
            starts, ends, precision, recurs, certain, fate, fate_on, fate_note, gone_since, since,
            group_number, officer, remark,
        ) = row  # fmt: skip
        deadline = self._deadlines[raw, starts, ends, precision, recurs, certain]
        helpers, output = self._agencies[coordinating], self._texts.setdefault(output, output)
        given = Assignment(
            group=group_number,
            number=number,
            content=content,
            leads=self._agencies[leads],
            coordinating=helpers,
            output=output,
            deadline=deadline.raw,
        )
        return Task(
            id=key,
            programme_id=programme_id,
            group_id=group_id,
            position=position,
            given=given,
            deadline=deadline,
            folded=folded,
            own=Handling(officer or "", remark or "") if officer or remark else self._nothing,
            fate=self._fates[fate],
            fate_on=_day(fate_on),
            fate_note=fate_note,
            gone_since=gone_since,
            extensions=self._extensions.get(key, ()),
            since=_day(since),
            earlier=earlier.get(key, ()),
            officers=self._officers.get(key, ()),
        )


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
