"""What was recorded of a task in the other periods, the newest first."""

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.progress import TEXTS, ProgressEntry
from desktop_app.domain.task import Task
from desktop_app.resources import words
from desktop_app.ui.formats import format_date, format_percent
from desktop_app.ui.look import tokens
from desktop_app.ui.phrases import ASSUMED
from desktop_app.ui.session import Session
from desktop_app.ui.widgets import Dialog, LinkButton, resize_within

_LINES = 6


class PastPeriods(QWidget):
    """A line for each of the last periods, and a way to all of it.

    Its name, cut-off, who recorded it, percentage.
    """

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._task: Task | None = None
        title = QLabel(self.tr("Các kỳ khác"), self)
        title.setObjectName("strong")
        self.all_button = LinkButton(self.tr("Xem tất cả"), self)
        self.all_button.clicked.connect(self._open)
        self.lines = QLabel(self)
        self.lines.setTextFormat(Qt.TextFormat.RichText)
        self.lines.setAlignment(Qt.AlignmentFlag.AlignTop)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch()
        head.addWidget(self.all_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self.lines)

    def show_task(self, task: Task) -> None:
        """Show the periods of a task other than the one that is worked on."""
        self._task = task
        entries = self._entries()
        self.all_button.setVisible(bool(entries))
        muted, label = tokens().muted, self._session.label
        rows = "".join(
            f"<tr><td><b>{label(entry.period)}</b></td><td style='color:{muted}'>{_by(entry)}</td>"
            f"<td align='right'>{self._percent(entry)}</td></tr>"
            for entry in entries[:_LINES]
        )
        none = f"<span style='color:{muted}'>{self.tr('Chưa có')}</span>"
        self.lines.setText(
            f"<table width='100%' cellspacing='0' cellpadding='1'>{rows}</table>" if rows else none
        )

    def _entries(self) -> Sequence[ProgressEntry]:
        session, task = self._session, self._task
        found = session.register.entries(task.id) if task is not None else ()
        return [entry for entry in reversed(found) if entry.period != session.period.id]

    def _percent(self, entry: ProgressEntry) -> str:
        return format_percent(entry.percent) if self._stated(entry) else _nothing()

    def _stated(self, entry: ProgressEntry) -> bool:
        """Return whether anything was recorded by then of where the task stands."""
        register, task = self._session.register, self._task
        return task is not None and register.standing(task, entry.cut_off).recorded

    def _open(self) -> None:
        if self._task is not None:
            shown = [(self._session.label(one.period), one, self._stated(one)) for one in self._entries()]
            PastDialog(self._task, shown, self).exec()


class PastDialog(Dialog):
    """Shows everything that was recorded of a task, period by period, to be read and copied."""

    def __init__(
        self, task: Task, entries: Sequence[tuple[str, ProgressEntry, bool]], parent: QWidget | None = None
    ) -> None:
        """Show `entries` with the names of their periods, and whether they say where the task stands."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Nhiệm vụ số %s qua các kỳ") % task.number)
        resize_within(self, 640, 520)
        self.text = QTextBrowser(self)
        self.text.setAccessibleName(self.windowTitle())
        self.text.setHtml(
            f"<p><b>{escape(task.content)}</b></p>" + "".join(_entry_html(*entry) for entry in entries)
        )
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.tr("Đóng"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.addWidget(self.text)
        column.addWidget(buttons)


def _by(entry: ProgressEntry) -> str:
    said = format_date(entry.cut_off)
    return f"{said} · {escape(entry.recorded_by)}" if entry.recorded_by else said


def _nothing() -> str:
    return words("unrecorded")["state"]


def _entry_html(label: str, entry: ProgressEntry, stated: bool) -> str:
    named = words("field")
    head = [words("state")[entry.state.value], format_percent(entry.percent)] if stated else [_nothing()]
    if entry.completed_on is not None:
        mark = f" {ASSUMED}" if entry.assumed else ""
        head.append(f"{named['completed_on']} {format_date(entry.completed_on)}{mark}")
    texts = "".join(
        f"<p>{named[name]}:<br>{escape(getattr(entry, name)).replace(chr(10), '<br>')}</p>"
        for name in TEXTS
        if entry.owns(name) and getattr(entry, name)
    )
    return f"<h4>{escape(label)} · {_by(entry)}</h4><p>{' · '.join(head)}</p>{texts}"
