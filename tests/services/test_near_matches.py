"""Near matches.

The same few texts as by comparing all with all, and found as well where there are very many.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from desktop_app.domain.deadlines import read_deadline
from desktop_app.domain.task import Assignment, Task
from desktop_app.domain.text import fold
from desktop_app.domain.work import WorkCancelled
from desktop_app.services.importing import near_matches
from desktop_app.services.importing.near_matches import NEAR, NearMatches, by_likeness

TASKS = {
    number: f"ban hanh ke hoach so {number} ve theo doi thi hanh phap luat tren dia ban xa {number * 7}"
    for number in range(3_000)
}
words = st.lists(
    st.sampled_from(["ra", "soat", "van", "ban", "tinh", "xa", "ke", "hoach", "tong", "ket"]), max_size=12
)


def test_the_best_come_first() -> None:
    contents = {1: "ra soat van ban cua tinh", 2: "ra soat cac van ban cua tinh", 3: "tong ket thi hanh an"}
    assert NearMatches()("ra soat cac van ban cua tinh a", contents) == [2, 1]
    assert NearMatches()("kiem tra cong tac ho tich", contents) == []


def test_among_very_many_a_reworded_task_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near_matches, "_PAIRS", -1)
    near = NearMatches()
    for number in range(0, 3_000, 37):
        assert near(f"xay dung {TASKS[number]}", TASKS)[0] == number
        assert near(TASKS[number].replace("tren dia ban", "tai"), TASKS)[0] == number


def test_comparing_all_with_all_goes_on_with_what_shares_rare_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near_matches, "_PAIRS", 3_000)
    near = NearMatches()
    assert len(near(f"{TASKS[2005]} nam 2021", TASKS)) == 3
    assert near._words is None
    assert [near(f"{TASKS[number]} nam 2021", TASKS)[0] for number in (2006, 2007, 2008)][1:] == [2007, 2008]


@given(st.dictionaries(st.integers(0, 50), words.map(" ".join), max_size=20), words.map(" ".join))
def test_whatever_is_proposed_is_near(contents: dict[int, str], content: str) -> None:
    exact = NearMatches()(content, contents)
    searched = NearMatches()
    searched._compared = near_matches._PAIRS + 1
    for found in (exact, searched(content, contents)):
        alike = [fuzz.ratio(content, contents[key]) for key in found]
        assert alike == sorted(alike, reverse=True)
        assert all(one >= NEAR for one in alike)


def test_other_tasks_are_other_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(near_matches, "_PAIRS", -1)
    near = NearMatches()
    assert near("ra soat van ban cua tinh", {1: "ra soat van ban cua tinh ta"}) == [1]
    assert near("ra soat van ban cua tinh", {2: "ra soat van ban cua tinh ta"}) == [2]


def test_the_search_can_be_cancelled() -> None:
    def stop(_done: int, _total: int) -> None:
        raise WorkCancelled

    with pytest.raises(WorkCancelled):
        NearMatches(stop)("ra soat", {1: "ra soat"})


LONG = "xay dung ke hoach tuyen truyen pho bien giao duc phap luat cho can bo cong chuc cap xa"


@pytest.mark.parametrize(
    "other",
    [
        f"{LONG} va hoa giai vien o co so tren dia ban tinh trong giai doan 2021 - 2025",
        f"{LONG} theo quyet dinh so 1371/qd-ttg ngay 13/10/2016 cua thu tuong chinh phu",
        f"thuc hien quyet dinh so 1371/qd-ttg, {LONG} hang nam",
    ],
)
def test_a_long_text_with_words_added_is_proposed(other: str) -> None:
    contents = {7: other, 8: "kiem tra viec thi hanh phap luat ve xu ly vi pham hanh chinh tai cac huyen"}
    assert NearMatches()(LONG, contents) == [7]
    assert NearMatches()(other, {7: LONG, 8: contents[8]}) == [7]


def test_a_short_text_within_a_long_one_is_not_proposed() -> None:
    assert NearMatches()("bao cao ket qua", {7: f"{LONG} va bao cao ket qua"}) == []


def task_of(key: int, content: str, lead: str, deadline: str) -> Task:
    said = Assignment(group=1, number="", content=content, leads=(lead,), deadline=deadline)
    return Task(
        id=key,
        programme_id=1,
        group_id=1,
        position=key,
        given=said,
        deadline=read_deadline(deadline),
        folded=fold(content),
    )


def test_lead_and_deadline_decide_between_like_words() -> None:
    row = Assignment(1, "", "Báo cáo kết quả năm", ("Sở Nội vụ",), deadline="31/12/2021")
    tasks = [
        task_of(1, "Báo cáo kết quả quý", "Sở Tư pháp", "2020"),
        task_of(2, "Báo cáo kết quả quý", "Sở Nội vụ", "31/12/2021"),
        task_of(3, "Mở lớp tập huấn cho công chức", "Thanh tra Sở", "2020"),
    ]
    assert by_likeness(row, tasks) == [2, 1, 3]
