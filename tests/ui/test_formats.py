from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.errors.refusals import FieldNotRead, FieldOutOfRange
from desktop_app.ui.formats import (
    format_date,
    format_decimal,
    format_number,
    format_percent,
    format_time,
    read_date,
    read_decimal,
    read_percent,
    share,
)


@pytest.mark.parametrize(
    "text",
    [
        "14/12/2021",
        " 14/12/21 ",
        "14-12-2021",
        "14.12.2021",
        "14 12 2021",
        "141221",
        "14122021",
        "2021-12-14",
        "2021-12-14 00:00:00",
    ],
)
def test_a_day_is_read_however_an_officer_writes_it(text: str) -> None:
    assert read_date(text) == date(2021, 12, 14)


@pytest.mark.parametrize(
    "text", ["", "31/02/2021", "14/13/2021", "14/12", "quý IV", "0/0/0000", "14/12/0021x"]
)
def test_what_is_no_day_is_refused_with_its_field_and_text(text: str) -> None:
    with pytest.raises(FieldNotRead) as caught:
        read_date(text, "issued_on")
    assert (caught.value.field, caught.value.text) == ("issued_on", text)


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_written_day_is_read_back(day: date) -> None:
    assert read_date(format_date(day)) == day


def test_one_digit_days_and_months_are_read() -> None:
    assert read_date("5/9/2021") == date(2021, 9, 5)


def test_numbers_have_points_for_thousands_and_a_comma_for_decimals() -> None:
    assert format_number(1234567) == "1.234.567"
    assert format_number(1234.5, 1) == "1.234,5"
    assert format_percent(75) == "75%"


def test_a_share_names_its_whole() -> None:
    assert share(1, 16) == "1 / 16 · 6,3%"
    assert share(19, 42) == "19 / 42 · 45,2%"
    assert share(0, 0) == "0 / 0 · –"


def test_a_time_of_another_day_names_the_day() -> None:
    now = datetime.now().astimezone().replace(hour=14, minute=2)
    assert format_time(now) == "14:02"
    assert format_time(now.astimezone(UTC)) == "14:02"
    assert format_time(datetime(2021, 12, 14, 8, 5).astimezone()) == "08:05 14/12/2021"


@pytest.mark.parametrize(
    ("text", "value"), [("75", 75), (" 75 % ", 75), ("75%", 75), ("75,0", 75), ("0", 0), ("100", 100)]
)
def test_a_percentage_is_read_with_or_without_its_sign(text: str, value: int) -> None:
    assert read_percent(text) == value


def test_a_percentage_beyond_a_hundred_is_refused_with_its_range() -> None:
    with pytest.raises(FieldOutOfRange) as caught:
        read_percent("150")
    assert (caught.value.value, caught.value.low, caught.value.high) == ("150", "0", "100")


@pytest.mark.parametrize("text", ["", "nửa", "-5", "7,5"])
def test_what_is_no_whole_percentage_is_refused(text: str) -> None:
    with pytest.raises(FieldNotRead):
        read_percent(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", "1234.5"),
        ("1.234", "1234"),
        ("1234", "1234"),
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("0.25", "0.25"),
        ("1,234.5", "1234.5"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        (" 1 234 ", "1234"),
        ("-7", "-7"),
    ],
)
def test_numbers_are_read_as_they_are_written_here(text: str, value: str) -> None:
    assert read_decimal(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "mười", "1,2,3", "1.2.3", "12.34,5", "1e5", "٣"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(FieldNotRead):
        read_decimal(text)


@given(st.decimals(-(10**9), 10**9, places=3, allow_nan=False))
def test_every_number_survives_being_written_and_read(value: Decimal) -> None:
    assert read_decimal(format_decimal(value)) == value
