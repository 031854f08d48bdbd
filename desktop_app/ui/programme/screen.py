"""The page of the programme: what its document says of it, its groups, and the document's own file."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop_app.domain.text import roman
from desktop_app.lists.document_head import kind_of
from desktop_app.resources import words
from desktop_app.ui.evidence import EvidenceFlow
from desktop_app.ui.formats import format_date
from desktop_app.ui.session import Session
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.widgets import Card, LazyScreen, ScrolledPage

_WIDEST = 860
"""Pixels: a longer line of text is hard to read."""


class ProgrammeScreen(LazyScreen):
    """Shows the session's programme; asks for it to be edited."""

    edit_asked = Signal()

    def __init__(self, session: Session, settings: WindowSettings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.flow = EvidenceFlow(session, settings, self)
        self.title = _text(self, "screenTitle")
        self.facts = {name: _text(self) for name in ("document", "issuer", "days", "regime")}
        self.facts |= {name: _text(self) for name in ("objective", "subjects", "scope")}
        self.groups = _text(self)
        self.file = _text(self)
        self.edit_button = QPushButton(self.tr("&Sửa đề án…"), self)
        self.open_button = QPushButton(self.tr("&Mở văn bản"), self)
        self.choose_button = QPushButton(self)
        self._lay_out()
        self.open_button.clicked.connect(self._open)
        self.choose_button.clicked.connect(self.flow.choose_decision)
        self.edit_button.clicked.connect(self.edit_asked)
        session.standing.rest(self.choose_button)
        session.changed.connect(self.refresh)
        session.turned.connect(self.refresh)

    def show_present(self) -> None:
        """Show the programme as it is now."""
        programme, workspace = self._session.programme, self._session.workspace
        self.title.setText(programme.title)
        kind, dated = kind_of(programme.number) or self.tr("Văn bản"), ""
        if programme.issued_on is not None:
            dated = self.tr(" ngày %s") % format_date(programme.issued_on)
        regime = workspace.periods.regimes.get(programme.regime)
        texts = {
            "document": self.tr("%s số %s%s") % (kind, programme.number, dated),
            "issuer": programme.issuer,
            "days": self.tr("%s đến %s") % (format_date(programme.starts_on), format_date(programme.ends_on)),
            "regime": regime.title if regime is not None else programme.regime,
            "objective": programme.objective,
            "subjects": programme.subjects,
            "scope": programme.scope,
        }
        for name, label in self.facts.items():
            label.setText(texts[name] or self.tr("Chưa ghi"))
        counts: dict[int, int] = {}
        for task in self._session.register.tasks:
            counts[task.group_id] = counts.get(task.group_id, 0) + task.active
        self.groups.setText(
            "\n".join(
                self.tr("%s. %s (%d nhiệm vụ)") % (roman(one.number), one.title, counts.get(one.id, 0))
                for one in workspace.programmes.groups(programme.id)
            )
            or self.tr("Chưa có nhóm nhiệm vụ")
        )
        self._show_file()

    def _show_file(self) -> None:
        document = self._session.workspace.evidence.decision(self._session.programme.id)
        kept = document is not None and bool(document.sha256)
        self.file.setText(
            document.file_name
            if document is not None and kept
            else self.tr("Chưa có tệp. Chọn tệp một lần; từ sau mở văn bản ngay tại đây.")
        )
        self.open_button.setVisible(kept)
        self.choose_button.setText(self.tr("&Thay tệp…") if kept else self.tr("&Chọn tệp…"))

    def _open(self) -> None:
        document = self._session.workspace.evidence.decision(self._session.programme.id)
        if document is not None:
            self.flow.open(document)

    def _lay_out(self) -> None:
        names = words("field")
        titles = {
            "document": names["decision"],
            "issuer": names["issuer"],
            "days": self.tr("Thời gian thực hiện"),
            "regime": names["regime"],
        } | {name: names[name] for name in ("objective", "subjects", "scope")}
        card, table = Card(self.tr("Thông tin đề án"), self), QGridLayout()
        card.head.addWidget(self.edit_button)
        table.setHorizontalSpacing(16)
        table.setVerticalSpacing(8)
        table.setColumnStretch(1, 1)
        for row, (name, label) in enumerate(self.facts.items()):
            table.addWidget(_muted(titles[name], self), row, 0, Qt.AlignmentFlag.AlignTop)
            table.addWidget(label, row, 1, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(table)
        buttons = QHBoxLayout()
        for button in (self.open_button, self.choose_button):
            buttons.addWidget(button)
        buttons.addStretch()
        paper = Card(self.tr("Tệp của văn bản ban hành"), self)
        paper.body.addWidget(self.file)
        paper.body.addLayout(buttons)
        listed = Card(self.tr("Nhóm nhiệm vụ, giải pháp"), self)
        listed.body.addWidget(self.groups)
        page = QWidget(self)
        page.setMaximumWidth(_WIDEST)
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(10)
        for widget in (self.title, card, paper, listed):
            column.addWidget(widget)
        column.addStretch()
        area = ScrolledPage(self.tr("Thông tin đề án"), self)
        area.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)


def _text(parent: QWidget, name: str = "") -> QLabel:
    """Return a text that wraps and that can be chosen and copied."""
    label = QLabel(parent)
    label.setObjectName(name)
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    flags = Qt.TextInteractionFlag
    label.setTextInteractionFlags(flags.TextSelectableByMouse | flags.TextSelectableByKeyboard)
    return label


def _muted(text: str, parent: QWidget) -> QLabel:
    label = QLabel(text, parent)
    label.setObjectName("muted")
    return label
