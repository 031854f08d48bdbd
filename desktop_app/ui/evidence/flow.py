"""What an officer does with documents, wherever they are shown.

Bring in, open, save a copy, check, hand out.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop_app.domain.evidence import Document, Link, is_harmless, safe_name
from desktop_app.domain.work import Progress
from desktop_app.resources import words
from desktop_app.services.evidence import AnnexDone, EvidenceRow, FileTrouble, TakenFiles
from desktop_app.services.workspace import Workspace
from desktop_app.ui.evidence._document_dialog import DocumentDialog
from desktop_app.ui.evidence.columns import document_name, size_words
from desktop_app.ui.evidence.task_picker import TaskPicker
from desktop_app.ui.formats import format_number
from desktop_app.ui.messages import choose, confirm, inform
from desktop_app.ui.session import Session
from desktop_app.ui.settings import WindowSettings

_TOLD = 10


class EvidenceFlow(QObject):
    """Runs the acts of `session` on documents; its dialogs stand over `window`."""

    def __init__(self, session: Session, settings: WindowSettings, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._settings = settings
        self._window = window
        self.open_url = QDesktopServices.openUrl

    def add(self, task_ids: tuple[int, ...] = ()) -> Document | None:
        """Ask for a document and add it."""
        return DocumentDialog.ask(self._session, self._settings, None, task_ids, self._window)

    def choose_decision(self) -> None:
        """Ask for the file of the document by which the programme was issued, and keep it."""
        name, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Chọn tệp văn bản ban hành đề án"), str(self._settings.last_folder())
        )
        if name:
            self._settings.remember_folder(Path(name).parent)
            evidence, programme = self._session.workspace.evidence, self._session.programme
            said = self.tr("Đã giữ tệp văn bản ban hành đề án")
            self._session.change(lambda: evidence.keep_decision(programme, Path(name)), said)

    def edit(self, document: Document) -> None:
        """Edit a document."""
        DocumentDialog.ask(self._session, self._settings, document, (), self._window)

    def choose_files(self, task_ids: Sequence[int] = (), period: str | None = None) -> None:
        """Ask for files and bring them in."""
        names, _ = QFileDialog.getOpenFileNames(
            self._window, self.tr("Chọn tệp tài liệu"), str(self._settings.last_folder())
        )
        if names:
            self._settings.remember_folder(Path(names[0]).parent)
            self.take_in([Path(name) for name in names], task_ids, period)

    def take_in(self, paths: Sequence[Path], task_ids: Sequence[int] = (), period: str | None = None) -> None:
        """Bring files in, in a thread; of a folder the files that lie in it."""
        if not self._session.standing.may_write():
            return
        sources = [one for path in paths for one in (sorted(path.iterdir()) if path.is_dir() else [path])]
        sources = [one for one in sources if not one.is_dir()]
        if not sources:
            self._session.warned.emit(self.tr("Thư mục này không có tệp nào."))
            return
        programme = self._session.programme.id

        def work(workspace: Workspace, progress: Progress) -> tuple[TakenFiles, int | None]:
            taken = workspace.evidence.take_in(programme, sources, task_ids, period, progress)
            return taken, workspace.acts.last

        self._session.run(self.tr("Đang thêm %d tệp") % len(sources), work, self._taken)

    def remove(self, documents: Sequence[Document]) -> None:
        """Remove documents; undo brings them back, with their files."""
        evidence = self._session.workspace.evidence
        stay = self._session.change(lambda: evidence.remove(documents))
        if stay is not None:
            said = self.tr("Đã xóa %d tài liệu; tệp vẫn được giữ") % (len(documents) - len(stay))
            if stay:
                said += self.tr(". Giữ lại %d tài liệu của kỳ đã chốt: %s")
                said %= (len(stay), ", ".join(map(document_name, stay)))
            self._session.notify(said)

    def link(self, documents: Sequence[Document]) -> None:
        """Ask for tasks and let documents prove them."""
        picked = TaskPicker.ask(self._session, (), self._window)
        if picked is not None:
            evidence = self._session.workspace.evidence
            self._session.change(
                lambda: evidence.link(documents, picked.task_ids, picked.period),
                self.tr("Đã gắn %d tài liệu với %d nhiệm vụ") % (len(documents), len(picked.task_ids)),
            )

    def unlink(self, document: Document, links: Sequence[Link]) -> None:
        """Take links of a document away."""
        evidence = self._session.workspace.evidence
        closed = self._session.change(lambda: evidence.unlink(document, links))
        if closed is not None:
            said = self.tr("Đã bỏ gắn tài liệu với nhiệm vụ")
            if closed:
                said += self.tr("; giữ nguyên ở kỳ đã chốt (%s)") % self._session.labels(closed)
            self._session.notify(said)

    def open(self, document: Document) -> None:
        """Open a copy of a document's file with the system's program.

        Of a file that the system may run, not show, the folder is offered instead.
        """
        whole = True
        if not is_harmless(document.file_name):
            picked = self._ask_how(document)
            if picked < 0:
                return
            whole = picked == 1
        path = self._session.ask(lambda: self._session.workspace.evidence.files.open_copy(document))
        if path is not None and not whole:
            path = path.parent
        if path is not None and not self.open_url(QUrl.fromLocalFile(str(path))):
            self._session.warned.emit(
                self.tr(
                    "Máy này chưa có phần mềm mở tệp %s. Hãy lưu bản sao rồi chuyển sang máy khác để xem."
                )
                % document.file_name
            )

    def _ask_how(self, document: Document) -> int:
        """Ask how to open a file that may be a program: 0 its folder, 1 the file, -1 not at all."""
        detail = self.tr(
            "Tệp loại này có thể tự chạy trên máy. Chỉ mở khi biết chắc ai gửi và vì sao. "
            "Mở thư mục thì tệp không chạy: có thể xem tên, quét vi-rút hoặc sao chép đi nơi khác."
        )
        question = self.tr("Tệp %s không phải văn bản, bảng tính hay ảnh thường gặp. Mở thế nào?")
        acts = [self.tr("Mở thư mục chứa tệp"), self.tr("Vẫn mở tệp")]
        return choose(self._window, question % document.file_name, acts, detail)

    def save_copy(self, document: Document) -> None:
        """Ask for a place and write a copy of a document's file there."""
        first = self._settings.last_folder() / document.file_name
        name, _ = QFileDialog.getSaveFileName(self._window, self.tr("Lưu bản sao"), str(first))
        if name:
            target = Path(name)
            self._settings.remember_folder(target.parent)
            evidence = self._session.workspace.evidence
            if self._session.ask(lambda: evidence.files.save_copy(document, target)):
                self._session.written.emit(self.tr("Đã lưu bản sao: %s") % target, str(target))

    def check(self) -> None:
        """Read every kept file of the programme in a thread, and show what is missing or altered."""
        programme = self._session.programme.id

        def work(workspace: Workspace, progress: Progress) -> list[FileTrouble]:
            return workspace.evidence.files.check(programme, progress)

        self._session.run(self.tr("Đang kiểm tra tệp tài liệu"), work, self._checked)

    def clean_up(self) -> None:
        """Take the files away that no document names any longer, after asking."""
        files = self._session.workspace.evidence.files
        unused = self._session.ask(files.unused)
        if unused is None:
            return
        count = len(unused.paths)
        if not count:
            self._session.notified.emit(self.tr("Không có tệp thừa: mọi tệp đều thuộc một tài liệu"), 0)
            return
        detail = self.tr(
            "Việc này không hoàn tác được. Sau đó, nếu hoàn tác việc xóa tài liệu hoặc khôi phục bản sao lưu "
            "cũ thì tài liệu vẫn còn trong danh sách nhưng không còn tệp."
        )
        question = self.tr("Xóa hẳn %d tệp không còn tài liệu nào dùng (%s)?") % (
            count,
            size_words(unused.size),
        )
        if confirm(self._window, question, self.tr("Xóa hẳn %d tệp") % count, detail):
            said = self.tr("Đã xóa %s tệp không còn dùng")
            self._session.change(lambda: files.clean_up(unused), lambda gone: said % format_number(gone))

    def export_annex(self, rows: Sequence[EvidenceRow]) -> None:
        """Ask for a folder and write the annex of `rows` into it."""
        if not rows:
            self._session.warned.emit(self.tr("Chưa có tài liệu nào trong bảng để xuất."))
            return
        period = self._session.period
        first = self._settings.last_folder() / f"Phu-luc-{safe_name(period.label)}"
        name, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Tạo thư mục phụ lục tài liệu"), str(first), self.tr("Thư mục mới (*)")
        )
        if not name:
            return
        target = Path(name)
        self._settings.remember_folder(target.parent)
        session = self._session
        ids = {one.period for row in rows for one in row.links if one.period}
        labels = {key: session.workspace.periods.find(key, session.programme).label for key in ids}
        programme = session.programme.id

        def work(workspace: Workspace, progress: Progress) -> AnnexDone:
            register = workspace.register(programme)
            return workspace.evidence.files.export_annex(register, target, labels, rows, progress)

        session.run(self.tr("Đang xuất phụ lục tài liệu"), work, self._exported)

    def _taken(self, result: tuple[TakenFiles, int | None]) -> None:
        taken, act = result
        if act is not None:
            self._session.workspace.acts.remember(act)
        parts = []
        if taken.added:
            parts.append(self.tr("Đã thêm %d tài liệu") % len(taken.added))
        if taken.known:
            names = ", ".join(document_name(one) for one in taken.known[:2])
            parts.append(self.tr("%d tệp đã có sẵn (%s)") % (len(taken.known), names))
        self._session.refresh(" · ".join(parts))

    def _checked(self, found: Sequence[FileTrouble]) -> None:
        self._session.refresh()
        if not found:
            self._session.notified.emit(self.tr("Mọi tệp tài liệu đều còn nguyên"), 0)
            return
        named = words("file_state")
        said = [f"{named[one.state]}: {document_name(one.document)}" for one in found[:_TOLD]]
        if len(found) > _TOLD:
            said.append(self.tr("và %d tài liệu khác") % (len(found) - _TOLD))
        detail = (
            self.tr("Hãy sao chép lại thư mục %s, hoặc sửa tài liệu và chọn lại tệp.") % found[0].path.parent
        )
        inform(self._window, self.tr("Kết quả kiểm tra"), "\n".join(said), detail, good=False)

    def _exported(self, done: AnnexDone) -> None:
        said = self.tr("Đã xuất phụ lục %d tài liệu, %d tệp: %s") % (done.documents, done.files, done.folder)
        if done.without:
            names = ", ".join(document_name(one) for one in done.without[:3])
            self._session.warned.emit(said + self.tr(" · thiếu tệp: %s") % names)
        else:
            self._session.written.emit(said, str(done.folder))
