"""Review of a period: the leader accepts or returns rows, all at once or one by one."""

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.reports import ROW_FIELDS, Owner
from desktop_app.domain.review import ReviewedRow, ReviewMark
from desktop_app.resources import words
from desktop_app.services.periods import ReviewDesk
from desktop_app.ui.evidence import document_name
from desktop_app.ui.formats import format_number, format_percent
from desktop_app.ui.grid import Grid, GridColumn, TableModel
from desktop_app.ui.look import icon
from desktop_app.ui.periods.dialogs import ReasonDialog
from desktop_app.ui.phrases import choose_row, deadline_facts, status_key, status_words
from desktop_app.ui.session import Session
from desktop_app.ui.widgets import Dialog, ElidedLabel, FieldLabel, allow, resize_within

MARKS = {
    ReviewMark.WAITING: "no_deadline",
    ReviewMark.ACCEPTED: "done_on_time",
    ReviewMark.RETURNED: "open_overdue",
    ReviewMark.CHANGED: "warning",
}
"""How a mark looks, as the key of a status."""
_READ = tuple(
    field
    for field in ROW_FIELDS
    if field.judged
    and field.printed
    and field.owner is not Owner.COMPUTED
    and field.name not in ("number", "content")
)
"""What is read in full below the grid, under the number and the content."""

_UNJUDGED = (ReviewMark.WAITING, ReviewMark.CHANGED)
_READING_HEIGHT, _READING_LEAST = 156, 56
_ACCEPT, _RETURN = "1", "2"
"""The keys that judge the chosen rows, as those of the preview of a list."""


class ReviewDialog(Dialog):
    """Shows the rows of a period, in the data file or in a package, with the leader's word on each."""

    keeps_entries = True

    def __init__(self, session: Session, desk: ReviewDesk, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self.setWindowTitle(self.tr("Duyệt %s") % label)
        resize_within(self, min(1600, parent.window().width() - 90) if parent is not None else 1240, 640)
        self.who = QLineEdit(session.workspace.office.get().signer_name, self)
        self.who.setPlaceholderText(self.tr("Họ tên lãnh đạo duyệt; để trống thì ghi theo tài khoản máy"))
        self.who.setToolTip(self.who.placeholderText())
        self.counts = QLabel(self)
        self.said = ElidedLabel("", self)
        self.said.setObjectName("good")
        self.model: TableModel[ReviewedRow] = TableModel(
            self._columns(), row_key=lambda one: one.row.task.id, parent=self
        )
        self.grid = Grid(self.windowTitle(), self)
        self.grid.setModel(self.model)
        self._make_buttons()
        self.reading = QTextEdit(self)
        self.reading.setReadOnly(True)
        self.reading.setTabChangesFocus(True)
        self.reading.setMaximumHeight(_READING_HEIGHT)
        self.reading.setMinimumHeight(_READING_LEAST)
        self.reading.setAccessibleName(self.tr("Nội dung nhiệm vụ đang chọn"))
        self.reading.setPlaceholderText(self.tr("Chọn một nhiệm vụ để đọc toàn văn."))
        self._lay_out()
        self.grid.installEventFilter(self)
        self.grid.current_changed.connect(self._read)
        self.grid.selectionModel().selectionChanged.connect(self._enable)
        self.accept_all.clicked.connect(self.accept_rest)
        self.accept_chosen.clicked.connect(self.accept_selected)
        self.give_back.clicked.connect(self.return_selected)
        self.undo_button.clicked.connect(self.undo)
        self.done_button.clicked.connect(self.accept)
        session.standing.rest(self.who, self.accept_all, self.accept_chosen, self.give_back)
        self.refresh()
        self._go_on()
        self.grid.take_focus()

    def refresh(self) -> None:
        """Show the present verdicts."""
        rows = self._desk.rows()
        self.model.set_rows(rows)
        marks = [one.mark for one in rows]
        parts = [
            f"{words('mark')[mark.value]}: {marks.count(mark)}" for mark in ReviewMark if marks.count(mark)
        ]
        self.counts.setText(" · ".join(parts) or self.tr("Không có nhiệm vụ nào để duyệt."))
        waiting = sum(mark in _UNJUDGED for mark in marks)
        all_left = self.tr("Duyệt &tất cả %s nhiệm vụ còn lại") % format_number(waiting)
        self.accept_all.setText(all_left if waiting else self.tr("Duyệt &tất cả"))
        allow(self.accept_all, "" if waiting else self.tr("Không còn nhiệm vụ nào chờ duyệt."))
        unjudged = self.tr("Chưa ghi ý kiến nào từ khi mở hộp này.")
        allow(self.undo_button, "" if self._desk.judged else unjudged)
        self._enable()
        self._read()

    def accept_rest(self) -> None:
        """Accept every row that was not returned and is not accepted yet."""
        self._accept([one.row.task.id for one in self.model.rows() if one.mark in _UNJUDGED])

    def accept_selected(self) -> None:
        """Accept the chosen rows."""
        self._accept([one.row.task.id for one in self.grid.selected_rows()])

    def return_selected(self) -> None:
        """Return the chosen rows with a note."""
        rows = self.grid.selected_rows()
        if not rows:
            return
        note = ReasonDialog.ask(
            self.tr("Trả lại, yêu cầu bổ sung"),
            self.tr("Trả lại %d nhiệm vụ") % len(rows),
            self.tr(
                "Người theo dõi sẽ thấy yêu cầu này tại từng nhiệm vụ; nhiệm vụ đã sửa được "
                "chuyển lại chờ duyệt."
            ),
            self.tr("&Nội dung yêu cầu bổ sung"),
            self,
        )
        if note is not None:
            ids = [one.row.task.id for one in rows]
            said = self.tr("Đã trả lại %d nhiệm vụ") % len(ids)
            self._judge(lambda: self._desk.give_back(ids, note, self.who.text().strip()), said)

    def undo(self) -> None:
        """Take the newest judgement made here back."""
        before = self._desk.judged
        if before:
            self._session.change(self._desk.undo)
            undone = self._desk.judged < before
            self.said.set_whole(self.tr("Đã hoàn tác ý kiến vừa ghi") if undone else "")
            self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Judge the chosen rows by the keys on the buttons."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and not event.modifiers():
            act = {_ACCEPT: self.accept_chosen, _RETURN: self.give_back}.get(event.text())
            if act is not None:
                act.click()
                return True
        return super().eventFilter(watched, event)

    def _enable(self) -> None:
        """Name the acts by the number of rows that are chosen."""
        count = len(self.grid.selected_rows())
        for button in (self.accept_chosen, self.give_back):
            allow(button, "" if count else choose_row())
        many = self.tr("&Duyệt %d nhiệm vụ đang chọn") % count
        said = many if count > 1 else self.tr("&Duyệt nhiệm vụ đang chọn")
        self.accept_chosen.setText(f"{_ACCEPT} · {said}")

    def _read(self) -> None:
        """Show the whole words of the row under the cursor.

        A leader does not accept what he could not read.
        """
        one: ReviewedRow | None = self.grid.current_row()
        if one is None:
            self.reading.clear()
            return
        named = words("field")
        named_texts = [(named[field.name], field.text(one.row)) for field in _READ]
        named_texts.append((self.tr("Ý kiến của lãnh đạo"), one.last.note if one.last else ""))
        named_texts += self._beside(one)
        lines = [f"<b>{escape(one.row.task.number)}. {escape(one.row.task.content)}</b>"]
        lines += [f"<b>{escape(name)}:</b> {escape(text)}" for name, text in named_texts if text]
        self.reading.setHtml("<br>".join(lines).replace("\n", "<br>"))

    def _beside(self, one: ReviewedRow) -> list[tuple[str, str]]:
        """Return what was said the time before, and the documents that prove the task."""
        beside = self._session.ask(lambda: self._desk.beside(one.row.task.id))
        if beside is None:
            return []
        said, before = "", beside.before
        if before is not None:
            label = self._session.labels([before.period])
            parts = [words("state")[before.state.value], format_percent(before.percent), before.result]
            said = f"{label}: " + " · ".join(filter(None, parts))
        documents = "; ".join(document_name(document) for document in beside.documents)
        return [(self.tr("Kỳ trước"), said), (self.tr("Tài liệu minh chứng"), documents)]

    def _accept(self, task_ids: list[int]) -> None:
        if task_ids:
            said = self.tr("Đã duyệt %d nhiệm vụ") % len(task_ids)
            self._judge(lambda: self._desk.accept(task_ids, self.who.text().strip()), said)

    def _judge(self, judge: Callable[[], int], said: str) -> None:
        """Judge, say so here, and go on to the next row that waits."""
        done = self._session.change(judge, said)
        self.said.set_whole(said if done is not None else "")
        self.refresh()
        if done is not None:
            self._go_on()

    def _go_on(self) -> None:
        """Go to the next row that waits, from the last one on to the first."""
        rows, current = self.model.rows(), self.grid.current_row()
        at = next((place for place, one in enumerate(rows) if one is current), 0)
        following = next((one for one in rows[at:] + rows[:at] if one.mark in _UNJUDGED), None)
        if following is not None:
            self.grid.select_key(following.row.task.id)

    def _columns(self) -> list[GridColumn[ReviewedRow]]:
        named = words("field")
        return [
            GridColumn("number", named["number"], lambda one: one.row.task.number, width=44),
            GridColumn("content", named["content"], lambda one: one.row.task.content, width=0, stretch=3),
            GridColumn("leads", self.tr("Cơ quan"), lambda one: one.row.task.lead, width=120),
            GridColumn("deadline", named["deadline"], lambda one: deadline_facts(one.row), width=132),
            GridColumn(
                "status",
                named["status"],
                lambda one: status_words(one.row.standing),
                width=150,
                delegate="status",
                mark=lambda one: status_key(one.row.standing),
            ),
            GridColumn(
                "percent",
                self.tr("Mức độ hoàn thành"),
                lambda one: one.row.standing.told_percent,
                align="right",
                width=92,
                delegate="progress",
            ),
            GridColumn("result", named["result"], lambda one: _entry(one, "result"), width=150, stretch=2),
            GridColumn(
                "difficulty", self.tr("Khó khăn"), lambda one: _entry(one, "difficulty"), width=110, stretch=1
            ),
            GridColumn(
                "mark",
                named["verdict"],
                lambda one: list(ReviewMark).index(one.mark),
                lambda one: words("mark")[one.mark.value],
                width=140,
                delegate="status",
                mark=lambda one: MARKS[one.mark],
            ),
        ]  # fmt: skip

    def _make_buttons(self) -> None:
        self.accept_all = QPushButton(self)
        self.undo_button = QPushButton(self.tr("&Hoàn tác"), self)
        QShortcut(QKeySequence.StandardKey.Undo, self, self.undo_button.click)  # beside its access key
        self.accept_chosen = QPushButton(icon("checkmark_circle_20_regular", "on_accent"), "", self)
        self.accept_chosen.setObjectName("primary")
        give_back = f"{_RETURN} · " + self.tr("Trả lại, &yêu cầu bổ sung…")
        self.give_back = QPushButton(icon("arrow_undo_20_regular"), give_back, self)
        self.done_button = QPushButton(self.tr("Đó&ng"), self)
        for button in (
            self.accept_all,
            self.undo_button,
            self.accept_chosen,
            self.give_back,
            self.done_button,
        ):
            button.setAutoDefault(False)

    def _lay_out(self) -> None:
        who = QHBoxLayout()
        who.setSpacing(8)
        label = FieldLabel(self.tr("Lãnh đạ&o duyệt"), self.who, self)
        self.who.setMaximumWidth(420)
        who.addWidget(label)
        who.addWidget(self.who, 1)
        who.addStretch()
        who.addWidget(self.counts)
        of_row, of_all = QHBoxLayout(), QHBoxLayout()
        for row in (of_row, of_all):
            row.setSpacing(8)
        of_row.addWidget(self.accept_chosen)
        of_row.addWidget(self.give_back)
        of_row.addWidget(self.said, 1)
        of_all.addWidget(self.accept_all)
        of_all.addWidget(self.undo_button)
        of_all.addStretch()
        of_all.addWidget(self.done_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(10)
        column.addLayout(who)
        column.addWidget(self.grid, 1)
        column.addWidget(self.reading)
        column.addLayout(of_row)
        column.addLayout(of_all)


def _entry(one: ReviewedRow, field: str) -> str:
    return str(getattr(one.row.entry, field)) if one.row.entry is not None else ""
