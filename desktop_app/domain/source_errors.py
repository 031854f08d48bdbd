"""Files that are known for what they are, and are no list, or not yet: each has its own way out.

SourceError
├── SourceNoTable, SourcePdf, SourceOldWord, SourceTooOld, SourceChanged
└── SourceNoMemory, SourceReaderStopped, SourceReaderBroken
"""

from dataclasses import dataclass

from desktop_app.domain.errors import SourceError


class SourceNoTable(SourceError):
    """A document (Word, a web page) without a table."""


class SourcePdf(SourceError):
    """A PDF, which holds the picture of a table and not its cells."""


class SourceOldWord(SourceError):
    """A document of another kind than .docx: Word 97 (.doc), RTF, OpenDocument text."""


class SourceTooOld(SourceError):
    """A workbook of Excel 4 or before."""


class SourceChanged(SourceError):
    """The file was written, moved or deleted while it was being read."""


@dataclass(eq=False)
class SourceNoMemory(SourceError):
    """Reading it takes more memory than the `megabytes` that a reader may have, or than the computer has left."""

    megabytes: int


class SourceReaderStopped(SourceError):
    """The reader was ended from outside: by a scanner, or in the Task Manager."""


@dataclass(eq=False)
class SourceReaderBroken(SourceError):
    """The reader does not start: the installation is damaged; `detail` for the log."""

    detail: str
