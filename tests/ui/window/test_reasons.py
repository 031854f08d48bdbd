"""What cannot be done now rests in an open menu with the reason in its tip, and its keys say the reason."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QPushButton
from pytestqt.qtbot import QtBot

from desktop_app.ui.evidence._document_picker import DocumentPicker
from desktop_app.ui.periods.dialogs import SubmissionDialog
from desktop_app.ui.widgets.reasons import ReasonedAction
from desktop_app.ui.window._main_window import MainWindow
from tests.ui.window.every_dialog import DIALOGS


def acts(window: MainWindow) -> Iterator[tuple[QMenu, ReasonedAction]]:
    for menu in window.menuBar().findChildren(QMenu):
        for action in menu.actions():
            if isinstance(action, ReasonedAction):
                yield menu, action


def named(window: MainWindow, words: str) -> ReasonedAction:
    return next(one for _, one in acts(window) if words in one.text().replace("&", ""))


@pytest.mark.parametrize("screen", ["overview", "tasks", "periods", "reports", "evidence", "history"])
def test_an_open_menu_says_why_something_rests(sample: MainWindow, screen: str) -> None:
    sample.show_screen(screen)
    told: list[str] = []
    sample.session.warned.connect(told.append)
    for menu in sample.menuBar().findChildren(QMenu):
        menu.aboutToShow.emit()
    resting = [one for _, one in acts(sample) if not one.isEnabled()]
    assert all(one.toolTip() == one.why_not() != "" for one in resting)
    assert named(sample, "Đưa ra khỏi danh mục") in resting, "no task is chosen, or the table is not in sight"
    assert named(sample, "Mở lại") in resting
    for menu in sample.menuBar().findChildren(QMenu):
        menu.aboutToHide.emit()
    for act in resting:
        assert act.isEnabled(), "its keys are answered"
        before = len(told)
        said = act.why_not()
        act.trigger()
        assert told[before:] == [said]


def test_acts_on_tasks_fit_what_is_chosen(sample: MainWindow) -> None:
    tasks = sample.tasks
    first = sample.session.register.tasks[0]
    tasks.show_task(first.id)

    acts = [*tasks.task_actions(), tasks.acts.page]

    def resting() -> set[str]:
        return {act.text().replace("&", "") for act in acts if act.why_not()}

    assert resting() == {"Đưa lên", "Đưa trở lại danh mục"}
    tasks.grid.selectAll()
    assert "Sửa nhiệm vụ…" in resting()
    assert "đang chọn 42" in named(sample, "Gia hạn").why_not()
    tasks.show_task(first.id)
    tasks.grid.customContextMenuRequested.emit(QPoint(1, 1))
    menu = next(one for one in tasks.grid.findChildren(QMenu) if one.isVisible())
    assert {one.text().replace("&", "") for one in menu.actions() if not one.isEnabled()} == resting()
    menu.close()


def test_every_button_that_rests_says_why(sample: MainWindow) -> None:
    silent, resting = [], 0
    for screen in sample.screens:
        sample.show_screen(screen.key)
        rest = [
            one
            for one in sample.shown_screen().findChildren(QPushButton)
            if one.isVisible() and not one.isEnabled()
        ]
        silent += [f"{screen.key}: {one.text()}" for one in rest if not one.toolTip()]
        resting += len(rest)
    assert resting
    assert silent == []


@pytest.mark.parametrize("name", DIALOGS)
def test_a_button_of_a_dialog_that_rests_says_why(sample: MainWindow, name: str, qtbot: QtBot) -> None:
    dialog = DIALOGS[name](sample)
    qtbot.addWidget(dialog)
    resting = [one for one in dialog.findChildren(QPushButton) if not one.isEnabled() and not one.isHidden()]
    assert [one.text() for one in resting if not one.toolTip()] == []


def test_what_needs_a_choice_rests_until_there_is_one(sample: MainWindow, qtbot: QtBot) -> None:
    sending = SubmissionDialog(sample.session, sample)
    picker = DocumentPicker(sample.session, sample.session.register.tasks[0].id, sample)
    for dialog in (sending, picker):
        qtbot.addWidget(dialog)
    remove = next(one for one in sending.findChildren(QPushButton) if "Bỏ tệp" in one.text().replace("&", ""))
    assert not remove.isEnabled()
    sending.add_file(Path("Bao_cao.docx"))
    sending.files.setCurrentRow(0)
    assert remove.isEnabled()
    remove.click()
    assert not remove.isEnabled()
    assert not picker.act_button.isEnabled()
