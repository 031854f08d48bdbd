"""Lists made to keep a reader busy: the work for a row must not grow with the list.

Work is counted, not timed.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import process

from desktop_app.domain.deadlines.words import may_name_a_time, tokens
from desktop_app.lists import groups, lines
from desktop_app.lists import words as heading_words
from desktop_app.lists.cells import is_ditto
from tests.lists.list_sheets import GROUPS, PLAIN, Row, read, sheet, task

ROWS = 3_000


def counting(monkeypatch: pytest.MonkeyPatch, module: Any, name: str) -> list[int]:
    """Count the calls of a function of a module in the list's only number."""
    calls, known = [0], getattr(module, name)

    def counted(*given: Any) -> Any:
        calls[0] += 1
        return known(*given)

    monkeypatch.setattr(module, name, counted)
    return calls


def test_as_above_is_looked_up_once_however_long_the_column(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = counting(monkeypatch, lines, "is_ditto")
    rows = [task(), *((at, f"Việc thứ {at} của tỉnh", "nt", "nt", "nt", "nt") for at in range(2, ROWS))]
    found = read(sheet(PLAIN, *rows))
    assert {row.given.leads for row in found.rows} == {("Sở Tư pháp",)}
    assert {row.given.deadline for row in found.rows} == {"31/12/2018"}
    assert calls[0] <= 4 * len(PLAIN) * ROWS


def test_as_above_at_the_top_of_a_merged_cell_speaks_for_all_its_rows() -> None:
    rows = [
        task(),
        (2, "Việc thứ hai của tỉnh", "nt"),
        (3, "Việc thứ ba của tỉnh", None),
        (4, "Việc cuối cùng", "n.t."),
    ]
    found = read(sheet(PLAIN, *rows, merges=[(2, 2, 3, 2)]))
    assert [row.given.leads for row in found.rows] == [("Sở Tư pháp",)] * 4


def test_as_above_with_nothing_above_it_stays_what_it_is() -> None:
    found = read(
        sheet(
            PLAIN, (1, "Việc đầu tiên của tỉnh", "nt", None, "2019"), (2, "Việc thứ hai", "nt", None, "2019")
        )
    )
    assert [row.given.leads for row in found.rows] == [("nt",), ("nt",)]
    assert is_ditto("nt")


def test_cells_that_cannot_be_titles_are_not_looked_up_as_such() -> None:
    rows = [tuple(f"x{at} ô {column} khác nhau" for column in range(6)) for at in range(ROWS)]
    looked_up = heading_words._sure.cache_info
    before = looked_up().misses
    found = read(sheet(PLAIN, *rows))
    assert found.read == ROWS
    assert looked_up().misses - before < 100


def test_a_list_of_nothing_but_groups_is_not_compared_with_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    offered = [0]
    extract: Callable[..., Any] = process.extractOne

    def counted(asked: str, titles: Iterable[str], **given: Any) -> Any:
        all_of_them = list(titles)
        offered[0] += len(all_of_them)
        return extract(asked, all_of_them, **given)

    monkeypatch.setattr(process, "extractOne", counted)
    words = ("một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười")
    rows: list[Row] = []
    for at in range(ROWS):
        title = " ".join(words[int(digit)] * 3 for digit in f"{at:04}")
        rows += [("I", title), task()]
    found = read(sheet(PLAIN, *rows))
    assert len(found.rows) == ROWS
    assert len(found.new_groups) > groups._MOST
    assert offered[0] <= ROWS * groups._MOST


def test_the_programmes_own_groups_are_known_however_many_a_list_adds() -> None:
    rows: list[Row] = []
    for at in range(400):
        rows += [("I", f"{chr(0x4E00 + at) * 20} {at}"), task()]
    rows += [("II", "Hoàn thiện thể chế về tổ chức thi hàn"), task()]
    found = read(sheet(PLAIN, *rows))
    assert found.rows[-1].given.group == GROUPS[1].number


TIMES = re.findall(
    r"\S+",
    "ngay thang nam quy qui q iv ii 3 12 30/6 30.6 31/12/2018 2018-05-06 2019 t12 q4 q.3 hang moi tung nua "
    "cuoi dau giua truoc sau 6 lien tuc thuong xuyen den tu - / , ; mot lan hai tro di ve cac tiep theo de "
    "an ca giai doan ke hoach trong het ky tuan dinh nien khong co thoi han chap ba bon",
)


@given(st.lists(st.tuples(st.sampled_from(TIMES), st.sampled_from((" ", " ", ""))), max_size=9))
def test_what_is_passed_over_at_a_glance_names_no_time(parts: list[tuple[str, str]]) -> None:
    text = "".join(word + space for word, space in parts).strip()
    assert may_name_a_time(text) or not list(tokens(text))
