"""The register of documents.

Filters, the table, and the chosen document beside it; files can be dropped on it.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QHideEvent
from PySide6.QtWidgets import (
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.text import fold, in_order
from desktop_app.services.evidence import EvidenceRow
from desktop_app.ui.evidence._panel import EvidencePanel
from desktop_app.ui.evidence.columns import document_columns
from desktop_app.ui.evidence.drops import dropped_files, holds_files
from desktop_app.ui.evidence.flow import EvidenceFlow
from desktop_app.ui.grid import Grid, GridSection, TableModel
from desktop_app.ui.look import icon
from desktop_app.ui.session import Session
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.widgets import (
    ChoiceBox,
    EmptyState,
    FilterButton,
    LazyScreen,
    SearchBox,
    TableAndCard,
    WrappingRow,
)

_NAME = "evidence"


class EvidenceScreen(LazyScreen):
    """Shows the programme's documents; asks for a task."""

    task_asked = Signal(int)

    def __init__(self, session: Session, settings: WindowSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._settings = settings
        self._rows: list[EvidenceRow] = []
        self._view = "all"
        self.setAcceptDrops(True)
        self.flow = EvidenceFlow(session, settings, self)
        self.model: TableModel[EvidenceRow] = TableModel(
            document_columns(self._numbers), row_key=lambda row: row.document.id, parent=self
        )
        self.grid = Grid(self.tr("Tài liệu minh chứng"), self)
        self.grid.setModel(self.model)
        self.panel = EvidencePanel(session, self.flow, self)
        self.empty = EmptyState("attach_20_regular", "", "", self)
        self.empty.add_button(self.tr("Chọn tệp…")).clicked.connect(self._choose_files)
        self.foot = QLabel(self)
        self.foot.setObjectName("mutedSmall")
        self._build_filters()
        self._lay_out()
        self._connect()
        state = settings.grid_state(_NAME)
        if state:
            self.grid.restore_state(state)

    def show_present(self) -> None:
        """Read the documents."""
        self._rows = self._session.workspace.evidence.rows(self._session.programme.id)
        for view, button in self.views.items():
            button.show_count(sum(self._in_view(row, view) for row in self._rows), len(self._rows))
        kinds = in_order({row.document.kind for row in self._rows} - {""})
        chosen = self.kind.currentData()
        self.kind.clear()
        self.kind.addItem(self.tr("Mọi loại"), "")
        for kind in kinds:
            self.kind.addItem(kind, kind)
        self.kind.setCurrentIndex(max(self.kind.findData(chosen), 0))
        self._filter()

    def show_document(self, document_id: int) -> None:
        """Choose one document and take the focus; the filters that hide it are put away."""
        if not self.grid.select_key(document_id):
            self.search.clear()
            self.kind.setCurrentIndex(0)
            self._choose_view("all")
            self.grid.select_key(document_id)
        self.grid.take_focus()

    def shown_rows(self) -> list[EvidenceRow]:
        """List the rows in the table, in its order."""
        return self.model.rows()

    def hideEvent(self, event: QHideEvent) -> None:
        """Remember the columns."""
        self._settings.remember_grid(_NAME, self.grid.save_state())
        super().hideEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files."""
        if holds_files(event):
            event.acceptProposedAction()
            self.foot.setText(self.tr("Thả tệp để thêm vào danh sách tài liệu"))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Show again what the table holds."""
        super().dragLeaveEvent(event)
        self._say()

    def dropEvent(self, event: QDropEvent) -> None:
        """Bring dropped files in."""
        event.acceptProposedAction()
        self.flow.take_in(dropped_files(event))

    def _build_filters(self) -> None:
        titles = {
            "all": self.tr("Tất cả"),
            "period": self.tr("Kỳ này"),
            "loose": self.tr("Chưa gắn"),
            "missing": self.tr("Thiếu tệp"),
        }
        self.views = {view: FilterButton(title, self) for view, title in titles.items()}
        self.views["all"].setChecked(True)
        self.search = SearchBox(self.tr("Tìm tài liệu"), self)
        self.search.setMinimumWidth(160)
        self.search.setMaximumWidth(260)
        self.kind = ChoiceBox(self.tr("Loại văn bản"), self, 7)
        self.kind.setMinimumWidth(80)
        self.add_button = QPushButton(icon("add_20_regular"), self.tr("Thêm"), self)
        self.more = QPushButton(icon("more_horizontal_20_regular"), "", self)
        self.more.setObjectName("moreButton")
        self.more.setAccessibleName(self.tr("Thao tác khác"))
        self.more.setToolTip(self.tr("Xuất phụ lục, kiểm tra tệp, dọn tệp"))
        menu = QMenu(self)
        named = (
            (self.tr("Thêm &nhiều tệp…"), "document_add_20_regular", self.flow.choose_files),
            (self.tr("&Xuất phụ lục tài liệu…"), "folder_open_20_regular", self._export),
            (self.tr("&Kiểm tra tệp"), "checkmark_circle_20_regular", self.flow.check),
            (self.tr("&Dọn tệp không còn dùng…"), "delete_20_regular", self.flow.clean_up),
            (self.tr("&Cột của bảng…"), "table_settings_20_regular", self.grid.columns.offer),
        )
        for text, picture, run in named:
            action = menu.addAction(icon(picture), text)
            action.triggered.connect(lambda _on=False, act=run: act())
            if run in (self.flow.choose_files, self.flow.clean_up):
                self._session.standing.rest(action)
        self._session.standing.rest(self.add_button)
        self.more.setMenu(menu)

    def _lay_out(self) -> None:
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.grid)
        self.pages.addWidget(self.empty)
        row = WrappingRow(spacing=4)
        for button in self.views.values():
            row.addWidget(button)
        row.addWidget(self.kind)
        row.addWidget(self.search)
        row.addStretch()
        row.addWidget(self.add_button)
        row.addWidget(self.more)
        split = TableAndCard(self.panel, self)
        split.left.addLayout(row)
        split.left.addWidget(self.pages, 1)
        split.left.addWidget(self.foot)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(12, 10, 12, 8)
        outer.addWidget(split)

    def _connect(self) -> None:
        for view, button in self.views.items():
            button.clicked.connect(lambda _on=False, chosen=view: self._choose_view(chosen))
        self.search.searched.connect(lambda _text: self._filter())
        self.search.left_down.connect(self.grid.take_focus)
        self.kind.activated.connect(self._filter)
        self.add_button.clicked.connect(self._add)
        self.grid.current_changed.connect(self._show_current)
        self.grid.opened.connect(self._open)
        self.grid.refused.connect(self._session.refused)
        self.grid.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.grid.addActions(self._row_actions())
        self.panel.task_asked.connect(self.task_asked)
        self._session.changed.connect(self.refresh)
        self._session.turned.connect(self.refresh)

    def _row_actions(self) -> list[QAction]:
        named = (
            (self.tr("&Mở tệp"), "document_text_20_regular", "", self._open),
            (self.tr("&Sửa tài liệu…"), "edit_20_regular", "Ctrl+Return", self._edit),
            (
                self.tr("&Gắn nhiệm vụ…"),
                "attach_20_regular",
                "",
                lambda: self.flow.link([row.document for row in self._chosen()]),
            ),
            (self.tr("&Xóa tài liệu"), "delete_20_regular", "", self._remove),
        )
        made = []
        for text, picture, keys, run in named:
            action = QAction(icon(picture), text, self)
            if keys:
                action.setShortcut(keys)
                action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(lambda _on=False, act=run: self._chosen() and act())
            made.append(action)
        self._session.standing.rest(*made[1:])
        return made

    def _choose_view(self, view: str) -> None:
        self._view = view
        for name, button in self.views.items():
            button.setChecked(name == view)
        self._filter()

    def _in_view(self, row: EvidenceRow, view: str) -> bool:
        if view == "period":
            return any(link.period in (None, self._session.period.id) for link in row.links)
        if view == "loose":
            return not row.links and not row.document.decision
        return view == "all" or not row.present

    def _filter(self) -> None:
        wanted, kind = fold(self.search.text()), self.kind.currentData()
        found = [
            row
            for row in self._rows
            if self._in_view(row, self._view)
            and (not kind or row.document.kind == kind)
            and wanted in self._haystack(row)
        ]
        first = [row for row in found if row.document.decision]
        others = [row for row in found if not row.document.decision]
        titles = (self.tr("Văn bản ban hành đề án"), self.tr("Tài liệu minh chứng")) if first else ("", "")
        sections = [
            GridSection(key, title, rows)
            for key, title, rows in zip("ab", titles, (first, others), strict=True)
        ]
        self.model.set_sections([section for section in sections if section.rows])
        self.pages.setCurrentWidget(self.grid if found else self.empty)
        if self._rows:
            self.empty.say(
                self.tr("Không có tài liệu nào khớp"),
                self.tr("Chọn “Tất cả” và xóa ô tìm để xem mọi tài liệu."),
            )
        else:
            self.empty.say(
                self.tr("Chưa có tài liệu minh chứng"),
                self.tr(
                    "Kéo tệp (quyết định, kế hoạch, báo cáo, biên bản…) thả vào đây, hoặc chọn tệp. Mỗi tệp "
                    "được giữ một lần và gắn được với nhiều nhiệm vụ, nhiều kỳ."
                ),
            )
        if found and self.grid.current_row() is None:
            self.grid.select_key(self.model.rows()[0].document.id)
        self._show_current()
        self._say()

    def _say(self) -> None:
        count = len(self.model.rows())
        self.foot.setText(self.tr("%d tài liệu · kéo tệp thả vào đây để thêm") % count if self._rows else "")

    def _haystack(self, row: EvidenceRow) -> str:
        one = row.document
        return fold(
            f"{one.number} {one.subject} {one.issuer} {one.kind} {one.file_name} "
            f"{' '.join(self._numbers(row))}"
        )

    def _numbers(self, row: EvidenceRow) -> list[str]:
        register = self._session.register
        return [register.task(key).number for key in row.task_ids]

    def _chosen(self) -> list[EvidenceRow]:
        return [row for row in self.grid.selected_rows() if isinstance(row, EvidenceRow)]

    def _show_current(self) -> None:
        row = self.grid.current_row()
        self.panel.show_row(row if isinstance(row, EvidenceRow) else None)

    def _add(self) -> None:
        self.flow.add()

    def _choose_files(self) -> None:
        self.flow.choose_files()

    def _open(self) -> None:
        rows = self._chosen()
        if len(rows) == 1:
            document = rows[0].document
            if document.sha256:
                self.flow.open(document)
            else:
                self.flow.edit(document)

    def _edit(self) -> None:
        self.flow.edit(self._chosen()[0].document)

    def _remove(self) -> None:
        self.flow.remove([row.document for row in self._chosen()])

    def _export(self) -> None:
        self.flow.export_annex(self.shown_rows())
