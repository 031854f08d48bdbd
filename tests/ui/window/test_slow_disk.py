"""A cell on a slow disk: the window goes on, says that it saves, and loses nothing.

The disk is slow because somebody reads the file: SQLite then waits before it writes a page of it.
"""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.qtbot import QtBot

from desktop_app.domain.errors import DiskFull
from desktop_app.domain.progress import State
from desktop_app.services.tasks import ForeseenAct, Recording
from desktop_app.services.unfinished import Finished, finish
from desktop_app.services.workspace import Workspace
from desktop_app.storage.companions import unsaved_file
from desktop_app.ui import messages
from desktop_app.ui._behind import WriteBehind
from desktop_app.ui.grid.table import ROLE_ROW
from desktop_app.ui.window._main_window import MainWindow
from desktop_app.ui.window.shell import Shell


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch, _quick_disk: None) -> None:
    monkeypatch.setattr(WriteBehind, "patience", 0.01)


TYPING = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.window.shell import Shell

application, path = QApplication([]), Path(sys.argv[1])
shell = Shell(WindowSettings(path.with_name("window.ini")))
shell.start(path)
session = shell.window.session
session.choose_period(session.workspace.periods.find("2021-Q4", session.programme))
shell.window.show_screen("tasks")
model = shell.window.tasks.model
rows = [(line, model.row_at(line)) for line in range(model.rowCount())]
lines = [line for line, row in rows if row is not None and row.standing.state == "in_progress"]
print("open", flush=True)
input()
for line, percent in zip(lines, "21 22 23 24".split()):
    model.setData(model.index(line, model.column_of("percent")), percent)
    print(model.row_at(line).task.id, session.recorder.busy, flush=True)
session.recorder.settle()
"""
"""A window that types four cells, when it is told to, and says each."""


@contextmanager
def slow_disk(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT COUNT(*) FROM history").fetchone()
        yield


def cell(window: MainWindow, place: int, column: str) -> QModelIndex:
    """Return a cell of the first, second … task in progress."""
    model = window.tasks.model
    rows = ((line, model.row_at(line)) for line in range(model.rowCount()))
    lines = [line for line, row in rows if row is not None and row.standing.state is State.IN_PROGRESS]
    return model.index(lines[place - 1], model.column_of(column))


def task_of(window: MainWindow, place: int) -> int:
    return int(cell(window, place, "percent").data(ROLE_ROW).task.id)


def type_into(window: MainWindow, place: int, column: str, text: str) -> bool:
    model, index = window.tasks.model, cell(window, place, column)
    return bool(model.setData(index, text, Qt.ItemDataRole.EditRole))


def shown(window: MainWindow, place: int, column: str) -> str:
    return str(cell(window, place, column).data())


def in_file(window: MainWindow, place: int, column: str) -> object:
    given = task_of(window, place), window.session.period.id
    with closing(sqlite3.connect(window.session.workspace.path)) as db:
        query = f"SELECT {column} FROM progress WHERE task_id = ? AND period = ?"
        found = db.execute(query, given).fetchone()
    return found and found[0]


def test_cells_are_shown_at_once_and_written_in_their_order(sample: MainWindow, qtbot: QtBot) -> None:
    sample.show_screen("tasks")
    session, panel = sample.session, sample.tasks.panel
    sample.tasks.grid.select_key(task_of(sample, 1))
    read: list[str] = []
    with slow_disk(sample.session.workspace.path):
        for place in (1, 2, 3):
            assert type_into(sample, place, "percent", str(20 + place))
        assert type_into(sample, 1, "result", "Đang lấy ý kiến")
        session.workspace._store.db.conn.set_trace_callback(read.append)
        assert type_into(sample, 1, "percent", "35")
        sample.tasks.grid.select_key(task_of(sample, 4))
        sample.tasks.grid.select_key(task_of(sample, 1))
        session.workspace._store.db.conn.set_trace_callback(None)
        assert session.recorder.busy
        assert [shown(sample, place, "percent") for place in (1, 2, 3)] == ["35", "22", "23"]
        assert panel.saved.text() == "Đang lưu…"
        assert sample.tasks.foot.whole().startswith("Đang lưu…")
    assert read == [], "what is read while the file is being written keeps the window waiting"
    qtbot.waitUntil(lambda: not session.recorder.busy)
    assert [in_file(sample, place, "percent") for place in (1, 2, 3)] == [35, 22, 23]
    assert in_file(sample, 1, "result") == "Đang lấy ý kiến"
    assert panel.saved.text().startswith("Đã lưu")
    assert not sample.tasks.foot.whole().startswith("Đang lưu…")
    assert session.workspace.checking.check().ok


def test_undo_waits_for_the_cell_that_is_being_saved(sample: MainWindow) -> None:
    sample.show_screen("tasks")
    before = shown(sample, 2, "percent")
    with slow_disk(sample.session.workspace.path):
        assert type_into(sample, 1, "percent", "21")
        assert type_into(sample, 2, "percent", "22")
        assert sample.session.recorder.busy
    sample.undo()
    assert [shown(sample, place, "percent") for place in (1, 2)] == ["21", before]
    assert in_file(sample, 1, "percent") == 21


def test_another_period_and_closing_wait_for_it(sample: MainWindow, qtbot: QtBot) -> None:
    sample.show_screen("tasks")
    session, path = sample.session, sample.session.workspace.path
    with slow_disk(sample.session.workspace.path):
        assert type_into(sample, 1, "percent", "21")
    session.choose_period(session.workspace.periods.find("2021-Q3", session.programme))
    assert not session.recorder.busy
    with slow_disk(sample.session.workspace.path):
        assert type_into(sample, 1, "percent", "19")
    sample.close()
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT COUNT(*) FROM progress WHERE percent IN (19, 21)").fetchone() == (2,)


def full(recording: Recording, _acts: Sequence[ForeseenAct]) -> bool:
    raise DiskFull(recording._store.path)


@contextmanager
def held(monkeypatch: pytest.MonkeyPatch, error: Exception | None = None) -> Iterator[None]:
    """Let nothing be written inside; then all is, or `error` comes."""
    begun, let, write = threading.Event(), threading.Event(), Recording.write

    def late(recording: Recording, acts: Sequence[ForeseenAct]) -> bool:
        begun.set()
        assert let.wait(20)
        if error is not None:
            raise error
        return write(recording, acts)

    with monkeypatch.context() as patched:
        patched.setattr(Recording, "write", late)
        yield
        assert begun.wait(20)
        let.set()


def test_what_fails_later_comes_back_with_its_sentence(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    sample.show_screen("tasks")
    panel, recorder = sample.tasks.panel, sample.session.recorder
    before = [shown(sample, place, "percent") for place in (1, 2)]
    with held(monkeypatch, DiskFull(sample.session.workspace.path)):
        assert type_into(sample, 1, "percent", "21")
        assert type_into(sample, 1, "result", "Đã trình")
        assert type_into(sample, 2, "percent", "22")
        sample.tasks.grid.select_key(task_of(sample, 5))
        assert shown(sample, 1, "percent") == "21"
    qtbot.waitUntil(lambda: not recorder.busy)
    assert [shown(sample, place, "percent") for place in (1, 2)] == before
    assert sample.tasks.grid.current_row() == cell(sample, 1, "percent").data(ROLE_ROW), (
        "the officer is led to what came back"
    )
    assert (panel.percent.text(), panel.result.toPlainText()) == ("21", "Đã trình")
    assert "đầy" in panel.refusal.text()
    assert "còn nguyên trên màn hình" in panel.refusal.text()
    assert "Mức độ hoàn thành (%): 22" in sample.tasks.panel.unsaved_text()
    sample.tasks.grid.select_key(task_of(sample, 2))
    assert panel.percent.text() == "22"
    assert sample.tasks.commit(), "both are saved once there is room"
    assert [in_file(sample, place, "percent") for place in (1, 2)] == [21, 22]
    assert in_file(sample, 1, "result") == "Đã trình"


def test_all_that_failed_is_saved_again_at_once(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    sample.show_screen("tasks")
    session, panel = sample.session, sample.tasks.panel
    with held(monkeypatch, DiskFull(session.workspace.path)):
        for place in (1, 2, 3):
            assert type_into(sample, place, "percent", str(20 + place))
    qtbot.waitUntil(lambda: not session.recorder.busy)
    assert panel.save_all.isVisible()
    assert panel.rect().contains(panel.save_all.geometry()), "it is seen without scrolling"
    assert panel.saved.text() == ""
    with monkeypatch.context() as patched:
        patched.setattr(Recording, "write", full)
        panel.save_all.click()
        qtbot.waitUntil(lambda: not session.recorder.busy)
    assert panel.save_all.isVisible()
    assert "Mức độ hoàn thành (%): 23" in panel.unsaved_text(), "what fails again stays"
    panel.save_all.click()
    qtbot.waitUntil(lambda: not session.recorder.busy)
    assert [in_file(sample, place, "percent") for place in (1, 2, 3)] == [21, 22, 23]
    assert panel.unsaved_text() == ""
    assert not panel.save_all.isVisible()
    assert not panel.refusal.isVisible()


def test_a_figure_that_is_refused_at_once_stays_in_its_field(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.show_screen("tasks")
    panel = sample.tasks.panel
    sample.tasks.grid.select_key(task_of(sample, 1))
    monkeypatch.setattr(WriteBehind, "patience", 5.0)
    with monkeypatch.context() as patched:
        patched.setattr(Recording, "write", full)
        panel.percent.setText("27")
        panel.percent.setModified(True)
        assert not panel.commit()
    assert panel.percent.text() == "27"
    assert "Mức độ hoàn thành (%): 27" in panel.unsaved_text()
    assert panel.commit()
    assert in_file(sample, 1, "percent") == 27


def test_what_failed_and_was_not_entered_again_outlives_the_program(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> None:
    sample.show_screen("tasks")
    path, left = sample.session.workspace.path, tmp_path / "sau" / "a.tiendo"
    with held(monkeypatch, DiskFull(path)):
        for place in (1, 2):
            assert type_into(sample, place, "percent", str(20 + place))
    qtbot.waitUntil(lambda: not sample.session.recorder.busy)
    left.parent.mkdir()
    for one, other in ((path, left), (unsaved_file(path), unsaved_file(left))):
        other.write_bytes(one.read_bytes())  # what stays of a program that is killed here
    sample.tasks.panel.save_all.click()
    assert sample.tasks.commit()
    assert not unsaved_file(path).read_bytes()
    opened = Workspace.open(left)
    assert finish(opened) == Finished(2)
    opened.close()


def test_what_failed_is_named_also_beside_another_programme(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    sample.show_screen("tasks")
    session = sample.session
    first = session.programme.id
    other = session.workspace.programmes.add(replace(session.programme, id=0, number="09/KH-UBND"), ["I"])
    with held(monkeypatch, DiskFull(session.workspace.path)):
        for place in (1, 2):
            assert type_into(sample, place, "percent", str(20 + place))
    qtbot.waitUntil(lambda: not session.recorder.busy)
    session.choose_programme(other.id)
    assert "Mức độ hoàn thành (%): 22" in sample.tasks.panel.unsaved_text()
    sample.tasks.panel.save_all.click()
    session.choose_programme(first)
    sample.tasks.panel.save_all.click()
    assert sample.tasks.panel.unsaved_text() == ""


def test_closing_asks_about_what_could_not_be_written(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.show_screen("tasks")
    asked: list[str] = []
    monkeypatch.setattr(messages, "confirm", lambda _parent, question, *_rest: asked.append(question))
    with held(monkeypatch, DiskFull(sample.session.workspace.path)):
        assert type_into(sample, 1, "state", "Tạm dừng")
    assert not sample.close()
    assert asked == ["Nội dung vừa nhập chưa lưu được. Sao chép nội dung này rồi đóng phần mềm?"]
    assert "Trạng thái thực hiện: Tạm dừng" in sample.tasks.panel.unsaved_text()


def test_an_act_that_comes_between_has_the_cell_decided_anew(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    sample.show_screen("tasks")
    session, ids = sample.session, [task_of(sample, place) for place in (1, 2)]
    with held(monkeypatch):
        assert type_into(sample, 1, "percent", "21")
        qtbot.waitUntil(lambda: not session.recorder._waiting)
        assert type_into(sample, 2, "percent", "22")
        twin = session.workspace.twin()
        register = twin.register(session.programme.id)
        twin.recording.record(register, session.period, {key: {"note": "Nhập từ tệp"} for key in ids})
        twin.close()
    qtbot.waitUntil(lambda: not session.recorder.busy)
    assert [in_file(sample, place, "percent") for place in (1, 2)] == [21, 22], "also if only one act came"
    assert [in_file(sample, place, "note") for place in (1, 2)] == ["Nhập từ tệp"] * 2
    assert session.workspace.checking.check().ok


def test_what_is_refused_when_it_is_decided_anew_is_not_said_to_be_saved(
    sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.show_screen("tasks")
    session, kept = sample.session, unsaved_file(sample.session.workspace.path)
    with held(monkeypatch):
        for place in (1, 2):
            assert type_into(sample, place, "percent", str(20 + place))
        twin = session.workspace.twin()
        register = twin.register(session.programme.id)
        twin.recording.record(register, session.period, {task_of(sample, 1): {"note": "Nhập từ tệp"}})
        twin.close()
        record = Recording.record

        def first_full(recording: Recording, *given: Any) -> object:
            monkeypatch.setattr(Recording, "record", record)
            raise DiskFull(recording._store.path)

        monkeypatch.setattr(Recording, "record", first_full)
    assert not session.recorder.settle(), "the window asks before it closes"
    assert "Mức độ hoàn thành (%): 21" in sample.tasks.panel.unsaved_text()
    assert in_file(sample, 2, "percent") == 22
    assert kept.read_bytes(), "and it outlives the program"


def test_a_window_that_is_killed_takes_no_cell_with_it(
    sample_file: Path, tmp_path: Path, shell: Shell
) -> None:
    path = tmp_path / "a.tiendo"
    path.write_bytes(sample_file.read_bytes())
    window = subprocess.Popen(
        [sys.executable, "-c", TYPING, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert window.stdin is not None
    assert window.stdout is not None
    assert window.stdout.readline() == "open\n"
    with slow_disk(path):
        window.stdin.write("\n")
        window.stdin.flush()
        typed = [window.stdout.readline().split() for _ in range(4)]
        window.kill()
        window.communicate()
    assert [busy for _task, busy in typed] == ["True"] * 4
    assert shell.start(path)
    assert shell.window is not None
    assert "đã ghi nốt 4 thao tác còn dở" in shell.window.toast.text.whole()
    with closing(sqlite3.connect(path)) as db:
        found = dict(db.execute("SELECT task_id, percent FROM progress WHERE percent BETWEEN 21 AND 24"))
    assert found == {int(task): 20 + place for place, (task, _) in enumerate(typed, 1)}
    assert shell.window.session.workspace.checking.check().ok
