"""A field for one day: typed as officers write it, or picked from a calendar."""

from datetime import date

from PySide6.QtCore import QDate, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QToolButton, QWidget, QWidgetAction

from desktop_app.domain.errors import FieldMissing, FieldNotRead, FieldOutOfRange
from desktop_app.ui.formats import format_date, read_date
from desktop_app.ui.look import icon

_LEAST_WIDTH = 124
_CALENDAR_SIZE = 320, 232


class DateField(QLineEdit):
    """Holds a day as text, so that "5/3/23" is typed straight through.

    What cannot be read stays, to be mended. `picked` follows each day that was typed to its end or picked.
    (QDateEdit moves on by itself after two figures: a typed "/" then skips a part, and another day than the
    typed one is kept.)
    """

    picked = Signal(object)

    def __init__(self, day: date | None, field: str, parent: QWidget | None = None) -> None:
        """Show `day`; `field` is the name that a refusal mentions."""
        super().__init__(parent)
        self._field = field
        self._least, self._most = date.min, date.max
        self.setPlaceholderText(self.tr("ngày/tháng/năm"))
        self.setMinimumWidth(_LEAST_WIDTH)
        choose = self.addAction(
            icon("calendar_ltr_20_regular", "muted"), QLineEdit.ActionPosition.TrailingPosition
        )
        choose.setText(self.tr("Chọn trên lịch (Alt+Mũi tên xuống)"))
        choose.triggered.connect(self.open_calendar)
        self.editingFinished.connect(self._entered)
        self.set_day(day)

    def set_range(self, least: date, most: date) -> None:
        """Take only days between the two."""
        self._least, self._most = least, most

    def set_day(self, day: date | None) -> None:
        """Show a day, or none."""
        self.setText(format_date(day) if day else "")

    def day_or_none(self) -> date | None:
        """Return the day, None if the field is empty. Raises FieldNotRead, FieldOutOfRange."""
        if not self.text().strip():
            return None
        day = read_date(self.text(), self._field)
        if not self._least <= day <= self._most:
            raise FieldOutOfRange(
                self._field, format_date(day), format_date(self._least), format_date(self._most)
            )
        return day

    def day(self) -> date:
        """Return the day. Raises FieldMissing, FieldNotRead, FieldOutOfRange."""
        day = self.day_or_none()
        if day is None:
            raise FieldMissing(self._field)
        return day

    def open_calendar(self) -> None:
        """Let a day be picked, beginning at the one that stands here, unless the field is only read."""
        if self.isReadOnly():
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self._calendar(menu))
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _calendar(self, menu: QMenu) -> QWidgetAction:
        calendar = QCalendarWidget(menu)
        calendar.setMinimumSize(*_CALENDAR_SIZE)
        for name, arrow in (("prevmonth", Qt.ArrowType.LeftArrow), ("nextmonth", Qt.ArrowType.RightArrow)):
            button = calendar.findChild(QToolButton, f"qt_calendar_{name}")
            if button is not None:
                button.setArrowType(arrow)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setDateRange(
            _shown(max(self._least, date(1900, 1, 1))), _shown(min(self._most, date(2999, 12, 31)))
        )
        try:
            day = self.day_or_none()
        except (FieldNotRead, FieldOutOfRange):
            day = None
        if day is not None:
            calendar.setSelectedDate(_shown(day))
        calendar.activated.connect(lambda chosen: self._pick(menu, chosen))
        calendar.clicked.connect(lambda chosen: self._pick(menu, chosen))
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        calendar.setFocus()
        return action

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar with Alt+Down or F4, as a list is opened."""
        alt_down = event.key() == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt_down or event.key() == Qt.Key.Key_F4:
            self.open_calendar()
            return
        super().keyPressEvent(event)

    def _pick(self, menu: QMenu, chosen: QDate) -> None:
        menu.close()
        self.set_day(date(chosen.year(), chosen.month(), chosen.day()))
        self.setFocus()
        self._entered()

    def _entered(self) -> None:
        """Write the day in full if it can be read."""
        try:
            day = self.day_or_none()
        except (FieldNotRead, FieldOutOfRange):
            return
        if day is not None:
            self.set_day(day)
            self.picked.emit(day)


def _shown(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)
