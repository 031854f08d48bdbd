"""Which tasks were merged, split or renamed stands in the notes of every report, up to its own day."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop_app.domain.reports import ReportKind
from desktop_app.exchange.reports import compose, read_machine
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.reporting import Order, write_drafts
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace
from tests.services.conftest import given
from tests.services.test_lineage import DAY, Q2, Q3, Desk
from tests.services.test_reports import TODAY, printed_words

MERGED = "Nhiệm vụ số 2 được gộp vào nhiệm vụ số 4 từ ngày 01/7/2021 (Quyết định số 15/QĐ-UBND)."
RENAMED = "Nhiệm vụ số 1 được đổi thành nhiệm vụ số 3 từ ngày 01/7/2021, tính tiếp kết quả đã ghi."


@pytest.fixture
def desk(workspace: Workspace, register: Register) -> Desk:
    desk = Desk(workspace, register)
    for number, task_id in enumerate((desk.old, desk.other, desk.new, desk.part), 1):
        task = desk.task(task_id)
        numbered = replace(task.given, number=str(number))
        workspace.tasks.edit(register, task_id, task.group_id, numbered, task.own)
    workspace.gone.merge(register, [desk.other], desk.part, DAY, "Quyết định số 15/QĐ-UBND")
    workspace.gone.rename(register, desk.old, desk.new, DAY)
    return desk


def notes(desk: Desk, period: str) -> list[str]:
    draft = desk.workspace.reports.draft(
        desk.register, Order(ReportKind.PERIODIC, desk.period(period)), TODAY
    )
    return [note for annex in compose(draft).annexes for note in annex.notes if note.startswith("Nhiệm vụ")]


@pytest.mark.parametrize("ending", [".xlsx", ".docx", ".pdf"])
def test_every_format_says_what_became_of_tasks_up_to_its_day(
    desk: Desk, tmp_path: Path, ending: str
) -> None:
    order = Order(ReportKind.PERIODIC, desk.period(Q3))
    target = tmp_path / f"a{ending}"
    draft = desk.workspace.reports.draft(desk.register, order, TODAY)
    write_drafts([draft], target)
    said = printed_words(target)
    assert [said.count(one) for one in (MERGED, RENAMED)] == [1, 1]
    assert notes(desk, Q2) == [], "on 14/6 nothing had become of them"
    if ending == ".xlsx":
        assert read_machine(target).descents == draft.report.descents


def test_a_sealed_report_keeps_its_notes(desk: Desk) -> None:
    desk.workspace.sealing.set_rules(SealRules(checks=False))
    desk.workspace.sealing.seal(desk.register, desk.period(Q3), TODAY)
    desk.workspace.tasks.bring_back(desk.register, [desk.old, desk.other])
    assert notes(desk, Q3) == [RENAMED, MERGED]
    desk.workspace.sealing.reopen(desk.register.programme.id, Q3, "Nhầm")
    assert notes(desk, Q3) == []


def test_tasks_of_one_number_are_named_by_their_content(desk: Desk) -> None:
    task = desk.task(desk.new)
    same = replace(task.given, number="1")
    desk.workspace.tasks.edit(desk.register, desk.new, task.group_id, same, task.own)
    expected = "Nhiệm vụ số 1 “Khảo sát đất đai” được đổi thành nhiệm vụ số 1 “Điều tra đất đai” từ"
    assert notes(desk, Q3)[0].startswith(expected)


def test_an_agency_reads_of_its_own_tasks_only(desk: Desk) -> None:
    task = desk.task(desk.part)
    theirs = replace(task.given, leads=("Sở Tài chính",))
    desk.workspace.tasks.edit(desk.register, desk.part, task.group_id, theirs, task.own)
    order = Order(ReportKind.AGENCY, desk.period(Q3), agency="Sở Tài chính")
    report = desk.workspace.reports.draft(desk.register, order, TODAY).report
    assert [one.kind for one in report.descents] == ["merged"]


def test_without_annexes_the_notes_stand_before_the_closing(desk: Desk) -> None:
    draft = desk.workspace.reports.draft(desk.register, Order(ReportKind.PERIODIC, desk.period(Q3)), TODAY)
    sections = compose(replace(draft, preset=replace(draft.preset, annexes=()))).sections
    assert [getattr(one, "text", "") for one in sections[-2].blocks] == [RENAMED, MERGED]


def test_many_notes_get_a_sheet_and_leave_the_heading_where_it_is_found(desk: Desk, tmp_path: Path) -> None:
    register, group = desk.register, desk.register.groups[0].id
    ids = [desk.workspace.tasks.add(register, group, given(f"Việc thứ {n}")).id for n in range(60)]
    desk.workspace.gone.merge(register, ids, desk.part, DAY + timedelta(days=3))
    order = Order(ReportKind.PERIODIC, desk.period(Q3))
    target = tmp_path / "a.xlsx"
    write_drafts([desk.workspace.reports.draft(register, order, TODAY)], target)
    said = printed_words(target)
    assert "62 thay đổi về gộp, tách, đổi tên nhiệm vụ" in said
    assert said.count("được gộp vào nhiệm vụ số 4 từ ngày 04/7/2021.") == 60
