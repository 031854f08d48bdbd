"""The figures once more, by plain SQL over the data file, written from the field's own words alone.

The words (domain notes, §3): status is judged at the end of a day; what is done has a day, counts from it and
is late if that is after the deadline; a withdrawal, an extension, a list and a merge count from their own day
on, not before; a suspended or withdrawn task stays out of the totals; "Hằng năm" is judged by the occurrence
of the day's year, after the programme by its last one; a task with several leads counts under the first.

Which period is believed stands in docs/figures.md, §3: the latest, a closed one counting at its end and a
running one at its beginning; of two the one recorded last; a day that is known counts however late it was
typed in, one still to come not yet.
"""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from desktop_app.domain.deadlines import Extension, read_deadline
from desktop_app.domain.progress import ProgressEntry, State
from desktop_app.domain.status import Status
from desktop_app.domain.task import Assignment, Fate, Task
from desktop_app.resources import resource
from desktop_app.services.periods.regime_files import read_regime
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace

TASKS = 10_000
YEARS = (2018, 2022)
SPAN = (date(2018, 1, 1), date(2022, 12, 31))
QUARTERS = sorted(
    (one for one in read_regime(resource("regimes", "nd09.json")).periods(*SPAN) if one.kind == "quarter"),
    key=lambda one: one.cut_off,
)
LISTS = (date(2019, 4, 1), date(2020, 2, 29), date(2021, 9, 1))
MERGED_ON = date(2021, 7, 1)
DAYS = tuple(
    day + timedelta(shift)
    for day in (
        *LISTS[1:],
        MERGED_ON,
        QUARTERS[5].cut_off,
        date(2021, 1, 1),
        date(2022, 12, 31),
        date(2023, 3, 14),
    )
    for shift in (-1, 0)
)
NAMES = tuple(f"Sở số {number}" for number in range(1, 9))

ANSWER = """
WITH span AS (SELECT strftime('%Y', MIN(:day, ends_on)) AS now FROM programmes),
term AS (
    SELECT task_id, MIN(until) AS until FROM task_terms WHERE until > :day GROUP BY task_id),
held AS (
    SELECT task_id, group_id, leads, deadline, deadline_ends, fate, fate_on
    FROM task_terms JOIN term USING (task_id, until)
    UNION ALL
    SELECT id, group_id, leads, deadline, deadline_ends, fate, fate_on FROM tasks
    WHERE id NOT IN (SELECT task_id FROM term)),
there AS (
    SELECT task_id, group_id, leads, fate NOT IN ('active', 'kept') AND COALESCE(fate_on, '') <= :day AS gone,
        CASE WHEN deadline = 'Hằng năm' THEN now ELSE '%' END AS year,
        CASE WHEN deadline = 'Hằng năm' THEN now || '-12-31' ELSE deadline_ends END AS first_due
    FROM held, span WHERE task_id IN (SELECT id FROM tasks WHERE COALESCE(since, '') <= :day)),
due AS (
    SELECT there.task_id, COALESCE(
        (SELECT new_due FROM extensions x WHERE x.task_id = there.task_id AND x.first_due IS there.first_due
         AND decided_on <= :day ORDER BY decided_on DESC, id DESC LIMIT 1), there.first_due) AS due
    FROM there),
told AS (
    SELECT task_id, state, completed_on, ROW_NUMBER() OVER (PARTITION BY task_id ORDER BY
        starts_on > :day DESC,
        CASE WHEN starts_on <= :day AND cut_off > :day THEN starts_on ELSE cut_off END DESC,
        COALESCE(own ->> 'standing', act) DESC) AS place
    FROM progress JOIN there USING (task_id)
    WHERE (own IS NULL OR own ->> 'standing' IS NOT NULL)
    AND (starts_on <= :day OR COALESCE(completed_on, suspended_on) IS NOT NULL AND NOT day_assumed)
    AND COALESCE(completed_on, suspended_on, '') <= :day
    AND MIN(COALESCE(completed_on, cut_off), cut_off) LIKE year || '%'),
said AS (SELECT task_id, state, completed_on AS done_on FROM told WHERE place = 1)
SELECT there.task_id, group_id, COALESCE((SELECT name FROM agencies WHERE id = leads ->> 0), ''), CASE
    WHEN gone OR state = 'suspended' THEN NULL
    WHEN done_on > due THEN 'done_late'
    WHEN done_on IS NOT NULL THEN 'done_on_time'
    WHEN due IS NULL THEN 'no_deadline'
    WHEN :day > due THEN 'open_overdue'
    ELSE 'open_in_time' END
FROM there JOIN due USING (task_id) LEFT JOIN said USING (task_id)
"""


def any_day(chance: Random) -> date:
    return SPAN[0] + timedelta(chance.randrange(1826))


def deadline(chance: Random) -> str:
    day = any_day(chance)
    return chance.choice([f"{day:%d/%m/%Y}", f"{day:%d/%m/%Y}", "Hằng năm", "", "Sau khi Luật được ban hành"])


def assigned(task: Task, chance: Random, groups: dict[int, int]) -> Task:
    """Return the task as another list has it: some of group, lead and deadline are others."""
    number = chance.choice(list(groups)) if chance.random() < 0.5 else task.given.group or 1
    raw = deadline(chance) if chance.random() < 0.5 else task.given.deadline
    leads = tuple(chance.sample(NAMES, chance.randrange(3))) if chance.random() < 0.5 else task.given.leads
    given = replace(task.given, group=number, leads=leads, deadline=raw)
    return replace(task, group_id=groups[number], given=given, deadline=read_deadline(raw, YEARS))


def recorded(task_id: int, chance: Random) -> Iterator[ProgressEntry]:
    """Yield what an office records.

    In progress, at times suspended from a day, done on a day, and now and then lowered or done again later.
    """
    states = [State.IN_PROGRESS] * 5 + [State.SUSPENDED] + [State.DONE] * 3
    for period in (one for one in QUARTERS if chance.random() < 0.3):
        state, day = chance.choice(states), period.cut_off - timedelta(chance.randrange(-20, 80))
        yield ProgressEntry(
            task_id,
            period.id,
            period.starts_on,
            cut_off=period.cut_off,
            state=state,
            percent=100 if state is State.DONE else 50,
            completed_on=day if state is State.DONE else None,
            suspended_on=day if state is State.SUSPENDED else None,
        )


def extensions(task: Task, chance: Random) -> Iterator[Extension]:
    decided = any_day(chance)
    for _ in range(chance.choice([0, 0, 0, 1, 2])):
        first = task.deadline.ends_on if task.deadline.recurs is None else date(decided.year, 12, 31)
        later = (first or decided) + timedelta(chance.randrange(1, 300))
        yield Extension(0, task.id, first, new_due=later, reason="Dịch bệnh", document="", decided_on=decided)
        decided += timedelta(chance.randrange(60))


@pytest.fixture(scope="module")
def filled(
    tmp_path_factory: pytest.TempPathFactory, quick_data_files: None
) -> Iterator[tuple[Path, Register]]:
    """A data file with the work of five years; lists, decisions and merges stand in it with their days."""
    chance = Random(242)
    workspace = Workspace.create(tmp_path_factory.mktemp("figures") / "a.tiendo")
    programme, store = workspace.programme(), workspace._store
    groups = {one.number: one.id for one in workspace.programmes.groups(programme.id)}
    with store.transaction("import") as act:
        ids = {name: store.agencies.add(name) for name in NAMES}
        tasks = []
        for number in range(1, TASKS + 1):
            given = Assignment(
                1, str(number), f"Việc {number}", (chance.choice(NAMES),), deadline=deadline(chance)
            )
            since = chance.choice(LISTS) if chance.random() < 0.1 else None
            read = read_deadline(given.deadline, YEARS)
            task = Task(
                number,
                programme.id,
                groups[1],
                position=number,
                given=given,
                deadline=read,
                folded="",
                since=since,
            )
            tasks.append(assigned(task, chance, groups))
        store.tasks.add(tasks, ids)
        for task in tasks:
            for one in extensions(task, chance):
                store.tasks.extend(one)
        store.progress.put((entry for task in tasks for entry in recorded(task.id, chance)), act.id)
        for day in LISTS:
            known = list(store.tasks.of(programme.id))
            changed = [assigned(task, chance, groups) for task in known if chance.random() < 0.15]
            store.tasks.change_from(changed, ids, day)
        out = [task for task in store.tasks.of(programme.id) if chance.random() < 0.1]
        fates = [Fate.WITHDRAWN, Fate.MERGED, Fate.SPLIT, Fate.RENAMED]
        store.tasks.decide(
            [replace(one, fate=chance.choice(fates), fate_on=any_day(chance)) for one in out], ids
        )
        store.agencies.merge(ids[NAMES[0]], ids[NAMES[1]], MERGED_ON)
    yield workspace.path, workspace.register(programme.id)
    workspace.close()


@pytest.mark.no_cover
def test_two_computations_agree_on_every_task_and_every_sum(filled: tuple[Path, Register]) -> None:
    path, register = filled
    seen: Counter[str | None] = Counter()
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as db:
        assert db.execute("SELECT COUNT(DISTINCT task_id) FROM task_terms").fetchone()[0] > TASKS / 4
        for day in DAYS:
            theirs = db.execute(ANSWER, {"day": day.isoformat()}).fetchall()
            ours = []
            for task in register.tasks_on(day):
                one = register.standing(task, day)
                ours.append((task.id, task.group_id, task.lead, one.status.value if one.status else None))
            assert sorted(map(json.dumps, ours)) == sorted(map(json.dumps, theirs)), day
            counted = Counter(status for *_, status in theirs)
            seen.update(counted)
            assert {one.value: register.totals(day).of(one) for one in Status} == {
                one.value: counted[one.value] for one in Status
            }
            by_group = Counter(group for _, group, _, status in theirs if status)
            assert {
                key: one.total for key, one in register.totals_by_group(day).items() if one.total
            } == by_group
            by_agency = Counter(name for _, _, name, status in theirs if status)
            assert {name: one.total for name, one in register.totals_by_agency(day).items()} == by_agency
    assert set(seen) == {*(one.value for one in Status), None}
