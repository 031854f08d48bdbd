from datetime import date

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QClipboard, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from desktop_app.ui.charts.chart import ChartWidget
from desktop_app.ui.charts.progress_curve import CurvePoint, ProgressCurve
from desktop_app.ui.charts.stacked_bars import BarRow, StackedBars
from desktop_app.ui.look.theme import apply_theme

ROWS = [
    BarRow("1", "I. Lãnh đạo", {"done_on_time": 2, "done_late": 1, "open_in_time": 1}, "3/4"),
    BarRow("2", "II. Thể chế", {"done_on_time": 40, "open_overdue": 1, "no_deadline": 1}, "40/42"),
    BarRow("3", "III. Chưa có nhiệm vụ nào trong nhóm có tên rất dài này", {}, "0/0"),
]
KEY = Qt.Key


@pytest.fixture
def bars(qtbot: QtBot) -> StackedBars:
    bars = StackedBars()
    qtbot.addWidget(bars)
    bars.resize(600, 240)
    bars.set_rows(ROWS)
    bars.show()
    return bars


@pytest.fixture
def curve(qtbot: QtBot) -> ProgressCurve:
    curve = ProgressCurve()
    qtbot.addWidget(curve)
    curve.resize(500, 300)
    curve.show()
    return curve


def segment(bars: StackedBars, row: int, status: str) -> QPointF:
    return next(
        spot.rect.center() for spot in bars._segments(bars.size()) if (spot.row, spot.status) == (row, status)
    )


def click(bars: StackedBars, place: QPointF) -> None:
    QTest.mouseClick(bars, Qt.MouseButton.LeftButton, pos=place.toPoint())


def tip(chart: ChartWidget, place: QPoint) -> None:
    QApplication.sendEvent(chart, QHelpEvent(QEvent.Type.ToolTip, place, chart.mapToGlobal(place)))


def test_a_part_opens_what_it_counts(bars: StackedBars, qtbot: QtBot) -> None:
    with qtbot.waitSignal(bars.segmentClicked) as asked:
        click(bars, segment(bars, 1, "open_overdue"))
    assert asked.args == ["2", "open_overdue"]


def test_a_label_opens_the_whole_row_and_an_empty_row_nothing(bars: StackedBars, qtbot: QtBot) -> None:
    rows = bars._row_rects(bars.size())
    with qtbot.waitSignal(bars.segmentClicked) as asked:
        click(bars, QPointF(5, rows[0].center().y()))
    assert asked.args == ["1", ""]
    with qtbot.assertNotEmitted(bars.segmentClicked):
        click(bars, QPointF(5, rows[2].center().y()))
        click(bars, QPointF(5, 2))


def test_parts_grow_with_their_counts_and_small_ones_are_seen(bars: StackedBars) -> None:
    width = {(spot.row, spot.status): spot.rect.width() for spot in bars._segments(bars.size())}
    assert width[1, "done_on_time"] > 15 * width[0, "done_on_time"] / 2
    assert min(width.values()) >= 2
    assert max(spot.rect.right() for spot in bars._segments(bars.size())) <= bars.width()


def test_the_keyboard_walks_and_opens(bars: StackedBars, qtbot: QtBot) -> None:
    opened: list[tuple[str, str]] = []
    bars.segmentClicked.connect(lambda *part: opened.append(part))
    for key in (
        KEY.Key_Right,
        KEY.Key_Return,
        KEY.Key_Down,
        KEY.Key_Space,
        KEY.Key_Up,
        KEY.Key_Enter,
        KEY.Key_Left,
    ):
        QTest.keyClick(bars, key)
    QTest.keyClick(bars, KEY.Key_Up)
    QTest.keyClick(bars, KEY.Key_Return)
    QTest.keyClick(bars, KEY.Key_F9)
    assert opened == [("1", "done_late"), ("2", "done_on_time"), ("1", "done_on_time"), ("1", "done_on_time")]


def test_without_rows_nothing_is_opened(qtbot: QtBot) -> None:
    bars = StackedBars()
    qtbot.addWidget(bars)
    with qtbot.assertNotEmitted(bars.segmentClicked):
        QTest.keyClick(bars, KEY.Key_Return)
    assert not bars.grab().isNull()


def test_tab_stops_at_a_chart_only_if_it_has_what_can_be_opened(
    bars: StackedBars, curve: ProgressCurve
) -> None:
    days = [date(2021, 3, 31), date(2021, 6, 30)]
    assert (bars.focusPolicy(), curve.focusPolicy()) == (Qt.FocusPolicy.TabFocus, Qt.FocusPolicy.NoFocus)
    bars.set_rows(ROWS[2:])
    curve.set_points([CurvePoint(day, None, 2) for day in days])
    assert bars.focusPolicy() == curve.focusPolicy() == Qt.FocusPolicy.NoFocus
    curve.set_points([CurvePoint(day, 1, 2) for day in days])
    assert curve.focusPolicy() == Qt.FocusPolicy.TabFocus


def test_the_bars_can_be_read_aloud(bars: StackedBars) -> None:
    assert bars.accessibleDescription().startswith(
        "I. Lãnh đạo: hoàn thành đúng hạn 2, hoàn thành quá hạn 1, trong hạn 1; II."
    )


def test_the_mouse_learns_what_is_under_it(bars: StackedBars) -> None:
    place = segment(bars, 0, "done_on_time")
    QTest.mouseMove(bars, place.toPoint())
    tip(bars, place.toPoint())
    assert "hoàn thành đúng hạn: 2 / 4 · 50%" in QToolTip.text()
    tip(bars, QPoint(5, round(bars._row_rects(bars.size())[1].center().y())))
    assert "hoàn thành đúng hạn 40, quá hạn 1, không có thời hạn 1" in QToolTip.text()


def test_a_narrow_chart_breaks_its_legend(bars: StackedBars) -> None:
    assert len({top for _, _, top in bars._legend(QSize(1000, 240))}) == 1
    assert len({top for _, _, top in bars._legend(QSize(260, 240))}) > 1
    bars.resize(260, 240)
    assert not bars.to_pixmap().isNull()


@pytest.mark.parametrize(
    "points",
    [
        [],
        [CurvePoint(date(2021, 1, 31), 1, 2)],
        [CurvePoint(date(2018 + year, 12, 31), 3 * year, 4 * year) for year in range(6)],
        [CurvePoint(date(2018 + year, 12, 31), 30 * year, 4 * year) for year in range(6)],
        [CurvePoint(date(2021, month, 28), None, month * 100) for month in range(1, 13)],
        [CurvePoint(date(2021, month, 28), 0, 0) for month in range(1, 4)],
        [CurvePoint(date(2021, month, 28), 2 if month < 7 else None, month) for month in range(1, 13)],
    ],
)
def test_every_curve_is_painted_in_both_themes(
    curve: ProgressCurve, points: list[CurvePoint], light: QApplication
) -> None:
    curve.set_points(points)
    assert not curve.grab().isNull()
    apply_theme(light, "dark")
    assert not curve.grab().isNull()
    tip(curve, QPoint(250, 100))


def test_the_curve_tells_its_values(curve: ProgressCurve) -> None:
    curve.set_points([CurvePoint(date(2020, 12, 31), 10, 19), CurvePoint(date(2021, 12, 31), 23, 42)])
    assert curve.accessibleDescription() == "Đến 31/12/2021: 42 nhiệm vụ đến hạn, 23 nhiệm vụ đã hoàn thành"
    tip(curve, QPoint(30, 100))
    assert "Đến 31/12/2020: 19 nhiệm vụ đến hạn, 10 nhiệm vụ đã hoàn thành" in QToolTip.text()


def test_lines_stand_at_round_values(curve: ProgressCurve) -> None:
    steps = []
    for most in (3, 42, 260, 1234):
        curve.set_points([CurvePoint(date(2020, 1, 1), 0, 0), CurvePoint(date(2021, 1, 1), 0, most)])
        steps.append(curve._step())
    assert steps == [1, 10, 100, 500]


def test_a_chart_is_copied_as_a_picture(bars: StackedBars, clipboard: QClipboard) -> None:
    QTest.keyClick(bars, KEY.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard.image().width() == 2 * bars.width()
    clipboard.clear()
    bars.actions()[0].trigger()
    assert not clipboard.image().isNull()


def test_a_point_of_the_curve_is_opened_by_mouse_and_keyboard(curve: ProgressCurve, qtbot: QtBot) -> None:
    first, last = date(2020, 12, 31), date(2021, 12, 31)
    curve.set_points([CurvePoint(first, 0, 0), CurvePoint(last, 23, 42)])
    opened: list[tuple[date, str]] = []
    curve.pointClicked.connect(lambda day, on: opened.append((day, on)))
    plot = curve._plot(curve.size())
    for point, on in ((curve.points[1], "due"), (curve.points[1], "done")):
        QTest.mouseClick(curve, Qt.MouseButton.LeftButton, pos=curve._spot(plot, point, on).toPoint())
    QTest.mouseClick(curve, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    for key in (KEY.Key_Return, KEY.Key_Up, KEY.Key_Left, KEY.Key_Left, KEY.Key_Space, KEY.Key_F9):
        QTest.keyClick(curve, key)
    assert opened == [(last, "due"), (last, "done"), (last, "done"), (first, "due")]
    curve.setFocus()
    assert not curve.grab().isNull()
    curve.set_points([])
    QTest.keyClick(curve, KEY.Key_Return)
    assert len(opened) == 4


def test_a_bar_may_have_other_parts_than_statuses(qtbot: QtBot) -> None:
    bars = StackedBars(None, {"entered": "đã cập nhật", "missing": "chưa cập nhật"})
    qtbot.addWidget(bars)
    bars.set_rows([BarRow("1", "I", {"missing": 2, "entered": 1}, "1/3")])
    assert [spot.status for spot in bars._segments(QSize(400, 100))] == ["entered", "missing"]
    assert bars.accessibleDescription() == "I: đã cập nhật 1, chưa cập nhật 2"
