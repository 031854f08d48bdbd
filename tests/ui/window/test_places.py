"""Where the data file lies is told once, with a way on; what cannot be written is read."""

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from desktop_app.services import places
from desktop_app.services.places import PlaceConcern
from desktop_app.services.safekeeping import RELEASES
from desktop_app.services.workspace import Workspace
from desktop_app.ui import messages
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.window._main_window import MainWindow
from desktop_app.ui.window._places import ask_release, tell_place
from desktop_app.ui.window.shell import Shell
from tests.other_programs import move

CONCERNS = places.concerns


@pytest.fixture
def path(tmp_path: Path, sample_file: Path) -> Path:
    folder = tmp_path / "OneDrive - Sở" / "Đề án"
    folder.mkdir(parents=True)
    return Path(shutil.copyfile(sample_file, folder / "a.tiendo"))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(places, "documents", lambda: tmp_path / "Tài liệu")
    return tmp_path / "Tài liệu" / "Tien do De an"


def window_of(shell: Shell) -> MainWindow:
    assert shell.window is not None
    return shell.window


def record(window: MainWindow, note: str) -> object:
    session = window.session
    task = session.register.tasks[0].id
    return session.change(
        lambda: session.workspace.recording.record(session.register, session.period, {task: {"note": note}})
    )


def kinds(path: Path) -> list[str]:
    return [one.kind for one in CONCERNS(path)]


def test_places_are_known(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kinds(path) == ["synchronised"]
    plain = Path(shutil.copyfile(path, tmp_path / "b.tiendo"))
    assert kinds(plain) == []
    shutil.copyfile(plain, tmp_path / "b - Copy.tiendo")
    monkeypatch.setattr("desktop_app.storage.store.now", lambda: "2021-01-01T08:00:00")  # another second
    Workspace.create(tmp_path / "other.tiendo").close()
    assert CONCERNS(plain) == [PlaceConcern("copy", "b - Copy.tiendo")]


def test_a_link_to_a_file_is_known(path: Path, tmp_path: Path) -> None:
    plain = Path(shutil.copyfile(path, tmp_path / "b.tiendo"))
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "c.tiendo").symlink_to(plain)
    assert CONCERNS(tmp_path / "links" / "c.tiendo") == [PlaceConcern("link", str(plain))]


def test_a_place_is_told_once_and_the_work_goes_on_here_with_copies_for_others(
    shell: Shell, path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(places, "concerns", CONCERNS)

    def agree(_parent: object, question: str, *_more: str) -> bool:
        asked.append(question)
        return True

    monkeypatch.setattr(messages, "confirm", agree)
    assert shell.start(path)
    tell_place(window_of(shell), shell.open)
    window_of(shell).session.jobs.wait()
    window = window_of(shell)
    assert asked == ["Giữ bản làm việc của a.tiendo trên máy này?"]
    assert window.session.workspace.path == home / "a.tiendo"
    record(window, "ở máy này")
    window.close()
    (out,) = path.parent.glob("a - phat hanh *.tiendo")
    assert out.stat().st_mode & 0o222 == 0
    opened = Workspace.open(out, reading=True)
    assert opened.checking.check().ok
    opened.close()
    monkeypatch.setattr(messages, "inform", lambda *_args, **_named: asked.append("inform"))
    again = Shell(WindowSettings(path.parents[2] / "window.ini"))
    assert again.start(path)
    tell_place(window_of(again), again.open)
    assert len(asked) == 1
    window_of(again).close()


def test_copies_for_others_are_thinned_and_one_a_day(sample: MainWindow, tmp_path: Path) -> None:
    space = sample.session.workspace
    folder = tmp_path / "ra"
    folder.mkdir()
    for day in range(1, RELEASES + 3):
        (folder / f"minh hoa - phat hanh 2021-01-{day:02}.tiendo").touch(mode=0o444)
    first = space.safekeeping.release_to(folder)
    record(sample, "sau")
    assert space.safekeeping.release_to(folder) == first
    left = sorted(folder.glob("*.tiendo"))
    assert (len(left), left[-1]) == (RELEASES, first)
    opened = Workspace.open(first, reading=True)
    assert opened.journal.head() == space.journal.head()
    opened.close()


def test_the_folder_for_copies_is_chosen_and_given_up(
    sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, settings = sample.session.workspace.path, sample.settings
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    ask_release(sample)
    assert settings.release_folder(path) == tmp_path
    monkeypatch.setattr(messages, "confirm", lambda *_args: True)
    ask_release(sample)
    assert settings.release_folder(path) is None


def test_a_copy_that_cannot_be_put_out_is_told_and_the_window_closes(
    sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "show_error", lambda _parent, error: told.append(type(error).__name__))
    sample.settings.remember_release(sample.session.workspace.path, tmp_path / "gone")
    assert sample.close()
    assert told == ["TargetNotWritable"]


def read_only(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Callable[[], None]:
    """Let the system refuse to open files there for writing: the tests may run as root."""
    real = os.open

    def opening(path: str | Path, flags: int, mode: int = 0o777) -> int:
        if str(path).startswith(str(folder)) and flags & (os.O_RDWR | os.O_CREAT):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS))
        return real(path, flags, mode)

    monkeypatch.setattr(os, "open", opening)
    return monkeypatch.undo


def test_what_cannot_be_written_opens_to_be_read_and_says_why(
    shell: Shell, path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = path.read_bytes()
    read_only(monkeypatch, path.parent)
    assert shell.start(path)
    window = window_of(shell)
    assert not window.strip.isHidden()
    assert window.strip.text.whole().startswith("Chỉ đọc. Tệp a.tiendo trong ")
    assert len(window.session.register.tasks) == 42
    writing = [*window.writing, *window.tasks.task_actions()]
    assert not [one.text() for one in writing if one.isEnabled()]
    assert all("chỉ cho đọc" in one.toolTip() for one in writing)
    assert not window.top_bar.import_button.isEnabled()
    assert "chỉ cho đọc" in window.tasks.model.locked
    assert window.tasks.panel.percent.isReadOnly()
    told: list[str] = []
    monkeypatch.setattr(messages, "show_error", lambda _parent, error: told.append(type(error).__name__))
    assert record(window, "không ghi") is None
    assert told == ["DataFileReadOnly"]
    window.strip.copying.click()
    window.session.jobs.wait()
    assert window_of(shell).session.workspace.path == home / "a.tiendo"
    assert window_of(shell).strip.isHidden()
    assert record(window_of(shell), "ghi được") is not None
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == ["a.tiendo"]


def test_a_file_that_is_replaced_under_the_window_is_noticed(
    sample: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(messages, "show_error", lambda _parent, error: told.append(type(error).__name__))
    path = sample.session.workspace.path
    shutil.copyfile(path, tmp_path / "other")
    sample.look_at_file()
    assert told == []
    move(tmp_path / "other", path)
    sample.look_at_file()
    sample.look_at_file()
    assert told == ["DataFileReplaced"]
    assert "đã bị phần mềm khác thay" in sample.strip.text.whole()
    assert not sample.top_bar.import_button.isEnabled()
    assert record(sample, "không ghi") is None
    sample.session.workspace.safekeeping.backup_to(tmp_path / "giữ lại.tiendo")
    kept = Workspace.open(tmp_path / "giữ lại.tiendo")
    assert len(kept.register(kept.programme().id).tasks) == 42
    kept.close()


@pytest.mark.parametrize("wanted", [True, False])
def test_a_file_that_another_computer_holds_is_opened_to_be_read_if_wanted(
    shell: Shell, path: Path, monkeypatch: pytest.MonkeyPatch, *, wanted: bool
) -> None:
    questions: list[str] = []

    def answer(_parent: object, question: str, *_more: str) -> bool:
        questions.append(question)
        return wanted

    monkeypatch.setattr(messages, "confirm", answer)
    holder = Workspace.open(path)
    monkeypatch.setattr("desktop_app.storage.lock.current_computer", lambda: "PC-02")
    assert shell.start(path) is wanted
    assert len(questions) == 1
    assert "đang được" in questions[0]
    if wanted:
        assert "đang được" in window_of(shell).strip.text.whole()
        monkeypatch.setattr(
            messages, "show_error", lambda _parent, error: questions.append(type(error).__name__)
        )
        assert record(window_of(shell), "không ghi") is None
        assert questions[1:] == ["DataFileInUse"]
        window_of(shell).close()
    holder.close()
