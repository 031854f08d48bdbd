"""The chosen document: what it is, its file, and the tasks it proves."""

from html import escape

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from desktop_app.domain.evidence import FileState, Link
from desktop_app.resources import words
from desktop_app.services.evidence import EvidenceRow
from desktop_app.ui.evidence.columns import size_words
from desktop_app.ui.evidence.flow import EvidenceFlow
from desktop_app.ui.formats import format_date
from desktop_app.ui.look import icon, tokens
from desktop_app.ui.session import Session
from desktop_app.ui.widgets import Badge, SideCard, allow

_TONES = {
    FileState.MISSING: "red",
    FileState.ALTERED: "red",
    FileState.SOUND: "green",
    FileState.NONE: "grey",
}


class EvidencePanel(SideCard):
    """Shows one document; asks for a task it proves."""

    task_asked = Signal(int)

    def __init__(self, session: Session, flow: EvidenceFlow, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.empty.setText(self.tr("Chọn một tài liệu trong bảng để xem, mở tệp và gắn với nhiệm vụ."))
        self._session = session
        self._flow = flow
        self._row: EvidenceRow | None = None
        self.badge = Badge("", "grey", parent=self.body)
        self.decision = Badge(self.tr("Văn bản của đề án"), "blue", parent=self.body)
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(self.badge)
        head.addWidget(self.decision)
        head.addStretch()
        self.column.addLayout(head)
        self.subject = self.add_text("cardTitle")
        self.facts = self.add_text("muted")
        title = self.add_text("strong")
        title.setText(self.tr("Minh chứng cho nhiệm vụ"))
        self.links = self.add_text()
        self.links.setTextFormat(Qt.TextFormat.RichText)
        self.links.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextBrowserInteraction | Qt.TextInteractionFlag.LinksAccessibleByKeyboard
        )
        self.links.linkActivated.connect(self._follow)
        self.column.addStretch()
        self.open_button = QPushButton(icon("document_text_20_regular"), self.tr("&Mở tệp"), self)
        self.link_button = QPushButton(icon("attach_20_regular"), self.tr("&Gắn nhiệm vụ…"), self)
        self.more = QPushButton(icon("more_horizontal_20_regular"), "", self)
        self.more.setObjectName("moreButton")
        self.more.setAccessibleName(self.tr("Thao tác khác"))
        self.more.setToolTip(self.tr("Sửa, lưu bản sao, xóa tài liệu"))
        menu = QMenu(self)
        self.edit_action = menu.addAction(icon("edit_20_regular"), self.tr("&Sửa tài liệu…"))
        self.copy_action = menu.addAction(icon("save_20_regular"), self.tr("&Lưu bản sao…"))
        self.remove_action = menu.addAction(icon("delete_20_regular"), self.tr("&Xóa tài liệu"))
        self.more.setMenu(menu)
        for button in (self.open_button, self.link_button, self.more):
            self.foot.addWidget(button)
        self.foot.addStretch()
        self.open_button.clicked.connect(lambda: self._row and flow.open(self._row.document))
        self.link_button.clicked.connect(lambda: self._row and flow.link([self._row.document]))
        self.edit_action.triggered.connect(lambda: self._row and flow.edit(self._row.document))
        self.copy_action.triggered.connect(lambda: self._row and flow.save_copy(self._row.document))
        self.remove_action.triggered.connect(lambda: self._row and flow.remove([self._row.document]))
        session.standing.rest(self.link_button, self.edit_action, self.remove_action)

    def show_row(self, row: EvidenceRow | None) -> None:
        """Show a document, or that none is chosen."""
        self._row = row
        self.show_body(shown=row is not None)
        if row is None:
            return
        document = row.document
        state = (
            FileState.NONE if not document.sha256 else FileState.SOUND if row.present else FileState.MISSING
        )
        said = self.tr("Có tệp") if state is FileState.SOUND else words("file_state")[state]
        self.badge.show_text(said, _TONES[state])
        self.decision.setVisible(document.decision)
        self.subject.setText(document.subject)
        named = words("field")
        facts = (
            (named["evidence.number"], document.number),
            (named["issued_on"], format_date(document.issued_on) if document.issued_on else ""),
            (named["issuer"], document.issuer),
            (named["evidence.kind"], document.kind),
            (named["file"], f"{document.file_name} ({size_words(document.size)})" if document.sha256 else ""),
        )
        self.facts.setText("\n".join(f"{name}: {text}" for name, text in facts if text))
        self.links.setText(self._links(row))
        for one in (self.open_button, self.copy_action):
            allow(one, "" if state is FileState.SOUND else self.tr("Tài liệu này không có tệp để mở."))

    def _links(self, row: EvidenceRow) -> str:
        colours, register = tokens(), self._session.register
        if not row.links:
            whole = self.tr("Cả đề án: đây là văn bản ban hành đề án.")
            said = escape(
                whole if row.document.decision else self.tr("Chưa gắn với nhiệm vụ nào. Bấm “Gắn nhiệm vụ…”.")
            )
            return f"<span style='color:{colours.muted}'>{said}</span>"
        lines = []
        for place, link in enumerate(row.links):
            task = register.task(link.task_id)
            name = self.tr("Nhiệm vụ số %s") % task.number
            label = self._period(link)
            drop = (
                f" · <a href='drop:{place}' style='color:{colours.muted}'>{escape(self.tr('bỏ gắn'))}</a>"
                if self._session.standing.refusal is None
                else ""
            )
            lines.append(
                f"<p style='margin:0 0 6px 0'><a href='task:{link.task_id}' style='color:{colours.accent}'>"
                f"{escape(name)}</a> · {escape(label)}{drop}<br><span style='color:{colours.muted}'>"
                f"{escape(_brief(task.content))}</span></p>"
            )
        return "".join(lines)

    def _period(self, link: Link) -> str:
        if link.period is None:
            return self.tr("mọi kỳ")
        return self._session.workspace.periods.find(link.period, self._session.programme).label

    def _follow(self, target: str) -> None:
        what, _, key = target.partition(":")
        if self._row is None:
            return
        if what == "task":
            self.task_asked.emit(int(key))
        else:
            self._flow.unlink(self._row.document, [self._row.links[int(key)]])


def _brief(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= 90 else plain[:88].rstrip() + "…"
