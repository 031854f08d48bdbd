"""Prove the setup: install, test, open, upgrade, refuse while it runs, remove.

Data stays and the registry is clean.

    python tests/windows/prove_setup.py SETUP.exe [OLDER-SETUP.exe]

Run by a Python for Windows as the user whose account may be changed, on a PC or inside Wine (there with
WINEQT_QPA_PLATFORM=offscreen). Installs for real, in the usual place; refuses to begin where the program is
installed. With an older setup the upgrade begins from that one. Prints times and sizes; the exit code is 1 at
the first thing that is not as it should be.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

if sys.platform != "win32":
    sys.exit("prove_setup.py needs a Python for Windows")

import winreg

UNINSTALL = r"Software\Microsoft\Windows\CurrentVersion\Uninstall\TienDoDeAn"
EXTENSION = r"Software\Classes\.tiendo"
DOCUMENT = r"Software\Classes\TienDoDeAn.Document"
NOTED_BY_WINDOWS = {"MuiCache", "Explorer", "AppCompatFlags"}
"""Keys in which Windows keeps for itself what was started."""
RUNNING, FOREIGN = 3, 5
PATIENCE = 180

HOME = Path(os.environ["USERPROFILE"])
LOCAL = Path(os.environ["LOCALAPPDATA"])
PLACE = LOCAL / "Programs" / "TienDoDeAn"
SETTINGS = LOCAL / "TienDoDeAn"
DATA_FOLDER = HOME / "Documents" / "Tiến độ, thử bộ cài"
DATA = DATA_FOLDER / "Đề án 242.tiendo"
SHORTCUT = Path(os.environ["APPDATA"], "Microsoft", "Windows", "Start Menu", "Programs", "Tiến độ Đề án.lnk")


def say(text: str) -> None:
    print(text, flush=True)


def expect(holds: object, what: str) -> None:
    """Say what holds; end with what does not."""
    if not holds:
        say(f"NOT SO: {what}")
        sys.exit(1)
    say(f"    ok: {what}")


@contextmanager
def timed(what: str) -> Iterator[None]:
    say(f"\n{what}")
    began = time.monotonic()
    yield
    say(f"    {time.monotonic() - began:.1f} s")


def run(command: list[str | Path] | str, seconds: float = PATIENCE) -> subprocess.CompletedProcess[str]:
    """Run a program to its end and return what it said.

    The end of what it says is not waited for: a desktop that Wine starts for the first window keeps the pipes
    open.
    """
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    said: tuple[list[bytes], list[bytes]] = ([], [])
    hearing = [
        threading.Thread(target=hear, args=(pipe, pieces), daemon=True)
        for pipe, pieces in zip((process.stdout, process.stderr), said, strict=True)
    ]
    for one in hearing:
        one.start()
    try:
        code = process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    for one in hearing:
        one.join(2)
    out, err = (b"".join(pieces).decode("utf-8", "replace") for pieces in said)
    return subprocess.CompletedProcess(process.args, code, out, err)


def hear(pipe: IO[bytes], pieces: list[bytes]) -> None:
    with suppress(OSError):
        while piece := os.read(pipe.fileno(), 65_536):
            pieces.append(piece)


def waited(seconds: float, holds: Callable[[], object]) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.2)
    return False


def value(key: str, name: str = "") -> object:
    """Return a value of the user's registry, None where it or its key is missing."""
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
            return winreg.QueryValueEx(opened, name)[0]
    except OSError:
        return None


def has_key(key: str) -> bool:
    try:
        winreg.OpenKey(winreg.HKEY_CURRENT_USER, key).Close()
    except OSError:
        return False
    return True


def told_in_registry(key: str = "Software") -> Iterator[str]:
    """Yield every place below a key of the user whose key, value name or value names the program."""
    with suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
        subkeys, values, _ = winreg.QueryInfoKey(opened)
        for number in range(values):
            name, data, _ = winreg.EnumValue(opened, number)
            if "tiendo" in f"{name} {data}".lower():
                yield f"{key}: {name}={data}"
        names = [winreg.EnumKey(opened, number) for number in range(subkeys)]
        for name in (one for one in names if one not in NOTED_BY_WINDOWS):
            if "tiendo" in name.lower():
                yield f"{key}\\{name}"
            yield from told_in_registry(f"{key}\\{name}")


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def megabytes(folder: Path) -> float:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def silent(setup: Path, folder: Path | None = None) -> int:
    """Install without a window; NSIS wants its folder last and without quotation marks."""
    return run(f'"{setup}" /S' + (f" /D={folder}" if folder else "")).returncode


def refused_removal() -> int:
    """Try to remove; `_?=` keeps the uninstaller in its place and makes it tell its exit code."""
    return run(f"{value(UNINSTALL, 'QuietUninstallString')} _?={PLACE}").returncode


def version() -> str:
    return run([PLACE / "tiendo.exe", "--version"]).stdout.strip()


def install(setup: Path) -> None:
    with timed(f"silent install: {setup.name}, {setup.stat().st_size / 1e6:.1f} MB"):
        expect(silent(setup) == 0, "exit code 0")
    say(f"    {PLACE}: {len(list(PLACE.rglob('*')))} entries, {megabytes(PLACE):.1f} MB")
    expect(SHORTCUT.is_file(), f"Start menu: {SHORTCUT.name}")
    expect(value(EXTENSION) == "TienDoDeAn.Document", ".tiendo is associated")
    icon = Path(str(value(DOCUMENT + r"\DefaultIcon")))
    expect(icon.is_file(), f"the icon of .tiendo is there: {icon.name}")
    for name in (
        "DisplayName",
        "DisplayVersion",
        "Publisher",
        "DisplayIcon",
        "UninstallString",
        "EstimatedSize",
    ):
        expect(value(UNINSTALL, name), f"Uninstall\\{name} = {value(UNINSTALL, name)}")
    expect((value(UNINSTALL, "NoModify"), value(UNINSTALL, "NoRepair")) == (1, 1), "no change, no repair")
    told = value(UNINSTALL, "EstimatedSize")
    expect(
        isinstance(told, int) and abs(told * 1024 / 1e6 - megabytes(PLACE)) < 2, "EstimatedSize is the size"
    )


def try_program() -> None:
    with timed("tiendo.exe --selftest"):
        expect(run([PLACE / "tiendo.exe", "--selftest"]).returncode == 0, "exit code 0")
    with timed("TienDoDeAn.exe --selftest"):
        expect(run([PLACE / "TienDoDeAn.exe", "--selftest"]).returncode == 0, "exit code 0")


def make_data() -> None:
    with timed(f"data: {DATA}"):
        DATA_FOLDER.mkdir(parents=True, exist_ok=True)
        sample = PLACE / "_internal" / "resources" / "samples" / "Danh_muc_minh_hoa_242.xlsx"
        expect(
            run([PLACE / "tiendo.exe", "--data", DATA, "import", sample]).returncode == 0,
            "tasks are imported",
        )
        kept = DATA_FOLDER / "ban sao.tiendo"
        expect(
            run([PLACE / "tiendo.exe", "--data", DATA, "backup", kept]).returncode == 0, "a backup is made"
        )
        SETTINGS.mkdir(exist_ok=True)
        (SETTINGS / "thu-bo-cai.txt").write_text("tùy chọn", encoding="utf-8")


def tasks() -> int:
    answer = run([PLACE / "tiendo.exe", "--data", DATA, "tasks", "--json"])
    return len(json.loads(answer.stdout)["tasks"]) if answer.returncode == 0 else 0


@contextmanager
def opened_by_association() -> Iterator[None]:
    """Open the data file by the command that Explorer would run; end the window at last."""
    command = str(value(DOCUMENT + r"\shell\open\command")).replace("%1", str(DATA))
    lock = DATA.with_name(DATA.name + ".lock")
    quiet = subprocess.DEVNULL
    window = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet)
    try:
        expect(waited(60, lock.exists), f"the window holds the data file: {command}")
        expect(window.poll() is None, "and stays open")
        yield
    finally:
        window.kill()
        window.wait(30)


def refuse_while_it_runs(setup: Path) -> None:
    with (
        timed("open the .tiendo by its association, then install over it and remove it"),
        opened_by_association(),
    ):
        before = digests(PLACE)
        expect(silent(setup) == RUNNING, f"the setup refuses with {RUNNING}")
        expect(refused_removal() == RUNNING, f"the removal refuses with {RUNNING}")
        expect(digests(PLACE) == before, "no file was changed")
        expect(has_key(UNINSTALL), "it is still registered")


def upgrade(setup: Path) -> None:
    stale = PLACE / "_internal" / "PySide6" / "stale.dll"
    stale.write_bytes(b"of an older version")
    (PLACE / "_internal" / "old folder").mkdir()
    theirs = PLACE / "ghi chú của tôi.txt"
    theirs.write_text("x", encoding="utf-8")
    with winreg.OpenKey(winreg.HKEY_CURRENT_USER, UNINSTALL, access=winreg.KEY_SET_VALUE) as key:
        winreg.SetValueEx(key, "DisplayVersion", 0, winreg.REG_SZ, "0.0.1")
    with timed("silent upgrade over it"):
        expect(silent(setup) == 0, "exit code 0")
    expect(not stale.exists() and not (PLACE / "_internal" / "old folder").exists(), "what is stale has gone")
    expect(not (PLACE / "_internal.old").exists(), "nothing is left of the old contents")
    expect(theirs.exists(), "a file of the user's own in the folder stays")
    expect(value(UNINSTALL, "DisplayVersion") == version(), f"the registry tells {version()}")


def refuse_foreign_folder(setup: Path) -> None:
    other = DATA_FOLDER / "Chương trình khác"
    shutil.rmtree(other, ignore_errors=True)  # of an earlier proof
    (other / "_internal").mkdir(parents=True)
    (other / "_internal" / "x.dll").write_bytes(b"x")
    with timed("silent install into a folder with another program"):
        expect(silent(setup, other) == FOREIGN, f"refused with {FOREIGN}")
    expect((PLACE / "TienDoDeAn.exe").is_file(), "what is installed stays where it is")
    expect(digests(other) == {"_internal/x.dll": hashlib.sha256(b"x").hexdigest()}, "nothing was put there")


def remove(before: dict[str, str]) -> None:
    with timed("silent removal"):
        expect(run(str(value(UNINSTALL, "QuietUninstallString"))).returncode == 0, "exit code 0")
        # The uninstaller goes on from a copy of itself, so that it can remove itself, too; its key goes last.
        expect(waited(60, lambda: not has_key(UNINSTALL)), "its key has gone")
    left = [path.name for path in PLACE.rglob("*")] if PLACE.exists() else []
    expect(left == ["ghi chú của tôi.txt"], f"of the folder only the user's own file is left: {left}")
    (PLACE / "ghi chú của tôi.txt").unlink()
    PLACE.rmdir()
    expect(not SHORTCUT.exists(), "the Start menu is clean")
    for key in (UNINSTALL, EXTENSION, DOCUMENT):
        expect(not has_key(key), f"gone: {key}")
    left = list(told_in_registry())
    expect(not left, f"nothing in the registry names the program: {left}")
    expect(digests(DATA_FOLDER) == before, f"data and backups are as they were: {len(before)} files")
    expect((SETTINGS / "thu-bo-cai.txt").is_file(), "settings are still there")


def main(arguments: list[str]) -> int:
    setup = Path(arguments[0]).resolve()
    older = Path(arguments[1]).resolve() if arguments[1:] else setup
    if has_key(UNINSTALL) or PLACE.exists():
        sys.exit(f"Tiến độ Đề án is installed here, in {PLACE}; this would remove it.")
    say(f"user {os.environ['USERNAME']}, home {HOME}")
    install(older)
    try_program()
    make_data()
    expect(tasks() > 0, f"tasks in the data file: {tasks()}")
    refuse_while_it_runs(setup)
    upgrade(setup)
    try_program()
    refuse_foreign_folder(setup)
    expect(tasks() > 0, "the data file opens after the upgrade")
    remove(digests(DATA_FOLDER))
    say("\nAll of it holds.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
