"""The table of backups that the dialogs of restoring show, the newest above."""

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication

from desktop_app.ui.formats import format_date, format_number
from desktop_app.ui.grid import Grid, GridColumn, TableModel
from desktop_app.ui.look import ROW_HEIGHT_ONE_LINE
from desktop_app.ui.widgets import FormDialog

_KILO = 1024


class BackupAtHand(Protocol):
    """A backup that is there, with the last act it holds (empty if the history knows that act no more)."""

    @property
    def path(self) -> Path: ...
    @property
    def made_at(self) -> datetime: ...
    @property
    def size(self) -> int: ...
    @property
    def said(self) -> str: ...


def backup_table(
    form: FormDialog,
    rows: Sequence[BackupAtHand],
    enable: Callable[[], None],
    between: Sequence[GridColumn[Any]] = (),
    height: int = 0,
) -> tuple[TableModel[Any], Grid]:
    """Make the table for `form`, with columns `between` what a backup holds and its size.

    `enable` follows the cursor; a row that is opened is submitted.
    """
    columns = [
        GridColumn("made_at", _tr("Sao lưu lúc"), lambda one: one.made_at, _moment, width=160),
        GridColumn("said", _tr("Thao tác cuối cùng có trong bản này"), lambda one: one.said, width=0),
        *between,
        GridColumn("size", _tr("Dung lượng"), lambda one: one.size, _size, align="right", width=100),
    ]
    model: TableModel[Any] = TableModel(columns, row_key=lambda one: one.path, parent=form)
    model.set_rows(rows)
    grid = Grid(_tr("Bản sao lưu"), form, ROW_HEIGHT_ONE_LINE)
    grid.setModel(model)
    grid.setMinimumHeight(height)
    grid.opened.connect(form.submit)
    grid.current_changed.connect(enable)
    return model, grid


def _moment(one: BackupAtHand) -> str:
    return f"{format_date(one.made_at)} {one.made_at:%H:%M}"


def _size(one: BackupAtHand) -> str:
    return f"{format_number(max(1, round(one.size / _KILO)))} KB"


def _tr(text: str) -> str:
    return QCoreApplication.translate("backups", text)
