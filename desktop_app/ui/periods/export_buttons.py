"""The foot of a dialog whose figures can be exported: one button a format, and "close"."""

from functools import partial

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton

from desktop_app.ui.icons import icon


class ExportFoot(QHBoxLayout):
    """Closes `dialog` when a format is chosen; `suffix` is then the ending of the file's name, else empty."""

    def __init__(self, dialog: QDialog) -> None:
        """Stand at the foot of `dialog`."""
        super().__init__()
        self.suffix = ""
        self._dialog = dialog
        self.setSpacing(8)
        self.buttons = {
            ".xlsx": QPushButton(icon("arrow_export_up_20_regular"), dialog.tr("Xuất &Excel…"), dialog),
            ".docx": QPushButton(dialog.tr("Xuất &Word…"), dialog),
            ".pdf": QPushButton(dialog.tr("Xuất P&DF…"), dialog),
        }
        for suffix, button in self.buttons.items():
            button.setAutoDefault(False)
            button.clicked.connect(partial(self._choose, suffix))
            self.addWidget(button)
        self.addStretch()
        close = QPushButton(dialog.tr("Đón&g"), dialog)
        close.clicked.connect(dialog.reject)
        self.addWidget(close)

    def _choose(self, suffix: str) -> None:
        self.suffix = suffix
        self._dialog.accept()
