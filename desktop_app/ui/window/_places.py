"""Says once where a data file lies, keeps the working file on this computer, puts copies out for others."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from desktop_app.domain.errors import AppError
from desktop_app.domain.work import Progress
from desktop_app.services import places
from desktop_app.services.wording import say_concern
from desktop_app.services.workspace import Workspace
from desktop_app.ui import messages
from desktop_app.ui.frame import Window


def tell_place(window: Window, show: Callable[[Path], object]) -> None:
    """Say once what the officer should know of the file's place.

    For a share, a disk that is pulled out and a synchronised folder with the offer to work on this computer.
    """
    path, settings = window.session.workspace.path, window.settings
    found = [one for one in places.concerns(path) if not settings.knows_concern(path, one)]
    if not found:
        return
    settings.remember_concerns(path, found)
    said = "\n\n".join(map(say_concern, found))
    if not any(one.elsewhere for one in found) or window.session.standing.refusal is not None:
        messages.inform(window, window.tr("Chỗ để tệp dữ liệu"), path.name, said, good=False)
        return
    detail = window.tr(
        "%s\n\nNên giữ bản làm việc trên ổ đĩa của máy này. Sau mỗi phiên, phần mềm "
        "sao chép một bản phát hành "
        "đã kiểm tra (chỉ đọc, có ngày trong tên) ra %s cho người khác xem."
    ) % (said, path.parent)
    question = window.tr("Giữ bản làm việc của %s trên máy này?") % path.name
    refuse = window.tr("Vẫn làm việc tại chỗ này")
    if messages.confirm(window, question, window.tr("Giữ trên máy này"), detail, refuse):
        keep_here(window, show, released_to=path.parent)


def keep_here(window: Window, show: Callable[[Path], object], released_to: Path | None = None) -> None:
    """Copy the open file with its documents to this computer in a thread and let `show` open the copy."""
    session, settings = window.session, window.settings
    try:
        target = places.local_data_file(session.workspace.path)
    except AppError as error:
        session.refused.emit(error)
        return

    def work(workspace: Workspace, _progress: Progress) -> Path:
        workspace.safekeeping.backup_to(target)
        return target

    def done(made: Path) -> None:
        if released_to is not None:
            settings.remember_release(made, released_to)
        show(made)

    session.run(window.tr("Đang sao chép về máy này"), work, done, wanted=True)


def ask_release(window: Window) -> None:
    """Choose the folder that gets a copy after each session, or stop that."""
    path, settings, tr = window.session.workspace.path, window.settings, window.tr
    folder = settings.release_folder(path)
    if folder is not None:
        question = tr("Ngừng sao chép bản phát hành ra %s?") % folder
        detail = tr("Các bản đã sao chép ra đó giữ nguyên.")
        if messages.confirm(window, question, tr("Ngừng phát hành"), detail, tr("Tiếp tục phát hành")):
            settings.remember_release(path, None)
        return
    name = QFileDialog.getExistingDirectory(window, tr("Thư mục nhận bản phát hành"))
    if name:
        settings.remember_release(path, Path(name))
        said = tr("Sau mỗi phiên, bản phát hành chỉ đọc được sao chép ra %s.")
        window.session.notified.emit(said % name, 0)


def release(window: Window) -> None:
    """Put a copy out for others if something was changed since the last one; closing goes on if it fails."""
    workspace, settings = window.session.workspace, window.settings
    folder = settings.release_folder(workspace.path)
    if folder is None or window.session.standing.refusal is not None:
        return
    try:
        head = workspace.journal.head()
        if head != settings.released(workspace.path):
            workspace.safekeeping.release_to(folder)
            settings.remember_released(workspace.path, head)
    except AppError as error:
        messages.show_error(window, error)
