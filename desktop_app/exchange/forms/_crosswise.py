"""A table of a form whose columns name agencies or groups, and whose rows say what is counted of them.

It is turned over and read like one that counts downwards: columns become rows.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from desktop_app.domain.text import fold
from desktop_app.exchange.forms.counted import COUNTS, counting_columns
from desktop_app.exchange.forms.totals import Names, Subject, TotalsReader, TotalsTable, counting_heading
from desktop_app.lists.cells import shown
from desktop_app.lists.heading import ROWS, Heading, Remembered
from desktop_app.lists.sheet import Sheet, Value

_LEAST = 2
"""So many agencies or groups are named across, and so many counts downwards."""

_DASHES = ("-", "–", "+", "•", "*")
_THEREOF = "trong do"


def crosswise_table(
    sheet: Sheet,
    is_bordered: Callable[[int, int], bool],
    names: Names,
    said: Mapping[int, str],
    remembered: Remembered,
) -> tuple[Heading, TotalsTable] | None:
    """Return the table of a sheet that names agencies or groups across; None if there is none.

    `said` is the officer's word on what its rows (from 0) count.
    """
    named = [len(_subjects(row, names)) for row in sheet.rows[:ROWS]]
    if max(named, default=0) < _LEAST:
        return None
    first = named.index(max(named))
    last = first
    while last + 1 < len(sheet.rows) and any(map(shown, sheet.rows[last + 1])):
        last += 1
    turned = _turned(sheet, first, last)
    heading = counting_heading(turned)
    if heading is None:
        return None
    of_rows = {row - first: name for row, name in said.items()}
    counted = counting_columns(
        heading,
        remembered(heading.fingerprint) or {},
        {row: COUNTS[name] for row, name in of_rows.items() if name in COUNTS},
    )
    reader = TotalsReader(
        turned, heading, lambda row, column: is_bordered(first + column, row), len(turned.rows), names
    )
    table = reader.table(counted.kinds, counted.doubtful)
    if len({row.subject for row in table.rows} - {None, Subject()}) < _LEAST:
        return None
    top = min((merge[0] for merge in sheet.merges if merge[0] <= first <= merge[2]), default=first)
    shown_at = Heading(top, first, titles=(), columns=(), score=0.0)
    kept = {row: kind for row, kind in table.columns.items() if of_rows.get(row, kind) in COUNTS}
    return shown_at, replace(table, columns=kept, last=last, turned_at=first, free=())


def _subjects(row: Sequence[Value], names: Names) -> set[Subject]:
    found = {names.subject(text, "")[0] for cell in row if (text := shown(cell))}
    return {one for one in found if one is not None and one != Subject()}


def _turned(sheet: Sheet, first: int, last: int) -> Sheet:
    """Return rows `first` … `last` with columns as rows; each label below another says it, too."""
    columns = [list(column) for column in zip_longest(*sheet.rows[first : last + 1])]
    for top, left, bottom, _ in sheet.merges:
        if top < first <= bottom and left < len(columns):
            columns[left][0] = sheet.rows[top][left]
    for column in columns:
        if any(shown(cell).lstrip().startswith(_DASHES) for cell in column[1:]):
            column[1:] = _full_labels([shown(cell) for cell in column[1:]])
    merges = [
        (left, top - first, right, bottom - first)
        for top, left, bottom, right in sheet.merges
        if first <= top and bottom <= last
    ]
    return Sheet(sheet.name, sheet.hidden, tuple(map(tuple, columns)), tuple(merges))


def _full_labels(labels: Sequence[str]) -> Iterator[str]:
    """Yield labels, those with a dash as parts of the one above ("Đã hoàn thành - Đúng hạn").

    "Trong đó:" alone on a line says nothing of its own.
    """
    above = ""
    for label in labels:
        if label.startswith(_DASHES):
            part = label.lstrip("".join(_DASHES)).strip()
            yield f"{above} - {part}" if above else part
        elif fold(label).rstrip(" :") == _THEREOF:
            yield ""
        else:
            above = label
            yield label
