"""The fields that a programme has in every dialog, written by hand or read from its document."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop_app.domain.programme import Programme
from desktop_app.lists.document_head import DocumentHead
from desktop_app.ui.widgets import DateField, FormDialog

_NAME_HEIGHT = 76
_GROUPS_HEIGHT = 96


class ProgrammeForm(FormDialog):
    """Number, name, issuer, days and groups of a programme; a dialog adds its own between them."""

    groups: QPlainTextEdit

    def __init__(self, head: Programme | DocumentHead | None, parent: QWidget | None = None) -> None:
        """Show what is known of a programme."""
        super().__init__("", "", parent)
        self.number = QLineEdit(head.number if head else "", self)
        self.name = QPlainTextEdit(head.title if head else "", self)
        self.issuer = QLineEdit(head.issuer if head else "", self)
        self.issued_on = DateField(head.issued_on if head else None, "issued_on", self)
        self.starts_on = DateField(head.starts_on if head else None, "starts_on", self)
        self.ends_on = DateField(head.ends_on if head else None, "ends_on", self)
        self.name.setFixedHeight(_NAME_HEIGHT)
        self.name.setTabChangesFocus(True)
        self.add_field(self.tr("&Số, ký hiệu"), self.number)
        self.add_field(self.tr("&Tên"), self.name)
        self.add_field(self.tr("&Cơ quan ban hành"), self.issuer)
        self.add_field(self.tr("&Ngày ban hành"), self.issued_on)
        self.add_field(self.tr("Thực hiện từ n&gày"), self.starts_on)
        self.add_field(self.tr("Đến ngà&y"), self.ends_on)

    def add_groups(self, titles: Sequence[str], hint: str) -> None:
        """Add the field of the groups, one a line; it is the last one, also by Tab."""
        self.groups = QPlainTextEdit("\n".join(titles), self)
        self.groups.setMinimumHeight(_GROUPS_HEIGHT)
        self.groups.setTabChangesFocus(True)
        self.add_field(self.tr("Nhóm nhiệm &vụ"), self.groups, hint)

    def titles(self) -> list[str]:
        """Return the titles of the groups."""
        return [line.strip() for line in self.groups.toPlainText().splitlines() if line.strip()]

    def described(self, base: Programme | None = None) -> Programme:
        """Return `base`, or a new programme, as the fields say it. Raises RuleBroken, FieldNotRead."""
        return replace(
            base
            or Programme(
                id=0, number="-", title="-", issuer="", issued_on=None, starts_on=date.min, ends_on=date.max
            ),
            number=self.number.text().strip(),
            title=" ".join(self.name.toPlainText().split()),
            issuer=self.issuer.text().strip(),
            issued_on=self.issued_on.day_or_none(),
            starts_on=self.starts_on.day(),
            ends_on=self.ends_on.day(),
        )
