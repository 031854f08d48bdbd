"""What stands before the closing of the window: questions, and the last backup.

Where that fails the officer chooses what to do.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from desktop_app.domain.errors import AppError, DataFileDamaged
from desktop_app.services import places
from desktop_app.services.wording import say
from desktop_app.ui import messages
from desktop_app.ui.frame import Window

if TYPE_CHECKING:
    from desktop_app.ui.tasks import TasksScreen

_AGAIN, _ELSEWHERE, _CLOSE = range(3)


def may_close(window: Window, tasks: "TasksScreen | None") -> bool:
    """Ask before what was typed, or work that still runs, would be lost."""
    if tasks is not None and not tasks.commit():
        question = window.tr("Nội dung vừa nhập chưa lưu được. Sao chép nội dung này rồi đóng phần mềm?")
        detail = window.tr("Sau khi đóng, mở Word hoặc Notepad và nhấn Ctrl+V để giữ lại nội dung này.")
        if not messages.confirm(window, question, window.tr("Sao chép và đóng"), detail):
            return False
        QGuiApplication.clipboard().setText(tasks.panel.unsaved_text())
    running = window.session.jobs.running
    if not running:
        return True
    question = window.tr("%s chưa xong. Dừng lại và đóng phần mềm?") % running
    detail = window.tr("Việc đang làm dở không để lại thay đổi nào trong dữ liệu.")
    return messages.confirm(window, question, window.tr("Dừng và đóng"), detail)


def backed_up(window: Window) -> bool:
    """Make the last backup; return whether the window may close, with or without one."""
    if window.session.workspace.refusal is not None:
        return True
    error = _failed(window)
    while error is not None:
        window.show()
        if isinstance(error, DataFileDamaged):
            window.session.refused.emit(error)
            return False
        act = _ask(window, error)
        if act == _CLOSE:
            return True
        if act == _AGAIN:
            error = _failed(window)
        elif act == _ELSEWHERE:
            error = _elsewhere(window, error)
        else:
            return False
    return True


def _failed(window: Window) -> AppError | None:
    """Make the backup; return what stood in the way, None if it is made."""
    try:
        window.session.workspace.backup()
    except AppError as error:
        return error
    return None


def _ask(window: Window, error: AppError) -> int:
    acts = (window.tr("&Thử lại"), window.tr("Sao lưu ra &nơi khác…"), window.tr("&Vẫn đóng"))
    detail = window.tr("Dữ liệu đã nhập vẫn nằm trong tệp; chỉ bản sao lưu cuối cùng là chưa có.")
    question = window.tr("Chưa sao lưu được trước khi đóng.")
    return messages.choose(window, question, acts, f"{say(error)}\n\n{detail}")


def _elsewhere(window: Window, error: AppError) -> AppError | None:
    """Ask for another place and back up there; return what stood in the way, None if it is done."""
    name, _ = QFileDialog.getSaveFileName(
        window,
        window.tr("Sao lưu ra nơi khác"),
        str(places.documents()),
        window.tr("Tệp dữ liệu Tiến độ Đề án (*.tiendo)"),
    )
    if not name:
        return error
    try:
        window.session.workspace.safekeeping.backup_to(Path(name).with_suffix(places.SUFFIX))
    except AppError as again:
        return again
    return None
