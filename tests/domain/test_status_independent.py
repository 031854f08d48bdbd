"""The five answers once more, by plain SQL, from the field's own words alone.

Both agree on random tasks. The words: status is judged at the end of a day; a completion counts from its own
day, whenever it was typed in, and where no day is known from the cut-off of the period in which it was first
recorded as done; a later period that had begun and says "not done" takes it back; a completion still to come
changes nothing before its day; a task done without a deadline is done on time; a suspended or withdrawn one
stays out; "Hằng năm" is judged by the occurrence of the day's year, each with its own completion; an
extension counts from the day on which it was decided.
"""

import sqlite3
from collections import Counter
from datetime import date, timedelta
from random import Random

import pytest

from desktop_app.domain.deadlines.deadline import read_deadline
from desktop_app.domain.deadlines.extension import Extension
from desktop_app.domain.progress import UNDATED, ProgressEntry, State
from desktop_app.domain.speaking import dated
from desktop_app.domain.status import Status, stand, tally
from desktop_app.domain.task import Assignment, Fate, Task
from desktop_app.resources import resource
from desktop_app.services.periods.regime_files import read_regime

TASKS = 10_000
SPAN = (date(2018, 1, 1), date(2022, 12, 31))
QUARTERS = sorted(
    (one for one in read_regime(resource("regimes", "nd09.json")).periods(*SPAN) if one.kind == "quarter"),
    key=lambda one: one.cut_off,
)
AROUND = (-1, 0, 1)
DAYS = [QUARTERS[at].cut_off + timedelta(shift) for at in (0, 7, 8, 15) for shift in AROUND] + [
    date(2020, 2, 28), date(2020, 2, 29), date(2020, 3, 1), date(2020, 12, 31), date(2021, 1, 1),
    date(2022, 12, 31)
]  # fmt: skip

SCHEMA = """
CREATE TABLE task (id INTEGER PRIMARY KEY, due TEXT, yearly INTEGER, gone INTEGER);
CREATE TABLE entry (task INTEGER, first TEXT, last TEXT, state TEXT, day TEXT);
CREATE TABLE extension (id INTEGER PRIMARY KEY, task INTEGER, was TEXT, new TEXT, decided TEXT);
CREATE INDEX entry_task ON entry(task);
CREATE INDEX extension_task ON extension(task);
"""
ANSWER = """
WITH mine AS (
    SELECT task.id AS task, task.gone,
           CASE WHEN yearly THEN strftime('%Y', :day) || '-12-31' ELSE due END AS first_due,
           CASE WHEN yearly THEN strftime('%Y', :day) ELSE '%' END AS year
    FROM task),
dated AS (
    SELECT mine.*, COALESCE(
        (SELECT new FROM extension x WHERE x.task = mine.task AND x.was IS first_due AND decided <= :day
         ORDER BY decided DESC, id DESC LIMIT 1),
        first_due) AS due
    FROM mine),
own AS (
    SELECT dated.task, entry.first, entry.last, entry.state, entry.day
    FROM dated JOIN entry ON entry.task = dated.task
    WHERE COALESCE(entry.day, entry.last) LIKE dated.year || '%'),
finished AS MATERIALIZED (
    SELECT task, last, COALESCE(day, (
        SELECT MIN(MAX(last, COALESCE(day, last))) FROM own e WHERE e.task = d.task AND state = 'done'
        AND e.last <= d.last AND NOT EXISTS (
            SELECT 1 FROM own n
            WHERE n.task = d.task AND n.last > e.last AND n.last < d.last AND n.state <> 'done'))
        ) AS done_on
    FROM own d WHERE state = 'done' AND (day IS NOT NULL OR first <= :day) AND done_on <= :day
    AND NOT EXISTS (
        SELECT 1 FROM own n
        WHERE n.task = d.task AND n.last > d.last AND n.state <> 'done' AND n.first <= :day)),
newest AS (
    SELECT task, MAX(last) AS last, done_on FROM finished GROUP BY task),
speaking AS (
    SELECT task, MAX(last), state FROM own
    WHERE first <= :day AND NOT (state = 'done' AND COALESCE(day, last) > :day) GROUP BY task)
SELECT dated.task, CASE
    WHEN gone THEN NULL
    WHEN newest.done_on IS NULL AND speaking.state = 'suspended' THEN NULL
    WHEN newest.done_on IS NOT NULL AND due IS NOT NULL AND newest.done_on > due THEN 'done_late'
    WHEN newest.done_on IS NOT NULL THEN 'done_on_time'
    WHEN due IS NULL THEN 'no_deadline'
    WHEN :day > due THEN 'open_overdue'
    ELSE 'open_in_time' END
FROM dated LEFT JOIN newest ON newest.task = dated.task LEFT JOIN speaking ON speaking.task = dated.task
"""

Recorded = list[tuple[Task, list[ProgressEntry]]]


def made(chance: Random, number: int) -> tuple[Task, list[ProgressEntry]]:
    due = SPAN[0] + timedelta(chance.randrange(1825))
    raw = chance.choice([f"{due:%d/%m/%Y}", f"{due:%d/%m/%Y}", "Hằng năm", "", "Sau khi Luật được ban hành"])
    deadline = read_deadline(raw, (2018, 2022))
    extensions = []
    decided = SPAN[0] + timedelta(chance.randrange(1825))
    for key in range(chance.choice([0, 0, 0, 1, 2])):
        first = deadline.ends_on if deadline.recurs is None else date(decided.year, 12, 31)
        later = (first or decided) + timedelta(chance.randrange(1, 300))
        extensions.append(
            Extension(key, number, first, new_due=later, reason="Dịch bệnh", document="", decided_on=decided)
        )
        decided += timedelta(chance.randrange(0, 60))
    fate = Fate.WITHDRAWN if chance.random() < 0.05 else Fate.ACTIVE
    given = Assignment(1, str(number), "Rà soát văn bản", deadline=raw)
    task = Task(
        number,
        1,
        1,
        position=number,
        given=given,
        deadline=deadline,
        folded="",
        fate=fate,
        extensions=tuple(extensions),
    )
    entries = []
    for period in QUARTERS:
        if chance.random() < 0.6:
            continue
        state = chance.choice(
            [State.NOT_STARTED, State.IN_PROGRESS, State.IN_PROGRESS, State.DONE, State.SUSPENDED]
        )
        day = None
        if state is State.DONE and chance.random() < 0.8:
            day = period.cut_off - timedelta(chance.randrange(-10, 200))
        percent = {State.DONE: 100, State.NOT_STARTED: 0}.get(state, chance.randrange(100))
        known = UNDATED if state is State.DONE and day is None else day
        place = (number, period.id, period.starts_on, period.cut_off)
        entries.append(ProgressEntry(*place, state, percent, known, assumed=known == UNDATED))
    return task, entries


def kept(recorded: Recorded) -> sqlite3.Connection:
    db = sqlite3.connect(":memory:")
    db.executescript(SCHEMA)
    for task, entries in recorded:
        due = task.deadline.ends_on.isoformat() if task.deadline.ends_on else None
        yearly = task.given.deadline == "Hằng năm"
        db.execute(
            "INSERT INTO task VALUES (?, ?, ?, ?)", [task.id, due, yearly, task.fate is not Fate.ACTIVE]
        )
        db.executemany(
            "INSERT INTO extension (task, was, new, decided) VALUES (?, ?, ?, ?)",
            (
                (
                    task.id,
                    x.first_due.isoformat() if x.first_due else None,
                    x.new_due.isoformat(),
                    x.decided_on.isoformat(),
                )
                for x in task.extensions
            ),
        )
        db.executemany(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?)",
            (
                (task.id, e.starts_on.isoformat(), e.cut_off.isoformat(), e.state.value,
                 e.completed_on.isoformat() if e.completed_on not in (None, UNDATED) else None)
                for e in entries
            ),
        )  # fmt: skip
    return db


@pytest.fixture(scope="module")
def recorded() -> Recorded:
    chance = Random(242)
    return [made(chance, number) for number in range(TASKS)]


@pytest.mark.no_cover
def test_two_computations_agree_on_ten_thousand_random_tasks(recorded: Recorded) -> None:
    db = kept(recorded)
    seen: Counter[Status | None] = Counter()
    for day in DAYS:
        standings = [stand(task, dated(task, entries, SPAN), day, SPAN) for task, entries in recorded]
        ours = {one.task.id: one.status.value if one.status else None for one in standings}
        theirs = dict(db.execute(ANSWER, {"day": day.isoformat()}).fetchall())
        assert ours == theirs, day
        counted = Counter(theirs.values())
        totals = tally(standings)
        assert all(totals.of(status) == counted[status.value] for status in Status)
        assert totals.total == TASKS - counted[None]
        seen.update(one.status for one in standings)
    assert set(seen) == {*Status, None}
