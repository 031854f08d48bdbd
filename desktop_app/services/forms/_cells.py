"""What goes into the cells of a form, whatever its table is: answers to its labels, and what a cell held."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from functools import cached_property

from desktop_app.domain.reports import Office, Report, ReportRow
from desktop_app.domain.status import Status, percentage_text, tally
from desktop_app.exchange.forms import Filling, Form, FormCell, FormLabel, FormNote, LabelKind
from desktop_app.exchange.reports import warning
from desktop_app.exchange.writing import WritableValue
from desktop_app.lists.cells import shown
from desktop_app.resources import provinces
from desktop_app.services.tasks import counted


def count(rows: Sequence[ReportRow], kind: str) -> int:
    """Return how many of the rows a count of a form counts, as the totals of the screens do."""
    totals = tally(row.standing for row in rows)
    counts = {"total": totals.total, "done": totals.done, "open": totals.not_done}
    counts["open_dated"] = totals.not_done - totals.no_deadline
    counts |= {status.value: totals.of(status) for status in Status}
    return counts[kind] if kind in counts else len(counted(rows, kind))


class CellPlanner(ABC):
    """Decides about every cell of `form`; `notes` grow with what a person should know.

    `filled` is how many tasks, or rows of totals, were filled in.
    """

    def __init__(self, form: Form, report: Report) -> None:
        self._form, self._report = form, report
        self._rows = [row for group in report.groups for row in group.rows]
        self._cells: list[FormCell] = []
        self._inserted: dict[int, int] = {}
        self._patterns: dict[int, int] = {}
        self.notes: list[FormNote] = []
        self.filled = 0

    def filling(self, labels: Sequence[FormLabel]) -> Filling:
        """Fill the table and answer `labels`."""
        self._fill_table()
        for label in labels:
            self._answer(label)
        return Filling(tuple(self._cells), self._inserted, self._patterns, warning(self._report))

    @abstractmethod
    def _fill_table(self) -> None:
        """Decide about the cells of the table."""

    # --- outside it -----------------------------------------------------------------------------------------

    def _answer(self, label: FormLabel) -> None:
        value = self._asked(label.kind)
        if value is None:
            return
        row, column = label.target
        if label.inside:
            value = label.filled(shown(value))
        self._put(self._moved(row), column, "label", value, label.text)

    def _asked(self, kind: LabelKind) -> WritableValue:
        """Return the value that a label asks for; None if nothing is known."""
        report = self._report
        texts: dict[LabelKind, WritableValue] = {
            "department": report.office.department,
            "parent_body": report.office.parent_body,
            "province": _province(report.office),
            "programme": report.programme.title,
            "period": report.period.label,
            "as_of": report.as_of,
            "dated": report.made_on,
        }
        found = texts[kind] if kind in texts else self._count(kind)
        return None if found == "" else found

    def _count(self, kind: LabelKind) -> WritableValue:
        """Return a number of the report; where nothing was recorded only the number of tasks is known."""
        total = count(self._rows, "total")
        if kind == "ignore" or (not self._report.known and kind != "total"):
            return None
        if kind != "share":
            return count(self._rows, kind)
        done = count(self._rows, "done")
        return f"{percentage_text(done, total)} ({done}/{total})" if total else None

    # --- cells ----------------------------------------------------------------------------------------------

    def _put(
        self,
        row: int,
        column: int,
        name: str,
        value: WritableValue,
        said: str,
        *,
        bold: bool = False,
        also: str = "",
    ) -> None:
        source = self._sources.get(row)
        old = self._held(source, column) if source is not None else ""
        self._cells.append(
            FormCell(
                row=row, column=column, field=name, value=value, name=said, old=old, bold=bold, also=also
            )
        )

    def _moved(self, index: int) -> int:
        return index + sum(more for after, more in self._inserted.items() if after <= index)

    @cached_property
    def _sources(self) -> dict[int, int]:
        """Return the rows of the form by where they stand in the result.

        It is asked only once all insertions are known.
        """
        return {self._moved(index): index for index in range(len(self._form.sheet.rows))}

    def _held(self, index: int, column: int) -> str:
        rows = self._form.sheet.rows
        return shown(rows[index][column]) if index < len(rows) and column < len(rows[index]) else ""


def _province(office: Office) -> str:
    """Return the name of the office's province, empty if it has not said which."""
    if not office.province_list:
        return ""
    listed = provinces(office.province_list)
    return next((one.name for one in listed if one.code == office.province_code), "")
