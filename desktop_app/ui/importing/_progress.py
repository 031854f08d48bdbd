"""The progress that stands in a list: offered in the preview, recorded once the list is brought in."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QWidget

from desktop_app.domain.errors import AppError
from desktop_app.domain.period import Period
from desktop_app.domain.work import Progress
from desktop_app.resources import words
from desktop_app.services.forms import EntryPlan
from desktop_app.services.importing import Choices, ImportPlan
from desktop_app.services.workspace import Workspace
from desktop_app.ui.forms import AnswerKey, EntryPreview, list_names
from desktop_app.ui.frame import Window
from desktop_app.ui.papers import save_refused_rows
from desktop_app.ui.widgets import ElidedLabel


class ProgressRow(QWidget):
    """Offers to record the progress in a list's columns for a period; nothing is recorded unasked.

    Where each period has a sheet of its own, `rearranged` asks for that of the period that was chosen.
    """

    rearranged = Signal(object)

    def __init__(self, periods: Sequence[Period], period: Period, parent: QWidget) -> None:
        """Offer `periods`, first of all `period`."""
        super().__init__(parent)
        self.wanted = QCheckBox(self.tr("Cập nhật cả tình hình thực hiện &vào kỳ"), self)
        self.periods = QComboBox(self)
        self.periods.setAccessibleName(self.tr("Kỳ của tình hình thực hiện"))
        for one in periods:
            self.periods.addItem(one.label, one)
        self.periods.setCurrentIndex(max(self.periods.findText(period.label), 0))
        self.periods.setEnabled(False)
        self.columns = ElidedLabel("", self)
        self.columns.setObjectName("muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.wanted)
        row.addWidget(self.periods)
        row.addWidget(self.columns, 1)
        self._choices = Choices()
        self._in_others: frozenset[str] = frozenset()
        """The labels of the periods that have another sheet."""
        self.wanted.toggled.connect(self.periods.setEnabled)
        self.periods.activated.connect(self._choose)

    @property
    def period(self) -> Period | None:
        """Return the period to record for, None if nothing is to be recorded."""
        asked = not self.isHidden() and self.wanted.isChecked()
        return self.periods.currentData() if asked else None

    def show_plan(self, plan: ImportPlan) -> None:
        """Name the columns that hold progress, and choose the period of the sheet.

        Without such columns nothing is offered.
        """
        self.setVisible(bool(plan.progress))
        self._choices = plan.choices
        places = (self.periods.currentIndex(), *range(self.periods.count()))
        sheets = {place: plan.sheet_of(self.periods.itemData(place)) for place in places}
        others = (place for place, sheet in sheets.items() if sheet not in (None, plan.sheet))
        self._in_others = frozenset(map(self.periods.itemText, others))
        self.periods.setCurrentIndex(next((at for at in places if sheets[at] == plan.sheet), places[0]))
        named = (f"{title} ({words('field')[field]})" for field, title in plan.progress.items())
        said = self.tr("Tệp có cột tình hình thực hiện: %s. Ô đã ghi khác trong kỳ thì được hỏi lại.")
        self.columns.set_whole(said % "; ".join(named))

    def _choose(self, place: int) -> None:
        label = self.periods.itemText(place)
        if label in self._in_others:
            self.rearranged.emit(replace(self._choices, sheet=None, period=label))


@dataclass(frozen=True, slots=True)
class _RecordedProgress:
    """What was recorded, and as which act."""

    tasks: int
    act_id: int | None


class ListProgress(QObject):
    """Records the progress of accepted lists; what is in doubt is shown as that of entry forms is."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._session, self._window = window.session, window
        self.preview: EntryPreview | None = None

    def record(
        self, accepted: ImportPlan, programme_id: int, period: Period, then: Callable[[], None]
    ) -> None:
        """Record for `period` what a list says; go on with `then` in any case."""

        def compare(workspace: Workspace, _progress: Progress) -> EntryPlan | _RecordedProgress:
            register = workspace.register(programme_id)
            plan = workspace.entry_forms.plan_list(register, accepted, period)
            if plan.conflicts or plan.refused:
                return plan
            tasks = workspace.entry_forms.apply(register, plan)
            return _RecordedProgress(tasks, workspace.acts.last if tasks else None)

        def done(result: EntryPlan | _RecordedProgress) -> None:
            if isinstance(result, EntryPlan):
                self._ask(result, programme_id, then)
            else:
                self._tell(result, period)
                then()

        self._run(compare, done, then)

    def _ask(self, plan: EntryPlan, programme_id: int, then: Callable[[], None]) -> None:
        """Show what is in conflict or refused, and record what the officer takes."""
        preview = self.preview = EntryPreview((plan,), self._window, list_names())
        self._session.standing.rest(preview.accept_button)

        def accepted(_plans: object, taken: Collection[AnswerKey]) -> None:
            chosen = {(row, name) for _, row, name in taken}

            def write(workspace: Workspace, _progress: Progress) -> _RecordedProgress:
                tasks = workspace.entry_forms.apply(workspace.register(programme_id), plan, chosen)
                return _RecordedProgress(tasks, workspace.acts.last if tasks else None)

            def done(result: _RecordedProgress) -> None:
                self._tell(result, plan.period)
                then()

            self._run(write, done, then)

        def left() -> None:
            self._session.warned.emit(
                self.tr("Chưa cập nhật tình hình thực hiện nào; danh mục đã được nhập.")
            )
            then()

        preview.accepted_plans.connect(accepted)
        preview.refused_asked.connect(
            partial(save_refused_rows, self._session, self._window.settings, self._window)
        )
        preview.rejected.connect(left)
        preview.open()

    def _tell(self, result: _RecordedProgress, period: Period) -> None:
        if result.act_id is None:
            self._session.warned.emit(
                self.tr("Tình hình thực hiện trong danh mục không khác nội dung đã ghi.")
            )
            return
        self._session.workspace.acts.remember(result.act_id)
        self._session.refresh(
            self.tr("Đã cập nhật %d nhiệm vụ vào %s từ danh mục") % (result.tasks, period.label)
        )

    def _run(
        self,
        work: Callable[[Workspace, Progress], EntryPlan | _RecordedProgress],
        done: Callable[..., None],
        then: Callable[[], None],
    ) -> None:
        def failed(error: AppError) -> None:
            self._session.refused.emit(error)
            then()

        self._session.run(self.tr("Đang cập nhật tình hình thực hiện"), work, done, failed, then)
