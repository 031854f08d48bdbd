"""The five steps of a period, each with what is missing in it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.period import PeriodState
from desktop_app.domain.review import ReviewMark
from desktop_app.services.period_board import PeriodBoard
from desktop_app.ui.formats import format_number
from desktop_app.ui.widgets import ElidedLabel


class _Step(QPushButton):
    """One step, which opens what it is about: its name, and what stands in it now.

    The tone says whether it is done, going on, or calls.
    """

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("step")
        self.title = QLabel(title, self)
        self.title.setObjectName("strong")
        self.said = ElidedLabel("", self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        for label in (self.title, self.said):
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 6, 10, 6)
        column.setSpacing(2)
        column.addWidget(self.title)
        column.addWidget(self.said)

    def say(self, text: str, tone: str) -> None:
        """Show `text` in a tone: "muted", "accent", "done" or "overdue"."""
        self.said.set_whole(text)
        self.said.setProperty("tone", tone)
        self.said.style().unpolish(self.said)
        self.said.style().polish(self.said)
        self.setAccessibleName(f"{self.title.text()}: {text}")
        self.setToolTip(self.said.whole() if self.said.toolTip() else "")

    def sizeHint(self) -> QSize:
        """Ask for the room of the two lines."""
        column = self.layout()
        return super().sizeHint() if column is None else column.sizeHint()


class PeriodSteps(QWidget):
    """Nhập liệu, kiểm tra, duyệt, chốt, gửi."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entering = _Step(self.tr("1. Cập nhật"), self)
        self.checking = _Step(self.tr("2. Kiểm tra"), self)
        self.reviewing = _Step(self.tr("3. Duyệt"), self)
        self.sealing = _Step(self.tr("4. Chốt"), self)
        self.sending = _Step(self.tr("5. Gửi báo cáo"), self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        for step in (self.entering, self.checking, self.reviewing, self.sealing, self.sending):
            row.addWidget(step, 1)

    def show_board(self, board: PeriodBoard) -> None:
        """Show how far the period is."""
        sealed = board.state is PeriodState.SEALED
        part = board.entered.total
        said = self.tr("%s / %s nhiệm vụ") % (format_number(part.ready), format_number(part.total))
        self.entering.say(said, "done" if sealed or part.ready == part.total else "accent")
        self._show_checks(board)
        accepted, rows = board.marks[ReviewMark.ACCEPTED], board.marks.total()
        said = self.tr("%s / %s nhiệm vụ") % (format_number(accepted), format_number(rows))
        calls = board.marks[ReviewMark.RETURNED] + board.marks[ReviewMark.CHANGED]
        if calls:
            said += self.tr(", %s cần xem lại") % format_number(calls)
        waiting = "accent" if board.state is PeriodState.IN_REVIEW else "muted"
        self.reviewing.say(
            said, "overdue" if calls and not sealed else "done" if rows and accepted == rows else waiting
        )
        self._show_end(board)

    def _show_checks(self, board: PeriodBoard) -> None:
        if not board.findings:
            self.checking.say(self.tr("không còn gì cần xem lại"), "done")
            return
        parts = []
        if board.errors:
            parts.append(self.tr("%d lỗi") % board.errors)
        if board.warnings:
            parts.append(self.tr("%d cảnh báo") % board.warnings)
        self.checking.say(", ".join(parts), "overdue" if board.errors else "accent")

    def _show_end(self, board: PeriodBoard) -> None:
        version, left = board.standing, board.reminders.days_to_cut_off
        if version is not None:
            self.sealing.say(self.tr("đã có bản chốt số %d") % version.version, "done")
        else:
            self.sealing.say(self._days(left), "overdue" if left < 0 else "muted")
        sent, to_send = board.submissions, board.reminders.days_to_send
        if sent and version is not None and sent[-1].version == version.version:
            self.sending.say(sent[-1].document, "done")
        elif to_send is None:
            self.sending.say(self.tr("không có hạn gửi báo cáo"), "muted")
        else:
            self.sending.say(self._days(to_send), "overdue" if to_send < 0 else "muted")

    def _days(self, left: int) -> str:
        if left < 0:
            return self.tr("quá %s ngày") % format_number(-left)
        return self.tr("còn %s ngày") % format_number(left) if left else self.tr("hôm nay")
