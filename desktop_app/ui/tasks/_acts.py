"""What can be done to the chosen tasks: edit, move, shift, assign, withdraw, bring back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QWidget

from desktop_app.domain.reports import ReportRow
from desktop_app.domain.task import Task
from desktop_app.ui.look import icon
from desktop_app.ui.phrases import group_title
from desktop_app.ui.session import Session
from desktop_app.ui.widgets import ChoiceDialog
from desktop_app.ui.withdraw_dialog import WithdrawDialog, usual_day


class TaskActs(QObject):
    """Acts on the tasks that `chosen` returns; `actions` are for menus.

    `page`, which writes nothing into the data file, is for the window to answer.
    """

    def __init__(self, session: Session, chosen: Callable[[], list[ReportRow]], parent: QWidget) -> None:
        """Act for the screen `parent`."""
        super().__init__(parent)
        self._session = session
        self._chosen = chosen
        self._parent = parent
        self.actions = self._make_actions()
        self.page = self._action(self.tr("&Phiếu theo dõi để in…"), "print_20_regular", "Ctrl+P")

    def chosen(self) -> list[ReportRow]:
        """Return the chosen rows as they stand today."""
        return self._chosen()

    def edit(self) -> None:
        """Edit the one chosen task."""
        tasks = self._now(self._chosen())
        if len(tasks) != 1:
            return
        from desktop_app.ui.tasks.editor import TaskEditor

        TaskEditor.ask(self._session, tasks[0], self._parent)

    def _make_actions(self) -> list[QAction]:
        named = (
            (self.tr("&Sửa nhiệm vụ…"), "edit_20_regular", "Ctrl+Return", self.edit),
            (self.tr("Chu&yển nhóm…"), "arrow_move_20_regular", "", self._move),
            (self.tr("Đưa &lên"), "", "Alt+Up", lambda: self._shift(-1)),
            (self.tr("Đưa &xuống"), "", "Alt+Down", lambda: self._shift(1)),
            (self.tr("Đưa &ra khỏi danh mục…"), "subtract_circle_20_regular", "", self._withdraw),
            (self.tr("Đư&a trở lại danh mục"), "arrow_undo_20_regular", "", self._bring_back),
            (
                self.tr("Cập nhật &các nhiệm vụ đã chọn…"),
                "edit_20_regular",
                "Ctrl+Shift+G",
                self._record_many,
            ),
            (self.tr("Xác &nhận không thay đổi"), "checkmark_20_regular", "", self._confirm),
            (self.tr("Tạ&m dừng…"), "", "", self._suspend),
            (self.tr("Gia &hạn…"), "calendar_clock_20_regular", "", self._extend),
            (self.tr("Giao người theo &dõi…"), "", "", self._assign),
        )
        made = []
        for text, picture, keys, run in named:
            action = self._action(text, picture, keys)
            action.triggered.connect(lambda _on=False, act=run: act())
            made.append(action)
        return made

    def _action(self, text: str, picture: str, keys: str) -> QAction:
        action = QAction(icon(picture) if picture else QIcon(), text, self)
        if keys:
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)  # not on another screen
        return action

    def _record_many(self) -> None:
        from desktop_app.ui.tasks._bulk_dialogs import BulkDialog

        rows = self._chosen()
        if rows:
            BulkDialog.ask(self._session, [row.task.id for row in rows], self._parent)

    def _confirm(self) -> None:
        session, ids = self._session, [row.task.id for row in self._chosen()]
        count = session.change(
            lambda: session.workspace.recording.confirm(session.register, session.period, ids)
        )
        if count is not None:
            session.notify(self.tr("Đã xác nhận không thay đổi %d nhiệm vụ") % count)

    def _suspend(self) -> None:
        from desktop_app.ui.tasks._suspend_dialog import SuspendDialog

        ids = [task.id for task in self._now(self._chosen()) if task.active]
        if ids:
            SuspendDialog.ask(self._session, ids, self._parent)

    def _extend(self) -> None:
        from desktop_app.ui.tasks._extension_dialog import ExtensionDialog

        rows = self._chosen()
        if len(rows) == 1:
            ExtensionDialog.ask(self._session, rows[0], self._parent)

    def _assign(self) -> None:
        from desktop_app.ui.tasks._bulk_dialogs import OfficerDialog

        rows = self._chosen()
        count = OfficerDialog.ask(self._session, [row.task for row in rows], self._parent) if rows else None
        if count == 0:
            self._session.notified.emit(
                self.tr("Các nhiệm vụ này đã có người theo dõi như vậy, không có gì thay đổi"), 0
            )

    def _move(self) -> None:
        rows = self._chosen()
        groups = {group_title(group.number, group.title): group.id for group in self._session.register.groups}
        if not rows or not groups:
            return
        named = self.tr("Chuyển nhiệm vụ số %s") % rows[0].task.number
        act = named if len(rows) == 1 else self.tr("Chuyển %d nhiệm vụ") % len(rows)
        title = ChoiceDialog.ask(act, self.tr("Sang &nhóm"), list(groups), self._parent)
        if title is not None:
            tasks = self._session.workspace.tasks
            ids = [row.task.id for row in rows]
            self._session.change(
                lambda: tasks.move(self._session.register, ids, groups[title]),
                self.tr("Đã chuyển %d nhiệm vụ") % len(ids),
            )

    def _shift(self, step: int) -> None:
        chosen = self._now(self._chosen())
        if len(chosen) != 1:
            return
        register, task = self._session.register, chosen[0]
        order = [one.id for one in register.tasks if one.group_id == task.group_id]
        at = order.index(task.id)
        if not 0 <= at + step < len(order):
            return
        before = order[at - 1] if step < 0 else (order[at + 2] if at + 2 < len(order) else None)
        tasks = self._session.workspace.tasks
        self._session.change(
            lambda: tasks.move(register, [task.id], task.group_id, before),
            self.tr("Đã chuyển nhiệm vụ số %s") % task.number,
        )

    def _withdraw(self) -> None:
        ids = [task.id for task in self._now(self._chosen()) if task.active]
        answer = WithdrawDialog.ask(len(ids), usual_day(self._session), self._parent) if ids else None
        if answer is not None:
            tasks = self._session.workspace.tasks
            self._session.change(
                lambda: tasks.withdraw(self._session.register, ids, *answer),
                self.tr("Đã đưa %d nhiệm vụ ra khỏi danh mục") % len(ids),
            )

    def _now(self, rows: Sequence[ReportRow]) -> list[Task]:
        """Return the tasks of rows as they are now.

        A row shows its task as it was, even one that is gone since.
        """
        known = {task.id: task for task in self._session.register.tasks}
        return [known[row.task.id] for row in rows if row.task.id in known]

    def _bring_back(self) -> None:
        ids = [task.id for task in self._now(self._chosen()) if not task.active]
        if ids:
            tasks = self._session.workspace.tasks
            self._session.change(
                lambda: tasks.bring_back(self._session.register, ids),
                self.tr("Đã đưa trở lại %d nhiệm vụ") % len(ids),
            )
