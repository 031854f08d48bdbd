"""What the window says of the file that it has just opened, and where another file is asked for."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop_app import __version__
from desktop_app.services import places
from desktop_app.ui import messages
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.window._main_window import MainWindow

if TYPE_CHECKING:
    from desktop_app.services.handover import TakenOver


def _finish_recording(window: MainWindow) -> None:
    """Bring in what was on its way into the file when the program ended, and say so.

    What could not be written is not to be overlooked.
    """
    session = window.session
    if not session.workspace.has_unfinished:
        return
    from desktop_app.services.unfinished import finish, say_finished

    found = session.change(lambda: finish(session.workspace))
    if found is not None and found.aside is None:
        session.notify(say_finished(found))
    elif found is not None:
        title = _tr("Nội dung nhập dở")
        messages.inform(window, title, title, say_finished(found), good=False)


def tell_news(window: MainWindow, settings: WindowSettings) -> None:
    """Name the backup of a file that was upgraded, and what was finished in it.

    Else say once, after an update, that there is something new.
    """
    kept = window.session.workspace.kept_old
    if kept is not None:
        said = _tr("Đã cập nhật tệp %s cho phiên bản này. Bản sao lưu trước khi cập nhật: %s")
        window.session.notified.emit(said % (window.session.workspace.path.name, kept.name), 0)
    elif settings.is_updated_to(__version__):
        window.toast.tell_news(_tr("Đã cập nhật phần mềm lên phiên bản %s.") % __version__)
    _finish_recording(window)


def tell_kept_here(window: MainWindow, before: Path) -> None:
    """Say that the file open now is the working file, and not the one it was copied from."""
    said = _tr("Đang làm việc trên %s. Tệp cũ ở %s còn nguyên, đừng ghi tiếp vào đó.")
    window.session.notified.emit(said % (window.session.workspace.path, before.parent), 0)


def tell_taken_over(window: MainWindow, taken: "TakenOver") -> None:
    """Say that a file was taken over from another computer, and whether its check found anything."""
    window.session.notified.emit(_tr("Đã nhận bàn giao vào %s. Có thể làm tiếp ngay.") % taken.path, 0)
    if not taken.health.ok:
        found = _tr("Kiểm tra dữ liệu nhận bàn giao có phát hiện")
        detail = _tr("Dữ liệu vẫn mở được. Xem từng mục ở màn hình Nhật ký, nút kiểm tra.")
        messages.inform(window, _tr("Nhận bàn giao"), found, detail, good=False)


def raise_window(window: MainWindow) -> None:
    """Bring the window to the front, or the dialog that stands before it."""
    window.setWindowState(window.windowState() & ~window.windowState().WindowMinimized)
    window.show()
    front = QApplication.activeModalWidget() or window
    front.raise_()
    front.activateWindow()


def ask_another() -> Path | None:
    """Ask for another data file to open or make; return None if that was cancelled."""
    name, _ = QFileDialog.getSaveFileName(
        None,
        _tr("Mở hoặc tạo tệp dữ liệu"),
        str(places.documents()),
        _tr("Tệp dữ liệu Tiến độ Đề án (*.tiendo)"),
        options=QFileDialog.Option.DontConfirmOverwrite,
    )
    return Path(name).with_suffix(places.SUFFIX) if name else None


def _tr(text: str) -> str:
    return QCoreApplication.translate("Shell", text)
