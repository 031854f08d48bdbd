"""The tasks of a report as an Excel table: to be filtered, sorted and counted, not printed.

One row a task, group and agency as columns, days and numbers as what they are, states in their own words. It
shows the columns that the printed sheet shows, with those by which the totals count. The totals count it by
formula.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from desktop_app.domain.reports import Report, ReportRow
from desktop_app.domain.status import Status, Totals
from desktop_app.domain.task import Fate
from desktop_app.domain.text import roman
from desktop_app.exchange.reports.table import FIRST_DAY, TOLD, number, state_text, status_text, warning
from desktop_app.exchange.writing import SheetWriter, Styles, WritableValue, clean
from desktop_app.resources import words

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet


DATA = "Dữ liệu"
TABLE = "DuLieu"
"""The name by which formulas speak of the table."""

GROUP, GROUP_TITLE, OTHER_LEADS = "Nhóm", "Tên nhóm", "Cùng chủ trì"
DUE, DAYS_OVERDUE = "Ngày đến hạn", "Số ngày quá hạn"
NO_LEAD = "(Không ghi cơ quan chủ trì)"
LONGEST_CRITERION = 255
"""Characters that COUNTIFS compares."""

_WILD = frozenset("*?~")
_COMPARING = ("=", "<", ">")


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    wide: int
    value: Callable[[ReportRow], WritableValue]
    field: str = ""


class DataCounts:
    """How often each key stands beside each status in the table, and the formulas that count it."""

    def __init__(self, report: Report) -> None:
        """Count the rows that the table shows."""
        self._counts = Counter(
            (column, key, row.standing.status)
            for row in data_rows(report)
            for column, key in ((GROUP, _group(row)), (lead_title(), lead_name(row.task.lead)))
        )
        keys = {(column, key) for column, key, _ in self._counts}
        self._alike = Counter((column, key.casefold()) for column, key in keys)

    def agree(self, column: str, key: str, totals: Totals) -> bool:
        """Return whether the table has exactly the tasks that `totals` count under `key`."""
        return all(self._counts[column, key, status] == totals.of(status) for status in Status)

    def formula(self, column: str, key: str, key_cell: str, status_cell: str) -> str:
        """Return the formula that counts the tasks whose `column` has the `key` that stands in `key_cell`.

        COUNTIFS takes "*" for any text, "<" for a comparison and "A" for "a", and knows no long text: where
        that matters, the key is compared letter by letter.
        """
        of, status = f"{TABLE}[{column}]", f"{TABLE}[{words('field')['status']}]"
        plain = not _WILD & set(key) and not key.startswith(_COMPARING) and len(key) <= LONGEST_CRITERION
        if plain and self._alike[column, key.casefold()] <= 1 and any(map(str.isalpha, key)):
            return f"=COUNTIFS({of},{key_cell},{status},{status_cell})"
        return f"=SUMPRODUCT(EXACT({of},{key_cell})*({status}={status_cell}))"


def write_data(book: "Workbook", styles: Styles, report: Report, fields: Sequence[str]) -> None:
    """Write the table with the columns `fields`; no sheet if the report has no task."""
    rows = list(data_rows(report))
    if not rows:
        return
    columns = _columns(report, fields)
    warned = warning(report)
    widths = [one.wide for one in columns] + ([3, 22] if warned else [])
    sheet = SheetWriter(book.add_worksheet(DATA), styles, widths)
    for place, column in enumerate(columns):
        sheet.put(place, column.title, "head")
    if warned:
        sheet.put(len(columns) + 1, warned, "warning", "overflow")
    sheet.tall(32)
    for row in rows:
        for place, column in enumerate(columns):
            value = column.value(row)
            if value not in (None, ""):
                sheet.put(place, value, *_SLANTED if _slanted(row, column.field) else _PLAIN)
        sheet.row += 1
    _make_table(sheet.sheet, sheet.row - 1, [one.title for one in columns])
    sheet.finish(warned)
    sheet.sheet.repeat_rows(0)
    sheet.sheet.freeze_panes(1, 0)


def data_rows(report: Report) -> Iterator[ReportRow]:
    """Yield every task of a report once: those of its groups, then the withdrawn ones."""
    seen: set[int] = set()
    for row in (*(row for group in report.groups for row in group.rows), *report.apart):
        if row.task.id not in seen:
            seen.add(row.task.id)
            yield row


def lead_title() -> str:
    """Return the title of the column with the agency under which a task counts."""
    title: str = words("field")["leads"]
    return title


def lead_name(name: str) -> str:
    """Return the name of an agency as the table and the totals have it."""
    return clean(name) or NO_LEAD


def _columns(report: Report, fields: Sequence[str]) -> list[_Column]:
    """Return the columns; whatever is chosen, the totals find group, agency and status."""
    titles = {group.number: group.title for group in report.groups}
    names = words("field")
    values: dict[str, Callable[[ReportRow], WritableValue]] = {
        "number": lambda row: number(row.task.given.number),
        "content": lambda row: row.task.given.content,
        "coordinating": lambda row: "; ".join(row.task.given.coordinating),
        "deadline": lambda row: row.task.given.deadline,
        "output": lambda row: row.task.given.output,
        "state": _state,
        "percent": lambda row: row.standing.told_percent,
        "completed_on": lambda row: _day(row.standing.completed_on),
        "status": lambda row: status_text(row).split("\n")[0],
        "leads": lambda row: lead_name(row.task.lead),
    }
    made = [
        _Column(GROUP, 8, _group),
        _Column(GROUP_TITLE, 30, lambda row: titles.get(row.task.given.group or 0, "")),
    ]
    for field in (*fields, *(one for one in ("leads", "status") if one not in fields)):
        made.append(_Column(names[field], _WIDE.get(field, 40), values.get(field) or _said(field), field))
        if field == "leads" and field in fields:
            made.append(_Column(OTHER_LEADS, 24, lambda row: "; ".join(row.task.given.leads[1:])))
        if field == "deadline":
            made.append(_Column(DUE, 14, lambda row: _day(row.standing.due)))
            made.append(_Column(DAYS_OVERDUE, 12, lambda row: row.standing.days_overdue or None))
    return made


_WIDE = {
    "number": 8,
    "content": 60,
    "leads": 28,
    "coordinating": 28,
    "deadline": 18,
    "output": 24,
    "state": 16,
    "percent": 11,
    "completed_on": 14,
    "status": 28,
}


_PLAIN, _SLANTED = ("overflow",), ("overflow", "italic")


def _slanted(row: ReportRow, field: str) -> bool:
    if field in TOLD:
        return row.carries(field)
    return field == "completed_on" and row.standing.assumed


def _day(day: date | None) -> WritableValue:
    return f"{day:%d/%m/%Y}" if day is not None and day < FIRST_DAY else day


def _group(row: ReportRow) -> str:
    return roman(row.task.given.group) if row.task.given.group is not None else ""


def _state(row: ReportRow) -> str:
    fate = row.task.fate
    return state_text(row) if fate is Fate.ACTIVE else str(words("fate")[fate])


def _said(field: str) -> Callable[[ReportRow], WritableValue]:
    return lambda row: str(getattr(row.entry, field)) if row.entry is not None else ""


def _make_table(sheet: "Worksheet", last_row: int, titles: Sequence[str]) -> None:
    """Make the cells down to `last_row` a table.

    XlsxWriter writes the heading of a table itself and refuses to where rows leave the memory as they are
    written; the heading stands already, so that the copy that it keeps is of no use and of no harm.
    """
    sheet.constant_memory = False
    sheet.add_table(
        0,
        0,
        last_row,
        len(titles) - 1,
        {"name": TABLE, "style": "Table Style Light 9", "columns": [{"header": one} for one in titles]},
    )
    sheet.constant_memory = True
