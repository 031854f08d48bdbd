"""The screen "Báo cáo": choices at the left, the pages in the middle, export and print above them."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.errors import AppError
from desktop_app.domain.reports import ReportKind
from desktop_app.domain.work import Progress
from desktop_app.services.reporting import Order, ReportPages, part_titles
from desktop_app.services.wording import say
from desktop_app.services.workspace import Workspace
from desktop_app.ui.look import icon
from desktop_app.ui.reports._options import ReportOptions
from desktop_app.ui.reports._page_view import PageView
from desktop_app.ui.reports._words_panel import WordsPanel
from desktop_app.ui.session import Session, today
from desktop_app.ui.widgets import LinkButton, ScrolledPage, WrappingRow

SIDE = 322
PAUSE_MS = 300
"""A rest after a choice before the pages are set anew."""


@dataclass(frozen=True, slots=True)
class _Set:
    """What came back from setting a report: its pages and its words."""

    pages: ReportPages
    texts: dict[str, str]
    edited: frozenset[str]
    agency: str
    since_seal: tuple[str, ...]


class ReportScreen(QWidget):
    """Shows the report of the session's period.

    `export_asked` carries the order and the ending of the file's name.
    """

    export_asked = Signal(object, str)

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._stale = True
        self._running = False
        self.options = ReportOptions(session, self)
        self.words = WordsPanel(self)
        self.view = PageView(self)
        self.setFocusProxy(self.view)
        self.place = QLabel(self)
        self.size_label = QLabel(self)
        self.size_label.setMinimumWidth(44)
        self.size_label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._set)
        self.again = self._button(self.tr("Xem trước lại"), "", self._set)
        self.again.hide()
        self._lay_out()
        self._connect()
        session.standing.rest(self.words.text, self.words.draft_again)

    def refresh(self) -> None:
        """Set the pages anew, soon; a hidden screen waits until it is shown."""
        self._stale = True
        if self.isVisible():
            self._ask_office()
            self._pause.start()

    def commit(self) -> None:
        """Keep what is being typed."""
        self.words.commit()
        self.options.commit()

    def showEvent(self, event: QShowEvent) -> None:
        """Show the present figures."""
        super().showEvent(event)
        self.options.refresh()
        self._ask_office()
        if self._stale:
            self.view.say(self.tr("Đang tạo bản xem trước…"))
            self._pause.start(0)

    def hideEvent(self, event: QHideEvent) -> None:
        """Save what is being typed when another screen is shown."""
        self.words.commit()
        super().hideEvent(event)

    def print_pages(self) -> None:
        """Print the pages that are shown."""
        from desktop_app.ui.reports._printing import PrintRun, ask_printer

        pages = self.view.pages
        printer = ask_printer(len(pages.sizes), self.window()) if pages is not None else None
        if pages is None or printer is None:
            return
        run = PrintRun(pages, printer, self)
        run.ended.connect(self._printed)
        run.start()

    def _ask_office(self) -> None:
        """Ask for what the report says of the office, as long as it is not known; it can wait."""
        self.office_row.setVisible(not self._session.workspace.office.get().complete)

    def _edit_office(self) -> None:
        from desktop_app.ui.setup import OfficeDialog

        OfficeDialog.ask(self._session, self)

    def _set(self) -> None:
        """Set the pages of the present choice in a thread; a choice made meanwhile is set afterwards."""
        if self._running or not self.isVisible():
            return
        self._running, self._stale = True, False
        self.again.hide()
        session, order, preview = self._session, self.options.order, self._preview_order()
        programme_id, key, held = session.programme.id, self.options.key, session.register.held()

        def work(workspace: Workspace, progress: Progress) -> _Set:
            reports = workspace.reports
            register = workspace.register(programme_id, held)
            wanted = preview
            if order.kind is ReportKind.AGENCY and not wanted.agency:
                names = reports.agencies(register, order.period, today())
                wanted = replace(preview, agency=names[0] if names else "")
            draft = reports.draft(register, wanted, today())
            edited = frozenset(reports.narratives.edited(key))
            since_seal = reports.edited_since(register, wanted)
            return _Set(ReportPages.of(draft, progress), dict(draft.texts), edited, wanted.agency, since_seal)

        session.run(self.tr("Đang tạo bản xem trước báo cáo"), work, self._show, self._fail, self._stopped)

    def _preview_order(self) -> Order:
        return self.options.order

    def _show(self, made: _Set) -> None:
        self._running = False
        self.view.show_pages(made.pages)
        titles = self._section_titles()
        self.words.show_texts(titles, made.texts, made.edited)
        one_of_many = self.options.order.kind is ReportKind.AGENCY and not self.options.order.agency
        notes = (
            [self.tr("Xem thử: %s. Mỗi cơ quan chủ trì có một tệp riêng.") % made.agency]
            if one_of_many
            else []
        )
        if made.since_seal:
            named = "; ".join(titles.get(name, name) for name in made.since_seal)
            notes.append(
                self.tr(
                    "Kỳ đã chốt: số liệu giữ nguyên, nội dung báo cáo đã khác lúc chốt ở: %s. Bản "
                    "chốt giữ nội dung cũ."
                )
                % named
            )
        self.note.setText("\n".join(notes))
        self.note.setVisible(bool(notes))
        self.words.setEnabled(not one_of_many)
        if self._stale:
            self._pause.start()

    def _fail(self, error: AppError) -> None:
        self._running = False
        self.view.close_pages()
        self.view.say(say(error))
        if self._stale:
            self._pause.start()

    def _stopped(self) -> None:
        self._running, self._stale = False, True
        self.again.show()
        self.view.say(self.tr("Đã dừng tạo bản xem trước. Bấm “Xem trước lại” để tạo tiếp."))

    def _section_titles(self) -> dict[str, str]:
        preset = self.options.order.preset
        if preset is None:
            return {}
        usual, own = part_titles(preset.kind), dict(preset.titles)
        named = {name: own.get(f"section.{name}") or usual[f"section.{name}"] for name in preset.sections}
        sections = {
            name: title[:1] + title[1:].lower() if title.isupper() else title for name, title in named.items()
        }
        return {
            "subject": self.tr("Trích yếu"),
            "opening": self.tr("Mở đầu"),
            **sections,
            "closing": self.tr("Kết thúc"),
        }

    def _write(self, section: str, text: str) -> None:
        narratives, key = self._session.workspace.reports.narratives, self.options.key
        self._session.change(lambda: narratives.write(key, section, text))

    def _draft_again(self, section: str) -> None:
        narratives, key = self._session.workspace.reports.narratives, self.options.key
        self._session.change(lambda: narratives.draft_again(key, section), self.tr("Đã soạn lại từ số liệu"))

    def _export(self, suffix: str) -> None:
        self.commit()
        self.export_asked.emit(self.options.order, suffix)

    def _moved(self, page: int, count: int) -> None:
        self.place.setText(self.tr("Trang %d / %d") % (page, count) if count else "")

    def _printed(self, count: int) -> None:
        if count:
            self._session.notified.emit(self.tr("Đã gửi %d trang tới máy in") % count, 0)
        else:
            self._session.warned.emit(
                self.tr("Máy in chưa nhận được trang nào. Hãy kiểm tra máy in rồi in lại.")
            )

    def _changed(self) -> None:
        if self.isVisible():
            self.options.refresh()
        self.refresh()

    def _connect(self) -> None:
        self.options.changed.connect(self._choice)
        self.words.written.connect(self._write)
        self.words.again.connect(self._draft_again)
        self.view.moved.connect(self._moved)
        self.view.zoomed.connect(lambda percent: self.size_label.setText(f"{percent}%"))
        self._session.changed.connect(self._changed)
        self._session.turned.connect(self._changed)
        shortcut = QShortcut(QKeySequence.StandardKey.Print, self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.print_pages)

    def _choice(self) -> None:
        self.words.commit()
        self.refresh()

    def _lay_out(self) -> None:
        title = QLabel(self.tr("Báo cáo"), self)
        title.setObjectName("screenTitle")
        above = WrappingRow()
        above.addWidget(title)
        above.addStretch()
        above.addWidget(self.place)
        for text, tip, act in (
            ("−", self.tr("Thu nhỏ (Ctrl và lăn chuột)"), self.view.zoom_out),
            ("", "", None),
            ("+", self.tr("Phóng to (Ctrl và lăn chuột)"), self.view.zoom_in),
            (self.tr("Vừa &bề rộng"), self.tr("Trang vừa bề rộng của cửa sổ"), self.view.fit_width),
        ):
            if act is None:
                above.addWidget(self.size_label)
                continue
            button = QPushButton(text, self)
            button.setToolTip(tip)
            button.setAccessibleName(tip)
            button.setMinimumWidth(32 if len(text) == 1 else 0)
            button.clicked.connect(act)
            above.addWidget(button)
        self.print_button = self._button(self.tr("&In…"), "print_20_regular", self.print_pages)
        self.excel_button = self._button(self.tr("Xuất &Excel…"), "", partial(self._export, ".xlsx"))
        self.pdf_button = self._button(self.tr("Xuất P&DF…"), "", partial(self._export, ".pdf"))
        self.word_button = self._button(self.tr("Xuất &Word…"), "", partial(self._export, ".docx"))
        for button in (self.again, self.print_button, self.excel_button, self.word_button, self.pdf_button):
            above.addWidget(button)
        scroll = ScrolledPage(self.tr("Thiết lập"), self)
        scroll.setWidget(self.options)
        self.tabs = QTabWidget(self)
        self.tabs.setFixedWidth(SIDE)
        self.tabs.addTab(scroll, self.tr("Thiết lập"))
        self.tabs.addTab(self.words, self.tr("Nội dung báo cáo"))
        self.note = QLabel(self)
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        self.note.hide()
        middle = QVBoxLayout()
        middle.setSpacing(6)
        middle.addWidget(self._office_row())
        middle.addWidget(self.note)
        middle.addWidget(self.view, 1)
        below = QHBoxLayout()
        below.setSpacing(12)
        below.addWidget(self.tabs)
        below.addLayout(middle, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(8)
        column.addLayout(above)
        column.addLayout(below, 1)

    def _office_row(self) -> QWidget:
        self.office = LinkButton(self.tr("Điền thông tin đơn vị…"), self)
        self.office.clicked.connect(self._edit_office)
        self.office_row = QWidget(self)
        row = WrappingRow(self.office_row)
        label = QLabel(self.tr("Báo cáo chưa có tên đơn vị, nơi gửi, người ký."), self.office_row)
        label.setWordWrap(True)
        label.setMaximumWidth(label.fontMetrics().horizontalAdvance(label.text()) + 4)
        row.add_text(label)
        row.addWidget(self.office)
        return self.office_row

    def _button(self, text: str, icon_name: str, act: object) -> QPushButton:
        button = QPushButton(text, self)
        if icon_name:
            button.setIcon(icon(icon_name, "text"))
        button.clicked.connect(act)
        return button
