"""A chart in its card, with the link that copies it as a picture."""

from PySide6.QtWidgets import QWidget

from desktop_app.ui.widgets.cards import Card, LinkButton
from desktop_app.ui.widgets.chart import Chart


class ChartCard(Card):
    """Shows `chart` under a title."""

    def __init__(self, title: str, chart: Chart, parent: QWidget) -> None:
        """Take `chart` in."""
        super().__init__(title, parent)
        chart.setAccessibleName(title)
        self.copy = LinkButton(self.tr("Chép hình"), self)
        self.copy.setAccessibleName(self.tr("Chép hình: %s") % title)
        self.copy.setToolTip(self.tr("Chép biểu đồ thành hình để dán vào văn bản"))
        self.copy.clicked.connect(chart.copy_picture)
        self.head.addWidget(self.copy)
        self.body.addWidget(chart)
