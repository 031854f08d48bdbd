"""Review of a period: the leader accepts or returns rows, all at once or one by one."""

from html import escape

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
from desktop_app.domain.review import Reviewed, ReviewMark
from desktop_app.resources import words
from desktop_app.services.periods import Desk
from desktop_app.ui.grid import Grid, GridColumn, TableModel
from desktop_app.ui.look import icon
from desktop_app.ui.periods.dialogs import ReasonDialog
from desktop_app.ui.phrases import status_key, status_words
from desktop_app.ui.session import Session
from desktop_app.ui.widgets import Dialog, resize_within

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
_READING_HEIGHT = 124


class ReviewDialog(Dialog):
    """Shows the rows of a period, in the data file or in a package, with the leader's word on each."""

    keeps_entries = True

    def __init__(self, session: Session, desk: Desk, label: str, parent: QWidget | None = None) -> None:
        """Show the rows on `desk` of the period called `label`."""
        super().__init__(parent)
        self._session = session
        self._desk = desk
        self.setWindowTitle(self.tr("Duyệt %s") % label)
        resize_within(self, min(1600, parent.window().width() - 90) if parent is not None else 1240, 640)
        self.who = QLineEdit(session.workspace.office.get().signer_name, self)
        self.who.setPlaceholderText(self.tr("Họ tên người duyệt; để trống thì ghi theo tài khoản máy"))
        self.counts = QLabel(self)
        self.model: TableModel[Reviewed] = TableModel(
            self._columns(), row_key=lambda one: one.row.task.id, parent=self
        )
        self.grid = Grid(self)
        self.grid.setModel(self.model)
        self.accept_all = QPushButton(self.tr("Duyệt &tất cả dòng còn lại"), self)
        self.accept_chosen = QPushButton(
            icon("checkmark_circle_20_regular", "on_accent"), self.tr("&Duyệt dòng đang chọn"), self
        )
        self.accept_chosen.setObjectName("primary")
        self.give_back = QPushButton(icon("arrow_undo_20_regular"), self.tr("&Yêu cầu bổ sung…"), self)
        self.done_button = QPushButton(self.tr("Đó&ng"), self)
        for button in (self.accept_all, self.accept_chosen, self.give_back, self.done_button):
            button.setAutoDefault(False)
        self.reading = QTextEdit(self)
        self.reading.setReadOnly(True)
        self.reading.setTabChangesFocus(True)
        self.reading.setFixedHeight(_READING_HEIGHT)
        self.reading.setAccessibleName(self.tr("Nội dung dòng đang chọn"))
        self.reading.setPlaceholderText(self.tr("Chọn một dòng để đọc toàn văn."))
        self._lay_out()
        self.grid.current_changed.connect(self._read)
        self.grid.selectionModel().selectionChanged.connect(self._enable)
        self.accept_all.clicked.connect(self.accept_rest)
        self.accept_chosen.clicked.connect(self.accept_selected)
        self.give_back.clicked.connect(self.return_selected)
        self.done_button.clicked.connect(self.accept)
        session.standing.rest(self.who, self.accept_all, self.accept_chosen, self.give_back)
        self.refresh()

    def refresh(self) -> None:
        """Show the present verdicts."""
        rows = self._desk.rows()
        self.model.set_rows(rows)
        marks = [one.mark for one in rows]
        parts = [
            f"{words('mark')[mark.value]}: {marks.count(mark)}" for mark in ReviewMark if marks.count(mark)
        ]
        self.counts.setText(" · ".join(parts) or self.tr("Không có dòng nào để duyệt."))
        self.accept_all.setEnabled(any(mark in _UNJUDGED for mark in marks))
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
            self.tr("Yêu cầu bổ sung"),
            self.tr("Trả lại %d dòng") % len(rows),
            self.tr("Cán bộ theo dõi thấy yêu cầu này ở từng dòng; dòng đã sửa thì chờ duyệt lại."),
            self.tr("&Nội dung yêu cầu bổ sung"),
            self,
        )
        if note is not None:
            ids = [one.row.task.id for one in rows]
            self._session.change(
                lambda: self._desk.give_back(ids, note, self.who.text().strip()),
                self.tr("Đã trả lại %d dòng") % len(ids),
            )
            self.refresh()

    def _enable(self) -> None:
        """Name the acts by the number of rows that are chosen."""
        count = len(self.grid.selected_rows())
        for button in (self.accept_chosen, self.give_back):
            button.setEnabled(bool(count))
        many = self.tr("&Duyệt %d dòng đang chọn") % count
        self.accept_chosen.setText(many if count > 1 else self.tr("&Duyệt dòng đang chọn"))

    def _read(self) -> None:
        """Show the whole words of the row under the cursor.

        A leader does not accept what he could not read.
        """
        one: Reviewed | None = self.grid.current_row()
        if one is None:
            self.reading.clear()
            return
        named = words("field")
        named_texts = [(named[field.name], field.text(one.row)) for field in _READ]
        named_texts.append((self.tr("Ghi chú duyệt"), one.last.note if one.last else ""))
        lines = [f"<b>{escape(one.row.task.number)}. {escape(one.row.task.content)}</b>"]
        lines += [f"<b>{escape(name)}:</b> {escape(text)}" for name, text in named_texts if text]
        self.reading.setHtml("<br>".join(lines).replace("\n", "<br>"))

    def _accept(self, task_ids: list[int]) -> None:
        if task_ids:
            self._session.change(
                lambda: self._desk.accept(task_ids, self.who.text().strip()),
                self.tr("Đã duyệt %d dòng") % len(task_ids),
            )
            self.refresh()

    def _columns(self) -> list[GridColumn[Reviewed]]:
        named = words("field")
        return [
            GridColumn("number", named["number"], lambda one: one.row.task.number, width=44),
            GridColumn("content", named["content"], lambda one: one.row.task.content, width=0, stretch=3),
            GridColumn(
                "status",
                named["status"],
                lambda one: status_words(one.row.standing),
                width=172,
                delegate="status",
                mark=lambda one: status_key(one.row.standing),
            ),
            GridColumn(
                "percent",
                self.tr("Tiến độ"),
                lambda one: one.row.standing.told_percent,
                align="right",
                width=92,
                delegate="progress",
            ),
            GridColumn("result", named["result"], lambda one: _entry(one, "result"), width=150, stretch=2),
            GridColumn("difficulty", named["difficulty"], lambda one: _entry(one, "difficulty"), width=180),
            GridColumn(
                "mark",
                named["verdict"],
                lambda one: list(ReviewMark).index(one.mark),
                lambda one: words("mark")[one.mark.value],
                width=176,
                delegate="status",
                mark=lambda one: MARKS[one.mark],
            ),
            GridColumn(
                "note", self.tr("Ghi chú duyệt"), lambda one: one.last.note if one.last else "", width=128,
            ),
        ]  # fmt: skip

    def _lay_out(self) -> None:
        who = QHBoxLayout()
        who.setSpacing(8)
        label = QLabel(self.tr("N&gười duyệt"), self)
        label.setBuddy(self.who)
        self.who.setAccessibleName(self.tr("Người duyệt"))
        self.who.setMaximumWidth(360)
        who.addWidget(label)
        who.addWidget(self.who, 1)
        who.addStretch()
        who.addWidget(self.counts)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.accept_all)
        buttons.addStretch()
        for button in (self.give_back, self.accept_chosen, self.done_button):
            buttons.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(10)
        column.addLayout(who)
        column.addWidget(self.grid, 1)
        column.addWidget(self.reading)
        column.addLayout(buttons)


def _entry(one: Reviewed, field: str) -> str:
    return str(getattr(one.row.entry, field)) if one.row.entry is not None else ""
