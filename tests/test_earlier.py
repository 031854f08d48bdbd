"""What programs of earlier times made, kept as files.

It opens, keeps every value and gives the figures of its time. Each zip in `data/earlier` was made by the
program of the commit that names it (`data/make_earlier.py`): a data file or its sealed bodies, what left the
program, and in `figures.json` what that program said of them.
"""

import json
import shutil
import sqlite3
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.cli.commands.views import totals_view
from desktop_app.domain.editions import RowKind
from desktop_app.domain.errors import DataFileInUse, DataFileOld, ReportMissing
from desktop_app.domain.review import ReviewMark, Verdict
from desktop_app.domain.sealing import digest, thaw
from desktop_app.exchange.forms import read_entry_form
from desktop_app.exchange.reading import read_workbook
from desktop_app.services.periods import PackageDesk, open_package, read_report
from desktop_app.services.tasks import Register
from desktop_app.services.wording import say
from desktop_app.services.workspace import Workspace
from desktop_app.storage.lock import WriterLock
from desktop_app.storage.migrations import VERSION
from tests.data import make_earlier
from tests.data.make_earlier import CLOSED, ENTERED, FIGURES, SERVICES, bodies, command, make, said

ROOT = Path(__file__).parent.parent
KEPT = sorted((ROOT / "tests" / "data" / "earlier").glob("*.zip"))
FIRST_REPORT = "59ad159"
"""Its report carries no figures for another copy of the program."""
FIRST_WITH_SEALS = 3
FIRST_WITH_DAYS = 6
"""Since then a withdrawal counts from its day on."""
LINES = 25
"""Of the entry form of Sở Tư pháp."""
OCCURRENCES_BEGUN = ("21", "34", "39")
"""Recurring tasks of which nothing was recorded in 2021 by the second quarter."""
Rows = dict[str, list[tuple[object, ...]]]


def those_with(*names: str) -> list[Any]:
    """Return the fixtures that hold files whose names begin so."""
    found = []
    for path in KEPT:
        with zipfile.ZipFile(path) as archive:
            held = archive.namelist()
        if all(any(one.startswith(name) for one in held) for name in names):
            found.append(pytest.param(path, id=path.stem))
    return found


@dataclass(frozen=True, slots=True)
class Earlier:
    """What a program of an earlier time made.

    `old` is the data file as that program left it, `data` a copy that this program has opened.
    """

    old: Path
    data: Path
    figures: dict[str, Any]


def unpacked(kept: Path, folder: Path) -> dict[str, Any]:
    """Unpack a fixture and return its figures."""
    with zipfile.ZipFile(kept) as archive:
        archive.extractall(folder)
    figures: dict[str, Any] = json.loads((folder / "figures.json").read_text(encoding="utf-8"))
    return figures


@pytest.fixture(scope="module", params=those_with("data.tiendo"))
def earlier(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Earlier:
    folder = tmp_path_factory.mktemp("earlier")
    figures = unpacked(request.param, folder)
    old, data = folder / "data.tiendo", folder / "today" / "data.tiendo"
    data.parent.mkdir()
    shutil.copy(old, data)
    if (kept := folder / "data-files").exists():
        shutil.copytree(kept, data.parent / "data-files")
    Workspace.open(data).close()
    return Earlier(old, data, figures)


@pytest.fixture
def opened(earlier: Earlier, tmp_path: Path) -> Iterator[tuple[Workspace, Register]]:
    """A copy to work on."""
    shutil.copytree(earlier.data.parent, tmp_path / "work")
    workspace = Workspace.open(tmp_path / "work" / "data.tiendo")
    yield workspace, workspace.register(workspace.programme().id)
    workspace.close()


def rows(path: Path, columns: dict[str, list[str]]) -> Rows:
    with closing(sqlite3.connect(path)) as db:
        return {
            table: db.execute(f"SELECT {', '.join(names)} FROM {table} ORDER BY id").fetchall()
            for table, names in columns.items()
        }


def columns(path: Path) -> dict[str, list[str]]:
    with closing(sqlite3.connect(path)) as db:
        tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        found = {table: [one[1] for one in db.execute(f"PRAGMA table_info({table})")] for table in tables}
    return {table: names for table, names in found.items() if "id" in names and table[0] != "_"}


def schema(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def layout(path: Path) -> set[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as db:
        return set(db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL"))


def kept_of(answer: Any, old: Any) -> Any:
    """Return of an answer what the program of that time said, too.

    What was added to answers since is left out. The percentage of a task of which nothing was recorded was 0
    then, and is unknown since. Agencies are put in the order of that time: at first they
    stood as the list names them, since then by name.
    """
    if isinstance(old, dict) and isinstance(answer, dict):
        if (old.get("state"), old.get("percent")) == ("not_started", 0) and answer.get("percent") is None:
            answer = answer | {"percent": 0}
        return {name: kept_of(answer.get(name), value) for name, value in old.items()}
    if isinstance(old, list) and isinstance(answer, list) and len(old) == len(answer):
        if old and isinstance(old[0], dict) and list(old[0])[:1] == ["name"]:
            places = {one["name"]: place for place, one in enumerate(old)}
            answer = sorted(answer, key=lambda one: places.get(one["name"], len(places)))
        return [kept_of(*pair) for pair in zip(answer, old, strict=True)]
    return answer


def test_one_that_cannot_be_written_is_read_in_a_copy(earlier: Earlier, tmp_path: Path) -> None:
    before = earlier.old.read_bytes()
    holder = WriterLock(earlier.old)
    try:
        workspace = Workspace.open(earlier.old, reading=True)
        today = Workspace.open(earlier.data)
        older = schema(earlier.old) < VERSION
        assert isinstance(workspace.refusal, DataFileOld if older else DataFileInUse)
        assert ("bản sao chép tạm" in say(workspace.refusal)) is older
        assert workspace.path == earlier.old
        own, other = (one.register(one.programme().id) for one in (workspace, today))
        assert [task.content for task in own.tasks] == [task.content for task in other.tasks]
        assert workspace.checking.check().troubles == ()
        with pytest.raises(type(workspace.refusal)):
            workspace.tasks.assign(own, [own.tasks[0].id], "Lan")
        twin = workspace.twin()
        twin.safekeeping.backup_to(tmp_path / "made.tiendo")
        for one in (twin, workspace, today):
            one.close()
        made = Workspace.open(tmp_path / "made.tiendo")
        assert made.checking.check().ok
        made.close()
    finally:
        holder.release()
    assert earlier.old.read_bytes() == before


def test_there_is_a_data_file_of_every_schema(tmp_path: Path) -> None:
    found = set()
    for one in those_with("data.tiendo"):
        unpacked(one.values[0], tmp_path / one.id)
        found.add(schema(tmp_path / one.id / "data.tiendo"))
    assert found == set(range(1, VERSION + 1)), "make one by the program of that schema: data/make_earlier.py"


def test_a_data_file_keeps_every_value(earlier: Earlier) -> None:
    names = columns(earlier.old)
    assert rows(earlier.data, names) == rows(earlier.old, names)
    assert len(names) > 20
    assert schema(earlier.data) == VERSION


def test_a_new_data_file_is_laid_out_like_one_that_was_brought_up(earlier: Earlier, tmp_path: Path) -> None:
    """An edited landed migration would show here: files that ran it are as it was then."""
    Workspace.create(tmp_path / "new.tiendo").close()
    assert layout(tmp_path / "new.tiendo") == layout(earlier.data)


def test_commands_say_what_they_said(earlier: Earlier, tmp_path: Path) -> None:
    """Until then a withdrawn task counted on no day at all.

    One without the day of its withdrawal still does.
    """
    data = Path(shutil.copy(earlier.data, tmp_path))
    if schema(earlier.old) < FIRST_WITH_DAYS:
        with closing(sqlite3.connect(data)) as db, db:
            assert db.execute("UPDATE tasks SET fate_on = NULL WHERE fate = 'withdrawn'").rowcount == 1
    assert [tuple(words) for words, _ in earlier.figures["commands"]] == list(FIGURES)
    for words, old in earlier.figures["commands"]:
        assert kept_of(command(data, *words), old) == old, words


def test_a_withdrawn_task_counts_before_its_day(earlier: Earlier) -> None:
    with closing(sqlite3.connect(earlier.data)) as db:
        ((day,),) = db.execute("SELECT fate_on FROM tasks WHERE fate = 'withdrawn'")
    seen = set()
    for words, old in earlier.figures["commands"]:
        now = command(earlier.data, *words)
        if words[0] != "status":
            assert kept_of(now, old) == old, words
            continue
        counts = now["as_of"] < day and now.get("version") is None
        seen.add(counts)
        already = schema(earlier.old) >= FIRST_WITH_DAYS
        assert now["total"]["total"] - old["total"]["total"] == int(counts and not already), words
        if already or not counts:
            assert kept_of(now, old) == old, words
    assert seen == {False, True}


def test_nothing_is_wrong_with_it(earlier: Earlier) -> None:
    health = command(earlier.data, "check")
    assert health["ok"] is True, health


@pytest.mark.parametrize("name", SERVICES)
def test_what_only_the_window_shows_is_the_same(
    earlier: Earlier, opened: tuple[Workspace, Register], name: str
) -> None:
    old = earlier.figures[name]
    assert bool(old) is (schema(earlier.old) >= FIRST_WITH_SEALS)
    if old:
        assert kept_of(SERVICES[name](opened[0]), old) == old


def test_a_sealed_body_is_read_as_it_stands_in_the_old_file(earlier: Earlier) -> None:
    assert read_as_told(bodies(earlier.old).values(), earlier.figures)


@pytest.mark.parametrize("kept", those_with("sealed_"))
def test_a_sealed_body_of_every_form_is_read(kept: Path, tmp_path: Path) -> None:
    figures = unpacked(kept, tmp_path)
    found = [path.read_bytes().decode() for path in tmp_path.glob("sealed_*.json")]
    assert len(found) == 3
    assert read_as_told(found, figures)


def read_as_told(found: Iterable[str], figures: dict[str, Any]) -> bool:
    """Compare what sealed bodies say now with what they said."""
    told = {one["sha256"]: one["report"] for one in figures["sealed"]}
    return {digest(body): said(thaw(body)) for body in found} == told


def test_work_goes_on(opened: tuple[Workspace, Register]) -> None:
    workspace, register = opened
    period = workspace.periods.find(ENTERED, register.programme)
    task = register.find("13")
    before = register.standing(task, period.cut_off)
    assert before.percent == 60
    workspace.recording.record(register, period, {task.id: {"completed_on": date(2021, 12, 1)}})
    assert register.standing(register.task(task.id), period.cut_off).status is not before.status
    workspace.acts.undo()
    register.refresh()
    assert register.standing(register.task(task.id), period.cut_off) == before
    version = workspace.sealing.seal(register, period, period.cut_off)
    assert workspace.sealing.report_of(version).total == register.totals(period.cut_off)
    workspace.close()
    again = Workspace.open(workspace.path)
    assert again.sealing.standing(register.programme.id, period.id) == version
    again.close()


def test_the_story_of_an_earlier_time_has_the_same_figures_today(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What `e161438` did from the first list to the second seal, this program does with the same outcome.

    But for two things. There a withdrawn task counted on no day at all: here as one that is withdrawn before
    all others are counted. And a new occurrence of a recurring task begins without the words of the last one.
    """
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(make_earlier, "WITHDRAWN_ON", date(2018, 1, 1))
    make(tmp_path / "today.zip", whole=True)
    (earlier,) = [one.values[0] for one in those_with("data.tiendo") if one.id == "e161438"]
    today = timeless(unpacked(tmp_path / "today.zip", tmp_path / "today"))
    old = timeless(unpacked(earlier, tmp_path / "old"))
    (second,) = [one for one in old["sealed"] if one["period"] == CLOSED]
    for row in second["report"]["rows"]:
        if row[1] in OCCURRENCES_BEGUN:
            assert (row[3], row[4]) == ("not_started", 0)
            assert any(row[7:])
            del row[7:]
    assert kept_of(today, old) == old


def timeless(figures: Any) -> Any:
    """Return figures without what differs each time they are made."""
    if isinstance(figures, dict):
        return {
            name: timeless(one)
            for name, one in figures.items()
            if name not in ("sha256", "head", "sealed_at")
        }
    return [timeless(one) for one in figures] if isinstance(figures, list) else figures


@pytest.mark.parametrize("kept", those_with("report.xlsx"))
def test_a_report_says_what_it_said(kept: Path, tmp_path: Path) -> None:
    ((_, status),) = [
        one for one in unpacked(kept, tmp_path)["commands"] if one[0] == ["status", "--period", CLOSED]
    ]
    if kept.stem == FIRST_REPORT:
        with pytest.raises(ReportMissing):
            read_report(tmp_path / "report.xlsx")
        return
    report = read_report(tmp_path / "report.xlsx")
    assert totals_view(report.total) == status["total"]
    assert [totals_view(group.totals) for group in report.groups] == [
        {name: one[name] for name in status["total"]} for one in status["groups"]
    ]
    assert {agency.name: totals_view(agency.totals) for agency in report.agencies} == {
        one["name"]: {name: one[name] for name in status["total"]} for one in status["agencies"]
    }
    assert [row.task.id for row in report.apart] == [one["id"] for one in status["apart"]]


@pytest.mark.parametrize("earlier", those_with("data.tiendo", "edition.xlsx"), indirect=True)
def test_a_list_that_was_exported_comes_back_without_a_change(
    earlier: Earlier, opened: tuple[Workspace, Register]
) -> None:
    workspace, register = opened
    plan = workspace.imports.plan(register, earlier.old.with_name("edition.xlsx"))
    assert plan.counts[RowKind.SAME] == 43
    assert plan.changes_nothing


@pytest.mark.parametrize("kept", those_with("entry_form.xlsx"))
def test_an_entry_form_is_read(kept: Path, tmp_path: Path) -> None:
    unpacked(kept, tmp_path)
    form = read_entry_form(read_workbook(tmp_path / "entry_form.xlsx"))
    assert form.made is not None
    assert (form.altered, form.made.agency, form.made.period) == (False, "Sở Tư pháp", ENTERED)
    percents = {line.number: line.base.percent for line in form.made.lines}
    assert (len(percents), percents["12"]) == (LINES, 80)


@pytest.mark.parametrize("earlier", those_with("data.tiendo", "entry_form.xlsx"), indirect=True)
def test_an_entry_form_comes_back_without_a_change(
    earlier: Earlier, opened: tuple[Workspace, Register]
) -> None:
    workspace, register = opened
    plan = workspace.entry_forms.plan(register, earlier.old.with_name("entry_form.xlsx"), None)
    assert (plan.agency, plan.period.id, plan.keyed, plan.altered) == ("Sở Tư pháp", ENTERED, True, False)
    assert (plan.changed, plan.refused, len(plan.rows)) == ((), (), LINES)


@pytest.mark.parametrize("kept", those_with("package.duyet"))
def test_a_package_is_read_and_answered(kept: Path, tmp_path: Path) -> None:
    unpacked(kept, tmp_path)
    desk = PackageDesk(open_package(tmp_path / "package.duyet"))
    tasks = {one.row.task.number: one.row.task.id for one in desk.rows()}
    assert len(tasks) == 43
    assert desk.accept([tasks["13"]], "Trần Thị Bình") == 1
    desk.answer(tmp_path / "answer.duyet")
    verdicts = {one.task_id: one.verdict for one in open_package(tmp_path / "answer.duyet").reviews}
    assert verdicts == {tasks["13"]: Verdict.ACCEPTED}, "the judgements made in it alone"


@pytest.mark.parametrize("earlier", those_with("data.tiendo", "package.duyet"), indirect=True)
def test_the_answer_to_a_package_is_taken(earlier: Earlier, opened: tuple[Workspace, Register]) -> None:
    workspace, register = opened
    desk = PackageDesk(open_package(earlier.old.with_name("package.duyet")))
    ids = {one.row.task.id for one in desk.rows()}
    desk.accept(ids, "Trần Thị Bình")
    answer = workspace.path.with_name("answer.duyet")
    desk.answer(answer)
    period = workspace.periods.find(ENTERED, register.programme)
    merged = workspace.packages.merge(register, period, open_package(answer), answer)
    assert (merged.accepted, merged.returned, merged.stale) == (len(ids), 0, ())
    assert workspace.reviewing.counts(register, period) == {ReviewMark.ACCEPTED: len(ids)}
