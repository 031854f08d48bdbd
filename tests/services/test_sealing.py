"""Closing a period: what is locked, what stays as it was, what differs."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_app.domain.checks import CheckKind, Level
from desktop_app.domain.errors.periods import (
    ChecksOpen,
    PeriodNotSealed,
    PeriodSealed,
    ReviewOpen,
    SealAltered,
)
from desktop_app.domain.errors.refusals import FieldMissing, SourceMissing
from desktop_app.domain.evidence import Document, Link
from desktop_app.domain.indicator import Indicator
from desktop_app.domain.period import Period, PeriodState
from desktop_app.domain.progress import State
from desktop_app.domain.reports import Office
from desktop_app.domain.reports.preset import ReportKind
from desktop_app.domain.sealed_version import Submission
from desktop_app.domain.sealing import digest, freeze, thaw
from desktop_app.services.periods.figures import make_report
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.reporting.narratives import ReportKey
from desktop_app.services.tasks.register import Register
from desktop_app.services.wording import say
from desktop_app.services.workspace import Workspace
from desktop_app.storage.history import journal

TODAY = date(2021, 12, 15)


@pytest.fixture
def q4(workspace: Workspace, filled: Register) -> Period:
    period = workspace.periods.find("nd09/2021-Q4", filled.programme)
    first, second, *_ = filled.tasks
    workspace.recording.record(
        filled,
        period,
        {
            first.id: {"completed_on": date(2021, 11, 20), "result": "Đã ban hành"},
            second.id: {"percent": 40, "difficulty": "Thiếu kinh phí"},
        },
    )
    return period


def test_a_sealed_report_is_read_back_figure_for_figure(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    workspace.recording.record(filled, q4, {filled.tasks[1].id: {"state": State.SUSPENDED, "percent": 30}})
    report = make_report(filled, q4, workspace.office.get(), TODAY)
    assert [row.task.id for row in report.apart] == [filled.tasks[1].id]
    assert thaw(freeze(report)) == report
    assert freeze(thaw(freeze(report))) == freeze(report)


def test_what_is_typed_later_does_not_change_sealed_figures(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    before = make_report(filled, q4, workspace.office.get(), TODAY)
    sealed = workspace.sealing.seal(filled, q4, TODAY)
    assert (sealed.version, sealed.stands) == (1, True)
    assert sealed.sha256 == digest(workspace._store.seals.body(sealed.id))
    assert workspace.periods.state(filled.programme.id, q4.id) is PeriodState.SEALED
    later = workspace.periods.find("nd09/2022-Q1", filled.programme)
    workspace.recording.record(filled, later, {filled.tasks[2].id: {"completed_on": date(2021, 12, 1)}})
    now = make_report(filled, q4, workspace.office.get(), TODAY)
    assert now.total != before.total
    assert workspace.sealing.report(filled, q4, TODAY) == before
    assert journal.head(workspace._store.db) != sealed.head


def test_what_stands_beside_the_figures_is_sealed_with_them(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    key = ReportKey(filled.programme.id, q4.id, ReportKind.PERIODIC)
    workspace.reports.narratives.write(key, "situation", "Đề án được triển khai đúng kế hoạch.")
    workspace.reviewing.accept(filled, q4, [filled.tasks[0].id])
    workspace.checks.explain(filled, q4, workspace.checks.findings(filled, q4, TODAY)[0], "Chờ văn bản")
    version = workspace.sealing.seal(filled, q4, TODAY)
    beside = json.loads(workspace._store.seals.body(version.id))["beside"]
    assert "triển khai đúng kế hoạch" in beside["words"][0]["value"]
    assert (len(beside["verdicts"]), beside["explanations"][0]["text"]) == (1, "Chờ văn bản")
    assert (beside["quantities"], beside["documents"]) == ([], [])
    assert workspace.sealing.report_of(version).total == filled.totals(q4.cut_off)


Path_ = Callable[[Workspace, Register, Period], object]
PATHS: dict[str, Path_] = {
    "record": lambda w, r, p: w.recording.record(r, p, {r.tasks[0].id: {"percent": 10}}),
    "confirm": lambda w, r, p: w.recording.confirm(r, p, [r.tasks[4].id]),
    "put": lambda w, r, p: w.recording.put(r, [r.entries(r.tasks[0].id)[-1]]),
    "undo": lambda w, _r, _p: w.acts.undo(),
    "explain": lambda w, r, p: w.checks.explain(r, p, w.checks.findings(r, p, TODAY)[0], "Vì vậy"),
    "send": lambda w, r, p: w.reviewing.send(r, p, TODAY),
    "take back": lambda w, r, p: w.reviewing.take_back(r, p),
    "accept": lambda w, r, p: w.reviewing.accept(r, p, [r.tasks[0].id]),
    "return": lambda w, r, p: w.reviewing.give_back(r, p, [r.tasks[0].id], "Bổ sung"),
    "seal": lambda w, r, p: w.sealing.seal(r, p, TODAY),
}


@pytest.mark.parametrize("path", PATHS.values(), ids=PATHS.keys())
def test_every_path_into_a_sealed_period_is_locked(
    workspace: Workspace, filled: Register, q4: Period, path: Path_
) -> None:
    workspace.sealing.seal(filled, q4, TODAY)
    before = workspace.last_action(), filled.entries(filled.tasks[0].id)
    with pytest.raises(PeriodSealed) as refused:
        path(workspace, filled, q4)
    assert refused.value.period == q4.id
    filled.refresh()
    assert (workspace.last_action(), filled.entries(filled.tasks[0].id)) == before


def the_indicator(workspace: Workspace, register: Register) -> Indicator:
    return workspace.indicators.all(register.programme.id)[0]


def the_document(workspace: Workspace, register: Register) -> Document:
    return workspace.evidence.rows(register.programme.id)[0].document


BESIDE: dict[str, Path_] = {
    "enter a quantity": lambda w, r, p: w.indicators.record(
        r, p, {(the_indicator(w, r).id, None): Decimal(9)}
    ),
    "clear a quantity": lambda w, r, p: w.indicators.record(r, p, {(the_indicator(w, r).id, None): None}),
    "remove an indicator": lambda w, r, _p: w.indicators.remove(the_indicator(w, r)),
    "link": lambda w, r, p: w.evidence.link([the_document(w, r)], [r.tasks[1].id], p.id),
    "link new": lambda w, r, p: w.evidence.add(
        Document(0, r.programme.id, "Quyết định"), None, [Link(0, r.tasks[1].id, p.id)]
    ),
    "unlink": lambda w, r, p: w.evidence.unlink(
        the_document(w, r), [Link(the_document(w, r).id, r.tasks[0].id, p.id)]
    ),
    "remove a document": lambda w, r, _p: w.evidence.remove([the_document(w, r)]),
    "undo the link": lambda w, _r, _p: w.acts.undo(w.acts.last),
    "plain SQL on links": lambda w, _r, _p: by_sql(w, "UPDATE evidence_links SET period = NULL"),
    "plain SQL on quantities": lambda w, _r, _p: by_sql(w, "UPDATE indicator_values SET value = 1"),
    "plain SQL moves a quantity in": lambda w, _r, p: by_sql(
        w,
        f"INSERT INTO indicator_values (indicator_id, period, value) SELECT MAX(id), '{p.id}', 3 "
        "FROM indicators",
    ),
}


def by_sql(workspace: Workspace, statement: str) -> None:
    with workspace._store.transaction("indicator_record"):
        workspace._store.db.execute(statement)


@pytest.mark.parametrize("path", BESIDE.values(), ids=BESIDE.keys())
def test_quantities_and_documents_of_a_sealed_period_are_locked(
    workspace: Workspace, filled: Register, q4: Period, path: Path_
) -> None:
    one = workspace.indicators.add(Indicator(0, filled.programme.id, "Số văn bản", "văn bản"))
    workspace.indicators.record(filled, q4, {(one.id, None): Decimal(5)})
    workspace.indicators.add(Indicator(0, filled.programme.id, "Số cuộc kiểm tra", "cuộc"))
    document = workspace.evidence.add(Document(0, filled.programme.id, "Kế hoạch", "5/KH"), None)
    workspace.evidence.link([document], [filled.tasks[0].id], q4.id)
    version = workspace.sealing.seal(filled, q4, TODAY)
    before = kept_beside(workspace, filled, q4)
    acts = workspace.last_action()
    with pytest.raises(PeriodSealed) as refused:
        path(workspace, filled, q4)
    assert "đã chốt số liệu nên không ghi được" in say(refused.value)
    assert kept_beside(workspace, filled, q4) == before
    assert workspace.last_action() == acts
    workspace.sealing.reopen(filled.programme.id, q4.id, "Bổ sung")
    path(workspace, filled, q4)
    assert json.loads(workspace._store.seals.body(version.id))["beside"]["quantities"][0]["value"] == 5


def kept_beside(workspace: Workspace, register: Register, period: Period) -> object:
    beside = workspace._store.seals.beside(register.programme.id, period.id)
    return beside["quantities"], beside["documents"]


def test_redo_into_a_sealed_period_is_locked(workspace: Workspace, filled: Register, q4: Period) -> None:
    workspace.recording.record(filled, q4, {filled.tasks[5].id: {"percent": 10}})
    workspace.acts.undo()
    filled.refresh()
    workspace.sealing.seal(filled, q4, TODAY)
    with pytest.raises(PeriodSealed):
        workspace.acts.redo()
    workspace.sealing.reopen(filled.programme.id, q4.id, "Bổ sung số liệu")
    workspace.acts.redo()
    filled.refresh()
    assert filled.entries(filled.tasks[5].id)[-1].percent == 10


def test_undo_passes_over_what_was_closed_since(workspace: Workspace, filled: Register, q4: Period) -> None:
    workspace.office.put(Office(place="Hà Giang"))
    workspace.recording.record(filled, q4, {filled.tasks[5].id: {"percent": 10}})
    workspace.sealing.seal(filled, q4, TODAY)
    assert workspace.acts.passed_over() == [q4.id]
    workspace.acts.undo()
    assert workspace.office.get() == Office()
    q3 = workspace.periods.find("nd09/2021-Q3", filled.programme)
    workspace.recording.record(filled, q3, {filled.tasks[5].id: {"percent": 5}})
    workspace.acts.undo()
    assert workspace.acts.undoable != workspace.acts.last
    workspace.sealing.reopen(filled.programme.id, q4.id, "Bổ sung số liệu")
    workspace.acts.undo()
    filled.refresh()
    assert not filled.entries(filled.tasks[5].id)


def test_undo_passes_over_what_a_closed_record_stands_on(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    task = workspace.tasks.add(
        filled, filled.groups[0].id, replace(filled.tasks[0].given, content="Việc thêm")
    )
    workspace.recording.record(filled, q4, {task.id: {"percent": 10}})
    workspace.sealing.seal(filled, q4, TODAY)
    with pytest.raises(PeriodSealed) as refused:
        workspace.acts.undo()
    assert refused.value.period == q4.id
    assert not workspace.acts.can_undo
    assert filled.task(task.id) == task


def test_the_records_of_one_programme_are_undone_after_another_one_was_closed(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    other = workspace.programmes.add(replace(filled.programme, id=0, number="12/KH-UBND"), ["Nhóm"])
    register = workspace.register(other.id)
    task = workspace.tasks.add(
        register, register.groups[0].id, replace(filled.tasks[0].given, content="Việc thêm")
    )
    workspace.recording.record(register, q4, {task.id: {"percent": 10}})
    workspace.sealing.seal(filled, q4, TODAY)
    workspace.acts.undo()
    register.refresh()
    assert not register.entries(task.id)


WRITES = [
    "UPDATE progress SET percent = 1 WHERE period = 'nd09/2021-Q4'",
    "UPDATE progress SET period = 'nd09/2021-M01' WHERE period = 'nd09/2021-Q4'",
    "DELETE FROM progress WHERE period = 'nd09/2021-Q4'",
    "UPDATE period_states SET state = 'open'",
    "DELETE FROM period_states",
    "INSERT INTO reviews (task_id, period, verdict, at, by) VALUES (1, 'nd09/2021-Q4', 'accepted', '', '')",
    "INSERT INTO explanations (programme_id, period, kind, text) VALUES (1, 'nd09/2021-Q4', 'totals', 'x')",
]


@pytest.mark.parametrize("sql", WRITES)
def test_the_lock_stands_in_the_file_itself(
    workspace: Workspace, filled: Register, q4: Period, sql: str
) -> None:
    workspace.sealing.seal(filled, q4, TODAY)
    with pytest.raises(PeriodSealed), workspace._store.transaction("record"):
        workspace._store.db.execute(sql)


def test_neither_sealing_nor_reopening_is_undone(workspace: Workspace, filled: Register, q4: Period) -> None:
    workspace.sealing.seal(filled, q4, TODAY)
    sealing = workspace.last_action()
    with pytest.raises(PeriodSealed):
        workspace._store.revert(sealing)
    workspace.sealing.reopen(filled.programme.id, q4.id, "Thiếu một nhiệm vụ")
    with pytest.raises(PeriodSealed):
        workspace._store.revert(workspace.last_action())
    assert workspace.periods.state(filled.programme.id, q4.id) is PeriodState.OPEN


def test_reopening_wants_a_reason_and_makes_the_next_version(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    programme_id = filled.programme.id
    with pytest.raises(PeriodNotSealed):
        workspace.sealing.reopen(programme_id, q4.id, "Bổ sung")
    first = workspace.sealing.seal(filled, q4, TODAY)
    with pytest.raises(FieldMissing):
        workspace.sealing.reopen(programme_id, q4.id, "  ")
    reopened = workspace.sealing.reopen(programme_id, q4.id, "Sở Nội vụ gửi bổ sung")
    assert (reopened.id, reopened.stands, reopened.reopened_for) == (first.id, False, "Sở Nội vụ gửi bổ sung")
    task = filled.tasks[1]
    workspace.recording.record(filled, q4, {task.id: {"completed_on": date(2021, 12, 10)}})
    second = workspace.sealing.seal(filled, q4, TODAY)
    assert (second.version, second.reason) == (2, "Sở Nội vụ gửi bổ sung")
    assert [one.version for one in workspace.sealing.versions(programme_id, q4.id)] == [2, 1]
    found = workspace.sealing.differences(first, second)
    assert found.numbers == (task.number,)
    assert ("percent", "40", "100") in [(one.field, one.old, one.new) for one in found.rows]
    assert {name: new - old for name, old, new in found.totals} in (
        {"done_on_time": 1, "open_in_time": -1},
        {"done_late": 1, "open_overdue": -1},
        {"done_on_time": 1, "no_deadline": -1},
    )
    assert workspace.sealing.report_of(first).total != workspace.sealing.report_of(second).total


def test_blocking_findings_are_mended_or_explained_first(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    workspace.recording.record(filled, q4, {filled.tasks[3].id: {"state": State.DONE}})
    with pytest.raises(ChecksOpen) as refused:
        workspace.sealing.seal(filled, q4, TODAY)
    assert (refused.value.count, refused.value.tasks) == (1, filled.tasks[3].number)
    (blocking,) = [one for one in workspace.checks.findings(filled, q4, TODAY) if one.blocks]
    workspace.checks.explain(filled, q4, blocking, "Cơ quan chủ trì chưa gửi văn bản")
    assert workspace.sealing.seal(filled, q4, TODAY).version == 1


def test_an_explanation_covers_only_the_tasks_it_was_said_of(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    workspace.recording.record(filled, q4, {filled.tasks[3].id: {"state": State.DONE}})
    (blocking,) = [one for one in workspace.checks.findings(filled, q4, TODAY) if one.blocks]
    workspace.checks.explain(filled, q4, blocking, "Chưa có văn bản")
    workspace.recording.record(filled, q4, {filled.tasks[4].id: {"state": State.DONE}})
    (again,) = [one for one in workspace.checks.findings(filled, q4, TODAY) if one.blocks]
    assert (again.explanation, again.explained) == ("Chưa có văn bản", False)
    workspace.checks.explain(filled, q4, again, "")
    (gone,) = [one for one in workspace.checks.findings(filled, q4, TODAY) if one.blocks]
    assert gone.explanation == ""


def test_the_office_sets_what_it_wants_before_closing(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    workspace.recording.record(filled, q4, {filled.tasks[3].id: {"state": State.DONE}})
    workspace.checks.set_levels(workspace.checks.levels() | {CheckKind.DONE_WITHOUT_DAY: Level.OFF})
    assert CheckKind.DONE_WITHOUT_DAY not in {
        one.kind for one in workspace.checks.findings(filled, q4, TODAY)
    }
    workspace.sealing.set_rules(SealRules(checks=False, review=True))
    with pytest.raises(ReviewOpen):
        workspace.sealing.seal(filled, q4, TODAY)
    workspace.reviewing.accept(filled, q4, [task.id for task in filled.tasks])
    assert workspace.sealing.seal(filled, q4, TODAY).version == 1


def test_a_version_changed_with_another_program_is_found(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    version = workspace.sealing.seal(filled, q4, TODAY)
    workspace._store.db.execute("DROP TRIGGER sealed_versions_fixed")
    workspace._store.db.execute(
        "UPDATE sealed_versions SET body = replace(body, 'Thiếu kinh phí', 'Đủ kinh phí')"
    )
    later = workspace.periods.find("nd09/2022-Q4", filled.programme)
    assert workspace.checks.findings(filled, later, TODAY)  # what was altered is not what was sealed
    assert workspace.checking.check().altered_seals == (version,)
    with pytest.raises(SealAltered):
        workspace.sealing.report(filled, q4, TODAY)
    body = workspace._store.seals.body(version.id)
    workspace._store.db.execute("UPDATE sealed_versions SET sha256 = ?", [digest(body)])
    (told,) = workspace.checking.check().altered_seals
    assert told.sha256 == digest(body)


def test_what_was_sent_is_opened_unchanged(
    workspace: Workspace, filled: Register, q4: Period, tmp_path: Path
) -> None:
    programme_id = filled.programme.id
    sent = Submission(
        0,
        programme_id,
        q4.id,
        version=None,
        document=" 215/BC-STP ",
        sent_on=date(2021, 12, 20),
        signer="Trần  Văn Minh ",
        channel=" Trục\nliên thông",
    )
    with pytest.raises(PeriodNotSealed):
        workspace.sealing.submit(sent)
    workspace.sealing.seal(filled, q4, TODAY)
    with pytest.raises(SourceMissing):
        workspace.sealing.submit(sent, [tmp_path / "khong-co.pdf"])
    paper = tmp_path / "Báo cáo.pdf"
    paper.write_bytes(b"%PDF-1.7 \x00\xff")
    kept = workspace.sealing.submit(sent, [paper])
    assert (kept.document, kept.version, kept.files[0][0]) == ("215/BC-STP", 1, "Báo cáo.pdf")
    assert (kept.signer, kept.channel) == ("Trần Văn Minh", "Trục liên thông")
    q3 = workspace.periods.find("nd09/2021-Q3", filled.programme)
    workspace.sealing.seal(filled, q3, TODAY)
    before = workspace.sealing.submit(replace(sent, period=q3.id))
    assert workspace.sealing.submissions(programme_id, q4.id) == [kept]
    assert workspace.sealing.submissions(programme_id) == [kept, before]
    assert [one.period for one in workspace.sealing.versions(programme_id)] == [q3.id, q4.id]
    assert [one.period for one in workspace.sealing.versions(programme_id, q4.id)] == [q4.id]
    paper.write_bytes(b"changed")
    target = tmp_path / "Mở lại.pdf"
    workspace.sealing.save_file(kept.files[0][1], target)
    assert target.read_bytes() == b"%PDF-1.7 \x00\xff"
    with pytest.raises(SourceMissing):
        workspace.sealing.save_file("0" * 64, target)
    with pytest.raises(FieldMissing):
        Submission(0, programme_id, q4.id, version=None, document=" ", sent_on=TODAY)
