"""Data files of earlier schemas open, keep every value, and can be worked on."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from desktop_app.domain.progress import Figures, State
from desktop_app.services.workspace import Workspace
from desktop_app.storage.migrations import APPLICATION_ID, MIGRATIONS, VERSION

FIRST_ROWS = (
    (
        "INSERT INTO programmes (number, title, issuer, starts_on, ends_on) "
        "VALUES ('242/QĐ-TTg', 'Đề án', 'Thủ tướng', '2018-01-01', '2022-12-31')"
    ),
    "INSERT INTO groups (programme_id, number, title) VALUES (1, 1, 'Nhóm một')",
    (
        "INSERT INTO tasks (programme_id, group_id, position, number, content, folded) "
        "VALUES (1, 1, 1, '1', 'Rà soát văn bản', 'ra soat van ban')"
    ),
    (
        "INSERT INTO progress (task_id, period, starts_on, cut_off, state, percent, result, recorded_at, recorded_by) "
        "VALUES (1, 'nd09/2021-Q4', '2021-09-15', '2021-12-14', 'in_progress', 40, 'Đã làm', '2021-12-01T08:00', 'An')"
    ),
)


def old_file(path: Path, schema: int) -> None:
    """Make a data file as a program that knew `schema` migrations left it."""
    names = sorted(one.name for one in MIGRATIONS.pending(Database(memory=True)))
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        db = Database(connection, execute_plugins=False)
        if schema < len(names):
            MIGRATIONS.apply(db, stop_before=names[schema])
        else:
            MIGRATIONS.apply(db)
        for sql in FIRST_ROWS:
            db.execute(sql)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {schema}")


@pytest.mark.parametrize("schema", range(1, VERSION + 1))
def test_a_file_of_every_schema_opens_and_goes_on(tmp_path: Path, schema: int) -> None:
    path = tmp_path / "cũ.tiendo"
    old_file(path, schema)
    workspace = Workspace.open(path)
    register = workspace.register(1)
    assert register.programme.all_regimes == ("nd09",)
    (entry,) = register.entries(1)
    assert (entry.state, entry.percent, entry.result) == (State.IN_PROGRESS, 40, "Đã làm")
    assert (entry.figures, entry.confirmed) == (Figures.ACTUAL, False)
    period = workspace.periods.find("2021-Q4", register.programme)
    version = workspace.sealing.seal(register, period, period.cut_off)
    workspace.close()
    again = Workspace.open(path)
    assert again.sealing.standing(1, period.id) == version
    again.close()
