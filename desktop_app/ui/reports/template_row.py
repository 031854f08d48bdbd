"""The Word template in use, and the ways to change it."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.ui.session import Session
from desktop_app.ui.widgets.cards import ElidedLabel, LinkButton


class TemplateRow(QWidget):
    """Names the template; offers another one, a copy to change, and the way back to the shipped one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        """Show the template that `session`'s data file uses."""
        super().__init__(parent)
        self._session = session
        label = QLabel(self.tr("Mẫu Word"), self)
        label.setObjectName("fieldLabel")
        self.name = ElidedLabel("", self)
        self.change = LinkButton(self.tr("Thay…"), self)
        self.save = LinkButton(self.tr("Lưu mẫu ra tệp…"), self)
        self.shipped = LinkButton(self.tr("Dùng mẫu gốc"), self)
        links = QHBoxLayout()
        links.setSpacing(4)
        for link in (self.change, self.save, self.shipped):
            links.addWidget(link)
        links.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label)
        column.addWidget(self.name)
        column.addLayout(links)
        self.change.clicked.connect(self._change)
        self.save.clicked.connect(self._save)
        self.shipped.clicked.connect(self._use_shipped)
        self.refresh()

    def refresh(self) -> None:
        """Show the name of the template in use."""
        name = self._session.workspace.reports.presets.template_name
        self.name.set_whole(name or self.tr("Mẫu gốc của chương trình"))
        self.shipped.setVisible(bool(name))

    def use(self, path: Path) -> None:
        """Use another template."""
        presets = self._session.workspace.reports.presets
        self._session.change(lambda: presets.use_template(path), self.tr("Đã dùng mẫu Word %s") % path.name)

    def _change(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self.window(), self.tr("Chọn mẫu Word"), "", self.tr("Tài liệu Word (*.docx)")
        )
        if name:
            self.use(Path(name))

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self.window(), self.tr("Lưu mẫu Word ra tệp"), "mau_bao_cao.docx", self.tr("Tài liệu Word (*.docx)")
        )
        if name:
            presets = self._session.workspace.reports.presets
            saved = self._session.ask(lambda: presets.save_template(Path(name)))
            if saved is not None:
                self._session.told.emit(self.tr("Đã lưu mẫu Word ra %s") % saved, False)

    def _use_shipped(self) -> None:
        presets = self._session.workspace.reports.presets
        self._session.change(presets.use_shipped_template, self.tr("Đã dùng mẫu gốc"))
