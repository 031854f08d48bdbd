"""What is overdue or due soon, by lead agency, and the two ways out: letters and a calendar."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.work import Progress
from desktop_app.services.reporting import (
    DAYS,
    DueAgency,
    DueTasks,
    WrittenReport,
    due_tasks,
    reminder_letters,
    write_papers,
    write_reminder_calendar,
)
from desktop_app.services.workspace import Workspace
from desktop_app.ui.formats import format_date, format_number
from desktop_app.ui.grid import Grid, GridColumn, TableModel
from desktop_app.ui.look import ROW_HEIGHT_ONE_LINE
from desktop_app.ui.papers import ask_target
from desktop_app.ui.session import Session, today
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.setup import OfficeDialog
from desktop_app.ui.slices import Slices
from desktop_app.ui.widgets import ActButtons, Dialog, resize_within

CALENDAR = ".ics"
_MOST_DAYS = 366


class RemindDialog(Dialog):
    """Lists the agencies with something due in so many days, and asks for a file to write.

    `due` is what is listed, `target` the chosen file.
    """

    def __init__(self, session: Session, settings: WindowSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self.due: DueTasks | None = None
        self.target: Path | None = None
        self._gathering: Slices[DueTasks] = Slices(self)
        self.setWindowTitle(self.tr("Nhắc việc đến hạn"))
        self.days = QSpinBox(self)
        self.days.setRange(0, _MOST_DAYS)
        self.days.setValue(DAYS)
        self.model: TableModel[DueAgency] = TableModel(
            self._columns(), row_key=lambda one: one.name, parent=self
        )
        self.grid = Grid(self.tr("Cơ quan có nhiệm vụ đến hạn"), self, ROW_HEIGHT_ONE_LINE)
        self.grid.setModel(self.model)
        self.foot = QLabel(self)
        self.foot.setObjectName("muted")
        self.foot.setWordWrap(True)
        self.buttons = ActButtons(self.tr("&Công văn đôn đốc (Word)…"), self)
        self.letters = self.buttons.act
        self.calendar = QPushButton(self.tr("&Lịch nhắc việc (.ics)…"), self)
        self.buttons.addButton(self.calendar, QDialogButtonBox.ButtonRole.ActionRole)
        self._lay_out()
        self.letters.clicked.connect(self._ask_letters)
        self.calendar.clicked.connect(self._ask_calendar)
        self.buttons.rejected.connect(self.reject)
        self.days.valueChanged.connect(self._gather)
        self._gather()
        self.days.setFocus()

    def finish(self) -> None:
        """Gather what is still being looked for, now."""
        self._gathering.finish()

    def _lay_out(self) -> None:
        asked = QLabel(self.tr("Quá hạn, hoặc đến &hạn trong"), self)
        asked.setBuddy(self.days)
        self.days.setAccessibleName(self.tr("Số ngày tới"))
        above = QHBoxLayout()
        above.addWidget(asked)
        above.addWidget(self.days)
        above.addWidget(QLabel(self.tr("ngày tới"), self))
        above.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 12)
        column.setSpacing(10)
        column.addLayout(above)
        column.addWidget(self.grid, 1)
        column.addWidget(self.foot)
        column.addWidget(self.buttons)
        resize_within(self, 760, 460)

    def _columns(self) -> list[GridColumn[DueAgency]]:
        tr = self.tr
        return [
            GridColumn("name", tr("Cơ quan chủ trì"), lambda one: one.name, self._name, width=0),
            GridColumn("overdue", tr("Quá hạn"), lambda one: one.overdue, align="right", width=90),
            GridColumn("soon", tr("Đến hạn"), lambda one: one.soon, align="right", width=90),
            GridColumn("letter", tr("Công văn"), lambda one: one.written_to, self._letter, width=150),
        ]

    def _name(self, one: DueAgency) -> str:
        return one.name or self.tr("(Không ghi cơ quan chủ trì)")

    def _letter(self, one: DueAgency) -> str:
        if one.written_to:
            return self.tr("1 công văn")
        return self.tr("Không: chính đơn vị") if one.name else self.tr("Không có nơi gửi")

    def _gather(self) -> None:
        session = self._session
        office = session.workspace.office.get()
        steps = due_tasks(session.register, office, today(), self.days.value())
        self._gathering.run(steps, self._show)

    def _show(self, due: DueTasks) -> None:
        self.due = due
        self.model.set_rows(list(due.agencies))
        letters, tasks = sum(one.written_to for one in due.agencies), len(due.tasks)
        said = self.tr("Đến hết ngày %s: %s nhiệm vụ, %s công văn. Phần mềm không tự gửi đi.")
        none = self.tr("Đến hết ngày %s không có nhiệm vụ nào quá hạn hoặc đến hạn.")
        counts = (format_date(due.until), format_number(tasks), format_number(letters))
        self.foot.setText(said % counts if tasks else none % counts[0])
        self.letters.setEnabled(letters > 0)
        self.letters.setToolTip("" if letters else self.tr("Không có cơ quan nào để gửi công văn."))
        self.calendar.setEnabled(tasks > 0)
        self.calendar.setToolTip("" if tasks else self.tr("Không có nhiệm vụ nào quá hạn hoặc đến hạn."))

    def _ask(self, title: str, kinds: Mapping[str, str]) -> None:
        """Ask where to write, and leave once that is known."""
        name = self.tr("Nhac viec den %s") % format_date(today() + timedelta(days=self.days.value()))
        self.target = ask_target(self, self._settings, title, name, kinds)
        if self.target is not None:
            self.accept()

    def _ask_letters(self) -> None:
        kinds = {".docx": self.tr("Tài liệu Word (*.docx)"), ".pdf": self.tr("Tài liệu PDF (*.pdf)")}
        self._ask(self.tr("Lưu công văn đôn đốc"), kinds)

    def _ask_calendar(self) -> None:
        self._ask(self.tr("Lưu lịch nhắc việc"), {CALENDAR: self.tr("Tệp lịch (*.ics)")})


def remind(session: Session, settings: WindowSettings, parent: QWidget) -> None:
    """Show what is due, and write the letters or the calendar that the officer asks for."""
    dialog = RemindDialog(session, settings, parent)
    if dialog.exec() and dialog.target is not None and dialog.due is not None:
        if dialog.target.suffix.lower() == CALENDAR:
            _write_calendar(session, dialog.due, dialog.target, parent)
        else:
            _write_letters(session, dialog.due, dialog.target, parent)


def _write_letters(session: Session, due: DueTasks, target: Path, parent: QWidget) -> None:
    """Write the letters in a thread; what they need of the office is asked for first."""
    tr, offices = parent.tr, session.workspace.office
    if not offices.get().complete and not OfficeDialog.ask(session, parent):
        return
    papers = reminder_letters(replace(due, office=offices.get()), today())

    def done(written: list[WrittenReport]) -> None:
        place = str(written[0].path if len(written) == 1 else target.parent)
        session.written.emit(tr("Đã lập %d công văn đôn đốc: %s") % (len(written), place), place)

    def write(_own: Workspace, progress: Progress) -> list[WrittenReport]:
        return write_papers(papers, target, progress)

    session.run(tr("Đang lập công văn đôn đốc"), write, done, wanted=True)


def _write_calendar(session: Session, due: DueTasks, target: Path, parent: QWidget) -> None:
    def write(own: Workspace, _progress: Progress) -> None:
        write_reminder_calendar(due, target, own.origin(), own.last_action())

    def done(_: None) -> None:
        said = parent.tr("Đã ghi ngày đến hạn của %d nhiệm vụ vào tệp lịch %s") % (len(due.tasks), target)
        session.written.emit(said, str(target))

    session.run(parent.tr("Đang ghi %s") % target.name, write, done, wanted=True)
