"""What may be added and what may not: an average is never a sum, and nothing is counted twice."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.errors.refusals import FieldMissing, FieldOutOfRange, FieldsDisagree
from desktop_app.domain.indicator import (
    NO_FIGURE,
    Figure,
    Indicator,
    IndicatorValue,
    OverPeriods,
    OverTasks,
    by_regime,
    contradicted,
    figure_over,
    figure_over_tasks,
)

PEOPLE = Indicator(1, 1, "Số người được tập huấn", "người")
YEAR = date(2020, 12, 15), date(2021, 12, 14)


def value(amount: str, first: date, last: date, name: str = "") -> IndicatorValue:
    return IndicatorValue(1, None, name or f"{first}", starts_on=first, cut_off=last, value=Decimal(amount))


QUARTERS = [
    value("10", date(2020, 12, 15), date(2021, 3, 14)),
    value("20,5".replace(",", "."), date(2021, 3, 15), date(2021, 6, 14)),
    value("30", date(2021, 6, 15), date(2021, 9, 14)),
    value("40", date(2021, 9, 15), date(2021, 12, 14)),
]


def test_an_indicator_has_a_name_and_a_unit() -> None:
    for name, unit in ((" ", "người"), ("Số người", " ")):
        with pytest.raises(FieldMissing):
            replace(PEOPLE, name=name, unit=unit)


def test_a_percentage_is_never_added() -> None:
    with pytest.raises(FieldsDisagree):
        Indicator(1, 1, "Tỷ lệ", "%")
    with pytest.raises(FieldsDisagree):
        Indicator(1, 1, "Tỷ lệ", "%", over_periods=OverPeriods.LAST, over_tasks=OverTasks.SUM)
    assert not Indicator(1, 1, "Tỷ lệ", "%", over_periods=OverPeriods.LAST).by_task


def test_a_task_has_one_value_and_no_scope_within() -> None:
    with pytest.raises(FieldsDisagree):
        replace(PEOPLE, task_id=1, over_tasks=OverTasks.SUM)
    with pytest.raises(FieldsDisagree):
        replace(PEOPLE, task_id=1, group_id=1)


@pytest.mark.parametrize("text", ["1000000000001", "0.00001", "NaN", "Infinity"])
def test_a_number_that_cannot_be_kept_exactly_is_refused(text: str) -> None:
    with pytest.raises(FieldOutOfRange):
        value(text, *YEAR)


def test_quarters_add_up_to_the_year() -> None:
    figure = figure_over(OverPeriods.SUM, QUARTERS, *YEAR)
    assert figure == Figure(Decimal("100.5"), tuple(QUARTERS), whole=True)


def test_a_year_with_a_missing_quarter_says_that_it_is_not_whole() -> None:
    figure = figure_over(OverPeriods.SUM, QUARTERS[:3], *YEAR)
    assert (figure.value, figure.whole) == (Decimal("60.5"), False)


def test_what_was_entered_for_the_year_itself_stands() -> None:
    entered = value("99", *YEAR)
    assert figure_over(OverPeriods.SUM, [*QUARTERS, entered], *YEAR) == Figure(
        Decimal(99), (entered,), whole=True
    )
    assert figure_over(OverPeriods.NONE, [*QUARTERS, entered], *YEAR).value == Decimal(99)


def test_a_month_inside_an_entered_quarter_is_not_counted_twice() -> None:
    month = value("7", date(2021, 9, 15), date(2021, 10, 14))
    assert figure_over(OverPeriods.SUM, [month, *QUARTERS], *YEAR).value == Decimal("100.5")


def test_values_are_told_apart_by_their_regime() -> None:
    own, other = value("1", *YEAR, "nd09/2021"), value("2", *YEAR, "tt03/2021")
    assert by_regime([own, other]) == {"nd09": [own], "tt03": [other]}


def test_the_last_value_speaks_where_values_do_not_add_up() -> None:
    figure = figure_over(OverPeriods.LAST, QUARTERS, *YEAR)
    assert (figure.value, figure.whole) == (Decimal(40), True)
    assert not figure_over(OverPeriods.LAST, QUARTERS[:2], *YEAR).whole


def test_without_a_rule_or_a_value_there_is_no_figure() -> None:
    assert figure_over(OverPeriods.NONE, QUARTERS, *YEAR) == NO_FIGURE
    assert figure_over(OverPeriods.SUM, [], *YEAR) == NO_FIGURE
    assert figure_over_tasks(OverTasks.SUM, [NO_FIGURE]) == NO_FIGURE
    assert figure_over_tasks(OverTasks.NONE, [Figure(Decimal(1))]) == NO_FIGURE


def test_tasks_add_up_and_say_when_one_is_missing() -> None:
    one = Figure(Decimal(1), (QUARTERS[0],), whole=True)
    assert figure_over_tasks(OverTasks.SUM, [one, one]) == Figure(Decimal(2), (QUARTERS[0],) * 2, whole=True)
    assert not figure_over_tasks(OverTasks.SUM, [one, NO_FIGURE]).whole


SPANS = st.tuples(st.integers(0, 300), st.integers(1, 90), st.integers(0, 1000))


@given(st.lists(SPANS, max_size=30))
def test_a_sum_takes_no_day_twice_and_equals_its_parts(spans: Sequence[tuple[int, int, int]]) -> None:
    start = date(2021, 1, 1)
    values = [
        value(str(amount), start + timedelta(first), start + timedelta(first + length), str(place))
        for place, (first, length, amount) in enumerate(spans)
    ]
    last = start + timedelta(400)
    figure = figure_over(OverPeriods.SUM, values, start, last)
    days = [
        day for one in figure.parts for day in range(one.starts_on.toordinal(), one.cut_off.toordinal() + 1)
    ]
    assert len(days) == len(set(days))
    assert (figure.value or Decimal(0)) == sum(one.value for one in figure.parts)
    assert not figure.whole
    assert bool(values) == bool(figure.parts)


# --- totals and their parts --------------------------------------------------------------------


HALF = value("50.5", date(2020, 12, 15), date(2021, 6, 14), "half")


def told(
    rule: OverPeriods, values: Sequence[IndicatorValue], span: tuple[date, date] = YEAR
) -> dict[str, Decimal]:
    return {total.period: said for total, said in contradicted(rule, values, *span)}


def test_a_total_is_contradicted_by_parts_that_add_up_to_something_else() -> None:
    first, second, *rest = QUARTERS
    values = [replace(first, value=Decimal(10)), replace(second, value=Decimal(10)), *rest]
    assert told(OverPeriods.SUM, [*values, replace(HALF, value=Decimal(999))]) == {"half": Decimal(20)}
    assert told(OverPeriods.SUM, [*values, replace(HALF, value=Decimal(20))]) == {}
    assert told(OverPeriods.SUM, [replace(HALF, value=Decimal(20)), value("7", *YEAR, "year")]) == {
        "year": Decimal(20)
    }
    assert told(OverPeriods.SUM, [*values, value("7", *YEAR, "year")]) == {"year": Decimal(90)}
    assert told(OverPeriods.SUM, [first, value("10", *YEAR, "year")]) == {}
    assert told(OverPeriods.SUM, [replace(first, value=Decimal(-1)), second, value("7", *YEAR, "year")]) == {}


def test_a_total_around_a_period_is_looked_at_from_within() -> None:
    values = [*QUARTERS[:2], replace(HALF, value=Decimal(7))]
    quarter = (QUARTERS[1].starts_on, QUARTERS[1].cut_off)
    assert told(OverPeriods.SUM, values, quarter) == {"half": Decimal("30.5")}
    later = (QUARTERS[3].starts_on, QUARTERS[3].cut_off)
    assert told(OverPeriods.SUM, values, later) == {}


def test_a_last_value_is_contradicted_by_another_for_the_same_cut_off() -> None:
    assert told(OverPeriods.LAST, [*QUARTERS, value("41", *YEAR, "year")]) == {"year": Decimal(40)}
    assert told(OverPeriods.LAST, [*QUARTERS[:3], value("41", *YEAR, "year")]) == {}
    assert told(OverPeriods.LAST, [*QUARTERS, value("40", *YEAR, "year")]) == {}
    assert told(OverPeriods.NONE, [*QUARTERS, value("41", *YEAR, "year")]) == {}


MONTHS = st.lists(st.integers(0, 50), min_size=12, max_size=12)


@given(MONTHS, st.sets(st.tuples(st.integers(0, 11), st.sampled_from([2, 3, 6, 9, 12]))), st.integers(0, 11))
def test_true_sums_contradict_nothing_and_one_wrong_month_all_that_hold_it(
    amounts: Sequence[int], spans: set[tuple[int, int]], wrong: int
) -> None:
    """Months of 30 days and longer spans with their true sums; then one month is raised by 1."""

    def span(first: int, length: int, amount: int) -> IndicatorValue:
        start = date(2021, 1, 1) + timedelta(30 * first)
        return value(str(amount), start, start + timedelta(30 * length - 1), f"{first}+{length}")

    longer = {(first, length) for first, length in spans if first + length <= len(amounts)}
    totals = [span(first, length, sum(amounts[first : first + length])) for first, length in longer]
    whole = (date(2021, 1, 1), date(2021, 1, 1) + timedelta(30 * 12 - 1))
    months = [span(place, 1, amount) for place, amount in enumerate(amounts)]
    assert told(OverPeriods.SUM, [*months, *totals], whole) == {}
    months[wrong] = replace(months[wrong], value=months[wrong].value + 1)
    holding = {f"{first}+{length}" for first, length in longer if first <= wrong < first + length}
    assert told(OverPeriods.SUM, [*months, *totals], whole).keys() == holding
