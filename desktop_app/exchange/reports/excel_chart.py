"""The chart of the workbook: the tasks of each group by status.

Excel draws it from the cells of the totals.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from desktop_app.domain.reports import BarSeries
from desktop_app.exchange.reports.document_chart import status_series
from desktop_app.exchange.writing import FONT, SheetWriter

if TYPE_CHECKING:
    from xlsxwriter import Workbook


LINE = 18
BAR, AROUND, HIGHEST = 46, 150, 700
PIXEL = 96 / 72


@dataclass(frozen=True, slots=True)
class ChartFigures:
    """Where the figures of a chart stand: the labels in column 0, those of the first status in `column`."""

    sheet: str
    row: int
    column: int
    count: int


def write_chart(
    workbook: "Workbook",
    sheet: SheetWriter,
    title: str,
    figures: ChartFigures,
    name: str,
    said: str,
) -> None:
    """Write a bar for each line of `figures` below what `sheet` has.

    `name` says what the labels are, `said` what the chart shows, for those who do not see it.
    """
    chart: Any = workbook.add_chart({"type": "bar", "subtype": "stacked"})
    source, top, last = figures.sheet, figures.row, figures.row + figures.count - 1
    for column, series in enumerate(status_series(), figures.column):
        chart.add_series(
            {
                "name": series.name,
                "categories": [source, top, 0, last, 0],
                "values": [source, top, column, last, column],
                **_look(series),
                "gap": 45,
                "data_labels": {
                    "value": True,
                    "num_format": "0;;",
                    "font": {"name": FONT, "color": series.ink},
                    **({"fill": {"color": series.fill}} if series.hatched else {}),
                },
            }
        )
    text = {"name": FONT, "size": 11}
    chart.set_title({"name": title, "name_font": {"name": FONT, "size": 13}, "overlay": False})
    chart.set_x_axis(
        {
            "num_font": text,
            "name": "Số nhiệm vụ",
            "name_font": {**text, "bold": False},
            "min": 0,
            "num_format": "0",
        }
    )
    chart.set_y_axis(
        {
            "num_font": text,
            "name": name,
            "name_font": {**text, "bold": False},
            "reverse": True,
            "crossing": "max",
        }
    )
    chart.set_legend({"position": "bottom", "font": text})
    high = min(AROUND + BAR * figures.count, HIGHEST)
    chart.set_size({"width": round(sheet.room(0, len(sheet.widths) - 1)), "height": high})
    sheet.tall(LINE)
    sheet.sheet.insert_chart(sheet.row, 0, chart, {"object_position": 1, "description": said})
    for _ in range(-(-high // round(LINE * PIXEL))):
        sheet.tall(LINE)


def _look(series: BarSeries) -> dict[str, Any]:
    """Return the fill of a part as on paper, which can be told apart without colours too."""
    border = {"border": {"color": series.ink if series.outlined else "#FFFFFF"}}
    if series.hatched:
        hatch = {"pattern": "light_upward_diagonal", "fg_color": "#FFFFFF", "bg_color": series.fill}
        return {"pattern": hatch, **border}
    return {"fill": {"color": series.fill}, **border}
