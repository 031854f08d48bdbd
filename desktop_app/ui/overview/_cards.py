"""The first tasks of a list on the overview, each on a line that opens it."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.domain.status import Standing
from desktop_app.resources import words
from desktop_app.services.tasks import TO_MEND, CountNames
from desktop_app.ui.charts import ChartWidget
from desktop_app.ui.formats import format_number
from desktop_app.ui.widgets import Card, ElidedLabel, ElidedLink, LinkButton, allow


class ChartCard(Card):
    """Shows `chart` under a title, with a link that copies it as a picture."""

    def __init__(self, title: str, chart: ChartWidget, parent: QWidget) -> None:
        super().__init__(title, parent)
        chart.setAccessibleName(title)
        self.copy = LinkButton(self.tr("Sao chép hình"), self)
        self.copy.setAccessibleName(self.tr("Sao chép hình: %s") % title)
        self.copy.setToolTip(self.tr("Sao chép biểu đồ thành hình để dán vào văn bản"))
        self.copy.clicked.connect(chart.copy_picture)
        self.title.setWordWrap(True)
        self.head.setStretchFactor(self.title, 1)
        self.head.addWidget(self.copy)
        self.body.addWidget(chart)


class TodoCard(Card):
    """A line for each count of what is to be done before the period is closed; `asked` carries its name."""

    asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("", parent)
        self._name = self.tr("Cần làm trước khi chốt")
        lines = QGridLayout()
        lines.setHorizontalSpacing(8)
        lines.setVerticalSpacing(4)
        lines.setColumnStretch(1, 1)
        self.counts: dict[str, QLabel] = {}
        self.links: dict[str, LinkButton] = {}
        for line, view in enumerate(TO_MEND):
            text = words("counted")[view]
            act = self.tr("Cập nhật") if view is CountNames.MISSING else self.tr("Bổ sung")
            count, said, link = QLabel(self), ElidedLabel(text, self), LinkButton(act, self)
            count.setObjectName("strong")
            count.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            link.setAccessibleName(f"{act}: {text}")
            link.clicked.connect(partial(self.asked.emit, view))
            for column, widget in enumerate((count, said, link)):
                lines.addWidget(widget, line, column)
            self.counts[view], self.links[view] = count, link
        self.all_button = LinkButton("", self)
        self.all_button.clicked.connect(partial(self.asked.emit, CountNames.BEFORE_SEALING))
        self.body.addLayout(lines)
        self.body.addStretch()
        self.body.addWidget(self.all_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many tasks lack what; one that lacks two things is one task to be mended."""
        whole = counts[CountNames.BEFORE_SEALING]
        self.set_title(f"{self._name} · {format_number(whole)}")
        self.all_button.setText(self.tr("Xem tất cả %d nhiệm vụ") % whole)
        self.all_button.setVisible(whole > 0)
        for view, label in self.counts.items():
            label.setText(format_number(counts[view]))
            allow(self.links[view], "" if counts[view] else self.tr("Không còn nhiệm vụ nào."))


_SHOWN = 4


class ListCard(Card):
    """The first tasks of a list, and a way to all of them."""

    all_asked = Signal()
    task_asked = Signal(int)

    def __init__(self, title: str, parent: QWidget) -> None:
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
        """Show the first of `standings`; `said` returns what stands at the right of each."""
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
        title = (
            f"{standing.task.number}. {standing.task.content}"
            if standing.task.number
            else standing.task.content
        )
        name = ElidedLink(title, self)
        name.clicked.connect(self.asked)
        state = QLabel(said, self)
        state.setObjectName("mutedSmall")
        row.addWidget(name, 1)
        row.addWidget(state)
