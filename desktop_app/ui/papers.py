"""Where a paper goes: the officer names its file; a thread writes it, and a message leads there."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.domain.reports import ReportRow
from desktop_app.domain.text import fold
from desktop_app.domain.work import Progress
from desktop_app.services.workspace import Workspace
from desktop_app.ui.session import Session, today
from desktop_app.ui.settings import WindowSettings

if TYPE_CHECKING:
    from desktop_app.services.importing import HasRefused

_NAME_LENGTH = 120


def ask_target(
    parent: QWidget, settings: WindowSettings, title: str, name: str, kinds: Mapping[str, str]
) -> Path | None:
    """Ask for the file of a paper called `name`; `kinds` are the words of each format by its ending.

    A file whose name ends otherwise gets the ending of the chosen format. Return None if none was chosen.
    """
    first = next(iter(kinds))
    words = "".join(mark if mark.isalnum() else " " for mark in fold(name)).split()
    stem = "_".join(words)[:_NAME_LENGTH]
    chosen, kind = QFileDialog.getSaveFileName(
        parent, title, str(settings.last_folder() / (stem + first)), ";;".join(kinds.values())
    )
    if not chosen:
        return None
    target = Path(chosen)
    settings.remember_folder(target.parent)
    if target.suffix.lower() in kinds:
        return target
    wanted = next((ending for ending, said in kinds.items() if said == kind), first)
    return target.with_name(target.name + wanted)


def save_refused_rows(
    session: Session, settings: WindowSettings, parent: QWidget, plans: "Sequence[HasRefused]"
) -> None:
    """Ask where the refused rows of lists or forms go, and write them."""
    from desktop_app.services.importing import save_refused

    tr, first = parent.tr, plans[0].refused_sheet.path
    name, kinds = tr("%s loi") % first.stem, {".xlsx": tr("Bảng tính (*.xlsx)")}
    target = ask_target(parent, settings, tr("Lưu các dòng chưa nhập được"), name, kinds)
    count = session.ask(lambda: save_refused(plans, target)) if target is not None else None
    if count:
        session.written.emit(tr("Đã lưu %d dòng chưa nhập được: %s") % (count, target), str(target))


def print_task(session: Session, settings: WindowSettings, row: ReportRow, parent: QWidget) -> None:
    """Ask where the page of the one chosen task goes, and write it as the session's period shows it."""
    tr, period, programme_id = parent.tr, session.period, session.programme.id
    task = row.task
    kinds = {".docx": tr("Tài liệu Word (*.docx)"), ".pdf": tr("Tài liệu PDF (*.pdf)")}
    name = tr("Phieu nhiem vu %s %s") % (task.number, period.label)
    target = ask_target(parent, settings, tr("Phiếu theo dõi nhiệm vụ số %s") % task.number, name, kinds)
    if target is None:
        return

    def write(workspace: Workspace, progress: Progress) -> None:
        from desktop_app.services.gathering import page_of_task
        from desktop_app.services.reporting import write_papers

        register = workspace.register(programme_id)
        write_papers([page_of_task(workspace, register, task.id, period, today())], target, progress)

    def done(_: None) -> None:
        session.written.emit(tr("Đã xuất phiếu theo dõi ra %s") % target, str(target))

    session.run(tr("Đang xuất %s") % target.name, write, done, wanted=True)
