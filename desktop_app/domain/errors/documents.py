"""Documents and their files."""

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
