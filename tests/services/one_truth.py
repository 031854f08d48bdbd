"""What a register holds in memory against what a fresh reading of the file gives."""

from datetime import date

from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace

DAYS = (date(2019, 6, 14), date(2021, 12, 14))
_PERIODS = 3
"""The last ones, which what is recorded of earlier ones is carried into."""


def assert_as_in_the_file(workspace: Workspace, register: Register) -> None:
    """Compare the register as it stands, without a refresh, field for field with one that is read now."""
    fresh = workspace.register(register.programme.id)
    assert register.programme == fresh.programme
    assert register.groups == fresh.groups
    assert register.tasks == fresh.tasks
    for task in fresh.tasks:
        assert register.task(task.id) == task
        assert list(register.entries(task.id)) == list(fresh.entries(task.id))
        assert register.haystack(task) == fresh.haystack(task)
        for day in DAYS:
            assert register.standing(task, day) == fresh.standing(task, day)
    for period in workspace.periods.all_of(register.programme)[-_PERIODS:]:
        assert register.rows(period) == fresh.rows(period)
