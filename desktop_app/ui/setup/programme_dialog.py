"""A programme's description and its groups."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QPlainTextEdit, QWidget

from desktop_app.domain.errors import AppError, FieldMissing
from desktop_app.domain.programme import Group, Programme
from desktop_app.ui.hiding import may_hide
from desktop_app.ui.session import Session, hand_on
from desktop_app.ui.setup._programme_form import ProgrammeForm

_TEXT_HEIGHT = 52


class ProgrammeDialog(ProgrammeForm):
    """Adds a programme, or edits the one given."""

    def __init__(
        self, session: Session, programme: Programme | None = None, parent: QWidget | None = None
    ) -> None:
        """Show `programme`, or empty fields for a new one."""
        workspace = session.workspace
        self._groups = workspace.programmes.groups(programme.id) if programme else []
        super().__init__(programme, parent)
        self.setMinimumWidth(640)
        self.setWindowTitle(self.tr("Đề án, chương trình, kế hoạch"))
        self.act_button.setText(self.tr("Thêm đề án") if programme is None else self.tr("Lưu đề án"))
        self._session = session
        self._programme = programme
        self.regime = QComboBox(self)
        for regime in workspace.periods.regimes.values():
            self.regime.addItem(regime.title, regime.id)
        self.regime.setCurrentIndex(max(self.regime.findData(programme.regime if programme else "nd09"), 0))
        self.objective = QPlainTextEdit(programme.objective if programme else "", self)
        self.subjects = QPlainTextEdit(programme.subjects if programme else "", self)
        self.scope = QPlainTextEdit(programme.scope if programme else "", self)
        for text in (self.name, self.objective, self.subjects, self.scope):
            text.setFixedHeight(_TEXT_HEIGHT)
            text.setTabChangesFocus(True)
        self.add_field(self.tr("Chế độ &báo cáo"), self.regime)
        self.add_field(self.tr("&Mục tiêu"), self.objective)
        self.add_field(self.tr("Đố&i tượng"), self.subjects)
        self.add_field(self.tr("&Phạm vi"), self.scope)
        self.add_groups(
            [group.title for group in self._groups],
            self.tr("Mỗi dòng một nhóm, theo thứ tự; nhóm đã có nhiệm vụ không xóa được."),
        )
        session.standing.rest_form(self)

    @classmethod
    def ask(cls, session: Session, programme: Programme | None = None, parent: QWidget | None = None) -> bool:
        """Show the dialog; return whether the programme was saved."""
        return bool(cls(session, programme, parent).exec())

    def submit(self) -> None:
        """Save, after asking whether records may go out of sight; close only if nothing was refused."""
        if self._programme is not None:
            try:
                changed = self._read()
            except AppError as error:
                self.refusal.say_error(error)
                return
            if not may_hide(self._session, changed, self):
                return
        super().submit()

    def _read(self) -> Programme:
        """Return the programme as the fields say it. Raises RuleBroken."""
        return replace(
            self.described(self._programme),
            objective=self.objective.toPlainText().strip(),
            subjects=self.subjects.toPlainText().strip(),
            scope=self.scope.toPlainText().strip(),
            regime=self.regime.currentData(),
        )

    def save(self) -> None:
        """Keep the programme and its groups. Raises RuleBroken."""
        titles = self.titles()
        old, programme = self._programme, self._read()
        programmes = self._session.workspace.programmes
        if old is None:
            self._session.change(lambda: programmes.add(programme, titles), self.tr("Đã thêm đề án"), hand_on)
            return
        if len(titles) < len(self._groups):
            raise FieldMissing("group")

        def keep() -> None:
            if programme != old:
                programmes.change(programme, old)
            programmes.arrange_groups(old.id, _arranged(self._groups, titles))

        self._session.change(keep, self.tr("Đã lưu đề án"), hand_on)


def _arranged(groups: Sequence[Group], titles: Sequence[str]) -> list[tuple[int | None, str]]:
    """Return each line the group of that title, so that a line put between others takes no tasks with it.

    Lines with a new title take the groups that are left in their order: they were renamed; the rest are new.
    """
    left = list(groups)
    kept: list[Group | None] = []
    for title in titles:
        found = next((group for group in left if group.title == title), None)
        kept.append(found)
        if found is not None:
            left.remove(found)
    renamed = iter(left)
    ids = [(group or next(renamed, None)) for group in kept]
    return [(group.id if group else None, title) for group, title in zip(ids, titles, strict=True)]
