from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from desktop_app.services import places
from desktop_app.ui.look.colours import tokens
from desktop_app.ui.settings import WindowSettings


@pytest.fixture
def ini(tmp_path: Path) -> Path:
    return tmp_path / "window.ini"


def test_at_first_everything_is_as_usual(ini: Path, qtbot: QtBot) -> None:
    settings = WindowSettings(ini)
    assert settings.theme() == "light"
    assert settings.screen() == ""
    assert settings.recent_files() == []
    assert settings.last_file() is None
    assert settings.panel() == ([], True)
    window = QMainWindow()
    qtbot.addWidget(window)
    settings.restore_window(window)
    assert window.width() == min(1366, window.screen().availableGeometry().width() - 16)


def test_what_is_remembered_is_there_after_the_next_start(ini: Path, tmp_path: Path, qtbot: QtBot) -> None:
    settings = WindowSettings(ini)
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(700, 500)
    settings.remember_window(window, "overview")
    settings.choose_theme("dark")
    settings.remember_folder(tmp_path)
    settings.remember_panel([800, 333], visible=False)
    settings.remember_grid("tasks", {"order": ["a"], "hidden": [], "widths": {"a": 120}})
    settings.remember_file(tmp_path / "một.tiendo")
    del settings
    again = WindowSettings(ini)
    assert tokens().name == "dark"
    assert (again.theme(), again.screen(), again.last_folder()) == ("dark", "overview", tmp_path)
    assert again.panel() == ([800, 333], False)
    assert again.grid_state("tasks") == {"order": ["a"], "hidden": [], "widths": {"a": 120}}
    assert again.last_file() == tmp_path / "một.tiendo"
    other = QMainWindow()
    qtbot.addWidget(other)
    again.restore_window(other)
    assert (other.width(), other.height()) == (700, 500)


def test_recent_files_stand_newest_first_once_each_and_only_some(ini: Path) -> None:
    settings = WindowSettings(ini)
    for number in [*range(12), 5]:
        settings.remember_file(Path(f"tep {number}.tiendo"))
    names = [path.stem for path in settings.recent_files()]
    assert names[:3] == ["tep 5", "tep 11", "tep 10"]
    assert len(names) == len(set(names)) == 8


def test_a_settings_file_that_another_program_wrote_harms_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.ini"
    digits = "9" * 5_000
    path.write_text(
        "[General]\n"
        f'recent="a\\x0 b.tiendo", "{"x" * 100_000}", "c.tiendo", "d.tiendo"\n'
        f'folder="x\\x0y"\nversion={digits}.1\ntheme=@Invalid()\n'
        f"[panel]\nsizes={digits}, 2\n",
        encoding="utf-8",
    )
    settings = WindowSettings(path)
    assert [one.name for one in settings.recent_files()] == ["c.tiendo", "d.tiendo"]
    assert settings.last_folder() == places.documents()
    assert settings.panel() == ([], True)
    assert settings.theme() == "light"
    assert not settings.is_updated_to("0.2.0")  # a number of thousands of digits is no version
