"""The indicators of the programme for the chosen period: figures are typed or pasted as in Excel."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.domain.errors import NotFound
from desktop_app.domain.indicator import Figure, Indicator, OverPeriods, OverTasks
from desktop_app.domain.reports import ReportIndicator
from desktop_app.resources import words
from desktop_app.services.periods import IndicatorRow
from desktop_app.services.tasks import SealedRegister
from desktop_app.ui.formats import format_date, format_decimal, read_decimal
from desktop_app.ui.grid import Edit, Grid, GridColumn, TableModel
from desktop_app.ui.indicators.card import figure_of
from desktop_app.ui.look import icon
from desktop_app.ui.phrases import choose_row
from desktop_app.ui.session import Session, hand_on
from desktop_app.ui.widgets import ChoiceBox, Dialog, EmptyState, FormDialog, Refusal, allow, resize_within

_PROGRAMME, _GROUP, _TASK = "programme", "group", "task"


class IndicatorDialog(FormDialog):
    """Shows what an indicator counts, for what, and how its values may be added.

    Its scope is fixed once values were entered.
    """

    def __init__(
        self, session: Session, indicator: Indicator | None = None, parent: QWidget | None = None
    ) -> None:
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
        self.scope = ChoiceBox(self.tr("Phạm vi"), self, 30)
        self.scope.addItem(self.tr("Toàn đề án"), (_PROGRAMME, None))
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
        session.standing.rest_form(self)

    @classmethod
    def ask(
        cls, session: Session, indicator: Indicator | None = None, parent: QWidget | None = None
    ) -> Indicator | None:
        """Show the dialog and return the indicator that was saved, or None."""
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
        new, indicators = self._indicator is None, self._session.workspace.indicators

        def keep() -> Indicator:
            if new:
                return indicators.add(described)
            indicators.change(described)
            return described

        said = self.tr("Đã thêm chỉ tiêu %s") if new else self.tr("Đã lưu chỉ tiêu %s")
        self.saved = self._session.change(keep, lambda saved: said % saved.name, hand_on)

    def periods_rule(self) -> OverPeriods:
        """Return the chosen rule over periods; Qt returns an enumeration of texts as a plain text."""
        return OverPeriods(self.over_periods.currentData())

    def tasks_rule(self) -> OverTasks:
        """Return the chosen rule over tasks."""
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
    section: str,
    values: list[OverTasks] | list[OverPeriods],
    chosen: OverTasks | OverPeriods,
    parent: QWidget,
) -> QComboBox:
    combo = QComboBox(parent)
    for value in values:
        combo.addItem(words(section)[value], value)
    combo.setCurrentIndex(combo.findData(chosen))
    return combo


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One line of the table; `row` is None in a closed period, whose lines stand as they were sealed."""

    key: object
    name: str
    unit: str
    scope: str
    before: Figure
    now: Figure
    year: Figure
    ever: Figure
    row: IndicatorRow | None = None


class IndicatorsDialog(Dialog):
    """Shows a line for each indicator, and for each task if tasks are counted.

    Every edit is saved at once. A closed period shows what was sealed of it, and nothing can be changed.
    """

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(self.tr("Chỉ tiêu thống kê"))
        resize_within(self, 1120, 620)
        self.title = QLabel(self)
        self.title.setObjectName("cardTitle")
        self.note = QLabel(self)
        self.note.setObjectName("muted")
        self.note.setWordWrap(True)
        self.model: TableModel[IndicatorLine] = TableModel(
            self._columns(), self._edited, lambda line: line.key, parent=self
        )
        self.grid = Grid(self.windowTitle(), self)
        self.grid.setModel(self.model)
        self.grid.setSortingEnabled(False)
        self.empty = EmptyState(
            "document_table_20_regular",
            self.tr("Chưa có chỉ tiêu thống kê"),
            self.tr(
                "Chỉ tiêu là số đếm cần theo dõi qua các kỳ: số văn bản rà soát, số cuộc kiểm tra, số lượt "
                "người được tập huấn… Số liệu nhập ở đây có trong tổng quan và báo cáo."
            ),
            self,
        )
        self.refusal = Refusal(self)
        self.add_button = QPushButton(icon("add_20_regular"), self.tr("&Thêm chỉ tiêu…"), self)
        self.edit_button = QPushButton(icon("edit_20_regular"), self.tr("&Sửa…"), self)
        self.up_button = QPushButton(self.tr("Đưa &lên"), self)
        self.down_button = QPushButton(self.tr("Đưa &xuống"), self)
        self.remove_button = QPushButton(icon("delete_20_regular"), self.tr("Xó&a chỉ tiêu"), self)
        self._lay_out()
        self._connect()
        session.standing.rest(self.add_button, self.edit_button, self.remove_button)
        session.standing.rest(self.up_button, self.down_button)
        self.refresh()

    @classmethod
    def ask(cls, session: Session, parent: QWidget | None = None) -> None:
        """Show the dialog."""
        dialog = cls(session, parent)
        dialog.exec()
        dialog.grid.commit()

    def refresh(self) -> None:
        """Read the figures again."""
        session = self._session
        period, sealed = session.period, session.shown_register
        span = (format_date(period.starts_on), format_date(period.cut_off))
        partial = self.tr(" Dấu * là số cộng từ các kỳ hoặc các nhiệm vụ mà chưa đủ số liệu thành phần.")
        self._closed = isinstance(sealed, SealedRegister)
        if isinstance(sealed, SealedRegister):
            lines = [self._sealed(at, one) for at, one in enumerate(sealed.indicators)]
            said = self.tr("Từ %s đến %s. Kỳ đã chốt: tên, đơn vị tính và số liệu như trong bản chốt.") % span
        else:
            lines = [self._live(row) for row in session.workspace.indicators.rows(session.register, period)]
            said = self.tr("Từ %s đến %s. Nhập vào cột “Kỳ này”, dán được khối ô từ Excel.") % span
        self.title.setText(self.tr("Số liệu %s") % period.label)
        self.note.setText(said + partial + self._offers(lines))
        why = session.standing.why
        self.model.set_writable(not why and not self._closed, why or said)
        self.model.set_rows(lines)
        self.pages.setCurrentWidget(self.grid if lines else self.empty)
        if lines and self.grid.current_row() is None:
            self.grid.select_key(lines[0].key, self.model.column_of("now"))
        self._enable()

    def _live(self, row: IndicatorRow) -> IndicatorLine:
        return IndicatorLine(
            (*row.cell, row.total), _name(row), row.indicator.unit, self._scope(row),
            before=row.before, now=row.now, year=row.year, ever=row.ever, row=row,
        )  # fmt: skip

    def _sealed(self, at: int, one: ReportIndicator) -> IndicatorLine:
        name = f"{one.name} ({one.task})" if one.task else one.name
        return IndicatorLine(
            at, name, one.unit, one.place or self.tr("Toàn đề án"),
            before=figure_of(one.before), now=figure_of(one.now),
            year=figure_of(one.year), ever=figure_of(one.ever),
        )  # fmt: skip

    def _columns(self) -> list[GridColumn[IndicatorLine]]:
        return [
            GridColumn("name", self.tr("Chỉ tiêu"), lambda line: line.name, width=0, stretch=3),
            GridColumn("unit", self.tr("Đơn vị tính"), lambda line: line.unit, width=116),
            GridColumn("scope", self.tr("Phạm vi"), lambda line: line.scope, width=150, stretch=1),
            _figure_column("before", self.tr("Kỳ trước"), lambda row: row.before, 104),
            replace(
                _figure_column("now", self.tr("Kỳ này"), lambda row: row.now, 112),
                editable=True,
                delegate="text",
                tip=self._tip,
            ),
            _figure_column("year", self.tr("Từ đầu năm"), lambda row: row.year, 112),
            _figure_column("ever", self.tr("Từ đầu đề án"), lambda row: row.ever, 116),
        ]

    def _scope(self, row: IndicatorRow) -> str:
        register, indicator = self._session.register, row.indicator
        if row.task is not None:
            return self.tr("Nhiệm vụ số %s") % row.task.number
        if indicator.task_id is not None:
            return self.tr("Nhiệm vụ số %s") % register.task(indicator.task_id).number
        if indicator.group_id is not None:
            number = next((group.number for group in register.groups if group.id == indicator.group_id), 0)
            return self.tr("Nhóm %d") % number
        return self.tr("Toàn đề án")

    def _tip(self, line: IndicatorLine) -> str:
        """Return what a figure was added up from, and what other regimes hold for the same days."""
        row = line.row
        if row is None:
            return ""
        offered = [
            self.tr("Cùng thời gian này, %s: %s") % (self._source(figure), _figure(figure))
            for figure in row.offered
        ]
        added = row.now.value is not None and row.entered is None
        spans = [
            f"{format_date(one.starts_on)}–{format_date(one.cut_off)}: {format_decimal(one.value)}"
            for one in (row.now.parts if added else ())
        ]
        return "\n".join([*spans[:20], *offered])

    def _source(self, figure: Figure) -> str:
        """Return the regime and the periods whose values make a figure."""
        periods = self._session.workspace.periods
        regime = figure.parts[0].regime
        title = periods.regimes[regime].title if regime in periods.regimes else regime
        return f"{title}, {self._session.labels(one.period for one in figure.parts)}"

    def _offers(self, lines: Sequence[IndicatorLine]) -> str:
        """Return a sentence if another regime has a figure for an empty cell."""
        if not any(line.row and line.row.offered and line.now.value is None for line in lines):
            return ""
        return self.tr(" Có số của chế độ báo cáo khác cho đúng thời gian này: để con trỏ ở ô trống để xem.")

    def _lay_out(self) -> None:
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.grid)
        self.pages.addWidget(self.empty)
        row = QHBoxLayout()
        row.setSpacing(6)
        for button in (
            self.add_button,
            self.edit_button,
            self.up_button,
            self.down_button,
            self.remove_button,
        ):
            button.setAutoDefault(False)
            row.addWidget(button)
        row.addStretch()
        close = QDialogButtonBox(self)
        close.addButton(self.tr("Đóng"), QDialogButtonBox.ButtonRole.RejectRole).setAutoDefault(False)
        close.rejected.connect(self.reject)
        row.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 12)
        column.setSpacing(8)
        for widget in (self.title, self.note, self.refusal):
            column.addWidget(widget)
        column.addWidget(self.pages, 1)
        column.addLayout(row)

    def _connect(self) -> None:
        self.add_button.clicked.connect(self._add)
        self.edit_button.clicked.connect(self._edit)
        self.remove_button.clicked.connect(self._remove)
        self.up_button.clicked.connect(lambda: self._move(-1))
        self.down_button.clicked.connect(lambda: self._move(1))
        self.grid.current_changed.connect(self._enable)
        self.grid.refused.connect(self.refusal.say_error)
        self.grid.notified.connect(self.refusal.say)
        self._session.changed.connect(self.refresh)

    def _edited(self, edits: Sequence[Edit[IndicatorLine]]) -> None:
        self.refusal.hide()
        values = {
            line.row.cell: read_decimal(text.rstrip("*")) if text.strip() else None
            for line, _key, text in edits
            if line.row is not None and not line.row.total
        }
        if not values:
            self.refusal.say(self.tr("Dòng này là tổng của các nhiệm vụ bên dưới nên không nhập trực tiếp."))
            return
        session = self._session
        session.change(
            lambda: session.workspace.indicators.record(session.register, session.period, values),
            self.tr("Đã ghi %d số liệu") % len(values),
            hand_on,
        )

    def _chosen(self) -> Indicator | None:
        line = self.grid.current_row()
        return line.row.indicator if isinstance(line, IndicatorLine) and line.row is not None else None

    def _enable(self) -> None:
        allow(self.add_button, self.tr("Kỳ đã chốt: chọn kỳ khác để thêm.") if self._closed else "")
        why = choose_row() if self._chosen() is None else ""
        for button in (self.edit_button, self.up_button, self.down_button, self.remove_button):
            allow(button, why)

    def _add(self) -> None:
        saved = IndicatorDialog.ask(self._session, None, self)
        if saved is not None:
            self.grid.select_key((saved.id, None, saved.by_task), self.model.column_of("now"))

    def _edit(self) -> None:
        indicator = self._chosen()
        if indicator is not None:
            IndicatorDialog.ask(self._session, indicator, self)

    def _remove(self) -> None:
        indicator = self._chosen()
        if indicator is not None:
            indicators = self._session.workspace.indicators
            said = self.tr("Đã xóa chỉ tiêu %s cùng số liệu các kỳ") % indicator.name
            self._session.change(lambda: indicators.remove(indicator), said)

    def _move(self, step: int) -> None:
        indicator = self._chosen()
        if indicator is not None:
            self._session.change(lambda: self._session.workspace.indicators.move(indicator, step))


def _name(row: IndicatorRow) -> str:
    if row.task is not None:
        return f"{row.task.number}. {' '.join(row.task.content.split())}"
    return row.indicator.name


def _figure_column(
    key: str, title: str, figure: Callable[[IndicatorLine], Figure], width: int
) -> GridColumn[IndicatorLine]:
    return GridColumn(
        key=key,
        title=title,
        value=lambda row: figure(row).value,
        text=lambda row: _figure(figure(row)),
        align="right",
        width=width,
    )


def _figure(figure: Figure) -> str:
    if figure.value is None:
        return ""
    return format_decimal(figure.value) + ("" if figure.whole else "*")
