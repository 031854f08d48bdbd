"""The box that finds anything (Ctrl+K): one line to type in, what was found below, Enter goes there."""

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHeaderView, QTreeWidget, QTreeWidgetItem, QVBoxLayout

from desktop_app.domain.evidence import Document
from desktop_app.domain.period import Period, PeriodState
from desktop_app.domain.reports import ReportRow
from desktop_app.domain.text import one_line
from desktop_app.resources import words
from desktop_app.services.gathering import AgencyHit, Command, Finder, Found, Thing
from desktop_app.services.tasks import TaskFilter
from desktop_app.ui.finding._commands import commands_of, keys_of, let_go, plain, reason_of
from desktop_app.ui.formats import format_date, format_number
from desktop_app.ui.frame import Window
from desktop_app.ui.look import color, icon
from desktop_app.ui.phrases import status_words
from desktop_app.ui.slices import Slices
from desktop_app.ui.widgets import Dialog, ElidedLabel, SearchBox

KEYS = "Ctrl+K"
_SIZE = 760, 420
_BELOW_TOP = 60
_DETAIL = 300
_ROW_HEIGHT = 28
_ICONS = {
    ReportRow: "task_list_ltr_20_regular",
    AgencyHit: "people_20_regular",
    Document: "attach_20_regular",
    Period: "calendar_ltr_20_regular",
    Command: "chevron_right_20_regular",
}


def find_anything(window: Window) -> None:
    """Ask what is looked for and go there, with the focus where the next act is."""
    window.tasks.commit()
    box = FindBox(window)
    if box.exec() and box.chosen is not None:
        box.go(box.chosen)


class FindBox(Dialog):
    """Finds while one types; the arrows choose, Enter or a click goes, Escape leaves."""

    keeps_entries = True

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("Tìm nhanh"))
        self._window = window
        session = window.session
        self._actions = commands_of(window.menuBar(), KEYS)
        commands = [
            Command(plain(action.text()), menus, place) for place, (menus, action) in enumerate(self._actions)
        ]
        self._states = session.workspace.periods.states(session.programme.id)
        self._finder = Finder(session.workspace, session.shown_register, session.period, commands)
        self._finding: Slices[Found] = Slices(self)
        self._things: tuple[Thing, ...] = ()
        self.chosen: Thing | None = None
        self.search = SearchBox(
            self.tr("Nhiệm vụ, cơ quan, tài liệu, kỳ báo cáo, lệnh; không cần gõ dấu"), self
        )
        self.list = QTreeWidget(self)
        self.foot = ElidedLabel("", self)
        self.foot.setObjectName("mutedSmall")
        self._lay_out()
        self.search.installEventFilter(self)
        self.search.textChanged.connect(self._find)
        self.list.itemClicked.connect(self._take)
        self._find("")
        self.finished.connect(lambda: let_go(window.menuBar()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Choose with the arrows, go with Enter and leave with Escape, while the focus stays in the line."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        match event.key():
            case Qt.Key.Key_Escape:
                self.reject()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.finish()
                self._take()
            case Qt.Key.Key_Up | Qt.Key.Key_Down | Qt.Key.Key_PageUp | Qt.Key.Key_PageDown:
                QApplication.sendEvent(self.list, event)
            case _:
                return super().eventFilter(watched, event)
        return True

    def finish(self) -> None:
        """Find what is still being looked for, now."""
        self._finding.finish()

    def go(self, thing: Thing) -> None:
        """Go to what was found."""
        window, grid = self._window, self._window.tasks.grid
        match thing:
            case ReportRow():
                window.show_task(thing.task.id)
                grid.take_focus()
            case AgencyHit(tasks=0):
                QTimer.singleShot(0, window.edit_agencies)
            case AgencyHit():
                window.show_tasks(TaskFilter(agency=thing.name))
                window.tasks.finish()
                grid.take_focus()
            case Period():
                window.session.choose_period(thing)
            case Document():
                from desktop_app.ui.evidence import EvidenceScreen

                window.show_screen("evidence")
                screen = window.shown_screen()
                if isinstance(screen, EvidenceScreen):
                    screen.show_document(thing.id)
            case Command():
                QTimer.singleShot(0, self._actions[thing.place][1].trigger)

    def _lay_out(self) -> None:
        self.list.setColumnCount(2)
        self.list.setHeaderHidden(True)
        self.list.setRootIsDecorated(False)
        self.list.setUniformRowHeights(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(self.tr("Kết quả tìm"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.list.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.Fixed)
        head.resizeSection(1, _DETAIL)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 10)
        column.setSpacing(8)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self.foot)
        above = self._window.rect()
        width, height = min(_SIZE[0], above.width() - 40), min(_SIZE[1], above.height() - 2 * _BELOW_TOP)
        self.resize(width, height)
        self.move(self._window.mapToGlobal(QPoint((above.width() - width) // 2, _BELOW_TOP)))

    def _find(self, text: str) -> None:
        self._finding.run(self._finder.find(text), self._show)

    def _show(self, found: Found) -> None:
        self._things = found.things
        self.list.clear()
        items = [self._item(thing) for thing in found.things]
        self.list.addTopLevelItems(items)
        if items:
            self.list.setCurrentItem(items[0])
            said = self.tr("Enter để mở, mũi tên để chọn, Esc để thôi")
            more = self.tr("Còn %s kết quả khác, hãy gõ thêm. ") % format_number(found.more)
            self.foot.set_whole(more + said if found.more else said)
        elif self.search.text().strip():
            self.foot.set_whole(self.tr("Không có gì khớp. Hãy thử ít chữ hơn."))
        else:
            self.foot.set_whole(
                self.tr("Ví dụ: “thi hanh phap luat”, “so tai chinh”, “quy 4/2021”, “chot so lieu”")
            )

    def _item(self, thing: Thing) -> QTreeWidgetItem:
        name, detail = self._words(thing)
        item = QTreeWidgetItem([name, detail])
        item.setSizeHint(0, QSize(0, _ROW_HEIGHT))
        item.setIcon(0, icon(_ICONS[type(thing)], "muted"))
        item.setToolTip(0, name)
        item.setToolTip(1, detail)
        item.setForeground(1, color("muted"))
        if isinstance(thing, Command) and not self._actions[thing.place][1].isEnabled():
            item.setForeground(0, color("disabled"))
        return item

    def _words(self, thing: Thing) -> tuple[str, str]:
        """Return what a thing is called, and in a few words what and where it is."""
        if isinstance(thing, ReportRow):
            name = f"{thing.task.number}  {one_line(thing.task.content)}".strip()
            return name, _joined(self.tr("Nhiệm vụ"), status_words(thing.standing), thing.task.lead)
        if isinstance(thing, AgencyHit):
            return thing.name, _joined(self.tr("Cơ quan"), self.tr("%d nhiệm vụ") % thing.tasks)
        if isinstance(thing, Document):
            day = format_date(thing.issued_on) if thing.issued_on else ""
            return one_line(thing.subject), _joined(self.tr("Tài liệu"), thing.number, day)
        if isinstance(thing, Period):
            state = words("period_state")[self._states.get(thing.id, PeriodState.OPEN)]
            return thing.label, _joined(self.tr("Kỳ báo cáo"), state)
        return thing.name, self._of_command(thing)

    def _of_command(self, command: Command) -> str:
        action = self._actions[command.place][1]
        if action.isEnabled():
            return _joined(self.tr("Lệnh"), command.menus, keys_of(action))
        return _joined(self.tr("Chưa dùng được"), reason_of(action))

    def _take(self) -> None:
        """Take the chosen thing; a command that cannot work stays, with its reason in view."""
        at = self.list.currentIndex().row()
        if not 0 <= at < len(self._things):
            return
        thing = self._things[at]
        if isinstance(thing, Command) and not self._actions[thing.place][1].isEnabled():
            self.foot.set_whole(f"{thing.name}: {self._of_command(thing)}")
            return
        self.chosen = thing
        self.accept()


def _joined(*texts: str) -> str:
    return " · ".join(filter(None, texts))
