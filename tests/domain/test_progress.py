from datetime import date

import pytest

from desktop_app.domain.errors.refusals import FieldOutOfRange, FieldsDisagree
from desktop_app.domain.progress import ProgressChanges, ProgressEntry, State

FIRST = ProgressEntry(1, "nd09/2021-Q4", date(2021, 9, 15), date(2021, 12, 14))
DONE = FIRST.amended({"completed_on": date(2021, 11, 20)})


@pytest.mark.parametrize(
    ("changes", "state", "percent", "completed_on"),
    [
        ({"percent": 40}, State.IN_PROGRESS, 40, None),
        ({"percent": 0}, State.NOT_STARTED, 0, None),
        ({"percent": 100}, State.IN_PROGRESS, 100, None),
        ({"state": State.DONE}, State.DONE, 100, None),
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


def test_a_suspended_task_keeps_its_state_when_its_percentage_changes() -> None:
    suspended = FIRST.amended({"state": State.SUSPENDED, "percent": 30})
    assert suspended.amended({"percent": 35}).state is State.SUSPENDED


@pytest.mark.parametrize(
    "changes",
    [
        {"percent": 50, "state": State.DONE},
        {"percent": 50, "state": State.NOT_STARTED},
        {"completed_on": date(2021, 1, 1), "state": State.IN_PROGRESS},
    ],
)
def test_fields_that_disagree_are_refused(changes: ProgressChanges) -> None:
    with pytest.raises(FieldsDisagree):
        FIRST.amended(changes)


@pytest.mark.parametrize("percent", [-1, 101])
def test_a_percentage_lies_between_0_and_100(percent: int) -> None:
    with pytest.raises(FieldOutOfRange):
        FIRST.amended({"percent": percent})
