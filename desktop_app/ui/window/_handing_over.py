"""Handing the data file over to another computer, and taking one over."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from desktop_app.domain.errors import AppError
from desktop_app.domain.work import Progress
from desktop_app.services.handover import KIT_SUFFIX, HandedOver, TakenOver, read_kit, take_over
from desktop_app.services.workspace import Workspace
from desktop_app.ui.frame import Window


def hand_over(window: Window) -> None:
    """Ask for a place and write the kit in a thread; what is being typed is saved first."""
    from desktop_app.services.handover import hand_over as write

    window.tasks.commit()
    session, tr = window.session, window.tr
    day = datetime.now().astimezone()
    proposed = tr("Bàn giao %s %s") % (session.workspace.path.stem, f"{day:%Y-%m-%d}{KIT_SUFFIX}")
    name, _ = QFileDialog.getSaveFileName(
        window, tr("Bàn giao"), str(window.settings.last_folder() / proposed), _filter(window)
    )
    if not name:
        return
    target = Path(name) if Path(name).suffix.lower() == KIT_SUFFIX else Path(name + KIT_SUFFIX)
    window.settings.remember_folder(target.parent)

    def work(workspace: Workspace, progress: Progress) -> HandedOver:
        return write(workspace, target, progress)

    def done(made: HandedOver) -> None:
        session.written.emit(
            tr("Đã ghi bộ bàn giao %s, mã kiểm tra %s. Mở tệp để in nhật ký.")
            % (made.path.name, made.kit.head[:16]),
            str(made.path.parent),
        )
        if made.kit.missing:
            session.warned.emit(tr("Bộ bàn giao thiếu tệp của: %s") % "; ".join(made.kit.missing))
        elif not made.kit.sound:
            session.warned.emit(
                tr("Đã ghi bộ bàn giao. Kiểm tra dữ liệu có phát hiện, xem màn hình Nhật ký.")
            )

    session.run(
        tr("Đang ghi bộ bàn giao"), work, done, stopped=lambda: session.warned.emit(tr("Đã dừng bàn giao."))
    )


def take_over_asked(window: Window, show: Callable[[TakenOver], None]) -> None:
    """Ask for a kit and a place, put the data there in a thread, and let `show` open it."""
    from desktop_app.ui.setup import TakeoverDialog

    session, tr = window.session, window.tr
    name, _ = QFileDialog.getOpenFileName(
        window, tr("Nhận bàn giao"), str(window.settings.last_folder()), _filter(window)
    )
    kit = session.ask(lambda: read_kit(Path(name))) if name else None
    target = TakeoverDialog.ask(kit, window) if kit is not None else None
    if target is None:
        return
    window.settings.remember_folder(Path(name).parent)

    def work(progress: Progress) -> TakenOver:
        return take_over(Path(name), target, progress)

    def failed(error: AppError) -> None:
        session.refused.emit(error)

    session.jobs.run(tr("Đang nhận bàn giao"), work, show, failed, wanted=True)


def _filter(window: Window) -> str:
    return window.tr("Bộ bàn giao Tiến độ Đề án (*.zip)")
