"""What the chosen act changed, in the officer's words: the old value struck, the new one after it."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QWidget

from desktop_app.resources import words
from desktop_app.services.history import Act, RowChange
from desktop_app.ui.formats import format_date
from desktop_app.ui.look import icon, tokens
from desktop_app.ui.session import Session
from desktop_app.ui.widgets import SideCard, WrappingRow

SHOWN = 60
_LONG = 600


class HistoryPanel(SideCard):
    """Shows one act; asks for its task, or for every act on it."""

    task_asked = Signal(int)
    story_asked = Signal(int)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.empty.setText(self.tr("Chọn một dòng trong bảng để xem đã thay đổi những gì."))
        self._session = session
        self._task_id = 0
        self.when = self.add_text("muted")
        self.what = self.add_text("cardTitle")
        self.who = self.add_text("muted")
        self.changes = self.add_text()
        self.changes.setTextFormat(Qt.TextFormat.RichText)
        self.rest = self.add_text("muted")
        self.code = self.add_text("mutedSmall")
        self.column.addStretch()
        self.task_button = QPushButton(icon("arrow_right_20_regular"), "", self)
        self.story_button = QPushButton(icon("history_20_regular"), self.tr("Nhật ký nhiệm vụ"), self)
        self.story_button.setToolTip(self.tr("Chỉ xem các thao tác trên nhiệm vụ này"))
        self.task_button.clicked.connect(lambda: self.task_asked.emit(self._task_id))
        self.story_button.clicked.connect(lambda: self.story_asked.emit(self._task_id))
        buttons = WrappingRow(spacing=6)
        buttons.addWidget(self.task_button)
        buttons.addWidget(self.story_button)
        self.foot.addLayout(buttons)

    def show_act(self, act: Act | None) -> None:
        """Show an act, or that none is chosen."""
        self.show_body(shown=act is not None)
        if act is None:
            return
        journal = self._session.workspace.journal
        self.when.setText(f"{act.moment:%H:%M:%S} · {format_date(act.moment)}")
        self.what.setText(journal.said(act))
        self.who.setText(self.tr("%s, trên máy %s") % (act.user, act.computer))
        rows = journal.changes(act.id, SHOWN + 1)
        self.changes.setText("".join(_row(row) for row in rows[:SHOWN]))
        self.rest.setText(self.tr("Còn nhiều thay đổi khác; ở đây là %d mục đầu.") % SHOWN)
        self.rest.setVisible(len(rows) > SHOWN)
        code = " ".join(act.hash[place : place + 4] for place in range(0, 16, 4))
        self.code.setText(self.tr("Thao tác số %d · mã kiểm tra %s") % (act.id, code))
        self._show_tasks(journal.tasks_of(act.id))

    def _show_tasks(self, ids: list[int]) -> None:
        known = {task.id: task.number for task in self._session.register.tasks}
        here = [key for key in ids if key in known]
        self._task_id = here[0] if len(here) == 1 else 0
        self.foot_bar.setVisible(len(here) == 1)
        if len(here) == 1:
            self.task_button.setText(self.tr("Mở nhiệm vụ số %s") % known[here[0]])


def _row(row: RowChange) -> str:
    colours = tokens()
    head = f"{words('entity').get(row.entity, '')} {row.name}".strip()
    how = words("journal")[row.how].lower()
    muted = f"<span style='color:{colours.muted}'>· {escape(how)}</span>"
    lines = [f"<p style='margin:10px 0 2px 0'><b>{escape(head)}</b> {muted}</p>"]
    for name, old, new in row.fields:
        value = _value(new)
        if old:
            struck = f"<span style='color:{colours.muted};text-decoration:line-through'>{_value(old)}</span>"
            value = f"{struck} → {value}" if new else struck
        lines.append(
            f"<p style='margin:0 0 4px 0'><span style='color:{colours.muted}'>{escape(name)}:"
            f"</span> {value}</p>"
        )
    return "".join(lines)


def _value(text: str) -> str:
    shown = text if len(text) <= _LONG else text[:_LONG].rstrip() + "…"
    return escape(shown).replace("\n", "<br>")
