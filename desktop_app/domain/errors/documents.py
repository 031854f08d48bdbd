"""Documents and their files, and the kit in which a data file is handed over."""

from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.errors.refusals import AppError, SourceError


@dataclass(eq=False, repr=False)
class FileTooLarge(SourceError):
    """A document of `size` megabytes; at most `limit` are allowed."""

    size: int
    limit: int


@dataclass(eq=False, repr=False)
class KeptFileMissing(AppError):
    """The file of a document is not in the folder of kept files; `path` is where it should lie."""

    path: Path
    subject: str


@dataclass(eq=False, repr=False)
class KeptFileAltered(AppError):
    """The file of a document no longer has the content that was kept."""

    path: Path
    subject: str


class KitError(SourceError):
    """Something about the handover kit at `path`."""


class KitForeign(KitError):
    """No handover kit of this program."""


class KitNewer(KitError):
    """Made by a later version of the program."""


@dataclass(eq=False, repr=False)
class KitDamaged(KitError):
    """The `part` that the kit holds under this name (empty: the kit as a whole) is not what was packed."""

    part: str
