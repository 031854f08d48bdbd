"""A day is typed as officers write it, or picked; what cannot be read is refused with its field."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCalendarWidget
from pytestqt.qtbot import QtBot

from desktop_app.domain.errors.refusals import FieldMissing, FieldNotRead, FieldOutOfRange
from desktop_app.ui.widgets.date_field import DateField

OLD = date(2022, 12, 31)


@pytest.fixture
def field(qtbot: QtBot) -> DateField:
    made = DateField(OLD, "new_due")
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.mark.parametrize("typed", ["31/3/2023", "31/3/23", "31-3-2023", "31.03.2023", "310323", "2023-03-31"])
def test_the_typed_day_is_the_day(field: DateField, typed: str) -> None:
    picked: list[date] = []
    field.picked.connect(picked.append)
    field.selectAll()
    QTest.keyClicks(field, typed)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.day() == date(2023, 3, 31)
    assert field.text() == "31/3/2023"
    assert picked == [date(2023, 3, 31)]


def test_what_is_no_day_stays_and_is_refused(field: DateField) -> None:
    field.selectAll()
    QTest.keyClicks(field, "31/02/2023")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "31/02/2023"
    with pytest.raises(FieldNotRead) as refused:
        field.day()
    assert refused.value.field == "new_due"
    field.set_range(date(2023, 1, 1), date(2023, 12, 31))
    field.setText("5/1/2024")
    with pytest.raises(FieldOutOfRange):
        field.day()
    field.clear()
    assert field.day_or_none() is None
    with pytest.raises(FieldMissing):
        field.day()


def test_a_day_is_picked_from_the_calendar(field: DateField, qtbot: QtBot) -> None:
    QTest.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    calendar = field.findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.selectedDate() == QDate(2022, 12, 31)
    calendar.clicked.emit(QDate(2023, 5, 4))
    assert field.text() == "04/5/2023"
    qtbot.waitUntil(lambda: field.findChild(QCalendarWidget) is None)
