"""Evidence (tài liệu minh chứng): documents, their files, and the tasks and periods they prove."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import PurePath

from desktop_app.domain.errors import FieldMissing
from desktop_app.domain.text import fold

LARGEST_FILE = 200 * 1024 * 1024
"""The largest file that is kept, in bytes: a scanned document of a thousand pages stays below it."""

HARMLESS = frozenset({
    ".pdf", ".docx", ".xlsx", ".pptx", ".doc", ".xls", ".ppt", ".odt", ".ods", ".odp", ".rtf", ".txt", ".csv",
    ".jpg", ".jpeg", ".png", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".heic", ".mp3", ".m4a", ".wav",
    ".mp4", ".mov", ".avi",
})  # fmt: skip
"""Endings of files that are shown, never run; those of Office with macros (.docm, .xlsm …) are not."""

_RUN = frozenset({
    "bat", "cmd", "com", "cpl", "docm", "exe", "hta", "js", "jse", "lnk", "msi", "msp", "pif", "ps1", "reg",
    "scr", "url", "vbe", "vbs", "wsf", "xlsm",
})  # fmt: skip
"""Endings that a name may hide before a harmless one ("a.exe.pdf")."""

_NAME_LENGTH = 60
_ANNEX_LENGTH = 36
_SUFFIX_LENGTH = 8


class FileState(StrEnum):
    """What a check finds of a document's file."""

    NONE = "none"
    SOUND = "sound"
    MISSING = "missing"
    ALTERED = "altered"


@dataclass(frozen=True, slots=True)
class Document:
    """One document of a programme's register.

    `sha256` names the kept file, `file_name` is its name as it came, `size` is in bytes; all are empty for a
    document without a file. `decision` marks the document by which the programme itself was issued.
    """

    id: int
    programme_id: int
    subject: str
    number: str = ""
    issued_on: date | None = None
    issuer: str = ""
    kind: str = ""
    sha256: str = ""
    file_name: str = ""
    size: int = 0
    decision: bool = False

    def __post_init__(self) -> None:
        """Check that the document says what it is about."""
        if not self.subject.strip():
            raise FieldMissing("subject")


@dataclass(frozen=True, slots=True)
class Link:
    """A document proves a task, in one period or (None) in all."""

    document_id: int
    task_id: int
    period: str | None


def safe_name(text: str, length: int = _NAME_LENGTH) -> str:
    """Return a name that every system takes: Latin letters, digits and single dashes.

    It is empty if nothing is left.
    """
    plain = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in fold(text))
    name = ""
    for word in plain.split():
        longer = f"{name}-{word}" if name else word[:length]
        if len(longer) > length:
            break
        name = longer
    return name


def safe_suffix(file_name: str) -> str:
    """Return the ending of a file name with its dot, lower case; empty for one that is long or odd."""
    suffix = PurePath(file_name.replace("\\", "/")).suffix.lower()
    plain = suffix[1:]
    return suffix if plain.isascii() and plain.isalnum() and len(plain) <= _SUFFIX_LENGTH else ""


def is_harmless(file_name: str) -> bool:
    """Return whether a file may be opened without asking: only what shows itself as it is called.

    A file without an ending, with two of them, or with letters in its name that no one sees is not.
    """
    if any(not letter.isprintable() for letter in file_name):
        return False
    inner = file_name.lower().split(".")[1:-1]
    return safe_suffix(file_name) in HARMLESS and not _RUN.intersection(inner)


def annex_name(place: int, document: Document) -> str:
    """Return the name of a document's file in the annex folder: its number in the index, then what it is.

    The leading number keeps the name away from every device name of Windows.
    """
    words = safe_name(f"{document.number} {document.subject}", _ANNEX_LENGTH) or "tai-lieu"
    return f"{place:03}_{words}{safe_suffix(document.file_name)}"
