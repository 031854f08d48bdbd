"""Periods, their review and their closing."""

from dataclasses import dataclass

from desktop_app.domain.errors.refusals import AppError, SourceError


class PeriodError(AppError):
    """Something about a period, its review or its closing."""


@dataclass(eq=False, repr=False)
class PeriodSealed(PeriodError):
    """The figures of `period` are closed, so nothing of it is written.

    Several ids stand with "; " between them; the text is empty if only the file knows.
    """

    period: str


@dataclass(eq=False, repr=False)
class PeriodNotSealed(PeriodError):
    """`period` is not closed, so it can be neither reopened nor sent."""

    period: str


@dataclass(eq=False, repr=False)
class ChecksOpen(PeriodError):
    """`count` blocking findings of `period` are neither mended nor explained.

    `tasks` are the numbers of the tasks.
    """

    period: str
    count: int
    tasks: str


@dataclass(eq=False, repr=False)
class ReviewOpen(PeriodError):
    """The office wants every row of `period` accepted first, and `count` are not."""

    period: str
    count: int


@dataclass(eq=False, repr=False)
class RowsChanged(PeriodError):
    """Rows of `period` say something else than what the leader was shown.

    `tasks` are the numbers of the tasks.
    """

    period: str
    tasks: str


@dataclass(eq=False, repr=False)
class RegimeInUse(PeriodError):
    """The regime called `name` has recorded periods.

    A change or removal would leave them without their days.
    """

    name: str


@dataclass(eq=False, repr=False)
class SealAltered(PeriodError):
    """Version `version` of `period` no longer agrees with its SHA-256: it was changed outside the program."""

    period: str
    version: int


class PackageForeign(SourceError):
    """No review package, or one of another data file."""


class PackageAltered(SourceError):
    """A review package whose content no longer agrees with its SHA-256."""


@dataclass(eq=False, repr=False)
class PackageStale(SourceError):
    """A review package for `period` that came too late.

    The period is sealed, or every row has changed since.
    """

    period: str


@dataclass(eq=False, repr=False)
class CorrectionBackwards(PeriodError):
    """A correction goes from a sealed version to a later one, not from `old` to `new`."""

    old: int
    new: int


@dataclass(eq=False, repr=False)
class CorrectionEmpty(PeriodError):
    """Nothing that the report of `period` prints changed, so there is nothing to correct."""

    period: str
