"""Describes an indicator: what is counted, for what, and how its values may be added."""

from dataclasses import replace

from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QWidget

from desktop_app.domain.errors import NotFound
from desktop_app.domain.indicator import Indicator, OverPeriods, OverTasks
from desktop_app.resources import words
from desktop_app.ui.session import Session
from desktop_app.ui.setup.form import FormDialog

_PROGRAMME, _GROUP, _TASK = "programme", "group", "task"


class IndicatorDialog(FormDialog):
    """Shows the fields of an indicator; its scope is fixed once values were entered."""

    def __init__(self, session: Session, indicator: Indicator | None = None, parent: QWidget | None = None) -> None:
        """Show `indicator`, or empty fields for a new one."""
        super().__init__("", "", parent)
        self.setMinimumWidth(580)
        self.setWindowTitle(self.tr("Sửa chỉ tiêu") if indicator else self.tr("Thêm chỉ tiêu"))
        self.act_button.setText(self.tr("Lưu chỉ tiêu") if indicator else self.tr("Thêm chỉ tiêu"))
        self._session = session
        self._indicator = indicator
        self.saved: Indicator | None = None
        given = indicator or Indicator(0, session.programme.id, "-", "-")
        self.name = QLineEdit(indicator.name if indicator else "", self)
        self.name.setPlaceholderText(self.tr("Ví dụ: Số văn bản được rà soát"))
        self.unit = QLineEdit(indicator.unit if indicator else "", self)
        self.unit.setPlaceholderText(self.tr("Ví dụ: văn bản, cuộc, lượt người, %"))
        self.scope = QComboBox(self)
        self.scope.addItem(self.tr("Toàn đề án"), (_PROGRAMME, None))
        self.scope.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.scope.setMinimumContentsLength(30)
        for group in session.register.groups:
            self.scope.addItem(self.tr("Nhóm %d. %s") % (group.number, group.title), (_GROUP, group.id))
        self.scope.addItem(self.tr("Một nhiệm vụ"), (_TASK, None))
        self.task = QLineEdit(self)
        self.task.setPlaceholderText(self.tr("Số thứ tự của nhiệm vụ"))
        self.over_tasks = _choices("over_tasks", list(OverTasks), given.over_tasks, self)
        self.over_periods = _choices("over_periods", list(OverPeriods), given.over_periods, self)
        self.rule = QLabel(self)
        self.rule.setObjectName("muted")
        self.rule.setWordWrap(True)
        self.add_field(self.tr("&Tên chỉ tiêu"), self.name)
        self.add_field(self.tr("Đơn &vị tính"), self.unit)
        self.add_field(self.tr("&Phạm vi"), self.scope)
        self.add_field(self.tr("&Nhiệm vụ"), self.task)
        self.add_field(self.tr("Nhập &số liệu"), self.over_tasks)
        self.add_field(self.tr("Qua các &kỳ"), self.over_periods)
        self.fields.addRow("", self.rule)
        self._show_scope(given)
        for combo in (self.scope, self.over_tasks, self.over_periods):
            combo.activated.connect(self._follow)
        self.unit.textChanged.connect(self._follow)
        if indicator is not None and session.workspace.indicators.has_values(indicator):
            for widget in (self.scope, self.task, self.over_tasks):
                widget.setEnabled(False)
                widget.setToolTip(self.tr("Đã có số liệu nên không đổi được phạm vi."))
        self._follow()
        self.name.setFocus()

    @classmethod
    def ask(
        cls, session: Session, indicator: Indicator | None = None, parent: QWidget | None = None
    ) -> Indicator | None:
        """Show the dialog; give the indicator that was saved, or None."""
        dialog = cls(session, indicator, parent)
        dialog.exec()
        return dialog.saved

    def save(self) -> None:
        """Keep the indicator. Raises RuleBroken, NotFound, NotUnique."""
        what, group_id = self.scope.currentData()
        task_id = None
        if what == _TASK:
            task_id = self._session.register.find(self.task.text().strip()).id
        given = self._indicator or Indicator(0, self._session.programme.id, "-", "-")
        described = replace(
            given,
            name=self.name.text(),
            unit=self.unit.text(),
            group_id=group_id,
            task_id=task_id,
            over_tasks=OverTasks.ONE if what == _TASK else self.tasks_rule(),
            over_periods=self.periods_rule(),
        )
        indicators = self._session.workspace.indicators
        if self._indicator is None:
            self.saved = indicators.add(described)
        else:
            indicators.change(described)
            self.saved = described

    def periods_rule(self) -> OverPeriods:
        """Give the chosen rule over periods; Qt gives an enumeration of texts back as a plain text."""
        return OverPeriods(self.over_periods.currentData())

    def tasks_rule(self) -> OverTasks:
        """Give the chosen rule over tasks."""
        return OverTasks(self.over_tasks.currentData())

    def _show_scope(self, given: Indicator) -> None:
        if given.task_id is not None:
            self.scope.setCurrentIndex(self.scope.count() - 1)
            try:
                self.task.setText(self._session.register.task(given.task_id).number)
            except NotFound:
                self.task.clear()
            return
        for place in range(self.scope.count()):
            if given.group_id is not None and self.scope.itemData(place) == (_GROUP, given.group_id):
                self.scope.setCurrentIndex(place)

    def _follow(self) -> None:
        """Show what the choices mean; a percentage takes no rule that adds."""
        what, _ = self.scope.currentData()
        self.fields.setRowVisible(self.task, what == _TASK)
        self.fields.setRowVisible(self.over_tasks, what != _TASK)
        if any(sign in self.unit.text() for sign in "%‰"):
            if self.periods_rule() is OverPeriods.SUM:
                self.over_periods.setCurrentIndex(self.over_periods.findData(OverPeriods.LAST))
            if self.tasks_rule() is OverTasks.SUM:
                self.over_tasks.setCurrentIndex(self.over_tasks.findData(OverTasks.NONE))
        said = {
            OverPeriods.SUM: self.tr(
                "Số liệu năm là tổng các tháng, quý đã nhập; kỳ đã nhập riêng thì dùng số đã nhập."
            ),
            OverPeriods.LAST: self.tr("Số liệu năm là số của kỳ gần nhất đã nhập, không cộng."),
            OverPeriods.NONE: self.tr("Mỗi kỳ một số riêng; không có số liệu năm nếu không nhập."),
        }
        ratio = self.tr(" Tỷ lệ, số bình quân không bao giờ được cộng.")
        self.rule.setText(said[self.periods_rule()] + (ratio if "%" in self.unit.text() else ""))


def _choices(
    section: str, values: list[OverTasks] | list[OverPeriods], chosen: OverTasks | OverPeriods, parent: QWidget
) -> QComboBox:
    combo = QComboBox(parent)
    for value in values:
        combo.addItem(words(section)[value], value)
    combo.setCurrentIndex(combo.findData(chosen))
    return combo
