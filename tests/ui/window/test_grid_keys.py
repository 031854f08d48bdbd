"""Every key in every grid of the window, where it has no cell to stand on.

Nothing fails, nothing is changed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop_app.resources import resource
from desktop_app.ui.grid.grid import Grid
from desktop_app.ui.grid.table import TableModel
from desktop_app.ui.importing.flow import ImportOutcome, ImportOutcomes
from desktop_app.ui.window._main_window import MainWindow
from tests.ui.window.every_dialog import DIALOGS, next_editions, preview, versions

UI = Path(__file__).parents[3] / "desktop_app" / "ui"
NEXT = resource("samples", "Danh_muc_minh_hoa_242_sua_doi.xlsx")
KEY, MOD = Qt.Key, Qt.KeyboardModifier

# --- the grids: how the part of the window is shown that a module makes one in ------------------------------


def _screen(name: str) -> Callable[[MainWindow, Path], QWidget]:
    def show(window: MainWindow, _folder: Path) -> QWidget:
        window.show_screen(name)
        return window.made_screen(name)

    return show


def _shown_apart(show: Callable[[MainWindow], None]) -> Callable[[MainWindow, Path], QWidget]:
    def make(window: MainWindow, _folder: Path) -> QWidget:
        show(window)
        shown = window.stack.currentWidget()
        assert shown is not None
        return shown

    return make


def _preview(window: MainWindow, _folder: Path) -> QWidget:
    shown = preview(window)
    for place in range(shown.tabs.count()):
        shown.tabs.setCurrentIndex(place)
    shown.tabs.setCurrentIndex(1)
    return shown


def _outcomes(window: MainWindow, folder: Path) -> QWidget:
    outcomes = ImportOutcomes(
        [ImportOutcome(folder / "a.xlsx", "Đã nhập", "1 dòng"), ImportOutcome(folder / "b", "", "")], window
    )
    window.show_apart(outcomes)
    return outcomes


def _dialog(name: str) -> Callable[[MainWindow, Path], QWidget]:
    return lambda window, _folder: DIALOGS[name](window)


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the window: the modules below `ui` that make its grids, and how it is shown."""

    modules: tuple[str, ...]
    show: Callable[[MainWindow, Path], QWidget | list[QWidget]]


PARTS = (
    Part(("editions/screen",), _shown_apart(MainWindow.show_editions)),
    Part(("editions/_dialogs",), lambda window, _folder: [*next_editions(window)[1:]]),
    Part(("history/screen",), _screen("history")),
    Part(("periods/screen", "periods/_sealed_versions", "periods/_entered"), _screen("periods")),
    Part(("periods/_review_dialog",), _dialog("ReviewDialog")),
    Part(("periods/_version_dialogs",), lambda window, _folder: [*versions(window)]),
    Part(("periods/_as_at_dialog",), _dialog("AsAtDialog")),
    Part(("tasks/screen",), _screen("tasks")),
    Part(("indicators/dialog",), _dialog("IndicatorsDialog")),
    Part(("importing/_tables",), _preview),
    Part(("importing/flow",), _outcomes),
    Part(("gone/screen",), _shown_apart(MainWindow.show_tray)),
    Part(
        ("setup/_backup_table",),
        lambda window, _folder: [DIALOGS[one](window) for one in ("RestoreDialog", "RescueDialog")],
    ),
    Part(("reminding/dialog",), _dialog("RemindDialog")),
    Part(("evidence/screen",), _screen("evidence")),
    Part(("evidence/task_documents",), _dialog("TaskDocuments")),
    Part(("forms/entry_preview",), _dialog("EntryPreview")),
)


def test_no_grid_of_the_window_is_left_out() -> None:
    made = {
        file.relative_to(UI).with_suffix("").as_posix()
        for file in UI.rglob("*.py")
        if re.search(r"= Grid\(", file.read_text(encoding="utf-8"))
    }
    assert made == {module for part in PARTS for module in part.modules}


# --- the states and the keys --------------------------------------------------------------------------------


def _without_cursor(grid: Grid, _model: TableModel[Any]) -> None:
    grid.clearSelection()
    grid.setCurrentIndex(QModelIndex())


def _filtered_to_nothing(grid: Grid, model: TableModel[Any]) -> None:
    model.filter_column(model.columns[grid.columns.first()].key, frozenset())
    model.ordering.finish()


def _empty(_grid: Grid, model: TableModel[Any]) -> None:
    model.set_rows([])
    model.ordering.finish()


KEYS = [
    *((key, MOD.NoModifier) for key in (
        KEY.Key_Tab, KEY.Key_Return, KEY.Key_Enter, KEY.Key_Left, KEY.Key_Right, KEY.Key_Up, KEY.Key_Down,
        KEY.Key_Home, KEY.Key_End, KEY.Key_PageUp, KEY.Key_PageDown, KEY.Key_F2, KEY.Key_Space,
        KEY.Key_Delete, KEY.Key_Backspace, KEY.Key_A, KEY.Key_Escape,
    )),
    *((key, MOD.ShiftModifier) for key in (
        KEY.Key_Return, KEY.Key_Tab, KEY.Key_Down, KEY.Key_Right, KEY.Key_Space,
    )),
    *((key, MOD.ControlModifier) for key in (
        KEY.Key_A, KEY.Key_C, KEY.Key_X, KEY.Key_V, KEY.Key_D, KEY.Key_Home, KEY.Key_End, KEY.Key_Down,
        KEY.Key_Space, KEY.Key_Insert,
    )),
    (KEY.Key_Backtab, MOD.ShiftModifier),
    (KEY.Key_Insert, MOD.ShiftModifier),
    (KEY.Key_L, MOD.ControlModifier | MOD.ShiftModifier),
]  # fmt: skip


def press(grid: Grid, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    """Press a key as it comes from the keyboard: through the shortcuts of the window, then to the grid."""
    QTest.keyClick(grid, key, modifier)
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()
    editor = grid.open_editor()
    if editor is not None:
        QTest.keyClick(editor, KEY.Key_Escape)


def in_sight(grid: Grid) -> bool:
    at = grid.currentIndex()
    return not at.isValid() or not grid.isColumnHidden(at.column())


def no_key_fails_where_there_is_no_cell(grid: Grid, model: TableModel[Any]) -> None:
    for make in (_without_cursor, _filtered_to_nothing, _empty):
        for key, modifier in KEYS:
            make(grid, model)
            assert not grid.currentIndex().isValid()
            press(grid, key, modifier)
            assert in_sight(grid)


def tab_and_enter_go_to_the_first_cell(grid: Grid, model: TableModel[Any]) -> None:
    lines = [line for line in range(model.rowCount()) if not model.is_heading(line)]
    if not lines:
        return
    grid.setFocus()  # nothing else hands it over when it is disabled for want of a row
    for key in (KEY.Key_Tab, KEY.Key_Backtab, KEY.Key_Return, KEY.Key_Enter):
        _without_cursor(grid, model)
        press(grid, key, MOD.NoModifier)
        assert (grid.currentIndex().row(), grid.currentIndex().column()) == (lines[0], grid.columns.first())


def the_cursor_leaves_a_column_that_is_hidden(grid: Grid, model: TableModel[Any]) -> None:
    grid.setCurrentIndex(model.index(model.rowCount() - 1, grid.columns.first()))
    for column in grid.columns.shown()[:-1]:
        grid.columns.show_column(column, shown=False)
        assert in_sight(grid)
    for key in (
        KEY.Key_Tab,
        KEY.Key_Backtab,
        KEY.Key_Return,
        KEY.Key_Home,
        KEY.Key_End,
        KEY.Key_Left,
        KEY.Key_Right,
    ):
        press(grid, key, MOD.NoModifier)
        assert in_sight(grid)
    grid.columns.reset()


def editable_cells(grid: Grid, model: TableModel[Any]) -> list[QModelIndex]:
    """A cell of each editable column, of the last row."""
    lines = [line for line in range(model.rowCount()) if not model.is_heading(line)][-1:]
    return [
        model.index(line, column)
        for line in lines
        for column in range(model.columnCount())
        if model.index(line, column).flags() & Qt.ItemFlag.ItemIsEditable
    ]


def no_key_fails_in_an_editor(grid: Grid, model: TableModel[Any]) -> None:
    """Nor is anything entered: none of these keys alone makes another value of the one that was there."""
    for cell in editable_cells(grid, model):
        grid.columns.show_column(cell.column(), shown=True)
        held = str(cell.data())
        for key, modifier in KEYS:
            grid.setCurrentIndex(cell)
            grid.edit(cell)
            editor = grid.open_editor()
            assert editor is not None
            QTest.keyClick(editor, key, modifier)
            again = grid.open_editor()
            if again is not None:
                QTest.keyClick(again, KEY.Key_Escape)
            assert not grid.editing()
            assert in_sight(grid)
            assert str(model.index(cell.row(), cell.column()).data()) == held, (key, modifier)
    grid.columns.reset()


def control_and_tab_leave_a_grid(grid: Grid, model: TableModel[Any]) -> None:
    if not grid.window().isActiveWindow():
        grid.window().activateWindow()
        QApplication.processEvents()
    for modifier in (MOD.ControlModifier, MOD.ControlModifier | MOD.ShiftModifier):
        tab_and_enter_go_to_the_first_cell(grid, model)
        grid.setFocus()
        assert QApplication.focusWidget() is grid
        QTest.keyClick(grid, KEY.Key_Tab if modifier == MOD.ControlModifier else KEY.Key_Backtab, modifier)
        assert QApplication.focusWidget() is not grid


def tab_leaves_a_grid_without_a_cell(grid: Grid, model: TableModel[Any]) -> None:
    """The officer without a mouse is not caught in an empty table."""
    _empty(grid, model)
    for key in (KEY.Key_Tab, KEY.Key_Backtab):
        grid.window().activateWindow()
        grid.setFocus()
        assert QApplication.focusWidget() is grid
        press(grid, key, MOD.NoModifier)
        assert QApplication.focusWidget() is not grid


@pytest.mark.parametrize("part", PARTS, ids=lambda part: str(part.modules[0]))
def test_no_key_of_a_grid_fails_or_writes(
    part: Part, sample: MainWindow, tmp_path: Path, clipboard: QClipboard
) -> None:
    clipboard.setText("đã dán\tvào đây\r\n")
    made = part.show(sample, tmp_path)
    owners = made if isinstance(made, list) else [made]
    before = sample.session.workspace.last_action()
    for owner in owners:
        owner.show()
        grids = owner.findChildren(Grid)
        assert grids
        for grid in grids:
            model = grid.model()
            assert isinstance(model, TableModel)
            model.ordering.finish()
            if grid.isVisible():
                tab_and_enter_go_to_the_first_cell(grid, model)
                the_cursor_leaves_a_column_that_is_hidden(grid, model)
                no_key_fails_in_an_editor(grid, model)
                control_and_tab_leave_a_grid(grid, model)
            no_key_fails_where_there_is_no_cell(grid, model)
            if grid.isVisible():
                tab_leaves_a_grid_without_a_cell(grid, model)
        if isinstance(owner, QDialog):
            owner.close()
            owner.deleteLater()
    assert sample.session.workspace.last_action() == before
