"""The tray: what the last list no longer names, and what becomes of each; progress is always kept."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.domain.agencies import join_agencies
from desktop_app.domain.text import roman
from desktop_app.resources import words
from desktop_app.services.tasks import HandedOn, WaitingTask, say_handed_on
from desktop_app.ui.formats import format_date
from desktop_app.ui.gone._picker import SuccessorPicker
from desktop_app.ui.grid import Grid, GridColumn, TableModel
from desktop_app.ui.phrases import choose_row, plain_day
from desktop_app.ui.session import Session
from desktop_app.ui.widgets import EmptyState, WrappingRow, allow
from desktop_app.ui.withdraw_dialog import WithdrawDialog, usual_day


class GoneScreen(QWidget):
    """Lists the waiting tasks; each act is written at once and can be undone."""

    left = Signal()
    task_asked = Signal(int)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.title = QLabel(self.tr("Không còn trong danh mục"), self)
        self.title.setObjectName("screenTitle")
        self.back_button = QPushButton(self.tr("&Quay lại"), self)
        note = QLabel(
            self.tr(
                "Các nhiệm vụ này có trong bản danh mục trước và không có trong bản danh mục "
                "mới. Chúng vẫn được theo "
                "dõi và tính vào tổng cho đến khi được xử lý; tình hình thực hiện đã ghi luôn được giữ."
            ),
            self,
        )
        note.setObjectName("muted")
        note.setWordWrap(True)
        self.model: TableModel[WaitingTask] = TableModel(
            self._columns(), row_key=lambda one: one.task.id, parent=self
        )
        self.grid = Grid(self.tr("Không còn trong danh mục"), self)
        self.grid.setModel(self.model)
        self.empty = EmptyState(
            "checkmark_circle_20_regular",
            self.tr("Không có nhiệm vụ nào chờ xử lý"),
            self.tr("Khi bản danh mục mới không còn nhiệm vụ nào đó, nhiệm vụ ấy nằm ở đây chờ xử lý."),
            self,
        )
        self.buttons: dict[str, QPushButton] = {}
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch()
        head.addWidget(self.back_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(note)
        column.addWidget(self.grid, 1)
        column.addWidget(self.empty, 1)
        column.addLayout(self._acts())
        self.back_button.clicked.connect(self.left)
        self.grid.opened.connect(self._open)
        self.grid.current_changed.connect(self._enable)
        session.changed.connect(self.refresh)
        session.standing.rest(*self.buttons.values())
        self.refresh()

    def refresh(self) -> None:
        """Show who waits."""
        waiting = self._session.workspace.gone.waiting(self._session.register)
        self.model.set_rows(waiting)
        if waiting and not self.grid.currentIndex().isValid():
            self.grid.setCurrentIndex(self.model.index(0, self.grid.columns.first()))
        self.grid.setVisible(bool(waiting))
        self.empty.setVisible(not waiting)
        self._enable()

    def _columns(self) -> list[GridColumn[WaitingTask]]:
        named = words("field")
        return [
            GridColumn("number", named["number"], lambda one: one.task.number, width=60),
            GridColumn("group", self.tr("Nhóm"), lambda one: one.task.given.group, _group, width=62),
            GridColumn("content", named["content"], lambda one: one.task.content, width=0),
            GridColumn("lead", named["leads"], lambda one: join_agencies(one.task.given.leads), width=170),
            GridColumn(
                "deadline", named["deadline"], lambda one: plain_day(one.task.deadline.raw), width=110
            ),
            GridColumn(
                "edition",
                self.tr("Không còn từ bản danh mục"),
                _edition,
                width=190,
                tip=lambda one: one.edition.file_name,
            ),
            GridColumn("periods", self.tr("Tình hình đã ghi"), lambda one: one.periods, _periods, width=120),
        ]

    def _acts(self) -> WrappingRow:
        row = WrappingRow()
        acts = (
            ("keep", self.tr("&Giữ lại, tiếp tục theo dõi"), self._keep),
            ("withdraw", self.tr("Đưa &ra khỏi danh mục…"), self._withdraw),
            ("merge", self.tr("Gộp &vào nhiệm vụ khác…"), self._merge),
            ("split", self.tr("Tách thàn&h…"), self._split),
            ("rename", self.tr("Đổ&i tên thành…"), self._rename),
        )
        for key, text, run in acts:
            button = QPushButton(text, self)
            button.clicked.connect(lambda _on=False, act=run: act())
            self.buttons[key] = button
            row.addWidget(button)
        return row

    def _enable(self) -> None:
        chosen = self._chosen()
        for key, button in self.buttons.items():
            many = self.tr("Chỉ làm được với một nhiệm vụ; đang chọn %d.") % len(chosen)
            single = key in ("split", "rename") and len(chosen) > 1
            allow(button, many if single else "" if chosen else choose_row())

    def _chosen(self) -> list[int]:
        return [row.task.id for row in self.grid.selected_rows() if isinstance(row, WaitingTask)]

    def _open(self) -> None:
        for key in self._chosen()[:1]:
            self.task_asked.emit(key)

    def _keep(self) -> None:
        ids, gone = self._chosen(), self._session.workspace.gone
        self._session.change(
            lambda: gone.keep(self._session.register, ids), self.tr("Đã giữ lại %d nhiệm vụ") % len(ids)
        )

    def _withdraw(self) -> None:
        ids, gone = self._chosen(), self._session.workspace.gone
        answer = WithdrawDialog.ask(len(ids), self._day(), self)
        if answer is not None:
            self._session.change(
                lambda: gone.withdraw(self._session.register, ids, *answer),
                self.tr("Đã đưa %d nhiệm vụ ra khỏi danh mục") % len(ids),
            )

    def _merge(self) -> None:
        ids, gone = self._chosen(), self._session.workspace.gone
        question = self.tr("Gộp %d nhiệm vụ vào nhiệm vụ nào?") % len(ids)
        question += self.tr(
            " Tài liệu, số liệu từ ngày gộp đi cùng, người theo dõi cũng vậy nếu nơi nhận chưa có."
        )
        choices: list[tuple[str, int | None]] = [
            (self.tr("Nhiệm vụ nhận giữ tình hình thực hiện của mình"), None)
        ]
        choices += [(self._progress_of(key), key) for key in ids if self._session.register.kept(key)]
        picker = self._pick(ids, question, self.tr("Gộp nhiệm vụ"), choices=choices)
        if picker is not None:
            into, note, day = picker.chosen()[0], picker.note.toPlainText(), picker.day.day()
            taken: int | None = picker.choice.currentData()
            self._session.change(
                lambda: gone.merge(self._session.register, ids, into, day, note, progress_of=taken),
                lambda handed_on: self._say(self.tr("Đã gộp %d nhiệm vụ") % len(ids), handed_on),
            )

    def _split(self) -> None:
        ids, gone = self._chosen(), self._session.workspace.gone
        question = self.tr("Nhiệm vụ được tách thành những nhiệm vụ nào? Có thể chọn nhiều.")
        option = self.tr("Mỗi phần chưa ghi gì bắt đầu từ tình hình thực hiện đã ghi của nhiệm vụ này")
        picker = self._pick(ids, question, self.tr("Tách nhiệm vụ"), several=True, option=option)
        if picker is not None:
            into, note, day = picker.chosen(), picker.note.toPlainText(), picker.day.day()
            carry = picker.option.isChecked()
            self._session.change(
                lambda: gone.split(self._session.register, ids[0], into, day, note, carry=carry),
                lambda handed_on: self._say(self.tr("Đã tách nhiệm vụ"), handed_on),
            )

    def _rename(self) -> None:
        ids, gone = self._chosen(), self._session.workspace.gone
        option = self.tr(
            "Tình hình thực hiện, gia hạn, người theo dõi, tài liệu, số liệu, ý kiến của "
            "lãnh đạo đi cùng tên mới"
        )
        picker = self._pick(
            ids,
            self.tr("Nhiệm vụ được đổi tên thành nhiệm vụ nào của danh mục mới?"),
            self.tr("Đổi tên nhiệm vụ"),
            option=option,
        )
        if picker is not None:
            into, note, day = picker.chosen()[0], picker.note.toPlainText(), picker.day.day()
            carry = picker.option.isChecked()
            self._session.change(
                lambda: gone.rename(self._session.register, ids[0], into, day, note, carry=carry),
                lambda handed_on: self._say(self.tr("Đã ghi nhận tên mới của nhiệm vụ"), handed_on),
            )

    def _progress_of(self, task_id: int) -> str:
        register = self._session.register
        task = register.task(task_id)
        percent = register.standing(task, self._day()).percent
        return self.tr("Lấy tình hình thực hiện của nhiệm vụ số %s. %s (%d%%)") % (
            task.number,
            task.content[:80],
            percent,
        )

    def _say(self, done: str, handed_on: HandedOn) -> str:
        closed = [self._session.labels([one]) for one in handed_on.closed]
        return ". ".join([done, *say_handed_on(handed_on, closed)])

    def _pick(
        self,
        ids: list[int],
        question: str,
        act: str,
        *,
        several: bool = False,
        option: str = "",
        choices: Sequence[tuple[str, int | None]] = (),
    ) -> SuccessorPicker | None:
        picker = SuccessorPicker(
            self._session.register, ids, question, act, self, several=several, option=option
        )
        picker.offer(choices)
        picker.day.set_day(self._day())
        return picker if picker.exec() == QDialog.DialogCode.Accepted else None

    def _day(self) -> date:
        """Return the day to offer.

        That of the list which first left the chosen tasks out, if all agree on one.
        """
        chosen = [row for row in self.grid.selected_rows() if isinstance(row, WaitingTask)]
        days = {one.edition.issued_on for one in chosen}
        known = days.pop() if len(days) == 1 else None
        return known or usual_day(self._session)


def _edition(one: WaitingTask) -> str:
    edition = one.edition
    return f"{edition.title} ({format_date(edition.issued_on)})" if edition.issued_on else edition.title


def _group(one: WaitingTask) -> str:
    number = one.task.given.group
    return roman(number) if number else ""


def _periods(one: WaitingTask) -> str:
    return f"{one.periods} kỳ" if one.periods else "Chưa ghi"
