"""The first tasks of a list on the overview, each on a line that opens it."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.domain.status import Standing
from desktop_app.ui.widgets.cards import Card, ElidedLink, LinkButton

_SHOWN = 4


class ListCard(Card):
    """The first tasks of a list, and a way to all of them."""

    all_asked = Signal()
    task_asked = Signal(int)

    def __init__(self, title: str, parent: QWidget) -> None:
        """Begin empty."""
        super().__init__(title, parent)
        self._name = title
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        self.all_button = LinkButton("", self)
        self.all_button.clicked.connect(self.all_asked)
        self.body.addLayout(self._rows)
        self.body.addStretch()
        self.body.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_list(self, standings: Sequence[Standing], said: Callable[[Standing], str]) -> None:
        """Show the first of `standings`; `said` gives what stands at the right of each."""
        while (item := self._rows.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for one in standings[:_SHOWN]:
            line = _Line(one, said(one), self)
            line.asked.connect(partial(self.task_asked.emit, one.task.id))
            self._rows.addWidget(line)
        if not standings:
            none = QLabel(self.tr("Không có nhiệm vụ nào"), self)
            none.setObjectName("muted")
            self._rows.addWidget(none)
        self.set_title(f"{self._name} · {len(standings)}")
        self.all_button.setText(self.tr("Xem tất cả %d nhiệm vụ") % len(standings))
        self.all_button.setVisible(bool(standings))


class _Line(QWidget):
    """One task on one line, which opens it."""

    asked = Signal()

    def __init__(self, standing: Standing, said: str, parent: QWidget) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        title = f"{standing.task.number}. {standing.task.content}" if standing.task.number else standing.task.content
        name = ElidedLink(title, self)
        name.clicked.connect(self.asked)
        state = QLabel(said, self)
        state.setObjectName("mutedSmall")
        row.addWidget(name, 1)
        row.addWidget(state)
