"""The line below the table of tasks, and what stands in the headings of its groups."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop_app.services.tasks import TaskListing
from desktop_app.ui.formats import format_number, format_percent
from desktop_app.ui.grid import Grid, TableModel
from desktop_app.ui.session import Session
from desktop_app.ui.widgets import ElidedLabel


class Foot(ElidedLabel):
    """Says what the table shows; of several selected cells how many they are and their sum, as Excel does.

    While what was typed is on its way into the file, it says so first.
    """

    def __init__(self, grid: Grid, model: TableModel[Any], session: Session, parent: QWidget) -> None:
        super().__init__("", parent)
        self._grid = grid
        self._model = model
        self._recorder = session.recorder
        self._shown = ""
        self.setObjectName("mutedSmall")
        grid.selectionModel().selectionChanged.connect(self._refresh)
        session.recorder.assumed.connect(self._refresh)
        session.recorder.ended.connect(self._refresh)

    def say(self, shown: str) -> None:
        """Say what the table shows."""
        self._shown = shown
        self._refresh()

    def _refresh(self) -> None:
        count = self._grid.blocks.count()
        said = self._chosen(count) if count > 1 else self._shown
        self.set_whole(self.tr("Đang lưu… · %s") % said if self._recorder.busy else said)

    def _chosen(self, count: int) -> str:
        column = self._model.column_of("percent")
        lines = {
            line
            for one in self._grid.blocks.ranges()
            if one.left() <= column <= one.right()
            for line in range(one.top(), one.bottom() + 1)
        }
        rows = (self._model.row_at(line) for line in lines)
        percents = [row.standing.told_percent for row in rows if row is not None]
        known = [one for one in percents if one is not None]
        said = self.tr("%s ô đã chọn") % format_number(count)
        return said + self.tr(" · tổng %s") % format_percent(sum(known)) if known else said


def group_summaries(listing: TaskListing, shown: Mapping[str, int] | None) -> dict[str, str]:
    """Say what each group holds, by its key; of a filtered table how many of its tasks are `shown`."""
    groups = [group.id for group in listing.register.groups]
    if shown is not None:
        part = _tr("hiện %d / %d nhiệm vụ")
        return {str(one): part % (shown.get(str(one), 0), listing.by_group[one]) for one in groups}
    totals = {one: listing.totals_of(one) for one in groups}
    if not listing.known:
        said = _tr("%d nhiệm vụ · chưa có số liệu")
        return {str(one): said % totals[one].total for one in groups}
    said = _tr("%d nhiệm vụ · %d hoàn thành")
    return {str(one): said % (totals[one].total, totals[one].done) for one in groups}


def _tr(text: str) -> str:
    return QCoreApplication.translate("tasks", text)
