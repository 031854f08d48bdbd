"""The data as at a day, in a file whose clock went wrong for a while: acts count in their order."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.services.tasks import Register
from desktop_app.services.workspace import Workspace

FIRST = date(2090, 6, 1)
"""After every stamp that the fixtures make."""


def stamp(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    monkeypatch.setattr("desktop_app.storage.store.now", lambda: f"{day.isoformat()}T09:00:00")


def percent_as_at(workspace: Workspace, register: Register, day: date) -> int:
    past = workspace.as_at.register(register.programme.id, day)
    period = workspace.periods.find("2021-Q4", register.programme)
    return past.row(past.task(register.tasks[0].id), period).standing.percent


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(offsets=st.lists(st.integers(-40, 40), min_size=1, max_size=7), present=st.integers(0, 20))
def test_acts_count_in_their_order_whatever_the_clock_said(
    workspace: Workspace, filled: Register, offsets: list[int], present: int
) -> None:
    """Each act records one per cent more than the one before.

    So the percentage says how many acts there were.
    """
    monkeypatch = pytest.MonkeyPatch()
    period = workspace.periods.find("2021-Q4", filled.programme)
    workspace.recording.record(filled, period, {filled.tasks[0].id: {"percent": 1}})
    try:
        for count, offset in enumerate(offsets, 2):
            stamp(monkeypatch, FIRST + timedelta(offset))
            workspace.recording.record(filled, period, {filled.tasks[0].id: {"percent": count}})
        today = FIRST + timedelta(present)
        stamp(monkeypatch, today)
        seen = []
        days = {near for offset in offsets for near in (offset - 1, offset, offset + 1)}
        for ahead in sorted(day for day in days if day < present):
            stamped = [count for count, offset in enumerate(offsets, 2) if offset <= ahead]
            seen.append(percent_as_at(workspace, filled, FIRST + timedelta(ahead)))
            assert seen[-1] == max(stamped, default=1)
        assert seen == sorted(seen)
        assert percent_as_at(workspace, filled, today) == len(offsets) + 1
        assert workspace.as_at.first_day(filled.programme.id) <= today
    finally:
        monkeypatch.undo()
        for _ in range(len(offsets) + 1):
            workspace.acts.undo()


def test_a_programme_begun_with_a_clock_years_ahead_is_seen_today(
    workspace: Workspace, filled: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    today = workspace.as_at.first_day(filled.programme.id) - timedelta(400)
    stamp(monkeypatch, today)
    assert workspace.as_at.first_day(filled.programme.id) == today
    assert workspace.as_at.register(filled.programme.id, today).tasks == filled.tasks
