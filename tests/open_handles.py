"""On every system what Windows does: a file that this process holds open is not deleted, renamed or replaced.

An audit hook sees each `os.remove`, `os.rename`, `os.replace` and `os.rmdir`, whoever calls it, and asks
`/proc/self/fd` what is open. Windows itself needs no help.
"""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FDS = Path("/proc/self/fd")
WORKS = sys.platform == "linux" and FDS.is_dir()

_DIR_FDS = {"os.remove": (1,), "os.rmdir": (1,), "os.rename": (2, 3)}
"""Event → places of the folder descriptors that go with the paths before them."""

_watched: list[Path] = []
_hooked: list[bool] = []


@contextmanager
def refused_below(folder: Path) -> Iterator[None]:
    """Refuse to delete, rename or replace what is open below `folder`."""
    if WORKS and not _hooked:
        sys.addaudithook(_hook)
        _hooked.append(True)
    _watched.append(Path(os.path.realpath(folder)))
    try:
        yield
    finally:
        _watched.pop()


def _hook(event: str, arguments: tuple[object, ...]) -> None:
    if not _watched or event not in _DIR_FDS:
        return
    for path, place in zip(arguments, _DIR_FDS[event], strict=False):
        if isinstance(path, str | bytes | os.PathLike):
            _refuse_if_open(_whole(path, arguments[place]))


def _whole(path: str | bytes | os.PathLike[str], folder: object) -> Path:
    relative = isinstance(folder, int) and folder >= 0
    return Path(os.path.realpath((FDS / str(folder) if relative else Path()) / os.fsdecode(path)))


def _refuse_if_open(path: Path) -> None:
    if not path.is_relative_to(_watched[-1]):
        return
    held = [one for one in _open_files() if one == path or path in one.parents]
    if held:
        raise PermissionError(errno.EACCES, "held open by this process, which Windows refuses", str(held[0]))


def _open_files() -> Iterator[Path]:
    """Yield the files that are open; a folder is not, since Windows opens none for Python."""
    for entry in FDS.iterdir():
        try:
            found = entry.readlink()
        except OSError:  # closed meanwhile: the descriptor that lists the folder, for one
            continue
        if not found.is_dir():
            yield found
