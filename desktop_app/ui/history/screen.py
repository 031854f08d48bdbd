"""Every act, the newest first, a page at a time: when, who, what; what it changed stands beside."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.domain.work import Progress
from desktop_app.services.checking import CheckResult
from desktop_app.services.history import PAGE, Act, ActFilter, ActsPage
from desktop_app.services.workspace import Workspace
from desktop_app.ui.formats import format_date, format_number
from desktop_app.ui.grid import Grid, GridColumn, GridSection, TableModel
from desktop_app.ui.history._filters import HistoryFilters
from desktop_app.ui.history._panel import HistoryPanel
from desktop_app.ui.look import ROW_HEIGHT_ONE_LINE, icon
from desktop_app.ui.messages import confirm, inform
from desktop_app.ui.periods import ReasonDialog
from desktop_app.ui.session import Session
from desktop_app.ui.widgets import ElidedLabel, EmptyState, LazyScreen, NameDialog, TableAndCard, allow

_SHOWN = 12


class HistoryScreen(LazyScreen):
    """Shows the acts that are wanted; asks for a task."""

    task_asked = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._befores: list[int | None] = [None]
        self._page = ActsPage((), more=False)
        self.filters = HistoryFilters(session, self)
        self.model: TableModel[Act] = TableModel(self._columns(), row_key=lambda act: act.id, parent=self)
        self.grid = Grid(self.tr("Nhật ký thao tác"), self, ROW_HEIGHT_ONE_LINE)
        self.grid.setModel(self.model)
        self.grid.setSortingEnabled(False)
        self.panel = HistoryPanel(session, self)
        self.empty = EmptyState("history_20_regular", "", "", self)
        self.foot = ElidedLabel("", self)
        self.foot.setObjectName("mutedSmall")
        self.newer = QPushButton(self.tr("Trang mới hơn"), self)
        self.older = QPushButton(self.tr("Trang cũ hơn"), self)
        self.check_button = QPushButton(icon("checkmark_circle_20_regular"), self.tr("Kiểm tra…"), self)
        self.check_button.setToolTip(
            self.tr("So mọi số liệu với nhật ký, tìm dấu vết sửa bằng phần mềm khác")
        )
        self.code_button = QPushButton(icon("search_20_regular"), self.tr("Tra mã trên báo cáo…"), self)
        self.code_button.setToolTip(
            self.tr("Tìm mã kiểm tra in trên báo cáo, cho biết báo cáo có được lập từ tệp này không")
        )
        self._lay_out()
        self._connect()

    def show_present(self) -> None:
        """Read the page that is shown again."""
        self.filters.refresh()
        self._read()

    def show_task(self, task_id: int) -> None:
        """Show every act on a task."""
        self.filters.show_wanted(ActFilter(task_id=task_id))

    def check(self) -> None:
        """Check the data file, its history and its kept files in a thread."""

        def work(workspace: Workspace, progress: Progress) -> CheckResult:
            return workspace.checking.check(progress)

        self._session.run(self.tr("Đang kiểm tra nhật ký và tệp tài liệu"), work, self._checked)

    def look_up(self) -> None:
        """Ask for a code printed on a report and tell whether the history holds it."""
        title = self.tr("Tra mã trên báo cáo")
        code = NameDialog.ask(title, self.tr("&Mã kiểm tra (từ 8 ký tự)"), self)
        if code is None:
            return
        journal = self._session.workspace.journal
        said = self._session.ask(lambda: (journal.said_of_head(code), journal.act_of_head(code) is not None))
        if said is not None:
            inform(self, title, said[0], "", good=said[1])

    def _columns(self) -> list[GridColumn[Act]]:
        journal = self._session.workspace.journal
        return [
            GridColumn(
                "at", self.tr("Thời gian"), lambda act: act.at, lambda act: f"{act.moment:%H:%M}", width=84
            ),
            GridColumn("user", self.tr("Người thực hiện"), lambda act: act.user, width=150),
            GridColumn("what", self.tr("Thao tác"), journal.said, width=0, stretch=3),
            GridColumn("computer", self.tr("Máy"), lambda act: act.computer, width=140),
        ]

    def _lay_out(self) -> None:
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.grid)
        self.pages.addWidget(self.empty)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self.foot, 1)
        for button in (self.check_button, self.code_button, self.newer, self.older):
            line.addWidget(button)
        split = TableAndCard(self.panel, self)
        split.left.addWidget(self.filters)
        split.left.addWidget(self.pages, 1)
        split.left.addLayout(line)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 10, 12, 8)
        outer.addWidget(split)

    def _connect(self) -> None:
        self.filters.changed.connect(self._begin)
        self.grid.current_changed.connect(self._show_current)
        self.newer.clicked.connect(self._go_newer)
        self.older.clicked.connect(self._go_older)
        self.check_button.clicked.connect(self.check)
        self.code_button.clicked.connect(self.look_up)
        self.panel.task_asked.connect(self.task_asked)
        self.panel.story_asked.connect(
            lambda key: self.filters.show_wanted(replace(self.filters.wanted, task_id=key))
        )
        self._session.changed.connect(self.refresh)
        self._session.turned.connect(self.refresh)

    def _begin(self) -> None:
        self._befores = [None]
        self._read()

    def _go_older(self) -> None:
        self._befores.append(self._page.acts[-1].id)
        self._read()

    def _go_newer(self) -> None:
        self._befores.pop()
        self._read()

    def _read(self) -> None:
        """Read one page; words are sought in a thread, since that reads through the whole history."""
        wanted, before = self.filters.wanted, self._befores[-1]
        if not wanted.text:
            journal = self._session.workspace.journal
            self._show(wanted, journal.page(wanted, before), journal.count(wanted))
            return

        def work(workspace: Workspace, _progress: Progress) -> ActsPage:
            return workspace.journal.page(wanted, before)

        self._session.run(
            self.tr("Đang tìm trong nhật ký"), work, lambda page: self._show(wanted, page, None)
        )

    def _show(self, wanted: ActFilter, page: ActsPage, total: int | None) -> None:
        if wanted != self.filters.wanted:
            return
        self._page = page
        self.model.set_sections(_by_day(page.acts))
        self.pages.setCurrentWidget(self.grid if page.acts else self.empty)
        if wanted.everything:
            self.empty.say(
                self.tr("Nhật ký còn trống"), self.tr("Mỗi lần cập nhật, sửa hay xóa sẽ có một dòng ở đây.")
            )
        else:
            self.empty.say(
                self.tr("Không có thao tác nào khớp với bộ lọc"),
                self.tr("Bấm “Bỏ lọc” để xem tất cả các thao tác."),
            )
        if page.acts and self.grid.current_row() is None:
            self.grid.select_key(page.acts[0].id)
        first = (len(self._befores) - 1) * PAGE + 1
        span = f"{format_number(first)}–{format_number(first + len(page.acts) - 1)}" if page.acts else "0"
        counted = (
            self.tr(" trong %s thao tác") % format_number(total)
            if total is not None
            else self.tr(" thao tác")
        )
        self.foot.set_whole(span + counted + self.tr(" · nhật ký chỉ ghi thêm, không sửa và không xóa được"))
        allow(self.newer, "" if len(self._befores) > 1 else self.tr("Đang ở trang mới nhất."))
        allow(self.older, "" if page.more else self.tr("Không còn thao tác cũ hơn."))
        self._show_current()

    def _show_current(self) -> None:
        row = self.grid.current_row()
        self.panel.show_act(row if isinstance(row, Act) else None)

    def _checked(self, health: CheckResult) -> None:
        code = " ".join(health.head[place : place + 4] for place in range(0, 16, 4))
        detail = self.tr("Mã kiểm tra: %s") % code
        title = self.tr("Kết quả kiểm tra")
        if health.ok:
            counted = format_number(health.actions), format_number(health.files)
            said = self.tr("Nguyên vẹn: %s thao tác trong nhật ký, %s tệp tài liệu.") % counted
            inform(self, title, said, detail, good=True)
            return
        lines = [one.sentence for one in health.findings[:_SHOWN]]
        if more := len(health.findings) + health.more - len(lines):
            lines.append(self.tr("… và %s chỗ khác") % format_number(more))
        why = self._session.standing.why
        if why or not health.can_be_taken_over:
            lines.append(why or self.tr("Hãy khôi phục từ bản sao lưu gần nhất còn nguyên."))
            inform(self, title, "\n".join(lines), detail, good=False)
            return
        ways = self.tr(
            "Nếu những chỗ sửa là sai, hãy khôi phục từ bản sao lưu. Nếu là đúng, ghi nhận bằng một thao tác "
            "kèm lý do: nhật ký giữ cả nội dung trước và sau, và hoàn tác được."
        )
        act = self.tr("Ghi nhận sửa ngoài…")
        if confirm(self, "\n".join(lines), act, f"{ways}\n{detail}", self.tr("Đóng")):
            self._take_over()

    def _take_over(self) -> None:
        title = self.tr("Ghi nhận sửa ngoài phần mềm")
        reason = ReasonDialog.ask(
            title,
            self.tr("Ghi nhận"),
            self.tr(
                "Dữ liệu đang có trong tệp được giữ nguyên; nhật ký thêm một thao tác ghi từng chỗ khác."
            ),
            self.tr("&Lý do"),
            self,
        )
        if reason is None:
            return

        def work(workspace: Workspace, _progress: Progress) -> int:
            return workspace.checking.take_over(reason)

        def done(act_id: int) -> None:
            self._session.workspace.acts.remember(act_id)
            self._session.refresh(self.tr("Đã ghi nhận những chỗ sửa ngoài phần mềm"))

        self._session.run(title, work, done)


def _by_day(acts: Sequence[Act]) -> list[GridSection[Act]]:
    days: dict[str, list[Act]] = {}
    for act in acts:
        days.setdefault(act.at[:10], []).append(act)
    return [GridSection(day, _day_words(date.fromisoformat(day)), rows) for day, rows in days.items()]


def _day_words(day: date) -> str:
    names = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
    return f"{names[day.weekday()]}, {format_date(day)}"
