"""The indicators of the workbook: real numbers, each with as many decimals as it was entered with."""

from typing import TYPE_CHECKING

from desktop_app.domain.draft import Draft
from desktop_app.domain.report import ReportFigure
from desktop_app.exchange.paper_indicators import PARTIAL_NOTE, SPANS, TITLES, decimals, described, partial, spans
from desktop_app.exchange.report_table import Value, warning
from desktop_app.exchange.report_xlsx_frame import write_heading
from desktop_app.exchange.xlsx_sheet import Sheet, Styles

if TYPE_CHECKING:
    from xlsxwriter import Workbook

INDICATORS = "Chỉ tiêu"
WIDTHS = (6, 64, 18, 14, 19, 19, 19, 19)


def write_indicators(workbook: "Workbook", styles: Styles, draft: Draft) -> None:
    """Write every indicator with its four figures; no sheet where the programme has none."""
    report = draft.report
    if not report.indicators:
        return
    sheet = Sheet(workbook.add_worksheet(INDICATORS), styles, WIDTHS)
    notes = (PARTIAL_NOTE,) if partial(report.indicators) else ()
    write_heading(sheet, draft, "KẾT QUẢ THỰC HIỆN CHỈ TIÊU SỐ LIỆU", *notes)
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


def _cell(figure: ReportFigure) -> tuple[Value, tuple[str, ...]]:
    """Give a number; its format prints the star of one that lacks a part, so that it can still be reckoned with."""
    if not figure.value:
        return "–", ("cell", "center")
    return float(figure.value), ("cell", f"decimals{decimals(figure)}{'' if figure.whole else 'star'}")
