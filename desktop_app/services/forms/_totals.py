"""Which number of a report goes into which cell of a form that counts tasks by group or by agency."""

from collections.abc import Mapping

from desktop_app.domain.agencies import agency_key
from desktop_app.domain.reports import Report, ReportRow
from desktop_app.domain.status import percentage
from desktop_app.domain.text import fold, roman
from desktop_app.exchange.forms import CountKind, Form, FormNote, Subject, TotalsRow, TotalsTable, share_of
from desktop_app.exchange.writing import WritableValue
from desktop_app.lists.sheet import cell_name
from desktop_app.services.forms._cells import CellPlanner, count

_NO_FIGURE = "x"
"""What a form prints into a cell that nobody is to fill."""
_ASIDE = ("ghi chu", "nguyen nhan", "ly do")


class TotalsPlanner(CellPlanner):
    """Counts for each row whose tasks it names."""

    def __init__(self, form: Form, report: Report, table: TotalsTable, agencies: Mapping[str, str]) -> None:
        """Make an empty plan; `agencies` has the name in use by the key of every name that means it."""
        super().__init__(form, report)
        self._table, self._agencies = table, agencies
        self._kinds = {one.name: one.kind for one in report.agencies}
        self._group = {row.task.id: group.number for group in report.groups for row in group.rows}

    def _fill_table(self) -> None:
        """Fill the rows that the form names, or name those that it leaves free."""
        table = self._table
        self._tell_columns()
        rows = [row for row in table.rows if self._is_known(row)]
        listed = self._listed() if table.lists else []
        extra = len(listed) - len(table.free)
        if extra > 0 and self._form.grows:
            self._inserted[table.free[-1] + 1], self._patterns[table.free[-1] + 1] = extra, table.free[0]
        room = [self._moved(index) for index in table.free]
        room += range(room[-1] + 1, room[-1] + 1 + max(extra, 0)) if self._inserted else ()
        for row in rows:
            self._fill_row(self._moved(row.row), row.text, row.subject or Subject())
        for place, (index, (name, subject)) in enumerate(zip(room, listed, strict=False), start=1):
            if table.numbers is not None:
                self._put(index, table.numbers, "number", place, name)
            self._put(index, table.names, "name", name, name)
            self._fill_row(index, name, subject)
        left_out = [name for name, _ in listed[len(room) :]]
        self.notes += [FormNote("no_room", "", name) for name in left_out]
        if not table.lists:
            self._tell_missing({row.subject for row in rows} | set(table.subjects.values()))
        self._tell_undated()
        if table.turned_at is not None:
            self.filled = len(table.columns)

    def _is_known(self, row: TotalsRow) -> bool:
        """Return whether the tasks of a row are known; note a row of which they are not, or not quite."""
        cell = cell_name(*self._table.place(row.row, self._table.names))
        if row.subject is None and _is_aside(row.text):
            return False
        if row.subject is None:
            self.notes.append(FormNote("name_twice" if row.twice else "name_unknown", cell, row.text))
        elif row.near and row.subject.group is not None:
            self.notes.append(FormNote("name_near", cell, self._title(row.subject.group)))
        self._tell_other_name(row.text, row.subject, cell)
        return row.subject is not None

    def _tell_other_name(self, text: str, subject: Subject | None, cell: str) -> None:
        """Note the agency that a text means without its name in use."""
        agency = subject.agency if subject is not None else None
        if agency and agency_key(agency) not in agency_key(text):
            self.notes.append(FormNote("name_short", cell, agency))

    def _listed(self) -> list[tuple[str, Subject]]:
        """Return what free rows are to name: every group, or every lead agency in the order of the list."""
        report = self._report
        if self._table.lists == "group":
            return [(f"{roman(one.number)}. {one.title}", Subject(one.number)) for one in report.groups]
        return [
            (one.name, Subject(agency=self._who(one.name))) for one in report.agencies_as_listed if one.name
        ]

    def _fill_row(self, index: int, name: str, subject: Subject) -> None:
        rows = [row for row in self._rows if self._is_of(row, subject)]
        self.filled += 1
        for counting, kind in self._table.columns.items():
            row, column = self._table.place(index, counting)
            source = self._sources.get(row)
            if source is not None and fold(self._held(source, column)) == _NO_FIGURE:
                self.notes.append(FormNote("crossed", cell_name(row, column), name))
            else:
                mine = self._table.subjects.get(counting) or Subject()
                counted = [one for one in rows if self._is_of(one, mine)]
                self._put(row, column, kind, self._value(counted, kind), name)
        unrecorded = sum(not row.standing.recorded and row.standing.open for row in rows)
        if unrecorded and self._report.known and "not_started" in self._table.columns.values():
            self.notes.append(FormNote("unrecorded", "", f"{name}: {unrecorded}"))

    def _value(self, rows: list[ReportRow], kind: CountKind) -> WritableValue:
        """Return a number, or a share of all tasks of the row in percent; None where nothing is known."""
        if kind != "total" and not self._report.known:
            return None
        part, total = share_of(kind), count(rows, "total")
        if part is None:
            return count(rows, kind)
        return float(percentage(count(rows, part), total)) if total else None

    def _is_of(self, row: ReportRow, subject: Subject) -> bool:
        return (
            (subject.group is None or self._group[row.task.id] == subject.group)
            and (subject.agency is None or self._who(row.task.lead) == subject.agency)
            and (subject.kind is None or self._kinds.get(row.task.lead, "") == subject.kind)
        )

    def _who(self, name: str) -> str:
        """Return the name in use of an agency, which a sealed report may call otherwise."""
        return self._agencies.get(agency_key(name), name)

    def _title(self, number: int) -> str:
        return next((one.title for one in self._report.groups if one.number == number), "")

    def _tell_columns(self) -> None:
        """Note the columns that count something unknown, and by what shares are reckoned."""
        table = self._table
        for column, title in table.heading.titles:
            cell = cell_name(*table.place(table.heading.last_row, column))
            known = column in table.columns or column <= table.names
            code = "column_doubtful" if column in table.doubtful else "column_unknown"
            code = "name_unknown" if column in table.subjects else code
            self._tell_other_name(title, table.subjects.get(column), cell)
            if not known and not _is_aside(title):
                self.notes.append(FormNote(code, cell, title))
            elif share_of(table.columns.get(column, "")) not in (None, "done"):
                self.notes.append(FormNote("share_of_all", cell, title))

    def _tell_undated(self) -> None:
        """Note that what is open has more than its two parts, where no column counts the third."""
        counted = set(self._table.columns.values())
        undated = count(self._rows, "no_deadline")
        if undated and "no_deadline" not in counted and {"open", "open_in_time", "open_overdue"} <= counted:
            self.notes.append(FormNote("undated", "", str(undated)))

    def _tell_missing(self, named: set[Subject | None]) -> None:
        """Note the groups, or the agencies with tasks, that a form which names others leaves out."""
        groups = {one.group for one in named if one is not None}
        agencies = {one.agency for one in named if one is not None}
        left_out = [
            f"{roman(one.number)}. {one.title}"
            for one in self._report.groups
            if groups - {None} and one.number not in groups and one.totals.total
        ]
        left_out += [
            one.name
            for one in self._report.agencies
            if agencies - {None} and self._who(one.name) not in agencies
        ]
        if any(left_out):
            self.notes.append(FormNote("not_named", "", "; ".join(filter(None, left_out))))


def _is_aside(title: str) -> bool:
    """Return whether a column or row is one for remarks, which count nothing."""
    return any(one in fold(title) for one in _ASIDE)
