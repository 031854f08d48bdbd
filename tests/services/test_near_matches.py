"""Near matches.

The same few texts as by comparing all with all, and found as well where there are very many.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from desktop_app.domain.work import Cancelled
from desktop_app.services.importing import near_matches
from desktop_app.services.importing.near_matches import NEAR, NearMatches

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
        raise Cancelled

    with pytest.raises(Cancelled):
        NearMatches(stop)("ra soat", {1: "ra soat"})
