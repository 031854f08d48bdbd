import unicodedata
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.deadlines.deadline import (
    Deadline,
    Recurrence,
    due_on,
    occurrence,
    occurrences,
    read_deadline,
)

YEARS = (2018, 2022)
SPAN = (date(2018, 1, 1), date(2022, 12, 31))
SURE = """
15/12/2018-15/02/2019 | 2018-12-15 | 2019-02-15 | span
15.12.2018-15.02.2019 | 2018-12-15 | 2019-02-15 | span
01/3-30/4/2018 | 2018-03-01 | 2018-04-30 | span
01/3/2018 → 30/4/2018 | 2018-03-01 | 2018-04-30 | span
T6-T12/2019 | 2019-06-01 | 2019-12-31 | span
QI-QIV/2019 | 2019-01-01 | 2019-12-31 | span
Tháng VI/2019 | 2019-06-01 | 2019-06-30 | month
Tháng XII năm 2019 | 2019-12-01 | 2019-12-31 | month
Tháng mười một năm 2020 | 2020-11-01 | 2020-11-30 | month
Tháng mười hai/2019 | 2019-12-01 | 2019-12-31 | month
Tháng mười năm 2019 | 2019-10-01 | 2019-10-31 | month
2019-06 | 2019-06-01 | 2019-06-30 | month
Jun 2019 | 2019-06-01 | 2019-06-30 | month
Thứ Sáu, ngày 14/6/2019 | | 2019-06-14 | day
thứ 6 ngày 14/6/2019 | | 2019-06-14 | day
31/12/2018                                  |            | 2018-12-31 | day
1/3/2018                                    |            | 2018-03-01 | day
31-12-2018                                  |            | 2018-12-31 | day
31.12.2018                                  |            | 2018-12-31 | day
31 / 12 / 2018                              |            | 2018-12-31 | day
31 – 12 – 2018                              |            | 2018-12-31 | day
31\\12\\2018                                |            | 2018-12-31 | day
2018-12-31                                  |            | 2018-12-31 | day
2018/12/31                                  |            | 2018-12-31 | day
2018-12-31T00:00:00                         |            | 2018-12-31 | day
2018-12-31 00:00:00                         |            | 2018-12-31 | day
31/12/2018 07:30                            |            | 2018-12-31 | day
17h00 ngày 31/12/2018                       |            | 2018-12-31 | day
17 giờ 30 phút ngày 31/12/2018              |            | 2018-12-31 | day
ngày 31 tháng 12 năm 2018                   |            | 2018-12-31 | day
Ngày 31 tháng 12, năm 2018                  |            | 2018-12-31 | day
31 tháng 12/2018                            |            | 2018-12-31 | day
Chậm nhất 30/6/2019                         |            | 2019-06-30 | day
Chậm nhất là ngày 30 tháng 6 năm 2019       |            | 2019-06-30 | day
Không quá ngày 30/6/2019                    |            | 2019-06-30 | day
Trước 30/6/2019                             |            | 2019-06-30 | day
Trước ngày 30.6.2019.                       |            | 2019-06-30 | day
Đến ngày 30/6/2019                          |            | 2019-06-30 | day
Hoàn thành trước 31/12/2018                 |            | 2018-12-31 | day
Thời hạn: 31/12/2018                        |            | 2018-12-31 | day
Trong năm 2018 (trước 31/12/2018)           |            | 2018-12-31 | day
31/12/2018 (Quý IV/2018)                    |            | 2018-12-31 | day
12/2018                                     | 2018-12-01 | 2018-12-31 | month
12-2018                                     | 2018-12-01 | 2018-12-31 | month
12.2018                                     | 2018-12-01 | 2018-12-31 | month
Tháng 12/2018                               | 2018-12-01 | 2018-12-31 | month
tháng 02 năm 2020                           | 2020-02-01 | 2020-02-29 | month
Tháng 6, năm 2019                           | 2019-06-01 | 2019-06-30 | month
tháng sáu năm 2019                          | 2019-06-01 | 2019-06-30 | month
tháng giêng năm 2019                        | 2019-01-01 | 2019-01-31 | month
tháng một năm 2019                          | 2019-01-01 | 2019-01-31 | month
tháng hai năm 2019                          | 2019-02-01 | 2019-02-28 | month
tháng ba năm 2019                           | 2019-03-01 | 2019-03-31 | month
tháng tư năm 2019                           | 2019-04-01 | 2019-04-30 | month
tháng bốn năm 2019                          | 2019-04-01 | 2019-04-30 | month
tháng năm năm 2019                          | 2019-05-01 | 2019-05-31 | month
tháng bảy năm 2019                          | 2019-07-01 | 2019-07-31 | month
tháng tám năm 2019                          | 2019-08-01 | 2019-08-31 | month
tháng chín năm 2019                         | 2019-09-01 | 2019-09-30 | month
tháng mười năm 2019                         | 2019-10-01 | 2019-10-31 | month
tháng mười một năm 2019                     | 2019-11-01 | 2019-11-30 | month
Trong tháng mười hai năm 2019               | 2019-12-01 | 2019-12-31 | month
tháng chạp năm 2019                         | 2019-12-01 | 2019-12-31 | month
tháng mười, mười một, mười hai năm 2019     | 2019-10-01 | 2019-12-31 | span
Quý I/2019 (ngày 01/01/2019)                |            | 2019-01-01 | day
T12/2018                                    | 2018-12-01 | 2018-12-31 | month
T.12/2018                                   | 2018-12-01 | 2018-12-31 | month
Tháng12/2018                                | 2018-12-01 | 2018-12-31 | month
Quý IV2018                                  | 2018-10-01 | 2018-12-31 | quarter
năm2019                                     | 2019-01-01 | 2019-12-31 | year
cuối tháng 6/2019                           | 2019-06-01 | 2019-06-30 | month
Quý IV/2018                                 | 2018-10-01 | 2018-12-31 | quarter
QUÝ 4 NĂM 2018                              | 2018-10-01 | 2018-12-31 | quarter
Quí IV - 2018                               | 2018-10-01 | 2018-12-31 | quarter
quý tư năm 2018                             | 2018-10-01 | 2018-12-31 | quarter
Q4/2018                                     | 2018-10-01 | 2018-12-31 | quarter
Q.IV/2018                                   | 2018-10-01 | 2018-12-31 | quarter
IV/2018                                     | 2018-10-01 | 2018-12-31 | quarter
Năm 2018 (Quý IV)                           | 2018-10-01 | 2018-12-31 | quarter
31-Dec-2018                                 |            | 2018-12-31 | day
Hết Quý IV/2018                             |            | 2018-12-31 | quarter
3 tháng đầu năm 2019                        | 2019-01-01 | 2019-03-31 | quarter
6 tháng đầu năm 2019                        | 2019-01-01 | 2019-06-30 | half
sáu tháng đầu năm 2019                      | 2019-01-01 | 2019-06-30 | half
06 tháng cuối năm 2019                      | 2019-07-01 | 2019-12-31 | half
nửa đầu năm 2019                            | 2019-01-01 | 2019-06-30 | half
nửa cuối năm 2019                           | 2019-07-01 | 2019-12-31 | half
9 tháng năm 2019                            | 2019-01-01 | 2019-09-30 | nine_months
9 tháng đầu năm 2019                        | 2019-01-01 | 2019-09-30 | nine_months
9 tháng/2019                                | 2019-01-01 | 2019-09-30 | nine_months
Cuối năm 2020                               | 2020-01-01 | 2020-12-31 | year
Năm 2019                                    | 2019-01-01 | 2019-12-31 | year
Trong năm 2019                              | 2019-01-01 | 2019-12-31 | year
2018                                        | 2018-01-01 | 2018-12-31 | year
Đến hết năm 2020                            |            | 2020-12-31 | year
2018 - 2022                                 | 2018-01-01 | 2022-12-31 | span
2018–2022                                   | 2018-01-01 | 2022-12-31 | span
Giai đoạn 2018-2022                         | 2018-01-01 | 2022-12-31 | span
Thường xuyên trong giai đoạn 2018-2022      | 2018-01-01 | 2022-12-31 | span
Từ năm 2018 đến hết năm 2022                | 2018-01-01 | 2022-12-31 | span
từ 01/3/2018 đến 30/6/2018                  | 2018-03-01 | 2018-06-30 | span
từ 01/3 đến 30/6/2018                       | 2018-03-01 | 2018-06-30 | span
01/3 - 30/6/2018                            | 2018-03-01 | 2018-06-30 | span
15-20/12/2018                               | 2018-12-15 | 2018-12-20 | span
từ 15 đến 20/12/2018                        | 2018-12-15 | 2018-12-20 | span
từ ngày 15 đến ngày 20 tháng 12 năm 2018    | 2018-12-15 | 2018-12-20 | span
từ Quý I đến Quý III/2019                   | 2019-01-01 | 2019-09-30 | span
Quý I-III/2019                              | 2019-01-01 | 2019-09-30 | span
quý III, IV/2019                            | 2019-07-01 | 2019-12-31 | span
Quý III và Quý IV năm 2019                  | 2019-07-01 | 2019-12-31 | span
Quý I, II, III, IV năm 2019                 | 2019-01-01 | 2019-12-31 | span
tháng 3-5/2019                              | 2019-03-01 | 2019-05-31 | span
từ tháng 6 đến tháng 12/2019                | 2019-06-01 | 2019-12-31 | span
12/2018 - 3/2019                            | 2018-12-01 | 2019-03-31 | span
Năm 2018, 2019                              | 2018-01-01 | 2019-12-31 | span
2018, 2019, 2020                            | 2018-01-01 | 2020-12-31 | span
Tháng II-IV/2020 | 2020-02-01 | 2020-04-30 | span
T.IX-XII/2020 | 2020-09-01 | 2020-12-31 | span
Tháng I, II năm 2020 | 2020-01-01 | 2020-02-29 | span
"""
UNSURE = """
Tuần 2 tháng 6/2019 | 2019-06-01 | 2019-06-30 | month
Tuần thứ 4 tháng 6 năm 2019 | 2019-06-01 | 2019-06-30 | month
Tuần 1/tháng 6/2019 | 2019-06-01 | 2019-06-30 | month
Tuần thứ hai của tháng 6/2019 | 2019-06-01 | 2019-06-30 | month
Tuần cuối tháng 6/2019 | 2019-06-01 | 2019-06-30 | month
Tuần 2-3 tháng 6/2019 | 2019-06-01 | 2019-06-30 | month
Tuần 2, tuần 3 của tháng 6 năm 2019 | 2019-06-01 | 2019-06-30 | month
Từ tuần thứ hai đến tuần thứ tư tháng 6/2019 | 2019-06-01 | 2019-06-30 | month
T2 tháng 6/2019 | 2019-06-01 | 2019-06-30 | month
T.2, tháng 6 năm 2019 | 2019-06-01 | 2019-06-30 | month
T2 T6/2019 | 2019-06-01 | 2019-06-30 | month
T2/6/2019 | 2019-06-01 | 2019-06-30 | month
Tuần II/6/2019 | 2019-06-01 | 2019-06-30 | month
Tháng 6/2019 (tuần 2) | 2019-06-01 | 2019-06-30 | month
31/3/2019 (lần 1), 30/9/2019 (lần 2) | | 2019-09-30 | day
Đợt 1: 31/3/2019; đợt 2: 30/9/2019 | | 2019-09-30 | day
Jun-19 | 2019-06-01 | 2019-06-30 | month
6T/2019 | 2019-01-01 | 2019-06-30 | half
06/30/2019                                  |            | 2019-06-30 | day
30/6/19                                     |            | 2019-06-30 | day
43465                                       |            | 2018-12-31 | day
Trước quý IV/2018                           |            | 2018-09-30 | day
Trước năm 2020                              |            | 2019-12-31 | day
Dự kiến 31/12/2018                          |            | 2018-12-31 | day
31/12/2018?                                 |            | 2018-12-31 | day
Trước 31/12/2018 theo Kế hoạch số 15        |            | 2018-12-31 | day
30/6/2019 (gia hạn đến 30/9/2019)           |            | 2019-09-30 | day
31/12/2018; 30/6/2019                       |            | 2019-06-30 | day
30/6 và 31/12/2019                          |            | 2019-12-31 | day
31/12/2019 - 30/6/2019                      |            | 2019-12-31 | day
31/12/2030                                  |            | 2030-12-31 | day
12/18                                       | 2018-12-01 | 2018-12-31 | month
31-Dec-18                                   |            | 2018-12-31 | day
Nửa đầu tháng 6/2019                        | 2019-06-01 | 2019-06-30 | month
Đầu tháng 6/2019                            | 2019-06-01 | 2019-06-30 | month
Quý IV/18                                   | 2018-10-01 | 2018-12-31 | quarter
quý II và IV/2019                           | 2019-10-01 | 2019-12-31 | quarter
- Quý II/2019: dự thảo/- Quý IV/2019: trình | 2019-10-01 | 2019-12-31 | quarter
Giữa quý II/2019                            | 2019-04-01 | 2019-06-30 | quarter
Đầu năm 2020                                | 2020-01-01 | 2020-03-31 | quarter
Giữa năm 2020                               | 2020-01-01 | 2020-06-30 | half
6 tháng năm 2019                            | 2019-01-01 | 2019-06-30 | half
ngày ... tháng ... năm 2019                 | 2019-01-01 | 2019-12-31 | year
2030                                        | 2030-01-01 | 2030-12-31 | year
2018, 2020                                  | 2020-01-01 | 2020-12-31 | year
Cả giai đoạn                                | 2018-01-01 | 2022-12-31 | span
10-12/2018                                  | 2018-10-01 | 2018-12-31 | span
Giai đoạn 2018-2020, tầm nhìn 2030          | 2018-01-01 | 2030-12-31 | span
"""
UNREAD = [
    "Sau khi Luật được ban hành",
    "Theo kế hoạch",
    "Theo Kế hoạch năm 2019",
    "Khi có yêu cầu",
    "31/02/2019",
    "31/6/2019",
    "13/2018",
    "Tháng 13 năm 2018",
    "Quý V/2018",
    "Quý 5/2018",
    "00/00/2018",
    "31/12/0218",
    "31/12/9999 - 31/12/9999",
    "Sau ngày 30/6/2019",
    "Quý IV",
    "Tháng 12",
    "31/12",
    "ngày 30.6",
    "ngày 15",
    "Cuối năm",
    "Trong năm",
    "6 tháng đầu năm",
    "Tuần 25/2019",
    "Tháng nào đó năm 2019",
    "Năm học 2019 - 2020",
    "Ngoài năm 2020",
    "Trừ tháng 6/2019",
    "Không phải năm 2019",
    "Quyết định 242/QĐ-TTg ngày 26/02/2018",
    "Luật số 80/2015/QH13",
    "Trong vòng 30 ngày kể từ ngày ký",
    "2 năm một lần",
    "hai năm một lần",
    "x",
    "Hằng năm từ 31/02/2019",
    "12345678",
    "99999",
]
REPEATED = """
Hằng năm                              | year    |    |    | year
Hàng năm                              | year    |    |    | year
hằng  nam                             | year    |    |    | year
Mỗi năm một lần                       | year    |    |    | year
1 lần/năm                             | year    |    |    | year
1 năm/lần                             | year    |    |    | year
01 năm 01 lần                         | year    |    |    | year
Định kỳ hằng năm                      | year    |    |    | year
Thường xuyên, hằng năm                | year    |    |    | year
Báo cáo theo năm                      | year    |    |    | year
Trước ngày 30/11 hằng năm             | year    | 11 | 30 | day
30.11 hằng năm                        |         |    |    | none
ngày 30.11 hằng năm                   | year    | 11 | 30 | day
hằng năm (trước 15/12)                | year    | 12 | 15 | day
Báo cáo trước ngày 15 tháng 12 hằng năm | year  | 12 | 15 | day
Từ ngày 15/11 đến 15/12 hằng năm      | year    | 12 | 15 | day
29/2 hằng năm                         | year    |  2 | 29 | day
Tháng 12 hằng năm                     | year    | 12 |    | month
Quý IV hằng năm                       | year    | 12 |    | quarter
Hằng năm, trong năm                   | year    |    |    | year
Hằng quý                              | quarter |    |    | quarter
3 tháng một lần                       | quarter |    |    | quarter
Báo cáo theo quý                      | quarter |    |    | quarter
ngày 20 tháng cuối quý                | quarter |  3 | 20 | day
Trước ngày 5 của tháng đầu mỗi quý    | quarter |  1 |  5 | day
Tháng 3, 6, 9, 12 hằng năm            | quarter |  3 |    | month
6 tháng một lần                       | half    |    |    | half
6 tháng, năm                          | half    |    |    | half
Mỗi năm 2 lần                         | half    |    |    | half
Tháng 6 và tháng 12 hằng năm          | half    |  6 |    | month
30/6 và 31/12 hằng năm                | half    |  6 |    | day
31/3, 30/6, 30/9, 31/12 hằng năm      | quarter |  3 |    | day
31/01, 30/4, 31/7, 31/10 hằng năm     | quarter |  1 |    | day
31/5 và 30/11 hằng năm                | half    |  5 |    | day
15/6, 15/12 hằng năm                  | half    |  6 | 15 | day
Hằng tháng                            | month   |    |    | month
1 lần/tháng                           | month   |    |    | month
Trước ngày 25 hằng tháng              | month   |    | 25 | day
"""
REPEATED_UNSURE = [
    ("Trước ngày 31/02 hằng năm", Recurrence("year")),
    ("ngày 32 hằng tháng", Recurrence("month")),
    ("hằng quý, hằng năm", Recurrence("quarter")),
    ("6 tháng và hằng năm", Recurrence("half")),
    ("Trước tháng 12 hằng năm", Recurrence("year", 11)),
    ("Trước tháng 1 hằng năm", Recurrence("year", 12)),
    ("30/6 và 30/9 hằng năm", Recurrence("year", 9)),
    ("15/6 và 20/12 hằng năm", Recurrence("year", 12, 20)),
    ("15/6, 15/8 hằng năm", Recurrence("year", 8, 15)),
    ("6 tháng một lần, trước 15/6", Recurrence("half", 6, 15)),
    ("Hằng quý, trước ngày 25", Recurrence("quarter", 3, 25)),
    ("Hằng tháng, trước 30/11", Recurrence("month", None, 30)),
    ("Hằng năm, dự kiến tháng 12", Recurrence("year", 12)),
]
BOUNDED = [
    ("Hằng năm, từ 2019", date(2019, 1, 1), None, True),
    ("Từ năm 2019, hằng năm", date(2019, 1, 1), None, True),
    ("Hằng năm (2018-2022)", date(2018, 1, 1), date(2022, 12, 31), True),
    ("Hằng năm, từ năm 2019 đến năm 2021", date(2019, 1, 1), date(2021, 12, 31), True),
    ("Hằng năm, đến năm 2021", None, date(2021, 12, 31), True),
    ("Năm 2018, các năm tiếp theo, hằng năm", date(2018, 1, 1), None, True),
    ("Năm 2018 và hằng năm", date(2018, 1, 1), None, False),
    ("trước 30/11/2018 và hằng năm", date(2018, 1, 1), None, False),
]


def rows(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()]


def iso(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(("text", "first", "last", "precision"), rows(SURE))
def test_deadlines_are_read_as_officers_type_them(text: str, first: str, last: str, precision: str) -> None:
    deadline = read_deadline(text, YEARS)
    assert deadline == Deadline(text, iso(first), iso(last), deadline.precision)
    assert deadline.precision == precision
    assert deadline.readable


@pytest.mark.parametrize("text", [row[0] for row in rows(SURE)])
def test_case_accents_and_forms_of_unicode_do_not_matter(text: str) -> None:
    known = read_deadline(text, YEARS)
    plain = "".join(mark for mark in unicodedata.normalize("NFD", text) if not unicodedata.combining(mark))
    for other in (
        unicodedata.normalize("NFD", text),
        text.upper(),
        plain.replace("đ", "d").replace("Đ", "D"),
        f" \u00a0{text.replace(' ', '  ')}\n",
    ):
        read = read_deadline(other, YEARS)
        assert (read.starts_on, read.ends_on, read.precision, read.certain) == (
            known.starts_on,
            known.ends_on,
            known.precision,
            True,
        )


@pytest.mark.parametrize(("text", "first", "last", "precision"), rows(UNSURE))
def test_what_is_unsure_is_read_and_flagged(text: str, first: str, last: str, precision: str) -> None:
    typed = text.replace("/- ", "\n- ")
    deadline = read_deadline(typed, YEARS)
    assert deadline == Deadline(typed, iso(first), iso(last), deadline.precision, certain=False)
    assert deadline.precision == precision
    assert deadline.readable


@pytest.mark.parametrize("text", UNREAD)
def test_what_cannot_be_read_is_kept_and_flagged(text: str) -> None:
    deadline = read_deadline(text, YEARS)
    assert deadline == Deadline(text, certain=False)
    assert not deadline.readable


@pytest.mark.parametrize("text", ["2018 và những năm tiếp theo", "Từ năm 2018", "Từ năm 2018 trở đi"])
def test_a_start_without_an_end_is_no_deadline(text: str) -> None:
    deadline = read_deadline(text, YEARS)
    assert deadline == Deadline(text, date(2018, 1, 1), certain=False)
    assert not deadline.readable


@pytest.mark.parametrize(("text", "unit", "month", "day", "precision"), rows(REPEATED))
def test_repetitions_are_read(text: str, unit: str, month: str, day: str, precision: str) -> None:
    deadline = read_deadline(text, YEARS)
    recurs = deadline.recurs
    found = (recurs.unit, recurs.month, recurs.day) if recurs else ("", None, None)
    assert found == (unit, int(month) if month else None, int(day) if day else None)
    assert (deadline.starts_on, deadline.ends_on, deadline.precision) == (None, None, precision)
    assert deadline.certain is deadline.readable is (recurs is not None)


@pytest.mark.parametrize(("text", "recurs"), REPEATED_UNSURE)
def test_unsure_repetitions_are_flagged(text: str, recurs: Recurrence) -> None:
    deadline = read_deadline(text, YEARS)
    assert (deadline.recurs, deadline.ends_on, deadline.certain) == (recurs, None, False)
    assert deadline.readable


@pytest.mark.parametrize(("text", "first", "last", "certain"), BOUNDED)
def test_repetitions_have_bounds(text: str, first: date | None, last: date | None, *, certain: bool) -> None:
    deadline = read_deadline(text, YEARS)
    assert deadline.recurs == Recurrence("year")
    assert (deadline.starts_on, deadline.ends_on, deadline.certain) == (first, last, certain)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "  ",
        "-",
        "Thường xuyên",
        "Nhiệm vụ thường xuyên",
        "Thường xuyên trong năm",
        "Hằng tuần",
        "Thường xuyên, liên tục",
        "Không xác định thời hạn",
    ],
)
def test_no_deadline_is_no_problem(text: str) -> None:
    deadline = read_deadline(text, YEARS)
    assert deadline == Deadline(text)
    assert deadline.readable


def test_a_continuous_task_may_have_a_start() -> None:
    assert read_deadline("Thường xuyên, từ năm 2018") == Deadline(
        "Thường xuyên, từ năm 2018", date(2018, 1, 1)
    )


def test_cells_hold_dates_and_numbers_too() -> None:
    day = Deadline("31/12/2018", None, date(2018, 12, 31), "day")
    assert read_deadline(date(2018, 12, 31)) == day
    assert read_deadline(datetime(2018, 12, 31, 7, tzinfo=UTC)) == day
    assert read_deadline(43465) == read_deadline(43465.0) == day
    assert read_deadline(2019) == read_deadline(2019.0) == read_deadline("2019")
    assert read_deadline(12.2018).raw == "12.2018"
    assert read_deadline(10.202) == read_deadline("10.2020")
    assert read_deadline(None) == Deadline("")
    assert not read_deadline(date(1900, 1, 5)).readable


@pytest.mark.parametrize("value", [0, -1, 0.5, 2019.5, 10**400, 1e300, float("nan"), float("inf"), True])
def test_other_numbers_are_kept_and_flagged(value: float) -> None:
    deadline = read_deadline(value, YEARS)
    assert not deadline.readable
    assert deadline.raw


def test_a_year_may_be_left_out_in_a_programme_of_one_year() -> None:
    assert read_deadline("Quý IV", (2019, 2019)).ends_on == date(2019, 12, 31)
    assert read_deadline("Trong năm", (2019, 2019)).ends_on == date(2019, 12, 31)
    assert read_deadline("Trước 30/11", (2019, 2019)).ends_on == date(2019, 11, 30)
    assert read_deadline("05/12", (2019, 2019)).ends_on == date(2019, 12, 5)


def test_without_the_programme_its_years_are_not_looked_at() -> None:
    assert read_deadline("31/12/2030").certain
    assert not read_deadline("Cả giai đoạn").readable


def test_a_yearly_task_has_one_occurrence_a_year_within_the_programme() -> None:
    yearly = read_deadline("Hằng năm")
    assert [last.year for _, last in occurrences(yearly, SPAN)] == [2018, 2019, 2020, 2021, 2022]
    assert occurrence(yearly, date(2021, 12, 14), SPAN) == (date(2021, 1, 1), date(2021, 12, 31))
    bounded = read_deadline("Hằng năm, từ năm 2019 đến năm 2021")
    assert [last.year for _, last in occurrences(bounded, SPAN)] == [2019, 2020, 2021]


def test_a_day_outside_the_programme_is_judged_by_the_nearest_occurrence() -> None:
    yearly = read_deadline("Hằng năm")
    assert due_on(yearly, date(2026, 1, 1), SPAN) == date(2022, 12, 31)
    assert due_on(yearly, date(2010, 1, 1), SPAN) == date(2018, 12, 31)


def test_occurrences_are_clipped_to_the_programme() -> None:
    short = (date(2018, 2, 26), date(2020, 6, 30))
    found = list(occurrences(read_deadline("Trước ngày 30/11 hằng năm"), short))
    assert found == [
        (date(2018, 2, 26), date(2018, 12, 31)),
        (date(2019, 1, 1), date(2019, 12, 31)),
        (date(2020, 1, 1), date(2020, 6, 30)),
    ]
    assert due_on(read_deadline("Trước ngày 30/11 hằng năm"), date(2020, 3, 1), short) == date(2020, 6, 30)


def test_a_programme_or_a_stretch_of_one_day_has_one_occurrence_on_it() -> None:
    day = date(2020, 6, 15)
    for text in ("Hằng năm", "Hằng quý", "Hằng tháng"):
        assert list(occurrences(read_deadline(text), (day, day))) == [(day, day)]
        assert due_on(read_deadline(text), date(2021, 1, 1), (day, day)) == day
    ends_as_it_begins = replace(read_deadline("Hằng năm"), starts_on=SPAN[1])
    assert list(occurrences(ends_as_it_begins, SPAN)) == [(SPAN[1], SPAN[1])]


def test_a_day_that_had_passed_when_the_programme_began_begins_with_the_next_occurrence() -> None:
    early = read_deadline("Trước ngày 30/01 hằng năm")
    span = (date(2018, 2, 26), date(2022, 12, 31))
    assert [last.year for _, last in occurrences(early, span)] == [2019, 2020, 2021, 2022]
    assert due_on(early, date(2018, 5, 1), span) == date(2019, 1, 30)
    assert due_on(early, date(2018, 5, 1), (date(2018, 2, 26), date(2018, 12, 31))) is None


def test_a_day_on_which_the_programme_begins_has_not_passed() -> None:
    first_day = read_deadline("Trước ngày 30/01 hằng năm")
    assert due_on(first_day, date(2018, 1, 30), (date(2018, 1, 30), SPAN[1])) == date(2018, 1, 30)
    assert due_on(first_day, date(2018, 1, 31), (date(2018, 1, 31), SPAN[1])) == date(2019, 1, 30)
    assert due_on(first_day, date(2018, 5, 1), (date(2018, 1, 30), date(2018, 12, 31))) == date(2018, 1, 30)


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Trước ngày 30/11 hằng năm", date(2021, 11, 30)),
        ("Tháng 6 hằng năm", date(2021, 6, 30)),
        ("29/2 hằng năm", date(2021, 2, 28)),
        ("Hằng quý", date(2021, 12, 31)),
        ("ngày 20 tháng cuối quý", date(2021, 12, 20)),
        ("15/6 và 15/12 hằng năm", date(2021, 12, 15)),
        ("6 tháng một lần", date(2021, 12, 31)),
        ("Trước ngày 25 hằng tháng", date(2021, 12, 25)),
        ("ngày 31 hằng tháng", date(2021, 12, 31)),
        ("31/10/2021", date(2021, 10, 31)),
        ("Thường xuyên", None),
        ("Sau khi Luật được ban hành", None),
    ],
)
def test_the_day_that_counts(text: str, due: date | None) -> None:
    assert due_on(read_deadline(text), date(2021, 12, 14), SPAN) == due


def test_an_occurrence_after_its_day_is_still_that_of_the_year() -> None:
    yearly = read_deadline("Trước ngày 30/11 hằng năm")
    assert due_on(yearly, date(2021, 12, 31), SPAN) == date(2021, 11, 30)
    assert due_on(yearly, date(2022, 1, 1), SPAN) == date(2022, 11, 30)


def test_a_task_that_comes_once_has_one_occurrence() -> None:
    quarter, day = read_deadline("Quý IV/2018"), read_deadline("31/10/2018")
    assert list(occurrences(quarter, SPAN)) == [(date(2018, 10, 1), date(2018, 12, 31))]
    assert occurrence(day, date(2021, 1, 1), SPAN) == (date(2018, 1, 1), date(2018, 10, 31))
    assert occurrence(read_deadline("31/10/2017"), SPAN[0], SPAN) == (date(2017, 10, 31), date(2017, 10, 31))
    assert list(occurrences(read_deadline(""), SPAN)) == []


def test_repetitions_outside_the_programme_do_not_occur() -> None:
    late = read_deadline("Hằng năm, từ năm 2030 đến năm 2031")
    assert occurrence(late, date(2021, 1, 1), SPAN) is None
    assert due_on(late, date(2021, 1, 1), SPAN) is None


def test_long_texts_are_read_too() -> None:
    assert read_deadline("Hoàn thành " * 100 + "trước 31/12/2018").ends_on == date(2018, 12, 31)


dates = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@given(dates, st.sampled_from("/-."), st.sampled_from(["", "Trước ngày ", "Chậm nhất ", "Đến hết ngày "]))
def test_every_day_is_read_back(day: date, sign: str, before: str) -> None:
    deadline = read_deadline(f"{before}{day.day}{sign}{day.month:02}{sign}{day.year}")
    assert (deadline.ends_on, deadline.precision, deadline.certain) == (day, "day", True)


@given(dates, st.integers(1, 4), st.integers(1, 12))
def test_every_quarter_and_month_is_read_back(day: date, quarter: int, month: int) -> None:
    year = day.year
    for text in (f"Quý {quarter}/{year}", f"Quý {['I', 'II', 'III', 'IV'][quarter - 1]} năm {year}"):
        read = read_deadline(text)
        assert read.ends_on is not None
        assert (read.ends_on.year, read.ends_on.month) == (year, quarter * 3)
    assert read_deadline(f"Tháng {month}/{year}").starts_on == date(year, month, 1)


pieces = st.sampled_from(
    [row[0] for row in rows(REPEATED)]
    + [
        "31/12/2018",
        "2018",
        "2022",
        "9999",
        "Quý",
        "IV",
        "Tháng",
        "12",
        "năm",
        "ngày",
        "hằng",
        "từ",
        "đến",
        "trước",
    ]
    + [
        "-",
        "và",
        "sau",
        "6 tháng",
        "đầu",
        "cuối",
        "một lần",
        "tiếp theo",
        "các",
        "thường xuyên",
        "giai đoạn",
        "30/11",
    ]
    + [
        "0",
        "31/02",
        "/",
        "(",
        "gia hạn",
        "chậm nhất",
        "lần/",
        "trở đi",
        "nửa",
        "quý I",
        ",",
        "\n",
        "3 tháng",
        "ngày 30",
    ]
)
texts = st.text(max_size=40) | st.lists(pieces, max_size=8).map(" ".join)


@pytest.mark.no_cover
@given(texts, st.none() | st.just(YEARS), dates)
def test_nothing_raises_and_the_raw_text_stays(text: str, years: tuple[int, int] | None, day: date) -> None:
    deadline = read_deadline(text, years)
    assert deadline.raw == text
    assert read_deadline(deadline.raw, years) == deadline
    if deadline.ends_on is not None and deadline.starts_on is not None:
        assert deadline.starts_on <= deadline.ends_on
    due = due_on(deadline, day, SPAN)
    held = occurrence(deadline, day, SPAN)
    assert (due is None) is (held is None)
    if due is not None and held is not None:
        assert held[0] <= due <= held[1]


@given(st.sampled_from([row[0] for row in rows(REPEATED)]), dates, dates, st.integers(0, 3000))
def test_occurrences_follow_one_another_without_a_gap(text: str, day: date, first: date, length: int) -> None:
    span = (first, date.fromordinal(min(first.toordinal() + length, date(2101, 1, 1).toordinal())))
    found = list(occurrences(read_deadline(text), span))
    assert all(after[0].toordinal() == before[1].toordinal() + 1 for before, after in pairwise(found))
    if found:
        assert occurrence(read_deadline(text), day, span) in found
        assert (found[0][0] >= span[0], found[-1][1]) == (True, span[1])


ENGLISH = """
By 30 September 2019|-|2019-09-30|-
September 30, 2019|-|2019-09-30|-
30th Sep 2019|-|2019-09-30|-
No later than 15 May 2020|-|2020-05-15|-
December 2019|2019-12-01|2019-12-31|-
June – August 2020|2020-06-01|2020-08-31|-
2nd quarter 2019|2019-04-01|2019-06-30|-
By Q3 2020|2020-07-01|2020-09-30|-
First half of 2020|2020-01-01|2020-06-30|-
By the end of 2019|2019-01-01|2019-12-31|-
End of June 2020|2020-06-01|2020-06-30|-
From 1 March 2019 to 30 June 2019|2019-03-01|2019-06-30|-
30 June 2019|-|2019-06-30|-
June 30, 2019|-|2019-06-30|-
July 2019|2019-07-01|2019-07-31|-
Within 2020|2020-01-01|2020-12-31|-
Monthly|-|-|month
Every six months|-|-|half
Annually|-|-|year
Ongoing|-|-|-
"""


@pytest.mark.parametrize("line", ENGLISH.strip().split("\n"))
def test_times_of_english_plans_are_read(line: str) -> None:
    text, first, last, unit = line.split("|")
    deadline = read_deadline(text, YEARS)
    assert (deadline.starts_on, deadline.ends_on) == tuple(
        None if day == "-" else date.fromisoformat(day) for day in (first, last)
    )
    assert (deadline.recurs.unit if deadline.recurs else "-", deadline.certain) == (unit, True)


@pytest.mark.parametrize("text", ["Máy in", "To", "By", "Theo tiến độ may đo", "end"])
def test_words_that_only_look_english_name_no_time(text: str) -> None:
    assert not read_deadline(text, YEARS).readable
