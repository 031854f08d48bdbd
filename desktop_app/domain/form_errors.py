"""What can be refused of reports that are read back, of the Ministry's forms, and of entry forms.

SourceError
├── ReportMissing, ReportNewer, ReportDamaged
├── FormNotWorkbook, FormProtected, FormNotKept
└── EntryFormForeign, EntryFormPeriod, EntryFormUnknownPeriod
"""

from dataclasses import dataclass

from desktop_app.domain.errors import SourceError


class ReportMissing(SourceError):
    """A workbook without the sheet from which another copy of this program reads a report."""


@dataclass(eq=False)
class ReportNewer(SourceError):
    """Written by a later version: format `version`, this program knows up to `known`."""

    version: int
    known: int


@dataclass(eq=False)
class ReportDamaged(SourceError):
    """The report inside the workbook was altered or is incomplete; `detail` for the log."""

    detail: str


class FormNotWorkbook(SourceError):
    """A form that is no .xlsx or .xlsm, so that it cannot be filled in place."""


@dataclass(eq=False)
class FormProtected(SourceError):
    """Sheet `sheet` is protected, and `cell` is locked or a row would have to be added."""

    sheet: str
    cell: str


@dataclass(eq=False)
class FormNotKept(SourceError):
    """A filled form read back differs from what was meant at `cell` of `sheet`: a bug, and the file was not kept."""

    sheet: str
    cell: str


@dataclass(eq=False)
class EntryFormForeign(SourceError):
    """An entry form that was made for another programme, `number`."""

    number: str


@dataclass(eq=False)
class EntryFormPeriod(SourceError):
    """An entry form for the period labelled `period` where `wanted` was asked for."""

    period: str
    wanted: str


class EntryFormUnknownPeriod(SourceError):
    """An entry form that no longer says for which period it is, and no period was named."""
