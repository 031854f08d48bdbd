"""What is known of a file before it is opened."""

from collections.abc import Sequence
from pathlib import Path

from desktop_app.domain.errors import AppError, DataFileNewer
from desktop_app.services.places import SUFFIX
from desktop_app.storage.migrations import VERSION
from desktop_app.storage.store import check_header


def named_files(arguments: Sequence[str]) -> tuple[Path | None, list[Path]]:
    """Return the data file that `--data` names, and the other files.

    These were double-clicked or dropped on the icon.
    """
    data: Path | None = None
    files: list[Path] = []
    rest = list(arguments)
    while rest:
        word = rest.pop(0)
        if word == "--data" and rest:
            data = Path(rest.pop(0)).resolve()
        elif word.startswith("--data="):
            data = Path(word.partition("=")[2]).resolve()
        elif not word.startswith("-"):
            files.append(Path(word).resolve())
    return data, files


def is_data_file(path: Path) -> bool:
    """Return whether a file is a data file: by its name, or under another name by its first bytes."""
    if path.suffix.lower() == SUFFIX:
        return True
    try:
        check_header(path)
    except DataFileNewer:
        return True
    except AppError:
        return False
    return True


def needs_upgrade(path: Path) -> bool:
    """Return whether opening a data file will bring it up to this version.

    Older ones cannot open it again then.
    """
    try:
        return check_header(path) < VERSION
    except AppError:
        return False


def is_same_file(one: Path, other: Path) -> bool:
    """Return whether two paths lead to one file, however they are spelled.

    Letters, links, short names of Windows.
    """
    try:
        return one == other or one.samefile(other)
    except OSError:
        return False
