"""Random edits between editions are found exactly.

What an import writes stays within the Ministry's fields.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.deadlines.deadline import read_deadline
from desktop_app.domain.editions.comparison import ListedTask, Match, changes_between, code_of, compare
from desktop_app.domain.editions.decision import LATER, NEW, Decision, resolve
from desktop_app.domain.editions.edition import ListRow, RowKind
from desktop_app.domain.errors.incoming import RowsClash
from desktop_app.domain.errors.refusals import FieldsDisagree
from desktop_app.domain.task import Assignment, Fate, Task
from desktop_app.domain.text import fold

FIRST = Assignment(
    1,
    "1",
    "Ban hành kế hoạch",
    leads=("Sở Tư pháp",),
    coordinating=("Sở Nội vụ",),
    output="Kế hoạch",
    deadline="Quý I/2019",
)
AGENCIES = ("Sở Tư pháp", "Sở Nội vụ", "Công an tỉnh", "Sở Tài chính", "UBND cấp huyện")
DEADLINES = ("31/12/2018", "Quý I/2019", "Hằng năm", "Năm 2020", "30/6/2021")


def known(key: int, present: Assignment, base: Assignment | None = None) -> ListedTask:
    task = Task(
        key,
        1,
        present.group or 0,
        position=key,
        given=present,
        deadline=read_deadline(present.deadline),
        folded=fold(present.content),
    )
    return ListedTask(task, base)


def nothing(_content: str, _contents: Mapping[int, str]) -> Sequence[int]:
    return ()


def rows_of(lists: Sequence[Assignment]) -> list[ListRow]:
    return [ListRow(number, "", one) for number, one in enumerate(lists, start=7)]


def changed_by(given: Assignment, values: Mapping[str, Any]) -> Assignment:
    return replace(given, **values)


@st.composite
def editions(
    draw: st.DrawFn,
) -> tuple[list[Assignment], list[Assignment], dict[int, set[str]], set[int], int]:
    """A list; its next edition; the edited fields by place; the places left out; how many are new."""
    size = draw(st.integers(1, 12))
    first = [
        Assignment(
            draw(st.integers(1, 3)),
            str(place + 1),
            f"Nhiệm vụ {'abcdefghijklmnop'[place]} {draw(st.text('xyz', min_size=1, max_size=5))}",
            leads=(draw(st.sampled_from(AGENCIES)),),
            coordinating=tuple(draw(st.lists(st.sampled_from(AGENCIES), unique=True, max_size=3))),
            output=draw(st.sampled_from(("", "Báo cáo", "Kế hoạch"))),
            deadline=draw(st.sampled_from(DEADLINES)),
        )
        for place in range(size)
    ]
    edited: dict[int, set[str]] = {}
    gone = draw(st.sets(st.integers(0, size - 1), max_size=size // 2))
    second = []
    for place, one in enumerate(first):
        if place in gone:
            continue
        names = draw(st.sets(st.sampled_from(("group", "leads", "deadline", "output", "number")), max_size=3))
        changes: dict[str, Any] = {
            "group": (one.group or 0) % 3 + 1,
            "leads": tuple(name for name in AGENCIES if name not in one.leads)[:2],
            "deadline": next(text for text in DEADLINES if text != one.deadline),
            "output": "Tờ trình",
            "number": f"{one.number}.1",
        }
        second.append(replace(one, **{name: changes[name] for name in names}))
        edited[place] = names
    fresh = draw(st.integers(0, 3))
    second += [
        replace(FIRST, content=f"Việc mới số {number}", number=str(90 + number)) for number in range(fresh)
    ]
    return first, draw(st.permutations(second)), edited, gone, fresh


@pytest.mark.no_cover
@given(editions())
def test_random_edits_between_editions_are_found_exactly(
    made: tuple[list[Assignment], list[Assignment], dict[int, set[str]], set[int], int],
) -> None:
    first, second, edited, gone, fresh = made
    everything = [known(place, one, one) for place, one in enumerate(first)]
    matches = compare(everything, rows_of(second), nothing)
    found = {
        match.task_id: {change.field for change in match.changes}
        for match in matches
        if match.task_id is not None
    }
    assert {place for place, names in found.items() if names} == {
        place for place, names in edited.items() if names
    }
    assert all(found[place] == names for place, names in edited.items())
    counts = Counter(match.kind for match in matches)
    assert {match.task_id for match in matches if match.kind is RowKind.GONE} == gone
    assert (counts[RowKind.NEW], counts[RowKind.AMBIGUOUS]) == (fresh, 0)


@pytest.mark.no_cover
@given(editions())
def test_the_same_list_twice_changes_nothing(
    made: tuple[list[Assignment], list[Assignment], dict[int, set[str]], set[int], int],
) -> None:
    _, second, *_ = made
    everything = [known(place, one, one) for place, one in enumerate(second)]
    assert {match.kind for match in compare(everything, rows_of(second), nothing)} <= {RowKind.SAME}


@pytest.mark.no_cover
@given(editions(), st.data())
def test_an_old_edition_after_a_new_one_gives_the_old_values_back(
    made: tuple[list[Assignment], list[Assignment], dict[int, set[str]], set[int], int], data: st.DataObject
) -> None:
    first, second, *_ = made
    everything = {place: known(place, one, one) for place, one in enumerate(second)}
    for match in compare(everything.values(), rows_of(first), nothing):
        if match.row is not None and match.task_id is not None:
            values = {str(change.field): change.incoming for change in match.changes}
            present = changed_by(everything[match.task_id].task.given, values)
            assert changes_between(known(0, present, present), match.row.given) == ()


@pytest.mark.no_cover
@given(editions(), st.data())
def test_whatever_is_decided_only_the_ministrys_fields_change(
    made: tuple[list[Assignment], list[Assignment], dict[int, set[str]], set[int], int], data: st.DataObject
) -> None:
    first, second, *_ = made
    everything = {place + 1: known(place + 1, one, one) for place, one in enumerate(first)}
    rows = rows_of(second)
    matches = compare(everything.values(), rows, lambda _text, contents: list(contents)[:2])
    picked = data.draw(
        st.dictionaries(
            st.sampled_from([row.row for row in rows] or [0]),
            st.one_of(
                st.just(LATER),
                st.just(Decision(take=True)),
                st.just(NEW),
                st.builds(
                    Decision,
                    st.just(True),
                    st.sampled_from(sorted(everything)),
                    st.just(frozenset({"deadline"})),
                ),
            ),
            max_size=4,
        )
    )
    decisions = {row: one for row, one in picked.items() if row}
    try:
        decided = resolve(matches, decisions, everything)
    except RowsClash:
        return
    assert [match.row for match in decided if match.row] == rows
    allowed = {*(one.name for one in fields(Assignment)), "fate"}
    assert all(change.field in allowed for match in decided for change in match.changes)
    named = [match.task_id for match in decided if match.task_id is not None]
    assert len(named) == len(set(named))
    assert all(
        change.field != "deadline"
        for match in decided
        if match.row and match.row.row in decisions and "deadline" in decisions[match.row.row].keep
        for change in match.changes
    )


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("NV-07", "nv-07"),
        ("KH12.3", "kh12.3"),
        ("1.2", ""),
        ("a)", ""),
        ("II.3", ""),
        ("IV", ""),
        ("", ""),
        ("1a", ""),
    ],
)
def test_a_code_is_told_from_a_number_of_rows(number: str, code: str) -> None:
    assert code_of(number) == code


def coded(number: str, content: str) -> Assignment:
    return replace(FIRST, number=number, content=content)


def test_a_code_is_the_identity_where_the_list_has_one() -> None:
    before = [coded("NV-01", "Rà soát văn bản"), coded("NV-02", "Tập huấn")]
    everything = [known(key, one, one) for key, one in enumerate(before, start=1)]
    rows = rows_of([coded("NV-02", "Bồi dưỡng nghiệp vụ"), coded("NV-01", "Rà soát văn bản quy phạm")])
    matches = compare(everything, rows, nothing)
    assert [(match.kind, match.task_id) for match in matches] == [(RowKind.CHANGED, 2), (RowKind.CHANGED, 1)]


def test_a_code_that_disagrees_with_the_content_is_for_a_person() -> None:
    before = [coded("NV-01", "Rà soát văn bản"), coded("NV-02", "Tập huấn")]
    everything = [known(key, one, one) for key, one in enumerate(before, start=1)]
    (match, *_) = compare(everything, rows_of([coded("NV-01", "Tập huấn")]), nothing)
    assert (match.kind, match.candidates) == (RowKind.AMBIGUOUS, (1, 2))


def test_a_task_reworded_or_moved_by_hand_is_found_by_the_last_list() -> None:
    by_hand = replace(FIRST, group=2, content="Ban hành kế hoạch năm của tỉnh")
    (match,) = compare([known(1, by_hand, FIRST)], rows_of([FIRST]), nothing)
    assert (match.kind, match.task_id, match.changes) == (RowKind.SAME, 1, ())


def test_a_list_without_groups_moves_no_task() -> None:
    (match,) = compare([known(1, FIRST, FIRST)], rows_of([replace(FIRST, group=0)]), nothing)
    assert match.kind is RowKind.SAME


def test_two_tasks_of_one_content_elsewhere_are_for_a_person() -> None:
    everything = [known(1, replace(FIRST, group=2), FIRST), known(2, replace(FIRST, group=3), FIRST)]
    (match,) = compare(everything, rows_of([FIRST]), nothing)
    assert (match.kind, set(match.candidates)) == (RowKind.AMBIGUOUS, {1, 2})


def test_a_number_that_stayed_proposes_a_reworded_task() -> None:
    reworded = replace(FIRST, content="Ban hành kế hoạch và hướng dẫn")
    (match,) = compare([known(1, FIRST, FIRST)], rows_of([reworded]), nothing)
    assert (match.kind, match.candidates) == (RowKind.AMBIGUOUS, (1,))


def test_a_withdrawn_task_stays_withdrawn_while_the_list_goes_on_naming_it() -> None:
    here = known(1, FIRST, FIRST)
    withdrawn = ListedTask(replace(here.task, fate=Fate.WITHDRAWN, fate_on=date(2020, 1, 1)), FIRST)
    (match,) = compare([withdrawn], rows_of([FIRST]), nothing)
    assert match.kind is RowKind.SAME
    returned = ListedTask(replace(withdrawn.task, gone_since=3), FIRST)
    (asked,) = compare([returned], rows_of([FIRST]), nothing)
    assert (asked.kind, asked.changes[0].field) == (RowKind.AMBIGUOUS, "fate")


def test_a_proposed_task_that_no_row_is_is_gone_unless_it_is_spared() -> None:
    near = replace(FIRST, number="9", content="Việc khác hẳn")
    everything = {1: known(1, FIRST, FIRST)}
    matches = compare(everything.values(), rows_of([near]), lambda _text, contents: list(contents))

    def kinds(decided: Sequence[Match]) -> list[RowKind]:
        return [match.kind for match in decided]

    assert kinds(resolve(matches, {}, everything)) == [RowKind.AMBIGUOUS]
    assert kinds(resolve(matches, {7: LATER}, everything)) == [RowKind.AMBIGUOUS]
    assert kinds(resolve(matches, {7: Decision(take=True)}, everything)) == [RowKind.NEW, RowKind.GONE]
    assert kinds(resolve(matches, {7: Decision(take=True), -1: LATER}, everything)) == [RowKind.NEW]
    assert kinds(resolve(matches, {7: Decision(take=True)}, everything, {1})) == [RowKind.NEW]
    assert kinds(resolve(matches, {7: Decision(take=True, task_id=1)}, everything)) == [RowKind.CHANGED]


def test_new_makes_a_new_task_of_any_row_and_leaves_the_found_one() -> None:
    known_ones = {1: known(1, FIRST, FIRST)}
    matches = compare(known_ones.values(), rows_of([replace(FIRST, deadline="30/6/2030")]), nothing)
    assert [match.kind for match in matches] == [RowKind.CHANGED]
    new, gone = resolve(matches, {7: NEW}, known_ones)
    assert (new.kind, new.task_id, new.changes) == (RowKind.NEW, None, ())
    assert (gone.kind, gone.task_id) == (RowKind.GONE, 1)
    assert [match.kind for match in resolve(matches, {7: NEW}, known_ones, {1})] == [RowKind.NEW]
    assert [match.kind for match in resolve(matches, {7: Decision(take=True)}, known_ones)] == [
        RowKind.CHANGED
    ]


@pytest.mark.parametrize("said", [{"take": False}, {"task_id": 1}, {"keep": frozenset({"deadline"})}])
def test_a_row_is_not_new_and_something_else(said: dict[str, Any]) -> None:
    with pytest.raises(FieldsDisagree):
        Decision(**{"take": True, "new": True, **said})
