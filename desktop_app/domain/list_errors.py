"""What can be refused of a list that was read: its sheet, its heading, decisions on its rows (tree: `errors`)."""

from dataclasses import dataclass

from desktop_app.domain.errors import AppError, SourceError


@dataclass(eq=False)
class SheetMissing(SourceError):
    """No sheet called `sheet`."""

    sheet: str


@dataclass(eq=False)
class HeadingMissing(SourceError):
    """No row in the first `rows` rows of any sheet looks like the heading of a task list."""

    sheet: str
    rows: int


@dataclass(eq=False)
class ColumnMissing(SourceError):
    """No column of the heading in row `row` (1-based) of `sheet` holds `field`."""

    sheet: str
    row: int
    field: str


@dataclass(eq=False)
class DecisionsNotRead(SourceError):
    """A decisions file (JSON) that cannot be understood at `place`."""

    place: str


@dataclass(eq=False)
class RowsClash(AppError):
    """Two rows of a list, `first` and `second`, were decided to be the one task `task` (its number or its content)."""

    first: int
    second: int
    task: str
