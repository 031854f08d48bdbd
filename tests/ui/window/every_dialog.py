"""Every dialog of the sources, made on the sample: what holds for all dialogs is asked of each one here.

`test_reading_order.py` finds a dialog of the sources that is not among them.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog

from desktop_app.domain.errors import DataFileDamaged
from desktop_app.domain.reports import ReportKind
from desktop_app.resources import resource
from desktop_app.services.handover import hand_over, read_kit
from desktop_app.services.importing import Choices, read_programme
from desktop_app.services.period_board import since_last_report
from desktop_app.services.reporting import part_titles
from desktop_app.services.rescue import ways_back
from desktop_app.services.salvaging import Salvage, SalvagedRecord
from desktop_app.ui.crash import FaultDialog
from desktop_app.ui.editions._dialogs import DescribeDialog, DifferenceDialog, TakeBackDialog
from desktop_app.ui.evidence._document_dialog import DocumentDialog
from desktop_app.ui.evidence._document_picker import DocumentPicker
from desktop_app.ui.evidence.task_documents import TaskDocuments
from desktop_app.ui.evidence.task_picker import TaskPicker
from desktop_app.ui.finding.box import FindBox
from desktop_app.ui.forms.flow import EntryFormDialog
from desktop_app.ui.gone._picker import SuccessorPicker
from desktop_app.ui.importing._columns_dialog import ColumnsDialog
from desktop_app.ui.importing._preview import ImportPreview
from desktop_app.ui.importing._sheet_dialog import SheetDialog
from desktop_app.ui.importing._task_dialog import TaskDialog
from desktop_app.ui.indicators.dialog import IndicatorDialog, IndicatorsDialog
from desktop_app.ui.periods._as_at_dialog import AsAtDialog, SinceDialog
from desktop_app.ui.periods._regimes_dialog import RegimesDialog
from desktop_app.ui.periods._rules_dialog import RulesDialog
from desktop_app.ui.periods._version_dialogs import DifferencesDialog, VersionDialog
from desktop_app.ui.periods.dialogs import ReasonDialog, SealDialog, SubmissionDialog
from desktop_app.ui.reminding.dialog import RemindDialog
from desktop_app.ui.reports._part_list import ReportColumnsDialog
from desktop_app.ui.session import today
from desktop_app.ui.setup._merge_dialog import MergeDialog
from desktop_app.ui.setup.agencies_dialog import AgenciesDialog
from desktop_app.ui.setup.founding_dialog import FoundingDialog
from desktop_app.ui.setup.office_dialog import OfficeDialog
from desktop_app.ui.setup.programme_dialog import ProgrammeDialog
from desktop_app.ui.setup.rescue_dialog import RescueDialog
from desktop_app.ui.setup.restore_dialog import RestoreDialog
from desktop_app.ui.setup.salvage_dialog import SalvageDialog
from desktop_app.ui.setup.takeover_dialog import TakeoverDialog
from desktop_app.ui.tasks._bulk_dialogs import BulkDialog, OfficerDialog
from desktop_app.ui.tasks._extension_dialog import ExtensionDialog
from desktop_app.ui.tasks._past_periods import PastDialog
from desktop_app.ui.tasks._suspend_dialog import SuspendDialog
from desktop_app.ui.tasks.editor import TaskEditor
from desktop_app.ui.widgets.asking import ChoiceDialog, NameDialog
from desktop_app.ui.widgets.dialog import Box
from desktop_app.ui.window._help_window import AboutDialog, HelpWindow, LicenceDialog, NewsWindow
from desktop_app.ui.window._main_window import MainWindow
from desktop_app.ui.withdraw_dialog import WithdrawDialog
from tests.exchange import form_samples
from tests.ui.window.made_screens import review

if TYPE_CHECKING:
    from desktop_app.domain.progress import ProgressChanges

LIST = resource("samples", "Danh_muc_minh_hoa_242.xlsx")
NEXT = resource("samples", "Danh_muc_minh_hoa_242_sua_doi.xlsx")


def folder(window: MainWindow) -> Path:
    """Return a folder that a test may fill: that of its data file."""
    return window.session.workspace.path.parent


def preview(window: MainWindow) -> ImportPreview:
    """Read the next list, as far as the officer is asked."""
    window.importing.begin(NEXT)
    window.session.jobs.wait()
    assert window.importing.preview is not None
    return window.importing.preview


def _columns(window: MainWindow) -> QDialog:
    shown = preview(window)
    return ColumnsDialog(shown.plan, lambda: shown.views(shown.plan), shown)


def _sheet(window: MainWindow) -> QDialog:
    shown = preview(window)
    return SheetDialog(shown.views(shown.plan), Choices(), shown, "Không tìm thấy dòng tiêu đề.")


def _one_of_the_tasks(window: MainWindow) -> QDialog:
    register = window.session.register
    return TaskDialog(register, register.tasks[3].given, window)


def next_editions(window: MainWindow) -> list[QDialog]:
    """Bring the next list in; return what describes it, compares it and takes it back."""
    preview(window).accept()
    window.session.jobs.wait()
    editions, session = window.session.workspace.editions, window.session
    known = sorted(editions.all(session.programme.id), key=lambda one: one.id)
    first, last = known[:2]
    return [
        DescribeDialog(last, window),
        DifferenceDialog(editions.difference(first.id, last.id), window),
        TakeBackDialog(last, editions.what_goes_back(session.register, last.id), window),
    ]


def versions(window: MainWindow) -> list[QDialog]:
    """Seal the period twice; return what shows the first version and its difference to the second."""
    session, sealing = window.session, window.session.workspace.sealing
    period, task = session.period, session.register.find("12")
    first = sealing.seal(session.register, period, period.cut_off)
    sealing.reopen(session.programme.id, period.id, "Thiếu kết quả")
    session.workspace.recording.record(session.register, period, {task.id: {"percent": 95}})
    second = sealing.seal(session.register, period, period.cut_off)
    return [
        VersionDialog(first, sealing.report_of(first), window),
        DifferencesDialog(session, second, sealing.differences(first, second), window),
    ]


def _since(window: MainWindow) -> QDialog:
    session, workspace = window.session, window.session.workspace
    before = workspace.periods.find("2021-Q3", session.programme)
    workspace.sealing.seal(session.register, before, today())
    since = since_last_report(workspace, session.register, session.period, today())
    assert since is not None
    return SinceDialog(session, since, before.label, window)


def _restore(window: MainWindow) -> QDialog:
    window.session.workspace.backup()
    return RestoreDialog(window.session.workspace, window)


def _rescue(window: MainWindow) -> QDialog:
    window.session.workspace.backup()
    path = window.session.workspace.path
    return RescueDialog(DataFileDamaged(path, ""), path, list(ways_back(path)))


def _salvage(window: MainWindow) -> QDialog:
    session = window.session
    task, period = session.register.find("12"), session.period
    changes: ProgressChanges = {"percent": 80, "result": "Đã trình Chủ tịch Ủy ban nhân dân tỉnh phê duyệt"}
    record = SalvagedRecord(
        programme_id=session.programme.id,
        task_id=task.id,
        number=task.number,
        content=task.content,
        period=period.id,
        period_label=period.label,
        recorded_at="2021-12-10T08:30:00",
        recorded_by="lan",
        changes=changes,
    )
    return SalvageDialog(Salvage((record, record), ("Thêm tài liệu 12/BC-STP",)), window)


def _takeover(window: MainWindow) -> QDialog:
    kit = folder(window) / "Bàn giao.zip"
    hand_over(window.session.workspace, kit)
    return TakeoverDialog(read_kit(kit), window)


def _fill(window: MainWindow) -> QDialog:
    window.forms.begin_form(form_samples.empty(folder(window) / "Biểu.xlsx"))
    window.session.jobs.wait()
    assert window.forms.filling is not None
    return window.forms.filling


def returned(window: MainWindow) -> QDialog:
    """Write the entry form of an agency and take it back."""
    form = folder(window) / "phieu.xlsx"
    window.forms.write_entry_forms(form, window.session.register.tasks[0].given.leads[0])
    window.session.jobs.wait()
    window.forms.begin_returned([form])
    window.session.jobs.wait()
    assert window.forms.preview is not None
    return window.forms.preview


def _entry_form(window: MainWindow) -> QDialog:
    session = window.session
    agencies = session.workspace.entry_forms.agencies(session.register, session.period)
    return EntryFormDialog(agencies, session.period.label, date(2021, 12, 20), window)


def _past(window: MainWindow) -> QDialog:
    session = window.session
    task, find = session.register.find("12"), session.workspace.periods.find
    entries = session.register.entries(task.id)
    return PastDialog(
        task, [(find(one.period, session.programme).label, one, True) for one in entries], window
    )


def _extension(window: MainWindow) -> QDialog:
    session = window.session
    return ExtensionDialog(session, session.register.row(session.register.find("12"), session.period), window)


def _successor(window: MainWindow) -> QDialog:
    register = window.session.register
    question = "Nhiệm vụ được đổi tên thành nhiệm vụ nào của danh mục mới?"
    return SuccessorPicker(
        register, [register.tasks[3].id], question, "Chọn nhiệm vụ", window, option="Chuyển cả tài liệu"
    )


def _columns_of_a_report(window: MainWindow) -> QDialog:
    titles = {
        name.removeprefix("column."): title
        for name, title in part_titles(ReportKind.PERIODIC).items()
        if name.startswith("column.")
    }
    return ReportColumnsDialog(("number", "content", "leads"), {}, titles, window)


def _find(window: MainWindow) -> QDialog:
    box = FindBox(window)
    box.search.setText("tai chinh")
    return box


def _document(window: MainWindow) -> QDialog:
    task = window.session.register.tasks[5]
    return DocumentDialog(window.session, window.settings, None, (task.id,), window)


def _box(window: MainWindow) -> QDialog:
    box = Box(window, "Bỏ nội dung vừa nhập", "Nội dung chưa được lưu. Bỏ?", icon="warning_20_filled")
    box.add("Bỏ nội dung vừa nhập")
    box.add_safe("Nhập tiếp")
    return box


DIALOGS: dict[str, Callable[[MainWindow], QDialog]] = {
    "AboutDialog": lambda window: AboutDialog(folder(window) / "a.tiendo", folder(window), window),
    "AgenciesDialog": lambda window: AgenciesDialog(window.session, window),
    "AsAtDialog": lambda window: AsAtDialog(window.session, window),
    "Box": _box,
    "BulkDialog": lambda window: BulkDialog(window.session, [window.session.register.tasks[0].id], window),
    "ChoiceDialog": lambda window: ChoiceDialog("Chuyển nhóm", "&Nhóm", ["Nhóm I", "Nhóm II"], window),
    "ColumnsDialog": _columns,
    "DescribeDialog": lambda window: next_editions(window)[0],
    "DifferenceDialog": lambda window: next_editions(window)[1],
    "DifferencesDialog": lambda window: versions(window)[1],
    "DocumentDialog": _document,
    "DocumentPicker": lambda window: DocumentPicker(
        window.session, window.session.register.tasks[5].id, window
    ),
    "EntryFormDialog": _entry_form,
    "EntryPreview": returned,
    "ExtensionDialog": _extension,
    "FaultDialog": lambda window: FaultDialog("Traceback", folder(window) / "a.log"),
    "FillDialog": _fill,
    "FindBox": _find,
    "FoundingDialog": lambda window: FoundingDialog(window.session, read_programme(LIST), window),
    "HelpWindow": HelpWindow,
    "IndicatorDialog": lambda window: IndicatorDialog(window.session, None, window),
    "IndicatorsDialog": lambda window: IndicatorsDialog(window.session, window),
    "LicenceDialog": LicenceDialog,
    "MergeDialog": lambda window: MergeDialog(["Sở Tư pháp", "Sở TP"], window),
    "NameDialog": lambda window: NameDialog("Thêm cơ quan", "&Tên", "", window),
    "NewsWindow": NewsWindow,
    "OfficeDialog": lambda window: OfficeDialog(window.session, window),
    "OfficerDialog": lambda window: OfficerDialog(window.session, window.session.register.tasks[:2], window),
    "PastDialog": _past,
    "ProgrammeDialog": lambda window: ProgrammeDialog(window.session, window.session.programme, window),
    "ReasonDialog": lambda window: ReasonDialog(
        "Mở lại kỳ", "Mở lại Quý IV/2021", "Bản chốt được giữ.", "&Lý do mở lại", window
    ),
    "RegimesDialog": lambda window: RegimesDialog(window.session, window),
    "RemindDialog": lambda window: RemindDialog(window.session, window.settings, window),
    "ReportColumnsDialog": _columns_of_a_report,
    "RescueDialog": _rescue,
    "RestoreDialog": _restore,
    "ReviewDialog": review,
    "RulesDialog": lambda window: RulesDialog(window.session, window),
    "SalvageDialog": _salvage,
    "SealDialog": lambda window: SealDialog(window.session, (), window),
    "SheetDialog": _sheet,
    "SinceDialog": _since,
    "SubmissionDialog": lambda window: SubmissionDialog(window.session, window),
    "SuccessorPicker": _successor,
    "SuspendDialog": lambda window: SuspendDialog(
        window.session, [window.session.register.tasks[0].id], window
    ),
    "TakeBackDialog": lambda window: next_editions(window)[2],
    "TakeoverDialog": _takeover,
    "TaskDialog": _one_of_the_tasks,
    "TaskDocuments": lambda window: TaskDocuments(
        window.session, window.settings, window.session.register.tasks[0], window
    ),
    "TaskEditor": lambda window: TaskEditor(window.session, window.session.register.find("12"), window),
    "TaskPicker": lambda window: TaskPicker(window.session, (), window),
    "VersionDialog": lambda window: versions(window)[0],
    "WithdrawDialog": lambda window: WithdrawDialog(2, window.session.period.cut_off, window),
}
