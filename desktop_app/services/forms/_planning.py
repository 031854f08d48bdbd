"""Which value of a report goes into which cell of a form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop_app.domain.reports import Report, ReportGroup, ReportRow
from desktop_app.domain.text import roman
from desktop_app.exchange.forms import Form, FormNote, FormPart
from desktop_app.exchange.reports import line, place
from desktop_app.exchange.writing import WritableValue
from desktop_app.lists.cells import shown
from desktop_app.lists.own_words import FIELDS
from desktop_app.lists.sheet import cell_name
from desktop_app.lists.words import LISTED, Field
from desktop_app.services.forms._cells import CellPlanner
from desktop_app.services.forms.row_matching import RowIdentity, match_rows


@dataclass(frozen=True, slots=True)
class _Put:
    """A line for the table: a task, or the title of a group (`row` is None)."""

    row: ReportRow | None
    number: str = ""
    title: str = ""


class FormPlanner(CellPlanner):
    """Fills a form that lists tasks, or has room to list them."""

    def __init__(self, form: Form, report: Report, *, add_missing: bool) -> None:
        """Make an empty plan; `add_missing` adds tasks to a form that lists others."""
        super().__init__(form, report)
        self._add = add_missing
        self._columns: dict[Field, int] = {
            name: column for column, name in form.heading.columns if name != "ignore"
        }
        self._groups: dict[int, ReportGroup] = {
            row.task.id: group for group in report.groups for row in group.rows
        }

    def _fill_table(self) -> None:
        """Fill the rows that the form lists, else list all tasks."""
        listed = self._listed() if self._form.rows else []
        wanted = self._wanted(listed)
        for part, puts in wanted.items():
            if not self._form.grows:
                self._fit(part, puts)
            extra = len(puts) - len(part.free)
            if extra > 0:
                self._inserted[part.last + 1] = extra
                self._patterns[part.last + 1] = part.pattern
        for index, row in listed:
            self._fill_row(self._moved(index), row, self._open(index))
        for part, puts in wanted.items():
            for index, put in zip(self._room(part, len(puts)), puts, strict=True):
                self._fill_put(index, put)
            for index in part.free[len(puts) :]:
                self._clear(index)

    def _fit(self, part: FormPart, puts: list[_Put]) -> None:
        """Drop, with a note, what has no room on a sheet that takes no further row."""
        left_out = puts[len(part.free) :]
        del puts[len(part.free) :]
        self.notes += [FormNote("no_room", "", _named(put.row)) for put in left_out if put.row is not None]

    # --- the table ------------------------------------------------------------------------------------------

    def _listed(self) -> list[tuple[int, ReportRow]]:
        """Find the tasks that the form lists, with their rows (from 0)."""
        form = self._form
        asked = [
            RowIdentity(row.given.number, row.given.content, row.given.group or None) for row in form.rows
        ]
        by_id = {row.task.id: row for row in self._rows}
        listed = []
        for row, found in zip(form.rows, match_rows(asked, [row.task for row in self._rows]), strict=True):
            cell = cell_name(row.row - 1, self._columns["content"])
            if found.task is None:
                self.notes.append(
                    FormNote("row_several" if found.several else "row_unknown", cell, row.given.content)
                )
                continue
            if not found.sure:
                self.notes.append(FormNote("row_near", cell, found.task.content))
            listed.append((row.row - 1, by_id[found.task.id]))
        return listed

    def _wanted(self, listed: Sequence[tuple[int, ReportRow]]) -> dict[FormPart, list[_Put]]:
        """Return the lines that each part of the table has to take, besides those that it lists."""
        named = {row.task.id for _, row in listed}
        rows = [row for row in self._rows if row.task.id not in named]
        if self._form.rows and not self._add:
            self.notes += [FormNote("task_missing", "", _named(row)) for row in rows]
            return {}
        return self._by_group(rows) if self._form.has_groups else {self._form.parts[-1]: self._in_one(rows)}

    def _by_group(self, rows: Sequence[ReportRow]) -> dict[FormPart, list[_Put]]:
        wanted: dict[FormPart, list[_Put]] = {part: [] for part in self._form.parts if part.group is not None}
        parts = {part.group: part for part in reversed(wanted)}
        for row in rows:
            part = parts.get(self._groups[row.task.id].number)
            if part is None:
                self.notes.append(FormNote("group_missing", "", _named(row)))
            else:
                wanted[part].append(_Put(row))
        return wanted

    def _in_one(self, rows: Sequence[ReportRow]) -> list[_Put]:
        """Put a row with the group's title before its tasks, if the form has no place of its own for it."""
        titled = not self._form.rows and "group" not in self._columns
        puts: list[_Put] = []
        before: ReportGroup | None = None
        for row in rows:
            group = self._groups[row.task.id]
            if titled and group is not before:
                puts.append(_Put(None, roman(group.number), group.title))
            before = group
            puts.append(_Put(row))
        return puts

    def _room(self, part: FormPart, count: int) -> list[int]:
        """Return the rows of the result that take `count` lines: the free ones, then those inserted."""
        free = [self._moved(index) for index in part.free[:count]]
        begin = self._moved(part.last) + 1
        return [*free, *range(begin, begin + count - len(free))]

    def _fill_put(self, index: int, put: _Put) -> None:
        if put.row is not None:
            self._fill_row(index, put.row, list(self._columns))
            return
        for name, text in (("number", put.number), ("content", put.title)):
            column = self._columns.get("number" if name == "number" else "content")
            if column is not None:
                self._put(index, column, name, text, put.title, bold=True)

    def _fill_row(self, index: int, row: ReportRow, names: Sequence[Field]) -> None:
        group = self._groups[row.task.id]
        values = line(row).named()
        values["group"] = f"{roman(group.number)}. {group.title}"
        self.filled += 1
        for name in names:
            if name in values and not self._keeps(index, self._columns[name], values[name]):
                said = place(row, name) if name in FIELDS else _named(row)
                self._put(index, self._columns[name], name, values[name], said, also=_beside(values, name))

    def _open(self, index: int) -> list[Field]:
        """Return the fields that a listed row (of the form) takes.

        What the form itself says of a task stays.
        """
        return [
            name
            for name, column in self._columns.items()
            if name not in LISTED or not self._held(index, column)
        ]

    def _keeps(self, index: int, column: int, value: WritableValue) -> bool:
        """Return whether a row (of the result) keeps the words that it has, for want of others."""
        source = self._sources.get(index)
        kept = value in (None, "") and source is not None and bool(self._held(source, column).strip(" .…"))
        if kept:
            self.notes.append(FormNote("kept", cell_name(index, column), self._held(source or 0, column)))
        return kept

    def _clear(self, index: int) -> None:
        """Empty the number and the dots of a free row that stays free."""
        for column in self._columns.values():
            if self._held(index, column):
                self._put(self._moved(index), column, "", None, "")


def _beside(values: Mapping[str, WritableValue], name: str) -> str:
    """Return what else says how far a task is: the state beside the status, and the other way round."""
    other = {"state": "status", "status": "state"}.get(name)
    return shown(values[other]).split("\n")[0] if other is not None else ""


def _named(row: ReportRow) -> str:
    return f"{row.task.number}. {row.task.content}" if row.task.number else row.task.content
