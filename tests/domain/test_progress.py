from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.errors.refusals import FieldMissing, FieldOutOfRange, FieldsDisagree, RuleBroken
from desktop_app.domain.progress import NOTHING, NOW, WHOLE, ProgressChanges, ProgressEntry, State

FIRST = ProgressEntry(1, "nd09/2021-Q4", date(2021, 9, 15), date(2021, 12, 14))
DONE = FIRST.amended({"completed_on": date(2021, 11, 20)})


@pytest.mark.parametrize(
    ("changes", "state", "percent", "completed_on"),
    [
        ({"percent": 40}, State.IN_PROGRESS, 40, None),
        ({"percent": 0}, State.NOT_STARTED, 0, None),
        ({"percent": 100}, State.DONE, 100, date(2021, 12, 14)),
        ({"state": State.DONE}, State.DONE, 100, date(2021, 12, 14)),
        ({"state": State.SUSPENDED}, State.SUSPENDED, 0, None),
        ({"state": State.IN_PROGRESS}, State.IN_PROGRESS, 0, None),
        ({"completed_on": date(2021, 11, 20)}, State.DONE, 100, date(2021, 11, 20)),
        ({"result": "Đã ban hành"}, State.NOT_STARTED, 0, None),
    ],
)
def test_what_was_not_said_follows_from_what_was(
    changes: ProgressChanges, state: State, percent: int, completed_on: date | None
) -> None:
    entry = FIRST.amended(changes)
    assert (entry.state, entry.percent, entry.completed_on) == (state, percent, completed_on)


def test_a_task_that_is_no_longer_done_loses_its_day() -> None:
    again = DONE.amended({"state": State.IN_PROGRESS})
    assert (again.completed_on, again.percent) == (None, 0)
    assert DONE.amended({"percent": 60}) == FIRST.amended({"percent": 60})
    assert DONE.amended({"percent": 100}) == DONE


def test_a_task_that_is_not_started_after_all_loses_its_percentage() -> None:
    for begun in (FIRST.amended({"percent": 40}), DONE):
        again = begun.amended({"state": State.NOT_STARTED})
        assert (again.state, again.percent, again.completed_on) == (State.NOT_STARTED, 0, None)


def test_a_suspended_task_keeps_its_state_when_its_percentage_changes() -> None:
    suspended = FIRST.amended({"state": State.SUSPENDED, "percent": 30})
    assert suspended.amended({"percent": 35}).state is State.SUSPENDED


@pytest.mark.parametrize(
    "changes",
    [
        {"percent": 50, "state": State.DONE},
        {"percent": 50, "state": State.NOT_STARTED},
        {"percent": 100, "state": State.IN_PROGRESS},
        {"percent": 100, "state": State.SUSPENDED},
        {"completed_on": date(2021, 1, 1), "percent": 50},
        {"completed_on": date(2021, 1, 1), "state": State.IN_PROGRESS},
        {"completed_on": date(2021, 1, 1), "state": State.SUSPENDED},
    ],
)
def test_fields_that_disagree_are_refused(changes: ProgressChanges) -> None:
    with pytest.raises(FieldsDisagree):
        FIRST.amended(changes)


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_percentage_lies_between_0_and_100(percent: int) -> None:
    with pytest.raises(FieldOutOfRange):
        FIRST.amended({"percent": percent})


def test_done_without_a_day_has_an_assumed_one_until_a_day_is_given() -> None:
    assumed = FIRST.amended({"percent": 100}, date(2021, 9, 14))
    assert (assumed.completed_on, assumed.assumed) == (date(2021, 9, 14), True)
    assert assumed.amended({"state": State.DONE}) is assumed
    known = assumed.amended({"completed_on": date(2021, 9, 14)})
    assert (known.completed_on, known.assumed) == (date(2021, 9, 14), False)
    cleared = known.amended({"completed_on": None})
    assert (cleared.completed_on, cleared.assumed) == (FIRST.cut_off, True)
    assert not assumed.amended({"percent": 60}).assumed


def test_a_change_makes_its_own_what_it_names_and_nothing_else() -> None:
    blank = ProgressEntry(
        1, "nd09/2021-Q4", date(2021, 9, 15), date(2021, 12, 14), acts=NOTHING, confirmed=True
    )
    assert blank.amended({}) is blank
    percent = blank.amended({"percent": 60})
    assert (percent.acts, percent.confirmed) == ((NOW, None, None, None, None), True)
    told = percent.recorded_by_act(7, "2021-12-01T08:00:00", "nvan").amended({"note": ""})
    assert told.acts == (7, None, None, None, NOW), "an empty text is said, too"
    assert [told.owns(name) for name in ("state", "percent", "figures", "result", "note")] == [True] * 3 + [
        False,
        True,
    ]
    full = told.amended({"result": "a", "difficulty": "b", "proposal": "c"})
    assert (full.whole, full.confirmed) == (True, False)


def test_a_confirmation_alone_is_told_from_one_beside_entries() -> None:
    blank = ProgressEntry(
        1, "nd09/2021-Q4", date(2021, 9, 15), date(2021, 12, 14), acts=NOTHING, confirmed=True
    )
    assert blank.unchanged
    assert not blank.amended({"note": "a"}).unchanged
    assert ProgressEntry(1, "x", FIRST.starts_on, FIRST.cut_off, confirmed=True, acts=WHOLE).unchanged


days = st.none() | st.dates(date(2021, 1, 1), date(2021, 12, 31))


@given(st.sampled_from(State), st.integers(-1, 101), days, st.booleans())
def test_no_row_contradicts_itself(state: State, percent: int, day: date | None, assumed: bool) -> None:
    agrees = 0 <= percent <= 100 and (state is State.DONE) == (percent == 100) == (day is not None)
    agrees = agrees and not (state is State.NOT_STARTED and percent) and not (assumed and day is None)
    fields = {"state": state, "percent": percent, "completed_on": day, "assumed": assumed}
    place = {"task_id": 1, "period": "nd09/2021-Q4", "starts_on": FIRST.starts_on, "cut_off": FIRST.cut_off}
    if agrees:
        ProgressEntry.as_kept(**place, **fields)
        return
    with pytest.raises((FieldsDisagree, FieldMissing, FieldOutOfRange)):
        ProgressEntry(
            1,
            "nd09/2021-Q4",
            FIRST.starts_on,
            cut_off=FIRST.cut_off,
            state=state,
            percent=percent,
            completed_on=day,
            assumed=assumed,
        )


@pytest.mark.parametrize(
    ("state", "percent", "read"),
    [
        (State.IN_PROGRESS, 100, (State.IN_PROGRESS, 99)),
        (State.SUSPENDED, 100, (State.SUSPENDED, 99)),
        (State.NOT_STARTED, 30, (State.IN_PROGRESS, 30)),
        (State.NOT_STARTED, 100, (State.IN_PROGRESS, 99)),
        (State.IN_PROGRESS, 0, (State.IN_PROGRESS, 0)),
    ],
)
def test_what_earlier_programs_let_contradict_itself_is_read_as_it_was_judged(
    state: State, percent: int, read: tuple[State, int]
) -> None:
    kept = ProgressEntry.as_kept(
        task_id=1, period="x", starts_on=FIRST.starts_on, cut_off=FIRST.cut_off, state=state, percent=percent
    )
    assert (kept.state, kept.percent) == read


def test_done_without_a_day_is_read_as_done_on_the_cut_off_that_is_assumed() -> None:
    place = {"task_id": 1, "period": "x", "starts_on": FIRST.starts_on, "cut_off": FIRST.cut_off}
    done = {"state": State.DONE, "percent": 100}
    dayless = ProgressEntry.as_kept(**place, **done)
    assert (dayless.completed_on, dayless.assumed) == (FIRST.cut_off, True)
    known = ProgressEntry.as_kept(**place, **done, completed_on=date(2021, 11, 20))
    assert (known.completed_on, known.assumed) == (date(2021, 11, 20), False)


changes = st.fixed_dictionaries(
    {},
    optional={
        "state": st.sampled_from(State),
        "percent": st.sampled_from([0, 1, 60, 99, 100]),
        "completed_on": st.sampled_from([None, date(2021, 11, 2), date(2022, 1, 5)]),
        "note": st.sampled_from(["", "Ghi chú"]),
    },
)


@given(st.lists(changes, max_size=6))
def test_whatever_is_changed_the_entry_agrees_or_refuses(edits: list[ProgressChanges]) -> None:
    entry = FIRST
    for edit in edits:
        try:
            entry = entry.amended(edit)
        except RuleBroken:
            continue
        assert (entry.state is State.DONE) == (entry.percent == 100) == (entry.completed_on is not None)
