"""What is decided on is read in the transaction that writes.

Another writer comes before it or after it, never between. Each test holds an act between its reading and its
writing, and lets a second connection of the same file try to write.
"""

import threading
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop_app.domain.errors.incoming import EntryFormOutdated
from desktop_app.domain.errors.periods import PeriodNotSealed, PeriodSealed, RowsChanged
from desktop_app.domain.period import Period
from desktop_app.domain.review import ReviewMark
from desktop_app.services.forms import entry_forms
from desktop_app.services.periods import review_desk, reviewing
from desktop_app.services.periods.review_desk import PackageDesk, PeriodDesk, open_package
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.tasks import recording
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace

TODAY = date(2021, 12, 15)
PATIENCE = 0.3
Work = Callable[[Workspace, Register, Period], object]


class Other:
    """A second connection, in a thread of its own, that writes as soon as it is let."""

    def __init__(self, workspace: Workspace, period: Period, work: Work) -> None:
        """Begin nothing yet."""
        self._workspace, self._period, self._work = workspace, period, work
        self._thread = threading.Thread(target=self._run)
        self._trying = threading.Event()
        self.refused: list[Exception] = []
        self.waited = False

    def start(self) -> None:
        """Let it try; it has to wait as long as somebody else is between reading and writing."""
        if self._trying.is_set():
            return
        self._thread.start()
        assert self._trying.wait(5)
        self._thread.join(PATIENCE)
        self.waited = self._thread.is_alive()

    def join(self) -> None:
        """Wait until it is through."""
        self._thread.join(10)
        assert not self._thread.is_alive()

    def _run(self) -> None:
        own = self._workspace.twin()
        try:
            register = own.register(own.programme().id)
            self._trying.set()
            self._work(own, register, self._period)
        except (PeriodSealed, PeriodNotSealed, RowsChanged) as error:
            self.refused.append(error)
        finally:
            own.close()


@pytest.fixture
def q4(workspace: Workspace, filled: Register) -> Period:
    workspace.sealing.set_rules(SealRules(checks=False))
    return workspace.periods.find("nd09/2021-Q4", filled.programme)


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Any, str, Other], None]]:
    """Return what lets another connection try at the moment at which a function is called."""
    held: list[Other] = []

    def at(module: Any, name: str, other: Other) -> None:
        real = getattr(module, name)

        def seam(*given: Any, **named: Any) -> Any:
            other.start()
            return real(*given, **named)

        held.append(other)
        monkeypatch.setattr(module, name, seam)

    yield at
    for other in held:
        other.join()


Hold = Callable[[Any, str, Other], None]


def percent(register: Register, period: Period, at: int = 0) -> int:
    return register.row(register.tasks[at], period).standing.percent


def test_recording_keeps_what_another_recorded_before_it(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    """The memory of the first is older than what the second has written."""
    twin = workspace.twin()
    task = filled.tasks[0].id
    twin.recording.record(
        twin.register(filled.programme.id), q4, {task: {"percent": 77, "result": "Đã trình"}}
    )
    twin.close()
    workspace.recording.record(filled, q4, {task: {"difficulty": "Thiếu kinh phí"}})
    entry = filled.row(filled.task(task), q4).entry
    assert entry is not None
    assert (entry.percent, entry.result, entry.difficulty) == (77, "Đã trình", "Thiếu kinh phí")


def test_nobody_writes_between_the_reading_and_the_writing_of_a_record(
    workspace: Workspace, filled: Register, q4: Period, hold: Hold
) -> None:
    task = filled.tasks[0].id
    other = Other(workspace, q4, lambda w, r, p: w.recording.record(r, p, {task: {"percent": 77}}))
    hold(recording, "_planned", other)
    workspace.recording.record(filled, q4, {task: {"difficulty": "Thiếu kinh phí"}})
    other.join()
    filled.refresh()
    entry = filled.row(filled.task(task), q4).entry
    assert entry is not None
    assert (other.waited, entry.percent, entry.difficulty) == (True, 77, "Thiếu kinh phí")


def test_what_another_recorded_meanwhile_is_not_confirmed_away(
    workspace: Workspace, filled: Register, q4: Period, hold: Hold
) -> None:
    task = filled.tasks[0].id
    other = Other(workspace, q4, lambda w, r, p: w.recording.record(r, p, {task: {"percent": 77}}))
    hold(recording, "carried_forward", other)
    assert workspace.recording.confirm(filled, q4, [task]) == 1
    other.join()
    filled.refresh()
    entry = filled.row(filled.task(task), q4).entry
    assert entry is not None
    assert (other.waited, entry.percent, entry.unchanged) == (True, 77, False)
    assert workspace.recording.confirm(filled, q4, [task]) == 0


def test_a_period_is_not_closed_between_the_reading_and_the_writing_of_a_record(
    workspace: Workspace, filled: Register, q4: Period, hold: Hold
) -> None:
    other = Other(workspace, q4, lambda w, r, p: w.sealing.seal(r, p, TODAY))
    hold(recording, "_planned", other)
    workspace.recording.record(filled, q4, {filled.tasks[0].id: {"percent": 40}})
    other.join()
    version = workspace.sealing.standing(filled.programme.id, q4.id)
    assert version is not None
    assert (other.waited, workspace.sealing.report_of(version).groups[0].rows[0].standing.percent) == (
        True,
        40,
    )


def test_a_leader_does_not_accept_what_he_was_not_shown(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    desk = PeriodDesk(workspace.reviewing, filled, q4)
    first, second = desk.rows()[:2]
    twin = workspace.twin()
    twin.recording.record(twin.register(filled.programme.id), q4, {first.row.task.id: {"percent": 77}})
    twin.close()
    filled.refresh()  # by work in a thread that ended while the leader was reading
    both = [first.row.task.id, second.row.task.id]
    for judge in (lambda: desk.accept(both, ""), lambda: desk.give_back(both, "Bổ sung", "")):
        with pytest.raises(RowsChanged) as refused:
            judge()
        assert refused.value.tasks == first.row.task.number
    assert workspace.reviewing.counts(filled, q4)[ReviewMark.WAITING] == len(filled.tasks)
    desk.rows()
    assert desk.accept(both, "") == 2


def test_nobody_writes_between_the_reading_and_the_writing_of_a_verdict(
    workspace: Workspace, filled: Register, q4: Period, hold: Hold
) -> None:
    task = filled.tasks[0].id
    other = Other(workspace, q4, lambda w, r, p: w.recording.record(r, p, {task: {"percent": 77}}))
    hold(reviewing, "row_hash", other)
    assert workspace.reviewing.accept(filled, q4, [task]) == 1
    other.join()
    filled.refresh()
    assert other.waited
    assert workspace.reviewing.counts(filled, q4)[ReviewMark.CHANGED] == 1


def test_two_leaders_judge_one_after_the_other(
    workspace: Workspace, filled: Register, q4: Period, hold: Hold
) -> None:
    task = filled.tasks[0].id
    other = Other(workspace, q4, lambda w, r, p: w.reviewing.give_back(r, p, [task], "Bổ sung"))
    hold(reviewing, "row_hash", other)
    workspace.reviewing.accept(filled, q4, [task])
    other.join()
    assert other.waited
    assert workspace.reviewing.rows(filled, q4)[0].mark is ReviewMark.RETURNED


@pytest.fixture
def answer(workspace: Workspace, filled: Register, q4: Period, tmp_path: Path) -> Path:
    sent, back = tmp_path / "goi.duyet", tmp_path / "tra loi.duyet"
    workspace.packages.write(filled, q4, sent)
    desk = PackageDesk(open_package(sent))
    desk.accept([task.id for task in filled.tasks[:2]], "Phó Giám đốc")
    desk.answer(back)
    return back


def test_nobody_writes_between_the_reading_and_the_taking_of_a_package(
    workspace: Workspace, filled: Register, q4: Period, hold: Hold, answer: Path
) -> None:
    task = filled.tasks[0].id
    other = Other(workspace, q4, lambda w, r, p: w.reviewing.give_back(r, p, [task], "Bổ sung"))
    hold(review_desk, "still_says", other)
    merged = workspace.packages.merge(filled, q4, open_package(answer), answer)
    other.join()
    assert (other.waited, merged.accepted, merged.conflicts) == (True, 2, ())
    assert workspace.reviewing.rows(filled, q4)[0].mark is ReviewMark.RETURNED


def test_a_package_is_taken_by_what_the_file_holds_not_the_memory(
    workspace: Workspace, filled: Register, q4: Period, answer: Path
) -> None:
    twin = workspace.twin()
    twin.recording.record(twin.register(filled.programme.id), q4, {filled.tasks[0].id: {"percent": 77}})
    twin.close()
    merged = workspace.packages.merge(filled, q4, open_package(answer), answer)
    assert (merged.accepted, merged.stale) == (1, (filled.tasks[0].number,))


def test_a_package_leaves_with_what_the_file_holds(
    workspace: Workspace, filled: Register, q4: Period, tmp_path: Path, hold: Hold
) -> None:
    """Rows, verdicts and the act that names them are of one moment."""
    task = filled.tasks[0].id
    other = Other(workspace, q4, lambda w, r, p: w.recording.record(r, p, {task: {"percent": 77}}))
    hold(review_desk, "make_report", other)
    before = workspace.last_action()
    workspace.packages.write(filled, q4, tmp_path / "goi.duyet")
    other.join()
    package = open_package(tmp_path / "goi.duyet")
    assert (other.waited, package.action) == (True, before)
    assert PackageDesk(package).rows()[0].row.standing.percent == 0


@pytest.fixture
def returned(workspace: Workspace, filled: Register, q4: Period, tmp_path: Path) -> Path:
    """The form of the agency of the first task, which brings 60 % and a result for it."""
    path = tmp_path / "phieu.xlsx"
    task = filled.tasks[0]
    workspace.entry_forms.write(filled, q4, task.lead, path, TODAY)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    row = next(one for one in sheet.iter_rows() if one[1].value == task.content)
    row[5].value, row[7].value = 60, "Đã trình dự thảo"
    book.save(path)
    return path


def test_nobody_writes_between_the_reading_and_the_recording_of_a_form(
    workspace: Workspace, filled: Register, q4: Period, hold: Hold, returned: Path
) -> None:
    task = filled.tasks[0].id
    plan = workspace.entry_forms.plan(filled, returned, q4)
    other = Other(
        workspace, q4, lambda w, r, p: w.recording.record(r, p, {task: {"proposal": "Bổ sung kinh phí"}})
    )
    hold(entry_forms, "_is_outdated", other)
    assert workspace.entry_forms.apply(filled, plan) == 1
    other.join()
    filled.refresh()
    entry = filled.row(filled.task(task), q4).entry
    assert entry is not None
    assert (other.waited, entry.percent, entry.result, entry.proposal) == (
        True, 60, "Đã trình dự thảo", "Bổ sung kinh phí",
    )  # fmt: skip


def test_a_form_does_not_overwrite_what_was_recorded_since_it_was_compared(
    workspace: Workspace, filled: Register, q4: Period, returned: Path
) -> None:
    task = filled.tasks[0]
    plan = workspace.entry_forms.plan(filled, returned, q4)
    twin = workspace.twin()
    twin.recording.record(twin.register(filled.programme.id), q4, {task.id: {"percent": 77}})
    twin.close()
    with pytest.raises(EntryFormOutdated) as refused:
        workspace.entry_forms.apply(filled, plan)
    assert (refused.value.tasks, percent(filled, q4)) == (task.number, 77)
    again = workspace.entry_forms.plan(filled, returned, q4)
    assert again.conflicts == 1
    assert workspace.entry_forms.apply(filled, again) == 1
    entry = filled.row(filled.task(task.id), q4).entry
    assert entry is not None
    assert (entry.percent, entry.result) == (77, "Đã trình dự thảo")


def test_a_refused_act_leaves_the_file_free_and_nothing_to_undo(
    workspace: Workspace, filled: Register, q4: Period, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What fails when it is committed cannot be undone, for it never was."""
    task = filled.tasks[0].id
    before, act = workspace.last_action(), workspace.acts.last

    def broken() -> None:
        with workspace.acts.alone():
            with workspace.acts.act("period_rules"):
                workspace._store.settings.put("probe", 1)
            raise PeriodSealed(q4.id)

    with pytest.raises(PeriodSealed):
        broken()
    assert (workspace.last_action(), workspace.acts.last) == (before, act)
    workspace.recording.record(filled, q4, {task: {"percent": 5}})
    assert percent(filled, q4) == 5


def test_two_reopen_a_period_once(
    workspace: Workspace, filled: Register, q4: Period, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second waits, and is told that the period is open."""
    programme = filled.programme.id
    workspace.sealing.seal(filled, q4, TODAY)
    other = Other(workspace, q4, lambda w, _r, p: w.sealing.reopen(programme, p.id, "Sót số liệu"))
    real = workspace.sealing.standing

    def standing(programme_id: int, period: str) -> Any:
        found = real(programme_id, period)
        other.start()
        return found

    monkeypatch.setattr(workspace.sealing, "standing", standing)
    assert workspace.sealing.reopen(programme, q4.id, "Bổ sung").reopened_for == "Bổ sung"
    other.join()
    assert (other.waited, [type(one) for one in other.refused]) == (True, [PeriodNotSealed])
