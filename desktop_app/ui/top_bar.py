"""Above every screen: the programme, the period with its state and days left, search, import and export."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from desktop_app.domain.period import Period
from desktop_app.services.periods import day_off
from desktop_app.ui.formats import format_date
from desktop_app.ui.look import icon
from desktop_app.ui.periods import send_by_words, show_state
from desktop_app.ui.session import Session, today
from desktop_app.ui.widgets import AROUND, Badge, ChoiceBox, SearchBox

HEIGHT = 52
_STEPS = 4
_KIND_LETTERS = 6
_ANY_WIDTH = 16_777_215
_SEARCH = 180
_SEARCH_NARROW = 116
_SEARCH_LEAST = 80
_TOOL_TIP = Qt.ItemDataRole.ToolTipRole


class TopBar(QFrame):
    """Chooses programme and period of the session."""

    import_asked = Signal()
    export_asked = Signal()
    searched = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setFixedHeight(HEIGHT)
        self._session = session
        self.programme = ChoiceBox(self.tr("Đề án"), self)
        self.period = ChoiceBox(self.tr("Kỳ báo cáo"), self)
        self.period.setMaxVisibleItems(24)
        self.kind = ChoiceBox(self.tr("Loại kỳ"), self, _KIND_LETTERS)
        self.state = Badge(self.tr("Đang cập nhật"), "blue", "edit_20_regular", self)
        self.days = QLabel(self)
        self.days.setObjectName("muted")
        self.search = SearchBox(self.tr("Tìm (Ctrl+F)"), self)
        self.search.setMaximumWidth(_SEARCH)
        self.search.setToolTip(self.tr("Tìm nhiệm vụ trong bảng. Tìm cả cơ quan, tài liệu, kỳ, lệnh: Ctrl+K"))
        self.import_button = QPushButton(icon("arrow_import_20_regular"), self.tr("Nhập danh mục"), self)
        self.import_button.setToolTip(self.tr("Nhập danh mục nhiệm vụ từ Excel, Word"))
        self.export_button = QPushButton(
            icon("arrow_export_up_20_regular", "on_accent"), self.tr("Xuất báo cáo"), self
        )
        self.export_button.setObjectName("primary")
        row = self._row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(8)
        shown: tuple[QWidget, ...] = (self.programme, self.kind, self.period, self.state, self.days)
        for widget in shown:
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(self.search, 1)
        row.addWidget(self.import_button)
        row.addWidget(self.export_button)
        self.programme.activated.connect(self._choose_programme)
        self.kind.activated.connect(self._choose_kind)
        self.period.activated.connect(self._choose_period)
        self.search.searched.connect(self.searched)
        self.import_button.clicked.connect(self.import_asked)
        self.export_button.clicked.connect(self.export_asked)
        session.turned.connect(self.refresh)
        session.reframed.connect(self.refresh)
        self.refresh()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the bar to the width of the window."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Hide, where there is no room, what a tip says too."""
        for left_out in range(_STEPS + 1):
            self._leave_out(left_out)
            if self.minimumSizeHint().width() <= self.width():
                break
        self._row.activate()

    def _leave_out(self, steps: int) -> None:
        self.days.setHidden(steps >= 1)
        self.import_button.setText(self.tr("Nhập") if steps >= 2 else self.tr("Nhập danh mục"))
        self.export_button.setText(self.tr("Xuất") if steps >= 3 else self.tr("Xuất báo cáo"))
        self.state.setHidden(steps >= 4)
        words = self.kind.fontMetrics().horizontalAdvance(self.kind.currentText())
        self.kind.setMaximumWidth(words + AROUND if steps >= 4 else _ANY_WIDTH)
        self.search.setMinimumWidth(_SEARCH_LEAST if steps >= 4 else _SEARCH_NARROW)

    def refresh(self) -> None:
        """Show the chosen programme and period."""
        session = self._session
        self.programme.clear()
        for programme in session.workspace.programmes.all():
            self.programme.addItem(programme.number, programme.id)
            self.programme.setItemData(self.programme.count() - 1, programme.title, _TOOL_TIP)
        self.programme.setCurrentIndex(self.programme.findData(session.programme.id))
        self.kind.clear()
        periods, chosen = session.workspace.periods, f"{session.period.regime}/{session.period.kind}"
        for regime in session.programme.all_regimes:
            side = f" · {periods.regimes[regime].title}" if regime != session.programme.regime else ""
            for kind in periods.kinds(session.programme, regime):
                self.kind.addItem(kind.title + side, f"{regime}/{kind.name}")
        self.kind.setCurrentIndex(self.kind.findData(chosen))
        self.period.clear()
        for period in self._periods():
            self.period.addItem(period.label, period)
        self.period.setCurrentText(session.period.label)
        cut_off, send_by = session.period.cut_off, session.period.send_by
        left = (cut_off - today()).days
        said = self.tr("Ngày chốt %s") % format_date(cut_off)
        if 0 <= left <= 60:
            said += self.tr(", còn %d ngày") % left
        show_state(self.state, session.workspace.periods.state(session.programme.id, session.period.id))
        self.days.setText(said)
        sending = (
            self.tr(", hạn gửi báo cáo %s") % send_by_words(send_by, day_off(send_by)) if send_by else ""
        )
        self.days.setToolTip(
            self.tr("Kỳ từ %s đến %s") % (format_date(session.period.starts_on), format_date(cut_off))
            + sending
        )
        self._fit()

    def step(self, step: int) -> None:
        """Go on by periods (-1: back by one), if there is such a period."""
        period = self.beside(step)
        if period is not None:
            self._session.choose_period(period)

    def beside(self, step: int) -> Period | None:
        """Return the period so many periods after the chosen one, None if there is none."""
        periods = self._periods()
        at = [one.id for one in periods].index(self._session.period.id) + step
        return periods[at] if 0 <= at < len(periods) else None

    def choose_kind(self, kind: str, regime: str = "") -> None:
        """Change between months, quarters and years; the new period is the one in which the old one ends."""
        session = self._session
        cut_off = session.period.cut_off
        found = session.workspace.periods.of(session.programme, kind, regime or session.period.regime)
        holding = [one for one in found if one.starts_on <= cut_off <= one.cut_off]
        if holding or found:
            session.choose_period((holding or found)[0])

    def _periods(self) -> list[Period]:
        session = self._session
        return session.workspace.periods.of(session.programme, session.period.kind, session.period.regime)

    def _choose_programme(self) -> None:
        self._session.choose_programme(self.programme.currentData())

    def _choose_kind(self) -> None:
        regime, _, kind = str(self.kind.currentData()).partition("/")
        self.choose_kind(kind, regime)

    def _choose_period(self) -> None:
        self._session.choose_period(self.period.currentData())
