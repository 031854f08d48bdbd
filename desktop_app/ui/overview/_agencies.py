"""The totals of lead agencies on the overview."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from desktop_app.domain.reports import AgencyClass, ReportAgency, classes_of
from desktop_app.domain.status import Totals
from desktop_app.domain.text import sort_key
from desktop_app.ui.charts import BarRow, StackedBars
from desktop_app.ui.overview._cards import ChartCard

BarMaker = Callable[[str, str, Totals], BarRow]
"""Makes a bar of its key, its label and its totals."""


class AgenciesCard(ChartCard):
    """Shows the totals of each lead agency, or of each class that the office has given them.

    `asked` carries the agencies behind a bar, its label, and a status, "" for any.
    """

    asked = Signal(tuple, str, str)

    def __init__(self, title: str, parent: QWidget) -> None:
        self.bars = StackedBars(parent)
        super().__init__(title, self.bars, parent)
        self.choice = QComboBox(self)
        self.choice.setAccessibleName(self.tr("Cách xem theo cơ quan chủ trì"))
        self.choice.addItems([self.tr("Từng cơ quan"), self.tr("Theo loại cơ quan")])
        self.head.insertWidget(self.head.indexOf(self.copy), self.choice)
        self._agencies: Sequence[ReportAgency] = ()
        self._behind: Mapping[str, tuple[tuple[str, ...], str]] = {}
        self._bar: BarMaker = lambda key, label, _totals: BarRow(key, label, {})
        self.choice.currentIndexChanged.connect(self._show)
        self.bars.segmentClicked.connect(lambda key, status: self.asked.emit(*self._behind[key], status))

    def show_agencies(self, agencies: Sequence[ReportAgency], bar: BarMaker) -> None:
        """Show the totals of `agencies`, those with most tasks first."""
        self._agencies = sorted(agencies, key=lambda one: (-one.totals.total, sort_key(one.name)))
        self._bar = bar
        self.choice.setVisible(any(one.kind for one in agencies))
        self._show()

    def _show(self) -> None:
        classes = classes_of(self._agencies) if self.choice.currentIndex() else []
        none = self.tr("Chưa xếp loại") if classes else self.tr("Không ghi cơ quan chủ trì")
        parts = classes or [AgencyClass(one.name, (one,)) for one in self._agencies]
        self._behind = {
            part.name: (tuple(one.name for one in part.agencies), part.name or none) for part in parts
        }
        self.bars.set_rows([self._bar(part.name, part.name or none, part.totals) for part in parts])
