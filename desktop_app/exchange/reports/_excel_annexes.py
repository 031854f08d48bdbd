"""The further sheets of the workbook.

Totals, overdue tasks, tasks that do not count, texts too long for their row.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop_app.domain.reports import Report, ReportDraft, ReportFigure, ReportRow
from desktop_app.domain.status import Status, Totals, percentage
from desktop_app.domain.text import roman
from desktop_app.exchange.reports.document_chart import BY_GROUP, CHART_TITLE, charts
from desktop_app.exchange.reports.document_indicators import (
    PARTIAL_NOTE,
    SPANS,
    TITLES,
    decimals,
    described,
    partial,
    spans,
)
from desktop_app.exchange.reports.document_tables import CO_LEADS, NO_CLASS, earlier_name
from desktop_app.exchange.reports.excel_chart import ChartFigures, write_chart
from desktop_app.exchange.reports.excel_data import (
    GROUP,
    DataCounts,
    lead_name,
    lead_title,
)
from desktop_app.exchange.reports.excel_frame import write_heading
from desktop_app.exchange.reports.table import (
    DOCUMENT_TITLES,
    UNKNOWN,
    apart_facts,
    deadline,
    document_cells,
    issued,
    number,
    overdue,
    warning,
)
from desktop_app.exchange.writing import Formula, SheetWriter, Styles, WritableValue
from desktop_app.lists.own_words import headings
from desktop_app.resources import words

if TYPE_CHECKING:
    from xlsxwriter import Workbook


# --- indicators, as real numbers with the decimals that were entered -----------------------------

INDICATORS = "Chỉ tiêu"
WIDTHS = (6, 64, 18, 14, 19, 19, 19, 19)


def write_indicators(workbook: "Workbook", styles: Styles, draft: ReportDraft) -> None:
    """Write every indicator with its four figures; no sheet if the programme has none."""
    report = draft.report
    if not report.indicators:
        return
    sheet = SheetWriter(workbook.add_worksheet(INDICATORS), styles, WIDTHS)
    notes = (PARTIAL_NOTE,) if partial(report.indicators) else ()
    write_heading(sheet, draft, "KẾT QUẢ THỰC HIỆN CHỈ TIÊU THỐNG KÊ", *notes)
    sheet.put_head((*TITLES, *SPANS))
    for count, one in enumerate(report.indicators, 1):
        middle = ("cell", "center")
        sheet.put_cells(
            [
                (count, middle),
                (described(one), ("cell",)),
                (one.unit, middle),
                (one.place, middle),
                *(_cell(figure) for figure in spans(one)),
            ]
        )
    sheet.finish(warning(report))


def _cell(figure: ReportFigure) -> tuple[WritableValue, tuple[str, ...]]:
    """Return a number whose format prints the star of one that lacks a part.

    It can still be reckoned with.
    """
    if not figure.value:
        return "–", ("cell", "center")
    return float(figure.value), ("cell", f"decimals{decimals(figure)}{'' if figure.whole else 'star'}")


TOTALS, CHART, OVERDUE, APART = "Tổng hợp", "Biểu đồ", "Quá hạn", "Không tính vào tổng"
SUM = "Tổng cộng"
NOTHING_OVERDUE = "Không có nhiệm vụ quá hạn"

TOTALS_WIDTHS = (6, 58, 10, 13, 13, 14, 14, 13, 13, 13)
CHART_WIDTHS = (14,) * 10
OVERDUE_WIDTHS = (7, 6, 40, 20, 12, 12, 10, 9, 29, 27)
APART_WIDTHS = (7, 6, 62, 30, 14, 13, 40)

StyledCell = tuple[WritableValue | Formula, tuple[str, ...]]
TEXT: tuple[str, ...] = ("cell",)
CENTER: tuple[str, ...] = ("cell", "center")


def write_totals(workbook: "Workbook", styles: Styles, draft: ReportDraft) -> None:
    """Write the totals by group and by lead agency: whole numbers, every share beside its two numbers."""
    report = draft.report
    sheet = SheetWriter(workbook.add_worksheet(TOTALS), styles, TOTALS_WIDTHS)
    apart = len(report.apart)
    notes = (
        [f"Ngoài ra có {apart} nhiệm vụ tạm dừng hoặc đã đưa ra khỏi danh mục, xem trang tính “{APART}”."]
        if apart
        else []
    )
    write_heading(sheet, draft, "TỔNG HỢP TÌNH HÌNH THỰC HIỆN NHIỆM VỤ", *notes)
    names = words("status_long")
    titles = ("STT", "Nhóm nhiệm vụ, cơ quan chủ trì", names["total"], *(names[status] for status in Status))
    sheet.put_head((*titles, "Đã hoàn thành / Tổng số", "Tỷ lệ hoàn thành (%)"))
    counts = DataCounts(report)
    _write_part(sheet, "A", "Theo nhóm nhiệm vụ")
    first = sheet.row
    for group in report.groups:
        label = roman(group.number)
        formulas = counts.agree(GROUP, label, group.totals) and report.known
        counted = _counted(sheet, counts, GROUP, label) if formulas else None
        _write_totals(sheet, (label, group.title), group.totals, counted, known=report.known)
    _write_sum(sheet, report, first, [group.totals for group in report.groups])
    _write_part(sheet, "B", "Theo cơ quan chủ trì")
    below = sheet.row
    for count, agency in enumerate(report.agencies_as_listed, 1):
        name = lead_name(agency.name)
        formulas = counts.agree(lead_title(), name, agency.totals) and report.known
        counted = _counted(sheet, counts, lead_title(), name) if formulas else None
        _write_totals(sheet, (count, name), agency.totals, counted, known=report.known)
    _write_sum(sheet, report, below, [agency.totals for agency in report.agencies])
    beside = (
        ("Theo loại cơ quan chủ trì", [(part.name or NO_CLASS, part.totals) for part in report.classes]),
        (CO_LEADS, [(agency.name, agency.totals) for agency in report.co_leads]),
        (COMPARED, [(earlier_name(one), one.totals) for one in draft.earlier]),
    )
    for sign, (title, lines) in zip("CDE", [part for part in beside if part[1]], strict=False):
        _write_part(sheet, sign, title)
        for count, (name, totals) in enumerate(lines, 1):
            _write_totals(sheet, (count, name), totals, None, known=report.known)
    sheet.finish(warning(report))
    if shown := charts(draft):
        _write_chart(workbook, styles, draft, first, "\n".join(chart.description for chart in shown))


def _write_chart(workbook: "Workbook", styles: Styles, draft: ReportDraft, first: int, said: str) -> None:
    """Write the chart on a sheet of its own, so that no page break divides it."""
    report = draft.report
    sheet = SheetWriter(workbook.add_worksheet(CHART), styles, CHART_WIDTHS)
    write_heading(sheet, draft, CHART_TITLE)
    write_chart(
        workbook=workbook,
        sheet=sheet,
        title=BY_GROUP,
        figures=ChartFigures(TOTALS, first, FIRST_COUNT, len(report.groups)),
        name=GROUP,
        said=said,
    )
    sheet.finish(warning(report))


def write_overdue(workbook: "Workbook", styles: Styles, draft: ReportDraft) -> None:
    """Write the overdue tasks, the longest overdue first; if there is none, say so."""
    report = draft.report
    sheet = SheetWriter(workbook.add_worksheet(OVERDUE), styles, OVERDUE_WIDTHS)
    rows = overdue(report)
    notes = [f"Tổng số: {len(rows)} nhiệm vụ quá hạn trên {report.total.total} nhiệm vụ."] if rows else []
    write_heading(sheet, draft, "DANH SÁCH NHIỆM VỤ QUÁ HẠN", *notes)
    first = (GROUP, *headings(("number", "content", "leads", "deadline")), "Ngày đến hạn", "Số ngày quá hạn")
    sheet.put_head((*first, *headings(("percent", "difficulty", "proposal"))))
    for row in rows:
        standing = row.standing
        late: list[StyledCell] = [(deadline(row), CENTER), (standing.due, TEXT)]
        late += [(standing.days_overdue, CENTER), (standing.told_percent, CENTER)]
        said = [
            (str(getattr(row.entry, name)) if row.entry else "", name) for name in ("difficulty", "proposal")
        ]
        words_of: list[StyledCell] = [
            (text, ("cell", "italic") if row.carries(name) else TEXT) for text, name in said
        ]
        sheet.put_cells([*_named(row), *late, *words_of])
    if not rows:
        sheet.span(0, len(OVERDUE_WIDTHS) - 1, NOTHING_OVERDUE, "cell", "center", "middle", "italic")
        sheet.tall(24)
    sheet.finish(warning(report))


def write_apart(workbook: "Workbook", styles: Styles, draft: ReportDraft) -> None:
    """Write the suspended and withdrawn tasks, which stay out of the totals; no sheet if there is none."""
    report = draft.report
    if not report.apart:
        return
    sheet = SheetWriter(workbook.add_worksheet(APART), styles, APART_WIDTHS)
    write_heading(sheet, draft, "DANH SÁCH NHIỆM VỤ KHÔNG TÍNH VÀO TỔNG")
    sheet.put_head((GROUP, *headings(("number", "content", "leads", "state")), "Từ ngày", "Lý do"))
    for row in report.apart:
        state, day, reason = apart_facts(row)
        sheet.put_cells([*_named(row), (state, CENTER), (day, TEXT), (reason, TEXT)])
    sheet.finish(warning(report))


DOCUMENTS, COMPARED = "Văn bản ban hành", "So với các kỳ trước"
DOCUMENTS_WIDTHS = (6, 22, 14, 34, 76, 20)


def write_documents(workbook: "Workbook", styles: Styles, draft: ReportDraft) -> None:
    """Write the list of issued documents; no sheet if there is none or the report tells none."""
    documents = issued(draft.report, draft.preset.kind)
    if not documents or "documents" not in draft.preset.annexes:
        return
    sheet = SheetWriter(workbook.add_worksheet(DOCUMENTS), styles, DOCUMENTS_WIDTHS)
    write_heading(sheet, draft, "DANH MỤC VĂN BẢN ĐÃ BAN HÀNH")
    sheet.put_head(DOCUMENT_TITLES)
    for count, one in enumerate(documents, 1):
        cells = document_cells(count, one)
        sheet.put_cells([(value, CENTER if place in (0, 5) else TEXT) for place, value in enumerate(cells)])
    sheet.finish(warning(draft.report))


DESCENTS = "Gộp, tách, đổi tên"
DESCENTS_WIDTHS = (6, 160)


def write_descents(workbook: "Workbook", styles: Styles, draft: ReportDraft, notes: Sequence[str]) -> None:
    """Write the `notes` on merged, split and renamed tasks, one a row."""
    sheet = SheetWriter(workbook.add_worksheet(DESCENTS), styles, DESCENTS_WIDTHS)
    write_heading(sheet, draft, "NHIỆM VỤ ĐƯỢC GỘP, TÁCH, ĐỔI TÊN")
    sheet.put_head(("STT", "Nội dung"))
    for count, note in enumerate(notes, 1):
        sheet.put_cells([(count, CENTER), (note, TEXT)])
    sheet.finish(warning(draft.report))


def _named(row: ReportRow) -> list[StyledCell]:
    given = row.task.given
    group = roman(given.group) if given.group is not None else ""
    leads = "; ".join(given.leads)
    return [(group, CENTER), (number(given.number), CENTER), (given.content, TEXT), (leads, TEXT)]


def _write_part(sheet: SheetWriter, letter: str, title: str) -> None:
    sheet.put_group(letter, title, 1)
    sheet.end_row()


FIRST_COUNT = 3
"""The column of the first status; the total stands before it."""


def _counted(sheet: SheetWriter, counts: DataCounts, column: str, key: str) -> list[str]:
    """Return the formulas that count the data by status, for the present row, which shows `key`."""
    place = f"${'A' if column == GROUP else 'B'}{sheet.row + 1}"
    return [
        counts.formula(column, key, place, f"{_letter(at)}${sheet.header + 1}")
        for at in range(FIRST_COUNT, FIRST_COUNT + len(Status))
    ]


def _write_sum(sheet: SheetWriter, report: Report, first: int, parts: Sequence[Totals]) -> None:
    """Write the sum of the lines from row `first` on; a formula if they come to the total of the report."""
    closes = report.known and bool(parts) and sum(parts, Totals()) == report.total
    columns = map(_letter, range(FIRST_COUNT, FIRST_COUNT + len(Status)))
    sums = [f"=SUM({letter}{first + 1}:{letter}{sheet.row})" for letter in columns] if closes else None
    _write_totals(sheet, ("", SUM), report.total, sums, "bold", known=report.known)


def _write_totals(
    sheet: SheetWriter,
    named: tuple[WritableValue, str],
    totals: Totals,
    formulas: Sequence[str] | None,
    *traits: str,
    known: bool,
) -> None:
    """Write one line; where `formulas` count its statuses, its total and its share are reckoned from them."""
    whole, share = ("cell", "whole", *traits), ("cell", "tenth", *traits)
    label, name = named
    numbers: list[WritableValue | Formula] = [totals.total, *map(totals.of, Status)]
    ratio: WritableValue | Formula = f"{totals.done}/{totals.total}" if known else UNKNOWN
    percent: WritableValue | Formula = "–"
    if totals.total and known:
        percent = float(percentage(totals.done, totals.total))
    if not known:
        numbers[1:] = ["–"] * len(Status)
    if formulas is not None:
        row = sheet.row + 1
        numbers = [
            Formula(f"=SUM(D{row}:H{row})", totals.total),
            *map(Formula, formulas, map(totals.of, Status)),
        ]
        ratio = Formula(f'=(D{row}+E{row})&"/"&C{row}', f"{totals.done}/{totals.total}")
        reckoned = f'=IF(C{row}=0,"–",ROUND(100*(D{row}+E{row})/C{row},1))'
        percent = Formula(reckoned, percent if isinstance(percent, float) else "–")
    cells: list[StyledCell] = [(label, (*CENTER, *traits)), (name, (*TEXT, *traits))]
    cells += [(one, whole) for one in (*numbers, ratio)]
    sheet.put_cells([*cells, (percent, share)])


def _letter(column: int) -> str:
    return "ABCDEFGHIJ"[column]
