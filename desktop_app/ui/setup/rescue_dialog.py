"""Ways back from a data file that is damaged or gone: what is wrong, which backups there are, one button."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton

from desktop_app.domain.errors import AppError, DataFileMissing
from desktop_app.services import places
from desktop_app.services.rescue import WayBack, say_lost
from desktop_app.services.wording import say
from desktop_app.ui.grid import GridColumn
from desktop_app.ui.setup._backup_table import backup_table
from desktop_app.ui.widgets import FormDialog, WrappingRow, resize_within

_LIST_HEIGHT = 200
_FOUND = 3


@dataclass(frozen=True, slots=True)
class RescueChoice:
    """What the officer wants: a backup restored, another file opened, or a new file made in its place."""

    act: Literal["restore", "open", "new"]
    path: Path


class RescueDialog(FormDialog):
    """Lists the backups of a file that cannot be opened, the newest sound one chosen."""

    def __init__(
        self, error: AppError, path: Path, ways: Sequence[WayBack], found: Sequence[Path] = ()
    ) -> None:
        """Show what `error` says of the file at `path`, its backups, and where it may have gone."""
        super().__init__("", "")
        self.setWindowTitle(self.tr("Mở lại dữ liệu"))
        self.act_button.setText(self.tr("&Khôi phục bản đang chọn"))
        self.chosen: RescueChoice | None = None
        self._path = path
        self.said = QLabel(say(error), self)
        self.said.setWordWrap(True)
        self.fields.addRow(self.said)
        self.moved = [self._moved_button(one) for one in found[:_FOUND]]
        for button in self.moved:
            self.fields.addRow(button)
        note = QLabel(self._about(error, ways), self)
        note.setObjectName("muted")
        note.setWordWrap(True)
        self.fields.addRow(note)
        self.model, self.grid = backup_table(self, ways, self._enable, self._columns(), _LIST_HEIGHT)
        self.grid.setVisible(bool(ways))
        self.fields.addRow(self.grid)
        self._others = WrappingRow()
        self.fields.addRow(self._others)
        self.other = self._add_button(self.tr("Khôi phục từ tệ&p khác…"), self._choose)
        self.open_other = self._add_button(self.tr("&Mở hoặc tạo tệp khác…"), self._open_other)
        self.new = self._add_button(self.tr("&Tạo tệp mới"), self._new)
        self.new.setVisible(isinstance(error, DataFileMissing))
        resize_within(self, 1040, 460 if ways else 260)
        newest = next((one for one in ways if one.sound), None)
        if newest is not None:
            self.grid.select_key(newest.path)
            self.grid.setFocus()
        self._enable()

    @classmethod
    def ask(
        cls, error: AppError, path: Path, ways: Sequence[WayBack], found: Sequence[Path] = ()
    ) -> RescueChoice | None:
        """Show the dialog and return what was chosen, None if it was put away."""
        dialog = cls(error, path, ways, found)
        return dialog.chosen if dialog.exec() else None

    def save(self) -> None:
        """Take the row under the cursor."""
        row: WayBack | None = self.grid.current_row()
        self.chosen = RescueChoice("restore", row.path) if row is not None else None

    def _about(self, error: AppError, ways: Sequence[WayBack]) -> str:
        if not ways:
            return self.tr(
                "Không có bản sao lưu tự động nào ở bên cạnh. Nếu đã sao lưu ra USB hoặc thư mục khác, chọn "
                "“Khôi phục từ tệp khác…”."
            )
        if isinstance(error, DataFileMissing):
            return self.tr("Các bản sao lưu của tệp này, mới nhất ở trên:")
        return self.tr(
            "Các bản sao lưu của tệp này, mới nhất ở trên. Khi khôi phục, tệp hỏng được giữ nguyên bên cạnh; "
            "những phần còn đọc được trong đó được liệt kê để lấy lại."
        )

    def _moved_button(self, path: Path) -> QPushButton:
        button = QPushButton(self.tr("Mở %s trong %s") % (path.name, path.parent), self)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: self._take(RescueChoice("open", path)))
        return button

    def _add_button(self, text: str, act: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(act)
        self._others.addWidget(button)
        return button

    def _enable(self) -> None:
        row: WayBack | None = self.grid.current_row()
        self.act_button.setEnabled(row is not None and row.sound)

    def _take(self, chosen: RescueChoice) -> None:
        self.chosen = chosen
        self.accept()

    def _choose(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Khôi phục từ tệp"), str(self._path.parent), self._kinds()
        )
        if name:
            self._take(RescueChoice("restore", Path(name)))

    def _open_other(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Mở hoặc tạo tệp dữ liệu"),
            str(places.documents()),
            self._kinds(),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if name:
            self._take(RescueChoice("open", Path(name).with_suffix(places.SUFFIX)))

    def _new(self) -> None:
        self._take(RescueChoice("new", self._path))

    def _kinds(self) -> str:
        return self.tr("Tệp dữ liệu Tiến độ Đề án (*.tiendo)")

    def _columns(self) -> list[GridColumn[WayBack]]:
        return [
            GridColumn("lost", self.tr("Nếu khôi phục bản này"), say_lost, width=310),
            GridColumn("sound", self.tr("Tình trạng"), lambda one: one.sound, self._state, width=90),
        ]

    def _state(self, one: WayBack) -> str:
        return self.tr("nguyên vẹn") if one.sound else self.tr("hỏng")
