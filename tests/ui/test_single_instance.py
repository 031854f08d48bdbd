import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop_app.services import places
from desktop_app.ui import single_instance
from desktop_app.ui.single_instance import FirstInstance, ask_first_to_show


def test_a_second_start_raises_the_first_window(qtbot: QtBot) -> None:
    parent = QObject()
    first = FirstInstance("a.tiendo", parent)
    answers: list[bool] = []
    second = threading.Thread(target=lambda: answers.append(ask_first_to_show("a.tiendo")))
    with qtbot.waitSignal(first.shown):
        second.start()
    second.join()
    assert answers == [True]
    with qtbot.assertNotEmitted(first.shown):
        first.look()


def test_nobody_answers_for_another_file(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(single_instance, "_PATIENCE", 0.1)
    parent = QObject()
    FirstInstance("a.tiendo", parent)
    assert not ask_first_to_show("b.tiendo")
    assert list(places.log_folder().glob("show-*")) == []


def test_where_nothing_can_be_written_nobody_answers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(places, "log_folder", lambda: tmp_path / "missing")
    assert not ask_first_to_show("a.tiendo")
