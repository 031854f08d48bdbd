"""The tables of the preview's tabs, each with its own columns and place."""

from PySide6.QtCore import QModelIndex, QObject, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from desktop_app.services.tasks import Register
from desktop_app.ui.grid import Grid, TableModel
from desktop_app.ui.importing.lines import PreviewLine, columns_of


class Tables(QStackedWidget):
    """Makes the table of a tab when it is first asked for; its keys are seen by the preview first."""

    pressed = Signal(QModelIndex)
    moved = Signal()

    def __init__(self, preview: QWidget) -> None:
        super().__init__(preview)
        self._preview: QObject = preview
        self._grids: dict[str, Grid] = {}
        self._models: dict[str, TableModel[PreviewLine]] = {}

    def grid(self, tab: str, register: Register) -> Grid:
        """Return the table of a tab."""
        if tab not in self._grids:
            grid = self._grids[tab] = Grid(self.tr("Các dòng của danh mục"), self)
            model = self._models[tab] = TableModel(
                columns_of(tab, register), row_key=lambda line: line.key, parent=self
            )
            grid.setModel(model)
            grid.clicked.connect(self.pressed)
            grid.current_changed.connect(self.moved)
            grid.installEventFilter(self._preview)
            self.addWidget(grid)
        return self._grids[tab]

    def model(self, tab: str, register: Register) -> TableModel[PreviewLine]:
        """Return the lines of a tab."""
        self.grid(tab, register)
        return self._models[tab]

    def release(self) -> None:
        """Let go of all lines."""
        for model in self._models.values():
            model.set_rows(())
