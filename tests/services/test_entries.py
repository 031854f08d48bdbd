"""What is recorded for a period, what stands from elsewhere, and which entry speaks."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, cast

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.domain.checks import CheckKind
from desktop_app.domain.errors.refusals import RuleBroken
from desktop_app.domain.period import Period
from desktop_app.domain.progress import Figures, ProgressChanges, State
from desktop_app.domain.reports import Office
from desktop_app.domain.reports.draft import ReportDraft
from desktop_app.domain.reports.preset import ReportKind, usual_preset
from desktop_app.domain.sealing import freeze, thaw
from desktop_app.domain.status import Status, Totals
from desktop_app.domain.task import Assignment, Task
from desktop_app.exchange.reports.document_tables import LANDSCAPE, tasks_table
from desktop_app.exchange.reports.excel import write_report
from desktop_app.services.periods.entered import Entry, entry_mark
from desktop_app.services.periods.figures import make_report
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.tasks import recording
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace
from desktop_app.storage.history.search import ActFilter
from tests.services.one_truth import assert_as_in_the_file

TODAY = date(2021, 12, 20)


def add(workspace: Workspace, register: Register, deadline: str, number: str = "1") -> Task:
    given_ = Assignment(None, number, f"Ban hành kế hoạch {number}", deadline=deadline)
    return workspace.tasks.add(register, register.groups[0].id, given_)


@pytest.fixture
def task(workspace: Workspace, register: Register) -> Task:
    return add(workspace, register, "31/3/2021")


@pytest.fixture
def desk(workspace: Workspace, register: Register, task: Task) -> "Desk":
    return Desk(workspace, register, task)


class Desk:
    """Records of one task, period by period ("Q1", "H1", "" for the year), and says where it stands."""

    def __init__(self, workspace: Workspace, register: Register, task: Task) -> None:
        self.workspace, self.register, self.task = workspace, register, task

    def period(self, part: str, year: int = 2021) -> Period:
        name = f"nd09/{year}-{part}" if part else f"nd09/{year}"
        return self.workspace.periods.find(name, self.register.programme)

    def record(self, part: str, year: int = 2021, **changes: Any) -> Any:
        wanted = {self.task.id: cast("ProgressChanges", changes)}
        return self.workspace.recording.record(self.register, self.period(part, year), wanted)[0]

    def confirm(self, part: str) -> int:
        return self.workspace.recording.confirm(self.register, self.period(part), [self.task.id])

    def row(self, part: str, year: int = 2021) -> Any:
        return self.register.row(self.register.task(self.task.id), self.period(part, year))

    def stands(self, part: str, year: int = 2021) -> tuple[str, int, date | None, str | None]:
        standing = self.row(part, year).standing
        status = standing.status.value if standing.status else None
        return standing.state.value, standing.percent, standing.completed_on, status


# --- line 1: a day once known is never derived anew


@pytest.mark.parametrize("later", ["Q2", "H1", "Q3", ""])
@pytest.mark.parametrize("act", ["note", "confirm"])
def test_a_note_or_a_confirmation_moves_no_completion(desk: Desk, later: str, act: str) -> None:
    desk.record("Q1", state=State.DONE)
    if act == "note":
        desk.record(later, note="Đã nghiệm thu")
    else:
        assert desk.confirm(later) == 1
    for part in ("Q1", later):
        assert desk.stands(part) == ("done", 100, date(2021, 3, 14), "done_on_time")
        assert desk.row(part).standing.assumed


def test_an_assumed_day_is_stored_and_stands_until_one_is_given(desk: Desk) -> None:
    entry = desk.record("Q1", percent=100)
    assert (entry.state, entry.completed_on, entry.assumed) == (State.DONE, date(2021, 3, 14), True)
    with sqlite3.connect(desk.workspace.path) as db:
        assert db.execute("SELECT completed_on, day_assumed FROM progress").fetchall() == [("2021-03-14", 1)]
    again = desk.record("Q3", state=State.DONE)
    assert (again.completed_on, again.assumed) == (date(2021, 3, 14), True)
    known = desk.record("Q1", completed_on=date(2021, 3, 2))
    assert (known.completed_on, known.assumed) == (date(2021, 3, 2), False)
    desk.record("Q1", completed_on=None)
    assert desk.stands("Q1")[2] == date(2021, 3, 14)
    found = {one.kind for one in desk.workspace.checks.findings(desk.register, desk.period("Q1"), TODAY)}
    assert CheckKind.DONE_WITHOUT_DAY in found


def test_a_day_that_is_cleared_later_falls_back_to_the_first_period_that_said_done(desk: Desk) -> None:
    desk.record("Q1", completed_on=date(2021, 3, 2))
    entry = desk.record("Q3", completed_on=None)
    assert (entry.completed_on, entry.assumed) == (date(2021, 3, 14), True)


# --- line 2 and rule 1: rows that agree, and occurrences that begin clean


def test_a_new_occurrence_begins_clean_and_knows_which_it_is(
    workspace: Workspace, register: Register
) -> None:
    desk = Desk(workspace, register, add(workspace, register, "Hằng năm"))
    desk.record("Q4", 2020, completed_on=date(2020, 11, 3), result="Đã báo cáo", difficulty="Thiếu người")
    row = desk.row("Q1")
    assert (row.entry, row.carried) == (None, False)
    assert desk.stands("Q1") == ("not_started", 0, None, "open_in_time")
    assert row.standing.held == (date(2021, 1, 1), date(2021, 12, 31))
    entry = desk.record("Q1", note="Bắt đầu")
    assert (entry.state, entry.percent, entry.completed_on, entry.result) == (State.NOT_STARTED, 0, None, "")
    assert desk.stands("Q4", 2020) == ("done", 100, date(2020, 11, 3), "done_on_time")


def test_what_contradicts_itself_is_refused_on_every_path(desk: Desk) -> None:
    wrong: tuple[dict[str, Any], ...] = (
        {"state": State.IN_PROGRESS, "percent": 100},
        {"state": State.NOT_STARTED, "percent": 10},
        {"state": State.SUSPENDED, "completed_on": date(2021, 3, 1)},
    )
    for changes in wrong:
        with pytest.raises(RuleBroken):
            desk.record("Q1", **changes)
    assert not desk.register.entries(desk.task.id)


@pytest.mark.parametrize(
    "wrong",
    [
        "percent = 40",
        "completed_on = NULL",
        "state = 'in_progress'",
        "percent = 100, completed_on = '2021-01-05', state = 'suspended'",
        "state = 'not_started', percent = 5, completed_on = NULL",
        "state = 'in_progress', percent = 40, completed_on = NULL, day_assumed = 1",
    ],
)
def test_the_file_itself_takes_no_row_that_contradicts_itself(desk: Desk, wrong: str) -> None:
    desk.record("Q1", state=State.DONE)
    with (
        pytest.raises(sqlite3.IntegrityError, match="disagree"),
        desk.workspace.acts.act("record"),
    ):
        desk.workspace._store.db.execute(f"UPDATE progress SET {wrong}")


# --- line 3: an act does what it says, and says what it does


def test_lowering_a_completed_task_says_what_goes_with_it_and_one_undo_takes_it_back(desk: Desk) -> None:
    desk.record("Q1", completed_on=date(2021, 1, 22))
    changes: dict[int, ProgressChanges] = {desk.task.id: {"percent": 60}}
    (effect,) = desk.workspace.recording.effects(desk.register, desk.period("Q2"), changes)
    assert (effect.kind, effect.day, effect.status) == ("day_lost", date(2021, 1, 22), "open_overdue")
    desk.record("Q2", percent=60)
    assert desk.stands("Q2") == ("in_progress", 60, None, "open_overdue")
    said = desk.workspace.journal.said(desk.workspace.journal.page(ActFilter()).acts[0])
    assert "bỏ ngày hoàn thành 22/01/2021, thành “Chưa hoàn thành, quá hạn”" in said
    desk.workspace.acts.undo()
    desk.register.refresh()
    assert desk.stands("Q2") == ("done", 100, date(2021, 1, 22), "done_on_time")


def test_a_percent_records_no_words_and_a_note_no_percent(desk: Desk) -> None:
    desk.record("Q1", percent=30, result="Đã dự thảo")
    desk.record("Q2", percent=60)
    row = desk.row("Q2")
    assert (row.entry.result, row.carries("result"), row.carries("percent")) == ("Đã dự thảo", True, False)
    desk.record("Q3", note="Đôn đốc")
    row = desk.row("Q3")
    assert (row.standing.percent, row.carries("percent"), row.carries("note")) == (60, True, False)
    assert row.carried_groups == ("standing", "result")
    desk.record("Q3", result="Đã dự thảo")
    assert not desk.row("Q3").carries("result")


def test_a_note_does_not_let_the_quarter_speak_for_the_year(desk: Desk) -> None:
    """Percent of the year, words of the quarter: each is asked for by itself."""
    desk.record("Q4", percent=30, result="Theo quý")
    desk.record("", percent=60)
    desk.record("Q4", note="Đôn đốc")
    for part in ("Q4", "H2", ""):
        assert desk.stands(part)[1] == 60
        assert desk.row(part).entry.result == "Theo quý"


# --- lines 20, 29: periods of one cut-off


def test_a_row_says_the_same_whichever_period_of_its_day_it_is_asked_in(desk: Desk) -> None:
    desk.record("Q2", percent=40, result="Theo quý")
    for part in ("H1", "Q2"):
        row = desk.row(part)
        assert (row.standing.percent, row.entry.result, row.carried, row.carried_groups) == (
            40,
            "Theo quý",
            False,
            (),
        )
    desk.record("H1", completed_on=date(2021, 6, 1))
    assert desk.stands("Q2") == desk.stands("H1") == ("done", 100, date(2021, 6, 1), "done_late")
    found = {
        one.kind: one.task_ids
        for one in desk.workspace.checks.findings(desk.register, desk.period("Q2"), TODAY)
    }
    assert found[CheckKind.PERIODS_DISAGREE] == (desk.task.id,)
    desk.record("Q2", completed_on=date(2021, 6, 1))
    found = {
        one.kind: one.task_ids
        for one in desk.workspace.checks.findings(desk.register, desk.period("H1"), TODAY)
    }
    assert CheckKind.PERIODS_DISAGREE not in found


def test_a_closed_period_of_the_same_day_is_compared_as_it_was_closed(desk: Desk) -> None:
    desk.workspace.sealing.set_rules(SealRules(checks=False))
    desk.record("Q1", percent=40)
    desk.workspace.sealing.seal(desk.register, desk.period("Q2"), TODAY)
    findings = desk.workspace.checks.findings
    assert CheckKind.PERIODS_DISAGREE not in {
        one.kind for one in findings(desk.register, desk.period("H1"), TODAY)
    }
    desk.record("H1", completed_on=date(2021, 6, 1))
    found = {one.kind: one.task_ids for one in findings(desk.register, desk.period("H1"), TODAY)}
    assert found[CheckKind.PERIODS_DISAGREE] == (desk.task.id,)


def test_a_note_in_a_period_of_the_same_day_keeps_a_completion_to_come(desk: Desk) -> None:
    desk.record("Q1", percent=70)
    desk.record("Q2", completed_on=date(2021, 6, 17))
    assert desk.stands("Q2") == ("in_progress", 70, None, "open_overdue")
    desk.record("H1", note="Chờ nghiệm thu")
    assert desk.stands("H1") == ("in_progress", 70, None, "open_overdue")
    assert desk.stands("Q3") == ("done", 100, date(2021, 6, 17), "done_late")
    assert desk.row("Q2").entry.completed_on == date(2021, 6, 17), "what was recorded is kept"
    desk.record("Q2", note="Đã hẹn")
    assert desk.row("Q2").entry.completed_on == date(2021, 6, 17)


# --- lines 21, 30: carried is a reference


def test_what_was_confirmed_follows_a_correction(desk: Desk) -> None:
    desk.record("Q1", percent=30, result="Cũ")
    assert desk.confirm("Q2") == 1
    row = desk.row("Q2")
    assert (row.entry.percent, row.entry.confirmed, row.carried, row.carried_groups) == (30, True, False, ())
    assert entry_mark(row) is Entry.CONFIRMED
    desk.record("Q1", percent=45, result="Mới")
    row = desk.row("Q2")
    assert (row.entry.percent, row.standing.percent, row.entry.result, row.carries("result")) == (
        45,
        45,
        "Mới",
        False,
    )
    desk.record("Q2", note="Thêm")
    assert entry_mark(desk.row("Q2")) is Entry.ENTERED
    assert not desk.row("Q2").carries("result"), "what was confirmed stays so beside a note"


def test_a_completion_recorded_in_error_does_not_live_on_in_a_note(desk: Desk) -> None:
    desk.record("Q2", state=State.DONE)
    desk.record("Q3", note="Lưu hồ sơ")
    desk.record("Q2", percent=60)
    assert desk.stands("Q2") == ("in_progress", 60, None, "open_overdue")
    assert desk.stands("Q3") == ("in_progress", 60, None, "open_overdue")
    assert desk.row("Q3").entry.percent == 60


def test_a_row_with_a_note_alone_can_be_confirmed(desk: Desk) -> None:
    desk.record("Q1", percent=30)
    desk.record("Q2", note="Đôn đốc")
    assert (desk.confirm("Q2"), desk.confirm("Q2")) == (1, 0)
    assert (desk.row("Q2").carried_groups, desk.row("Q2").entry.note) == ((), "Đôn đốc")


def test_an_estimate_is_none_any_more_once_it_is_carried_on(desk: Desk) -> None:
    desk.record("Q2", percent=30, figures=Figures.ESTIMATED)
    assert desk.record("H1", note="Cùng ngày").figures is Figures.ESTIMATED
    assert desk.record("Q3", note="Sau").figures is Figures.ACTUAL
    assert desk.record("Q4", percent=50).figures is Figures.ACTUAL


# --- line 31


def test_a_completion_to_come_leaves_a_suspended_task_suspended(desk: Desk) -> None:
    desk.record("Q1", state=State.SUSPENDED, percent=20)
    before = desk.register.totals(date(2021, 6, 30))
    desk.record("Q3", completed_on=date(2021, 8, 25))
    assert desk.stands("Q2") == ("suspended", 20, None, None)
    assert desk.register.totals(date(2021, 6, 30)) == before == Totals()
    assert desk.stands("Q3") == ("done", 100, date(2021, 8, 25), "done_late")


# --- line 34: by the order of acts, never by the clock


@contextmanager
def clock(monkeypatch: pytest.MonkeyPatch, moment: str) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setattr(recording, "now", lambda: moment)
        yield


@pytest.mark.parametrize("second", ["2021-06-20T08:00:00", "2021-06-20T09:00:00"], ids=["back", "same"])
@pytest.mark.parametrize(("first_part", "last_part"), [("Q2", "H1"), ("H1", "Q2")])
def test_the_word_recorded_last_speaks_whatever_the_clock_says(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, second: str, first_part: str, last_part: str
) -> None:
    with clock(monkeypatch, "2021-06-20T09:00:00"):
        desk.record(first_part, percent=70, result="Trước")
    with clock(monkeypatch, second):
        desk.record(last_part, percent=50, result="Sau")
    assert desk.stands("Q2")[1] == desk.stands("H1")[1] == 50
    fresh = desk.workspace.register(desk.register.programme.id)
    assert fresh.standing(fresh.tasks[0], date(2021, 6, 14)).percent == 50
    desk.workspace.acts.undo()
    desk.register.refresh()
    assert desk.stands("H1")[1] == 70
    desk.workspace.acts.redo()
    desk.register.refresh()
    assert desk.stands("Q2")[1] == 50


# --- a sealed body and a renamed task


def test_a_sealed_body_keeps_what_was_carried(desk: Desk) -> None:
    desk.record("Q1", percent=30, result="Đã dự thảo")
    desk.record("Q2", percent=60)
    report = make_report(desk.register, desk.period("Q2"), Office(), TODAY)
    assert thaw(freeze(report)) == report
    (row,) = report.groups[0].rows
    assert row.carried_groups == ("result",)


def test_a_renamed_task_takes_its_references_along(desk: Desk) -> None:
    desk.record("Q1", percent=30, result="Đã dự thảo")
    desk.record("Q2", note="Đôn đốc")
    other = add(desk.workspace, desk.register, "31/3/2021", "2")
    desk.workspace.gone.rename(desk.register, desk.task.id, other.id, date(2021, 9, 1))
    there = Desk(desk.workspace, desk.register, other)
    assert there.row("Q2").entry is None, "until the day of the new name the old task counts"
    assert (there.row("Q3").entry.percent, there.row("Q3").entry.note) == (30, "Đôn đốc")
    desk.record("Q1", percent=35)
    assert there.row("Q3").entry.percent == there.row("Q3").standing.percent == 35
    there.record("Q3", percent=50)
    assert [one.row("Q3").standing.percent for one in (desk, there)] == [35, 50]


def test_a_renamed_task_keeps_what_its_open_periods_took_from_closed_ones(desk: Desk) -> None:
    desk.workspace.sealing.set_rules(SealRules(checks=False))
    desk.record("Q1", percent=30, result="Đã dự thảo")
    desk.record("Q2", note="Đôn đốc")
    desk.record("Q3", note="Lần hai")
    desk.workspace.sealing.seal(desk.register, desk.period("Q1"), TODAY)
    other = add(desk.workspace, desk.register, "31/3/2021", "2")
    desk.workspace.gone.rename(desk.register, desk.task.id, other.id, date(2021, 6, 1))
    there = Desk(desk.workspace, desk.register, other)
    for part, note in (("Q2", "Đôn đốc"), ("Q3", "Lần hai")):
        entry = there.row(part).entry
        assert (entry.percent, entry.result, entry.note) == (30, "Đã dự thảo", note)


def test_an_assumed_day_is_marked_on_paper_and_asked_for_in_the_form(desk: Desk, tmp_path: Path) -> None:
    desk.record("Q1", state=State.DONE)
    report = make_report(desk.register, desk.period("Q1"), Office(), TODAY)
    preset = replace(usual_preset(ReportKind.PERIODIC), columns=("number", "content", "completed_on"))
    (row,) = [row for row in tasks_table(report, preset, LANDSCAPE).rows if row.kind == "task"]
    assert row.cells[2].text == "14/3/2021 (tạm tính)"
    write_report(ReportDraft(report, preset), tmp_path / "a.xlsx")
    cells = [cell for sheet in openpyxl.load_workbook(tmp_path / "a.xlsx") for line in sheet for cell in line]
    assert any(str(cell.value).startswith("Ngày hoàn thành chữ nghiêng") for cell in cells)
    days = [
        cell for cell in cells if isinstance(cell.value, datetime) and cell.value.date() == date(2021, 3, 14)
    ]
    assert [cell.font.italic for cell in days] == [True, True]  # in the table and on the sheet of data
    form = desk.workspace.entry_forms
    task = desk.workspace.tasks.add(
        desk.register, desk.register.groups[0].id, Assignment(None, "9", "Khác", ("Sở A",))
    )
    there = Desk(desk.workspace, desk.register, task)
    there.record("Q1", state=State.DONE)
    form.write(desk.register, desk.period("Q1"), "Sở A", tmp_path / "b.xlsx", TODAY)
    sheet = openpyxl.load_workbook(tmp_path / "b.xlsx").worksheets[0]
    assert [cell for line in sheet for cell in line if isinstance(cell.value, datetime)] == []
    assert form.plan(desk.register, tmp_path / "b.xlsx").changed == ()


# --- properties

PARTS = ("Q1", "Q2", "H1", "Q3", "Q4", "H2", "")
LATER = {"Q3": date(2021, 6, 14), "H2": date(2021, 6, 14), "Q4": date(2021, 9, 14)}
"""Periods that begin after a day."""
DAYS = tuple(date(2021, month, day) for month, day in ((3, 14), (6, 14), (8, 1), (9, 14), (12, 14), (12, 31)))
DEADLINES = ("31/3/2021", "Hằng năm", "30/9/2021", "")
figures = st.one_of(
    st.builds(lambda percent: {"percent": percent}, st.sampled_from([0, 30, 60, 99, 100])),
    st.builds(lambda state: {"state": state}, st.sampled_from(State)),
    st.builds(lambda day: {"completed_on": day}, st.dates(date(2021, 1, 1), date(2021, 12, 20))),
)
words = st.builds(
    lambda name, text: {name: text}, st.sampled_from(["result", "note"]), st.sampled_from(["", "A", "B"])
)
acts = st.lists(
    st.tuples(st.sampled_from(PARTS), st.one_of(figures, words, st.none())), min_size=1, max_size=7
)
few = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))


@contextmanager
def worked(deadline: str, done: Any) -> Iterator[Desk]:
    """Open a new data file in which one task was recorded of, act by act; None confirms."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace.create(Path(folder) / "a.tiendo")
        register = workspace.register(workspace.programme().id)
        desk = Desk(workspace, register, add(workspace, register, deadline))
        for part, changes in done:
            act(desk, part, changes)
        try:
            yield desk
        finally:
            workspace.close()


def act(desk: Desk, part: str, changes: Any) -> None:
    if changes is None:
        desk.confirm(part)
    else:
        desk.record(part, **changes)


def said(desk: Desk) -> list[Any]:
    """Return the figures on all days."""
    task = desk.register.task(desk.task.id)
    return [desk.register.standing(task, day) for day in DAYS] + [desk.register.totals(day) for day in DAYS]


@few
@given(st.sampled_from(DEADLINES), acts, st.sampled_from(PARTS), st.one_of(words, st.none()))
def test_a_note_or_confirmation_never_changes_a_figure(
    deadline: str, done: Any, part: str, changes: Any
) -> None:
    with worked(deadline, done) as desk:
        before = said(desk)
        act(desk, part, changes)
        assert said(desk) == before
        assert_as_in_the_file(desk.workspace, desk.register)


@few
@given(st.sampled_from(DEADLINES), acts, st.sampled_from(list(LATER)), figures)
def test_no_act_of_a_later_period_changes_the_past_unless_it_is_a_completion_by_then(
    deadline: str, done: Any, part: str, changes: Any
) -> None:
    day = LATER[part]
    with worked(deadline, done) as desk:
        task = desk.register.task(desk.task.id)
        before = desk.register.standing(task, day)
        act(desk, part, changes)
        later = [entry for entry in desk.register.entries(task.id) if entry.starts_on > day]
        if any((one.completed_on or TODAY) <= day for one in later):
            return  # its day was typed, now or before, or is the one that the entry of a longer period bears
        assert desk.register.standing(task, day) == before


@few
@given(st.sampled_from(DEADLINES), acts)
def test_a_row_agrees_in_all_periods_of_one_day(deadline: str, done: Any) -> None:
    with worked(deadline, done) as desk:
        for one, other in (("Q2", "H1"), ("Q4", "H2"), ("Q4", "")):
            first, second = desk.row(one), desk.row(other)
            assert (first.standing, first.carried) == (second.standing, second.carried)
            for name in ("result", "note"):
                texts = [getattr(row.entry, name) if row.entry else "" for row in (first, second)]
                periods = [desk.period(part).id for part in (one, other)]
                own = [
                    entry.owns(name)
                    for entry in desk.register.entries(desk.task.id)
                    if entry.period in periods
                ]
                assert own == [True, True] or texts[0] == texts[1]


@pytest.mark.no_cover
@few
@given(st.sampled_from(DEADLINES), acts, st.lists(st.integers(0, 86_399), min_size=7, max_size=7))
def test_the_clock_decides_nothing(deadline: str, done: Any, moments: list[int]) -> None:
    with worked(deadline, done) as desk:
        right = said(desk)
    with pytest.MonkeyPatch.context() as patch:
        clock = iter(moments)
        patch.setattr(recording, "now", lambda: f"2021-06-20T{next(clock):05d}")
        with worked(deadline, done) as desk:
            assert said(desk) == right


@few
@given(acts, st.sampled_from([10, 55, 80]), st.sampled_from(["C", "D"]))
def test_a_correction_reaches_everything_that_stands_on_it(done: Any, percent: int, text: str) -> None:
    with worked("31/12/2021", done) as desk:
        desk.record("Q1", percent=percent, result=text)
        entries = desk.register.entries(desk.task.id)
        first = next(entry for entry in entries if entry.period == "nd09/2021-Q1")
        assert (first.percent, first.result) == (percent, text)
        for name in ("percent", "result"):
            others = [entry for entry in entries if entry.owns(name) and entry is not first]
            if any(entry.starts_on > first.starts_on or entry.cut_off > first.cut_off for entry in others):
                continue
            assert all(
                getattr(entry, name) == getattr(first, name)
                for entry in entries
                if entry.cut_off > first.cut_off
            )


def test_status_counts_the_assumed_day(desk: Desk) -> None:
    desk.record("Q2", state=State.DONE)
    assert desk.row("Q2").standing.status is Status.DONE_LATE
