"""The offline guide, and what stands behind the program."""

import platform
import re
from html import escape
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QUrl, qVersion
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop_app import __version__
from desktop_app.domain.text import fold
from desktop_app.resources import build_info, licences, releases, resource
from desktop_app.ui.formats import format_date
from desktop_app.ui.widgets import Dialog, FittingScroll, SearchBox, resize_within

LICENCES = (
    ("PySide6 (Qt)", "LGPL-3.0"),
    ("sqlite-utils", "Apache-2.0"),
    ("openpyxl", "MIT"),
    ("python-calamine", "MIT"),
    ("XlsxWriter", "BSD-2-Clause"),
    ("olefile", "BSD-2-Clause"),
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

_LIST_WIDTH = 250
_RULE = "\n\n" + "─" * 60 + "\n\n"
_PAGE = """<style>
h1 { font-size: large; font-weight: 600; margin-top: 18px; margin-bottom: 4px; }
h3 { font-size: medium; font-weight: 600; margin-top: 10px; margin-bottom: 2px; }
li { margin-bottom: 4px; }
</style>"""


class ReadingWindow(Dialog):
    """Shows a page to read; it stands beside the window while one works."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        resize_within(self, 860, 640)
        self.browser = QTextBrowser(self)
        self.browser.setAccessibleName(title)
        self.browser.setOpenExternalLinks(False)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(0)
        self.body.addWidget(self.browser)


class HelpWindow(ReadingWindow):
    """Shows the guide, `resources/help`; words are found in it without accents, Enter goes on to the next."""

    keeps_entries = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("HelpWindow", "Hướng dẫn sử dụng"), parent)
        self.browser.setSource(QUrl.fromLocalFile(str(resource("help", "index.html"))))
        self._folded = folded_places(self.browser.toPlainText())
        self._sought = ""
        self.search = SearchBox(self.tr("Tìm trong hướng dẫn, không cần gõ dấu (Enter: chỗ tiếp theo)"), self)
        self.search.enter_leads = False
        self.search.searched.connect(self._find)
        self.found = QLabel(self)
        self.found.setObjectName("muted")
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        row.addWidget(self.found)
        self.body.insertLayout(0, row)

    def show_topic(self, name: str) -> None:
        """Show a chapter by its anchor, with the focus where words are searched."""
        self.browser.scrollToAnchor(name)
        self.search.setFocus()

    def _find(self, text: str) -> None:
        """Go to the first place of a text, by the same text again to the next one."""
        sought, again = fold(text), fold(text) == self._sought
        self._sought = sought
        places = [one.start() for one in re.finditer(re.escape(sought), self._folded)] if sought else []
        if not places:
            self.found.setText(self.tr("không tìm thấy") if sought else "")
            return
        cursor = self.browser.textCursor()
        after = cursor.selectionEnd() if again else 0
        at = next((place for place in places if place >= after), places[0])
        self.found.setText(f"{places.index(at) + 1} / {len(places)}")
        cursor.setPosition(at)
        cursor.setPosition(at + len(sought), QTextCursor.MoveMode.KeepAnchor)
        self.browser.setTextCursor(cursor)


class NewsWindow(ReadingWindow):
    """Shows what each version brought to officers, the newest first."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(QCoreApplication.translate("NewsWindow", "Có gì mới"), parent)
        titles = {"new": self.tr("Mới"), "mended": self.tr("Đã sửa")}
        parts = [_PAGE]
        for release in releases():
            parts.append(f"<h1>{self.tr('Phiên bản %s') % release.version} ({format_date(release.day)})</h1>")
            for kind, title in titles.items():
                sentences = [one.vietnamese for one in release.changes if one.kind == kind and one.vietnamese]
                items = "".join(f"<li>{escape(one)}</li>" for one in sentences)
                parts.append(f"<h3>{title}</h3><ul>{items}</ul>" if sentences else "")
        self.browser.setHtml("".join(parts))


def folded_places(text: str) -> str:
    """Fold a text letter by letter, so that each keeps its place."""
    return "".join(folded if len(folded := fold(one)) == 1 else one for one in text)


class AboutDialog(Dialog):
    """Version, where the data lies, and the licences."""

    def __init__(self, data_file: Path, log_folder: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Giới thiệu"))
        self.setMinimumWidth(560)
        name = QLabel(self.tr("Tiến độ Đề án"), self)
        name.setObjectName("screenTitle")
        rows = "".join(
            f"<tr><td>{what}&nbsp;&nbsp;</td><td>{licence}</td></tr>" for what, licence in LICENCES
        )
        text = QLabel(
            self.tr(
                "<p>Phiên bản %s, giấy phép MIT. Phần mềm không dùng mạng.<br>%s</p>"
                "<p>Tệp dữ liệu: %s<br>Tệp ghi lỗi: %s</p>"
                "<p>Python %s, Qt %s</p><p>Phần mềm của bên thứ ba:</p><table>%s</table>"
            )
            % (
                __version__,
                self._built(),
                data_file,
                log_folder,
                platform.python_version(),
                qVersion(),
                rows,
            ),
            self,
        )
        text.setWordWrap(True)
        text.setTextInteractionFlags(
            text.textInteractionFlags() | text.textInteractionFlags().TextSelectableByMouse
        )
        buttons = QDialogButtonBox(self)
        self.licences = QPushButton(self.tr("Đọc giấ&y phép…"), self)
        self.licences.setAutoDefault(False)
        self.licences.clicked.connect(lambda: LicenceDialog(self).exec())
        buttons.addButton(self.licences, QDialogButtonBox.ButtonRole.ActionRole)
        close = buttons.addButton(self.tr("Đóng"), QDialogButtonBox.ButtonRole.RejectRole)
        close.setDefault(True)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.addWidget(name)
        inside = QVBoxLayout()
        inside.addWidget(text)
        inside.addStretch()
        layout.addWidget(FittingScroll(inside, self), 1)
        layout.addWidget(buttons)

    def _built(self) -> str:
        """Say of which commit this program is, and its day."""
        build = build_info()
        if not build.commit:
            return self.tr("Đang chạy từ mã nguồn.")
        day = format_date(build.day) if build.day else "?"
        return self.tr("Phiên bản mã nguồn %s, ngày %s.") % (build.commit, day)


class LicenceDialog(Dialog):
    """Lets one read the licence of each part of the program."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Giấy phép"))
        resize_within(self, 900, 600)
        self._licences = licences()
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Thành phần của phần mềm"))
        self.list.addItems([" ".join(filter(None, (one.part, one.version))) for one in self._licences])
        self.list.setFixedWidth(_LIST_WIDTH)
        self.name = QLabel(self)
        self.name.setObjectName("strong")
        self.text = QPlainTextEdit(self)
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(self.tr("Nội dung giấy phép"))
        buttons = QDialogButtonBox(self)
        buttons.addButton(self.tr("Đóng"), QDialogButtonBox.ButtonRole.RejectRole)
        buttons.rejected.connect(self.reject)
        right = QVBoxLayout()
        right.setSpacing(6)
        right.addWidget(self.name)
        right.addWidget(self.text, 1)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.list)
        middle.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.setSpacing(10)
        layout.addLayout(middle, 1)
        layout.addWidget(buttons)
        self.list.currentRowChanged.connect(self._show)
        self.list.setCurrentRow(0)

    def _show(self, place: int) -> None:
        one = self._licences[place]
        self.name.setText(one.name or one.part)
        self.text.setPlainText(
            _RULE.join(path.read_text(encoding="utf-8", errors="replace") for path in one.texts)
        )
