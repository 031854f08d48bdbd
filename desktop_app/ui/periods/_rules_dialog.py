"""What the office wants of a period before it goes on: the weight of each check, and the rules of closing."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QWidget

from desktop_app.domain.checks import ALWAYS_TOLD, CheckKind, Level
from desktop_app.resources import words
from desktop_app.services.periods import SealRules
from desktop_app.ui.session import Session, hand_on
from desktop_app.ui.widgets import FormDialog


class RulesDialog(FormDialog):
    """Sets levels and rules of the programme shown; they travel with the data file."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Thiết lập kiểm tra và chốt số liệu: %s") % session.programme.number)
        self.act_button.setText(self.tr("Lưu thiết lập"))
        self._session = session
        workspace = session.workspace
        note = QLabel(
            self.tr("Lỗi phải được sửa hoặc giải trình trước khi gửi duyệt; cảnh báo chỉ để xem lại."), self
        )
        note.setObjectName("muted")
        note.setWordWrap(True)
        self.fields.addRow(note)
        self.levels: dict[CheckKind, QComboBox] = {}
        present = workspace.checks.levels(session.programme.id)
        for kind in CheckKind:
            box = QComboBox(self)
            for level in Level:
                if level is Level.OFF and kind in ALWAYS_TOLD:
                    continue
                box.addItem(words("level")[level.value], level)
            box.setCurrentIndex(list(Level).index(present[kind]))
            self.levels[kind] = box
            self.add_field(words("check")[kind.value].format(count=self.tr("Các")), box)
        rules = workspace.sealing.rules(session.programme.id)
        self.checks = QCheckBox(self.tr("Chỉ chốt khi không còn lỗi chưa giải trình"), self)
        self.checks.setChecked(rules.checks)
        self.review = QCheckBox(self.tr("Chỉ chốt khi mọi nhiệm vụ đã được duyệt"), self)
        self.review.setChecked(rules.review)
        self.fields.addRow(self.checks)
        self.fields.addRow(self.review)
        session.standing.rest_form(self)

    @classmethod
    def ask(cls, session: Session, parent: QWidget | None = None) -> None:
        """Show the dialog."""
        cls(session, parent).exec()

    def save(self) -> None:
        """Keep the settings."""
        workspace, programme_id = self._session.workspace, self._session.programme.id
        levels = {kind: Level(box.currentData()) for kind, box in self.levels.items()}
        rules = SealRules(self.checks.isChecked(), self.review.isChecked())

        def keep() -> None:
            workspace.checks.set_levels(levels, programme_id)
            workspace.sealing.set_rules(rules, programme_id)

        self._session.change(keep, self.tr("Đã lưu thiết lập kiểm tra và chốt số liệu"), hand_on)
