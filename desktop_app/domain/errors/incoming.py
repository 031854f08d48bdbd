"""Files that come in: kind, sheet, heading, decisions on rows; reports and forms that come back."""

from dataclasses import dataclass

from desktop_app.domain.errors.refusals import AppError, SourceError

# --- reports that are read back, the Ministry's forms, entry forms -------------------------------


class ReportMissing(SourceError):
    """A workbook without the sheet from which another copy of this program reads a report."""


@dataclass(eq=False, repr=False)
class ReportNewer(SourceError):
    """Written by a later version: format `version`, this program knows up to `known`."""

    version: int
    known: int


@dataclass(eq=False, repr=False)
class ReportDamaged(SourceError):
    """The report inside the workbook was altered or is incomplete; `detail` for the log."""

    detail: str


class FormNotWorkbook(SourceError):
    """A form that is no .xlsx or .xlsm, so that it cannot be filled in place."""


@dataclass(eq=False, repr=False)
class FormMapUnknown(AppError):
    """What was said of a column of a form, `said`, names no column or none of the `known` fields."""

    said: str
    known: str


@dataclass(eq=False, repr=False)
class FormMapUnplaced(AppError):
    """What was said of a column or row, `said`, does not fit the form, which has those of `known`."""

    said: str
    known: str


@dataclass(eq=False, repr=False)
class FormOfTotals(SourceError):
    """Sheet `sheet` of a form counts tasks and lists none, so that no task can be filled in."""

    sheet: str


@dataclass(eq=False, repr=False)
class FormProtected(SourceError):
    """Sheet `sheet` is protected, and no cell of its table is open; `cell` is the first."""

    sheet: str
    cell: str


@dataclass(eq=False, repr=False)
class FormNotKept(SourceError):
    """A filled form read back differs from what was meant at `cell` of `sheet`.

    That is a bug, and the file was not kept.
    """

    sheet: str
    cell: str


@dataclass(eq=False, repr=False)
class EntryFormForeign(SourceError):
    """An entry form that was made for another programme, `number`."""

    number: str


@dataclass(eq=False, repr=False)
class EntryFormPeriod(SourceError):
    """An entry form for the period labelled `period` although `wanted` was asked for."""

    period: str
    wanted: str


class EntryFormUnknownPeriod(SourceError):
    """An entry form that no longer says for which period it is, and no period was named."""


@dataclass(eq=False, repr=False)
class EntryFormOutdated(SourceError):
    """An entry form whose cells were recorded otherwise since they were compared.

    `tasks` are the tasks' numbers.
    """

    tasks: str


# --- a list that was read: its sheet, its heading, decisions on its rows -------------------------


class ListOutdated(SourceError):
    """A list that was compared with tasks, groups, names or lists that were changed since."""


@dataclass(eq=False, repr=False)
class SheetMissing(SourceError):
    """No sheet called `sheet`."""

    sheet: str


@dataclass(eq=False, repr=False)
class ListOfOther(SourceError):
    """A list that names the document of another programme of the data file, `number`.

    No programme was named.
    """

    number: str


@dataclass(eq=False, repr=False)
class HeadingMissing(SourceError):
    """No row in the first `rows` rows of any sheet looks like the heading of a task list."""

    sheet: str
    rows: int


@dataclass(eq=False, repr=False)
class ProgressMissing(SourceError):
    """No column of progress in the table with its heading in `row` (from 1) of `sheet`."""

    sheet: str
    row: int


@dataclass(eq=False, repr=False)
class PeriodSheetMissing(SourceError):
    """Each of `sheets` stands for a period of its own, and none for `period`."""

    sheets: str
    period: str


@dataclass(eq=False, repr=False)
class ColumnMissing(SourceError):
    """No column of the heading in row `row` (1-based) of `sheet` holds `field`."""

    sheet: str
    row: int
    field: str


@dataclass(eq=False, repr=False)
class DecisionsNotRead(SourceError):
    """A decisions file (JSON) that cannot be understood at `place`."""

    place: str


@dataclass(eq=False, repr=False)
class RowsClash(AppError):
    """Two rows of a list were decided to be one task.

    The rows are `first` and `second`; `task` is its number or its content.
    """

    first: int
    second: int
    task: str


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


@dataclass(eq=False, repr=False)
class SourceNoMemory(SourceError):
    """Reading it takes more memory than there is.

    `megabytes` is what a reader may have, or what the computer has left.
    """

    megabytes: int


class SourceReaderStopped(SourceError):
    """The reader was ended from outside: by a scanner, or in the Task Manager."""


@dataclass(eq=False, repr=False)
class SourceReaderBroken(SourceError):
    """The reader does not start: the installation is damaged; `detail` for the log."""

    detail: str
