"""The chart of the workbook: the tasks of each group by status, drawn by Excel from the cells of the totals."""

from typing import TYPE_CHECKING, Any

from desktop_app.domain.status import Status
from desktop_app.exchange.xlsx_sheet import FONT, Sheet
from desktop_app.resources import words

if TYPE_CHECKING:
    from xlsxwriter import Workbook

TITLE = "Số nhiệm vụ theo nhóm và tình trạng"
FILLS: dict[Status, tuple[str, str]] = {
    Status.DONE_ON_TIME: ("#0B6E57", "#FFFFFF"),
    Status.DONE_LATE: ("#E3B23C", "#000000"),
    Status.OPEN_IN_TIME: ("#7FA8E0", "#000000"),
    Status.OPEN_OVERDUE: ("#B3261E", "#FFFFFF"),
    Status.NO_DEADLINE: ("#D5D9E0", "#000000"),
}
"""Fill and figures. The neighbours of each differ in grey too, so that a print without colours can be read."""

LINE = 18
BAR, AROUND, HIGHEST = 46, 150, 700
PIXEL = 96 / 72
LABEL, FIRST_COUNT = 0, 3
"""Columns of the totals: the number of the group, and the count of the first status."""


def write_chart(workbook: "Workbook", sheet: Sheet, source: str, first: int, count: int) -> None:
    """Write the bars of the `count` groups that stand from row `first` of sheet `source` on, below what `sheet` has."""
    chart: Any = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    last = first + count - 1
    for place, (status, (fill, figures)) in enumerate(FILLS.items()):
        column = FIRST_COUNT + place
        chart.add_series(
            {
                "name": words("status_long")[status],
                "categories": [source, first, LABEL, last, LABEL],
                "values": [source, first, column, last, column],
                "fill": {"color": fill},
                "border": {"color": "#FFFFFF"},
                "gap": 45,
                "data_labels": {"value": True, "num_format": "0;;", "font": {"name": FONT, "color": figures}},
            }
        )
    text = {"name": FONT, "size": 11}
    chart.set_title({"name": TITLE, "name_font": {"name": FONT, "size": 13}, "overlay": False})
    chart.set_x_axis(
        {"num_font": text, "name": "Số nhiệm vụ", "name_font": {**text, "bold": False}, "min": 0, "num_format": "0"}
    )
    chart.set_y_axis(
        {"num_font": text, "name": "Nhóm", "name_font": {**text, "bold": False}, "reverse": True, "crossing": "max"}
    )
    chart.set_legend({"position": "bottom", "font": text})
    high = min(AROUND + BAR * count, HIGHEST)
    chart.set_size({"width": round(sheet.room(0, len(sheet.widths) - 1)), "height": high})
    sheet.tall(LINE)
    sheet.sheet.insert_chart(sheet.row, 0, chart, {"object_position": 1})
    for _ in range(-(-high // round(LINE * PIXEL))):
        sheet.tall(LINE)
