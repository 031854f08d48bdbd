"""What is chosen for a report: its kind, agency, preset, number and day, parts, columns, Word template."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.errors import FieldNotRead
from desktop_app.domain.reports import ANNEXES, FIELDS, SECTIONS, Letter, Preset, ReportKind, usual_preset
from desktop_app.domain.text import in_order, one_line
from desktop_app.services.reporting import Order, ReportKey, part_titles
from desktop_app.ui.formats import format_date, read_date
from desktop_app.ui.reports._part_list import PartList, ReportColumnsDialog
from desktop_app.ui.session import Session
from desktop_app.ui.widgets import ChoiceBox, ElidedLabel, FieldLabel, LinkButton, NameDialog, allow


class VersionRow(QWidget):
    """Chooses the version that was reported and the one that corrects it; `chosen` follows a choice."""

    chosen = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.old, self.new = QComboBox(self), QComboBox(self)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        labels = (self.tr("Đã báo cáo"), self.tr("Chỉnh lý, bổ sung"))
        for place, (label, box) in enumerate(zip(labels, (self.old, self.new), strict=True)):
            name = QLabel(label, self)
            name.setObjectName("fieldLabel")
            box.setAccessibleName(label)
            grid.addWidget(name, 0, place)
            grid.addWidget(box, 1, place)
            grid.setColumnStretch(place, 1)
            box.currentIndexChanged.connect(self.chosen)
        self.with_reason = QCheckBox(self.tr("In lý do mở lại kỳ vào báo cáo"), self)
        self.with_reason.toggled.connect(lambda _on: self.chosen.emit())
        grid.addWidget(self.with_reason, 2, 0, 1, 2)

    @property
    def versions(self) -> tuple[int, int]:
        """Return the two versions by number; 0 leaves the choice to the program."""
        return int(self.old.currentData() or 0), int(self.new.currentData() or 0)

    def refresh(self) -> None:
        """Show the versions of the session's period."""
        session = self._session
        versions = session.workspace.sealing.versions(session.programme.id, session.period.id)
        first = self.tr("Bản gần nhất") if versions else self.tr("Chưa có bản chốt")
        for box in (self.old, self.new):
            kept = box.currentData()
            box.blockSignals(True)
            box.clear()
            box.addItem(first, 0)
            for version in versions:
                box.addItem(self.tr("Bản chốt số %d") % version.version, version.version)
            box.setCurrentIndex(max(0, box.findData(kept)))
            box.blockSignals(False)


class TemplateRow(QWidget):
    """Names the template; offers another one, a copy to change, and the way back to the shipped one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        label = QLabel(self.tr("Mẫu văn bản Word"), self)
        label.setObjectName("fieldLabel")
        self.name = ElidedLabel("", self)
        self.change = LinkButton(self.tr("Chọn mẫu văn bản Word khác…"), self)
        self.save = LinkButton(self.tr("Lưu mẫu văn bản Word ra tệp…"), self)
        self.shipped = LinkButton(self.tr("Dùng mẫu văn bản Word có sẵn"), self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label)
        column.addWidget(self.name)
        for link in (self.change, self.save, self.shipped):
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        self.change.clicked.connect(self._change)
        self.save.clicked.connect(self._save)
        self.shipped.clicked.connect(self._use_shipped)
        session.standing.rest(self.change, self.shipped)
        self.refresh()

    def refresh(self) -> None:
        """Show the name of the template in use."""
        name = self._session.workspace.reports.presets.template_name
        self.name.set_whole(name or self.tr("Mẫu văn bản Word có sẵn"))
        self.shipped.setVisible(bool(name))

    def use(self, path: Path) -> None:
        """Use another template."""
        presets = self._session.workspace.reports.presets
        self._session.change(
            lambda: presets.use_template(path), self.tr("Đã dùng mẫu văn bản Word %s") % path.name
        )

    def _change(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self.window(), self.tr("Chọn mẫu văn bản Word"), "", self.tr("Tài liệu Word (*.docx)")
        )
        if name:
            self.use(Path(name))

    def _save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(
            self.window(),
            self.tr("Lưu mẫu văn bản Word ra tệp"),
            "mau_bao_cao.docx",
            self.tr("Tài liệu Word (*.docx)"),
        )
        if name:
            presets = self._session.workspace.reports.presets
            saved = self._session.ask(lambda: presets.save_template(Path(name)))
            if saved is not None:
                self._session.notified.emit(self.tr("Đã lưu mẫu văn bản Word ra %s") % saved, 0)

    def _use_shipped(self) -> None:
        presets = self._session.workspace.reports.presets
        self._session.change(presets.use_shipped_template, self.tr("Đã dùng mẫu văn bản Word có sẵn"))


class ReportOptions(QWidget):
    """Chooses; `changed` follows every choice that changes the pages."""

    changed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._preset = usual_preset(ReportKind.PERIODIC)
        self.kind = QComboBox(self)
        for kind, name in self._kind_names().items():
            self.kind.addItem(name, kind)
        self.agency = ChoiceBox(self.tr("Cơ quan chủ trì"), self, 20)
        self.versions = VersionRow(session, self)
        self.preset = ChoiceBox(self.tr("Kiểu trình bày"), self, 20)
        self.save_preset = LinkButton(self.tr("Lưu thành kiểu trình bày…"), self)
        self.remove_preset = LinkButton(self.tr("Xóa kiểu trình bày"), self)
        self.number = QLineEdit(self)
        self.number.setPlaceholderText(self.tr("Để trống"))
        self.signed_on = QLineEdit(self)
        self.signed_on.setPlaceholderText(self.tr("Để trống"))
        self.sections = PartList(self.tr("Phần của báo cáo"), self)
        self.annexes = PartList(self.tr("Phụ lục"), self)
        self.columns = QPushButton(self.tr("&Cột của bảng nhiệm vụ…"), self)
        self.template = TemplateRow(session, self)
        self._lay_out()
        self._connect()
        session.standing.rest(self.save_preset, self.remove_preset, self.number, self.signed_on)
        self._show_preset(self._preset)
        self.refresh()

    @property
    def order(self) -> Order:
        """Return the report that is asked for."""
        agency = str(self.agency.currentData() or "") if self._kind() is ReportKind.AGENCY else ""
        old, new = self.versions.versions if self._kind() is ReportKind.CORRECTION else (0, 0)
        return Order(
            kind=self._kind(),
            period=self._session.period,
            preset=self._chosen(),
            agency=agency,
            old=old,
            new=new,
            with_reason=self._kind() is ReportKind.CORRECTION and self.versions.with_reason.isChecked(),
        )

    @property
    def key(self) -> ReportKey:
        """Return the name under which the words of this report are kept."""
        return self._session.workspace.reports.key(self._session.register, self.order)

    def choose(self, kind: ReportKind) -> None:
        """Choose a kind of report."""
        self.kind.setCurrentIndex(self.kind.findData(kind))

    def refresh(self) -> None:
        """Show what the data file keeps: agencies, presets, number and day, template."""
        names = in_order({task.lead for task in self._session.register.tasks if task.active} - {""})
        kept = self.agency.currentData()
        self.agency.blockSignals(True)
        self.agency.clear()
        self.agency.addItem(self.tr("Mỗi cơ quan một tệp"), "")
        for name in names:
            self.agency.addItem(name, name)
        self.agency.setCurrentIndex(max(0, self.agency.findData(kept)))
        self.agency.blockSignals(False)
        self._fill_presets(self.preset.currentText())
        self._show_letter()
        self.template.refresh()
        self.versions.refresh()
        self._show_agency()

    def commit(self) -> None:
        """Keep number and day as they were typed."""
        narratives = self._session.workspace.reports.narratives
        try:
            letter = Letter(one_line(self.number.text()), _day(self.signed_on.text()))
        except FieldNotRead as error:
            self._session.refused.emit(error)
            self._show_letter()
            return
        if letter != narratives.letter(self.key):
            self._session.change(lambda: narratives.put_letter(self.key, letter))

    def _kind(self) -> ReportKind:
        return ReportKind(self.kind.currentData())

    def _kind_names(self) -> dict[ReportKind, str]:
        return {
            ReportKind.PERIODIC: self.tr("Báo cáo tình hình thực hiện định kỳ"),
            ReportKind.OVERDUE: self.tr("Nhiệm vụ quá hạn, khó khăn"),
            ReportKind.AGENCY: self.tr("Theo cơ quan chủ trì"),
            ReportKind.SUMMARY: self.tr("Sơ kết, tổng kết qua các năm"),
            ReportKind.CORRECTION: self.tr("Chỉnh lý, bổ sung số liệu đã chốt"),
        }

    def _chosen(self) -> Preset:
        """Return the parts as they are chosen now."""
        titles = {
            **{f"section.{key}": text for key, text in self.sections.titles().items()},
            **{f"annex.{key}": text for key, text in self.annexes.titles().items()},
            **{key: text for key, text in self._preset.titles if key.startswith(("column.", "subject"))},
        }
        return Preset(
            name=self._preset.name,
            kind=self._kind(),
            columns=self._preset.columns,
            sections=self.sections.chosen(),
            annexes=self.annexes.chosen(),
            titles=tuple(sorted((key, text) for key, text in titles.items() if text)),
        )

    def _show_preset(self, preset: Preset) -> None:
        self._preset = preset
        kind, usual, own = preset.kind, part_titles(preset.kind), dict(preset.titles)
        for widget, prefix, offered, chosen in (
            (self.sections, "section.", SECTIONS[kind], preset.sections),
            (self.annexes, "annex.", ANNEXES[kind], preset.annexes),
        ):
            widget.show_parts(offered, chosen, _part(own, prefix), _part(usual, prefix))
            widget.fit_height()
        self._show_removable(preset.name)

    def _choose_kind(self) -> None:
        self._show_preset(usual_preset(self._kind()))
        self._fill_presets("")
        self._show_letter()
        self._show_agency()
        self.changed.emit()

    def _choose_agency(self) -> None:
        self._show_letter()
        self.changed.emit()

    def _choose_preset(self) -> None:
        self._show_preset(
            self._session.workspace.reports.presets.find(self._kind(), str(self.preset.currentData() or ""))
        )
        self.changed.emit()

    def _choose_columns(self) -> None:
        usual, own = part_titles(self._kind()), dict(self._preset.titles)
        answer = ReportColumnsDialog.ask(
            self._preset.columns, _part(own, "column."), _part(usual, "column."), self.window()
        )
        if answer is None:
            return
        columns, titles = answer
        now = self._chosen()
        others = [pair for pair in now.titles if not pair[0].startswith("column.")]
        named = [(f"column.{key}", text) for key, text in titles.items() if text and key in FIELDS]
        self._preset = replace(now, columns=columns, titles=tuple(sorted([*others, *named])))
        self.changed.emit()

    def _save_preset(self) -> None:
        act, label = self.tr("Lưu thành kiểu trình bày"), self.tr("&Tên kiểu trình bày")
        name = NameDialog.ask(act, label, self.window(), self._preset.name)
        if name is not None and one_line(name):
            now = self._chosen()
            preset = replace(now, name=one_line(name))
            presets = self._session.workspace.reports.presets
            self._session.change(
                lambda: presets.save(preset), self.tr("Đã lưu kiểu trình bày %s") % preset.name
            )
            self._preset = preset
            self._fill_presets(preset.name)

    def _remove_preset(self) -> None:
        name, kind = self._preset.name, self._kind()
        presets = self._session.workspace.reports.presets
        self._session.change(lambda: presets.remove(kind, name), self.tr("Đã xóa kiểu trình bày %s") % name)
        self._show_preset(usual_preset(kind))
        self._fill_presets("")
        self.changed.emit()

    def _fill_presets(self, name: str) -> None:
        self.preset.blockSignals(True)
        self.preset.clear()
        self.preset.addItem(self.tr("Đầy đủ"), "")
        for preset in self._session.workspace.reports.presets.offered(self._kind()):
            self.preset.addItem(preset.name, preset.name)
        self.preset.setCurrentIndex(max(0, self.preset.findData(name)))
        self.preset.blockSignals(False)
        self._show_removable(str(self.preset.currentData() or ""))

    def _show_removable(self, name: str) -> None:
        own = self._session.workspace.reports.presets.is_own(self._kind(), name)
        allow(self.remove_preset, "" if own else self.tr("Kiểu trình bày này có sẵn, không xóa được."))

    def _show_letter(self) -> None:
        letter = self._session.workspace.reports.narratives.letter(self.key)
        for field, text in (
            (self.number, letter.number),
            (self.signed_on, format_date(letter.signed_on) if letter.signed_on is not None else ""),
        ):
            if not field.hasFocus():
                field.setText(text)

    def _show_agency(self) -> None:
        of_agency = self._kind() is ReportKind.AGENCY
        self.agency.setVisible(of_agency)
        self.versions.setVisible(self._kind() is ReportKind.CORRECTION)
        self._agency_label.setVisible(of_agency)

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(self._choose_kind)
        self.agency.currentIndexChanged.connect(self._choose_agency)
        self.versions.chosen.connect(self.changed)
        self.preset.currentIndexChanged.connect(self._choose_preset)
        self.save_preset.clicked.connect(self._save_preset)
        self.remove_preset.clicked.connect(self._remove_preset)
        self.number.editingFinished.connect(self.commit)
        self.signed_on.editingFinished.connect(self.commit)
        self.sections.edited.connect(self.changed)
        self.annexes.edited.connect(self.changed)
        self.columns.clicked.connect(self._choose_columns)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 8, 8)
        column.setSpacing(4)

        def add(label: str, widget: QWidget) -> QLabel:
            name = FieldLabel(label, widget, self, "fieldLabel")
            column.addWidget(name)
            column.addWidget(widget)
            return name

        add(self.tr("&Loại báo cáo"), self.kind)
        self._agency_label = add(self.tr("Cơ &quan chủ trì"), self.agency)
        column.addWidget(self.versions)
        add(self.tr("Kiểu trình bà&y"), self.preset)
        for link in (self.save_preset, self.remove_preset):
            column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        pair = QGridLayout()
        pair.setHorizontalSpacing(8)
        pair.setVerticalSpacing(4)
        for place, (label, widget) in enumerate(
            ((self.tr("Số bá&o cáo (chỉ ghi số)"), self.number), (self.tr("N&gày ký"), self.signed_on))
        ):
            pair.addWidget(FieldLabel(label, widget, self, "fieldLabel"), 0, place)
            pair.addWidget(widget, 1, place)
        column.addLayout(pair)
        add(self.tr("Phần củ&a báo cáo"), self.sections)
        add(self.tr("P&hụ lục"), self.annexes)
        column.addSpacing(4)
        column.addWidget(self.columns)
        column.addSpacing(4)
        column.addWidget(self.template)
        column.addStretch()


def _part(titles: dict[str, str], prefix: str) -> dict[str, str]:
    return {key.removeprefix(prefix): text for key, text in titles.items() if key.startswith(prefix)}


def _day(text: str) -> date | None:
    return read_date(text, "signed_on") if text.strip() else None
