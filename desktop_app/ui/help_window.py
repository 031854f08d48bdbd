"""The offline guide, and what stands behind the program."""

import platform
from pathlib import Path

from PySide6.QtCore import QUrl, qVersion
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QTextBrowser, QVBoxLayout, QWidget

from desktop_app import __version__
from desktop_app.resources import resource
from desktop_app.ui.widgets.fitting import FittingScroll, resize_within

LICENCES = (
    ("PySide6 (Qt)", "LGPL-3.0"),
    ("sqlite-utils", "Apache-2.0"),
    ("openpyxl", "MIT"),
    ("python-calamine", "MIT"),
    ("XlsxWriter", "BSD-2-Clause"),
    ("defusedxml", "PSF-2.0"),
    ("rapidfuzz", "MIT"),
    ("lxml", "BSD-3-Clause"),
    ("python-docx", "MIT"),
    ("docxtpl", "LGPL-2.1"),
    ("typst", "Apache-2.0"),
    ("pypdfium2", "BSD-3-Clause, Apache-2.0"),
    ("holidays", "MIT"),
    ("Tinos", "OFL-1.1"),
    ("Fluent UI System Icons", "MIT"),
)


class HelpWindow(QDialog):
    """Shows `resources/help`; it stands beside the window while one works."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Show the first page."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Hướng dẫn sử dụng"))
        resize_within(self, 860, 640)
        self.browser = QTextBrowser(self)
        self.browser.setOpenExternalLinks(False)
        self.browser.setSource(QUrl.fromLocalFile(str(resource("help", "index.html"))))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.browser)

    def show_chapter(self, anchor: str) -> None:
        """Open the guide at a chapter."""
        self.browser.scrollToAnchor(anchor)
        self.show()
        self.raise_()


class AboutDialog(QDialog):
    """Version, where the data lies, and the licences."""

    def __init__(self, data_file: Path, log_folder: Path, parent: QWidget | None = None) -> None:
        """Show what is true of this run."""
        super().__init__(parent)
        self.setWindowTitle(self.tr("Giới thiệu"))
        self.setMinimumWidth(560)
        name = QLabel(self.tr("Tiến độ Đề án"), self)
        name.setObjectName("screenTitle")
        rows = "".join(f"<tr><td>{what}&nbsp;&nbsp;</td><td>{licence}</td></tr>" for what, licence in LICENCES)
        text = QLabel(
            self.tr(
                "<p>Phiên bản %s, giấy phép MIT. Chương trình không dùng mạng.</p>"
                "<p>Tệp dữ liệu: %s<br>Nhật ký lỗi: %s</p>"
                "<p>Python %s, Qt %s</p><p>Phần mềm của bên thứ ba:</p><table>%s</table>"
            )
            % (__version__, data_file, log_folder, platform.python_version(), qVersion(), rows),
            self,
        )
        text.setWordWrap(True)
        text.setTextInteractionFlags(text.textInteractionFlags() | text.textInteractionFlags().TextSelectableByMouse)
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.tr("Đóng"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.addWidget(name)
        inside = QVBoxLayout()
        inside.addWidget(text)
        inside.addStretch()
        layout.addWidget(FittingScroll(inside, self), 1)
        layout.addWidget(buttons)
