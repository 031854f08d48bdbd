"""From a chosen form to a written one, and from returned forms to recorded progress.

Files are read in a thread.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QWidget

from desktop_app.domain.errors import AppError
from desktop_app.domain.work import Progress
from desktop_app.services.forms import EntryPlan, FormChoices, FormPlan, WrittenForm
from desktop_app.services.wording import say
from desktop_app.services.workspace import Workspace
from desktop_app.ui.formats import format_date, read_date
from desktop_app.ui.forms._fill_dialog import FillDialog
from desktop_app.ui.forms.entry_preview import AnswerKey, EntryPreview
from desktop_app.ui.papers import save_refused_rows
from desktop_app.ui.session import Session, today
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.setup import OfficeDialog
from desktop_app.ui.widgets import ChoiceBox, FormDialog


class EntryFormDialog(FormDialog):
    """Asks for the agency of an entry form, or for all."""

    def __init__(
        self, agencies: Sequence[str], period: str, due: date | None = None, parent: QWidget | None = None
    ) -> None:
        """Offer `agencies` for the period labelled `period`, and the day `due` on which forms come back."""
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Phiếu cập nhật gửi cơ quan"))
        self.act_button.setText(self.tr("Chọn nơi lưu…"))
        self.agency = ChoiceBox(self.tr("Cơ quan"), self, 30)
        self.agency.addItem(self.tr("Tất cả %d cơ quan chủ trì, mỗi cơ quan một tệp") % len(agencies), "")
        for name in agencies:
            self.agency.addItem(name, name)
        self.add_field(self.tr("&Cơ quan"), self.agency)
        self.due = QLineEdit(format_date(due) if due is not None else "", self)
        self.due.setPlaceholderText(self.tr("Để trống thì phiếu không ghi hạn"))
        self.add_field(self.tr("Hạn &gửi lại"), self.due)
        hint = QLabel(
            self.tr(
                "Phiếu liệt kê nhiệm vụ cơ quan chủ trì, kèm nội dung đã ghi nhận của %s. Cơ quan chỉ ghi "
                "được vào các ô nền vàng, rồi gửi lại tệp; dùng “Nhận phiếu cập nhật…” để đưa vào."
            )
            % period,
            self,
        )
        hint.setObjectName("muted")
        hint.setWordWrap(True)
        self.fields.addRow(hint)

    @classmethod
    def ask(
        cls, agencies: Sequence[str], period: str, due: date | None, parent: QWidget | None = None
    ) -> tuple[str, date | None] | None:
        """Return the agency chosen ("" for all) and the day, None if the officer gave up."""
        dialog = cls(agencies, period, due, parent)
        return (str(dialog.agency.currentData()), dialog.day()) if dialog.exec() else None

    def save(self) -> None:
        """Keep nothing: the answer is what is chosen. Raises FieldNotRead for what is no day."""
        self.day()

    def day(self) -> date | None:
        """Return the day on which forms come back. Raises FieldNotRead."""
        return read_date(self.due.text(), "due") if self.due.text().strip() else None


_FILLED = "_da_dien"


@dataclass(frozen=True, slots=True)
class _Read:
    """Forms that came back: those that could be read, and what is said of the others."""

    plans: tuple[EntryPlan, ...]
    refused: tuple[AppError, ...]


class FormFlow(QObject):
    """Fills, writes and takes back forms of what the session shows."""

    def __init__(self, session: Session, settings: WindowSettings, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._window = parent
        self.filling: FillDialog | None = None
        self.preview: EntryPreview | None = None

    # --- the Ministry's own form ----------------------------------------------------------------------------

    def ask_form(self) -> None:
        """Ask for the office's name if it has none, then for the form."""
        known = self._session.workspace.office.get().complete
        if not known and not OfficeDialog.ask(self._session, self._window):
            return
        name, _ = QFileDialog.getOpenFileName(
            self._window,
            self.tr("Chọn biểu mẫu của Bộ"),
            str(self._settings.last_folder()),
            self.tr("Biểu mẫu Excel (*.xlsx *.xlsm);;Mọi tệp (*)"),
        )
        if name:
            self._settings.remember_folder(Path(name).parent)
            self.begin_form(Path(name))

    def begin_form(self, path: Path) -> None:
        """Read a form and show what would go where."""
        programme_id, period = self._session.programme.id, self._session.period

        def plan(workspace: Workspace, progress: Progress) -> FormPlan:
            report = workspace.reports.report(workspace.register(programme_id), period, today())
            return workspace.forms.plan(report, workspace.forms.open(path, progress))

        self._session.run(self.tr("Đang đọc biểu mẫu %s") % path.name, plan, self._show_plan)

    def _show_plan(self, plan: FormPlan) -> None:
        self.filling = FillDialog(plan, self._window)
        self.filling.rearranged.connect(self._rearrange)
        self.filling.accepted_plan.connect(self._ask_target)
        self.filling.open()

    def _rearrange(self, choices: FormChoices) -> None:
        dialog = self.filling
        if dialog is None:
            return
        programme_id, period, workbook = (
            self._session.programme.id,
            self._session.period,
            dialog.plan.form.workbook,
        )

        def plan(workspace: Workspace, _progress: Progress) -> FormPlan:
            report = workspace.reports.report(workspace.register(programme_id), period, today())
            return workspace.forms.plan(report, workbook, choices)

        def failed(error: AppError) -> None:
            self._session.refused.emit(error)
            dialog.show_plan(dialog.plan)

        self._session.run(self.tr("Đang xem lại biểu mẫu"), plan, dialog.show_plan, failed)

    def _ask_target(self, plan: FormPlan) -> None:
        path = plan.form.path
        name, _ = QFileDialog.getSaveFileName(
            self.filling,
            self.tr("Lưu biểu mẫu đã điền"),
            str(path.with_name(path.stem + _FILLED + path.suffix)),
            self.tr("Bảng tính Excel (*%s)") % path.suffix,
        )
        if name:
            self.write_form(plan, Path(name))

    def write_form(self, plan: FormPlan, target: Path) -> None:
        """Write a filled form in a thread; the dialog closes when it is done."""
        if target.suffix.lower() != plan.form.path.suffix.lower():
            target = target.with_name(target.name + plan.form.path.suffix)

        def write(workspace: Workspace, _progress: Progress) -> str:
            return workspace.forms.fill(plan, target)

        def done(_sha256: str) -> None:
            if self.filling is not None:
                self.filling.accept()
            counts = plan.form.totals is not None
            what = self.tr("%d dòng số liệu") if counts else self.tr("%d nhiệm vụ")
            filled = what % plan.filled_rows
            said = self.tr("Đã điền %s, kiểm tra lại từng ô và lưu ra %s") % (filled, target)
            self._session.written.emit(said, str(target))

        self._session.run(self.tr("Đang điền %s") % target.name, write, done)

    # --- entry forms ----------------------------------------------------------------------------------------

    def ask_entry_forms(self) -> None:
        """Ask for which agency, then where to."""
        session = self._session
        agencies = session.workspace.entry_forms.agencies(session.register, session.period)
        if not agencies:
            session.warned.emit(self.tr("Chưa có nhiệm vụ nào ghi cơ quan chủ trì, nên chưa lập được phiếu"))
            return
        usual = session.workspace.entry_forms.usual_due(session.period, today())
        answer = EntryFormDialog.ask(agencies, session.period.label, usual, self._window)
        if answer is None:
            return
        agency, due = answer
        folder = self._settings.last_folder()
        if agency:
            name, _ = QFileDialog.getSaveFileName(
                self._window,
                self.tr("Lưu phiếu cập nhật"),
                str(folder / session.workspace.entry_forms.file_name(agency, session.period)),
                self.tr("Bảng tính Excel (*.xlsx)"),
            )
        else:
            name = QFileDialog.getExistingDirectory(
                self._window, self.tr("Chọn thư mục lưu các phiếu"), str(folder)
            )
        if name:
            self._settings.remember_folder(Path(name).parent if agency else Path(name))
            self.write_entry_forms(Path(name), agency, due)

    def write_entry_forms(self, target: Path, agency: str = "", due: date | None = None) -> None:
        """Write the form of one agency to a file, or those of all into a folder, in a thread."""
        session = self._session
        programme_id, period = session.programme.id, session.period
        if agency and target.suffix.lower() != ".xlsx":
            target = target.with_name(target.name + ".xlsx")

        def write(workspace: Workspace, progress: Progress) -> list[WrittenForm]:
            register = workspace.register(programme_id)
            if agency:
                form = workspace.entry_forms.write(
                    register, period, agency, target=target, made_on=today(), due=due
                )
                return [form]
            return workspace.entry_forms.write_all(
                register, period, folder=target, made_on=today(), progress=progress, due=due
            )

        def done(written: list[WrittenForm]) -> None:
            one = self.tr("Đã lập phiếu cho %s: %s") % (written[0].agency, written[0].path)
            all_of_them = self.tr("Đã lập %d phiếu vào thư mục %s") % (len(written), target)
            session.written.emit(one if agency else all_of_them, str(written[0].path if agency else target))

        session.run(self.tr("Đang lập phiếu %s") % period.label, write, done)

    def ask_returned(self) -> None:
        """Ask for forms that came back."""
        names, _ = QFileDialog.getOpenFileNames(
            self._window,
            self.tr("Nhận phiếu cập nhật"),
            str(self._settings.last_folder()),
            self.tr("Bảng tính (*.xlsx *.xlsm *.xlsb *.xls *.ods);;Mọi tệp (*)"),
        )
        if names:
            self._settings.remember_folder(Path(names[0]).parent)
            self.begin_returned([Path(name) for name in names])

    def begin_returned(self, paths: Sequence[Path]) -> None:
        """Read forms and show what they bring; one that cannot be read stops no other."""
        programme_id, period = self._session.programme.id, self._session.period

        def plan(workspace: Workspace, progress: Progress) -> _Read:
            register = workspace.register(programme_id)
            plans: list[EntryPlan] = []
            refused: list[AppError] = []
            for count, path in enumerate(paths):
                progress(count, len(paths))
                try:
                    plans.append(workspace.entry_forms.plan(register, path, period, progress))
                except AppError as error:
                    refused.append(error)
            return _Read(tuple(plans), tuple(refused))

        self._session.run(self.tr("Đang đọc %d phiếu") % len(paths), plan, self._show_returned)

    def _show_returned(self, read: _Read) -> None:
        for error in read.refused[:1] if not read.plans else ():
            self._session.refused.emit(error)
        if not read.plans:
            return
        self.preview = EntryPreview(read.plans, self._window)
        for error in read.refused:
            self.preview.line.setText(f"{self.preview.line.text()}\n{say(error)}")
        self.preview.accepted_plans.connect(self._record)
        self.preview.refused_asked.connect(
            partial(save_refused_rows, self._session, self._settings, self._window)
        )
        self._session.standing.rest(self.preview.accept_button)
        self.preview.open()

    def _record(self, plans: Sequence[EntryPlan], taken: Collection[AnswerKey]) -> None:
        programme_id = self._session.programme.id

        def write(workspace: Workspace, _progress: Progress) -> tuple[int, list[int], list[AppError]]:
            register = workspace.register(programme_id)
            count, acts, refused = 0, [], []
            for form, plan in enumerate(plans):
                chosen = {(row, name) for one, row, name in taken if one == form}
                before = workspace.acts.last
                try:
                    count += workspace.entry_forms.apply(register, plan, chosen)
                except AppError as error:  # the other forms are written all the same
                    refused.append(error)
                if workspace.acts.last is not None and workspace.acts.last != before:
                    acts.append(workspace.acts.last)
            return count, acts, refused

        def done(result: tuple[int, list[int], list[AppError]]) -> None:
            count, acts, refused = result
            for act in acts:
                self._session.workspace.acts.remember(act)
            self._session.refresh(self.tr("Đã ghi %d nhiệm vụ từ phiếu cập nhật") % count if acts else "")
            for error in refused:
                self._session.refused.emit(error)

        self._session.run(self.tr("Đang ghi phiếu"), write, done)
