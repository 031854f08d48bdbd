"""A new programme from its own document: the proposals as fields beside the text, to be corrected."""

from datetime import date

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop_app.domain.programme import Programme
from desktop_app.lists.document_head import kind_of
from desktop_app.services.importing import ProgrammeProposal
from desktop_app.ui.formats import format_date
from desktop_app.ui.session import Session, hand_on
from desktop_app.ui.setup._programme_form import ProgrammeForm
from desktop_app.ui.widgets import resize_within

_TEXT_WIDTH = 240
_SIZE = 1060, 660
_WORDS = 4


class FoundingDialog(ProgrammeForm):
    """Shows what a document says of a programme, and makes the programme as the officer corrected it.

    The text beside the fields goes to the words that the field with the focus was read from.
    """

    def __init__(self, session: Session, proposal: ProgrammeProposal, parent: QWidget | None = None) -> None:
        super().__init__(proposal.head, parent)
        self.setWindowTitle(self.tr("Đề án mới từ tệp: %s") % proposal.workbook.path.name)
        self._session = session
        self.proposal = proposal
        self.added: Programme | None = None
        count = proposal.count
        self.act_button.setText(
            self.tr("Tạo đề án và xem trước %d nhiệm vụ") % count if count else self.tr("Tạo đề án")
        )
        self.remarks = QLabel("\n".join(proposal.remarks()), self)
        self.remarks.setObjectName("warning")
        self.remarks.setWordWrap(True)
        self.remarks.setVisible(bool(self.remarks.text()))
        self.kind = QLabel(self)
        self.kind.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.number.textChanged.connect(self._name_kind)
        self.document = QPlainTextEdit("\n".join(proposal.text).replace("\t", "   "), self)
        self._lay_out()
        self._name_kind()
        self._follow_focus()
        resize_within(self, *_SIZE)
        session.standing.rest_form(self)

    @classmethod
    def ask(
        cls, session: Session, proposal: ProgrammeProposal, parent: QWidget | None = None
    ) -> Programme | None:
        """Show the dialog; return the programme that was made, None if the officer left it."""
        dialog = cls(session, proposal, parent)
        dialog.exec()
        return dialog.added

    def save(self) -> None:
        """Make the programme with its groups. Raises RuleBroken, NameTaken."""
        programme, titles = self.described(), self.titles()
        programmes = self._session.workspace.programmes
        self.added = self._session.change(
            lambda: programmes.add(programme, titles), self.tr("Đã thêm đề án"), hand_on
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go to the words of the document that a field was read from, when it gets the focus."""
        if event.type() is QEvent.Type.FocusIn and watched in self._sources:
            self._find(self._sources[watched])
        return super().eventFilter(watched, event)

    def _lay_out(self) -> None:
        self.fields.insertRow(1, self.tr("Loại văn bản"), self.kind)
        self.add_groups(self.proposal.groups, self.tr("Mỗi dòng một nhóm, theo thứ tự."))
        self.document.setReadOnly(True)
        self.document.setTabChangesFocus(True)
        self.document.setMinimumWidth(_TEXT_WIDTH)
        self.document.setAccessibleName(self.tr("Văn bản"))
        right = QVBoxLayout()
        right.addWidget(self.remarks)
        right.addWidget(self.document, 1)
        self.beside.addLayout(right, 1)

    def _follow_focus(self) -> None:
        head = self.proposal.head
        self._sources: dict[QObject, tuple[str, ...]] = {
            self.number: (head.number,),
            self.name: _begins(head.title),
            self.issuer: (head.issuer, *_begins(head.issuer)),
            self.issued_on: _days(head.issued_on),
            self.starts_on: (str(head.starts_on.year),) if head.starts_on else (),
            self.ends_on: (str(head.ends_on.year),) if head.ends_on else (),
            self.groups: tuple(self.proposal.groups[:1]),
        }
        for field in self._sources:
            field.installEventFilter(self)
        if self.proposal.missing:
            getattr(self, self.proposal.missing[0].replace("title", "name")).setFocus()

    def _find(self, wanted: tuple[str, ...]) -> None:
        """Select the first of some texts that the document has."""
        for text in wanted:
            found = self.document.document().find(text) if text else QTextCursor()
            if not found.isNull():
                self.document.setTextCursor(found)
                self.document.centerCursor()
                return

    def _name_kind(self) -> None:
        """Name the kind of paper that the number says."""
        number = self.number.text()
        kind = self.proposal.kind if number == self.proposal.head.number else kind_of(number)
        self.kind.setText(kind or self.tr("Chưa rõ"))


def _begins(title: str) -> tuple[str, ...]:
    """Return the first words of a title, and those after the word of its kind."""
    words = title.split()
    return tuple(" ".join(words[first : first + _WORDS]) for first in (0, 2, 1) if words[first:])


def _days(day: date | None) -> tuple[str, ...]:
    if day is None:
        return ()
    return (
        f"ngày {day.day:02} tháng {day.month:02} năm {day.year}",
        f"ngày {day.day} tháng {day.month} năm {day.year}",
        f"ngày {day.day:02} tháng {day.month} năm {day.year}",
        format_date(day),
    )
