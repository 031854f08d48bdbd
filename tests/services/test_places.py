"""Where settings and log lie when the program is carried about on a stick."""

import sys
from pathlib import Path

import pytest

from desktop_app.services import places


@pytest.fixture
def carried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a packaged program."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "TienDoDeAn.exe"))
    return tmp_path


def test_settings_and_log_lie_beside_a_program_with_the_mark(
    carried: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data, usual = places.default_data_file(), places.log_folder()
    assert usual == places.user_folder()
    (carried / places.PORTABLE_MARK).touch()
    assert places.log_folder() == carried / "Thiet lap"
    assert list((carried / "Thiet lap").iterdir()) == []
    assert places.default_data_file() == data
    monkeypatch.delattr(sys, "frozen")
    assert places.log_folder() == usual


def test_where_nothing_can_be_written_the_users_folder_does_and_the_log_says_so(
    carried: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (carried / places.PORTABLE_MARK).touch()
    (carried / places.PORTABLE_FOLDER).write_text("no folder", encoding="utf-8")
    assert places.log_folder() == places.user_folder()
    places.note_refusal()
    assert "nothing can be written beside the program" in caplog.text
