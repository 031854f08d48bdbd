"""What can be refused anywhere: the data file, a file on its way in or out, a broken rule.

Tree: see the door.
"""

from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path


@dataclass(eq=False, repr=False)
class AppError(Exception):
    """The program refuses: nothing was written, and the officer sees why."""

    def __str__(self) -> str:
        """Return the fields, for the log."""
        return ", ".join(f"{one.name}={getattr(self, one.name)!r}" for one in fields(self))

    def __repr__(self) -> str:
        """Return the name with the fields. Written once: one for each class costs every start."""
        return f"{type(self).__name__}({self})"


# --- the data file -----------------------------------------------------------------------------


@dataclass(eq=False, repr=False)
class DataFileError(AppError):
    """Something about the data file at `path`."""

    path: Path


class DataFileMissing(DataFileError):
    """There is no such file."""


class DataFileExists(DataFileError):
    """A new data file was asked for although one exists."""


class DataFileGone(DataFileMissing):
    """There is no such file, and there was one: its backups lie there still."""


class DataFileForeign(DataFileError):
    """Not a data file of this program."""


@dataclass(eq=False, repr=False)
class DataFileNewer(DataFileError):
    """Made by a later version: schema `version`, this program knows up to `known`."""

    version: int
    known: int


@dataclass(eq=False, repr=False)
class DataFileDamaged(DataFileError):
    """SQLite finds the file broken; `detail` is its own report."""

    detail: str


class DataFileStrange(DataFileDamaged):
    """The schema of the file holds what this program never made; `detail` names it."""


class DataFileEmpty(DataFileDamaged):
    """No byte is left of the file."""


class DataFileHeaderLost(DataFileDamaged):
    """Its first bytes are not those of a data file, and it was one."""


class DataFileValueBroken(DataFileDamaged):
    """A value breaks the rule of its field: the program did not write it."""


@dataclass(eq=False, repr=False)
class DataChangedOutside(DataFileError):
    """The file differs from its history in `count` places, of which `where` is the first, in words."""

    where: str
    count: int


@dataclass(eq=False, repr=False)
class DataNotRead(DataFileError):
    """A value of the file cannot be read, and a check finds the file harmed."""


@dataclass(eq=False, repr=False)
class TableAltered(DataFileError):
    """A table `where` has another form, or a value that cannot be read: no act can take that over."""

    where: str


@dataclass(eq=False, repr=False)
class DataFileInUse(DataFileError):
    """Another program holds the file: who, on which computer, since when (local time, ISO).

    `process` is its number if it runs on this computer, else 0.
    """

    user: str
    computer: str
    since: str
    process: int = 0


class DataFileOutOfReach(DataFileError):
    """The disk answers no more: a stick pulled out, a network drive gone, a broken disk."""


class DataFileReadOnly(DataFileError):
    """The file or its folder takes no writing: an attribute, a right that is missing, a protected disk."""


@dataclass(eq=False, repr=False)
class DataFileOld(DataFileError):
    """The file has an older schema and cannot be written, for which `why` stands: a copy of it is read."""

    why: AppError


class DataFileNotLockable(DataFileError):
    """The disk knows no locks, so that nobody could keep a second writer out."""


class DataFileReplaced(DataFileError):
    """Another program put another file in the place of the open one, moved it or took it away."""


@dataclass(eq=False, repr=False)
class BackupDamaged(DataFileError):
    """A backup that fails its check or its SHA-256."""

    detail: str


@dataclass(eq=False, repr=False)
class SourceError(AppError):
    """Something about the file at `path` that was to be brought in."""

    path: Path


class SourceMissing(SourceError):
    """There is no such file."""


class SourceNotReadable(SourceError):
    """The system does not let this user read it, or another program keeps it locked."""


class SourceEmpty(SourceError):
    """No bytes, no sheet, or no row with text."""


class SourceUnknown(SourceError):
    """Not a format that the program reads."""


@dataclass(eq=False, repr=False)
class SourceDamaged(SourceError):
    """The format is known and the content is broken; `detail` for the log."""

    detail: str


class SourceEncrypted(SourceError):
    """Protected with a password."""


@dataclass(eq=False, repr=False)
class SourceTooLarge(SourceError):
    """Beyond a limit.

    `what` is bytes, part, parts, unpacked, ratio, rows, columns, cells, area, merges or depth.
    """

    what: str
    limit: int
    found: int


@dataclass(eq=False, repr=False)
class SourceTooSlow(SourceError):
    """Reading took longer than `seconds`."""

    seconds: int


@dataclass(eq=False, repr=False)
class SourceUnsafe(SourceError):
    """Holds something that a list never needs (a DTD, a path outside the archive); `detail` names it."""

    detail: str


@dataclass(eq=False, repr=False)
class TargetError(AppError):
    """Something about the file at `path` that was to be written."""

    path: Path


class TargetInUse(TargetError):
    """Another program (Excel, Word) holds the file open."""


@dataclass(eq=False, repr=False)
class TargetNotWritable(TargetError):
    """The folder is missing, read-only or out of reach; `detail` is the system's word.

    `cause` is "missing", "read_only", "unreachable", or empty if the system does not say.
    """

    detail: str
    cause: str = ""


class TargetIsTheDataFile(TargetError):
    """A copy of the data file was to be written over the data file itself."""


class TargetNameForbidden(TargetError):
    """A name that Windows refuses or silently changes."""


@dataclass(eq=False, repr=False)
class TargetPathTooLong(TargetError):
    """The path, or that of a file that lies beside it, has `excess` characters more than Windows takes."""

    excess: int


@dataclass(eq=False, repr=False)
class TextTooLong(TargetError):
    """A text of `length` characters; the format takes at most `limit`.

    `place` names the task and the column.
    """

    place: str
    length: int
    limit: int


@dataclass(eq=False, repr=False)
class DiskFull(AppError):
    """No room left on the disk that holds `path`."""

    path: Path


# --- rules of the field ------------------------------------------------------------------------


@dataclass(eq=False, repr=False)
class RuleBroken(AppError):
    """The value of `field` (a name of the code) breaks a rule."""

    field: str


class FieldMissing(RuleBroken):
    """A value is required."""


@dataclass(eq=False, repr=False)
class DocumentSilent(RuleBroken):
    """A document does not say the value of `field`; the command's `option` would."""

    option: str


@dataclass(eq=False, repr=False)
class FieldNotRead(RuleBroken):
    """`text` is not a value of this field."""

    text: str


@dataclass(eq=False, repr=False)
class FieldOutOfRange(RuleBroken):
    """`value` lies outside `low` … `high` (as text, in the field's own form)."""

    value: str
    low: str
    high: str


@dataclass(eq=False, repr=False)
class UnitInUse(AppError):
    """The indicator called `name` has values counted in `unit_text`.

    In another unit they would mean something else.
    """

    name: str
    unit_text: str


@dataclass(eq=False, repr=False)
class EffectBetween(AppError):
    """The day of a list is to pass the `day` from which something else of the task `number` counts."""

    number: str
    day: date


@dataclass(eq=False, repr=False)
class CompletedTooEarly(RuleBroken):
    """Task `number` cannot be completed on `day`: its programme begins on `starts_on` (both as text)."""

    number: str
    day: str
    starts_on: str


@dataclass(eq=False, repr=False)
class FieldsDisagree(RuleBroken):
    """`field` and `other`, a field or the value of one, cannot both hold; `known` is the day against it."""

    other: str
    known: str = ""


@dataclass(eq=False, repr=False)
class NameTaken(RuleBroken):
    """`name` exists already."""

    name: str


@dataclass(eq=False, repr=False)
class TaskIsGone(RuleBroken):
    """The task called `name` is in no list any more, so no other can go on as it."""

    name: str


@dataclass(eq=False, repr=False)
class StillInUse(AppError):
    """`name`, of a `kind` as in NotFound, cannot be removed: tasks still use it."""

    kind: str
    name: str


@dataclass(eq=False, repr=False)
class NotFound(AppError):
    """No `kind` ("task", "group", "period", "programme", "agency", "province") called `key`."""

    kind: str
    key: str


@dataclass(eq=False, repr=False)
class NotUnique(AppError):
    """Several of `kind` are called `key`; their ids are `ids`."""

    kind: str
    key: str
    ids: tuple[int, ...]


class NothingToTakeOver(AppError):
    """The file is as its acts left it."""


@dataclass(eq=False, repr=False)
class NothingToUndo(AppError):
    """The session has no act left to undo or redo, as `kind` says."""

    kind: str


@dataclass(eq=False, repr=False)
class UndoBlocked(AppError):
    """Later work stands on `what` ("progress", "task" …), so the act cannot be undone."""

    what: str
