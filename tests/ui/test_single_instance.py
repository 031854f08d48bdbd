import os
import threading
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop_app.services import places
from desktop_app.ui.window import _single_instance
from desktop_app.ui.window._single_instance import FirstInstance, ask_to_show

LISTS = [Path("Danh mục.xlsx").resolve(), Path("b.docx").resolve()]


def requests() -> list[Path]:
    return list((places.user_folder() / "requests").iterdir())


def test_later_starts_raise_the_first_window_and_hand_their_lists_over(qtbot: QtBot) -> None:
    parent = QObject()
    first = FirstInstance(parent)
    answers: list[bool] = []
    got: list[list[Path]] = []
    first.asked.connect(got.append)
    asking = [
        threading.Thread(target=lambda lists=lists: answers.append(ask_to_show(os.getpid(), lists)))
        for lists in ([], LISTS, [])
    ]
    for one in asking:
        one.start()
    qtbot.waitUntil(lambda: len(got) == 3)
    for one in asking:
        one.join()
    assert answers == [True, True, True]
    assert sorted(got) == [[], [], LISTS]
    with qtbot.assertNotEmitted(first.asked):
        first.look()
    assert requests() == []


def test_nobody_answers_for_another_process(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_single_instance, "_PATIENCE", 0.1)
    parent = QObject()
    FirstInstance(parent)
    assert not ask_to_show(os.getpid() + 1)
    assert requests() == []


def test_what_an_earlier_process_left_or_nobody_can_read_is_no_fault(qtbot: QtBot) -> None:
    folder = places.user_folder() / "requests"
    (folder / f"{os.getpid()}-0.json").write_text('{"lists": ["a.xlsx"]}', encoding="utf-8")
    parent = QObject()
    first = FirstInstance(parent)
    assert requests() == []
    got: list[list[Path]] = []
    first.asked.connect(got.append)
    harmful = ("[" * 100_000, '{"lists": [1, "a\\u0000b"]}', '{"lists": ' + "9" * 5_000 + "}", "\xff")
    for place, text in enumerate(("{", "[]", '{"lists": 1}', *harmful)):
        (folder / f"{os.getpid()}-{place}.json").write_text(text, encoding="utf-8")
    first.look()
    assert got == [[]] * 7


def test_where_nothing_can_be_written_nobody_answers(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    no_folder = tmp_path / "a file"
    no_folder.write_text("", encoding="utf-8")
    monkeypatch.setattr(places, "user_folder", lambda: no_folder)
    monkeypatch.setattr(time, "sleep", lambda _: pytest.fail("waited for what nobody can be asked"))
    assert not ask_to_show(os.getpid())
    parent = QObject()
    FirstInstance(parent).look()
