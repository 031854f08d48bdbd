"""What was recorded of a task in the other periods, the newest first."""

from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.resources import words
from desktop_app.ui.formats import format_date
from desktop_app.ui.session import Session


class PastPeriods(QWidget):
    """A line for each period: its name, cut-off, state and percentage; the result is in the tool tip."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        """Begin empty."""
        super().__init__(parent)
        self._session = session
        title = QLabel(self.tr("Các kỳ khác"), self)
        title.setObjectName("strong")
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(8)
        self._lines.setVerticalSpacing(2)
        self._lines.setColumnStretch(2, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(4)
        column.addWidget(title)
        column.addLayout(self._lines)

    def show_task(self, task_id: int) -> None:
        """Show the periods of a task other than the one that is worked on."""
        while (item := self._lines.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        session = self._session
        entries = [one for one in session.register.entries(task_id) if one.period != session.period.id]
        for line, entry in enumerate(reversed(entries)):
            period = session.workspace.periods.find(entry.period, session.programme)
            texts = (period.label, format_date(entry.cut_off), words("state")[entry.state.value], f"{entry.percent} %")
            for column, text in enumerate(texts):
                label = QLabel(text, self)
                label.setObjectName("strongSmall" if column == 0 else "mutedSmall")
                label.setToolTip(entry.result)
                self._lines.addWidget(label, line, column)
        if not entries:
            none = QLabel(self.tr("Chưa có"), self)
            none.setObjectName("mutedSmall")
            self._lines.addWidget(none, 0, 0)
