"""Indicators in the window: described, entered as in Excel, shown on the overview."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from desktop_app.domain.indicator import Indicator, OverPeriods, OverTasks
from desktop_app.services.periods import SealRules
from desktop_app.ui.indicators.dialog import IndicatorDialog, IndicatorsDialog
from desktop_app.ui.overview.screen import OverviewScreen
from desktop_app.ui.widgets import ElidedLabel
from desktop_app.ui.window._main_window import MainWindow


def made(sample: MainWindow, name: str = "Số văn bản", **more: object) -> Indicator:
    dialog = IndicatorDialog(sample.session, None, sample)
    dialog.name.setText(name)
    dialog.unit.setText(str(more.get("unit", "văn bản")))
    over_tasks = more.get("over_tasks")
    if over_tasks is not None:
        dialog.scope.setCurrentIndex(1)
        dialog.over_tasks.setCurrentIndex(dialog.over_tasks.findData(over_tasks))
    dialog.submit()
    assert dialog.saved is not None, dialog.refusal.text()
    return dialog.saved


@pytest.fixture
def shown(sample: MainWindow) -> IndicatorsDialog:
    dialog = IndicatorsDialog(sample.session, sample)
    dialog.show()
    return dialog


def cell(dialog: IndicatorsDialog, line: int, key: str = "now") -> str:
    return str(dialog.model.index(line, dialog.model.column_of(key)).data())


def enter(dialog: IndicatorsDialog, line: int, text: str) -> bool:
    return dialog.model.setData(dialog.model.index(line, dialog.model.column_of("now")), text)


def test_without_indicators_it_says_what_they_are(shown: IndicatorsDialog) -> None:
    assert shown.pages.currentWidget() is shown.empty
    assert not shown.edit_button.isEnabled()


def test_a_figure_of_another_regime_is_told_beside_an_empty_cell(
    sample: MainWindow, shown: IndicatorsDialog
) -> None:
    one = made(sample)
    session = sample.session
    periods, indicators = session.workspace.periods, session.workspace.indicators
    periods.save(replace(periods.regimes["nd09"], id="rieng", title="Chế độ riêng"))
    same_days = periods.find(session.period.id.replace("nd09", "rieng"), session.programme)
    indicators.record(session.register, same_days, {(one.id, None): Decimal(25)})
    session.refresh()
    place = shown.model.index(0, shown.model.column_of("now"))
    assert cell(shown, 0) == ""
    assert str(place.data(Qt.ItemDataRole.ToolTipRole)).endswith(f"Chế độ riêng, {same_days.label}: 25")
    assert "chế độ báo cáo khác" in shown.note.text()
    assert enter(shown, 0, "20")
    assert "chế độ báo cáo khác" not in shown.note.text()
    assert cell(shown, 0, "year").rstrip("*") == "20"


def test_figures_are_typed_as_here_and_undone(sample: MainWindow, shown: IndicatorsDialog) -> None:
    made(sample)
    sample.session.refresh()
    assert enter(shown, 0, "1.234,5")
    assert (cell(shown, 0), cell(shown, 0, "year")) == ("1.234,5", "1.234,5*")
    assert not enter(shown, 0, "mười hai")
    assert "mười hai" in shown.refusal.text()
    assert cell(shown, 0) == "1.234,5"
    assert enter(shown, 0, "")
    assert cell(shown, 0) == ""
    sample.undo()
    assert cell(shown, 0) == "1.234,5"


def test_a_line_of_sums_is_not_entered(sample: MainWindow, shown: IndicatorsDialog) -> None:
    made(sample, over_tasks=OverTasks.SUM)
    sample.session.refresh()
    assert enter(shown, 1, "3")
    assert cell(shown, 0) == "3*"
    enter(shown, 0, "9")
    assert "tổng của các nhiệm vụ" in shown.refusal.text()
    assert cell(shown, 0) == "3*"
    assert cell(shown, 1, "scope") == f"Nhiệm vụ số {sample.session.register.tasks[0].number}"


def test_indicators_are_added_changed_moved_and_removed(
    sample: MainWindow, shown: IndicatorsDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(IndicatorDialog, "ask", lambda *_args: made(sample, "Số cuộc"))
    shown.add_button.click()
    monkeypatch.setattr(IndicatorDialog, "ask", lambda *_args: made(sample, "Số người"))
    shown.add_button.click()
    assert [cell(shown, line, "name") for line in range(2)] == ["Số cuộc", "Số người"]
    shown.grid.select_key((2, None, False))
    shown.up_button.click()
    assert [cell(shown, line, "name") for line in range(2)] == ["Số người", "Số cuộc"]
    shown.down_button.click()
    shown.grid.select_key((1, None, False))
    shown.remove_button.click()
    assert shown.model.rowCount() == 1
    monkeypatch.setattr(IndicatorDialog, "ask", lambda *_args: None)
    shown.edit_button.click()
    sample.undo()
    assert shown.model.rowCount() == 2


def test_a_percentage_takes_no_rule_that_adds(sample: MainWindow) -> None:
    dialog = IndicatorDialog(sample.session, None, sample)
    dialog.name.setText("Tỷ lệ")
    dialog.over_tasks.setCurrentIndex(dialog.over_tasks.findData(OverTasks.SUM))
    dialog.unit.setText("%")
    assert dialog.periods_rule() is OverPeriods.LAST
    assert dialog.tasks_rule() is OverTasks.NONE
    assert "không bao giờ được cộng" in dialog.rule.text()
    dialog.over_periods.setCurrentIndex(dialog.over_periods.findData(OverPeriods.SUM))
    dialog.submit()
    assert "không cộng được" in dialog.refusal.text()


def test_an_indicator_of_one_task(sample: MainWindow) -> None:
    dialog = IndicatorDialog(sample.session, None, sample)
    dialog.name.setText("Số lượt")
    dialog.unit.setText("lượt")
    dialog.scope.setCurrentIndex(dialog.scope.count() - 1)
    dialog.scope.activated.emit(1)
    dialog.task.setText("999")
    dialog.submit()
    assert "999" in dialog.refusal.text()
    dialog.task.setText("6")
    dialog.submit()
    assert dialog.saved is not None
    again = IndicatorDialog(sample.session, dialog.saved, sample)
    assert again.task.text() == "6"
    period = sample.session.period
    sample.session.workspace.indicators.record(
        sample.session.register, period, {(dialog.saved.id, None): Decimal(3)}
    )
    fixed = IndicatorDialog(sample.session, dialog.saved, sample)
    assert not fixed.scope.isEnabled()
    fixed.name.setText("Số lượt tập huấn")
    fixed.submit()
    assert sample.session.workspace.indicators.all(sample.session.programme.id)[0].name == "Số lượt tập huấn"


def test_the_overview_shows_them(sample: MainWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(IndicatorsDialog, "ask", lambda session, _parent: asked.append(session))
    sample.show_screen("overview")
    overview = sample.made_screen("overview")
    assert isinstance(overview, OverviewScreen)
    assert overview.indicators.isHidden()
    one = made(sample)
    period = sample.session.period
    sample.session.workspace.indicators.record(sample.session.register, period, {(one.id, None): Decimal(12)})
    sample.session.refresh()
    assert not overview.indicators.isHidden()
    starred = [one for one in overview.indicators.findChildren(QLabel) if one.text().endswith("*")]
    assert starred
    assert all("chưa đủ" in one.toolTip() for one in starred)
    session = sample.session
    session.workspace.sealing.set_rules(SealRules(checks=False))
    session.change(lambda: session.workspace.sealing.seal(session.register, period, date(2021, 12, 16)))
    session.change(lambda: session.workspace.indicators.change(replace(one, name="Tên mới")))
    names = {label.whole() for label in overview.indicators.findChildren(ElidedLabel)}
    assert (one.name in names, "Tên mới" in names) == (True, False)  # as it was sealed
    overview.indicators.link.click()
    assert asked == [sample.session]


def test_a_closed_period_shows_what_was_sealed_of_it(sample: MainWindow, shown: IndicatorsDialog) -> None:
    one = made(sample)
    session, period = sample.session, sample.session.period
    indicators = session.workspace.indicators
    indicators.record(session.register, period, {(one.id, None): Decimal("12.5")})
    session.workspace.sealing.set_rules(SealRules(checks=False))
    session.change(lambda: session.workspace.sealing.seal(session.register, period, date(2021, 12, 16)))
    session.change(lambda: indicators.change(replace(one, name="Tên mới")))
    shown.refresh()
    assert [cell(shown, 0, key) for key in ("name", "unit", "scope", "now")] == [
        one.name, one.unit, "Toàn đề án", "12,5"
    ]  # fmt: skip
    assert not enter(shown, 0, "7")
    assert "bản chốt" in shown.note.text()
    buttons = (shown.add_button, shown.edit_button, shown.up_button, shown.remove_button)
    assert not any(button.isEnabled() for button in buttons)
    session.change(lambda: session.workspace.sealing.reopen(session.programme.id, period.id, "Bổ sung"))
    assert cell(shown, 0, "name") == "Tên mới"
    assert enter(shown, 0, "7")
