"""After an update.

Old data files are upgraded when the officer agrees, what is new is told once, licences are read.
"""

import json
import zipfile
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from desktop_app import __version__, resources
from desktop_app.resources import licences, releases
from desktop_app.services.opening import needs_upgrade
from desktop_app.services.workspace import Workspace
from desktop_app.ui import messages
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.window._help_window import AboutDialog, LicenceDialog, NewsWindow
from desktop_app.ui.window._main_window import MainWindow
from desktop_app.ui.window.shell import Shell

OLD = Path(__file__).parents[2] / "data" / "schemas" / "schema_1.zip"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A data file as the first version left it."""
    with zipfile.ZipFile(OLD) as archive:
        archive.extractall(tmp_path)
    return Path(tmp_path / "schema_1.tiendo").rename(tmp_path / "cũ.tiendo")


def answering(monkeypatch: pytest.MonkeyPatch, answer: bool) -> list[tuple[str, ...]]:
    asked: list[tuple[str, ...]] = []

    def confirm(_parent: object, *words: str) -> bool:
        asked.append(words)
        return answer

    monkeypatch.setattr(messages, "confirm", confirm)
    return asked


def test_an_old_file_is_upgraded_when_the_officer_agrees_and_the_backup_is_named(
    shell: Shell, old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answering(monkeypatch, answer=True)
    before = old.read_bytes()
    assert needs_upgrade(old)
    assert shell.start(old)
    assert shell.window is not None
    (backup,) = shell.window.session.workspace.backups_folder.glob("*.tiendo")
    said = f"Đã cập nhật tệp cũ.tiendo cho phiên bản này. Bản sao lưu trước khi cập nhật: {backup.name}"
    assert shell.window.toast.text.whole() == said
    assert needs_upgrade(backup)
    assert not needs_upgrade(old)
    assert old.read_bytes() != before
    ((question, act, detail, refuse),) = asked
    assert (act, refuse) == ("Cập nhật và mở", "Không mở")
    assert "cũ.tiendo" in question
    assert "không mở được tệp này nữa" in detail


def test_an_old_file_that_is_not_to_be_upgraded_stays_as_it_is(
    shell: Shell, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answering(monkeypatch, answer=False)
    names = iter(["", str(tmp_path / "mới")])
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_kwargs: (next(names), ""))
    before = old.read_bytes()
    assert not shell.start(old)
    assert shell.start(old)
    assert shell.window is not None
    assert shell.window.session.workspace.path == tmp_path / "mới.tiendo"
    assert not shell.open(old)
    assert shell.window.session.workspace.path == tmp_path / "mới.tiendo"
    assert old.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir() if one.name.startswith("cũ")] == ["cũ.tiendo"]


def test_a_twin_upgrades_nothing(old: Path) -> None:
    workspace = Workspace.open(old)
    twin = workspace.twin()
    assert workspace.kept_old is not None
    assert twin.kept_old is None
    twin.close()
    workspace.close()
    again = Workspace.open(old)
    assert again.kept_old is None
    again.close()


# --- what is new --------------------------------------------------------------------------------------------


def test_after_an_update_it_is_told_once_that_there_is_news(tmp_path: Path, qtbot: QtBot) -> None:
    settings = WindowSettings(tmp_path / "window.ini")
    settings._ini.setValue("screen", "tasks")  # as version 0.1 left it
    said = []
    for _start in range(2):
        shell = Shell(WindowSettings(tmp_path / "window.ini"))
        assert shell.start(tmp_path / "a.tiendo")
        assert shell.window is not None
        said.append(shell.window.toast.text.whole())
        if len(said) == 1:
            assert shell.window.toast.news.isVisible()
            shell.window.toast.news.click()
            assert shell.window.news.isVisible()
            assert not shell.window.toast.isVisible()
        shell.window.close()
    assert said == [f"Đã cập nhật phần mềm lên phiên bản {__version__}.", ""]


@pytest.mark.parametrize(
    ("kept", "screen", "told"),
    [
        ("", "", False),
        ("", "tasks", True),
        ("0.1.9", "tasks", True),
        (__version__, "tasks", False),
        ("9.0", "x", False),
    ],
)
def test_a_first_start_is_no_update(kept: str, screen: str, told: bool, tmp_path: Path) -> None:
    settings = WindowSettings(tmp_path / "window.ini")
    settings._ini.setValue("version", kept)
    settings._ini.setValue("screen", screen)
    assert settings.is_updated_to(__version__) is told
    assert not settings.is_updated_to(__version__)


def test_the_news_are_what_officers_need(qtbot: QtBot) -> None:
    window = NewsWindow()
    qtbot.addWidget(window)
    text = window.browser.toPlainText()
    for release in releases():
        assert f"Phiên bản {release.version} ({release.day:%d/%m/%Y})" in text
        for change in release.changes:
            assert not change.vietnamese or change.vietnamese in text
            assert not change.english or change.english not in text


# --- what stands behind the program -------------------------------------------------------------------------


def test_about_tells_the_build_and_lets_one_read_every_licence(
    sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told() -> str:
        about = AboutDialog(tmp_path / "a.tiendo", tmp_path, sample)
        return " ".join(label.text() for label in about.findChildren(QLabel))

    assert "Đang chạy từ mã nguồn." in told()
    dialog = LicenceDialog(sample)
    assert dialog.list.count() == len(licences()) == 3
    texts = []
    for place in range(3):
        dialog.list.setCurrentRow(place)
        texts.append((dialog.name.text(), dialog.text.toPlainText()))
    assert [name for name, _ in texts] == ["MIT", "MIT", "OFL-1.1"]
    assert all("Permission is hereby granted" in text for _, text in texts)
    home = tmp_path / "resources"
    home.mkdir()
    facts = {"version": __version__, "commit": "0123456789", "day": date(2026, 11, 28).isoformat()}
    (home / "build.json").write_text(json.dumps(facts), encoding="utf-8")
    monkeypatch.setattr(resources, "RESOURCES", home)
    assert "Phiên bản mã nguồn 0123456789, ngày 28/11/2026." in told()
