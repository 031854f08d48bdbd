"""If things lie on this computer."""

import logging
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from desktop_app.domain.errors import AppError, DataFileGone
from desktop_app.files import discard, mkdir, write_text
from desktop_app.files.whereabouts import Disk, disk_of, synchronised_by
from desktop_app.storage.companions import RELEASE, check_place, files_folder, newest_moment

SUFFIX = ".tiendo"
PORTABLE_MARK, PORTABLE_FOLDER = "portable.txt", "Thiet lap"
_FOLDER = "Tien do De an"
_WORK = "Du lieu"
_MOST = 20
"""So many files beside a data file are looked at."""

_LOG_FOLDER = "TienDoDeAn"
_LOG = logging.getLogger(__name__)


def documents() -> Path:
    """Return the user's own documents folder."""
    return _documents() or Path.home()


def default_data_file() -> Path:
    """Return the data file that is used when none is named."""
    return documents() / _FOLDER / f"De an{SUFFIX}"


def sample_data_file() -> Path:
    """Return the data file that the illustrative data is put in."""
    return documents() / _FOLDER / f"Du lieu minh hoa{SUFFIX}"


def check_data_file(path: Path) -> None:
    """Refuse a name or a place that a new data file cannot have.

    Raises TargetNameForbidden, TargetPathTooLong, DataFileGone if backups of a file of this name lie there.
    """
    check_place(path)
    if newest_moment(path):
        raise DataFileGone(path)


def log_folder() -> Path:
    """Return the folder for logs and window settings; it is made if missing. Raises TargetNotWritable.

    It lies beside a program that is carried about (`portable`), unless nothing can be written there.
    """
    beside = portable_folder()
    return user_folder() if beside is None or _refusal(beside) else beside


@dataclass(frozen=True, slots=True)
class PlaceConcern:
    """Something about where a data file lies that the officer should know once.

    `kind` is "share", "removable", "synchronised", "link" or "copy"; `text` names the program that
    synchronises, the file that a link leads to, or the copies beside it.
    """

    kind: str
    text: str = ""

    @property
    def elsewhere(self) -> bool:
        """Return whether the file lies where a working file should not."""
        return self.kind in ("share", "removable", "synchronised")


def concerns(path: Path) -> list[PlaceConcern]:
    """List what the officer should know about the place of the data file at `path`."""
    found = []
    disk = disk_of(path)
    if disk is not Disk.LOCAL:
        found.append(PlaceConcern(disk.value))
    program = synchronised_by(path)
    if program:
        found.append(PlaceConcern("synchronised", program))
    if path.is_symlink():
        found.append(PlaceConcern("link", str(path.resolve())))
    if copies := _copies(path):
        found.append(PlaceConcern("copy", "; ".join(copies)))
    return found


def local_data_file(path: Path) -> Path:
    """Return a free place on a disk of this computer for the working file that now lies at `path`."""
    folder = default_data_file().parent
    if disk_of(folder) is not Disk.LOCAL or synchronised_by(folder / path.name):
        folder = user_folder() / _WORK
    number = 1
    while True:
        place = folder / (path.name if number == 1 else f"{path.stem} ({number}){path.suffix}")
        if not place.exists() and not files_folder(place).exists():
            return place
        number += 1


def _copies(path: Path) -> list[str]:
    """Return the names of other data files in the folder whose history begins as that at `path`."""
    from desktop_app.storage.store import origin

    with suppress(OSError):
        beside = [one for one in sorted(path.parent.glob(f"*{SUFFIX}")) if RELEASE not in one.stem]
        others = [one for one in beside[:_MOST] if one.name != path.name and not one.samefile(path)]
        if others and (own := origin(path)):
            return [one.name for one in others if origin(one) == own]
    return []


def portable_folder() -> Path | None:
    """Return the folder beside the packaged program where the file `portable.txt` lies there, else None.

    The data file stays in the user's documents: a stick is pulled out while it is written, and who takes the
    program away, or puts a newer one in its place, must not take the office's data away.
    """
    home = Path(sys.executable).parent
    return (
        home / PORTABLE_FOLDER if getattr(sys, "frozen", False) and (home / PORTABLE_MARK).is_file() else None
    )


def note_refusal() -> None:
    """Write to the log why a program that is carried about keeps its settings elsewhere, if it does."""
    beside = portable_folder()
    if beside is not None and (why := _refusal(beside)):
        _LOG.warning("portable, but nothing can be written beside the program: %s", why)


@cache
def _refusal(folder: Path) -> str:
    """Return why a folder cannot be made or written to, or an empty text."""
    probe = folder / f"thu-{os.getpid()}"
    try:
        mkdir(folder)
        write_text(probe, "")
    except AppError as error:
        return str(error)
    discard(probe)
    return ""


def user_folder() -> Path:
    """Return the user's own folder on this computer, in which running programs find each other; it is made.

    Raises TargetNotWritable.
    """
    base = os.environ.get("LOCALAPPDATA") or os.environ.get("XDG_STATE_HOME")
    folder = (Path(base) if base else Path.home() / ".local" / "state") / _LOG_FOLDER
    mkdir(folder)
    return folder


if sys.platform == "win32":
    _PERSONAL = 5  # CSIDL_PERSONAL

    def _documents() -> Path | None:
        import ctypes.wintypes

        buffer = ctypes.create_unicode_buffer(ctypes.wintypes.MAX_PATH)
        if ctypes.windll.shell32.SHGetFolderPathW(None, _PERSONAL, None, 0, buffer) != 0:
            return None
        return Path(buffer.value)

else:

    def _documents() -> Path | None:
        base = os.environ.get("XDG_DOCUMENTS_DIR")
        folder = Path(base) if base else Path.home() / "Documents"
        return folder if folder.is_dir() else None
