"""Regimes as data: cut-offs, send-by days, estimated parts, and what no regime may say."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.errors.refusals import (
    FieldMissing,
    FieldNotRead,
    FieldOutOfRange,
    FieldsDisagree,
    RuleBroken,
)
from desktop_app.domain.period import PeriodKind, Regime, find_period, is_weekend
from desktop_app.resources import public_holidays, regime_files
from desktop_app.services.periods.regime_files import closed, day_off, read_regime, regime_body, regime_from

REGIMES = {regime.id: regime for regime in map(read_regime, regime_files())}
YEAR = PeriodKind("year", "Năm", ("",), ends=(12,), length=12, labels=("Năm {year}",))
OWN = Regime("rieng", "Chế độ riêng", "", 31, (YEAR,))


def test_justice_statistics_have_an_estimated_part() -> None:
    half = find_period("tt03/2021-H1", REGIMES, "nd09")
    assert (half.starts_on, half.cut_off, half.actual_until) == (
        date(2021, 1, 1), date(2021, 6, 30), date(2021, 5, 31)
    )  # fmt: skip
    year = find_period("tt03/2020", REGIMES, "nd09")
    assert (year.starts_on, year.cut_off, year.actual_until) == (
        date(2020, 1, 1), date(2020, 12, 31), date(2020, 11, 30)
    )  # fmt: skip
    official = find_period("tt03/2020-CT", REGIMES, "nd09")
    assert (official.cut_off, official.actual_until, official.send_by) == (date(2020, 12, 31), None, None)
    assert find_period("nd09/2021-Q4", REGIMES, "nd09").actual_until is None


@pytest.mark.parametrize(
    ("year", "last"), [(2019, 28), (2020, 29), (2021, 28), (2000, 29), (2100, 28)], ids=str
)
def test_a_cut_off_on_the_last_day_follows_leap_years(year: int, last: int) -> None:
    months = PeriodKind(
        "month", "Tháng", ("M02", "M03"), ends=(2, 3), length=1, labels=("2/{year}", "3/{year}")
    )
    regime = replace(OWN, kinds=(months,))
    assert regime.period(year, "M02").cut_off == date(year, 2, last)
    assert regime.period(year, "M03").starts_on == date(year, 3, 1)


@given(st.dates(date(2015, 1, 1), date(2035, 12, 31)), st.sampled_from(sorted(REGIMES)))
def test_the_days_around_every_cut_off_lie_in_neighbouring_periods(day: date, name: str) -> None:
    regime = REGIMES[name]
    for kind in regime.kinds:
        if kind.length * len(kind.parts) != 12:
            continue
        period = regime.holding(day, kind.name)
        assert regime.holding(period.cut_off, kind.name) == period
        after = regime.holding(period.cut_off + timedelta(1), kind.name)
        assert (after.starts_on, regime.before(after)) == (period.cut_off + timedelta(1), period)
        assert regime.holding(period.starts_on - timedelta(1), kind.name) == regime.before(period)


@given(st.integers(2018, 2030), st.integers(1, 31), st.integers(1, 31), st.integers(0, 3))
def test_nobody_sends_sooner_than_the_working_days_after_the_cut_off(
    year: int, cut_off_day: int, send_by_day: int, working_days: int
) -> None:
    regime = replace(
        OWN, cut_off_day=cut_off_day, send_by_day=send_by_day, working_days=working_days, day_off=closed
    )
    period = regime.period(year, "")
    assert period.send_by is not None
    between = [
        period.cut_off + timedelta(step) for step in range(1, (period.send_by - period.cut_off).days + 1)
    ]
    assert sum(not closed(day) for day in between) >= working_days
    assert period.send_by > period.cut_off


def test_a_send_by_day_is_not_moved_from_a_day_off() -> None:
    send_by = find_period("nd09/2021-Q4", REGIMES, "nd09").send_by
    assert send_by == date(2021, 12, 25)
    off = day_off(send_by)
    assert off is not None
    assert (off.weekday, off.holiday) == (5, "")
    assert is_weekend(send_by)


@pytest.mark.parametrize(
    ("day", "holiday"),
    [
        (date(2021, 2, 12), "Tết Nguyên Đán"),
        (date(2021, 4, 30), "Ngày Chiến thắng"),
        (date(2021, 9, 2), "Quốc khánh"),
        (date(2024, 4, 18), "Ngày Giỗ Tổ Hùng Vương"),
    ],
)
def test_public_holidays_are_known_by_name(day: date, holiday: str) -> None:
    off = day_off(day)
    assert off is not None
    assert holiday in off.holiday


def test_the_file_of_holidays_holds_what_the_library_knows() -> None:
    assert {2018, 2022, 2030} < public_holidays().keys()
    for year, days in public_holidays().items():
        known = country_holidays("VN", years=year, language="vi")
        assert days == {day: str(name) for day, name in known.items()}


def test_a_year_that_the_file_does_not_hold_is_asked_of_the_library() -> None:
    assert 2010 not in public_holidays()
    off = day_off(date(2010, 9, 2))
    assert off is not None
    assert off.holiday == "Quốc khánh"


def test_a_working_day_is_none_of_them() -> None:
    assert day_off(date(2021, 12, 14)) is None
    assert not closed(date(2021, 12, 14))


@pytest.mark.parametrize("regime", REGIMES.values(), ids=lambda regime: regime.id)
def test_a_regime_is_read_back_from_its_own_data(regime: Regime) -> None:
    assert regime_from(regime_body(regime)) == regime


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"id": "Riêng"}, FieldNotRead),
        ({"kinds": ()}, FieldMissing),
        ({"cut_off_day": 0}, FieldOutOfRange),
        ({"send_by_day": 32}, FieldOutOfRange),
        ({"send_by_after": -1}, FieldOutOfRange),
        ({"send_by_day": 5, "send_by_after": 5}, FieldsDisagree),
        ({"working_days": 31}, FieldOutOfRange),
        ({"kinds": (YEAR, YEAR)}, FieldsDisagree),
    ],
    ids=str,
)
def test_what_no_regime_may_say(change: dict[str, Any], refused: type[RuleBroken]) -> None:
    with pytest.raises(refused):
        Regime(
            **{"id": "rieng", "title": "Riêng", "source": "", "cut_off_day": 31, "kinds": (YEAR,), **change}
        )


@pytest.mark.parametrize(
    ("change", "refused"),
    [
        ({"title": " "}, FieldMissing),
        ({"parts": ()}, FieldsDisagree),
        ({"parts": ("q1",)}, FieldNotRead),
        ({"ends": (13,)}, FieldOutOfRange),
        ({"ends": (0,)}, FieldOutOfRange),
        ({"length": 13}, FieldOutOfRange),
        ({"labels": (" ",)}, FieldMissing),
        ({"labels": ("{nam}",)}, FieldNotRead),
        ({"labels": ("{",)}, FieldNotRead),
        ({"estimated": 12}, FieldOutOfRange),
    ],
    ids=str,
)
def test_what_no_kind_of_period_may_say(change: dict[str, Any], refused: type[RuleBroken]) -> None:
    with pytest.raises(refused):
        replace(YEAR, **change)
