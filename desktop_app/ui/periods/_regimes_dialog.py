"""The reporting regimes: which the programme uses, and the office's own."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidgetItem,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.period import PeriodKind, Regime
from desktop_app.ui.hiding import may_hide
from desktop_app.ui.session import Session
from desktop_app.ui.widgets import Dialog, FittingScroll, Refusal, WrappedList, resize_within

_ID = Qt.ItemDataRole.UserRole
_CHECKED, _UNCHECKED = Qt.CheckState.Checked, Qt.CheckState.Unchecked


_KINDS_A_LINE = 3
_LABEL_WIDTH = 128


class RegimesDialog(Dialog):
    """A ticked regime is used by the programme; the form beside the list edits the chosen one."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Regime | None = None
        self.changed = False
        self.setWindowTitle(self.tr("Chế độ báo cáo"))
        resize_within(self, 860, 480)
        self.list = WrappedList(self.tr("Chế độ báo cáo"), self)
        self.code = QLineEdit(self)
        self.title = QLineEdit(self)
        self.source = QLineEdit(self)
        self.cut_off_day = _spin(1, 31, self)
        self.rule = QComboBox(self)
        for text, key in (
            (self.tr("Không có hạn gửi báo cáo"), "none"),
            (self.tr("Vào ngày trong tháng"), "day"),
            (self.tr("Số ngày sau ngày chốt"), "after"),
        ):
            self.rule.addItem(text, key)
        self.send = _spin(0, 366, self)
        self.working_days = _spin(0, 30, self)
        self.kinds = [(kind, QCheckBox(kind.title, self)) for kind in _templates(session)]
        self.refusal = Refusal(self)
        self.add_button = QPushButton(self.tr("&Thêm chế độ"), self)
        self.remove_button = QPushButton(self.tr("&Xóa chế độ"), self)
        self.usual_button = QPushButton(self.tr("Chọn làm chế độ báo cáo mặc địn&h"), self)
        self.save_button = QPushButton(self.tr("&Lưu chế độ"), self)
        self.save_button.setObjectName("primary")
        self.close_button = QPushButton(self.tr("Đón&g"), self)
        for button in (
            self.add_button,
            self.remove_button,
            self.usual_button,
            self.save_button,
            self.close_button,
        ):
            button.setAutoDefault(False)
        self._lay_out()
        self._connect()
        session.standing.rest(*self.inputs(), self.add_button, self.remove_button)
        session.standing.rest(self.usual_button, self.save_button)
        self.refresh(session.programme.regime)

    def refresh(self, chosen: str) -> None:
        """List the regimes there are, `chosen` among them."""
        programme = self._session.programme
        self.list.blockSignals(True)
        self.list.clear()
        for regime in self._session.workspace.periods.regimes.values():
            usual = self.tr(" (mặc định)") if regime.id == programme.regime else ""
            item = QListWidgetItem(regime.title + usual)
            item.setData(_ID, regime.id)
            item.setCheckState(_CHECKED if regime.id in programme.all_regimes else _UNCHECKED)
            if self._session.standing.refusal is not None:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            self.list.addItem(item)
            if regime.id == chosen:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self.show_regime(self._session.workspace.periods.regimes.get(chosen))

    def show_regime(self, regime: Regime | None) -> None:
        """Show a regime in the form; None for a new one."""
        self._shown = regime
        self.refusal.hide()
        self.code.setReadOnly(regime is not None)
        self.code.setText(regime.id if regime else "")
        self.title.setText(regime.title if regime else "")
        self.source.setText(regime.source if regime else "")
        self.source.setCursorPosition(0)
        self.source.setToolTip(self.source.text())
        self.cut_off_day.setValue(regime.cut_off_day if regime else 31)
        day, after = (regime.send_by_day, regime.send_by_after) if regime else (None, None)
        self.rule.setCurrentIndex(self.rule.findData("day" if day else "none" if after is None else "after"))
        self.send.setValue(day or after or 0)
        self.working_days.setValue(regime.working_days if regime else 0)
        names = {kind.name for kind in regime.kinds} if regime else {"year"}
        for kind, box in self.kinds:
            box.setChecked(kind.name in names)
        self.take_as_saved()

    def save(self) -> None:
        """Keep what the form says."""

        def keep() -> str:
            regime = self._read()
            self._session.workspace.periods.save(regime)
            return regime.id

        self._change(keep)

    def remove(self) -> None:
        """Remove the office's own regime, or go back to the shipped one."""
        shown = self._shown
        if shown is None:
            return

        def remove() -> str:
            self._session.workspace.periods.remove(shown.id)
            return self._session.programme.regime

        self._change(remove)

    def choose(self) -> None:
        """Set the ticked regimes as those of the programme."""
        ticked = [str(item.data(_ID)) for item in self._items() if item.checkState() is _CHECKED]
        usual = self._session.programme.regime
        self._choose(tuple(sorted(ticked, key=lambda one: one != usual)))

    def make_usual(self) -> None:
        """Set the chosen regime as the one that the programme reports by first."""
        if self._shown is not None:
            others = [one for one in self._session.programme.all_regimes if one != self._shown.id]
            self._choose((self._shown.id, *others))

    def _begin_new(self) -> None:
        """Empty the form for a new regime, and begin at its first field."""
        if self.may_leave():
            self.show_regime(None)
            self.code.setFocus()

    def _go_to(self, item: QListWidgetItem | None, before: QListWidgetItem | None) -> None:
        """Show another regime; the list goes back if what was typed for the one before is to be kept."""
        if before is not None and not self.may_leave():
            self.list.blockSignals(True)
            self.list.setCurrentItem(before)
            self.list.blockSignals(False)
            return
        regimes = self._session.workspace.periods.regimes
        self.show_regime(regimes.get(item.data(_ID)) if item is not None else None)

    def _choose(self, regime_ids: tuple[str, ...]) -> None:
        session, shown = self._session, self._shown
        if regime_ids:
            changed = replace(session.programme, regime=regime_ids[0], regimes=regime_ids[1:])
            if not may_hide(session, changed, self):
                self.refresh(shown.id if shown else session.programme.regime)
                return

        def choose() -> str:
            chosen = session.workspace.periods.choose(session.programme, regime_ids)
            return shown.id if shown else chosen.regime

        if self._change(choose) is None:
            said = self.refusal.text()
            self.refresh(shown.id if shown else session.programme.regime)
            self.refusal.say(said)

    def _change(self, request: Callable[[], str]) -> str | None:
        """Run a request and show the regime whose id it returns; a refusal stands in the dialog."""
        shown = self._session.change(request, self.tr("Đã lưu chế độ báo cáo"), self.refusal.say_error)
        if shown is not None:
            self.changed = True
            self.refresh(shown)
        return shown

    def _read(self) -> Regime:
        rule, send = self.rule.currentData(), self.send.value()
        before = self._shown
        own = {kind.name: kind for kind in before.kinds} if before else {}
        kinds = [own.get(kind.name, kind) for kind, box in self.kinds if box.isChecked()]
        kinds += [kind for name, kind in own.items() if name not in {kind.name for kind, _ in self.kinds}]
        made = Regime(
            id=self.code.text().strip(),
            title=self.title.text(),
            source=self.source.text(),
            cut_off_day=self.cut_off_day.value(),
            kinds=tuple(kinds),
            send_by_day=send if rule == "day" else None,
            send_by_after=send if rule == "after" else None,
            working_days=self.working_days.value(),
        )
        return replace(made, day_off=before.day_off) if before else made

    def _items(self) -> list[QListWidgetItem]:
        return [self.list.item(line) for line in range(self.list.count())]

    def _lay_out(self) -> None:
        left = QVBoxLayout()
        note = QLabel(
            self.tr(
                "Đánh dấu các chế độ mà đề án áp dụng; các chế độ dùng chung tình hình thực hiện đã cập nhật."
            ),
            self,
        )
        note.setObjectName("muted")
        note.setWordWrap(True)
        left.addWidget(note)
        left.addWidget(self.list, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.add_button, self.remove_button):
            buttons.addWidget(button)
        buttons.addStretch()
        left.addLayout(buttons)
        left.addWidget(self.usual_button)
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.setHorizontalSpacing(12)
        for label, widget in (
            (self.tr("&Mã"), self.code),
            (self.tr("Tê&n"), self.title),
            (self.tr("&Căn cứ"), self.source),
            (self.tr("Ngày chốt &số liệu"), self.cut_off_day),
            (self.tr("Hạn gử&i báo cáo"), self.rule),
            (self.tr("Ngày gửi trong tháng, hoặc số ngà&y sau ngày chốt"), self.send),
            (self.tr("Ngày làm &việc tối thiểu"), self.working_days),
        ):
            widget.setAccessibleName(label.replace("&", ""))
            form.addRow(label, widget)
            named = form.labelForField(widget)
            if isinstance(named, QLabel):
                named.setWordWrap(True)
                named.setFixedWidth(_LABEL_WIDTH)
        kinds = QGridLayout()
        kinds.setSpacing(8)
        for place, (_, box) in enumerate(self.kinds):
            kinds.addWidget(box, *divmod(place, _KINDS_A_LINE))
        kinds.setColumnStretch(_KINDS_A_LINE, 1)
        form.addRow(self.tr("Loại kỳ"), kinds)
        below = QHBoxLayout()
        below.setSpacing(8)
        below.addStretch()
        below.addWidget(self.save_button)
        below.addWidget(self.close_button)
        right = QVBoxLayout()
        right.addWidget(FittingScroll(form, self), 1)
        right.addWidget(self.refusal)
        right.addLayout(below)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 14, 16, 12)
        row.setSpacing(16)
        row.addLayout(left, 2)
        row.addLayout(right, 3)

    def _connect(self) -> None:
        self.list.currentItemChanged.connect(self._go_to)
        self.list.itemChanged.connect(lambda _item: self.choose())
        self.add_button.clicked.connect(self._begin_new)
        self.remove_button.clicked.connect(self.remove)
        self.usual_button.clicked.connect(self.make_usual)
        self.save_button.clicked.connect(self.save)
        self.close_button.clicked.connect(self.reject)


def _templates(session: Session) -> list[PeriodKind]:
    """Return the kinds of periods that a regime of the office's own may have: those of the shipped decree."""
    decree = session.workspace.periods.shipped("nd09")
    return list(decree.kinds) if decree else []


def _spin(low: int, high: int, parent: QWidget) -> QSpinBox:
    spin = QSpinBox(parent)
    spin.setRange(low, high)
    return spin
