"""Every act: when, who, what; the rows it changed below it."""

import re
from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHeaderView, QLabel, QSplitter, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from desktop_app.resources import words
from desktop_app.services.journal import Act, RowChange
from desktop_app.ui.formats import format_date
from desktop_app.ui.session import Session

_SHOWN = 500
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_PERIOD = re.compile(r"[a-z]+\d*/\d{4}(?:-\w+)?")


class HistoryScreen(QWidget):
    """Shows the newest acts; a chosen act shows old and new values."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Begin with the newest acts."""
        super().__init__(parent)
        self._session = session
        self._acts: list[Act] = []
        self._stale = True
        self.title = QLabel(self.tr("Nhật ký"), self)
        self.title.setObjectName("screenTitle")
        self.note = QLabel(self)
        self.note.setObjectName("muted")
        self.table = _table([self.tr("Lúc"), self.tr("Người thực hiện"), self.tr("Máy"), self.tr("Việc")], self)
        self.changes = _table([self.tr("Mục"), self.tr("Ô"), self.tr("Giá trị cũ"), self.tr("Giá trị mới")], self)
        split = QSplitter(Qt.Orientation.Vertical, self)
        split.addWidget(self.table)
        split.addWidget(self.changes)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.note)
        column.addWidget(split, 1)
        self.table.itemSelectionChanged.connect(self._show_changes)
        session.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Read the newest acts; a hidden screen waits until it is shown."""
        if not self.isVisible():
            self._stale = True
            return
        self._stale = False
        self._acts = self._session.workspace.journal.acts(_SHOWN)
        self.note.setText(
            self.tr("%d thao tác mới nhất. Nhật ký chỉ ghi thêm, không sửa và không xóa được.") % len(self._acts)
        )
        self.table.setRowCount(len(self._acts))
        for line, act in enumerate(self._acts):
            moment = datetime.fromisoformat(act.at)
            texts = (f"{moment:%d/%m/%Y %H:%M}", act.user, act.computer, self._said(act))
            for column, text in enumerate(texts):
                self.table.setItem(line, column, _item(text))
        if self._acts:
            self.table.selectRow(0)

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what changed while the screen was hidden."""
        super().showEvent(event)
        if self._stale:
            self.refresh()

    def _show_changes(self) -> None:
        chosen = {item.row() for item in self.table.selectedItems()}
        rows: list[RowChange] = []
        if len(chosen) == 1:
            rows = self._session.workspace.journal.changes(self._acts[chosen.pop()].id, _SHOWN)
        lines = [
            (_what(row), _field(field), self._value(old), self._value(new))
            for row in rows
            for field, old, new in row.fields
        ]
        self.changes.setRowCount(len(lines))
        for line, texts in enumerate(lines):
            for column, text in enumerate(texts):
                self.changes.setItem(line, column, _item(text))

    def _said(self, act: Act) -> str:
        name = words("act").get(act.kind, act.kind)
        if act.undone:
            name = f"{words('act')['undo']}: {name.lower()}"
        about = [str(act.label[key]) for key in ("number", "name", "file") if act.label.get(key)]
        if act.label.get("period"):
            about.append(self._value(str(act.label["period"])))
        count = act.label.get("count", 1)
        if isinstance(count, int) and count > 1:
            about.append(self.tr("%d nhiệm vụ") % count)
        return f"{name} {' · '.join(about)}".strip()

    def _value(self, text: str) -> str:
        for section in ("state", "fate", "figures", "precision"):
            if text in words(section):
                return words(section)[text]
        if _DAY.fullmatch(text):
            return format_date(date.fromisoformat(text))
        if _PERIOD.fullmatch(text):
            return self._session.workspace.periods.find(text, self._session.programme).label
        return text


def _table(headings: list[str], parent: QWidget) -> QTableWidget:
    table = QTableWidget(0, len(headings), parent)
    table.setHorizontalHeaderLabels(headings)
    table.verticalHeader().hide()
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setAlternatingRowColors(False)
    table.setShowGrid(False)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
    header.setStretchLastSection(True)
    header.setDefaultSectionSize(170)
    return table


def _item(text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setToolTip(text)
    return item


def _what(row: RowChange) -> str:
    return f"{words('entity').get(row.entity, row.entity)} {row.name}".strip()


def _field(name: str) -> str:
    return words("field").get(name, name)
