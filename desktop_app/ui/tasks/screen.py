"""The tasks screen: filters, the table by group, and the record beside it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from desktop_app.domain.errors import AppError, RuleBroken
from desktop_app.domain.reports import ReportRow
from desktop_app.resources import words
from desktop_app.services.tasks import TaskEffect, TaskFilter, TaskListing, say_effects
from desktop_app.services.wording import say
from desktop_app.ui.formats import format_date, format_number
from desktop_app.ui.gone import TrayLink
from desktop_app.ui.grid import Edit, Grid, GridSection, TableModel
from desktop_app.ui.long_changes import record_block
from desktop_app.ui.messages import confirm
from desktop_app.ui.phrases import group_title, recorded_words
from desktop_app.ui.session import QUICK, Session, hand_on
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.slices import Slices
from desktop_app.ui.task_columns import joined, task_columns
from desktop_app.ui.tasks._acts import TaskActs
from desktop_app.ui.tasks._drawer import Drawer
from desktop_app.ui.tasks._filters import TaskFilters
from desktop_app.ui.tasks._foot import Foot, group_summaries
from desktop_app.ui.tasks._panel import TaskPanel
from desktop_app.ui.widgets import LazyScreen, LinkButton, ReasonedAction, offer_acts

_NAME = "tasks"


class TasksScreen(LazyScreen):
    """Shows the session's tasks for its period; every edit is one act, saved at once."""

    add_asked = Signal()
    tray_asked = Signal()

    def __init__(self, session: Session, settings: WindowSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._listing: TaskListing | None = None
        self._reading: Slices[TaskListing] = Slices(self)
        self._placed = False
        self.filters = TaskFilters(self)
        self.model: TableModel[ReportRow] = TableModel(
            task_columns(),
            self._edited,
            lambda row: row.task.id,
            parent=self,
        )
        self.grid = Grid(self.tr("Nhiệm vụ"), self)
        self.grid.setModel(self.model)
        self.panel = TaskPanel(session, self)
        self.foot = Foot(self.grid, self.model, session, self)
        self.tray_link = TrayLink(self)
        self.panel_button = LinkButton(self.tr("Cập nhật (F4)"), self)
        self.panel_button.hide()
        self.acts = TaskActs(session, self._chosen, self)
        self._lay_out()
        self._connect()
        state = settings.grid_state(_NAME)
        if state:
            self.grid.restore_state(state)

    def show_present(self) -> None:
        """Show the present tasks."""
        self._read(None)

    @property
    def busy(self) -> bool:
        """Return whether tasks are still being read or put in order."""
        return self._reading.busy or self.model.ordering.busy or self.grid.blocks.copying.busy

    def finish(self) -> None:
        """Show what is still being read, now."""
        self._reading.finish()
        self.model.ordering.finish()

    def commit(self) -> bool:
        """Save what is being typed, and wait for the disk; return whether nothing is left unsaved."""
        in_cell = self.grid.commit()
        return self.panel.commit() and self._session.recorder.settle() and in_cell

    def remember(self) -> None:
        """Keep the columns and the panel's width."""
        self._settings.remember_grid(_NAME, self.grid.save_state())
        sizes = [] if self.drawer.narrow else self.split.sizes()
        self._settings.remember_panel(sizes, visible=self.drawer.shown)

    def search(self, text: str) -> None:
        """Show the tasks that hold the words."""
        if text != self.filters.wanted.text:
            self.filters.search(text)

    def show_filter(self, wanted: TaskFilter) -> None:
        """Show the tasks behind a number."""
        self.model.clear_filters()
        self.filters.show_filter(wanted)

    def clear_filters(self) -> None:
        """Show all tasks."""
        self.show_filter(TaskFilter())

    def show_task(self, task_id: int) -> None:
        """Choose one task; the filters that hide it are put away."""
        if not self._choose(task_id):
            self.clear_filters()
            self._choose(task_id)

    def toggle_panel(self) -> None:
        """Show or hide the record beside the table; the focus goes on in the table."""
        self.drawer.toggle()
        if self.panel.isHidden():
            self.grid.take_focus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Make the panel a drawer if the window is narrow."""
        super().resizeEvent(event)
        self.drawer.fit()
        self.panel_button.setVisible(self.drawer.narrow)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the drawer with Escape."""
        if self.drawer.is_open and event.key() == Qt.Key.Key_Escape:
            self.panel.commit()
            self.toggle_panel()
            return
        super().keyPressEvent(event)

    def task_actions(self) -> Sequence[ReasonedAction]:
        """Return the acts on the chosen tasks, for menus."""
        return self.acts.actions

    def showEvent(self, event: QShowEvent) -> None:
        """Set the widths of table and panel when the screen is first shown."""
        if not self._placed:
            self._placed = True
            self.split.setSizes(self.drawer.sizes(self._sizes))
        super().showEvent(event)

    def _lay_out(self) -> None:
        left = QWidget(self)
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.filters)
        column.addWidget(self.grid, 1)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addWidget(self.foot, 1)
        below.addWidget(self.tray_link)
        below.addWidget(self.filters.clear_button)
        below.addWidget(self.panel_button)
        column.addLayout(below)
        self.split = QSplitter(Qt.Orientation.Horizontal, self)
        self.split.addWidget(left)
        self.split.addWidget(self.panel)
        self.split.setStretchFactor(0, 1)
        self.split.setStretchFactor(1, 0)
        self.split.setChildrenCollapsible(False)
        self.split.setHandleWidth(10)
        sizes, visible = self._settings.panel()
        self._sizes = sizes
        self.drawer = Drawer(self, self.split, self.panel, shown=visible)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 10, 12, 8)
        outer.addWidget(self.split)

    def _connect(self) -> None:
        self.filters.changed.connect(self.refresh)
        self.panel_button.clicked.connect(self.toggle_panel)
        self.filters.clear_asked.connect(self.clear_filters)
        self.model.filtered.connect(self._columns_filtered)
        self.model.arranged.connect(self._arranged)
        self.filters.add_asked.connect(self.add_asked)
        self.tray_link.clicked.connect(self.tray_asked)
        self.filters.columns_asked.connect(partial(self.grid.columns.offer, self.filters.columns_button))
        self.grid.current_changed.connect(self._show_current)
        self.grid.addActions([*self.acts.actions, self.acts.page])
        offer_acts(self.grid)
        self.grid.refused.connect(self._refused)
        self.grid.notified.connect(self._session.warned)
        self.grid.opened.connect(self.acts.edit)
        self.grid.enter_leads = True
        self.grid.entered.connect(lambda: self.drawer.switch(self.grid, [self.panel.result]))
        self.panel.brought_back.connect(self._show_brought_back)
        self._session.changed.connect(self._data_changed)
        self._session.recorder.assumed.connect(self._data_changed)
        self._session.turning.connect(self.grid.set_aside)
        self._session.turning.connect(self.panel.commit)
        self._session.turned.connect(self.refresh)

    def _data_changed(self) -> None:
        """Show what changed, row by row if only few tasks did."""
        listing = self._listing
        if not self.isVisible() or listing is None or listing.register is not self._session.shown_register:
            self.refresh()
            return
        if listing.period != self._session.period or self.busy:
            self._read(listing)
            return
        changed = listing.follow()
        if changed is None:
            self._read(listing)
            return
        self.model.replace(changed, self._summaries(listing))
        if not changed:
            self._show_current()  # what stands beside the tasks has changed, such as their documents
        self.filters.show_counts(listing.counts)

    def _read(self, before: TaskListing | None) -> None:
        session = self._session
        opened, why = session.shown_register is session.register, session.standing.why
        sealed = self.tr("%s đã chốt số liệu, chỉ xem được. Muốn sửa: Kỳ báo cáo → Mở lại…")
        writable = opened and not why
        self.model.set_writable(writable, why or sealed % session.period.label)
        self.panel.set_writable(writable=writable, sealed=not opened)
        listing = TaskListing(session.shown_register, session.period, self.filters.wanted)
        self._reading.run(listing.read(before), self._show_listing)

    def _show_listing(self, listing: TaskListing) -> None:
        self._listing = listing
        self.filters.refresh(listing.register.groups, listing.agencies)
        self.filters.show_counts(listing.counts)
        found, summaries = listing.found, self._summaries(listing)
        groups = [one for one in listing.register.groups if one.id in found]
        self.model.set_sections(
            [
                GridSection(
                    str(one.id), group_title(one.number, one.title), found[one.id], summaries[str(one.id)]
                )
                for one in groups
            ]
        )

    def _summaries(self, listing: TaskListing) -> dict[str, str]:
        filtered = self.filters.wanted != TaskFilter() or self.model.filters.active
        return group_summaries(listing, self.model.count_sections() if filtered else None)

    def _arranged(self) -> None:
        listing = self._listing
        if listing is None:
            return
        self.model.replace((), self._summaries(listing))
        shown, filtered = self.model.count_rows(), self.model.filters.active
        if filtered:
            columns = ", ".join(self.model.columns[self.model.column_of(key)].title for key in filtered)
            said = self.tr("%s / %s nhiệm vụ · đang lọc theo cột: %s") % (
                format_number(shown),
                format_number(len(listing.rows)),
                columns,
            )
        elif shown and self.filters.wanted.ids_title:
            said = self.tr("%s nhiệm vụ · %s. Bấm “Bỏ lọc” để xem tất cả.")
            said %= (format_number(shown), self.filters.wanted.ids_title)
        elif shown and self.filters.wanted.view not in self.filters.views:
            said = self.tr("%s %s. Bấm “Bỏ lọc” để xem tất cả.")
            said %= (format_number(shown), words("counted")[self.filters.wanted.view])
        elif shown:
            template = self.tr("%s nhiệm vụ · chọn nhiều ô để sao chép sang Excel hoặc dán từ Excel")
            said = template % format_number(shown)
        elif listing.rows and not self.filters.clear_button.isVisibleTo(self.filters):
            said = self.tr("Không có nhiệm vụ nào khớp. Bấm “Tất cả”, xóa ô tìm (Ctrl+F, Esc) để xem tất cả.")
        elif listing.rows:
            said = self.tr(
                "Không có nhiệm vụ nào khớp với bộ lọc. Bấm “Bỏ lọc” hoặc xóa ô tìm để xem tất cả."
            )
        else:
            said = self.tr("Chưa có nhiệm vụ. Bấm “Nhập danh mục” hoặc “Thêm”.")
        self.foot.say(said)
        self.tray_link.show_tasks(listing.register.tasks)
        self._show_current()

    def _columns_filtered(self) -> None:
        self.filters.show_columns_filtered(bool(self.model.filters.active))

    def _show_current(self) -> None:
        row = self.grid.current_row()
        self.panel.show_row(row if isinstance(row, ReportRow) else None)

    def _choose(self, task_id: int) -> bool:
        self.finish()
        return self.grid.select_key(task_id)

    def _edited(self, edits: Sequence[Edit[ReportRow]]) -> None:
        session = self._session
        changes = joined(edits)
        if len(changes) > QUICK:
            record_block(session, changes, partial(self._say_refused, self.tr("Chưa có ô nào thay đổi.")))
            return
        effects = session.workspace.recording.effects(session.register, session.period, changes)
        lost = [one for one in effects if one.kind == "day_lost"]
        if len(edits) == 1 and lost and not _agreed(self, lost[0], edits[0][2]):
            return
        said = recorded_words(effects, len(changes))
        bring_back = partial(self.panel.bring_back, session.period, changes)
        session.recorder.record(session.period, changes, said, hand_on, bring_back)

    def _show_brought_back(self, task_id: int) -> None:
        """Show the task whose text came back, unless the officer types already elsewhere."""
        if not self.grid.editing():
            self._choose(task_id)

    def _refused(self, error: AppError) -> None:
        """Say which task's value was refused: a cell's editor stays open, a block enters nothing."""
        if not self.grid.editing():
            kept = self.tr("Chưa có ô nào thay đổi.")
        elif isinstance(error, RuleBroken):
            kept = self.tr("Sửa lại hoặc nhấn Esc để bỏ.")
        else:  # of another value the disk is no less full
            kept = self.tr("Nội dung vừa gõ còn trong ô: khi ghi được, nhấn Enter để lưu; Esc để bỏ.")
        self._say_refused(kept, error)

    def _say_refused(self, kept: str, error: AppError) -> None:
        numbers = getattr(error, "__notes__", [])
        where = self.tr("Nhiệm vụ số %s: ") % numbers[0] if numbers else ""
        self._session.warned.emit(f"{where}{say(error)} {kept}")

    def _chosen(self) -> list[ReportRow]:
        """Return the chosen rows as they stand today, also in a closed period: acts are done to these."""
        rows = [row for row in self.grid.selected_rows() if isinstance(row, ReportRow)]
        register, period = self._session.register, self._session.period
        if self._session.shown_register is register:
            return rows
        return (
            self._session.ask(lambda: [register.row(register.task(row.task.id), period) for row in rows])
            or []
        )


def _agreed(screen: QWidget, effect: TaskEffect, typed: str) -> bool:
    """Ask whether a completed task is to be one no more."""
    day = format_date(effect.day)
    question = screen.tr("Nhiệm vụ số %s đã hoàn thành ngày %s.") % (effect.number, day)
    detail = screen.tr("Ghi “%s” sẽ %s.") % (typed.strip(), say_effects([effect]))
    return confirm(screen, question, screen.tr("Ghi “%s”") % typed.strip(), detail)
