"""The tasks screen: filters, the table by group, and the record beside it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QIcon, QShowEvent
from PySide6.QtWidgets import QInputDialog, QLabel, QSplitter, QVBoxLayout, QWidget

from desktop_app.domain.programme import Group
from desktop_app.domain.report import ReportRow
from desktop_app.domain.text import roman
from desktop_app.services.filtering import TaskFilter, shown
from desktop_app.ui.icons import icon
from desktop_app.ui.session import Session, today
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.tasks.columns import joined, task_columns
from desktop_app.ui.tasks.editor import TaskEditor
from desktop_app.ui.tasks.filters import TaskFilters
from desktop_app.ui.tasks.panel import TaskPanel
from desktop_app.ui.theme import PANEL_WIDTH, PANEL_WIDTH_WIDE
from desktop_app.ui.widgets.grid import Grid
from desktop_app.ui.widgets.table import Edit, Section, TableModel

_NAME = "tasks"
_ROMAN_LIMIT = 40
WIDE_FROM = 1600


class TasksScreen(QWidget):
    """Shows the session's tasks for its period; every edit is one act, saved at once."""

    add_asked = Signal()

    def __init__(self, session: Session, settings: WindowSettings, parent: QWidget | None = None) -> None:
        """Show the tasks as `settings` remember the table."""
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._rows: list[ReportRow] = []
        self._stale = True
        self._placed = False
        self.filters = TaskFilters(session, self)
        self.model: TableModel[ReportRow] = TableModel(
            task_columns(), self._edited, lambda row: row.task.id, parent=self
        )
        self.grid = Grid(self)
        self.grid.setModel(self.model)
        self.panel = TaskPanel(session, self)
        self.foot = QLabel(self)
        self.foot.setObjectName("mutedSmall")
        self._actions = self._make_actions()
        self._lay_out()
        self._connect()
        state = settings.grid_state(_NAME)
        if state:
            self.grid.restore_state(state)

    def refresh(self) -> None:
        """Show the present tasks; a hidden screen waits until it is shown."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        register, period = self._session.register, self._session.period
        self._rows = register.rows(period)
        self.filters.count(self._rows)
        found = shown(register, period, self._rows, self.filters.wanted)
        self._show_sections(found)
        self._show_current()

    def commit(self) -> None:
        """Save what is being typed."""
        self.grid.commit()
        self.panel.commit()

    def remember(self) -> None:
        """Keep the columns and the panel's width."""
        self._settings.remember_grid(_NAME, self.grid.save_state())
        self._settings.remember_panel(self.split.sizes(), visible=not self.panel.isHidden())

    def search(self, text: str) -> None:
        """Show the tasks that hold the words."""
        if text != self.filters.wanted.text:
            self.filters.search(text)

    def show_filter(self, wanted: TaskFilter) -> None:
        """Show the tasks behind a number."""
        self.filters.show_filter(wanted)

    def show_task(self, task_id: int) -> None:
        """Choose one task; the filters that hide it are put away."""
        if not self._choose(task_id):
            self.filters.show_filter(TaskFilter())
            self._choose(task_id)

    def toggle_panel(self) -> None:
        """Show or hide the record beside the table."""
        self.panel.setVisible(self.panel.isHidden())

    def task_actions(self) -> Sequence[QAction]:
        """Give the acts on the chosen tasks, for menus."""
        return self._actions

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while the screen was hidden."""
        super().showEvent(event)
        if not self._placed:
            self._placed = True
            wide = PANEL_WIDTH_WIDE if self.window().width() >= WIDE_FROM else PANEL_WIDTH
            self.split.setSizes(self._sizes or [self.width() - wide, wide])
        if self._stale:
            self.filters.refresh()
            self.refresh()

    def _make_actions(self) -> list[QAction]:
        named = (
            (self.tr("&Sửa nhiệm vụ…"), "edit_20_regular", "Ctrl+Return", self._edit),
            (self.tr("&Chuyển nhóm…"), "arrow_move_20_regular", "", self._move),
            (self.tr("Đưa &lên"), "", "Alt+Up", lambda: self._shift(-1)),
            (self.tr("Đưa &xuống"), "", "Alt+Down", lambda: self._shift(1)),
            (self.tr("&Rút nhiệm vụ…"), "subtract_circle_20_regular", "", self._withdraw),
            (self.tr("&Khôi phục nhiệm vụ đã rút"), "arrow_undo_20_regular", "", self._bring_back),
        )
        made = []
        for text, picture, keys, run in named:
            action = QAction(icon(picture) if picture else QIcon(), text, self)
            if keys:
                action.setShortcut(keys)
            action.triggered.connect(lambda _on=False, act=run: act())
            made.append(action)
        return made

    def _lay_out(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.filters)
        column.addWidget(self.grid, 1)
        column.addWidget(self.foot)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.addWidget(left)
        self.split.addWidget(self.panel)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(10)
        self.panel.setMinimumWidth(300)
        sizes, visible = self._settings.panel()
        self._sizes = sizes
        self.panel.setVisible(visible)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 10, 12, 8)
        outer.addWidget(self.split)

    def _connect(self) -> None:
        self.filters.changed.connect(self.refresh)
        self.filters.add_asked.connect(self.add_asked)
        self.filters.columns_asked.connect(self.grid.choose_columns)
        self.grid.current_changed.connect(self._show_current)
        self.grid.addActions(self._actions)
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.grid.refused.connect(self._session.refused)
        self.grid.told.connect(self._session.warned)
        self.grid.opened.connect(self._edit)
        self._session.changed.connect(self._data_changed)
        self._session.turned.connect(self._data_changed)

    def _data_changed(self) -> None:
        self.filters.refresh()
        self.refresh()

    def _show_sections(self, found: Sequence[ReportRow]) -> None:
        by_group: dict[int, list[ReportRow]] = {}
        for row in found:
            by_group.setdefault(row.task.group_id, []).append(row)
        totals = self._session.register.totals_by_group(self._session.period.cut_off)
        sections = [
            Section(
                str(group.id),
                _group_title(group),
                by_group[group.id],
                self.tr("%d nhiệm vụ · %d hoàn thành") % (totals[group.id].total, totals[group.id].done),
            )
            for group in self._session.register.groups
            if group.id in by_group
        ]
        self.model.set_sections(sections)
        if found:
            said = self.tr("%d nhiệm vụ · chọn nhiều ô để sao chép sang Excel hoặc dán từ Excel") % len(found)
        elif self._rows:
            said = self.tr("Không có nhiệm vụ nào khớp với bộ lọc. Bấm “Bỏ lọc” hoặc xóa ô tìm để xem tất cả.")
        else:
            said = self.tr("Chưa có nhiệm vụ. Bấm “Nhập danh mục” hoặc “Thêm”.")
        self.foot.setText(said)

    def _show_current(self) -> None:
        row = self.grid.current_row()
        self.panel.show_row(row if isinstance(row, ReportRow) else None)

    def _choose(self, task_id: int) -> bool:
        return self.grid.select_key(task_id)

    def _edited(self, edits: Sequence[Edit[ReportRow]]) -> None:
        session = self._session
        changes = joined(edits)
        session.workspace.recording.record(session.register, session.period, changes)
        count = len(changes)
        session.announce(self.tr("Đã cập nhật %d nhiệm vụ") % count if count > 1 else "")

    def _chosen(self) -> list[ReportRow]:
        return [row for row in self.grid.selected_rows() if isinstance(row, ReportRow)]

    def _edit(self) -> None:
        rows = self._chosen()
        if len(rows) != 1:
            return
        session = self._session
        task = TaskEditor.ask(session.workspace, session.register, rows[0].task, self)
        if task is not None:
            session.announce(self.tr("Đã lưu nhiệm vụ %s") % task.number)

    def _move(self) -> None:
        rows = self._chosen()
        groups = {_group_title(group): group.id for group in self._session.register.groups}
        if not rows or not groups:
            return
        title, given = QInputDialog.getItem(
            self,
            self.tr("Chuyển nhóm"),
            self.tr("Chuyển %d nhiệm vụ sang") % len(rows),
            list(groups),
            0,
            editable=False,
        )
        if given:
            tasks = self._session.workspace.tasks
            ids = [row.task.id for row in rows]
            self._session.change(
                lambda: tasks.move(self._session.register, ids, groups[title]),
                self.tr("Đã chuyển %d nhiệm vụ") % len(ids),
            )

    def _shift(self, step: int) -> None:
        rows = self._chosen()
        if len(rows) != 1:
            return
        task = rows[0].task
        register = self._session.register
        order = [one.id for one in register.tasks if one.group_id == task.group_id]
        at = order.index(task.id)
        if not 0 <= at + step < len(order):
            return
        before = order[at - 1] if step < 0 else (order[at + 2] if at + 2 < len(order) else None)
        tasks = self._session.workspace.tasks
        self._session.change(
            lambda: tasks.move(register, [task.id], task.group_id, before),
            self.tr("Đã chuyển nhiệm vụ %s") % task.number,
        )

    def _withdraw(self) -> None:
        rows = [row for row in self._chosen() if row.task.active]
        if not rows:
            return
        note, given = QInputDialog.getMultiLineText(
            self,
            self.tr("Rút nhiệm vụ"),
            self.tr("Rút %d nhiệm vụ khỏi danh sách theo dõi. Tiến độ đã ghi được giữ nguyên.\nLý do, văn bản:")
            % len(rows),
        )
        if given:
            ids = [row.task.id for row in rows]
            tasks = self._session.workspace.tasks
            self._session.change(
                lambda: tasks.withdraw(self._session.register, ids, today(), note),
                self.tr("Đã rút %d nhiệm vụ") % len(ids),
            )

    def _bring_back(self) -> None:
        ids = [row.task.id for row in self._chosen() if not row.task.active]
        if ids:
            tasks = self._session.workspace.tasks
            self._session.change(
                lambda: tasks.bring_back(self._session.register, ids), self.tr("Đã khôi phục %d nhiệm vụ") % len(ids)
            )


def _group_title(group: Group) -> str:
    if not group.title:
        return "Chưa xếp nhóm"
    number = roman(group.number) if 0 < group.number < _ROMAN_LIMIT else str(group.number)
    return f"{number}. {group.title}"
