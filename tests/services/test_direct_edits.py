"""What another program did to a data file is found, whatever it did: every table, every column, every path.

The cases are made from the schema, so that a new table or column is tried by itself. `TIENDO_FLIPS=300` flips
300 bits, the usual run fewer.
"""

import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from desktop_app.cli import main
from desktop_app.domain.errors import DataChangedOutside, DataFileStrange
from desktop_app.domain.task import Handling
from desktop_app.domain.work import WorkCancelled
from desktop_app.resources import resource
from desktop_app.services import checking
from desktop_app.services.checking import CheckResult, examine_file
from desktop_app.services.periods import SealRules
from desktop_app.services.workspace import Workspace
from desktop_app.storage.checking import DifferenceKind, examine, light
from desktop_app.storage.database import Database
from desktop_app.storage.history.journal import TRACKED
from desktop_app.storage.migrations import migrations
from tests.data.make_earlier import ENTERED, command

SAMPLE = resource("samples", "Danh_muc_minh_hoa_242.xlsx")
NOT_PROVED = {
    ("headings", "*"): "how columns were read is proposed the next time, and no figure rests on it",
    ("_sqlite_migrations", "applied_at"): "when the file was brought up says nothing of its data",
    ("_sqlite_migrations", "migration_set"): "the set is named once, and its names are compared",
    **{
        (table, "id"): "a place that nothing refers to; the order is compared where it counts"
        for table in ("files", "edition_rows", "reopenings", "_sqlite_migrations", "sealed_versions")
    },
}
FREE = {
    ("evidence_links", "task_id"): "(SELECT MAX(id) FROM tasks)",
    ("reopenings", "version_id"): "(SELECT MAX(id) FROM sealed_versions)",
}
"""Other values for a row that may stand once only."""
Edit = Callable[[sqlite3.Connection], object]


@pytest.fixture(scope="module")
def story(worked_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years of an office, with a row in every table that has any."""
    path = tmp_path_factory.mktemp("story") / "work" / worked_file.name
    shutil.copytree(worked_file.parent, path.parent)
    workspace = Workspace.open(path)
    register = workspace.register(workspace.programme().id)
    period = workspace.periods.find(ENTERED, register.programme)
    finding = workspace.checks.findings(register, period, period.cut_off)[0]
    workspace.checks.explain(register, period, finding, "Đang bổ sung")
    task, other = register.find("30"), register.find("31")
    workspace.tasks.edit(register, task.id, task.group_id, task.given, Handling("Chị Hoa", "Gọi lại"))
    workspace.periods.save(replace(workspace.periods.regimes["tt10"], id="tinh", title="Của tỉnh"))
    workspace.gone.merge(register, [task.id], other.id, date(2021, 11, 1))
    workspace.backup()
    workspace.close()
    return path


@pytest.fixture
def path(story: Path, tmp_path: Path) -> Path:
    shutil.copytree(story.parent, tmp_path / "work")
    return tmp_path / "work" / story.name


@pytest.fixture(scope="module")
def raw(story: Path) -> Iterator[sqlite3.Connection]:
    """The file as another program opens it; each test takes back what it did."""
    db = sqlite3.connect(story, isolation_level=None)
    yield db
    db.close()


def checked(path: Path) -> CheckResult:
    workspace = Workspace.open(path)
    try:
        return workspace.checking.check()
    finally:
        workspace.close()


def edited(path: Path, edit: Edit) -> CheckResult:
    with closing(sqlite3.connect(path)) as db, db:
        edit(db)
    return checked(path)


def tables() -> list[str]:
    memory = Database(sqlite3.connect(":memory:", isolation_level=None))
    migrations().apply(memory.utils)
    names = [name for (name,) in memory.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    memory.close()
    return sorted(name for name in names if (name, "*") not in NOT_PROVED)


def others(db: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    return [(row[1], row[2]) for row in db.execute(f"PRAGMA table_info({table})")]


def found_by(db: sqlite3.Connection, *edits: str) -> set[str]:
    """Return what is found of edits that are taken back, but for the triggers that had to go for them."""
    db.execute("BEGIN")
    try:
        for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            db.execute(f"DROP TRIGGER {name}")
        for edit in edits:
            db.execute(edit)
        found = examine(Database(db))
        kinds = {one.kind.value for one in found.differences if one.table != "trigger"}
        return kinds | {one.fault.value for one in found.faults} | set(found.pages)
    finally:
        db.execute("ROLLBACK")


def test_an_untouched_file_is_sound(path: Path) -> None:
    health = checked(path)
    assert health.findings == ()
    assert health.ok
    assert health.unproven == 0


def test_every_table_has_rows_to_try(raw: sqlite3.Connection) -> None:
    empty = [one for one in tables() if not raw.execute(f"SELECT COUNT(*) FROM {one}").fetchone()[0]]
    assert empty == []


@pytest.mark.parametrize("table", tables())
def test_a_value_of_any_column_that_is_changed_is_found(raw: sqlite3.Connection, table: str) -> None:
    missed = []
    rows = raw.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0]
    for column, kind in others(raw, table):
        if not rows or (table, column) in NOT_PROVED:
            continue
        other = (
            f"COALESCE({column}, 0) + 1000"
            if kind in ("INTEGER", "REAL")
            else f"COALESCE({column}, '') || 'x'"
        )
        if kind == "BLOB":
            other = f"CAST({column} || 'x' AS BLOB)"
        if (table, column) == ("history_head", "id"):
            continue
        if not found_by(
            raw, f"UPDATE {table} SET {column} = {other} WHERE id = (SELECT MAX(id) FROM {table})"
        ):
            missed.append(column)
    assert missed == []


@pytest.mark.parametrize("table", tables())
def test_a_row_of_any_table_that_is_added_is_found(raw: sqlite3.Connection, table: str) -> None:
    row = raw.execute(f"SELECT * FROM {table} ORDER BY id DESC LIMIT 1").fetchone()
    if row is None or table == "history_head":
        return
    names = others(raw, table)
    parts = []
    for name, kind in names:
        if name == "id" and table == "handlings":
            parts.append("(SELECT MIN(id) FROM tasks WHERE id NOT IN (SELECT id FROM handlings))")
        elif name == "id":
            parts.append("id + 1")
        elif (table, name) in FREE:
            parts.append(FREE[table, name])
        elif kind == "TEXT" and not name.endswith("_id"):
            parts.append(f"CASE WHEN {name} IS NULL THEN NULL ELSE {name} || 'x' END")
        else:
            parts.append(name)
    columns = ", ".join(name for name, _ in names)
    edit = f"INSERT INTO {table} ({columns}) SELECT {', '.join(parts)} FROM {table} ORDER BY id DESC LIMIT 1"
    assert found_by(raw, edit)


@pytest.mark.parametrize("table", tables())
def test_a_row_of_any_table_that_goes_is_found(raw: sqlite3.Connection, table: str) -> None:
    keys = [key for (key,) in raw.execute(f"SELECT id FROM {table}").fetchall()]
    for key in {*keys[:1], *keys[-1:]}:
        assert found_by(raw, f"DELETE FROM {table} WHERE id = {key}"), key


def test_the_rows_that_the_history_keeps_are_the_tables_there_are() -> None:
    """A new table is kept by the history, or is proved in another way and named here."""
    proved = {
        "actions", "history", "history_head", "editions", "edition_rows", "files", "sealed_versions",
        "reopenings", "_sqlite_migrations",
    }  # fmt: skip
    assert set(tables()) == {*TRACKED} | proved


def forge_a_seal(db: sqlite3.Connection) -> None:
    """Close a period with the body of another by plain INSERTs, no trigger dropped."""
    period = "nd09/2021-Q4"
    body = db.execute("SELECT body FROM sealed_versions ORDER BY id LIMIT 1").fetchone()[0]
    db.execute("DELETE FROM period_states WHERE period = ?", [period])
    digest = hashlib.sha256(body.encode()).hexdigest()
    db.execute(
        "INSERT INTO sealed_versions (programme_id, period, version, body, sha256, sealed_at, sealed_by) "
        "VALUES (1, ?, 1, ?, ?, '2021-12-20T10:00:00', 'nvan')",
        [period, body, digest],
    )
    db.execute("INSERT INTO period_states (programme_id, period, state) VALUES (1, ?, 'sealed')", [period])


def forge_a_reopening(db: sqlite3.Connection) -> None:
    db.execute(
        "INSERT INTO reopenings (version_id, reason, at, by) SELECT MAX(id), 'Sai', '2021-12-20T10:00:00', "
        "'nvan' FROM sealed_versions"
    )


def seal_another_body(db: sqlite3.Connection) -> None:
    db.execute("DROP TRIGGER sealed_versions_fixed")
    key, body = db.execute("SELECT id, body FROM sealed_versions ORDER BY id LIMIT 1").fetchone()
    other = body.replace('"percent":', '"percent":1', 1)
    digest = hashlib.sha256(other.encode()).hexdigest()
    db.execute("UPDATE sealed_versions SET body = ?, sha256 = ? WHERE id = ?", [other, digest, key])


def take_the_reopening_back(db: sqlite3.Connection) -> None:
    db.execute("DROP TRIGGER reopenings_stay")
    db.execute("DELETE FROM reopenings")


def swap_two_acts(db: sqlite3.Connection) -> None:
    db.execute("DROP TRIGGER actions_fixed")
    db.execute("DROP TRIGGER history_fixed")
    for old, new in ((5, -1), (6, 5), (-1, 6)):
        db.execute("UPDATE actions SET id = ? WHERE id = ?", [new, old])
        db.execute("UPDATE history SET action_id = ? WHERE action_id = ?", [new, old])


def cut_the_end_and_mend_the_head(db: sqlite3.Connection) -> None:
    """The newest backup still knows the acts that went."""
    db.execute("DROP TRIGGER actions_stay")
    db.execute("DROP TRIGGER history_stays")
    (last,) = db.execute("SELECT MAX(id) FROM actions").fetchone()
    db.execute("DELETE FROM history WHERE action_id = ?", [last])
    db.execute("DELETE FROM actions WHERE id = ?", [last])
    db.execute(
        "UPDATE history_head SET acts = (SELECT COUNT(*) FROM actions), changes = (SELECT COUNT(*) "
        "FROM history), hash = (SELECT hash FROM actions ORDER BY id DESC LIMIT 1)"
    )


def sql(text: str) -> Edit:
    def edit(db: sqlite3.Connection) -> None:
        db.executescript(text)

    edit.__name__ = " ".join(text.split())[:60]
    return edit


EDITS: tuple[Edit, ...] = (
    forge_a_seal,
    forge_a_reopening,
    seal_another_body,
    take_the_reopening_back,
    swap_two_acts,
    cut_the_end_and_mend_the_head,
    sql("CREATE TRIGGER evil AFTER INSERT ON progress BEGIN DELETE FROM settings; END"),
    sql("CREATE TRIGGER slow AFTER UPDATE ON tasks BEGIN SELECT 1; END"),
    sql("DROP TRIGGER progress_sealed_UPDATE"),
    sql("DROP TRIGGER history_fixed"),
    sql("DROP TRIGGER actions_stay; CREATE TRIGGER actions_stay BEFORE DELETE ON tasks BEGIN SELECT 1; END"),
    sql("CREATE VIEW more AS SELECT * FROM tasks"),
    sql("DROP INDEX progress_period"),
    sql("CREATE INDEX more ON progress(percent)"),
    sql("CREATE TABLE more (id INTEGER PRIMARY KEY)"),
    sql("ALTER TABLE progress ADD COLUMN more TEXT"),
    sql("DROP TRIGGER progress_sealed_DELETE; CREATE TRIGGER progress_sealed_DELETE BEFORE DELETE "
        "ON progress WHEN 0 BEGIN SELECT 1; END"),
    sql("ALTER TABLE tasks ADD COLUMN more INTEGER GENERATED ALWAYS AS (id) VIRTUAL"),
    sql("ALTER TABLE tasks RENAME TO more; ALTER TABLE more RENAME TO tasks"),
    sql("ANALYZE"),
    sql("PRAGMA user_version = 3"),
    sql("UPDATE progress SET result = (SELECT result FROM progress WHERE id = 5) WHERE id = 1"),
    sql("UPDATE tasks SET content = content || char(0) WHERE id = 2"),
    sql("UPDATE tasks SET folded = 'x' WHERE id = 2"),
    sql("DELETE FROM settings WHERE id = 1"),
    sql("UPDATE progress SET percent = 90 WHERE period = 'nd09/2021-Q4' AND percent = 60"),
    sql("UPDATE progress SET task_id = task_id + 1 WHERE id = (SELECT MAX(id) FROM progress "
        "WHERE period = 'nd09/2021-Q4')"),
    sql("UPDATE tasks SET deadline_ends = '2030-12-31' WHERE id = 7"),
    sql("UPDATE tasks SET position = position + 1 WHERE id = 9"),
    sql("UPDATE tasks SET fate = 'withdrawn', fate_on = '2020-01-01' WHERE id = 8"),
    sql("UPDATE settings SET value = '{}' WHERE id = 1"),
    sql("UPDATE files SET body = CAST('x' AS BLOB)"),
    sql("UPDATE files SET name = 'x.xlsx'"),
    sql("UPDATE submissions SET document = 'x'"),
    sql("UPDATE submissions SET sent_on = '2020-01-01'"),
    sql("UPDATE edition_rows SET kind = 'same' WHERE id = 1"),
    sql("UPDATE edition_rows SET task_id = 2 WHERE id = 1"),
    sql("DELETE FROM extensions"),
)  # fmt: skip


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_a_direct_edit_is_found_and_told(path: Path, edit: Edit) -> None:
    with suppress(DataFileStrange):
        health = edited(path, edit)
        assert not health.ok
        assert health.findings
        assert all(one.where and one.sentence for one in health.findings)
        return
    with pytest.raises(DataFileStrange):  # refused before anything is read
        Workspace.open(path)


@pytest.mark.parametrize(
    "text",
    [
        "ALTER TABLE tasks RENAME TO other; CREATE VIEW tasks AS SELECT * FROM other",
        "DROP TABLE explanations",
        "DROP TABLE history_head; CREATE VIEW history_head AS SELECT 1 id, 1 acts, 1 changes, '' hash",
    ],
    ids=["a view for a table", "no table", "a view for the head"],
)
def test_a_table_that_is_none_is_refused_as_damage(
    path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.executescript(f"PRAGMA legacy_alter_table = ON; {text}")
    for words in (("check",), ("status", "--period", ENTERED)):
        assert main(["--data", str(path), *words]) == 1
    said = capsys.readouterr()
    assert "ngoài dự kiến" not in said.out + said.err


def test_a_check_can_be_stopped(path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise WorkCancelled

    workspace = Workspace.open(path)
    with pytest.raises(WorkCancelled):
        workspace.checking.check(stop)
    assert workspace.checking.check().ok
    workspace.close()


def test_a_whole_column_that_was_changed_is_told_in_part_and_taken_over_whole(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "_MOST", 10)
    health = edited(path, sql("UPDATE progress SET note = note || 'x' WHERE period = 'nd09/2021-Q4'"))
    assert (len(health.findings), len(health.differences)) == (10, 10 + health.more)
    assert health.more > 5
    workspace = Workspace.open(path)
    workspace.checking.take_over("Sửa hàng loạt")
    assert workspace.checking.check().ok
    workspace.close()


def test_the_forged_seal_is_named(path: Path) -> None:
    health = edited(path, forge_a_seal)
    assert [one.kind for one in health.findings if "Bản chốt số 1, Quý IV/2021" in one.where] == ["seal"]


def test_a_figure_is_told_as_an_officer_knows_it(path: Path) -> None:
    health = edited(
        path, sql("UPDATE progress SET percent = 90 WHERE period = 'nd09/2021-Q4' AND percent = 60 AND id = "
        "(SELECT MIN(id) FROM progress WHERE period = 'nd09/2021-Q4' AND percent = 60)")
    )  # fmt: skip
    (one,) = health.findings
    assert one.where.startswith("Nhiệm vụ ")
    assert one.where.endswith(", Quý IV/2021, Mức độ hoàn thành (%)")
    assert (one.journal, one.file, one.kind) == ("60", "90", "changed")
    assert one.sentence.endswith(": nhật ký 60, tệp 90")


def test_a_figure_that_the_program_wrote_over_is_found(path: Path) -> None:
    """The next act takes what it finds for what was there: its `old` gives it away."""
    with closing(sqlite3.connect(path)) as db, db:
        db.execute(
            "UPDATE progress SET note = 'Sửa ngoài' WHERE id = "
            "(SELECT MAX(id) FROM progress WHERE period = ? AND percent = 60)",
            [ENTERED],
        )
        (number,) = db.execute(
            "SELECT number FROM progress JOIN tasks ON tasks.id = task_id WHERE note = 'Sửa ngoài'"
        ).fetchone()
    words = ("record", number, "--period", ENTERED, "--percent", "70")
    assert command(path, *words)
    health = checked(path)
    assert {one.kind for one in health.findings} == {DifferenceKind.OVERWRITTEN}
    assert any("Ghi chú" in one.where and one.file == "Sửa ngoài" for one in health.findings)


@pytest.mark.parametrize("gone", [True, False], ids=["gone", "altered"])
def test_a_kept_document_is_read(path: Path, gone: bool) -> None:
    (kept,) = [one for one in path.with_name("data-files").iterdir() if one.is_file()]
    kept.chmod(0o600)
    if gone:
        kept.unlink()
    else:
        kept.write_bytes(b"x")
    health = checked(path)
    assert not health.ok
    assert [one.kind for one in health.findings] == ["document"]


def test_the_command_says_all_of_it(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE tasks SET content = 'Việc khác' WHERE id = 3")
    assert main(["--data", str(path), "check", "--json"]) == 1
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert answer["ok"] is False
    (one,) = answer["findings"]
    assert set(one) == {"kind", "where", "journal", "file"}
    assert one["file"] == "Việc khác"
    assert Path(answer["sound_backup"]).is_file()
    assert main(["--data", str(path), "check"]) == 1
    told = capsys.readouterr().out
    assert "tệp Việc khác" in told
    assert answer["sound_backup"] in told
    assert "--accept" in told


def test_a_copy_is_checked_without_being_touched(path: Path) -> None:
    backup = max(path.with_name("data-backups").glob("*.tiendo"))
    before = backup.read_bytes()
    assert examine_file(backup).ok
    with closing(sqlite3.connect(backup)) as db, db:
        assert db.execute("UPDATE tasks SET content = 'Việc khác' WHERE id = 3").rowcount == 1
    assert not examine_file(backup).ok
    assert len(before) == backup.stat().st_size
    assert [one.name for one in backup.parent.iterdir() if one.suffix == ".tiendo"]


@pytest.mark.parametrize("large", [False, True], ids=["whole", "by rows"])
def test_nothing_is_closed_or_sent_out_over_a_direct_edit(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: bool
) -> None:
    if large:
        monkeypatch.setattr(light, "FEW", 1)
    target = tmp_path / "bao-cao.xlsx"
    assert command(path, "export", "--period", ENTERED, str(target))
    target.unlink()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE progress SET percent = 90 WHERE period = ? AND percent = 60", [ENTERED])
    workspace = Workspace.open(path)
    register = workspace.register(workspace.programme().id)
    period = workspace.periods.find(ENTERED, register.programme)
    workspace.sealing.set_rules(SealRules(checks=False))
    with pytest.raises(DataChangedOutside) as refused:
        workspace.sealing.seal(register, period, period.cut_off)
    assert refused.value.where.endswith("Mức độ hoàn thành (%): nhật ký 60, tệp 90")
    assert workspace.sealing.standing(register.programme.id, period.id) is None
    workspace.close()
    with pytest.raises(RuntimeError, match="Mức độ hoàn thành"):
        command(path, "export", "--period", ENTERED, str(target))
    assert not target.exists()
    workspace = Workspace.open(path)
    workspace.checking.take_over("Đúng theo biên bản")
    workspace.sealing.seal(workspace.register(register.programme.id), period, period.cut_off)
    workspace.close()
    assert command(path, "export", "--period", ENTERED, str(target))
    assert checked(path).ok


EDITED = "UPDATE progress SET percent = 90 WHERE period = 'nd09/2021-Q4' AND percent = 60"
EDITED_LIST = "UPDATE edition_rows SET given = replace(given, 'a', 'b') WHERE id = 5"
EXPORT = ("export", "--period", ENTERED)
COMMANDS_OUT = {
    "report": (EDITED, (*EXPORT, "OUT.docx")),
    "the Ministry's form": (EDITED, (*EXPORT, "--form", str(SAMPLE), "OUT.xlsx")),
    "entry form": (EDITED, (*EXPORT, "--kind", "blank", "--agency", "Sở Tư pháp", "OUT.xlsx")),
    "entry forms": (EDITED, (*EXPORT, "--kind", "blank", "--all", "OUT")),
    "page of a task": (EDITED, ("task-page", "2", "--period", ENTERED, "OUT.docx")),
    "edition": (EDITED_LIST, ("editions", "--export", "1", "OUT.xlsx")),
    "source of an edition": ("UPDATE files SET body = x'78'", ("editions", "--source", "1", "OUT.xlsx")),
}


@pytest.mark.parametrize("large", [False, True], ids=["whole", "by rows"])
@pytest.mark.parametrize("way", COMMANDS_OUT)
def test_nothing_goes_out_over_a_direct_edit(
    way: str, path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: bool
) -> None:
    if large:
        monkeypatch.setattr(light, "FEW", 1)
    edit, words = COMMANDS_OUT[way]
    target = tmp_path / words[-1]
    assert command(path, *words[:-1], str(target))
    if target.is_dir():
        shutil.rmtree(target)
    else:
        target.unlink()
    with closing(sqlite3.connect(path)) as db, db:
        assert db.execute(edit).rowcount > 0
    with pytest.raises(RuntimeError, match="khác với nhật ký"):
        command(path, *words[:-1], str(target))
    assert not target.exists()


@pytest.mark.parametrize("large", [False, True], ids=["whole", "by rows"])
def test_no_package_and_no_annex_goes_out_over_a_direct_edit(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, large: bool
) -> None:
    if large:
        monkeypatch.setattr(light, "FEW", 1)
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE tasks SET content = 'Việc khác' WHERE id = 3")
    workspace = Workspace.open(path)
    register = workspace.register(workspace.programme().id)
    period = workspace.periods.find(ENTERED, register.programme)
    rows = workspace.evidence.rows(register.programme.id)
    with pytest.raises(DataChangedOutside):
        workspace.packages.write(register, period, tmp_path / "a.duyet")
    with pytest.raises(DataChangedOutside):
        workspace.evidence.files.export_annex(register, tmp_path / "phu-luc", {}, rows)
    workspace.close()
    assert [one.name for one in tmp_path.iterdir()] == ["work"]


def several(db: sqlite3.Connection) -> None:
    db.execute("UPDATE progress SET percent = 90 WHERE period = 'nd09/2021-Q4' AND percent = 60")
    db.execute("UPDATE tasks SET content = 'Việc khác' WHERE id = 3")
    db.execute(
        "INSERT INTO extensions (task_id, new_due, reason, decided_on) VALUES (2, '2023-01-01', 'x', "
        "'2021-01-01')"
    )
    db.execute("DELETE FROM evidence_links WHERE id = (SELECT MAX(id) FROM evidence_links)")
    db.execute("DROP TRIGGER progress_sealed_UPDATE")
    forge_a_seal(db)


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_what_was_changed_outside_can_be_taken_over(path: Path, edit: Edit) -> None:
    with suppress(DataFileStrange):
        edited(path, edit)
    try:
        workspace = Workspace.open(path)
    except DataFileStrange:
        return
    health = workspace.checking.check()
    if not health.ok and not health.can_be_taken_over:
        assert {one.kind for one in health.findings} == {"schema"}
        workspace.close()
        return
    if not health.ok:
        workspace.checking.take_over("Sửa theo biên bản số 5")
    assert workspace.checking.check().findings == ()
    assert workspace.checking.check().ok
    workspace.close()
    assert checked(path).ok


def test_taking_over_is_an_act_that_can_be_undone(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("UPDATE progress SET percent = 90 WHERE period = 'nd09/2021-Q4' AND percent = 60")
        db.execute("UPDATE tasks SET content = 'Việc khác' WHERE id = 3")
    before = checked(path).findings
    assert before
    workspace = Workspace.open(path)
    act = workspace.checking.take_over("Sửa theo biên bản số 5")
    assert workspace.journal.said_of(act).startswith("Ghi nhận sửa ngoài phần mềm")
    said = [field for change in workspace.journal.changes(act, 10) for field in change.fields]
    assert ("Mức độ hoàn thành (%)", "60", "90") in said
    assert any("Việc khác" in after for _, _, after in said)
    assert workspace.checking.check().ok
    register = workspace.register(workspace.programme().id)
    assert register.task(3).content == "Việc khác"
    workspace.acts.undo()
    register.refresh()
    assert register.task(3).content != "Việc khác"
    assert workspace.checking.check().ok
    workspace.acts.redo()
    assert workspace.checking.check().ok
    workspace.close()


def test_many_edits_are_taken_over_at_once_and_the_next_one_is_told(path: Path) -> None:
    assert len(edited(path, several).findings) >= 6
    workspace = Workspace.open(path)
    workspace.checking.take_over("Sửa theo biên bản số 5")
    assert workspace.checking.check().findings == ()
    workspace.close()
    with closing(sqlite3.connect(path)) as db:
        again = db.execute("SELECT 1 FROM sqlite_master WHERE name = 'progress_sealed_UPDATE'").fetchall()
    assert again == [(1,)]
    health = edited(path, sql("UPDATE tasks SET content = 'Lại khác' WHERE id = 3"))
    assert [one.file for one in health.findings] == ["Lại khác"]
