"""The preview by keyboard: one row after the other, any task for a row, and the sign that it is open."""

from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from desktop_app.domain.editions import Decision, RowKind
from desktop_app.domain.task import Fate
from desktop_app.resources import resource
from desktop_app.ui.importing._preview import ImportPreview
from desktop_app.ui.importing._task_dialog import TaskDialog
from desktop_app.ui.importing.lines import PreviewLine
from desktop_app.ui.widgets import NavButton
from desktop_app.ui.window._main_window import MainWindow

LIST = resource("samples", "Danh_muc_minh_hoa_242.xlsx")


def reworded(folder: Path) -> Path:
    """The sample list with three tasks slightly reworded, one wholly, and one struck out."""
    book = openpyxl.load_workbook(LIST)
    sheet = book.worksheets[0]
    rows = {str(sheet.cell(line, 1).value): line for line in range(7, sheet.max_row + 1)}
    for number in ("8", "15", "16"):
        cell = sheet.cell(rows[number], 2)
        cell.value = f"{cell.value} (giai đoạn 2)"
    sheet.cell(rows["20"], 2).value = "Việc viết lại hoàn toàn, không còn chữ nào như trước đây"
    struck = sheet.cell(rows["25"], 2)
    struck.font = Font(strike=True)
    book.save(folder / "sua.xlsx")
    return folder / "sua.xlsx"


@pytest.fixture
def preview(sample: MainWindow, tmp_path: Path) -> ImportPreview:
    sample.importing.begin(reworded(tmp_path))
    sample.session.jobs.wait()
    assert sample.importing.preview is not None
    return sample.importing.preview


def current(preview: ImportPreview) -> PreviewLine:
    row = preview.grid.current_row()
    assert isinstance(row, PreviewLine)
    return row


def test_rows_are_decided_one_after_the_other_by_keys(preview: ImportPreview, qtbot: QtBot) -> None:
    assert preview.tab == "ambiguous"
    waiting = [line.row for line in preview.shown()]
    assert len(waiting) == 4
    preview.grid.setCurrentIndex(preview.grid.model().index(0, 0))
    assert any(button.text() == "1 · Ghép với nhiệm vụ này" for button in preview.details.buttons.values())
    assert preview.details.buttons["later"].text() == "0 · Để sau"
    visited = []
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_0, Qt.Key.Key_1):
        visited.append(current(preview).row)
        qtbot.keyClick(preview.grid, key)
    assert visited == waiting
    said = [preview.decisions[row] for row in waiting]
    assert [one.task_id is not None for one in said] == [True, False, False, True]
    assert (said[1].new, said[2].take) == (True, False)
    assert preview.plan.tally(preview.decisions).counts[RowKind.AMBIGUOUS] == 1


def test_a_struck_row_says_why_it_waits(preview: ImportPreview) -> None:
    reasons = [preview.grid.model().index(line, 4).data() for line in range(4)]
    assert "Nội dung bị gạch ngang: nhiệm vụ có thể đã bỏ" in reasons


def test_a_new_row_is_any_task_that_the_officer_says(
    preview: ImportPreview, sample: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(sample.session.register.tasks)
    preview.show_tab("new")
    preview.grid.setCurrentIndex(preview.grid.model().index(0, 0))
    line = current(preview)
    assert line.given is not None
    dialog = TaskDialog(sample.session.register, line.given, preview)
    first = dialog.chosen()
    assert first is not None
    likeliest = sample.session.register.task(first)
    assert likeliest.given.leads == line.given.leads
    dialog.search.setText("khong co chu nao nhu the nay")
    dialog.search.returnPressed.emit()
    assert dialog.chosen() is None
    assert not dialog.choose.isEnabled()
    task = sample.session.register.find("20")
    monkeypatch.setattr(TaskDialog, "ask", lambda *_args: Decision(take=True, task_id=task.id))
    qtbot.keyClick(preview.grid, Qt.Key.Key_2)
    assert preview.decisions[line.row].task_id == task.id
    preview.accept()
    sample.session.jobs.wait()
    assert len(sample.session.register.tasks) == before
    assert sample.session.register.task(task.id).content.startswith("Việc viết lại hoàn toàn")


def test_new_rows_are_parts_of_a_task_that_was_split(
    preview: ImportPreview, sample: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = sample.session
    task, whole = session.register.find("20"), len(session.register.tasks)
    preview.show_tab("new")
    line = current(preview)
    assert line.given is not None
    dialog = TaskDialog(session.register, line.given, preview)
    dialog.search.setText(task.content)
    dialog.search.returnPressed.emit()
    dialog.part.setChecked(True)
    assert dialog.decision() == Decision(take=True, new=True, part_of=task.id)
    monkeypatch.setattr(TaskDialog, "ask", lambda *_args: dialog.decision())
    preview.details.buttons["other"].click()
    assert preview.details.buttons["other"].text() == "2 · Một phần tách từ nhiệm vụ số 20…"
    preview.accept()
    session.jobs.wait()
    assert session.register.task(task.id).fate is Fate.SPLIT
    assert len(session.register.tasks) == whole + 1
    session.undo()
    session.undo()
    session.jobs.wait()
    assert (session.register.task(task.id).fate, len(session.register.tasks)) == (Fate.ACTIVE, whole)


def marked(window: MainWindow) -> list[str]:
    return [one.accessibleName() for one in window.navigation.findChildren(NavButton) if one.isChecked()]


def test_the_navigation_shows_that_a_preview_is_open(preview: ImportPreview, sample: MainWindow) -> None:
    assert sample.navigation.pending.isVisible()
    assert "sua.xlsx" in sample.navigation.pending.toolTip()
    assert marked(sample) == ["Chờ nhập"]
    sample.show_screen("tasks")
    assert sample.stack.currentWidget() is sample.tasks
    assert marked(sample) == ["Nhiệm vụ"]
    sample.navigation.pending.click()
    assert sample.stack.currentWidget() is preview
    assert marked(sample) == ["Chờ nhập"]
    preview.foot.cancel.click()
    assert not sample.navigation.pending.isVisible()
