"""What can be done to the chosen tasks: edit, move, shift, assign, withdraw, bring back."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QWidget

from desktop_app.domain.reports import ReportRow
from desktop_app.domain.task import Task
from desktop_app.ui.long_changes import change_rows, confirm_unchanged
from desktop_app.ui.look import icon
from desktop_app.ui.phrases import group_title
from desktop_app.ui.session import Session
from desktop_app.ui.widgets import ChoiceDialog, ReasonedAction
from desktop_app.ui.withdraw_dialog import WithdrawDialog, usual_day


class TaskActs(QObject):
    """Acts on the tasks that `chosen` returns; `actions` are for menus.

    One that cannot be done now says why. `page_asked`, of the act `page` that writes nothing into the data
    file, is for the window to answer.
    """

    page_asked = Signal(object)

    def __init__(self, session: Session, chosen: Callable[[], list[ReportRow]], parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._chosen = chosen
        self._parent = parent
        self.actions = self._make_actions()
        self.page = self._action(
            self.tr("&Phiếu theo dõi để in…"), "print_20_regular", "Ctrl+P", self._ask_page, self._not_one
        )

    def edit(self) -> None:
        """Edit the one chosen task."""
        tasks = self._now(self._chosen())
        if len(tasks) != 1:
            return
        from desktop_app.ui.tasks.editor import TaskEditor

        TaskEditor.ask(self._session, tasks[0], self._parent)

    def _make_actions(self) -> list[ReasonedAction]:
        none, one, active = self._none, self._not_one, self._none_active
        up, down = partial(self._not_shifted, -1), partial(self._not_shifted, 1)
        named = (
            (self.tr("&Sửa nhiệm vụ…"), "edit_20_regular", "Ctrl+Return", self.edit, one),
            (self.tr("Chu&yển nhóm…"), "arrow_move_20_regular", "", self._move, none),
            (self.tr("Đưa &lên"), "", "Alt+Up", partial(self._shift, -1), up),
            (self.tr("Đưa &xuống"), "", "Alt+Down", partial(self._shift, 1), down),
            (
                self.tr("Đưa &ra khỏi danh mục…"),
                "subtract_circle_20_regular",
                "",
                self._withdraw,
                active,
            ),
            (
                self.tr("Đư&a trở lại danh mục"),
                "arrow_undo_20_regular",
                "",
                self._bring_back,
                self._none_gone,
            ),
            (
                self.tr("Cập nhật &các nhiệm vụ đã chọn…"),
                "edit_20_regular",
                "Ctrl+Shift+G",
                self._record_many,
                self._closed,
            ),
            (
                self.tr("Xác &nhận không thay đổi"),
                "checkmark_20_regular",
                "",
                self._confirm,
                self._none_to_confirm,
            ),
            (self.tr("Tạ&m dừng…"), "", "", self._suspend, active),
            (self.tr("Gia &hạn…"), "calendar_clock_20_regular", "", self._extend, one),
            (self.tr("Giao người theo &dõi…"), "", "", self._assign, none),
        )
        return [self._action(*parts) for parts in named]

    def _action(
        self, text: str, picture: str, keys: str, run: Callable[[], object], why_not: Callable[[], str]
    ) -> ReasonedAction:
        action = ReasonedAction(text, run, self, why_not=why_not, tell=self._session.warned.emit)
        action.setIcon(icon(picture) if picture else QIcon())
        if keys:
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)  # not on another screen
        return action

    # --- why something cannot be done to the chosen tasks ----------------------------------

    def _none(self) -> str:
        if not self._parent.isVisible():
            return self.tr("Hãy mở màn hình Nhiệm vụ và chọn nhiệm vụ trong bảng.")
        return "" if self._chosen() else self.tr("Hãy chọn nhiệm vụ trong bảng.")

    def _not_one(self) -> str:
        count = len(self._chosen())
        many = self.tr("Chỉ làm được với một nhiệm vụ; đang chọn %d. Hãy chọn một ô của nhiệm vụ đó.")
        return self._none() or (many % count if count > 1 else "")

    def _not_shifted(self, step: int) -> str:
        said = self._not_one()
        if said or self._neighbours(self._chosen()[0].task.id, step) is not None:
            return said
        return self.tr("Nhiệm vụ đã ở đầu nhóm.") if step < 0 else self.tr("Nhiệm vụ đã ở cuối nhóm.")

    def _none_active(self) -> str:
        active = any(task.active for task in self._now(self._chosen()))
        gone = self.tr("Nhiệm vụ đang chọn đã ra khỏi danh mục.")
        return self._none() or ("" if active else gone)

    def _none_gone(self) -> str:
        gone = any(not task.active for task in self._now(self._chosen()))
        active = self.tr("Chỉ dùng cho nhiệm vụ đã ra khỏi danh mục; nhiệm vụ đang chọn còn trong danh mục.")
        return self._none() or ("" if gone else active)

    def _closed(self) -> str:
        session = self._session
        sealed = self.tr("%s đã chốt số liệu. Muốn sửa: Kỳ báo cáo → Mở lại kỳ…") % session.period.label
        return self._none() or ("" if session.shown_register is session.register else sealed)

    def _none_to_confirm(self) -> str:
        waiting = any(not row.recorded or row.carried_groups for row in self._chosen())
        done = self.tr("Nhiệm vụ đang chọn đã cập nhật hoặc đã xác nhận trong kỳ này.")
        return self._closed() or ("" if waiting else done)

    # --- the acts ---------------------------------------------------------------------------

    def _ask_page(self) -> None:
        self.page_asked.emit(self._chosen()[0])

    def _record_many(self) -> None:
        from desktop_app.ui.tasks._bulk_dialogs import BulkDialog

        BulkDialog.ask(self._session, [row.task.id for row in self._chosen()], self._parent)

    def _confirm(self) -> None:
        confirm_unchanged(self._session, [row.task.id for row in self._chosen()])

    def _suspend(self) -> None:
        from desktop_app.ui.tasks._suspend_dialog import SuspendDialog

        ids = [task.id for task in self._now(self._chosen()) if task.active]
        SuspendDialog.ask(self._session, ids, self._parent)

    def _extend(self) -> None:
        from desktop_app.ui.tasks._extension_dialog import ExtensionDialog

        ExtensionDialog.ask(self._session, self._chosen()[0], self._parent)

    def _assign(self) -> None:
        from desktop_app.ui.tasks._bulk_dialogs import OfficerDialog

        count = OfficerDialog.ask(self._session, [row.task for row in self._chosen()], self._parent)
        if count == 0:
            self._session.notified.emit(
                self.tr("Các nhiệm vụ này đã có người theo dõi như vậy, không có gì thay đổi"), 0
            )

    def _move(self) -> None:
        rows = self._chosen()
        groups = {group_title(group.number, group.title): group.id for group in self._session.register.groups}
        named = self.tr("Chuyển nhiệm vụ số %s") % rows[0].task.number
        act = named if len(rows) == 1 else self.tr("Chuyển %d nhiệm vụ") % len(rows)
        title = ChoiceDialog.ask(act, self.tr("Sang &nhóm"), list(groups), self._parent)
        if title is not None:
            ids, group = [row.task.id for row in rows], groups[title]
            change_rows(
                self._session,
                len(ids),
                self.tr("Đang chuyển %d nhiệm vụ") % len(ids),
                lambda workspace, register: workspace.tasks.move(register, ids, group),
                said=self.tr("Đã chuyển %d nhiệm vụ") % len(ids),
            )

    def _shift(self, step: int) -> None:
        register, task = self._session.register, self._now(self._chosen())[0]
        order = self._neighbours(task.id, step)
        if order is None:
            return
        at = order.index(task.id)
        before = order[at - 1] if step < 0 else (order[at + 2] if at + 2 < len(order) else None)
        tasks = self._session.workspace.tasks
        self._session.change(
            lambda: tasks.move(register, [task.id], task.group_id, before),
            self.tr("Đã chuyển nhiệm vụ số %s") % task.number,
        )

    def _neighbours(self, task_id: int, step: int) -> list[int] | None:
        """Return the tasks of a task's group in their order; None if it has none on that side."""
        tasks = self._session.register.tasks
        group = next((task.group_id for task in tasks if task.id == task_id), None)
        order = [one.id for one in tasks if one.group_id == group]
        at = order.index(task_id) + step if task_id in order else -1
        return order if 0 <= at < len(order) else None

    def _withdraw(self) -> None:
        ids = [task.id for task in self._now(self._chosen()) if task.active]
        answer = WithdrawDialog.ask(len(ids), usual_day(self._session), self._parent)
        if answer is not None:
            change_rows(
                self._session,
                len(ids),
                self.tr("Đang đưa %d nhiệm vụ ra khỏi danh mục") % len(ids),
                lambda workspace, register: workspace.tasks.withdraw(register, ids, *answer),
                said=self.tr("Đã đưa %d nhiệm vụ ra khỏi danh mục") % len(ids),
            )

    def _now(self, rows: Sequence[ReportRow]) -> list[Task]:
        """Return the tasks of rows as they are now.

        A row shows its task as it was, even one that is gone since.
        """
        known = {task.id: task for task in self._session.register.tasks}
        return [known[row.task.id] for row in rows if row.task.id in known]

    def _bring_back(self) -> None:
        ids = [task.id for task in self._now(self._chosen()) if not task.active]
        change_rows(
            self._session,
            len(ids),
            self.tr("Đang đưa trở lại %d nhiệm vụ") % len(ids),
            lambda workspace, register: workspace.tasks.bring_back(register, ids),
            said=self.tr("Đã đưa trở lại %d nhiệm vụ") % len(ids),
        )
