"""One edit in the grid reads again what it changed, and nothing of what stands around the screens."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt

from desktop_app.services.workspace import Workspace
from desktop_app.ui.window._main_window import MainWindow


@contextmanager
def read_tables(window: MainWindow, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Collect the tables that are read; "backups" where the list of backups is."""
    tables: list[str] = []
    connection = window.session.workspace._store.db.conn
    asked = Workspace.last_saved

    def last_saved(workspace: Workspace) -> object:
        tables.append("backups")
        return asked(workspace)

    def note(statement: str) -> None:
        if statement.startswith("SELECT"):
            tables.extend(re.findall(r"\b(?:FROM|JOIN) (\w+)", statement))

    monkeypatch.setattr(Workspace, "last_saved", last_saved)
    connection.set_trace_callback(note)
    yield tables
    connection.set_trace_callback(None)


def edit(window: MainWindow, text: str) -> None:
    model = window.tasks.model
    index = model.index(1, model.column_of("result"))
    assert model.setData(index, text, Qt.ItemDataRole.EditRole)


def test_an_edit_reads_only_what_it_changed(sample: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    sample.show_screen("tasks")
    edit(sample, "Đã trình")
    with read_tables(sample, monkeypatch) as tables:
        edit(sample, "Đã ban hành")
    own = {"actions", "history", "json_each", "progress"}
    assert set(tables) == own | {"programmes"}
    assert tables.count("programmes") == 1


def test_an_edit_shows_only_its_own_line_and_heading_anew(sample: MainWindow) -> None:
    sample.show_screen("tasks")
    model = sample.tasks.model
    lines: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda first, last: lines.append((first.row(), last.row())))
    edit(sample, "Đã trình")
    assert lines == [(1, 1)]
    lines.clear()
    model.setData(model.index(1, model.column_of("completed_on")), "20/11/2021", Qt.ItemDataRole.EditRole)
    assert set(lines) <= {(0, 0), (1, 1)}
    lines.clear()
    session, ids = sample.session, [task.id for task in sample.session.register.tasks]
    session.change(lambda: session.workspace.recording.confirm(session.register, session.period, ids))
    assert lines == [(0, model.rowCount() - 1)]


def test_the_frame_follows_what_it_shows(sample: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    workspace = sample.session.workspace
    with read_tables(sample, monkeypatch) as tables:
        sample.session.change(
            lambda: workspace.office.put(replace(workspace.office.get(), department="Sở Tư pháp B"))
        )
    assert {"settings", "programmes", "regimes", "period_states", "backups"} <= set(tables)
    assert sample.navigation.office.text() == "Sở Tư pháp B"
    sample.session.undo()
    assert sample.navigation.office.text() != "Sở Tư pháp B"


def test_the_frame_is_left_alone_by_records_and_their_undoing(sample: MainWindow) -> None:
    frames: list[None] = []
    sample.session.reframed.connect(lambda: frames.append(None))
    edit(sample, "Đã trình")
    sample.session.undo()
    sample.session.redo()
    assert frames == []
