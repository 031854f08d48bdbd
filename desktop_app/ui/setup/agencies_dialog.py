"""The catalogue of agencies: correct a name, merge two, remove what no task names."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.text import fold
from desktop_app.resources import words
from desktop_app.ui.messages import confirm
from desktop_app.ui.session import Session
from desktop_app.ui.setup._merge_dialog import MergeDialog
from desktop_app.ui.widgets import ChoiceDialog, Dialog, NameDialog, Refusal, SearchBox, allow, resize_within

_ID = Qt.ItemDataRole.UserRole


class AgenciesDialog(Dialog):
    """Shows the catalogue; each act is written at once and can be undone in the window."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._agencies = session.workspace.agencies
        self.setWindowTitle(self.tr("Danh sách cơ quan"))
        resize_within(self, 620, 520)
        intro = QLabel(
            self.tr(
                "Danh sách lớn dần theo các danh mục đã nhập. "
                "Gộp hai tên của cùng một cơ quan để số liệu không bị tách."
            ),
            self,
        )
        intro.setObjectName("muted")
        intro.setWordWrap(True)
        self.search = SearchBox(self.tr("Tìm cơ quan, không cần gõ dấu"), self)
        self.list = QListWidget(self)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setAccessibleName(self.tr("Cơ quan"))
        self.refusal = Refusal(self)
        self.rename_button = QPushButton(self.tr("&Sửa tên…"), self)
        self.merge_button = QPushButton(self.tr("&Gộp…"), self)
        self.class_button = QPushButton(self.tr("Xếp &loại…"), self)
        self.remove_button = QPushButton(self.tr("&Xóa"), self)
        add_button = QPushButton(self.tr("&Thêm cơ quan…"), self)
        row = QHBoxLayout()
        buttons = (self.rename_button, self.class_button, self.merge_button, self.remove_button)
        for button in (add_button, *buttons):
            row.addWidget(button)
        row.addStretch()
        close = QDialogButtonBox(self)
        close.addButton(self.tr("Đóng"), QDialogButtonBox.ButtonRole.RejectRole)
        row.addWidget(close)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 12)
        layout.setSpacing(8)
        for widget in (intro, self.search, self.list, self.refusal):
            layout.addWidget(widget)
        layout.addLayout(row)
        self.search.searched.connect(self._fill)
        self.search.left_down.connect(self.list.setFocus)
        self.list.itemSelectionChanged.connect(self._enable)
        self.list.itemDoubleClicked.connect(lambda _item: self.rename_button.click())
        add_button.clicked.connect(self._add)
        self.rename_button.clicked.connect(self._rename)
        self.class_button.clicked.connect(self._classify)
        self.merge_button.clicked.connect(self._merge)
        self.remove_button.clicked.connect(self._remove)
        close.rejected.connect(self.reject)
        session.changed.connect(self._fill)
        session.standing.rest(add_button, *buttons)
        self._fill()

    @classmethod
    def ask(cls, session: Session, parent: QWidget | None = None) -> None:
        """Show the dialog."""
        cls(session, parent).exec()

    def _fill(self) -> None:
        wanted = fold(self.search.text())
        used, classes = self._agencies.used(), self._agencies.classes()
        self.list.clear()
        for agency in self._agencies.all():
            if wanted in fold(agency.name):
                text = agency.name if agency.id in used else self.tr("%s  (chưa dùng)") % agency.name
                if agency.id in classes:
                    text += f" — {classes[agency.id]}"
                item = QListWidgetItem(text, self.list)
                item.setData(_ID, agency.id)
        self._enable()

    def _enable(self) -> None:
        chosen = self._chosen()
        used = self._agencies.used()
        one, some = self.tr("Hãy chọn một cơ quan."), self.tr("Hãy chọn ít nhất một cơ quan.")
        in_use = self.tr("Còn nhiệm vụ của cơ quan này: hãy gộp vào cơ quan khác thay vì xóa.")
        allow(self.rename_button, "" if len(chosen) == 1 else one)
        allow(self.class_button, "" if chosen else some)
        allow(self.merge_button, "" if len(chosen) > 1 else self.tr("Hãy chọn từ hai cơ quan để gộp."))
        allow(self.remove_button, in_use if used.intersection(chosen) else "" if chosen else some)

    def _chosen(self) -> list[int]:
        return [int(item.data(_ID)) for item in self.list.selectedItems()]

    def _name(self, agency_id: int) -> str:
        return next(agency.name for agency in self._agencies.all() if agency.id == agency_id)

    def _add(self) -> None:
        name = NameDialog.ask(self.tr("Thêm cơ quan"), self.tr("&Tên cơ quan"), self)
        if name is not None:
            self._change(lambda: self._agencies.add(name))

    def _rename(self) -> None:
        (key,) = self._chosen()
        act = self.tr("Sửa tên cơ quan")
        name = NameDialog.ask(act, self.tr("&Tên cơ quan"), self, self._name(key))
        if name is not None:
            self._change(lambda: self._agencies.rename(key, name))

    def _classify(self) -> None:
        chosen, classes = self._chosen(), self._agencies.classes()
        known = list(dict.fromkeys((*words("agency_class"), *sorted(classes.values()))))
        now = classes.get(chosen[0], "") if len({classes.get(key) for key in chosen}) == 1 else ""
        act = self.tr("Xếp loại %d cơ quan") % len(chosen)
        kind = ChoiceDialog.ask(act, self.tr("&Loại cơ quan (để trống: bỏ xếp loại)"), known, self, now)
        if kind is not None:
            self._change(lambda: self._agencies.classify(chosen, kind))

    def _merge(self) -> None:
        chosen = self._chosen()
        names = {self._name(key): key for key in chosen}
        answer = MergeDialog.ask(list(names), self)
        if answer is None:
            return
        kept, day = names[answer[0]], answer[1]

        def merge() -> None:
            for key in chosen:
                if key != kept:
                    self._agencies.merge(key, kept, day)

        self._change(merge)

    def _remove(self) -> None:
        chosen = self._chosen()

        def remove() -> None:
            for key in chosen:
                self._agencies.remove(key)

        question = self.tr("Xóa %d cơ quan chưa dùng khỏi danh sách cơ quan?") % len(chosen)
        if confirm(self, question, self.tr("Xóa %d cơ quan") % len(chosen)):
            self._change(remove)

    def _change(self, act: Callable[[], object]) -> None:
        self.refusal.hide()
        self._session.change(act, self.tr("Đã sửa danh sách cơ quan"), self.refusal.say_error)
