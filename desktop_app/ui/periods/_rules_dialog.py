"""What the office wants of a period before it goes on: the weight of each check, and the rules of closing."""

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QWidget

from desktop_app.domain.checks import CheckKind, Level
from desktop_app.resources import words
from desktop_app.services.periods import SealRules
from desktop_app.services.workspace import Workspace
from desktop_app.ui.widgets import FormDialog


class RulesDialog(FormDialog):
    """Sets levels and rules; they travel with the data file."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        """Show the present settings."""
        super().__init__("", "", parent)
        self.setWindowTitle(self.tr("Quy định kiểm tra và chốt số liệu"))
        self.act_button.setText(self.tr("Lưu quy định"))
        self._workspace = workspace
        note = QLabel(self.tr("Lỗi phải được sửa hoặc giải trình trước khi gửi duyệt; cảnh báo chỉ để xem lại."), self)
        note.setObjectName("muted")
        note.setWordWrap(True)
        self.fields.addRow(note)
        self.levels: dict[CheckKind, QComboBox] = {}
        present = workspace.checks.levels()
        for kind in CheckKind:
            box = QComboBox(self)
            for level in Level:
                box.addItem(words("level")[level.value], level)
            box.setCurrentIndex(list(Level).index(present[kind]))
            self.levels[kind] = box
            self.add_field(words("check")[kind.value], box)
        rules = workspace.sealing.rules()
        self.checks = QCheckBox(self.tr("Chỉ chốt khi không còn lỗi chưa giải trình"), self)
        self.checks.setChecked(rules.checks)
        self.review = QCheckBox(self.tr("Chỉ chốt khi mọi dòng đã được duyệt"), self)
        self.review.setChecked(rules.review)
        self.fields.addRow(self.checks)
        self.fields.addRow(self.review)

    @classmethod
    def ask(cls, workspace: Workspace, parent: QWidget | None = None) -> bool:
        """Show the dialog; return whether the settings were saved."""
        return bool(cls(workspace, parent).exec())

    def save(self) -> None:
        """Keep the settings."""
        levels = {kind: Level(box.currentData()) for kind, box in self.levels.items()}
        self._workspace.checks.set_levels(levels)
        self._workspace.sealing.set_rules(SealRules(self.checks.isChecked(), self.review.isChecked()))
