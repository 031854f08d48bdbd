"""Where things lie on this computer."""

import ctypes
import ctypes.wintypes
import os
import sys
from pathlib import Path

from desktop_app.files import mkdir
from desktop_app.storage.companions import check_place

SUFFIX = ".tiendo"
_FOLDER = "Tien do De an"
_LOG_FOLDER = "TienDoDeAn"


def documents() -> Path:
    """Give the user's own documents folder."""
    return _documents() or Path.home()


def default_data_file() -> Path:
    """Give the data file that is used when none is named."""
    return documents() / _FOLDER / f"De an{SUFFIX}"


def sample_data_file() -> Path:
    """Give the data file that the illustrative data is put in."""
    return documents() / _FOLDER / f"Du lieu minh hoa{SUFFIX}"


def check_data_file(path: Path) -> None:
    """Refuse a name or a place that a new data file cannot have. Raises TargetNameForbidden, TargetPathTooLong."""
    check_place(path)


def log_folder() -> Path:
    """Return the folder for logs and window settings; it is made where missing. Raises TargetNotWritable."""
    return user_folder()


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
        buffer = ctypes.create_unicode_buffer(ctypes.wintypes.MAX_PATH)
        if ctypes.windll.shell32.SHGetFolderPathW(None, _PERSONAL, None, 0, buffer) != 0:
            return None
        return Path(buffer.value)

else:

    def _documents() -> Path | None:
        base = os.environ.get("XDG_DOCUMENTS_DIR")
        folder = Path(base) if base else Path.home() / "Documents"
        return folder if folder.is_dir() else None
