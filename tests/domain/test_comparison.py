from collections.abc import Mapping, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.deadlines.deadline import read_deadline
from desktop_app.domain.editions.comparison import ListedTask, Match, changes_between, compare
from desktop_app.domain.editions.edition import ListRow, RowKind
from desktop_app.domain.task import Assignment, Task
from desktop_app.domain.text import fold

FIRST = Assignment(
    1,
    "1",
    "Ban hành kế hoạch theo dõi thi hành pháp luật",
    leads=("Sở Tư pháp",),
    coordinating=("Sở Nội vụ",),
    output="Kế hoạch",
    deadline="Quý I/2019",
)


def known(key: int, present: Assignment, base: Assignment | None) -> ListedTask:
    deadline = read_deadline(present.deadline)
    return ListedTask(
        Task(
            key,
            1,
            present.group or 0,
            position=key,
            given=present,
            deadline=deadline,
            folded=fold(present.content),
        ),
        base,
    )


def nothing(_content: str, _contents: Mapping[int, str]) -> Sequence[int]:
    return ()


def one(present: Assignment, base: Assignment | None, incoming: Assignment) -> Match:
    (match,) = compare([known(1, present, base)], [ListRow(7, "I", incoming)], nothing)
    return match


def test_a_row_that_nobody_knows_is_new() -> None:
    (match,) = compare([], [ListRow(7, "I", FIRST)], nothing)
    assert (match.kind, match.task_id) == (RowKind.NEW, None)


def test_the_same_row_is_the_same() -> None:
    assert one(FIRST, FIRST, FIRST).kind is RowKind.SAME


def test_differences_that_mean_nothing_are_no_change() -> None:
    odd = replace(
        FIRST,
        content="BAN HÀNH  kế hoạch theo dõi thi hành pháp luật",
        leads=("sở tư pháp",),
        output="kế hoạch",
    )
    assert one(FIRST, FIRST, odd).kind is RowKind.SAME


def test_a_deadline_typed_another_way_is_the_same_day() -> None:
    dated = replace(FIRST, deadline="31/12/2019")
    assert one(dated, dated, replace(FIRST, deadline="31.12.2019")).kind is RowKind.SAME


def test_only_a_deadline_is_read_as_a_day() -> None:
    dated = replace(FIRST, output="31/12/2019")
    assert one(dated, dated, replace(dated, output="31.12.2019")).kind is RowKind.CHANGED


def test_a_changed_cell_is_told_with_its_old_and_new_value() -> None:
    match = one(FIRST, FIRST, replace(FIRST, deadline="Quý II/2019"))
    assert match.kind is RowKind.CHANGED
    (change,) = match.changes
    assert (change.field, change.present, change.incoming) == ("deadline", "Quý I/2019", "Quý II/2019")


def test_a_blank_cell_never_erases() -> None:
    assert one(FIRST, FIRST, Assignment(1, "", FIRST.content)).kind is RowKind.SAME


def test_what_the_province_changed_stays_while_the_list_says_the_same() -> None:
    assert one(replace(FIRST, deadline="30/6/2019"), FIRST, FIRST).kind is RowKind.SAME


def test_both_changed_is_a_conflict_for_a_person() -> None:
    match = one(replace(FIRST, deadline="30/6/2019"), FIRST, replace(FIRST, deadline="Quý III/2019"))
    assert match.kind is RowKind.AMBIGUOUS
    (change,) = match.changes
    assert (change.base, change.present, change.incoming) == ("Quý I/2019", "30/6/2019", "Quý III/2019")
    assert change.conflict


def test_a_cell_that_was_emptied_by_hand_is_asked_about() -> None:
    match = one(replace(FIRST, output=""), FIRST, replace(FIRST, output="Báo cáo"))
    assert (match.kind, match.changes[0].conflict) == (RowKind.AMBIGUOUS, True)


def test_a_task_added_by_hand_is_filled_where_blank_and_asked_about_where_it_differs() -> None:
    by_hand = replace(FIRST, output="")
    (change,) = changes_between(known(1, by_hand, None), FIRST)
    assert (change.field, change.conflict) == ("output", False)
    assert one(replace(FIRST, output="Báo cáo"), None, FIRST).kind is RowKind.AMBIGUOUS


def test_a_listed_task_that_is_missing_is_gone_and_one_added_by_hand_is_not() -> None:
    by_hand = replace(FIRST, content="Việc của tỉnh")
    matches = compare([known(1, FIRST, FIRST), known(2, by_hand, None)], [], nothing)
    assert [(match.kind, match.task_id) for match in matches] == [(RowKind.GONE, 1)]


def test_a_gone_task_that_comes_back_is_changed() -> None:
    here = known(1, FIRST, FIRST)
    gone = ListedTask(replace(here.task, gone_since=3), FIRST)
    (match,) = compare([gone], [ListRow(7, "I", FIRST)], nothing)
    assert match.kind is RowKind.CHANGED
    assert compare([gone], [], nothing) == []


def test_near_matches_are_proposed_and_not_called_gone() -> None:
    near = replace(FIRST, content=FIRST.content + " năm 2019")
    (match,) = compare([known(1, FIRST, FIRST)], [ListRow(7, "I", near)], lambda _text, keys: list(keys))
    assert (match.kind, match.candidates) == (RowKind.AMBIGUOUS, (1,))


def test_twins_are_told_apart_by_their_number() -> None:
    second = replace(FIRST, number="2")
    everything = [known(1, FIRST, FIRST), known(2, second, second)]
    rows = [ListRow(7, "I", second), ListRow(8, "I", FIRST)]
    assert [match.task_id for match in compare(everything, rows, nothing)] == [2, 1]


def test_new_twins_are_told_apart_by_their_code() -> None:
    coded, other = replace(FIRST, number="NV-07"), replace(FIRST, number="NV-08")
    matches = compare([], [ListRow(7, "I", coded), ListRow(8, "I", other), ListRow(9, "I", other)], nothing)
    assert [(match.kind, match.twin) for match in matches] == [
        (RowKind.NEW, 0),
        (RowKind.NEW, 0),
        (RowKind.AMBIGUOUS, 8),
    ]


def test_twins_without_numbers_follow_their_order() -> None:
    bare = replace(FIRST, number="")
    everything = [known(1, bare, bare), known(2, bare, bare)]
    rows = [ListRow(7, "I", bare), ListRow(8, "I", bare)]
    matches = compare(everything, rows, nothing)
    assert [(match.kind, match.task_id) for match in matches] == [(RowKind.SAME, 1), (RowKind.SAME, 2)]


def test_twins_that_were_numbered_anew_follow_their_order() -> None:
    everything = [known(key, one, one) for key, one in enumerate((FIRST, replace(FIRST, number="2")), 1)]
    rows = [ListRow(7, "I", replace(FIRST, number="8")), ListRow(8, "I", replace(FIRST, number="9"))]
    matches = compare(everything, rows, nothing)
    assert [(match.kind, match.task_id) for match in matches] == [(RowKind.CHANGED, 1), (RowKind.CHANGED, 2)]


def test_two_rows_for_one_task_are_for_a_person_unless_one_has_its_number() -> None:
    third, other = (ListRow(row, "I", replace(FIRST, number=number)) for row, number in ((8, "3"), (9, "9")))
    matches = compare([known(1, FIRST, FIRST)], [third, other], nothing)
    assert [(match.kind, match.candidates) for match in matches] == [(RowKind.AMBIGUOUS, (1,))] * 2
    own, more = compare([known(1, FIRST, FIRST)], [ListRow(7, "I", FIRST), third], nothing)
    assert (own.kind, own.task_id) == (RowKind.SAME, 1)
    assert (more.kind, more.task_id, more.twin) == (RowKind.AMBIGUOUS, None, 7)


def test_who_does_it_by_when_goes_before_the_number_where_rows_contend_for_a_task() -> None:
    """The task as it was stands in the second row; the first one has taken its number."""
    other = replace(FIRST, leads=("Sở Y tế",), deadline="31/12/2020")
    rows = [ListRow(7, "I", other), ListRow(8, "I", replace(FIRST, number="2"))]
    first, second = compare([known(1, FIRST, FIRST)], rows, nothing)
    assert (first.kind, first.twin) == (RowKind.AMBIGUOUS, 8)
    assert (second.task_id, [change.field for change in second.changes]) == (1, ["number"])


CODED = replace(FIRST, number="NV-07")
OTHER = replace(FIRST, content="Tổ chức hội nghị tập huấn nghiệp vụ")


def test_a_row_without_a_code_is_not_matched_by_its_code() -> None:
    plain = replace(FIRST, number="1", content="Kiểm tra liên ngành")
    rows = [ListRow(7, "I", CODED), ListRow(8, "I", replace(OTHER, number="2"))]
    matches = compare([known(1, CODED, CODED), known(2, plain, plain)], rows, nothing)
    assert [(one.kind, one.task_id) for one in matches] == [
        (RowKind.SAME, 1),
        (RowKind.NEW, None),
        (RowKind.GONE, 2),
    ]


def test_a_code_that_comes_twice_stands_for_no_task() -> None:
    rows = [
        ListRow(7, "I", replace(OTHER, number="NV-07")),
        ListRow(8, "I", replace(CODED, content="Kiểm tra liên ngành")),
    ]
    matches = compare([known(1, CODED, CODED)], rows, nothing)
    assert [(one.kind, one.task_id) for one in matches] == [
        (RowKind.NEW, None),
        (RowKind.NEW, None),
        (RowKind.GONE, 1),
    ]
    (once, *_) = compare([known(1, CODED, CODED)], rows[:1], nothing)
    assert (once.kind, once.task_id) == (RowKind.CHANGED, 1)


def test_one_row_for_two_twins_is_for_a_person() -> None:
    bare = replace(FIRST, number="")
    everything = [known(1, bare, bare), known(2, bare, bare)]
    (match,) = compare(everything, [ListRow(7, "I", bare)], nothing)
    assert (match.kind, match.candidates) == (RowKind.AMBIGUOUS, (1, 2))


contents = st.lists(st.text("abcd ", min_size=3, max_size=8).filter(str.strip), max_size=12)


@given(contents, st.data())
def test_every_row_and_every_listed_task_is_answered_once(texts: list[str], data: st.DataObject) -> None:
    everything = [
        known(key, Assignment(1, str(key), text), Assignment(1, str(key), text))
        for key, text in enumerate(texts)
    ]
    picked = data.draw(st.lists(st.sampled_from(texts), max_size=8)) if texts else []
    rows = [
        ListRow(number, "I", Assignment(1, str(number), text)) for number, text in enumerate(picked, start=1)
    ]
    matches = compare(everything, rows, nothing)
    assert [match.row for match in matches if match.row] == rows
    taken = [match.task_id for match in matches if match.task_id is not None]
    assert len(taken) == len(set(taken))


@pytest.mark.parametrize(
    ("longer", "asked"),
    [
        ("Rà soát văn bản của tỉnh.\nSản phẩm: Báo cáo gửi Bộ Tư pháp và các sở, ngành liên quan", True),
        ("Tổng kết công tác hòa giải. Rà soát văn bản của tỉnh, gửi Bộ Tư pháp và các sở, ngành", False),
    ],
)
def test_a_text_with_the_same_number_that_goes_on_is_proposed(longer: str, asked: bool) -> None:
    """A label behind a content was a part of it once; now it says who and when, and the task is the same."""
    short = Assignment(group=1, number="1", content="Rà soát văn bản của tỉnh")
    before = replace(short, content=longer)
    for present, incoming in ((before, short), (short, before)):
        (first, *_) = compare([known(5, present, present)], [ListRow(7, "I", incoming)], nothing)
        assert (first.kind is RowKind.AMBIGUOUS) is asked
