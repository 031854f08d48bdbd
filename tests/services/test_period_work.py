"""Entry, checks, review, looking back: what the officer does with a period before and after it is closed."""

import hashlib
import json
import os
import shutil
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop_app.domain.checks import CheckKind, Finding, Level
from desktop_app.domain.errors.periods import (
    ChecksOpen,
    PackageAltered,
    PackageForeign,
    PackageStale,
    RegimeInUse,
    ReviewOpen,
)
from desktop_app.domain.errors.refusals import (
    CompletedTooEarly,
    FieldMissing,
    FieldOutOfRange,
    FieldsDisagree,
    NotFound,
    SourceMissing,
)
from desktop_app.domain.evidence import Document, Link
from desktop_app.domain.period import Period, PeriodState
from desktop_app.domain.progress import Figures, State
from desktop_app.domain.review import PackageDirection, ReviewMark, ReviewPackage
from desktop_app.domain.task import Assignment, Handling, Task
from desktop_app.domain.text import day_text
from desktop_app.domain.work import finished
from desktop_app.services.history.since import changes_between, sentences
from desktop_app.services.period_board import period_board, version_lines
from desktop_app.services.periods.attention import reminders
from desktop_app.services.periods.entered import Entry, Grouping, completeness
from desktop_app.services.periods.figures import make_report
from desktop_app.services.periods.review_desk import PackageDesk, PeriodDesk, open_package
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.tasks.counts import in_count
from desktop_app.services.tasks.filtering import TaskFilter
from desktop_app.services.tasks.listing import TaskListing
from desktop_app.services.tasks.register import Register
from desktop_app.services.tasks.sealed_register import SealedRegister
from desktop_app.services.wording import check_words, say
from desktop_app.services.workspace import Workspace

TODAY = date(2021, 12, 15)
DAY = date(2021, 12, 14)
"""The cut-off of quarter IV."""


@pytest.fixture
def q3(workspace: Workspace, filled: Register) -> Period:
    return workspace.periods.find("nd09/2021-Q3", filled.programme)


def found(workspace: Workspace, register: Register, period: Period) -> dict[CheckKind, Finding]:
    return {one.kind: one for one in workspace.checks.findings(register, period, TODAY)}


# --- entry ---------------------------------------------------------------------------------------


def test_what_only_carries_the_period_before_is_confirmed_as_one_act(
    workspace: Workspace, filled: Register, q3: Period, q4: Period
) -> None:
    first, second, third = filled.tasks[:3]
    workspace.recording.record(filled, q3, {one.id: {"percent": 30} for one in (first, second)})
    assert filled.row(first, q4).carried
    assert workspace.recording.confirm(filled, q4, [first.id, second.id, third.id]) == 3
    entry = filled.row(first, q4).entry
    assert entry is not None
    assert (entry.confirmed, entry.percent, filled.row(first, q4).carried) == (True, 30, False)
    assert workspace.recording.confirm(filled, q4, [first.id]) == 0
    changed = workspace.recording.record(filled, q4, {first.id: {"percent": 45}})[0]
    assert (changed.confirmed, changed.unchanged) == (True, False)  # the rest is confirmed still
    workspace.acts.undo()
    workspace.acts.undo()
    filled.refresh()
    assert filled.row(first, q4).carried


def test_completeness_adds_up_by_group_agency_and_officer(
    workspace: Workspace, filled: Register, q3: Period, q4: Period
) -> None:
    first, second, third, *_ = filled.tasks
    workspace.recording.record(filled, q3, {third.id: {"completed_on": date(2021, 8, 1)}})
    workspace.recording.record(filled, q4, {first.id: {"percent": 10}})
    workspace.recording.confirm(filled, q4, [second.id])
    workspace.tasks.edit(filled, first.id, first.group_id, first.given, Handling("Nguyễn Thị Hoa"))
    counted = completeness(make_report(filled, q4, workspace.office.get(), TODAY))
    total = counted.total
    assert [total.count(entry) for entry in Entry] == [1, 1, 1, len(filled.tasks) - 3]
    assert total.tasks[Entry.ENTERED] == (first.id,)
    assert (total.total, total.ready) == (len(filled.tasks), 3)
    for part in Grouping:
        lines = counted.parts[part]
        assert sorted(key for line in lines for key in line.ids) == sorted(total.ids)
        assert [sum(line.count(entry) for line in lines) for entry in Entry] == [
            total.count(entry) for entry in Entry
        ]
    assert [line.name for line in counted.parts[Grouping.OFFICER]] == ["Nguyễn Thị Hoa", ""]
    assert len(counted.parts[Grouping.GROUP]) == len(filled.groups)


def test_many_are_recorded_after_a_preview_and_undone_in_one_step(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    ids = [task.id for task in filled.tasks[:5]]
    workspace.recording.record(filled, q4, {ids[0]: {"percent": 50, "figures": Figures.ESTIMATED}})
    planned = workspace.recording.plan(filled, q4, ids, {"percent": 50})
    assert [one.after.task_id for one in planned] == ids[1:]
    assert {one.before.percent for one in planned} == {0}
    workspace.recording.record(filled, q4, {one.after.task_id: {"percent": 50} for one in planned})
    workspace.acts.undo()
    filled.refresh()
    assert [filled.row(filled.task(key), q4).entry is None for key in ids] == [False, True, True, True, True]
    entry = filled.row(filled.task(ids[0]), q4).entry
    assert entry is not None
    assert entry.figures is Figures.ESTIMATED


def test_what_one_regime_recorded_for_a_day_holds_for_another(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    task, year = filled.tasks[0], workspace.periods.find("nd09/2021", filled.programme)
    workspace.recording.record(filled, q4, {task.id: {"percent": 70}})
    row = filled.row(task, year)
    assert row.entry is not None
    assert (row.carried, row.entry.percent) == (False, 70)
    workspace.recording.record(filled, year, {task.id: {"result": "Cả năm"}})
    periods = [entry.period for entry in filled.entries(task.id)]
    assert sorted(periods) == ["nd09/2021", "nd09/2021-Q4"]
    assert filled.standing(task, q4.cut_off).percent == 70


# --- regimes -------------------------------------------------------------------------------------


def test_a_programme_runs_several_regimes_side_by_side(workspace: Workspace) -> None:
    programme = workspace.periods.choose(workspace.programme(), ("nd09", "tt10"))
    assert workspace.programme().all_regimes == ("nd09", "tt10")
    assert {one.regime for one in workspace.periods.all_of(programme)} == {"nd09", "tt10"}
    assert [one.id for one in workspace.periods.of(programme, "year", "tt10")][:2] == [
        "tt10/2018",
        "tt10/2019",
    ]
    workspace.acts.undo()
    assert workspace.programme().all_regimes == ("nd09",)
    for wrong, refused in (((), FieldMissing), (("khac",), NotFound), (("nd09", "nd09"), FieldsDisagree)):
        with pytest.raises(refused):
            workspace.periods.choose(programme, wrong)


def test_the_office_keeps_a_regime_of_its_own(workspace: Workspace, filled: Register) -> None:
    periods = workspace.periods
    own = replace(periods.regimes["tt10"], id="tinh", title=" Quy định  của tỉnh ", cut_off_day=20)
    periods.save(own)
    assert periods.regimes["tinh"].title == "Quy định của tỉnh"
    assert periods.shipped("tinh") is None
    period = periods.find("tinh/2021", filled.programme)
    assert (period.starts_on, period.cut_off) == (date(2020, 9, 21), date(2021, 9, 20))
    workspace.recording.record(filled, period, {filled.tasks[0].id: {"percent": 5}})
    with pytest.raises(RegimeInUse):
        periods.save(replace(own, cut_off_day=25))
    with pytest.raises(RegimeInUse):
        periods.remove("tinh")
    periods.save(replace(own, title="Quy định mới của tỉnh"))
    with pytest.raises(FieldMissing):
        periods.save(replace(own, title=" "))
    with pytest.raises(NotFound):
        periods.remove("khac")


def test_a_shipped_regime_is_changed_and_brought_back(workspace: Workspace) -> None:
    periods = workspace.periods
    periods.save(replace(periods.regimes["tt10"], send_by_after=10))
    assert periods.regimes["tt10"].send_by_after == 10
    periods.remove("tt10")
    assert periods.regimes["tt10"].send_by_after == 15
    periods.choose(workspace.programme(), ("nd09", "tt10"))
    periods.save(replace(periods.regimes["tt10"], id="moi", title="Mới"))
    periods.choose(workspace.programme(), ("nd09", "moi"))
    with pytest.raises(RegimeInUse):
        periods.remove("moi")


# --- extensions ----------------------------------------------------------------------------------


def test_a_deadline_is_extended_with_a_log(workspace: Workspace, register: Register) -> None:
    given = Assignment(
        None, "1", "Rà soát", leads=("Sở Tư pháp",), coordinating=(), output="", deadline="30/6/2021"
    )
    task = workspace.tasks.add(register, register.groups[0].id, given)
    decided = date(2021, 6, 1)
    one = workspace.extensions.extend(
        register, task.id, date(2021, 9, 30), reason="Dịch bệnh", decided_on=decided, document="12/UBND"
    )
    assert (one.first_due, one.new_due, one.document) == (date(2021, 6, 30), date(2021, 9, 30), "12/UBND")
    assert register.standing(register.task(task.id), date(2021, 9, 1)).due == date(2021, 9, 30)
    with pytest.raises(FieldsDisagree):
        workspace.extensions.extend(register, task.id, date(2021, 8, 1), "Dịch bệnh", decided)
    with pytest.raises(FieldMissing):
        workspace.extensions.extend(register, task.id, date(2021, 12, 1), " ", decided)
    edited = workspace.tasks.edit(
        register, task.id, task.group_id, replace(given, output="Báo cáo"), task.own
    )
    assert edited.extensions == (one,)
    workspace.extensions.remove(register, one)
    assert register.task(task.id).extensions == ()


# --- checks --------------------------------------------------------------------------------------


def test_each_check_names_the_tasks_behind_it(
    workspace: Workspace, filled: Register, q3: Period, q4: Period
) -> None:
    numbered = {task.number: task for task in filled.tasks}
    once = [task for task in filled.tasks if task.deadline.recurs is None]
    falls, no_day, future, carried = once[:4]
    recording = workspace.recording
    recording.record(filled, q3, {falls.id: {"percent": 60}, carried.id: {"percent": 20}})
    recording.record(
        filled,
        q4,
        {
            falls.id: {"percent": 40},
            no_day.id: {"state": State.DONE},
            future.id: {"completed_on": q4.cut_off + timedelta(1)},
        },
    )
    findings = found(workspace, filled, q4)
    assert findings[CheckKind.PERCENT_FALLS].task_ids == (falls.id,)
    assert findings[CheckKind.DONE_WITHOUT_DAY].numbers == (no_day.number,)
    assert findings[CheckKind.COMPLETED_AFTER].task_ids == (future.id,)
    assert no_day.id in findings[CheckKind.DONE_WITHOUT_EVIDENCE].task_ids
    assert carried.id in findings[CheckKind.CARRIED_OVER].task_ids
    overdue = findings[CheckKind.OVERDUE_UNEXPLAINED].numbers
    assert overdue
    recording.record(filled, q4, {numbered[number].id: {"difficulty": "Thiếu người"} for number in overdue})
    assert CheckKind.OVERDUE_UNEXPLAINED not in found(workspace, filled, q4)
    assert CheckKind.TOTALS not in findings


def test_a_completion_before_the_programme_is_refused_and_an_old_one_is_found(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    task, first = filled.tasks[0], filled.programme.starts_on
    for day in (date(1999, 5, 4), first - timedelta(1)):
        for act in (workspace.recording.record, workspace.recording.effects):
            with pytest.raises(CompletedTooEarly) as refused:
                act(filled, q4, {task.id: {"completed_on": day}})
            assert say(refused.value).startswith(
                f"Nhiệm vụ số {task.number}: ngày hoàn thành {day_text(day)} trước ngày"
            )
        with pytest.raises(CompletedTooEarly):
            workspace.recording.plan(filled, q4, [task.id], {"completed_on": day})
    assert not filled.row(task, q4).recorded
    workspace.recording.record(filled, q4, {task.id: {"completed_on": first}})
    assert CheckKind.COMPLETED_BEFORE not in found(workspace, filled, q4)
    with workspace.acts.act("record"):  # as earlier programs let it be
        workspace._store.db.execute(
            "UPDATE progress SET completed_on = '1999-05-04' WHERE task_id = ?", [task.id]
        )
    filled.refresh()
    finding = found(workspace, filled, q4)[CheckKind.COMPLETED_BEFORE]
    assert (finding.task_ids, finding.blocks) == ((task.id,), True)
    workspace.recording.record(filled, q4, {task.id: {"note": "Đã hỏi lại"}})
    workspace.recording.record(filled, q4, {task.id: {"completed_on": first}})
    assert CheckKind.COMPLETED_BEFORE not in found(workspace, filled, q4)


def test_a_returned_row_is_told_under_every_rule_until_it_is_accepted(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    back, also, other = filled.tasks[:3]
    reviewing = workspace.reviewing
    reviewing.accept(filled, q4, [other.id])
    assert CheckKind.RETURNED not in found(workspace, filled, q4)
    reviewing.give_back(filled, q4, [back.id, also.id], "Thiếu số liệu")
    workspace.recording.record(
        filled, q4, {back.id: {"percent": 40}}
    )  # mended, and not seen by the leader yet
    for levels in (workspace.checks.levels(), dict.fromkeys(CheckKind, Level.OFF)):
        workspace.checks.set_levels(levels)
        for rules in (SealRules(), SealRules(checks=False)):
            workspace.sealing.set_rules(rules)
            finding = found(workspace, filled, q4)[CheckKind.RETURNED]
            assert finding.task_ids == (back.id, also.id)
            assert check_words(finding) == "2 nhiệm vụ bị trả lại, yêu cầu bổ sung, chưa được duyệt lại"
            assert workspace.checks.returned(filled.programme.id, q4) == [back.number, also.number]
    workspace.checks.set_levels(workspace.checks.levels() | {CheckKind.RETURNED: Level.BLOCKING})
    workspace.sealing.set_rules(SealRules())
    with pytest.raises(ChecksOpen):
        workspace.sealing.seal(filled, q4, TODAY)
    reviewing.send(filled, q4, TODAY)  # what was returned goes to the leader again
    reviewing.accept(filled, q4, [back.id])
    assert found(workspace, filled, q4)[CheckKind.RETURNED].task_ids == (also.id,)
    reviewing.accept(filled, q4, [also.id])
    assert CheckKind.RETURNED not in found(workspace, filled, q4)
    assert workspace.sealing.seal(filled, q4, TODAY).version == 1


def test_the_views_hold_what_the_checks_find(workspace: Workspace, filled: Register, q4: Period) -> None:
    """A difficulty of an earlier period explains a task that is still overdue, on the overview, too."""
    q3 = workspace.periods.find("nd09/2021-Q3", filled.programme)
    explained = found(workspace, filled, q4)[CheckKind.OVERDUE_UNEXPLAINED].task_ids[0]
    undated = next(row.task.id for row in filled.rows(q4) if row.missing and row.task.id != explained)
    workspace.recording.record(filled, q3, {explained: {"difficulty": "Thiếu người"}})
    workspace.recording.record(filled, q4, {undated: {"state": State.DONE}})
    findings, rows = found(workspace, filled, q4), filled.rows(q4)
    for kind, view in (
        (CheckKind.OVERDUE_UNEXPLAINED, "unexplained"),
        (CheckKind.DONE_WITHOUT_DAY, "undated"),
        (CheckKind.CARRIED_OVER, "missing"),
    ):
        assert {row.task.id for row in rows if in_count(view)(row)} == set(findings[kind].task_ids)
    assert explained not in findings[CheckKind.OVERDUE_UNEXPLAINED].task_ids


def test_a_swing_against_the_year_before_is_found(workspace: Workspace, filled: Register, q4: Period) -> None:
    yearly = next(task for task in filled.tasks if task.deadline.recurs is not None)
    before = workspace.periods.a_year_before(q4)
    assert before is not None
    assert CheckKind.SWING not in found(workspace, filled, q4)
    workspace.recording.record(filled, before, {yearly.id: {"percent": 80}})
    workspace.recording.record(filled, q4, {yearly.id: {"percent": 61}})
    assert yearly.id not in _swing_ids(workspace, filled, q4)
    workspace.recording.record(filled, q4, {yearly.id: {"percent": 60}})
    assert yearly.id in _swing_ids(workspace, filled, q4)


def test_closed_periods_are_compared_as_they_were_sealed(
    workspace: Workspace, filled: Register, q3: Period, q4: Period
) -> None:
    """A period of the same cut-off that is still open says 90 % of both tasks since.

    The seals said 40 and 60%.
    """
    yearly = next(task for task in filled.tasks if task.deadline.recurs is not None)
    once = next(task for task in filled.tasks if task.deadline.recurs is None)
    before = workspace.periods.a_year_before(q4)
    assert before is not None
    workspace.sealing.set_rules(SealRules(checks=False))
    workspace.recording.record(filled, before, {yearly.id: {"percent": 40}})
    workspace.recording.record(filled, q3, {once.id: {"percent": 60}})
    workspace.recording.record(filled, q4, {yearly.id: {"percent": 40}, once.id: {"percent": 60}})
    sealed = [workspace.sealing.seal(filled, one, TODAY) for one in (before, q3)]
    for same_day, task in (("nd09/2020", yearly), ("nd09/2021-9M", once)):
        other = workspace.periods.find(same_day, filled.programme)
        workspace.recording.record(filled, other, {task.id: {"percent": 90}})
    findings = found(workspace, filled, q4)
    assert CheckKind.PERCENT_FALLS not in findings
    assert yearly.id not in _swing_ids(workspace, filled, q4)
    for version in sealed:
        workspace.sealing.reopen(filled.programme.id, version.period, "Xem lại")
    assert once.id in found(workspace, filled, q4)[CheckKind.PERCENT_FALLS].task_ids
    assert yearly.id in _swing_ids(workspace, filled, q4)


def _swing_ids(workspace: Workspace, register: Register, period: Period) -> tuple[int, ...]:
    swing = found(workspace, register, period).get(CheckKind.SWING)
    return swing.task_ids if swing else ()


def test_an_explanation_of_totals_ends_with_their_figures(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    before = workspace.periods.a_year_before(q4)
    assert before is not None
    once = [task.id for task in filled.tasks if task.deadline.recurs is None]
    workspace.recording.record(filled, before, {key: {"state": State.DONE} for key in once[:4]})
    workspace.recording.record(filled, q4, {key: {"state": State.DONE} for key in once[4:8]})
    swing = found(workspace, filled, q4)[CheckKind.SWING]
    assert [one.name for one in swing.swings if not one.of][:1] == ["done"]
    workspace.checks.explain(filled, q4, swing, "Tập trung nguồn lực")
    assert found(workspace, filled, q4)[CheckKind.SWING].explained
    workspace.recording.record(filled, q4, {key: {"state": State.DONE} for key in once[8:11]})
    again = found(workspace, filled, q4)[CheckKind.SWING]
    assert (again.explained, again.explanation) == (False, "Tập trung nguồn lực")


def test_a_document_of_a_later_day_proves_nothing_yet(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    keys = [task.id for task in filled.tasks if task.deadline.recurs is None][:3]
    workspace.recording.record(filled, q4, {key: {"completed_on": q4.cut_off} for key in keys})
    days = (q4.cut_off, q4.cut_off + timedelta(1), None)
    for key, day in zip(keys, days, strict=True):
        document = Document(0, filled.programme.id, "Báo cáo", issued_on=day)
        workspace.evidence.add(document, None, [Link(0, key, None)])
    assert set(found(workspace, filled, q4)[CheckKind.DONE_WITHOUT_EVIDENCE].task_ids) & {*keys} == {keys[1]}


def test_a_second_extension_and_an_earlier_occurrence_are_found(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    again = [task for task in filled.tasks if task.deadline.recurs is not None]
    yearly = next(task for task in again if task.deadline.recurs and task.deadline.recurs.unit == "year")
    once = next(task for task in filled.tasks if task.deadline.ends_on == date(2020, 12, 31))
    for year in (2021, 2022):
        workspace.extensions.extend(
            filled, once.id, date(year, 12, 31), "Chưa có quy định", date(2020, 11, 1)
        )
    earlier = workspace.periods.find("nd09/2019-Q4", filled.programme)
    workspace.recording.record(filled, earlier, {yearly.id: {"percent": 10}})
    findings = found(workspace, filled, q4)
    assert findings[CheckKind.EXTENDED_AGAIN].task_ids == (once.id,)
    assert yearly.id in findings[CheckKind.EARLIER_OPEN].task_ids


def test_an_earlier_occurrence_is_closed_late_in_a_period_of_its_year(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    yearly = next(
        task for task in filled.tasks if task.deadline.recurs and task.deadline.recurs.unit == "year"
    )
    last_year = workspace.periods.find("nd09/2020-Q4", filled.programme)
    workspace.recording.record(filled, last_year, {yearly.id: {"percent": 80}})
    assert yearly.id in found(workspace, filled, q4)[CheckKind.EARLIER_OPEN].task_ids
    done_late = date(2021, 1, 20)
    workspace.recording.record(filled, last_year, {yearly.id: {"completed_on": done_late}})
    open_still = found(workspace, filled, q4).get(CheckKind.EARLIER_OPEN)
    assert open_still is None or yearly.id not in open_still.task_ids
    assert filled.row(yearly, q4).standing.state is State.NOT_STARTED
    late = found(workspace, filled, last_year).get(CheckKind.COMPLETED_AFTER)
    assert late is None or yearly.id not in late.task_ids
    workspace.recording.record(filled, last_year, {yearly.id: {"completed_on": date(2022, 1, 20)}})
    assert yearly.id in found(workspace, filled, last_year)[CheckKind.COMPLETED_AFTER].task_ids


def test_what_an_earlier_occurrence_reached_is_not_confirmed_for_the_next(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    yearly = next(
        task for task in filled.tasks if task.deadline.recurs and task.deadline.recurs.unit == "year"
    )
    last_year = workspace.periods.find("nd09/2020-Q4", filled.programme)
    workspace.recording.record(filled, last_year, {yearly.id: {"percent": 60, "result": "Đang tổng hợp"}})
    workspace.recording.confirm(filled, q4, [yearly.id])
    entry = filled.row(yearly, q4).entry
    assert entry is not None
    assert (entry.state, entry.percent, entry.result) == (State.NOT_STARTED, 0, "")


# --- review --------------------------------------------------------------------------------------


def test_a_row_changed_after_acceptance_is_no_longer_accepted(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    first, second = filled.tasks[:2]
    workspace.reviewing.send(filled, q4, TODAY)
    assert workspace.periods.state(filled.programme.id, q4.id) is PeriodState.IN_REVIEW
    desk = PeriodDesk(workspace.reviewing, filled, q4)
    assert desk.accept([first.id, second.id], "Trần Văn Minh") == 2
    assert desk.accept([first.id], "Trần Văn Minh") == 0
    workspace.recording.record(filled, q4, {first.id: {"percent": 5}})
    marks = {one.row.task.id: one for one in desk.rows()}
    assert (marks[first.id].mark, marks[second.id].mark) == (ReviewMark.CHANGED, ReviewMark.ACCEPTED)
    last = marks[second.id].last
    assert last is not None
    assert last.by == "Trần Văn Minh"
    workspace.acts.undo()
    filled.refresh()
    assert workspace.reviewing.counts(filled, q4)[ReviewMark.ACCEPTED] == 2
    workspace.reviewing.take_back(filled, q4)
    assert workspace.periods.state(filled.programme.id, q4.id) is PeriodState.OPEN


def test_a_returned_row_waits_again_once_it_is_mended(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    task = filled.tasks[0]
    desk = PeriodDesk(workspace.reviewing, filled, q4)
    with pytest.raises(FieldMissing):
        desk.give_back([task.id], "  ", "")
    assert desk.give_back([task.id], "Nêu rõ số liệu", "") == 1
    assert desk.rows()[0].mark is ReviewMark.RETURNED
    workspace.recording.record(filled, q4, {task.id: {"result": "Đã kiểm tra 5 đơn vị"}})
    assert desk.rows()[0].mark is ReviewMark.WAITING


ANOTHER_TASK: dict[str, Callable[[Task], Assignment]] = {
    "content": lambda task: replace(task.given, content="Việc khác"),
    "number": lambda task: replace(task.given, number="77"),
    "leads": lambda task: replace(task.given, leads=("Sở Y tế",)),
    "coordinating": lambda task: replace(task.given, coordinating=("Sở Y tế",)),
    "output": lambda task: replace(task.given, output="Kế hoạch"),
    "deadline": lambda task: replace(task.given, deadline="31/12/2029"),
    "group": lambda task: task.given,
}


@pytest.mark.parametrize("field", ANOTHER_TASK)
def test_a_row_is_not_accepted_once_its_task_is_another(
    workspace: Workspace, filled: Register, q4: Period, field: str
) -> None:
    """The period closes only with every row accepted as it stands."""
    task = filled.tasks[0]
    workspace.sealing.set_rules(SealRules(checks=False, review=True))
    workspace.reviewing.accept(filled, q4, [one.id for one in filled.tasks])
    group = filled.groups[2].id if field == "group" else task.group_id
    workspace.tasks.edit(filled, task.id, group, ANOTHER_TASK[field](task), task.own)
    marks = {one.row.task.id: one.mark for one in workspace.reviewing.rows(filled, q4)}
    assert [key for key, mark in marks.items() if mark is not ReviewMark.ACCEPTED] == [task.id]
    assert marks[task.id] is ReviewMark.CHANGED
    with pytest.raises(ReviewOpen):
        workspace.sealing.seal(filled, q4, TODAY)


@pytest.fixture
def sent(workspace: Workspace, filled: Register, q4: Period, tmp_path: Path) -> Path:
    workspace.recording.record(filled, q4, {filled.tasks[0].id: {"percent": 50}})
    path = tmp_path / "goi.duyet"
    workspace.packages.write(filled, q4, path)
    return path


def answered(sent: Path, judge: Callable[[PackageDesk], object]) -> Path:
    desk = PackageDesk(open_package(sent))
    judge(desk)
    back = sent.with_name("tra loi.duyet")
    desk.answer(back)
    return back


def test_judgements_of_another_package_are_kept_for_a_year(
    filled: Register, sent: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "duyet"
    mine, fresh, old = (folder / f"{name}.duyet" for name in ("mine", "fresh", "old"))
    for one in (mine, fresh, old):
        PackageDesk(open_package(sent), kept=one).accept([filled.tasks[0].id], "Giám đốc")
    for one in (mine, old):
        os.utime(one, (0, time.time() - 370 * 24 * 3600))
    assert PackageDesk(open_package(sent), kept=mine).answered == 1
    assert sorted(folder.iterdir()) == [fresh, mine]


def test_the_leader_answers_by_file_row_by_row(
    workspace: Workspace, filled: Register, q4: Period, sent: Path
) -> None:
    first, second, third = (task.id for task in filled.tasks[:3])

    def judge(desk: PackageDesk) -> None:
        desk.accept([first, second], "Giám đốc")
        desk.give_back([third], "Bổ sung kết quả", "Giám đốc")
        assert [one.mark for one in desk.rows()[:3]] == [
            ReviewMark.ACCEPTED,
            ReviewMark.ACCEPTED,
            ReviewMark.RETURNED,
        ]

    back = answered(sent, judge)
    workspace.recording.record(filled, q4, {second: {"percent": 20}})
    package = open_package(back)
    assert package.way is PackageDirection.ANSWER
    merged = workspace.packages.merge(filled, q4, package, back)
    assert (merged.accepted, merged.returned, merged.stale) == (1, 1, (filled.task(second).number,))
    marks = {one.row.task.id: one.mark for one in workspace.reviewing.rows(filled, q4)}
    assert (marks[first], marks[second], marks[third]) == (
        ReviewMark.ACCEPTED,
        ReviewMark.WAITING,
        ReviewMark.RETURNED,
    )
    workspace.acts.undo()
    filled.refresh()
    assert workspace.reviewing.counts(filled, q4)[ReviewMark.ACCEPTED] == 0


def as_earlier(path: Path, sent: Path) -> ReviewPackage:
    """Return an answer as earlier programs wrote it: with all verdicts that the package had left with."""
    answer = open_package(path)
    judged = {one.task_id: one for one in answer.reviews}
    return replace(
        answer, reviews=tuple(({one.task_id: one for one in open_package(sent).reviews} | judged).values())
    )


@pytest.mark.parametrize("earlier", [False, True], ids=["today", "earlier"])
def test_a_row_that_a_package_does_not_judge_is_never_touched(
    workspace: Workspace, filled: Register, q4: Period, tmp_path: Path, *, earlier: bool
) -> None:
    """The director returns a row that had been accepted.

    The deputy's answer, which leaves it out, changes nothing.
    """
    first, second, third = (task.id for task in filled.tasks[:3])
    workspace.reviewing.accept(filled, q4, [first, second], by="Giám đốc")
    sent = tmp_path / "goi.duyet"
    workspace.packages.write(filled, q4, sent)
    workspace.reviewing.give_back(filled, q4, [first], "Bổ sung", "Giám đốc")
    back = answered(sent, lambda desk: desk.accept([third], "Phó Giám đốc"))
    assert [one.task_id for one in open_package(back).reviews] == [third]
    package = as_earlier(back, sent) if earlier else open_package(back)
    merged = workspace.packages.merge(filled, q4, package, back)
    assert (merged.accepted, merged.returned, merged.stale, merged.conflicts) == (1, 0, (), ())
    marks = {one.row.task.id: one.mark for one in workspace.reviewing.rows(filled, q4)}
    assert (marks[first], marks[second], marks[third]) == (
        ReviewMark.RETURNED,
        ReviewMark.ACCEPTED,
        ReviewMark.ACCEPTED,
    )


def test_a_row_judged_on_both_sides_keeps_the_word_of_the_data_file(
    workspace: Workspace, filled: Register, q4: Period, sent: Path
) -> None:
    first, second, third = (task.id for task in filled.tasks[:3])
    workspace.reviewing.give_back(filled, q4, [first], "Bổ sung", "Giám đốc")
    workspace.reviewing.accept(filled, q4, [second], by="Giám đốc")
    workspace.reviewing.accept(filled, q4, [third], by="Giám đốc")
    workspace.acts.undo()
    back = answered(sent, lambda desk: desk.accept([first, second, third], "Phó Giám đốc"))
    merged = workspace.packages.merge(filled, q4, open_package(back), back)
    assert merged.conflicts == (filled.task(first).number,), (
        "both accept the second, and the third has no other word"
    )
    assert (merged.accepted, merged.stale) == (1, ())
    marks = {one.row.task.id: one for one in workspace.reviewing.rows(filled, q4)}
    assert (marks[first].mark, marks[third].mark) == (ReviewMark.RETURNED, ReviewMark.ACCEPTED)
    by = [one.last.by for one in (marks[second], marks[third]) if one.last is not None]
    assert by == ["Giám đốc", "Phó Giám đốc"]
    acts = workspace.last_action()
    again = workspace.packages.merge(filled, q4, open_package(back), back)
    assert (again.accepted, again.conflicts, workspace.last_action()) == (0, merged.conflicts, acts)


def test_a_package_of_conflicts_alone_is_told_and_not_stale(
    workspace: Workspace, filled: Register, q4: Period, sent: Path
) -> None:
    first = filled.tasks[0].id
    back = answered(sent, lambda desk: desk.accept([first], ""))
    workspace.reviewing.give_back(filled, q4, [first], "Bổ sung")
    merged = workspace.packages.merge(filled, q4, open_package(back), back)
    assert (merged.accepted, merged.returned, merged.conflicts) == (0, 0, (filled.task(first).number,))


def test_the_verdicts_of_an_earlier_moment_are_known_whatever_became_of_them(
    workspace: Workspace, filled: Register, q3: Period, q4: Period
) -> None:
    """A verdict taken back after the package left belongs to its base; one that was given again does not."""
    first, second = (task.id for task in filled.tasks[:2])
    reviews, programme = workspace._store.reviews, filled.programme.id
    workspace.reviewing.accept(filled, q3, [first])
    workspace.reviewing.accept(filled, q4, [first])
    left, base = workspace.last_action(), reviews.latest(programme, q4.id)
    workspace.acts.undo()
    workspace.reviewing.give_back(filled, q4, [second], "Bổ sung")
    assert reviews.latest_at(programme, q4.id, left) == base
    assert reviews.latest_at(programme, q4.id, 0) == {}
    assert list(reviews.latest_since(programme, q4.id, left)) == [second]
    assert reviews.latest_since(programme, q3.id, left) == {}


def test_a_foreign_altered_or_stale_package_is_refused(
    workspace: Workspace, filled: Register, q3: Period, q4: Period, sent: Path, tmp_path: Path
) -> None:
    first = filled.tasks[0].id
    back = answered(sent, lambda desk: desk.accept([first], ""))
    merge = workspace.packages.merge
    with pytest.raises(PackageForeign):  # a request is no answer
        merge(filled, q4, open_package(sent), sent)
    with pytest.raises(PackageForeign):
        merge(filled, q3, open_package(back), back)
    with pytest.raises(PackageForeign):
        merge(filled, q4, replace(open_package(back), head="0" * 64), back)
    with pytest.raises(PackageForeign):
        merge(filled, q4, replace(open_package(back), action=10_000), back)
    workspace.recording.record(filled, q4, {first: {"percent": 55}})
    with pytest.raises(PackageStale):
        merge(filled, q4, open_package(back), back)
    workspace.acts.undo()
    filled.refresh()
    workspace.sealing.seal(filled, q4, TODAY)
    with pytest.raises(PackageStale):
        merge(filled, q4, open_package(back), back)
    with pytest.raises(SourceMissing):
        open_package(tmp_path / "khong-co.duyet")


def test_files_that_are_no_package_are_told_apart(sent: Path, tmp_path: Path) -> None:
    text = tmp_path / "chu.duyet"
    text.write_text("không phải tệp gửi duyệt", encoding="utf-8")
    other = tmp_path / "khac.duyet"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("a.txt", "a")
    with zipfile.ZipFile(sent) as archive:
        content, told = archive.read("duyet.json"), archive.read("sha256.txt")
    assert json.loads(content)["format"] == 1, "what programs of today read"
    changed = tmp_path / "sua.duyet"
    with zipfile.ZipFile(changed, "w") as archive:
        archive.writestr("duyet.json", content.replace(b'percent\\":50', b'percent\\":90'))
        archive.writestr("sha256.txt", told)
    cut = tmp_path / "cut.duyet"
    cut.write_bytes(sent.read_bytes()[:-200])
    for path, refused in ((text, PackageForeign), (other, PackageForeign), (changed, PackageAltered)):
        with pytest.raises(refused):
            open_package(path)
    with pytest.raises((PackageForeign, PackageAltered)):
        open_package(cut)
    wrongs: tuple[object, ...] = ({"format": 99}, {"format": 1, "package": {"way": "up"}}, [])
    for wrong in wrongs:
        body = json.dumps(wrong).encode()
        strange = tmp_path / "la.duyet"
        with zipfile.ZipFile(strange, "w") as archive:
            archive.writestr("duyet.json", body)
            archive.writestr("sha256.txt", hashlib.sha256(body).hexdigest())
        with pytest.raises(PackageForeign):
            open_package(strange)


# --- looking back --------------------------------------------------------------------------------


def test_the_programme_is_seen_as_it_stood_on_a_day(
    workspace: Workspace, filled: Register, q4: Period, monkeypatch: pytest.MonkeyPatch
) -> None:
    task, gone = filled.tasks[0], filled.tasks[1]
    first = workspace.as_at.first_day(filled.programme.id)
    workspace.recording.record(filled, q4, {task.id: {"percent": 40}})
    later = first + timedelta(3)
    monkeypatch.setattr("desktop_app.storage.store.now", lambda: f"{later.isoformat()}T09:00:00")
    workspace.recording.record(filled, q4, {task.id: {"percent": 90}})
    workspace.tasks.withdraw(filled, [gone.id], later, "Công văn")
    new = workspace.tasks.add(filled, filled.groups[0].id, Assignment(None, "99", "Việc mới"))
    workspace.agencies.rename(workspace.agencies.all()[0].id, "Tên mới")
    filled.refresh()
    past = workspace.as_at.register(filled.programme.id, first + timedelta(2))
    assert past.row(past.task(task.id), q4).standing.percent == 40
    assert past.task(gone.id).active
    assert new.id not in {one.id for one in past.tasks}
    assert not any(one.lead == "Tên mới" for one in past.tasks)
    past.refresh()
    now = workspace.as_at.register(filled.programme.id, later)
    assert (now.tasks, now.totals(q4.cut_off)) == (filled.tasks, filled.totals(q4.cut_off))
    with pytest.raises(FieldOutOfRange):
        workspace.as_at.register(filled.programme.id, first - timedelta(1))
    with pytest.raises(NotFound):
        workspace.as_at.first_day(99)


def test_what_changed_since_a_report_is_said_in_sentences(
    workspace: Workspace, filled: Register, q3: Period, q4: Period
) -> None:
    once = [task for task in filled.tasks if task.deadline.recurs is None]
    done, ahead, back, extended_ = once[:4]
    workspace.recording.record(
        filled, q3, {done.id: {"percent": 50}, ahead.id: {"percent": 20}, back.id: {"percent": 60}}
    )
    version = workspace.sealing.seal(filled, q3, date(2021, 9, 15))
    workspace.recording.record(
        filled,
        q4,
        {done.id: {"completed_on": date(2021, 11, 5)}, ahead.id: {"percent": 40}, back.id: {"percent": 30}},
    )
    workspace.extensions.extend(
        filled, extended_.id, date(2023, 6, 30), "Chưa có quy định", date(2021, 10, 1)
    )
    new = workspace.tasks.add(filled, filled.groups[0].id, Assignment(None, "99", "Việc mới"))
    now = make_report(filled, q4, workspace.office.get(), TODAY)
    changes = changes_between(workspace.sealing.report_of(version), now)
    kinds = {(one.kind, one.number) for one in changes}
    assert {
        ("completed", done.number), ("advanced", ahead.number), ("fell", back.number),
        ("extended", extended_.number), ("added", new.number),
    } <= kinds  # fmt: skip
    said = sentences(changes)
    assert len(said) == len(changes)
    assert any("05/11/2021" in one for one in said)
    assert any("đạt 40% (kỳ trước: 20%)" in one for one in said)
    reverse = changes_between(now, workspace.sealing.report_of(version))
    assert ("gone", new.number) in {(one.kind, one.number) for one in reverse}
    found_ = workspace.sealing.since(version, now)
    assert new.number in found_.numbers


# --- the board -----------------------------------------------------------------------------------


def test_reminders_count_the_days_left_and_what_is_missing(
    workspace: Workspace, filled: Register, q3: Period, q4: Period
) -> None:
    task = filled.tasks[0]
    workspace.recording.record(filled, q3, {task.id: {"percent": 10}})
    told = reminders(filled, q4, PeriodState.OPEN, date(2021, 12, 5))
    assert (told.days_to_cut_off, told.days_to_send) == (9, 20)
    assert told.not_confirmed == (task.id,)
    assert len(told.not_entered) + len(told.not_confirmed) == told.count == len(filled.tasks)
    assert told.send_off is not None
    assert told.overdue
    assert replace(told, state=PeriodState.SEALED).count == 0


def test_the_board_of_a_period_follows_it(workspace: Workspace, filled: Register, q4: Period) -> None:
    board = finished(period_board(workspace, filled, q4, TODAY))
    assert (board.state, board.standing, board.errors) == (PeriodState.OPEN, None, 0)
    workspace.recording.record(filled, q4, {filled.tasks[3].id: {"state": State.DONE}})
    board = finished(period_board(workspace, filled, q4, TODAY))
    assert board.errors == 1
    assert board.warnings == len(board.findings) - 1
    (blocking,) = [one for one in board.findings if one.blocks]
    workspace.checks.explain(filled, q4, blocking, "Chờ văn bản")
    first = workspace.sealing.seal(filled, q4, TODAY)
    board = finished(period_board(workspace, filled, q4, TODAY))
    assert (board.state, board.standing, board.errors) == (PeriodState.SEALED, first, 0)
    workspace.sealing.reopen(filled.programme.id, q4.id, "Sửa")
    workspace.recording.record(filled, q4, {filled.tasks[4].id: {"percent": 5}})
    workspace.sealing.seal(filled, q4, TODAY)
    newest, oldest = finished(version_lines(workspace, filled.programme.id))
    assert (newest.version.version, newest.changed_numbers) == (2, (filled.tasks[4].number,))
    assert (oldest.version.version, oldest.changed_fields, oldest.altered) == (1, 0, False)
    workspace._store.db.execute("DROP TRIGGER sealed_versions_fixed")
    workspace._store.db.execute("UPDATE sealed_versions SET body = '{}' WHERE version = 1")
    assert [one.altered for one in finished(version_lines(workspace, filled.programme.id))] == [True, True]


def test_a_closed_period_is_read_like_a_register(workspace: Workspace, filled: Register, q4: Period) -> None:
    before, by_group, by_agency = (
        filled.totals(DAY),
        filled.totals_by_group(DAY),
        filled.totals_by_agency(DAY),
    )
    version = workspace.sealing.seal(filled, q4, TODAY)
    sealed = SealedRegister(workspace.sealing.report_of(version))
    later = workspace.periods.find("2022-Q1", filled.programme)
    workspace.recording.record(filled, later, {filled.tasks[0].id: {"completed_on": TODAY - timedelta(9)}})
    assert filled.totals(DAY) != before
    assert (sealed.totals(DAY), sealed.totals_by_group(DAY), sealed.totals_by_agency(DAY)) == (
        before,
        by_group,
        by_agency,
    )
    assert sealed.groups == filled.groups
    assert sealed.tasks == filled.tasks
    assert (sealed.programme, sealed.day_of(later)) == (filled.programme, DAY)
    first = sealed.task(filled.tasks[0].id)
    assert sealed.row(first, q4).standing == sealed.standing(first, DAY) != filled.standing(first, DAY)
    assert sealed.haystack(first) == filled.haystack(first)
    assert sealed.touched_since(sealed.version) == frozenset()
    with pytest.raises(NotFound):
        sealed.task(0)


def test_a_closed_period_stands_alone_when_its_groups_and_tasks_are_gone(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    programme_id, groups = filled.programme.id, [(one.id, one.title) for one in filled.groups]
    workspace.programmes.arrange_groups(programme_id, [*groups, (None, "Nhóm thêm"), (None, "Nhóm trống")])
    filled.refresh()
    added, blank = filled.groups[-2:]
    task = workspace.tasks.add(filled, added.id, replace(filled.tasks[0].given, content="Việc của nhóm thêm"))
    before = filled.totals_by_group(DAY)
    version = workspace.sealing.seal(filled, q4, TODAY)
    workspace.tasks.move(filled, [task.id], groups[0][0])
    workspace.programmes.arrange_groups(programme_id, groups)
    filled.refresh()
    assert added.id not in filled.totals_by_group(DAY)
    sealed = SealedRegister(workspace.sealing.report_of(version))
    assert [one.title for one in sealed.groups][-2:] == ["Nhóm thêm", "Nhóm trống"]
    assert sealed.totals_by_group(DAY)[added.id] == before[added.id]
    assert sealed.totals_by_group(DAY)[sealed.groups[-1].id] == before[blank.id]
    assert sealed.task(task.id).group_id == added.id
    listing = finished(TaskListing(sealed, q4, TaskFilter(group_id=added.id)).read())
    assert [row.task.content for row in listing.found[added.id]] == ["Việc của nhóm thêm"]


def test_the_sample_can_be_sealed_in_every_recorded_quarter(tmp_path: Path, sample_file: Path) -> None:
    workspace = Workspace.open(Path(shutil.copyfile(sample_file, tmp_path / "mau.tiendo")))
    register = workspace.register(workspace.programme().id)
    for name in ("2020-Q4", "2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4"):
        period = workspace.periods.find(name, register.programme)
        version = workspace.sealing.seal(register, period, TODAY)
        now = make_report(register, period, workspace.office.get(), TODAY)
        assert workspace.sealing.report_of(version).total == now.total
    assert workspace.checking.check().altered_seals == ()
    workspace.close()
