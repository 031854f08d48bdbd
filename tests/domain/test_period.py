from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.errors.refusals import NotFound
from desktop_app.domain.period import Period, find_period
from desktop_app.resources import regime_files
from desktop_app.services.periods.regime_files import read_regime

REGIMES = {regime.id: regime for regime in map(read_regime, regime_files())}
ND09 = REGIMES["nd09"]


def days(text: str) -> tuple[date, date, date | None]:
    period = find_period(text, REGIMES, "nd09")
    return period.starts_on, period.cut_off, period.send_by


@pytest.mark.parametrize(
    ("text", "first", "cut_off", "send_by"),
    [
        ("nd09/2021-M03", (2021, 2, 15), (2021, 3, 14), (2021, 3, 25)),
        ("nd09/2021-M01", (2020, 12, 15), (2021, 1, 14), (2021, 1, 25)),
        ("nd09/2021-Q4", (2021, 9, 15), (2021, 12, 14), (2021, 12, 25)),
        ("2021-Q1", (2020, 12, 15), (2021, 3, 14), (2021, 3, 25)),
        ("nd09/2021-H1", (2020, 12, 15), (2021, 6, 14), (2021, 6, 25)),
        ("nd09/2021-H2", (2021, 6, 15), (2021, 12, 14), (2021, 12, 25)),
        ("nd09/2021-9M", (2020, 12, 15), (2021, 9, 14), (2021, 9, 25)),
        ("2021", (2020, 12, 15), (2021, 12, 14), (2021, 12, 25)),
        ("tt10/2021", (2020, 10, 1), (2021, 9, 30), (2021, 10, 15)),
    ],
)
def test_periods_have_the_days_of_their_decree(
    text: str, first: tuple[int, int, int], cut_off: tuple[int, int, int], send_by: tuple[int, int, int]
) -> None:
    assert days(text) == (date(*first), date(*cut_off), date(*send_by))


@pytest.mark.parametrize(
    "text", ["", "2021-Q5", "nd10/2021", "0000", "9999", "nd09/2021-", "quý IV", "tt10/2021-Q1"]
)
def test_what_is_no_period_is_not_found(text: str) -> None:
    with pytest.raises(NotFound):
        find_period(text, REGIMES, "nd09")


def test_a_period_is_found_again_by_its_id() -> None:
    for regime in REGIMES.values():
        for period in regime.periods(date(2018, 1, 1), date(2022, 12, 31)):
            assert find_period(period.id, REGIMES, "nd09") == period


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.sampled_from(["month", "quarter", "half", "year"]))
def test_every_day_lies_in_one_period_and_the_one_before_ends_the_day_before(day: date, kind: str) -> None:
    period = ND09.holding(day, kind)
    before = ND09.before(period)
    assert before.cut_off < period.starts_on <= day <= period.cut_off
    assert (period.starts_on - before.cut_off).days == 1


def test_a_day_outside_every_period_of_a_kind_is_not_found() -> None:
    with pytest.raises(NotFound):
        ND09.holding(date(2021, 10, 1), "nine_months")


def test_cut_offs_at_the_end_of_a_month_follow_its_length(tmp_path: Path) -> None:
    file = tmp_path / "cy.json"
    file.write_text(
        '{"id": "cy", "title": "", "source": "", "cut_off_day": 31, "kinds": [{"name": "month",'
        ' "title": "Tháng", "length": 1, "parts": ["M02", "M03"], "ends": [2, 3], "labels": ["2", "3"]}]}',
        encoding="utf-8",
    )
    february: Period = read_regime(file).period(2020, "M02")
    assert (february.starts_on, february.cut_off, february.send_by) == (
        date(2020, 2, 1),
        date(2020, 2, 29),
        None,
    )
    assert read_regime(file).period(2021, "M03").starts_on == date(2021, 3, 1)
