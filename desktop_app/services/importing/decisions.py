"""Decisions as a JSON file, so that a script can decide what the window can.

The same is written down from a plan.

    {"sheet": "Phụ lục 1", "heading": [5, 6], "columns": {heading or letter: field or "ignore"},
     "encodings": {heading: "unicode"|"tcvn3"|"vni"},
     "join_children": false, "partial": false, "document": "12/QĐ-UBND", "issued_on": "2021-03-15",
     "agencies": {name in the list: name in the catalogue},
     "rows": {"7": "take"|"new"|"later", "9": {"task": 12}, "11": {"keep": ["deadline"]},
              "13": {"part_of": 12}, "14": {"part_of": 12}},
     "gone": {"31": "take"|"later"},
     "files": {"name.xlsx": {… the same, for this file …}}}

"take" accepts what the comparison found the row to be, and is refused where it found several tasks or a
repetition; "new" makes a new task of any row. Everything may be left out. A task is an id (a JSON number) or
a number as printed (a text); the keys of "gone" are ids. "part_of" names the task that was split into this
row and others.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from desktop_app import files
from desktop_app.domain.editions import AGENCY_FIELDS, LATER, NEW, TEXT_FIELDS, Decision, RowKind
from desktop_app.domain.encodings import Encoding
from desktop_app.domain.errors import AppError, DecisionsNotRead
from desktop_app.domain.plain_json import NotPlain, read_json
from desktop_app.domain.text import fold, whole
from desktop_app.lists.words import FIELDS, Field
from desktop_app.services.importing.plan import Choices, Details, ImportPlan
from desktop_app.services.tasks import Register

T = TypeVar("T")

_KEYS = frozenset(
    {
        "sheet",
        "heading",
        "columns",
        "encodings",
        "join_children",
        "partial",
        "document",
        "issued_on",
        "agencies",
        "rows",
        "gone",
    }
)
_KEEP = frozenset({"group", *TEXT_FIELDS, *AGENCY_FIELDS, "deadline", "fate"})
_OF_ROW: tuple[set[str], ...] = ({"task"}, {"keep"}, {"task", "keep"}, {"part_of"})
_ENCODED: Mapping[str, Encoding] = {"unicode": "unicode", "tcvn3": "tcvn3", "vni": "vni"}
_LAST_ROW = 1_000
"""A heading stands no deeper."""
_TAKE = Decision(take=True)


@dataclass(frozen=True, slots=True)
class DecisionsFile:
    """A decisions file that was read; empty if none was given."""

    path: Path = Path()
    body: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def of(self, file: Path) -> "FileDecisions":
        """Return the decisions for one file: its own entries go before the common ones."""
        return FileDecisions(self.path, {**self.body, **self.files.get(file.name, {})})


@dataclass(frozen=True, slots=True)
class FileDecisions:
    """What is decided for one file. Every reading raises DecisionsNotRead with its place."""

    path: Path
    body: Mapping[str, Any]

    def first_choices(self) -> Choices:
        """Return the choices known before the heading is found."""
        return Choices(
            sheet=self._get("sheet", str),
            heading=self._rows_of_heading(),
            titles=self._fields(),
            join_children=self._get("join_children", bool),
            agencies=self._texts("agencies"),
            partial=self._get("partial", bool),
        )

    def choices(self, plan: ImportPlan) -> Choices | None:
        """Return the choices that name headings of `plan`; None if there are none."""
        columns, encodings = self._fields(), self._texts("encodings")
        if not columns and not encodings:
            return None
        places = {fold(title): column for column, title in plan.heading.titles}
        said = {self._column("encodings", title, places): name for title, name in encodings.items()}
        return replace(
            self.first_choices(),
            sheet=plan.sheet,
            columns=self._places(plan, columns),
            encodings={column: self._one_of("encodings", name, _ENCODED) for column, name in said.items()}
            or None,
        )

    def details(self) -> Details:
        """Return number and day of the paper."""
        day = self._get("issued_on", str)
        return Details(self._get("document", str), None if day is None else self._day(day))

    def decisions(self, register: Register, plan: ImportPlan) -> dict[int, Decision]:
        """Return the decisions about rows and gone tasks."""
        decided = {}
        for key, value in self._table("rows").items():
            place = f"rows.{key}"
            row = whole(key)
            if row is None or row not in plan.by_row:
                raise DecisionsNotRead(self.path, place)
            decided[row] = self._decision(register, plan, row, value)
        for key, value in self._table("gone").items():
            asked = whole(key)
            named = asked if asked in plan.known else key
            task_id = self._task(register, plan, f"gone.{key}", named)
            if value not in ("take", "later"):
                raise DecisionsNotRead(self.path, f"gone.{key}")
            decided[-task_id] = _TAKE if value == "take" else LATER
        return decided

    def _decision(self, register: Register, plan: ImportPlan, row: int, value: Any) -> Decision:
        place, match = f"rows.{row}", plan.by_row[row]
        if value == "later":
            return LATER
        if value == "new":
            return NEW
        if value == "take" and (match.kind is not RowKind.AMBIGUOUS or match.task_id is not None):
            return _TAKE
        if not isinstance(value, dict) or value.keys() not in _OF_ROW:
            raise DecisionsNotRead(self.path, place)
        if "part_of" in value:
            whole_task = self._task(register, plan, f"{place}.part_of", value["part_of"])
            return Decision(take=True, new=True, part_of=whole_task)
        keep = value.get("keep", [])
        if not isinstance(keep, list) or not set(map(str, keep)) <= _KEEP:
            raise DecisionsNotRead(self.path, f"{place}.keep")
        task_id = self._task(register, plan, f"{place}.task", value["task"]) if "task" in value else None
        return Decision(take=True, task_id=task_id, keep=frozenset(name for name in _KEEP if name in keep))

    def _task(self, register: Register, plan: ImportPlan, place: str, value: Any) -> int:
        """Find a task by its id, or by its printed number if it is a text."""
        if isinstance(value, int) and value in plan.known and not isinstance(value, bool):
            return value
        if isinstance(value, str):
            try:
                return register.find(str(value)).id
            except AppError as error:
                raise DecisionsNotRead(self.path, place) from error
        raise DecisionsNotRead(self.path, place)

    def _fields(self) -> dict[str, Field]:
        """Return what the columns hold, by title or letter."""
        fields: dict[str, Field] = {name: name for name in FIELDS}
        return {
            title: self._one_of("columns", name, fields) for title, name in self._texts("columns").items()
        }

    def _rows_of_heading(self) -> tuple[int, int] | None:
        """Return the first and last row of the heading, from 0; the file counts them from 1."""
        said = self.body.get("heading")
        rows = said if isinstance(said, list) else [] if said is None else [said]
        numbers = [row for row in rows if type(row) is int and 0 < row <= _LAST_ROW]
        if len(numbers) < len(rows) or len(rows) > 2 or numbers != sorted(numbers) or said == []:
            raise DecisionsNotRead(self.path, "heading")
        return (numbers[0] - 1, numbers[-1] - 1) if numbers else None

    def _places(self, plan: ImportPlan, columns: Mapping[str, Field]) -> dict[int, Field] | None:
        """Return the columns that the file names, by place."""
        for name in columns:
            if not plan.heading.places({name: columns[name]}):
                raise DecisionsNotRead(self.path, f"columns.{name}")
        return plan.heading.places(columns) or None

    def _column(self, key: str, title: str, places: Mapping[str, int]) -> int:
        if fold(title) not in places:
            raise DecisionsNotRead(self.path, f"{key}.{title}")
        return places[fold(title)]

    def _one_of(self, key: str, name: str, known: Mapping[str, T]) -> T:
        if name not in known:
            raise DecisionsNotRead(self.path, f"{key}.{name}")
        return known[name]

    def _day(self, text: str) -> date:
        try:
            return date.fromisoformat(text)
        except ValueError as error:
            raise DecisionsNotRead(self.path, "issued_on") from error

    def _get(self, key: str, kind: Callable[..., T]) -> T | None:
        value = self.body.get(key)
        if value is not None and type(value) is not kind:
            raise DecisionsNotRead(self.path, key)
        return value

    def _table(self, key: str) -> Mapping[str, Any]:
        value = self.body.get(key, {})
        if not isinstance(value, dict):
            raise DecisionsNotRead(self.path, key)
        return value

    def _texts(self, key: str) -> dict[str, str]:
        table = self._table(key)
        for name, value in table.items():
            if not isinstance(value, str):
                raise DecisionsNotRead(self.path, f"{key}.{name}")
        return dict(table)


def read_decisions(path: Path) -> DecisionsFile:
    """Read a decisions file (UTF-8 JSON).

    Raises DecisionsNotRead with its place, SourceMissing, SourceNotReadable, SourceTooLarge.
    """
    try:
        body = read_json(files.read_bytes(path, files.SMALL))
    except NotPlain as error:
        raise DecisionsNotRead(path, error.place) from error
    if not isinstance(body, dict):
        raise DecisionsNotRead(path, "1:1")
    by_file = body.pop("files", {})
    if not isinstance(by_file, dict):
        raise DecisionsNotRead(path, "files")
    for name, one in by_file.items():
        if not isinstance(one, dict):
            raise DecisionsNotRead(path, f"files.{name}")
        _check_keys(path, one, f"files.{name}.")
    _check_keys(path, body, "")
    return DecisionsFile(path, body, by_file)


def _check_keys(path: Path, body: Mapping[str, Any], before: str) -> None:
    unknown = sorted(body.keys() - _KEYS)
    if unknown:
        raise DecisionsNotRead(path, f"{before}{unknown[0]}")
