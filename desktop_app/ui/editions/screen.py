"""The editions: the lists that were accepted, the newest first, with the rows of the chosen one below."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.editions import Edition
from desktop_app.domain.text import fold
from desktop_app.domain.work import Progress
from desktop_app.services.importing import EditionComparison
from desktop_app.services.wording import columns_words
from desktop_app.services.workspace import Workspace
from desktop_app.ui.editions._dialogs import DescribeDialog, DifferenceDialog, TakeBackDialog
from desktop_app.ui.editions.rows import edition_columns, edition_words, kind_words, row_columns
from desktop_app.ui.formats import format_number
from desktop_app.ui.grid import Grid, TableModel
from desktop_app.ui.session import Session
from desktop_app.ui.slices import Slices
from desktop_app.ui.widgets import ChoiceDialog, EmptyState, SearchBox, WrappingRow, allow

if TYPE_CHECKING:
    from collections.abc import Mapping

    from desktop_app.services.importing import EditionRow, EditionView


class EditionsScreen(QWidget):
    """Shows the editions of the session's programme."""

    left = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._view: EditionView | None = None
        self._opening: Slices[EditionView] = Slices(self)
        self.title = QLabel(self.tr("Bản danh mục đã nhập"), self)
        self.title.setObjectName("screenTitle")
        self.back_button = QPushButton(self.tr("&Quay lại"), self)
        self.grid = Grid(self.tr("Các bản danh mục"), self)
        self.rows = Grid(self.tr("Các dòng của bản danh mục"), self)
        self.row_model: TableModel[EditionRow] = TableModel(row_columns(), parent=self)
        self.rows.setModel(self.row_model)
        self.kind = QComboBox(self)
        self.kind.setAccessibleName(self.tr("Kết quả của dòng"))
        self.search = SearchBox(self.tr("Tìm trong bản danh mục"), self)
        self.line = QLabel(self)
        self.line.setObjectName("muted")
        self.unread = QLabel(self)
        self.unread.setObjectName("muted")
        self.unread.setWordWrap(True)
        self.unread.hide()
        self.buttons: dict[str, QPushButton] = {}
        self.empty = EmptyState(
            "document_table_20_regular",
            self.tr("Chưa nhập bản danh mục nào"),
            self.tr("Mỗi danh mục được nhập trở thành một bản, giữ cả tệp nguồn và kết quả của từng dòng."),
            self,
        )
        self._counts: dict[int, Mapping[str, int]] = {}
        self._model: TableModel[Edition] = TableModel(
            edition_columns(self._counts), row_key=lambda one: one.id, parent=self
        )
        self.grid.setModel(self._model)
        self._lay_out()
        self.back_button.clicked.connect(self.left)
        self.grid.current_changed.connect(self._open)
        self.search.searched.connect(self._show_rows)
        self.search.left_down.connect(self.rows.take_focus)
        self.kind.activated.connect(self._show_rows)
        session.changed.connect(self.refresh)
        session.standing.rest(self.buttons["describe"], self.buttons["back"])
        self.refresh()

    def refresh(self) -> None:
        """List the editions."""
        editions = self._session.workspace.editions
        found = editions.all(self._session.programme.id)
        self._counts.update({one.id: editions.counts(one.id) for one in found})
        self._model.set_rows(found)
        self.split.setVisible(bool(found))
        self.empty.setVisible(not found)
        for key, button in self.buttons.items():
            alone = self.tr("Cần ít nhất hai bản danh mục để so sánh.") if key == "compare" else ""
            none = self.tr("Chưa nhập bản danh mục nào.")
            allow(button, none if not found else alone if len(found) == 1 else "")
        if found and self.chosen() is None:
            self.grid.setCurrentIndex(self._model.index(0, self.grid.columns.first()))
        self._open()

    def chosen(self) -> Edition | None:
        """Return the chosen edition."""
        row = self.grid.current_row()
        return row if isinstance(row, Edition) else None

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addStretch()
        head.addWidget(self.back_button)
        tools = WrappingRow()
        acts = (
            ("source", self.tr("Lưu tệp &gốc…"), self._save_source),
            ("export", self.tr("Xuất &lại…"), self._export),
            ("compare", self.tr("So sánh với &bản khác…"), self._compare),
            ("describe", self.tr("Sửa số, ngà&y…"), self._describe),
            ("back", self.tr("&Hoàn tác bản danh mục này…"), self._take_back),
        )
        for key, text, run in acts:
            button = QPushButton(text, self)
            button.clicked.connect(lambda _on=False, act=run: act())
            self.buttons[key] = button
            tools.addWidget(button)
        above = QWidget(self)
        first = QVBoxLayout(above)
        first.setContentsMargins(0, 0, 0, 0)
        first.setSpacing(8)
        first.addWidget(self.grid, 1)
        first.addLayout(tools)
        below = QWidget(self)
        second = QVBoxLayout(below)
        second.setContentsMargins(0, 0, 0, 0)
        second.setSpacing(8)
        filters = WrappingRow()
        filters.addWidget(self.line)
        filters.addStretch()
        filters.addWidget(self.kind)
        filters.addWidget(self.search)
        self.search.setFixedWidth(240)
        second.addLayout(filters)
        second.addWidget(self.unread)
        second.addWidget(self.rows, 1)
        self.split = QSplitter(Qt.Orientation.Vertical, self)
        self.split.addWidget(above)
        self.split.addWidget(below)
        self.split.setSizes([260, 400])
        self.split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self.split, 1)
        column.addWidget(self.empty, 1)

    def _open(self) -> None:
        self._opening.drop()
        edition = self.chosen()
        if edition is None or (self._view is not None and self._view.edition == edition):
            return
        steps = self._session.workspace.editions.opening(edition.id)
        self._session.ask(lambda: self._opening.run(steps, self._show))

    def _show(self, view: "EditionView") -> None:
        self._view = view
        kinds = dict.fromkeys(row.kind for row in view.rows)
        self.kind.clear()
        self.kind.addItem(self.tr("Tất cả các dòng"), "")
        for kind in kinds:
            count = sum(1 for row in view.rows if row.kind == kind)
            self.kind.addItem(f"{kind_words(kind)}  {format_number(count)}", kind)
        read = self.tr("%s · %s dòng đọc được") % (edition_words(view.edition), format_number(view.read))
        self.line.setText(read)
        self.unread.setText("\n".join(columns_words(view.unread)))
        self.unread.setVisible(bool(self.unread.text()))
        self._show_rows()

    def _show_rows(self) -> None:
        if self._view is None:
            return
        kind, sought = self.kind.currentData() or "", fold(self.search.text()).split()
        self.row_model.set_rows(
            [
                row
                for row in self._view.rows
                if kind in ("", row.kind) and (not sought or all(word in fold(row.text) for word in sought))
            ]
        )

    def _save_source(self) -> None:
        edition = self.chosen()
        target = self._target(edition.file_name, "") if edition else None
        if edition is not None and target is not None:
            self._session.ask(lambda: self._session.workspace.editions.save_source(edition.id, target))
            if target.exists():
                self._session.written.emit(self.tr("Đã lưu tệp gốc: %s") % target, str(target))

    def _export(self) -> None:
        edition = self.chosen()
        target = self._target(f"{Path(edition.file_name).stem}_xuat_lai.xlsx", ".xlsx") if edition else None
        if edition is None or target is None:
            return
        session, key, said = self._session, edition.id, self.tr("Đã xuất %d dòng: %s")

        def done(count: int) -> None:
            session.written.emit(said % (count, target), str(target))

        title = self.tr("Đang xuất %s") % target.name
        session.run(title, lambda own, _progress: own.editions.export(key, target), done, wanted=True)

    def _target(self, name: str, suffix: str) -> Path | None:
        filters = self.tr("Bảng tính (*.xlsx)") if suffix else self.tr("Mọi tệp (*)")
        given, _ = QFileDialog.getSaveFileName(self, self.tr("Lưu bản danh mục"), name, filters)
        if not given:
            return None
        return Path(given).with_suffix(suffix) if suffix else Path(given)

    def _compare(self) -> None:
        edition = self.chosen()
        others = {f"{edition_words(one)} · {one.file_name} ({one.id})": one for one in self._model.rows()}
        others = {name: one for name, one in others.items() if edition is not None and one.id != edition.id}
        if edition is None or not others:
            return
        label = self.tr("So sánh bản %s với &bản") % edition_words(edition)
        name = ChoiceDialog.ask(self.tr("So sánh hai bản danh mục"), label, list(others), self)
        if name is not None:
            first, last = sorted((edition.id, others[name].id))
            self._session.run(
                self.tr("Đang so sánh hai bản danh mục"),
                lambda workspace, _progress: workspace.editions.difference(first, last),
                self._show_difference,
            )

    def _show_difference(self, found: EditionComparison) -> None:
        DifferenceDialog(found, self).exec()

    def _describe(self) -> None:
        edition = self.chosen()
        if edition is None:
            return
        dialog = DescribeDialog(edition, self)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            said = (dialog.document.text(), dialog.title.text(), dialog.issued_on)
            self._view = None
            kept = self.tr("Đã lưu thông tin bản danh mục")
            moved = self.tr("%s; nội dung của bản này tính từ ngày ban hành mới") % kept
            self._session.change(
                lambda: self._session.workspace.editions.describe(edition.id, *said),
                lambda counts_anew: moved if counts_anew else kept,
            )

    def _take_back(self) -> None:
        edition = self.chosen()
        if edition is None:
            return
        editions, register = self._session.workspace.editions, self._session.register
        parts = self._session.ask(lambda: editions.what_goes_back(register, edition.id))
        if parts is None:
            return
        if TakeBackDialog(edition, parts, self).exec() == QDialog.DialogCode.Accepted:
            self._run_take_back(edition)

    def _run_take_back(self, edition: Edition) -> None:
        programme_id, session = self._session.programme.id, self._session

        def take_back(workspace: Workspace, _progress: Progress) -> int | None:
            workspace.editions.take_back(workspace.register(programme_id), edition.id)
            return workspace.acts.last

        def done(act_id: int | None) -> None:
            self._view = None
            if act_id is not None:
                session.workspace.acts.remember(act_id)
            session.refresh(self.tr("Đã hoàn tác bản danh mục %s") % edition.file_name)

        session.run(self.tr("Đang hoàn tác bản danh mục %s") % edition.file_name, take_back, done)
