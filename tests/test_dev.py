import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest

import dev


class Calls(list[list[str]]):
    """Stands for the system: notes each command, and answers with the code of the first rule that fits."""

    def __init__(self, **codes: int) -> None:
        super().__init__()
        self.codes = codes

    def __call__(self, command: Sequence[str | Path], **_options: object) -> int:
        words = [str(part) for part in command]
        self.append(words)
        return next((code for word, code in self.codes.items() if word in words), 0)


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Calls:
    noted = Calls()
    monkeypatch.setattr(dev, "run", noted)
    return noted


@pytest.fixture
def no_setup(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "ensure_venv", lambda: None)
    monkeypatch.setattr(dev, "ensure_qt", lambda _libraries: None)


@pytest.fixture
def no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    "arguments", [[], ["--data", "a.tiendo"], ["--data=a.tiendo"], ["a.TIENDO"], ["b.xlsx", "x/y"]]
)
def test_without_a_command_the_window_is_wanted(arguments: list[str]) -> None:
    assert dev.wants_window(arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        ["status"],
        ["--data", "a.tiendo", "status", "--json"],
        ["--help"],
        ["--selftest"],
        ["import", "a.xlsx"],
    ],
)
def test_commands_and_questions_need_no_window(arguments: list[str]) -> None:
    assert not dev.wants_window(arguments)


def test_linux_has_a_display_when_its_environment_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    assert not dev.has_display({})
    assert not dev.has_display({"DISPLAY": ""})
    assert dev.has_display({"DISPLAY": ":0"})
    assert dev.has_display({"WAYLAND_DISPLAY": "wayland-0"})
    assert dev.has_display({"QT_QPA_PLATFORM": "vnc"})


def test_windows_always_has_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert dev.has_display({})


@pytest.mark.usefixtures("no_setup")
def test_run_passes_a_command_on_and_returns_its_code(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = Calls(status=1)
    monkeypatch.setattr(dev, "run", calls)
    assert dev.main(["run", "--data", "a.tiendo", "status"]) == 1
    assert calls == [[str(dev.PYTHON), "-m", "desktop_app", "--data", "a.tiendo", "status"]]


@pytest.mark.usefixtures("no_setup")
def test_run_opens_the_window_where_there_is_a_display(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert dev.main(["run"]) == 0
    assert calls == [[str(dev.PYTHON), "-m", "desktop_app"]]


@pytest.mark.usefixtures("no_setup", "no_display")
def test_run_without_a_display_does_a_days_work_and_tells_how_to_see_the_window(
    calls: Calls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bao-cao-2021-Q4.xlsx").write_bytes(b"x")
    monkeypatch.setattr(tempfile, "mkdtemp", lambda **_options: str(tmp_path))
    assert dev.main(["run"]) == 0
    assert [command[5] for command in calls] == ["new", "import", "record", "record", "status", "export"]
    told = capsys.readouterr().out
    assert str(tmp_path) in told
    assert "xvfb-run" in told


@pytest.mark.usefixtures("no_setup", "no_display")
def test_the_days_work_stops_at_what_fails(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "run", Calls(record=70))
    assert dev.main(["run"]) == 70
    assert "mã 70" in capsys.readouterr().out


@pytest.mark.usefixtures("no_setup", "no_display")
def test_a_window_on_a_data_file_is_refused_without_a_display(calls: Calls) -> None:
    assert dev.main(["run", "--data", "a.tiendo"]) == 1
    assert calls == []


@pytest.mark.usefixtures("no_setup")
def test_every_check_runs_and_the_first_failure_gives_the_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = Calls(format=3, mypy=4)
    monkeypatch.setattr(dev, "run", calls)
    assert dev.main(["test"]) == 3
    assert len(calls) == len(dev.checks())
    told = capsys.readouterr().out
    assert told.count("FAILED") == 3
    assert told.count(" ok ") == 3


@pytest.mark.usefixtures("no_setup")
def test_lint_is_every_check_but_the_tests(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls = Calls(win32=4)
    monkeypatch.setattr(dev, "run", calls)
    assert dev.main(["lint"]) == 4
    assert calls == [step.command for step in dev.lints()]
    assert [step.name for step in dev.lints()] == ["ruff", "format", "mypy, linux", "mypy, win32", "imports"]
    assert capsys.readouterr().out.count("FAILED") == 1


@pytest.mark.usefixtures("no_setup")
def test_lint_is_not_of_a_part(calls: Calls, capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["lint", "dev.py"]) == 1
    assert calls == []
    assert "lint takes no arguments: dev.py" in capsys.readouterr().err


@pytest.fixture
def our_ruff(monkeypatch: pytest.MonkeyPatch) -> None:
    """The ruff that runs these tests, whatever `.venv` there is."""
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))


@pytest.mark.usefixtures("no_setup", "our_ruff")
def test_format_mends_and_lays_out_what_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "pyproject.toml").write_bytes((dev.ROOT / "pyproject.toml").read_bytes())
    monkeypatch.chdir(tmp_path)  # paths are those of who types them, wherever that is
    source, other = tmp_path / "one.py", tmp_path / "two.py"
    for path in (source, other):
        path.write_text(
            '"""A module."""\nimport os\nimport json\nprint( json.dumps([ ]) )\n', encoding="utf-8"
        )
    before = other.read_bytes()
    assert dev.main(["format", "one.py"]) == 1  # `print` is nothing that ruff may take away
    assert source.read_text(encoding="utf-8") == '"""A module."""\n\nimport json\n\nprint(json.dumps([]))\n'
    assert other.read_bytes() == before


@pytest.mark.usefixtures("no_setup")
def test_format_is_of_everything_where_nothing_is_named(calls: Calls) -> None:
    assert dev.main(["format"]) == 0
    assert [command[2:] for command in calls] == [["ruff", "check", "--fix", "."], ["ruff", "format", "."]]


@pytest.mark.usefixtures("no_setup")
def test_arguments_of_test_go_to_pytest_alone(calls: Calls) -> None:
    assert dev.main(["test", "-k", "deadline"]) == 0
    assert calls == [[str(dev.PYTHON), "-m", "pytest", "-k", "deadline"]]


@pytest.mark.usefixtures("no_setup")
def test_windows_is_tried_by_its_own_part_of_the_tests(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "WINDOWS", False)
    assert dev.main(["windows", "--all"]) == 0
    assert calls == [[str(dev.PYTHON), "-m", "tests.windows", "--all"]]
    assert (dev.ROOT / "tests" / "windows" / "__main__.py").is_file()


@pytest.mark.usefixtures("no_setup")
def test_windows_itself_is_told_that_test_is_the_same(
    calls: Calls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "WINDOWS", True)
    assert dev.main(["windows"]) == 1
    assert calls == []
    assert "py dev.py test" in capsys.readouterr().err


def test_the_libraries_are_installed_once_for_a_lock(
    calls: Calls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = tmp_path / "requirements.lock"
    lock.write_text("one==1", encoding="utf-8")
    stamp = tmp_path / "stamp"
    monkeypatch.setattr(dev, "LOCK", lock)
    monkeypatch.setattr(dev, "STAMP", stamp)
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(dev, "PYTHONS", (sys.version_info[:2],))
    dev.ensure_venv()
    dev.ensure_venv()
    assert [command[1:4] for command in calls] == [["-m", "pip", "install"]]
    assert {"--require-hashes", "--no-deps"} <= set(calls[0])
    assert stamp.read_text(encoding="ascii") == hashlib.sha256(b"one==1").hexdigest()
    lock.write_text("one==2", encoding="utf-8")
    dev.ensure_venv()
    assert len(calls) == 2


def test_a_failed_installation_leaves_no_stamp(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "run", Calls(pip=1))
    monkeypatch.setattr(dev, "STAMP", tmp_path / "stamp")
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(dev, "PYTHONS", (sys.version_info[:2],))
    assert dev.main(["run", "status"]) == 1
    assert "pip install" in capsys.readouterr().err
    assert not (tmp_path / "stamp").exists()


@pytest.mark.parametrize(
    ("has", "told"),
    [
        (["apt-get", "sudo"], "sudo apt-get install -y --no-install-recommends python3."),
        (["apt-get"], "su - -c 'apt-get install -y --no-install-recommends python3."),
    ],
)
def test_the_missing_part_of_debians_python_is_named(
    has: list[str],
    told: str,
    calls: Calls,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}" if name in has else None)
    monkeypatch.setattr(dev, "as_root", lambda _command: None)
    with pytest.raises(dev.Refused, match=r"python3\.\d+-venv"):
        dev.make_venv()
    assert calls == []
    assert told in capsys.readouterr().out


def test_only_what_the_system_lacks_is_installed(calls: Calls, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(dev, "loads", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(dev, "has_font", lambda: False)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(dev, "as_root", lambda command: command)
    dev.ensure_qt(dev.QT_LIBRARIES)
    assert calls[0][:2] == ["apt-get", "update"]
    assert calls[1][-2:] == ["libegl1", "fonts-dejavu-core"]


@pytest.mark.parametrize("code", [0, 1])
def test_without_rights_it_goes_on_only_if_qt_starts_all_the_same(
    code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(dev, "loads", lambda _library: False)
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    calls = Calls(**{"-c": code})
    monkeypatch.setattr(dev, "run", calls)
    if code:
        with pytest.raises(dev.Refused, match="Qt"):
            dev.ensure_qt(dev.QT_LIBRARIES)
    else:
        dev.ensure_qt(dev.QT_LIBRARIES)
    assert len(calls) == 1


def test_a_setup_needs_a_build_for_windows_to_be_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "WINDOWS", False)
    assert dev.main(["package"]) == 1
    assert "dev.py package FOLDER" in capsys.readouterr().err


def test_what_is_no_build_for_windows_is_not_packed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(["package", str(tmp_path), str(tmp_path / "dist")]) == 1
    assert "missing: _internal/resources/words.json" in capsys.readouterr().err


def test_on_windows_a_build_that_fails_is_not_packed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "WINDOWS", True)
    monkeypatch.setattr(dev, "build", lambda _arguments: 3)
    assert dev.main(["package"]) == 3


@pytest.mark.usefixtures("no_setup")
def test_a_build_that_lacks_something_fails(
    calls: Calls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "ensure_build_tools", lambda: None)
    monkeypatch.setattr(dev, "DIST", tmp_path)
    assert dev.main(["build"]) == 1
    assert calls[0][-1] == "build.spec"
    assert "missing: _internal/licences/index.json" in capsys.readouterr().err


def test_a_library_that_no_system_has_does_not_load() -> None:
    assert not dev.loads("libno-such-library-at-all.so.9")


def test_an_unfit_python_is_replaced_by_an_installed_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(dev, "fitting_python", lambda: ["python3.12"])
    calls = Calls()
    monkeypatch.setattr(subprocess, "call", calls)
    assert dev.main(["test"]) == 0
    assert calls == [["python3.12", str(dev.ROOT / "dev.py"), "test"]]


def test_an_old_python_alone_is_told_in_two_languages(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    assert dev.main(["run"]) == 1
    told = capsys.readouterr().err
    assert "máy đang chạy Python 3.9.2" in told
    assert "is needed; this is Python 3.9.2" in told


def test_a_python_that_does_not_start_has_no_version(tmp_path: Path) -> None:
    assert dev.version_of([str(tmp_path / "none")]) == (0, 0)
    assert dev.version_of([sys.executable]) == sys.version_info[:2]


def test_the_pythons_are_those_of_the_project() -> None:
    project = tomllib.loads((dev.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (first, *_, last) = dev.PYTHONS
    assert project["requires-python"] == ">={}.{},<{}.{}".format(*first, last[0], last[1] + 1)


def test_help_is_readable_under_a_plain_c_locale() -> None:
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [sys.executable, str(dev.ROOT / "dev.py"), "what"]
    answer = subprocess.run(command, capture_output=True, check=False, env=environment)
    assert answer.returncode == 2
    assert "python3 dev.py test" in answer.stdout.decode("utf-8")
