"""What is to be done before the period is closed: counts, each with the way to its tasks."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from desktop_app.ui.formats import format_number
from desktop_app.ui.widgets.cards import Card, ElidedLabel, LinkButton


class TodoCard(Card):
    """A line for each view of tasks that lack something; `asked` carries the view."""

    asked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        """Begin with nothing to do."""
        super().__init__("", parent)
        self._name = self.tr("Cần làm trước khi chốt")
        named = {
            "missing": (self.tr("nhiệm vụ chưa cập nhật trong kỳ"), self.tr("Cập nhật")),
            "unexplained": (self.tr("nhiệm vụ quá hạn chưa nêu khó khăn, vướng mắc"), self.tr("Bổ sung")),
            "undated": (self.tr("nhiệm vụ hoàn thành chưa ghi ngày hoàn thành"), self.tr("Bổ sung")),
        }
        lines = QGridLayout()
        lines.setHorizontalSpacing(8)
        lines.setVerticalSpacing(4)
        lines.setColumnStretch(1, 1)
        self.counts: dict[str, QLabel] = {}
        self.links: dict[str, LinkButton] = {}
        for line, (view, (text, act)) in enumerate(named.items()):
            count, said, link = QLabel(self), ElidedLabel(text, self), LinkButton(act, self)
            count.setObjectName("strong")
            count.setAlignment(Qt.AlignmentFlag.AlignRight)
            link.setAccessibleName(f"{act}: {text}")
            link.clicked.connect(partial(self.asked.emit, view))
            for column, widget in enumerate((count, said, link)):
                lines.addWidget(widget, line, column)
            self.counts[view], self.links[view] = count, link
        self.body.addLayout(lines)
        self.body.addStretch()

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show how many tasks lack what."""
        self.set_title(f"{self._name} · {format_number(sum(counts.values()))}")
        for view, label in self.counts.items():
            label.setText(format_number(counts[view]))
            self.links[view].setEnabled(counts[view] > 0)
