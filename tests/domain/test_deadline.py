from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.deadline import Recurrence, due_on, occurrence, occurrences, read_deadline

SPAN = (date(2018, 1, 1), date(2022, 12, 31))
DAYS = [
    ("31/12/2018", "2018-12-31", "2018-12-31", "day"),
    ("31-12-2018", "2018-12-31", "2018-12-31", "day"),
    ("31.12.2018", "2018-12-31", "2018-12-31", "day"),
    ("2018-12-31", "2018-12-31", "2018-12-31", "day"),
    ("ngày 31 tháng 12 năm 2018", "2018-12-31", "2018-12-31", "day"),
    ("Chậm nhất 30/6/2019", "2019-06-30", "2019-06-30", "day"),
    ("Trước 30/6/2019", "2019-06-30", "2019-06-30", "day"),
    ("12/2018", "2018-12-01", "2018-12-31", "month"),
    ("Tháng 12/2018", "2018-12-01", "2018-12-31", "month"),
    ("tháng 02 năm 2020", "2020-02-01", "2020-02-29", "month"),
    ("Quý IV/2018", "2018-10-01", "2018-12-31", "quarter"),
    ("QUÝ 4 NĂM 2018", "2018-10-01", "2018-12-31", "quarter"),
    ("Q4/2018", "2018-10-01", "2018-12-31", "quarter"),
    ("quý III, IV/2019", "2019-07-01", "2019-12-31", "span"),
    ("6 tháng đầu năm 2019", "2019-01-01", "2019-06-30", "half"),
    ("6 tháng cuối năm 2019", "2019-07-01", "2019-12-31", "half"),
    ("9 tháng năm 2019", "2019-01-01", "2019-09-30", "nine_months"),
    ("Cuối năm 2020", "2020-01-01", "2020-12-31", "year"),
    ("Năm 2019", "2019-01-01", "2019-12-31", "year"),
    ("Trong năm 2019", "2019-01-01", "2019-12-31", "year"),
    ("2018 - 2022", "2018-01-01", "2022-12-31", "span"),
    ("Giai đoạn 2018–2022", "2018-01-01", "2022-12-31", "span"),
    ("Từ năm 2018 đến năm 2022", "2018-01-01", "2022-12-31", "span"),
    ("từ 01/3/2018 đến 30/6/2018", "2018-03-01", "2018-06-30", "span"),
    ("từ 01/3 đến 30/6/2018", "2018-03-01", "2018-06-30", "span"),
    ("từ Quý I đến Quý III/2019", "2019-01-01", "2019-09-30", "span"),
    ("Năm 2018, 2019", "2018-01-01", "2019-12-31", "span"),
    ("tháng 3-5/2019", "2019-03-01", "2019-05-31", "span"),
]
UNSURE = ["06/30/2019", "30/6/19", "Đầu năm 2020", "30/6/2019 (gia hạn đến 30/9/2019)", "31/12/2035"]
UNREAD = [
    "Sau khi Luật được ban hành",
    "Theo kế hoạch",
    "31/02/2019",
    "31/6/2019",
    "Sau ngày 30/6/2019",
    "Quý IV",
    "2018 và những năm tiếp theo",
    "Trong thời gian 30 ngày kể từ ngày Luật có hiệu lực",
]
RECURRING = [
    ("Hằng năm", Recurrence("year")),
    ("Hàng năm", Recurrence("year")),
    ("Định kỳ hằng năm", Recurrence("year")),
    ("Thường xuyên, hằng năm", Recurrence("year")),
    ("Trước ngày 30/11 hằng năm", Recurrence("year", 11, 30)),
    ("hằng năm (trước 15/12)", Recurrence("year", 12, 15)),
    ("Hằng quý", Recurrence("quarter")),
    ("6 tháng một lần", Recurrence("half")),
    ("Trước ngày 25 hằng tháng", Recurrence("month", None, 25)),
]


@pytest.mark.parametrize(("text", "first", "last", "precision"), DAYS)
def test_deadlines_are_read_as_officers_type_them(text: str, first: str, last: str, precision: str) -> None:
    deadline = read_deadline(text, (2018, 2022))
    assert (deadline.raw, deadline.certain) == (text, True)
    assert (deadline.starts_on, deadline.ends_on) == (date.fromisoformat(first), date.fromisoformat(last))
    assert deadline.precision == precision


@pytest.mark.parametrize("text", UNSURE)
def test_what_is_unsure_is_read_and_flagged(text: str) -> None:
    deadline = read_deadline(text, (2018, 2022))
    assert deadline.ends_on is not None
    assert not deadline.certain


@pytest.mark.parametrize("text", UNREAD)
def test_what_cannot_be_read_is_kept_and_flagged(text: str) -> None:
    deadline = read_deadline(text, (2018, 2022))
    assert (deadline.raw, deadline.ends_on, deadline.recurs) == (text, None, None)
    assert not deadline.readable


@pytest.mark.parametrize(("text", "recurs"), RECURRING)
def test_recurring_deadlines_are_read(text: str, recurs: Recurrence) -> None:
    deadline = read_deadline(text, (2018, 2022))
    assert (deadline.recurs, deadline.ends_on, deadline.certain) == (recurs, None, True)


@pytest.mark.parametrize("text", ["", "  ", "Thường xuyên"])
def test_no_deadline_is_no_problem(text: str) -> None:
    deadline = read_deadline(text)
    assert (deadline.ends_on, deadline.readable) == (None, True)


def test_cells_hold_dates_and_numbers_too() -> None:
    assert read_deadline(datetime(2018, 12, 31, 7, tzinfo=UTC)) == read_deadline(date(2018, 12, 31)) == read_deadline(43465)
    assert read_deadline(date(2018, 12, 31)).raw == "31/12/2018"
    assert read_deadline(2019).ends_on == date(2019, 12, 31)
    assert read_deadline(2019.5).ends_on is not None
    assert read_deadline(None).raw == ""


def test_a_quarter_without_a_year_takes_that_of_a_programme_of_one_year() -> None:
    assert read_deadline("Quý IV", (2019, 2019)).ends_on == date(2019, 12, 31)


def test_an_impossible_day_of_every_year_is_flagged() -> None:
    deadline = read_deadline("Trước ngày 31/02 hằng năm")
    assert (deadline.recurs, deadline.certain) == (Recurrence("year"), False)


def test_a_yearly_task_has_one_occurrence_a_year_within_the_programme() -> None:
    yearly = read_deadline("Hằng năm")
    assert [last.year for _, last in occurrences(yearly, SPAN)] == [2018, 2019, 2020, 2021, 2022]
    assert occurrence(yearly, date(2021, 12, 14), SPAN) == (date(2021, 1, 1), date(2021, 12, 31))
    assert due_on(yearly, date(2026, 1, 1), SPAN) == date(2022, 12, 31)
    assert due_on(yearly, date(2010, 1, 1), SPAN) == date(2018, 12, 31)
    bounded = read_deadline("Hằng năm, từ năm 2019 đến năm 2021")
    assert [last.year for _, last in occurrences(bounded, SPAN)] == [2019, 2020, 2021]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Trước ngày 30/11 hằng năm", date(2021, 11, 30)),
        ("Hằng quý", date(2021, 12, 31)),
        ("Trước ngày 25 hằng tháng", date(2021, 12, 25)),
        ("31/10/2021", date(2021, 10, 31)),
        ("Thường xuyên", None),
    ],
)
def test_the_day_that_counts(text: str, due: date | None) -> None:
    assert due_on(read_deadline(text), date(2021, 12, 14), SPAN) == due


def test_an_occurrence_outside_the_programme_is_none() -> None:
    late = read_deadline("Hằng năm, từ năm 2030 đến năm 2031")
    assert occurrence(late, date(2021, 1, 1), SPAN) == (date(2030, 1, 1), date(2030, 12, 31))
    assert occurrence(read_deadline(""), date(2021, 1, 1), SPAN) is None


@given(st.text(max_size=40), st.none() | st.just((2018, 2022)))
def test_nothing_raises_and_the_raw_text_stays(text: str, years: tuple[int, int] | None) -> None:
    deadline = read_deadline(text, years)
    assert deadline.raw == text
    assert deadline.ends_on is None or deadline.starts_on is None or deadline.starts_on <= deadline.ends_on


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from("/-."))
def test_every_day_is_read_back(day: date, sign: str) -> None:
    assert read_deadline(f"{day:%d}{sign}{day:%m}{sign}{day:%Y}").ends_on == day
