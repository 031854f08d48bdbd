"""From chosen files to written lists.

Each is read in a thread, previewed in turn, and written in a thread.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.domain.editions import Decision, Edition, RowKind
from desktop_app.domain.errors import AppError, ListOutdated
from desktop_app.domain.work import Progress
from desktop_app.services.importing import (
    SUFFIXES,
    Choices,
    Details,
    ImportPlan,
    NoHeading,
    ProgrammeProposal,
    lists_in,
)
from desktop_app.services.wording import say
from desktop_app.services.workspace import Workspace
from desktop_app.ui.frame import Window
from desktop_app.ui.grid import Grid, GridColumn, TableModel
from desktop_app.ui.importing._preview import ImportPreview, PreviewContext
from desktop_app.ui.importing._progress import ListProgress
from desktop_app.ui.importing._sheet_dialog import SheetDialog
from desktop_app.ui.importing.phrases import done_words, heading_words
from desktop_app.ui.messages import confirm
from desktop_app.ui.papers import save_refused_rows


@dataclass(frozen=True, slots=True)
class ImportOutcome:
    """One file and what became of it."""

    path: Path
    result: str
    detail: str


class ImportOutcomes(QWidget):
    """Lists the files with their outcomes."""

    left = Signal()
    tray_asked = Signal()

    def __init__(self, outcomes: Sequence[ImportOutcome], parent: QWidget) -> None:
        """Show `outcomes` in the order of the files."""
        super().__init__(parent)
        title = QLabel(self.tr("Kết quả nhập %d tệp") % len(outcomes), self)
        title.setObjectName("screenTitle")
        columns: list[GridColumn[ImportOutcome]] = [
            GridColumn(
                "file", self.tr("Tệp"), lambda one: one.path.name, width=320, tip=lambda one: str(one.path)
            ),
            GridColumn("result", self.tr("Kết quả"), lambda one: one.result, width=170),
            GridColumn("detail", self.tr("Chi tiết"), lambda one: one.detail, width=0),
        ]
        self.model: TableModel[ImportOutcome] = TableModel(columns, parent=self)
        self.model.set_rows(list(outcomes))
        self.grid = Grid(self.tr("Kết quả nhập từng tệp"), self)
        self.grid.setModel(self.model)
        tray = QPushButton(self.tr("Xem nhiệm vụ không &còn trong danh mục"), self)
        self.close_button = QPushButton(self.tr("Đóng"), self)
        self.close_button.setObjectName("primary")
        foot = QHBoxLayout()
        foot.addStretch()
        foot.addWidget(tray)
        foot.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(self.grid, 1)
        column.addLayout(foot)
        tray.clicked.connect(self.tray_asked)
        self.close_button.clicked.connect(self.left)


T = TypeVar("T")
_Written = tuple[Edition | None, Sequence[int], frozenset[int], Mapping[RowKind, int]]
"""What was planned of a list.

The edition, its acts, the tasks that it names (for the files beside it), the counts.
"""


class ImportFlow(QObject):
    """Brings lists in; `tray_asked` opens the tray, `pending` names the file of an open preview, or ""."""

    tray_asked = Signal()
    pending = Signal(str)

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._session = window.session
        self._window = window
        self._waiting: list[tuple[Path, str | None]] = []
        self._documents: dict[Path, ProgrammeProposal] = {}
        self._outcomes: list[ImportOutcome] = []
        self._several = self._busy = False
        self._offered: set[tuple[Path, str]] = set()
        self._beside: frozenset[int] = frozenset()
        self.progress = ListProgress(window)
        self.preview: ImportPreview | None = None
        self.outcomes: ImportOutcomes | None = None
        self._session.changed.connect(self._compare_again)

    def ask(self) -> None:
        """Ask for files; if a preview stands open, show that."""
        if self.preview is not None:
            self._window.show_apart(self.preview)
            return
        if paths := _asked_files(self._window):
            self.begin_all(paths)

    def ask_folder(self) -> None:
        """Ask for a folder and bring in every list in it."""
        if (folder := _asked_folder(self._window)) is not None:
            self.begin_all([folder])

    def begin(self, path: Path) -> None:
        """Read a file and show what it would change."""
        self.begin_all([path])

    def begin_document(self, document: ProgrammeProposal) -> None:
        """Show what the list of a document brings to the programme that was made of it."""
        self._documents[document.workbook.path] = document
        self.begin(document.workbook.path)

    def begin_all(self, paths: Sequence[Path]) -> None:
        """Read files and the lists of folders, and preview each in turn."""
        found = lists_in(paths)
        if not found:
            self._session.warned.emit(self.tr("Không có danh mục nào trong thư mục này."))
            return
        idle = self.preview is None and not self._waiting and not self._busy
        self._waiting += [(path, None) for path in found]
        if idle:
            self._outcomes, self._beside, self._several = [], frozenset(), len(found) > 1
            self._offered.clear()
            self._next()
        else:
            self._several = True
            self._tell_waiting(found)

    def _tell_waiting(self, found: Sequence[Path]) -> None:
        """Say that files wait for the one that is being looked at, and show that one."""
        if self.preview is not None:
            self._window.show_apart(self.preview)
        names = ", ".join(path.name for path in found)
        self._session.notified.emit(self.tr("Xong danh mục đang mở thì xem tiếp: %s") % names, 0)

    def _next(self) -> None:
        if not self._waiting:
            self._end()
            return
        path, sheet = self._waiting.pop(0)
        programme_id, held = self._session.programme.id, self._session.register.held()
        first = Choices(sheet=sheet, period=self._session.period.label, beside=self._beside)
        document = self._documents.pop(path, None)

        def read(workspace: Workspace, progress: Progress) -> ImportPlan | NoHeading:
            register = workspace.register(programme_id, held)
            if document is not None:
                return document.planned(workspace.imports, register, progress)
            return workspace.imports.plan_or_point(register, path, first, progress)

        def done(result: ImportPlan | NoHeading) -> None:
            if isinstance(result, ImportPlan):
                self.show_preview(result)
            elif self._several:
                self._failed(path, result.error)
            else:
                self._point(result, first)

        self._read(path, read, done)

    def _read(self, path: Path, read: Callable[[Workspace, Progress], T], done: Callable[[T], None]) -> None:
        """Read something of a file in a thread; where that fails or is stopped the next one follows."""

        def stopped() -> None:
            self._busy = False
            said = self.tr("Đã dừng đọc %s; không có gì thay đổi.") % path.name
            self._note(path, self.tr("Đã dừng"), said)
            if not self._several:
                self._session.notified.emit(said, 0)
            self._next()

        self._busy = True
        said = self.tr("Đang đọc %s") % path.name
        self._session.run(said, read, done, partial(self._failed, path), stopped)

    def _failed(self, path: Path, error: AppError) -> None:
        self._busy = False
        self._note(path, self.tr("Chưa nhập được"), say(error))
        if not self._several:
            self._session.refused.emit(error)
        self._next()

    def _point(self, missing: NoHeading, choices: Choices) -> None:
        """Ask the officer to point at the heading that the program does not find."""
        workbook, error = missing.workbook, missing.error
        reason = heading_words(error.rows, error.sheet)
        views = self._session.workspace.imports.views(workbook)
        chosen = SheetDialog.ask(views, choices, self._window, reason)
        if chosen is None:
            self._busy = False
            self._note(workbook.path, self.tr("Chưa nhập được"), say(error))
            self._next()
            return
        programme_id, held, pointed = self._session.programme.id, self._session.register.held(), chosen

        def read(workspace: Workspace, progress: Progress) -> ImportPlan:
            register = workspace.register(programme_id, held)
            return workspace.imports.plan_workbook(register, workbook, pointed, progress)

        self._read(workbook.path, read, self.show_preview)

    def show_preview(self, plan: ImportPlan) -> None:
        """Show what was read."""
        self._busy, session, window = False, self._session, self._window
        around = PreviewContext(
            lambda one: session.workspace.imports.views(one.workbook),
            session.workspace.periods.all_of(session.programme),
            session.period,
        )
        preview = ImportPreview(session.register, plan, window, around)
        session.standing.rest(preview.accept_button)
        preview.rearranged.connect(self._rearrange)
        preview.accepted_plan.connect(self._write)
        preview.left.connect(self._leave)
        preview.refused_asked.connect(partial(save_refused_rows, session, window.settings, window))
        name = plan.workbook.path.name
        if self._several:
            place = len(self._outcomes) + 1
            preview.head.title.set_whole(self.tr("Tệp %d/%d: %s") % (place, place + len(self._waiting), name))
            preview.foot.cancel.setText(self.tr("Bỏ qua tệp này"))
        if self._several and plan.choices.sheet is not None:
            preview.head.title.set_whole(self.tr("Trang tính “%s” của %s") % (plan.sheet, name))
            preview.foot.cancel.setText(self.tr("Bỏ qua trang tính này"))
        self.preview = preview
        self.pending.emit(name)
        window.show_apart(preview)
        preview.grid.setFocus()

    def _rearrange(self, choices: Choices) -> None:
        """Compare anew by other choices, in a thread."""
        preview = self.preview
        if preview is None:
            return
        register, workbook = preview.register, preview.plan.workbook
        programme_id, held = register.programme.id, register.held()

        def compare(workspace: Workspace, progress: Progress) -> ImportPlan:
            return workspace.imports.plan_workbook(
                workspace.register(programme_id, held), workbook, choices, progress
            )

        def done(plan: ImportPlan) -> None:
            if self.preview is preview:
                preview.show_plan(register, plan)

        self._session.run(self.tr("Đang đọc lại %s") % workbook.path.name, compare, done)

    def _compare_again(self) -> None:
        """Compare the list of an open preview again: the data changed under it."""
        if self.preview is not None and not self._busy and self.preview.register is self._session.register:
            self._rearrange(self.preview.plan.choices)

    def _leave(self) -> None:
        preview = self.preview
        if preview is not None:
            self._note(
                preview.plan.workbook.path,
                self.tr("Bỏ qua"),
                self.tr("Không nhập tệp này; không có gì thay đổi."),
            )
            self._close_preview()
            self._next()

    def _write(self, plan: ImportPlan, decisions: Mapping[int, Decision], details: Details) -> None:
        preview = self.preview
        if preview is None:
            return
        if not self._into_this(plan):
            return
        into, path, several, others = preview.register, plan.workbook.path, self._several, plan.other_lists
        programme_id, held = into.programme.id, into.held()
        period = preview.progress.period
        self._busy = True
        preview.setEnabled(False)

        def write(workspace: Workspace, progress: Progress) -> _Written:
            counts = plan.tally(decisions).counts
            register = workspace.register(programme_id, held)
            edition = workspace.imports.write(register, plan, decisions, details, progress)
            named = workspace.imports.named(plan, edition) if several else frozenset()
            return edition, workspace.acts.after(0), named, counts

        def done(result: _Written) -> None:
            edition, acts, named, counts = result
            self._close_preview()
            self._beside |= named
            self._tell(path, counts, edition, acts)
            self._go_on_with(path, others)
            if period is None:
                self._go_on()
            else:
                self.progress.record(plan, programme_id, period, self._go_on)

        def reopen() -> None:
            self._busy = False
            preview.setEnabled(True)

        def failed(error: AppError) -> None:
            reopen()
            self._session.refused.emit(error)
            if isinstance(error, ListOutdated):
                self._session.refresh()  # compares the list again

        def stopped() -> None:
            reopen()
            self._session.warned.emit(self.tr("Đã dừng. Chưa ghi gì vào tệp dữ liệu."))

        self._session.run(self.tr("Đang nhập %s") % path.name, write, done, failed, stopped, wanted=True)

    def _into_this(self, plan: ImportPlan) -> bool:
        """Ask again before a list that names another programme goes into the session's."""
        if plan.of_other is None:
            return True
        number = self._session.programme.number
        question = self.tr("Danh mục này ghi số, ký hiệu của đề án %s. Vẫn nhập vào đề án %s?") % (
            plan.of_other.number, number,
        )  # fmt: skip
        detail = self.tr("Muốn nhập vào đề án kia: bấm Hủy, chọn đề án đó ở đầu cửa sổ rồi nhập lại.")
        return confirm(self._window, question, self.tr("Nhập vào %s") % number, detail)

    def _go_on(self) -> None:
        self._busy = False
        self._next()

    def _go_on_with(self, path: Path, sheets: Sequence[str]) -> None:
        """Offer the other lists of a file after the one that was brought in, none twice."""
        follow = [(path, name) for name in sheets if (path, name) not in self._offered]
        self._offered.update(follow)
        self._waiting[:0] = follow
        self._several = self._several or bool(follow)

    def _tell(
        self, path: Path, counts: Mapping[RowKind, int], edition: Edition | None, acts: Sequence[int]
    ) -> None:
        if edition is None:
            said = self.tr("Danh mục %s đã có đủ, không có gì thay đổi") % path.name
            self._note(path, self.tr("Không có gì thay đổi"), said)
            self._session.notified.emit(said, 0)
            return
        said = done_words(path.name, counts[RowKind.NEW], counts[RowKind.CHANGED], counts[RowKind.GONE])
        self._note(path, self.tr("Đã nhập"), said)
        for act_id in acts:
            self._session.workspace.acts.remember(act_id)
        self._session.refresh(said)

    def _note(self, path: Path, result: str, detail: str) -> None:
        self._outcomes.append(ImportOutcome(path, result, detail))

    def _close_preview(self) -> None:
        preview, self.preview = self.preview, None
        self.pending.emit("")
        if preview is not None:
            self._window.leave_apart(preview)
            preview.release()

    def _end(self) -> None:
        if len(self._outcomes) < 2:
            return
        outcomes = ImportOutcomes(self._outcomes, self._window)
        outcomes.left.connect(self._close_outcomes)
        outcomes.tray_asked.connect(self.tray_asked)
        self.outcomes = outcomes
        self._window.show_apart(outcomes)

    def _close_outcomes(self) -> None:
        outcomes, self.outcomes = self.outcomes, None
        if outcomes is not None:
            self._window.leave_apart(outcomes)


def _asked_folder(window: Window) -> Path | None:
    name = QFileDialog.getExistingDirectory(
        window, window.tr("Nhập cả thư mục"), str(window.settings.last_folder())
    )
    if not name:
        return None
    window.settings.remember_folder(Path(name))
    return Path(name)


def _asked_files(window: Window) -> list[Path]:
    names, _ = QFileDialog.getOpenFileNames(
        window,
        window.tr("Nhập danh mục"),
        str(window.settings.last_folder()),
        window.tr("Danh mục (%s);;Mọi tệp (*)") % " ".join(f"*{suffix}" for suffix in SUFFIXES),
    )
    if names:
        window.settings.remember_folder(Path(names[0]).parent)
    return [Path(name) for name in names]
