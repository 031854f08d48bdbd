"""The painted charts."""

from desktop_app.ui.charts.chart import ChartWidget as ChartWidget
from desktop_app.ui.charts.progress_curve import DONE as DONE
from desktop_app.ui.charts.progress_curve import CurvePoint as CurvePoint
from desktop_app.ui.charts.progress_curve import ProgressCurve as ProgressCurve
from desktop_app.ui.charts.stacked_bars import BarRow as BarRow
from desktop_app.ui.charts.stacked_bars import StackedBars as StackedBars
