"""Pages behind tabs."""

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from desktop_app.ui.widgets import WrappingRow


class TabbedPages(QWidget):
    """Shows one of its pages, with links beside the tabs, in a narrow window below them.

    (In the corner of a QTabWidget the links hide the last tab.)
    """

    def __init__(
        self, pages: Sequence[tuple[QWidget, str]], links: Sequence[QWidget], parent: QWidget
    ) -> None:
        """Take in each page with its title."""
        super().__init__(parent)
        self.bar = QTabBar(self)
        self.bar.setDrawBase(False)
        self.bar.setUsesScrollButtons(False)
        stack = QStackedWidget(self)
        for page, title in pages:
            self.bar.addTab(title)
            stack.addWidget(page)
        self.bar.currentChanged.connect(stack.setCurrentIndex)
        head = WrappingRow()
        head.addWidget(self.bar)
        head.addStretch()
        for link in links:
            head.addWidget(link)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(head)
        column.addWidget(stack, 1)
