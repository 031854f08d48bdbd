"""Anything is found by a few words without accents, the best first, of a closed period as it was sealed."""

from datetime import date

import pytest

from desktop_app.domain.evidence import Document
from desktop_app.domain.period import Period
from desktop_app.domain.reports import ReportRow
from desktop_app.domain.task import NOT_HANDLED
from desktop_app.domain.work import finished
from desktop_app.services.gathering import AgencyHit, Command, Finder, Found, Thing
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.tasks import SealedRegister, ShownRegister
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace
from tests.services.conftest import given

COMMANDS = (Command("Chốt số liệu…", "Kỳ báo cáo", 0), Command("Sao lưu ra tệp…", "Tệp", 1))


def found(workspace: Workspace, register: ShownRegister, q4: Period, text: str) -> Found:
    return finished(Finder(workspace, register, q4, COMMANDS).find(text))


def name_of(thing: Thing) -> str:
    if isinstance(thing, ReportRow):
        return thing.task.number
    if isinstance(thing, Document):
        return thing.subject
    return thing.label if isinstance(thing, Period) else thing.name


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("12", "12"),
        ("xay dung quy che phoi hop", "6"),
        ("quy che phoi hop to chuc", "6"),
        ("XÂY DỰNG quy chế", "6"),
        ("so tai chinh", "Sở Tài chính"),
        ("45 kh ubnd", "Kế hoạch rà soát"),
        ("ke hoach ra soat", "Kế hoạch rà soát"),
        ("quy iv/2021", "Quý IV/2021"),
        ("quy 4/2021", "Quý IV/2021"),
        ("q3 2021", "Quý III/2021"),
        ("nd09/2021-q2", "Quý II/2021"),
        ("chot so lieu", "Chốt số liệu…"),
        ("tep sao", "Sao lưu ra tệp…"),
    ],
)
def test_what_fits_best_comes_first(
    workspace: Workspace, filled: Register, q4: Period, text: str, first: str
) -> None:
    programme = filled.programme.id
    workspace.evidence.add(Document(0, programme, "Kế hoạch rà soát", "45/KH-UBND", date(2021, 3, 2)), None)
    assert name_of(found(workspace, filled, q4, text).things[0]) == first


def test_each_kind_has_its_share_and_the_rest_is_counted(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    answer = found(workspace, filled, q4, "thi hanh")
    tasks = [one for one in answer.things if isinstance(one, ReportRow)]
    assert len(tasks) == 8
    assert [one for one in answer.things if isinstance(one, AgencyHit)]
    holding = sum("thi hanh" in task.folded for task in filled.tasks)
    assert answer.more >= holding - len(tasks) > 0


def test_an_agency_counts_the_tasks_that_its_filter_shows(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    hit = found(workspace, filled, q4, "so tai chinh").things[0]
    named = [one for one in filled.tasks if "Sở Tài chính" in (*one.given.leads, *one.given.coordinating)]
    assert hit == AgencyHit("Sở Tài chính", len(named))


def test_an_agency_that_no_task_names_is_found_in_the_catalogue(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    workspace.agencies.add("Đài Khí tượng tỉnh")
    assert found(workspace, filled, q4, "dai khi tuong").things == (AgencyHit("Đài Khí tượng tỉnh", 0),)


@pytest.mark.parametrize("text", ["", "   ", "khong co dau"])
def test_nothing_is_found_of_nothing(workspace: Workspace, filled: Register, q4: Period, text: str) -> None:
    assert found(workspace, filled, q4, text) == Found()


def test_a_closed_period_is_searched_as_it_was_sealed(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    workspace.sealing.set_rules(SealRules(checks=False))
    workspace.sealing.seal(filled, q4, date(2021, 12, 15))
    task = filled.find("6")
    workspace.tasks.edit(filled, task.id, task.group_id, given("Việc mang tên mới"), own=NOT_HANDLED)
    version = workspace.sealing.standing(filled.programme.id, q4.id)
    assert version is not None
    sealed = SealedRegister(workspace.sealing.report_of(version))
    assert found(workspace, sealed, q4, "viec mang ten moi") == Found()
    assert name_of(found(workspace, sealed, q4, "xay dung quy che phoi hop").things[0]) == "6"
    assert found(workspace, filled, q4, "viec mang ten moi").things
