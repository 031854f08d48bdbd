"""The heights of a grid's lines: one for all rows, another for the headings of sections."""

from PySide6.QtWidgets import QHeaderView

from desktop_app.ui.theme import GROUP_ROW_HEIGHT


class LineHeights:
    """Sizes the lines of `header`."""

    def __init__(self, header: QHeaderView, row_height: int) -> None:
        """Give every line the height of a row."""
        self._header = header
        self._row_height = row_height
        self._headings: list[int] = []
        header.hide()
        header.setMinimumSectionSize(GROUP_ROW_HEIGHT)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setDefaultSectionSize(row_height)

    def show_headings(self, headings: list[int]) -> None:
        """Give the lines of headings their height; those that were headings are rows again: a reset keeps heights."""
        for line in {*self._headings} - {*headings}:
            if line < self._header.count():
                self._header.resizeSection(line, self._row_height)
        for line in headings:
            self._header.resizeSection(line, GROUP_ROW_HEIGHT)
        self._headings = headings
