"""The indicators of a report on paper, and the words that the workbook shares with it."""

from collections.abc import Iterable
from decimal import Decimal

from desktop_app.domain.reports import Report, ReportFigure, ReportIndicator, Table
from desktop_app.exchange.reports.document_tables import plain_table

TITLES = ("STT", "Chỉ tiêu", "Đơn vị tính", "Nhóm, nhiệm vụ")
SPANS = ("Kỳ trước", "Kỳ báo cáo", "Lũy kế từ đầu năm", "Lũy kế từ đầu đề án")
PARTIAL = "*"
PARTIAL_NOTE = "Dấu *: số liệu chưa đủ mọi kỳ hoặc mọi nhiệm vụ."


def indicators_table(report: Report, room: float) -> Table:
    """Return every indicator with its four figures; a figure that lacks a part is marked."""
    rows = [
        (str(count), described(one), one.unit, one.place, *map(figure_text, spans(one)))
        for count, one in enumerate(report.indicators, 1)
    ]
    return plain_table((*TITLES, *SPANS), rows, {0, 2, 3, 4, 5, 6, 7}, {4, 5, 6, 7}, room)


def spans(indicator: ReportIndicator) -> tuple[ReportFigure, ...]:
    """Return the four figures in the order of `SPANS`."""
    return indicator.before, indicator.now, indicator.year, indicator.ever


def described(indicator: ReportIndicator) -> str:
    """Return the name of an indicator, with the task if it is about one."""
    return f"{indicator.name} ({indicator.task})" if indicator.task else indicator.name


def figure_text(figure: ReportFigure) -> str:
    """Write a figure as it is printed ("1.234,5", "1.234,5*"); none is a dash."""
    if not figure.value:
        return "–"
    value = Decimal(figure.value)
    text = f"{value:,.{decimals(figure)}f}".translate(str.maketrans(",.", ".,"))
    return text if figure.whole else text + PARTIAL


def decimals(figure: ReportFigure) -> int:
    """Count the decimals of a figure."""
    return len(figure.value.partition(".")[2])


def partial(indicators: Iterable[ReportIndicator]) -> bool:
    """Return whether any figure lacks a part."""
    return any(one.value and not one.whole for indicator in indicators for one in spans(indicator))
