"""Run Windows programs under Wine, as the officer `Nguyễn Văn Ánh` on a PC with code page 1258."""

import os
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from dev import ROOT, say

FOLDER = ROOT / ".wine"
"""All that belongs to Wine: not tracked, and made anew when what it was made from changes."""

PREFIX = FOLDER / "prefix"
PYTHON = FOLDER / "py" / "python.exe"
USER = "Nguyễn Văn Ánh"
HOME = PREFIX / "drive_c" / "users" / USER

_HOST_ONLY = (
    "PYTHONHOME",
    "PYTHONPATH",
    "PYTHONDONTWRITEBYTECODE",
    "VIRTUAL_ENV",
    "QT_QPA_PLATFORM",
    "PYTEST_ADDOPTS",
)
_END_SECONDS = 10


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the variables for a Windows program. Wine drops each `QT_…` and takes `WINEQT_…` for it."""
    host = {name: value for name, value in os.environ.items() if name not in _HOST_ONLY}
    return {
        **host,
        "WINEPREFIX": str(PREFIX),
        "WINEDEBUG": "-all",
        "WINEDLLOVERRIDES": "mscoree,mshtml=",
        "WINEQT_QPA_PLATFORM": "offscreen",
        "USER": USER,
        "LOGNAME": USER,
        "LC_ALL": "vi_VN.UTF-8",
        "PYTHONUTF8": "1",
        "PYTHONPYCACHEPREFIX": windows_path(FOLDER / "pycache"),
        **(extra or {}),
    }


def windows_path(path: Path) -> str:
    """Return the path by which a Windows program reaches a file of this machine."""
    return "Z:" + str(path).replace("/", "\\")


def call(
    program: str | Path, *arguments: str, tell: Callable[[str], None] = say, seconds: float | None = None
) -> int:
    """Run a Windows program from the checkout, hand on what it prints line by line and return its exit code.

    Each of its streams is a pipe: Python on Wine refuses any other (WinError 6). A program that it leaves
    behind may keep the pipe open, so the end of the program is waited for and not the end of what it prints.

    Raises:
        subprocess.TimeoutExpired: it took longer than `seconds`; it has been ended.
    """
    process = subprocess.Popen(
        ["wine", str(program), *arguments],
        cwd=ROOT,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    reader = threading.Thread(target=_hand_on, args=(process.stdout, tell), daemon=True)
    reader.start()
    try:
        code = process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    finally:
        process.stdin.close()
        reader.join(_END_SECONDS)
    return code


def python(*arguments: str, tell: Callable[[str], None] = say) -> int:
    """Run the Windows Python."""
    return call(PYTHON, *arguments, tell=tell)


@contextmanager
def server() -> Iterator[None]:
    """Keep Wine's server, and with it the Windows services, from the first program to the last.

    A start of each takes seconds. Neither they nor the server may hold a pipe of ours.
    """
    quietly("wineserver", "-p")
    quietly("wine", "cmd", "/c", "ver")
    try:
        yield
    finally:
        quietly("wineserver", "-k")


def quietly(*command: str) -> None:
    """Run one of Wine's own commands, which neither asks nor tells."""
    null = subprocess.DEVNULL
    subprocess.call(command, env=environment(), stdin=null, stdout=null, stderr=null)


def _hand_on(lines: IO[bytes], tell: Callable[[str], None]) -> None:
    for line in lines:
        tell(line.decode("utf-8", "replace").rstrip())
