"""Tables of a report on paper: every width in millimetres, every value as the text that is printed."""

from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from string import ascii_uppercase

from desktop_app.domain.progress import State
from desktop_app.domain.reports import (
    Cell,
    Column,
    EarlierTotals,
    IssuedDocument,
    Preset,
    Report,
    ReportGroup,
    ReportRow,
    Row,
    Table,
    YearTotals,
)
from desktop_app.domain.status import Status, Totals, percentage_text
from desktop_app.domain.text import day_text, roman
from desktop_app.exchange.reports.document_text import printed
from desktop_app.exchange.reports.table import (
    ASSUMED,
    DOCUMENT_TITLES,
    TOLD,
    UNKNOWN,
    TableLine,
    apart_facts,
    deadline,
    document_cells,
    empty_fields,
    line,
    overdue,
    status_text,
    totals_in_words,
)
from desktop_app.exchange.reports.task_names import TaskNames
from desktop_app.exchange.writing import BOLD, WritableValue, count_lines, share_widths, width
from desktop_app.lists.own_words import headings
from desktop_app.resources import words

PORTRAIT, LANDSCAPE = 165.0, 252.0
"""Millimetres between the side margins of A4 (30 and 15)."""

MM_TO_PIXELS = 96 / 25.4
PADDING = 2.4
"""Millimetres of a cell in which no letter stands: 1 at each side, and what two measures may differ by."""

LEADING = 1.11
TALL = 15.0
"""A row of so many millimetres may be divided; a page takes 160, so that less than a tenth of it is empty."""

SIZES = (11.0, 10.0, 9.0, 8.0)
LONG = 250
"""Letters of a row; tables whose rows have more take the second of `SIZES`."""

WIDEST_WORD = 36.0
"""Millimetres that a column keeps at most for one word; a longer one (an address) is divided."""

LETTER = 0.165
"""Millimetres of a letter of one point, on the average."""

HEADING_LINES = 3
"""Lines that the title of a column takes at most, if the room allows it."""

LINE_END = 2.5
"""Millimetres that stay empty at the end of a line, about: half of the word that has gone to the next."""

CENTERED = frozenset({"number", "deadline", "state", "percent", "completed_on", "status"})
TotalsLine = tuple[str, str, Totals, bool]
"""A line of totals: its label, its name, the totals, and whether they are known."""

SINCE, REASON = "Từ ngày", "Lý do"
SUM, NO_LEAD, NO_CLASS = "Tổng cộng", "(Không ghi cơ quan chủ trì)", "Chưa xếp loại"
CO_LEADS = "Cơ quan cùng chủ trì với cơ quan khác (tất cả nhiệm vụ chủ trì; không cộng vào tổng số)"
EARLIER = {"before": "Kỳ trước", "year": "Cùng kỳ năm trước"}
SHARE = "Số hoàn thành/Tổng số (tỷ lệ)"


def tasks_table(report: Report, preset: Preset, room: float) -> Table:
    """Return the table of all tasks by group, in the columns of `preset`."""
    lines = [(group, [line(row) for row in group.rows]) for group in report.groups]
    blank = empty_fields((item for _, items in lines for item in items), preset)
    fields = tuple(field for field in preset.columns if field not in blank)
    titles = [
        preset.title(f"column.{name}", usual) for name, usual in zip(fields, headings(fields), strict=True)
    ]
    all_values = [_texts(item, fields) for _, items in lines for item in items]
    of_groups = [[roman(group.number), *[""] * (len(fields) - 1)] for group, items in lines if items]
    widths, size = shared_widths(titles, [*all_values, *of_groups], room)
    rows: list[Row] = []
    texts = iter(all_values)
    for group, items in lines:
        if not items:
            continue
        rows.append(_group_row(group, known=report.known))
        rows += [_task_row(fields, next(texts), item.row, widths, size) for item in items]
    columns = [
        Column(title, width, "center" if field in CENTERED else "left", field == "percent")
        for field, title, width in zip(fields, titles, widths, strict=True)
    ]
    return Table(tuple(columns), tuple(rows), size)


def _texts(item: TableLine, fields: Sequence[str]) -> list[str]:
    """Return the columns of a task as they are printed; a day that nobody gave is marked."""
    texts = [as_text(value) for value in item.chosen(tuple(fields))]
    if item.row.standing.assumed and "completed_on" in fields:
        at = fields.index("completed_on")
        texts[at] = f"{texts[at]} {ASSUMED}"
    return texts


def shared_widths(
    titles: Sequence[str], rows: Sequence[Sequence[str]], room: float
) -> tuple[list[float], float]:
    """Share `room` among columns by what stands in them; also return the size of their letters.

    Long texts take a smaller size, and so do too many columns.
    """
    sizes = SIZES[SIZES.index(_size(rows)) :]
    size = next((size for size in sizes if sum(_least(titles, rows, size)) <= room), SIZES[-1])
    least = _least(titles, rows, size)
    if sum(least) > room:
        return [wide * room / sum(least) for wide in least], size
    inner = [max(1, round(wide - PADDING - LINE_END)) for wide in least]
    lengths = [[round(len(text) * size * LETTER) for text in row] for row in rows]
    given = share_widths(lengths, inner, sum(inner) + int(room - sum(least)))
    widths = [wide + more - before for wide, more, before in zip(least, given, inner, strict=True)]
    widths[widths.index(max(widths))] += room - sum(widths)
    return widths, size


def _least(titles: Sequence[str], rows: Sequence[Sequence[str]], size: float) -> list[float]:
    """Return the millimetres of each column in which every word stands on one line."""
    return [
        _least_width(title, [row[at] for row in rows], size, BOLD if at == 0 else 1.0)
        for at, title in enumerate(titles)
    ]


def _least_width(title: str, texts: Iterable[str], size: float, weight: float) -> float:
    """Return the millimetres in which every word of a column stands on one line, and its title on few."""
    words = set().union(*(text.split() for text in texts))
    widest = max(
        (
            *(width(word, size, weight) for word in words),
            *(width(word, size, BOLD) for word in title.split()),
        ),
        default=0.0,
    )
    least = min(widest / MM_TO_PIXELS + PADDING, WIDEST_WORD)
    while count_lines(title, (least - PADDING) * MM_TO_PIXELS, size, BOLD) > HEADING_LINES:
        least += 1
    return least


def _size(rows: Sequence[Sequence[str]]) -> float:
    """Return the size of letters that rows of this length take at most."""
    letters = sum(len(text) for row in rows for text in row)
    return SIZES[1] if letters > LONG * len(rows) else SIZES[0]


def overdue_table(report: Report, room: float) -> Table:
    """Return the overdue tasks, the longest overdue first."""
    titles = (
        *headings(("number", "content", "leads", "deadline")),
        "Số ngày quá hạn",
        *headings(("percent", "difficulty", "proposal")),
    )
    places = _places(report)
    rows = [
        (
            [
                places[row.task.id],
                row.task.content,
                "; ".join(row.task.given.leads),
                as_text(deadline(row)),
                str(row.standing.days_overdue),
                f"{row.standing.percent}%" if row.standing.recorded else "–",
                *_entry_texts(row, "difficulty", "proposal"),
            ],
            _slanted(row, {6: "difficulty", 7: "proposal"}),
        )
        for row in overdue(report)
    ]
    return _plain(titles, rows, {0, 3, 4, 5}, {4, 5}, room)


def difficulties_table(report: Report, room: float) -> Table:
    """Return every task with a stated difficulty or proposal."""
    titles = headings(("number", "content", "leads", "status", "difficulty", "proposal"))
    places = _places(report)
    rows = [
        (
            [
                places[row.task.id],
                row.task.content,
                "; ".join(row.task.given.leads),
                status_text(row),
                *_entry_texts(row, "difficulty", "proposal"),
            ],
            _slanted(row, {4: "difficulty", 5: "proposal"}),
        )
        for group in report.groups
        for row in group.rows
        if row.entry is not None
        and (row.entry.difficulty or row.entry.proposal)
        and row.standing.state is not State.DONE
    ]
    return _plain(titles, rows, {0, 3}, room=room)


def apart_table(report: Report, room: float) -> Table:
    """Return the suspended and withdrawn tasks, which stay out of the totals, with day and reason."""
    titles = (*headings(("number", "content", "leads", "state")), SINCE, REASON)
    names = TaskNames(report)
    rows = [
        (
            [
                names.number(row),
                row.task.content,
                "; ".join(row.task.given.leads),
                *map(as_text, apart_facts(row)),
            ],
            frozenset[int](),
        )
        for row in report.apart
    ]
    return _plain(titles, rows, {0, 3, 4}, room=room)


def groups_table(report: Report) -> Table:
    """Return the totals of each group, for the body."""
    lines = [(roman(group.number), group.title, group.totals, report.known) for group in report.groups]
    return _totals("Nhóm nhiệm vụ", "STT", lines, report.total, PORTRAIT)


def agencies_table(report: Report, room: float) -> Table:
    """Return the totals of each lead agency, below those of its class if agencies have one."""
    ordered = [one for part in report.classes for one in part.agencies] or report.agencies_as_listed
    lines = [
        (str(count), agency.name or NO_LEAD, agency.totals, report.known)
        for count, agency in enumerate(ordered, 1)
    ]
    table = _totals(words("field")["lead"], "STT", lines, report.total if lines else None, room)
    rows, place = list(table.rows), 0
    for sign, part in zip(ascii_uppercase, report.classes, strict=False):
        name = printed(part.name) or NO_CLASS
        rows.insert(place, _totals_row(sign, name, part.totals, known=report.known, bold=True))
        place += 1 + len(part.agencies)
    return replace(table, rows=tuple(rows))


def co_leads_table(report: Report, room: float) -> Table:
    """Return the totals of each agency that leads tasks beside others: no parts of a sum."""
    lines = [
        (str(count), agency.name, agency.totals, report.known)
        for count, agency in enumerate(report.co_leads, 1)
    ]
    return _totals(CO_LEADS, "STT", lines, None, room)


def years_table(years: Iterable[YearTotals]) -> Table:
    """Return the programme at the end of each year; a year is no part of a sum, so there is none."""
    lines = [(str(one.year), f"Đến ngày {day_text(one.as_of)}", one.totals, one.known) for one in years]
    return _totals("Số liệu tính", "Năm", lines, None, PORTRAIT)


def two_totals_table(before: Report, after: Report) -> Table:
    """Return the totals before and after a correction, and their difference."""
    lines = [
        ("1", "Số liệu đã báo cáo", before.total, before.known),
        ("2", "Số liệu chỉnh lý, bổ sung", after.total, after.known),
    ]
    table = _totals("Số liệu", "STT", lines, None, PORTRAIT)
    rows = (*table.rows, _difference(before.total, after.total))
    return Table(table.columns, rows, table.size, whole=True)


def compared_table(report: Report, earlier: Sequence[EarlierTotals]) -> Table:
    """Return the totals beside those of earlier periods, and the differences; empty if there is none."""
    lines = [("1", f"Kỳ báo cáo ({report.period.spoken})", report.total, report.known)]
    for count, one in enumerate(earlier, 2):
        lines.append((str(count), earlier_name(one), one.totals, True))
    table = _totals("Số liệu", "STT", lines, None, PORTRAIT)
    first, *others = table.rows
    rows = [
        row
        for one, line in zip(earlier, others, strict=True)
        for row in (line, _difference(one.totals, report.total))
    ]
    return Table(table.columns, (first, *rows) if rows else (), table.size, whole=True)


def earlier_name(one: EarlierTotals) -> str:
    """Return what a report calls an earlier period that it compares with."""
    return f"{EARLIER[one.kind]} ({one.period.spoken})"


def documents_table(documents: Sequence[IssuedDocument], room: float) -> Table:
    """Return the list of issued documents."""
    rows = [[as_text(cell) for cell in document_cells(count, one)] for count, one in enumerate(documents, 1)]
    return plain_table(DOCUMENT_TITLES, rows, {0, 1, 2, 5}, room=room)


def _difference(before: Totals, after: Totals) -> Row:
    counts = [after.total - before.total]
    counts += [after.of(status) - before.of(status) for status in Status]
    texts = (f"{count:+d}".replace("-", "−") if count else "0" for count in counts)
    return Row(tuple(Cell(text, bold=True) for text in ("", "Chênh lệch", *texts, "")), "total")


def plain_table(
    titles: Sequence[str],
    rows: Iterable[Sequence[str]],
    centered: AbstractSet[int] = frozenset(),
    figures: AbstractSet[int] = frozenset(),
    room: float = LANDSCAPE,
) -> Table:
    """Return a table of texts as they are."""
    return _plain(titles, [(row, frozenset()) for row in rows], centered, figures=figures, room=room)


def as_text(value: WritableValue) -> str:
    """Return a value as it is printed."""
    if value is None:
        return ""
    return day_text(value) if isinstance(value, date) else printed(str(value))


def percent(totals: Totals) -> str:
    """Return the share of completed tasks with its two numbers ("5/8 (62,5%)")."""
    if not totals.total:
        return "0/0"
    return f"{totals.done}/{totals.total} ({percentage_text(totals.done, totals.total)})"


def _totals(name: str, first: str, lines: Sequence[TotalsLine], total: Totals | None, room: float) -> Table:
    names = words("status_long")
    titles = (first, name, names["total"], *(names[status] for status in Status), SHARE)
    narrow, share = (14.5, 27.0) if room < LANDSCAPE else (24.0, 36.0)
    number = _least_width(first, (label for label, *_ in lines), SIZES[0], BOLD)
    widths = (number, room - number - 6 * narrow - share, *(narrow,) * 6, share)
    columns = tuple(
        Column(title, width, "left" if index == 1 else "center", 2 <= index < len(titles) - 1)
        for index, (title, width) in enumerate(zip(titles, widths, strict=True))
    )
    rows = [
        _totals_row(label, printed(told_name), totals, known=known)
        for label, told_name, totals, known in lines
    ]
    if total is not None:
        rows.append(_totals_row("", SUM, total, known=all(known for *_, known in lines), bold=True))
    return Table(columns, tuple(rows), 11.0)


def _totals_row(label: str, name: str, totals: Totals, *, known: bool, bold: bool = False) -> Row:
    parts = (*(str(totals.of(status)) for status in Status), percent(totals))
    if not known:
        parts = ("–",) * len(Status) + (UNKNOWN,)
    texts = (label, name, str(totals.total), *parts)
    return Row(tuple(Cell(text, bold=bold) for text in texts), "total" if bold else "task")


def _group_row(group: ReportGroup, *, known: bool) -> Row:
    apart = sum(not row.standing.counted for row in group.rows)
    text = f"{printed(group.title)} ({totals_in_words(group.totals, apart, known=known)})"
    return Row((Cell(roman(group.number), bold=True), Cell(text, bold=True)), "group")


def _task_row(
    fields: Sequence[str], texts: Sequence[str], row: ReportRow, widths: Sequence[float], size: float
) -> Row:
    late = row.standing.overdue
    cells = tuple(
        Cell(text, bold=field == "status" and late, italic=field in TOLD and row.carries(field))
        for field, text in zip(fields, texts, strict=True)
    )
    return Row(cells, "task", _tall(texts, widths, size))


def _tall(texts: Sequence[str], widths: Sequence[float], size: float) -> bool:
    line_height = size * LEADING / 72 * 25.4
    most = TALL / line_height
    return any(
        len(text) > most and count_lines(text, (width - PADDING) * MM_TO_PIXELS, size) > most
        for text, width in zip(texts, widths, strict=True)
    )


def _plain(
    titles: Sequence[str],
    rows: Sequence[tuple[Sequence[str], AbstractSet[int]]],
    centered: AbstractSet[int],
    figures: AbstractSet[int] = frozenset(),
    room: float = LANDSCAPE,
) -> Table:
    """Return a table whose columns share the room by what stands in them; an empty one is left out."""
    texts = [[printed(value) for value in values] for values, _ in rows]
    kept = [index for index in range(len(titles)) if not texts or any(row[index] for row in texts)]
    shown = [[row[index] for index in kept] for row in texts]
    widths, size = shared_widths([titles[index] for index in kept], shown, room)
    columns = tuple(
        Column(titles[index], width, "center" if index in centered else "left", index in figures)
        for index, width in zip(kept, widths, strict=True)
    )
    made = tuple(
        Row(
            tuple(Cell(text, italic=index in slanted) for index, text in zip(kept, row, strict=True)),
            "task",
            _tall(row, widths, size),
        )
        for row, (_, slanted) in zip(shown, rows, strict=True)
    )
    return Table(columns, made, size)


def _slanted(row: ReportRow, columns: Mapping[int, str]) -> frozenset[int]:
    return frozenset(column for column, field in columns.items() if row.carries(field))


def _entry_texts(row: ReportRow, *fields: str) -> list[str]:
    return [str(getattr(row.entry, field)) if row.entry is not None else "" for field in fields]


def _places(report: Report) -> dict[int, str]:
    """Return what names each task in a table that is not ordered by group."""
    names = TaskNames(report)
    return {row.task.id: names.number(row) for group in report.groups for row in group.rows}
