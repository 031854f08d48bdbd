#!/usr/bin/env python3
"""The one door to work on the program; it does all set-up itself, with nothing but a bare Python.

    python3 dev.py run [ARGUMENTS]    start the program (ARGUMENTS: see `python3 dev.py run --help`)
    python3 dev.py test [ARGUMENTS]   all checks and tests; with ARGUMENTS, pytest alone with them
    python3 dev.py format [PATHS]     mend what ruff can mend, and lay the sources out
    python3 dev.py lint               the checks that run no test: ruff, layout, types on both systems,
    imports
    python3 dev.py windows [--all]    tests, package and its self-test on Windows: here under Wine, as root on
    Debian;
                                      --all: every test; other ARGUMENTS: pytest alone with them
    python3 dev.py build              make dist/TienDoDeAn and let the result test itself
    python3 dev.py package [FOLDER]   setup, portable zip and sums, of a build for Windows (on Windows it is
    made first)
    python3 dev.py bench [ARGUMENTS]  measure (tests/benchmarks)
    python3 dev.py lock               write requirements.lock anew from pyproject.toml (needs uv)

Standard library only, and readable by a Python as old as 3.7, so that it can say that that Python is too old.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib
import importlib.util
import io
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "requirements.sha256"
DIST = ROOT / "dist" / "TienDoDeAn"
SELFTEST_SECONDS = 180
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
ALL_CORES = ["--numprocesses=auto", "--maxprocesses=8", "--dist=loadfile", "--no-loadscope-reorder"]
"""A process for each core; the tests of a file stay together, for they share what is made once for a file.

Files come in their order: by their number of tests, a file of one long test would come last, and alone.
"""

# PySide6 6.9 has wheels for Python below 3.14. The lock and the releases are made with the first one named.
PYTHONS = ((3, 11), (3, 12), (3, 13))

# Library → Debian package.
QT_LIBRARIES = {
    "libglib-2.0.so.0": "libglib2.0-0",
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libxkbcommon.so.0": "libxkbcommon0",
}
WINDOW_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")


class Refused(Exception):
    """The work cannot go on; the text says why and what to do."""


class Step(NamedTuple):
    """One check of the test run."""

    name: str
    command: list[str]


def say(text: str) -> None:
    """Print at once, so that our words keep their place among those of the programs we start."""
    print(text, flush=True)


def run(
    command: Sequence[str | Path], *, cwd: Path | None = ROOT, extra: Mapping[str, str] | None = None
) -> int:
    """Run and return the exit code. Python speaks UTF-8 in it, whatever the system's language."""
    environment = {**os.environ, "PYTHONUTF8": "1", **(extra or {})}
    return subprocess.call([str(part) for part in command], cwd=cwd, env=environment)


def need(command: Sequence[str | Path]) -> None:
    """Run what everything after it stands on."""
    code = run(command)
    if code:
        raise Refused(f"Lệnh không thành công (mã {code}) / this command failed: {told(command)}")


def told(command: Iterable[str | Path]) -> str:
    """Return a command as one would type it."""
    parts = [str(part) for part in command]
    return subprocess.list2cmdline(parts) if WINDOWS else " ".join(map(shlex.quote, parts))


# ----------------------------------------------------------------------------------------------------- Python


def version_of(command: Sequence[str]) -> tuple[int, ...]:
    """Version of a Python, (0, 0) if it does not run."""
    ask = "import sys; print(*sys.version_info[:2])"
    try:
        answer = subprocess.run([*command, "-c", ask], capture_output=True, text=True, timeout=60, check=True)
        return tuple(int(part) for part in answer.stdout.split())
    except (OSError, ValueError, subprocess.SubprocessError):
        return 0, 0


def fitting_python() -> list[str]:
    """Return the command of an installed Python that fits.

    Raises:
        Refused: there is none.
    """
    for major, minor in PYTHONS:
        name = f"{major}.{minor}"
        for command in ([f"python{name}"], ["py", f"-{name}"]):
            if shutil.which(command[0]) and version_of(command) == (major, minor):
                return command
    here = ".".join(map(str, sys.version_info[:3]))
    raise Refused(
        f"Cần Python 3.11, 3.12 hoặc 3.13 (64 bit); máy đang chạy Python {here}. Tải tại https://www.python.org/downloads/"
        f" hoặc cài gói python3 của hệ điều hành.\n"
        f"Python 3.11, 3.12 or 3.13 (64-bit) is needed; this is Python {here}. Get one from "
        f"https://www.python.org/downloads/ or from your system's packages."
    )


# --------------------------------------------------------------------------------------------------- packages


def as_root(command: list[str]) -> list[str] | None:
    """Return the command with the rights to install packages.

    None if we have no such rights without a password.
    """
    if sys.platform == "win32":
        return None
    if os.geteuid() == 0:
        return command
    sudo = shutil.which("sudo")
    if (
        sudo
        and subprocess.call([sudo, "-n", "true"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    ):
        return [sudo, "-n", *command]
    return None


def install(packages: Sequence[str]) -> bool:
    """Install Debian packages if we may; else show the command. True when they are there now."""
    names = ", ".join(packages)
    if not shutil.which("apt-get"):
        say(f"Thiếu các gói hệ thống (tên theo Debian) / missing system packages (Debian's names): {names}")
        return False
    command = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    allowed = as_root(["env", "DEBIAN_FRONTEND=noninteractive", *command])
    if allowed is None:
        say(
            "Thiếu gói hệ thống, hãy chạy / missing system packages, "
            f"please run:\n    {asked_of_root(command)}"
        )
        return False
    say(f"Cài gói hệ thống / installing system packages: {names}")
    run(as_root(["apt-get", "update", "-q"]) or [])
    return run(allowed) == 0


def asked_of_root(command: Sequence[str]) -> str:
    """Return the command as one types it who may become root: by sudo, or, as on a bare Debian, by su."""
    return f"sudo {told(command)}" if shutil.which("sudo") else told(["su", "-", "-c", told(command)])


def missing(libraries: Mapping[str, str]) -> list[str]:
    """Debian packages of the libraries that this system does not have."""
    return [package for library, package in libraries.items() if not loads(library)]


def loads(library: str) -> bool:
    """Return whether the system's loader finds a library."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_font() -> bool:
    """Return whether any outline font is installed."""
    folders = (Path(folder).expanduser() for folder in FONT_FOLDERS)
    return any(
        file.suffix.lower() in {".ttf", ".otf", ".ttc"} for folder in folders for file in folder.rglob("*")
    )


def ensure_qt(libraries: Mapping[str, str]) -> None:
    """See to the system libraries that Qt does not bring along.

    Raises:
        Refused: Qt does not start without those that are missing.
    """
    if not sys.platform.startswith("linux"):
        return
    packages = missing(libraries) + ([] if has_font() else ["fonts-dejavu-core"])
    if not packages or install(packages):
        return
    if run([PYTHON, "-c", "import PySide6.QtWidgets, PySide6.QtSvg"]):
        raise Refused(
            "Qt chưa chạy được vì thiếu các gói trên / Qt does not start without the packages above."
        )


def ensure_venv() -> None:
    """Make `.venv` with what requirements.lock names.

    Nothing is done when it has been made from this very lock.
    """
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    usable = PYTHON.exists() and version_of([str(PYTHON)]) in PYTHONS
    if usable and STAMP.exists() and STAMP.read_text(encoding="ascii") == digest:
        return
    if not usable:
        make_venv()
    say("Cài thư viện theo requirements.lock / installing the locked libraries …")
    # The lock is complete: nothing is left to resolve, and an old pip would take "coverage[toml]" for one
    # that is not pinned.
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
    need([PYTHON, "-m", "pip", "install", *options, "-r", LOCK])
    STAMP.write_text(digest, encoding="ascii")


def make_venv() -> None:
    """Make an empty `.venv`; Debian keeps a part of what that takes in a package of its own."""
    say("Tạo môi trường Python riêng / making the virtual environment: .venv")
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if importlib.util.find_spec("ensurepip") is None and not install([package]):
        raise Refused(f"Không tạo được .venv / cannot make .venv without: {package}")
    need([sys.executable, "-m", "venv", "--clear", VENV])


# -------------------------------------------------------------------------------------------------------- run


def wants_window(arguments: Sequence[str]) -> bool:
    """Return whether the program would open its window.

    Nothing is asked of it but, at most, to take files.
    """
    rest = list(arguments[2:] if arguments[:1] == ["--data"] else arguments)
    return all(part.startswith("--data=") or (not part.startswith("-") and names_file(part)) for part in rest)


def names_file(word: str) -> bool:
    """Whether a word names a file rather than a command."""
    return bool(Path(word).suffix) or Path(word).name != word


def has_display(environment: Mapping[str, str]) -> bool:
    """Return whether a window can be shown. Windows and macOS always have a display."""
    names = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return not sys.platform.startswith("linux") or any(environment.get(name) for name in names)


def program(arguments: Sequence[str]) -> list[str]:
    """Return the command that starts the program from its source."""
    return [str(PYTHON), "-m", "desktop_app", *arguments]


def source_path() -> dict[str, str]:
    """Lets the program be found from the user's own folder, where the files named in ARGUMENTS are."""
    return {"PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))}


def start(arguments: Sequence[str]) -> int:
    """`run`: the window, or a command; without a display, the officer's day by commands."""
    ensure_venv()
    if not wants_window(arguments):
        return run(program(arguments), cwd=None, extra=source_path())
    if has_display(os.environ):
        ensure_qt({**QT_LIBRARIES, **WINDOW_LIBRARIES})
        return run(program(arguments), cwd=None, extra=source_path())
    say("Máy này không có màn hình (DISPLAY, WAYLAND_DISPLAY) / there is no display here.")
    code = 1 if arguments else officers_day(Path(tempfile.mkdtemp(prefix="tien-do-de-an-")))
    say(
        "\nĐể thấy cửa sổ: chạy lệnh này trên máy có màn hình, hoặc qua Xvfb.\n"
        "To see the window: run this where there is a display, or under Xvfb:\n"
        "    apt-get install xvfb && xvfb-run -a python3 dev.py run"
    )
    return code


def officers_day(folder: Path) -> int:
    """Do an officer's work on the illustrative list, in `folder`.

    New file, task list in, progress recorded, totals, report out.
    """
    say(
        "Chạy một ngày làm việc bằng lệnh, trên dữ liệu minh họa / a day's work by commands, "
        f"in:\n    {folder}"
    )
    data = ["--data", str(folder / "chuong-trinh-242.tiendo")]
    report = folder / "bao-cao-2021-Q4.xlsx"
    period = ["--period", "2021-Q4"]
    done = [
        "--state",
        "done",
        "--completed-on",
        "2021-11-30",
        "--result",
        "Đã ban hành, đã phổ biến đến cấp xã.",
    ]
    begun = [
        "--state",
        "in_progress",
        "--percent",
        "60",
        "--result",
        "Đã lấy ý kiến lần 2.",
        "--difficulty",
        "Thiếu kinh phí.",
    ]
    day = [
        ["new"],
        ["import", str(ROOT / "resources" / "samples" / "Danh_muc_minh_hoa_242.xlsx")],
        ["record", "1", *period, *done],
        ["record", "2", *period, *begun],
        ["status", *period],
        ["export", *period, str(report)],
    ]
    for command in day:
        say(f"\n$ {told(['python3', 'dev.py', 'run', *data, *command])}")
        code = run(program([*data, *command]))
        if code:
            say(f"Dừng, mã {code} / stopped with code {code}.")
            return code
    say(f"\nXong / done. Báo cáo / the report: {report} ({report.stat().st_size:,} byte)")
    return 0


# ------------------------------------------------------------------------------------------------------- test


def lints() -> list[Step]:
    """What has to hold without running the program, the quick ones first.

    Mypy keeps a cache for each system.
    """
    python = [str(PYTHON), "-m"]
    mypy = [*python, "mypy", "--no-error-summary"]
    return [
        Step("ruff", [*python, "ruff", "check", "."]),
        Step("format", [*python, "ruff", "format", "--check", "."]),
        Step("mypy, linux", [*mypy, "--platform", "linux", "--cache-dir", ".mypy_cache/linux"]),
        Step("mypy, win32", [*mypy, "--platform", "win32", "--cache-dir", ".mypy_cache/win32"]),
        Step(
            "imports",
            [
                str(PYTHON),
                "-c",
                "from importlinter.cli import lint_imports as lint; raise SystemExit(lint(no_logo=True))",
            ],
        ),
    ]


def checks() -> list[Step]:
    """Everything that has to hold: the lints, then the tests, whose processes put their coverage together."""
    return [*lints(), Step("tests", [str(PYTHON), "-m", "pytest", *ALL_CORES, "--cov", "--cov-report=term"])]


def all_of(steps: Iterable[Step]) -> int:
    """Take every step, also after one has failed; the exit code is that of the first that failed."""
    codes, summary = [], []
    for step in steps:
        say(f"\n── {step.name} " + "─" * (100 - len(step.name)))
        began = time.monotonic()
        codes.append(run(step.command))
        summary.append(
            f"{'FAILED' if codes[-1] else 'ok':>7}  {time.monotonic() - began:6.1f} s  {step.name}"
        )
    say("\n" + "\n".join(summary))
    return next(filter(None, codes), 0)


def lint(arguments: Sequence[str]) -> int:
    """`lint`: every check that runs no test.

    Raises:
        Refused: arguments are given; the checks are always of everything.
    """
    if arguments:
        raise Refused(f"lint không nhận tham số / lint takes no arguments: {told(arguments)}")
    ensure_venv()
    return all_of(lints())


def lay_out(paths: Sequence[str]) -> int:
    """`format`: mend what ruff can in `paths` (else everywhere), then lay all of it out.

    What it cannot mend is printed. The exit code is that of the first that failed.
    """
    ensure_venv()
    places = [str(Path(path).resolve()) for path in paths] or ["."]
    codes = [run([PYTHON, "-m", "ruff", *words, *places]) for words in (("check", "--fix"), ("format",))]
    return next(filter(None, codes), 0)


def test(arguments: Sequence[str]) -> int:
    """`test`: every check, also after one has failed; the exit code is that of the first that failed."""
    ensure_venv()
    ensure_qt(QT_LIBRARIES)
    if arguments:
        return run([PYTHON, "-m", "pytest", *arguments])
    return all_of(checks())


def windows(arguments: Sequence[str]) -> int:
    """`windows`: what `test` and `build` do on Windows, here under Wine.

    All of that lies in tests/windows.
    """
    if WINDOWS:
        raise Refused(
            "Máy này chạy Windows / this is Windows, "
            "where `py dev.py test` and `py dev.py build` are the same."
        )
    ensure_venv()
    return run([PYTHON, "-m", "tests.windows", *arguments])


def bench(arguments: Sequence[str]) -> int:
    """`bench`: the measurements, which the test run leaves out."""
    ensure_venv()
    ensure_qt(QT_LIBRARIES)
    return run([PYTHON, "-m", "pytest", "tests/benchmarks", "--benchmark-only", "--timeout=0", *arguments])


# ------------------------------------------------------------------------------------------------------ build


def build(arguments: Sequence[str]) -> int:
    """`build`: the program as a folder; it counts only when it has run."""
    ensure_venv()
    ensure_build_tools()
    need([PYTHON, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *arguments, "build.spec"])
    files = [file for file in DIST.rglob("*") if file.is_file() and not file.is_symlink()]
    say(f"{DIST}: {len(files)} files, {sum(file.stat().st_size for file in files) / 1e6:.1f} MB")
    found = importlib.import_module("setup.contents").faults(DIST)
    if found:
        raise Refused("Bản dựng không đạt / the build may not be handed out:\n" + "\n".join(found))
    return next(filter(None, map(selftest, ("tiendo", "TienDoDeAn"))), 0)


def selftest(name: str) -> int:
    """Let one starter of the built program test itself.

    A windowed one may hang on a message box that nobody sees.
    """
    command = [str(DIST / (name + (".exe" if WINDOWS else ""))), "--selftest"]
    began = time.monotonic()
    try:
        code = subprocess.call(command, timeout=SELFTEST_SECONDS)
    except subprocess.TimeoutExpired:
        code = 124
    say(f"{name} --selftest: {'ok' if code == 0 else f'FAILED ({code})'}, {time.monotonic() - began:.1f} s")
    return code


def package(arguments: Sequence[str]) -> int:
    """`package`: what is handed to an office, of the folder that is named or, on Windows, of a new build."""
    if not arguments and not WINDOWS:
        raise Refused(
            "Bộ cài được làm từ bản dựng cho Windows / a setup is made of a build for Windows, "
            "which has to be named:\n"
            "    python3 dev.py package FOLDER"
        )
    code = 0 if arguments else build([])
    return code or importlib.import_module("setup.make").main([*arguments] or [str(DIST)])


def ensure_build_tools() -> None:
    """PyInstaller on Linux calls objdump, and takes along the shared library of Python."""
    if not sys.platform.startswith("linux"):
        return
    ensure_qt({**QT_LIBRARIES, **WINDOW_LIBRARIES})
    ask = "from PyInstaller.depend.bindepend import get_python_library_path as g; raise SystemExit(not g())"
    shared = (
        subprocess.call([str(PYTHON), "-c", ask], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0
    )
    packages = [] if shutil.which("objdump") else ["binutils"]
    packages += [] if shared else ["libpython{}.{}".format(*version_of([str(PYTHON)]))]
    if packages and not install(packages):
        raise Refused(f"PyInstaller cần / PyInstaller needs: {', '.join(packages)}")


def lock(arguments: Sequence[str]) -> int:
    """`lock`: choose versions for every system at once, with their hashes and without addresses."""
    uv = shutil.which("uv")
    if uv is None:
        raise Refused("Cần uv / uv is needed: https://docs.astral.sh/uv/ (pip install uv)")
    options = ["--universal", "--generate-hashes", "--no-emit-index-url", "--no-header", "--all-extras"]
    return run(
        [
            uv,
            "pip",
            "compile",
            "-q",
            *options,
            "--python-version",
            "3.11",
            *arguments,
            "pyproject.toml",
            "-o",
            LOCK.name,
        ]
    )


COMMANDS = {
    "run": start,
    "test": test,
    "format": lay_out,
    "lint": lint,
    "windows": windows,
    "build": build,
    "package": package,
    "bench": bench,
    "lock": lock,
}


def main(arguments: list[str]) -> int:
    """Do what the first argument names, under a Python that fits; the exit code is that of the work."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    if not arguments or arguments[0] not in COMMANDS:
        say(__doc__.strip())
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    try:
        if sys.version_info[:2] not in PYTHONS:
            return subprocess.call([*fitting_python(), str(Path(__file__).resolve()), *arguments])
        return COMMANDS[arguments[0]](arguments[1:])
    except Refused as reason:
        print(reason, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
