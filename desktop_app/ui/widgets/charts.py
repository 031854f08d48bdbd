"""The painted charts."""

from desktop_app.ui.widgets.chart import Chart
from desktop_app.ui.widgets.progress_curve import CurvePoint, ProgressCurve
from desktop_app.ui.widgets.stacked_bars import BarRow, StackedBars

__all__ = ["BarRow", "Chart", "CurvePoint", "ProgressCurve", "StackedBars"]
