"""Accepted lists, as they were; taking an older one back while later work stays; the tray of gone tasks."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop_app.domain.editions.edition import RowKind
from desktop_app.domain.errors.refusals import FieldMissing, FieldsDisagree, NotFound, UndoBlocked
from desktop_app.domain.evidence import Document, Link
from desktop_app.domain.progress import State
from desktop_app.domain.reports import FIELDS, ReportKind, usual_preset
from desktop_app.domain.task import Fate, Handling
from desktop_app.services.importing.plan import Details
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.reporting import Order
from desktop_app.services.reporting.exporting import write_drafts
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace
from tests.services.list_files import CHECK, LAND, PLAN, TRAIN, Row, write_list

DAY = date(2019, 5, 1)
LATER_LAND = (*LAND[:4], "31/12/2020", LAND[5])


class Office:
    """Brings lists in and records progress, as an officer does."""

    def __init__(self, workspace: Workspace, register: Register, folder: Path) -> None:
        self.workspace, self.register, self.folder = workspace, register, folder

    def bring(
        self, name: str, *rows: Row, titles: tuple[str, ...] = (), issued_on: date | None = None
    ) -> int:
        path = write_list(self.folder / f"{name}.xlsx", rows, titles)
        plan = self.workspace.imports.plan(self.register, path)
        edition = self.workspace.imports.apply(self.register, plan, details=Details(issued_on=issued_on))
        assert edition is not None
        return edition.id

    def record(self, number: str, result: str, period: str = "2019-Q1") -> None:
        found = self.workspace.periods.find(period, self.register.programme)
        task = self.register.find(number)
        self.workspace.recording.record(
            self.register, found, {task.id: {"state": State.IN_PROGRESS, "result": result}}
        )

    def numbers(self) -> list[str]:
        return [task.number for task in self.register.tasks]

    def stays(self, edition: int) -> dict[tuple[str, str], str]:
        parts = self.workspace.editions.what_goes_back(self.register, edition)
        return {(part.task.number, part.field): part.stays for part in parts}


@pytest.fixture
def office(workspace: Workspace, register: Register, tmp_path: Path) -> Office:
    return Office(workspace, register, tmp_path)


def test_an_edition_opens_as_it_was(office: Office) -> None:
    office.bring("đầu", PLAN, LAND)
    title = "(Kèm theo Quyết định số 15/QĐ-UBND ngày 15/3/2019)"
    key = office.bring("sau", PLAN, LATER_LAND, ("", "", "Sở Tư pháp", "", "x", "y"), titles=(title,))
    office.workspace.tasks.withdraw(office.register, [office.register.find("2").id], DAY, "")
    view = office.workspace.editions.open(key)
    assert (view.edition.document, view.edition.issued_on) == ("15/QĐ-UBND", date(2019, 3, 15))
    kinds = [row.kind for row in view.rows]
    assert kinds == ["left_out", "left_out", "same", "changed", "refused"]
    changed, refused = view.rows[3], view.rows[4]
    assert changed.changes == (("deadline", "Quý IV/2019", "31/12/2020"),)
    assert [problem.code for problem in refused.problems] == ["content_missing"]
    assert view.counts["changed"] == 1
    assert view.read == 5
    assert [one.id for one in office.workspace.editions.all(office.register.programme.id)] == [key, key - 1]


def test_source_and_export_give_the_list_back(office: Office, tmp_path: Path) -> None:
    key = office.bring("đầu", PLAN, LAND, TRAIN)
    source = tmp_path / "gốc.xlsx"
    assert (
        office.workspace.editions.save_source(key, source)
        == office.workspace.editions.open(key).edition.sha256
    )
    assert source.read_bytes() == (tmp_path / "đầu.xlsx").read_bytes()
    exported = tmp_path / "xuất.xlsx"
    assert office.workspace.editions.export(key, exported) == 3
    plan = office.workspace.imports.plan(office.register, exported)
    assert plan.changes_nothing
    assert plan.counts[RowKind.SAME] == 3
    with pytest.raises(NotFound):
        office.workspace.editions.open(99)


def test_the_exported_list_names_its_paper_by_its_kind(office: Office, tmp_path: Path) -> None:
    title = "(Kèm theo Kế hoạch số 45/KH-UBND ngày 15/3/2019 của UBND tỉnh)"
    key = office.bring("đầu", PLAN, titles=(title,))
    office.workspace.editions.export(key, tmp_path / "xuất.xlsx")
    said = load_workbook(tmp_path / "xuất.xlsx").worksheets[0]["A2"].value
    assert said == "Kèm theo Kế hoạch số 45/KH-UBND ngày 15/3/2019"
    plan = office.workspace.imports.plan(office.register, tmp_path / "xuất.xlsx")
    assert (plan.stated.document, plan.stated.issued_on) == ("45/KH-UBND", date(2019, 3, 15))


@pytest.mark.parametrize("after", ["written over", "gone"])
def test_the_file_that_was_shown_is_the_one_that_is_kept(office: Office, tmp_path: Path, after: str) -> None:
    path = write_list(tmp_path / "list.xlsx", [PLAN, LAND])
    shown = path.read_bytes()
    plan = office.workspace.imports.plan(office.register, path)
    path.unlink()
    if after == "written over":
        write_list(path, [CHECK])
    edition = office.workspace.imports.apply(office.register, plan)
    assert edition is not None
    kept = tmp_path / "kept.xlsx"
    assert office.workspace.editions.save_source(edition.id, kept) == plan.workbook.sha256
    assert kept.read_bytes() == shown
    assert office.numbers() == ["1", "2"]


def test_an_edition_is_described(office: Office) -> None:
    key = office.bring("đầu", PLAN)
    office.workspace.editions.describe(key, "242/QĐ-TTg", "Danh mục 2018", DAY)
    edition = office.workspace.editions.open(key).edition
    assert (edition.document, edition.title, edition.issued_on) == ("242/QĐ-TTg", "Danh mục 2018", DAY)
    with pytest.raises(FieldMissing):
        office.workspace.editions.describe(key, "", " ", None)
    office.workspace.acts.undo()
    assert office.workspace.editions.open(key).edition.document == ""


def test_two_editions_are_compared_whatever_stands_now(office: Office) -> None:
    first = office.bring("đầu", PLAN, LAND, TRAIN)
    last = office.bring("sau", PLAN, LATER_LAND, CHECK)
    task = office.register.find("2")
    given = replace(task.given, deadline="30/6/2022")
    office.workspace.tasks.edit(office.register, task.id, task.group_id, given, task.own)
    difference = office.workspace.editions.difference(first, last)
    assert [match.kind for match in difference.matches] == [
        RowKind.SAME,
        RowKind.CHANGED,
        RowKind.NEW,
        RowKind.GONE,
    ]
    (change,) = difference.matches[1].changes
    assert (change.present, change.incoming) == ("Quý IV/2019", "31/12/2020")


def test_an_older_import_goes_back_and_later_work_stays(office: Office) -> None:
    office.bring("đầu", PLAN, LAND, TRAIN)
    older = office.bring(
        "sau", PLAN, LATER_LAND, (*TRAIN[:4], "Quý I/2020", "Hội nghị"), CHECK, ("5", "Sơ kết", "Sở Y tế")
    )
    task = office.register.find("3")
    given = replace(task.given, deadline="30/6/2022")
    office.workspace.tasks.edit(office.register, task.id, task.group_id, given, task.own)
    office.record("4", "Đã kiểm tra")
    assert office.stays(older) == {
        ("2", "deadline"): "",
        ("3", "deadline"): "changed",
        ("4", ""): "progress",
        ("5", ""): "",
    }
    office.workspace.editions.take_back(office.register, older)
    assert office.numbers() == ["1", "2", "3", "4"]
    assert office.register.find("2").given.deadline == "Quý IV/2019"
    assert office.register.find("2").deadline.ends_on == date(2019, 12, 31)
    assert office.register.find("3").given.deadline == "30/6/2022"
    assert office.register.entries(office.register.find("4").id)[0].result == "Đã kiểm tra"
    assert "Sở Y tế" not in {agency.name for agency in office.workspace.agencies.all()}
    assert len(office.workspace.editions.all(office.register.programme.id)) == 1
    with pytest.raises(NotFound):
        office.workspace.editions.take_back(office.register, older)
    office.workspace.acts.undo()
    office.register.refresh()
    assert office.numbers() == ["1", "2", "3", "4", "5"]
    assert office.register.find("2").given.deadline == "31/12/2020"


def test_taking_back_looks_at_what_later_lists_say(office: Office) -> None:
    office.bring("đầu", PLAN, LAND, TRAIN)
    older = office.bring("giữa", PLAN, LAND, CHECK)
    newest = office.bring("cuối", PLAN, LAND, (*CHECK[:4], "31/12/2021", CHECK[5]))
    assert office.stays(older) == {("3", "gone_since"): "absent", ("4", ""): "listed"}
    office.workspace.editions.take_back(office.register, older)
    assert office.register.find("3").gone_since == newest
    assert office.numbers() == ["1", "2", "3", "4"]


def test_a_task_decided_on_stays_decided(office: Office) -> None:
    office.bring("đầu", PLAN, LAND)
    older = office.bring("sau", PLAN)
    office.workspace.gone.withdraw(office.register, [office.register.find("2").id], DAY)
    assert office.stays(older) == {("2", "gone_since"): "decided"}
    office.workspace.editions.take_back(office.register, older)
    assert office.register.find("2").fate is Fate.WITHDRAWN


def test_gone_tasks_wait_in_the_tray_with_their_progress(office: Office) -> None:
    office.bring("đầu", PLAN, LAND, TRAIN)
    office.record("2", "Đang khảo sát")
    edition = office.bring("sau", PLAN, TRAIN)
    (waiting,) = office.workspace.gone.waiting(office.register)
    assert (waiting.task.number, waiting.edition.id, waiting.periods) == ("2", edition, 1)
    assert waiting.task.active
    (said,) = office.workspace.gone.sentences(office.register, waiting.task.id)
    assert said == "Không còn trong bản danh mục “sau”, chờ xử lý"


def test_merged_and_split_tasks_keep_their_lineage(office: Office) -> None:
    office.bring("đầu", PLAN, LAND, TRAIN)
    office.bring("sau", PLAN, CHECK)
    gone, ids = office.workspace.gone, {task.number: task.id for task in office.register.tasks}
    with pytest.raises(FieldsDisagree):
        gone.merge(office.register, [ids["2"]], ids["2"], DAY)
    gone.merge(office.register, [ids["2"]], ids["1"], DAY, "Công văn 12")
    gone.split(office.register, ids["3"], [ids["1"], ids["4"]], DAY)
    notes = gone.notes(office.register)
    assert [(note.task.number, note.kind, [one.number for one in note.others]) for note in notes] == [
        ("2", Fate.MERGED, ["1"]),
        ("3", Fate.SPLIT, ["1", "4"]),
    ]
    assert [note.task.number for note in gone.notes_of(office.register, ids["4"])] == ["3"]
    (said,) = gone.sentences(office.register, ids["2"])
    assert said == (
        "Đã gộp vào nhiệm vụ số 1 “Ban hành kế hoạch theo dõi thi hành pháp luật” ngày 01/5/2019 "
        "(Công văn 12)"
    )
    assert [one.partition(" ngày")[0] for one in gone.sentences(office.register, ids["4"])] == [
        "Được tách ra từ nhiệm vụ số 3 “Tập huấn nghiệp vụ cho cán bộ cấp huyện, cấp xã”"
    ]
    assert not office.register.task(ids["2"]).active
    assert gone.waiting(office.register) == []
    office.workspace.tasks.bring_back(office.register, [ids["2"]])
    assert [note.task.number for note in gone.notes(office.register)] == ["3"]
    office.workspace.acts.undo()
    office.register.refresh()
    assert len(gone.notes(office.register)) == 2


def test_a_renamed_task_hands_its_progress_on(office: Office) -> None:
    office.bring("đầu", PLAN, LAND)
    office.record("2", "Quý một")
    office.record("2", "Quý hai", "2019-Q2")
    office.bring("sau", PLAN, CHECK)
    office.record("4", "Riêng", "2019-Q2")
    ids = {task.number: task.id for task in office.register.tasks}
    office.workspace.gone.rename(office.register, ids["2"], ids["4"], DAY)
    assert [entry.result for entry in office.register.entries(ids["4"])] == ["Quý một", "Riêng"]
    assert [entry.result for entry in office.register.entries(ids["2"])] == ["Quý một", "Quý hai"]
    office.workspace.acts.undo()
    office.register.refresh()
    office.workspace.gone.rename(office.register, ids["2"], ids["4"], DAY, carry=False)
    assert [entry.result for entry in office.register.entries(ids["4"])] == ["Riêng"]


def test_a_renamed_task_hands_on_what_lies_in_closed_periods_too(office: Office) -> None:
    office.bring("đầu", PLAN, LAND)
    office.record("2", "Quý một")
    office.record("2", "Quý hai", "2019-Q2")
    office.bring("sau", PLAN, CHECK)
    ids = {task.number: task.id for task in office.register.tasks}
    space, programme = office.workspace, office.register.programme
    space.sealing.set_rules(SealRules(checks=False))
    space.sealing.seal(office.register, space.periods.find("2019-Q1", programme), DAY)
    assert space.gone.rename(office.register, ids["2"], ids["4"], DAY).progress == 1
    assert [entry.result for entry in office.register.entries(ids["4"])] == ["Quý một", "Quý hai"]
    assert office.register.task(ids["2"]).fate is Fate.RENAMED
    space.acts.undo()
    office.register.refresh()
    assert not office.register.entries(ids["4"])
    assert space.gone.rename(office.register, ids["2"], ids["4"], DAY, carry=False).progress == 0


def test_taking_a_list_back_follows_what_was_merged_since(office: Office) -> None:
    office.bring("đầu", PLAN, LAND)
    other = (*LAND[:2], "Sở Tài nguyên", "Sở Xây dựng", *LAND[4:])
    edition = office.bring("sau", PLAN, other)
    agencies = office.workspace.agencies
    ids = {one.name: one.id for one in agencies.all()}
    agencies.merge(ids["Sở Tư pháp"], ids["Sở Nội vụ"])
    agencies.remove(ids["Sở Tài chính"])
    office.register.refresh()
    parts = {
        part.field: part.old for part in office.workspace.editions.what_goes_back(office.register, edition)
    }
    assert parts["leads"] == "Sở Nội vụ"
    office.workspace.editions.take_back(office.register, edition)
    task = office.register.find("2")
    assert (task.given.leads, task.given.coordinating) == (("Sở Nội vụ",), ("Sở Tài chính",))
    assert {one.name for one in agencies.all()} >= {"Sở Nội vụ", "Sở Tài chính"}
    assert "Sở Tư pháp" not in {one.name for one in agencies.all()}


def test_taking_a_list_back_takes_the_rename_to_its_task_and_what_went_along(office: Office) -> None:
    office.bring("đầu", PLAN, LAND)
    office.record("2", "Quý một")
    edition = office.bring("sau", PLAN, CHECK)
    ids = {task.number: task.id for task in office.register.tasks}
    land = office.register.task(ids["2"])
    office.workspace.tasks.edit(office.register, land.id, land.group_id, land.given, Handling("An"))
    office.workspace.extensions.extend(
        office.register, land.id, date(2020, 6, 30), "Chờ văn bản", date(2019, 4, 1)
    )
    programme = office.register.programme.id
    office.workspace.evidence.add(Document(0, programme, "Báo cáo"), None, [Link(0, land.id, None)])
    told = office.workspace.gone.rename(office.register, ids["2"], ids["4"], DAY)
    assert (told.progress, told.officers, told.extensions, told.documents) == (1, 1, 1, 1)
    assert office.stays(edition) == {("2", "gone_since"): "", ("4", ""): ""}
    office.workspace.editions.take_back(office.register, edition)
    assert office.numbers() == ["1", "2"]
    task = office.register.find("2")
    assert (task.fate, task.gone_since) == (Fate.ACTIVE, None)
    assert [entry.result for entry in office.register.entries(task.id)] == ["Quý một"]
    assert office.workspace.gone.notes(office.register) == []


def test_a_renamed_task_with_work_of_its_own_stays(office: Office) -> None:
    office.bring("đầu", PLAN, LAND)
    office.record("2", "Quý một")
    edition = office.bring("sau", PLAN, CHECK)
    ids = {task.number: task.id for task in office.register.tasks}
    space = office.workspace
    space.gone.rename(office.register, ids["2"], ids["4"], DAY)
    office.record("4", "Quý một, đã sửa")
    assert office.stays(edition) == {("2", "gone_since"): "decided", ("4", ""): "progress"}
    space.editions.take_back(office.register, edition)
    assert office.register.find("2").fate is Fate.RENAMED
    assert [note.kind for note in space.gone.notes(office.register)] == [Fate.RENAMED]


def test_undo_out_of_order_names_no_merged_agency(office: Office) -> None:
    office.bring("đầu", PLAN, LAND)
    task = office.register.find("2")
    given = replace(task.given, leads=("Sở Xây dựng",))
    office.workspace.tasks.edit(office.register, task.id, task.group_id, given, task.own)
    edit = office.workspace.acts.last
    ids = {one.name: one.id for one in office.workspace.agencies.all()}
    office.workspace.agencies.merge(ids["Sở Tư pháp"], ids["Sở Nội vụ"])
    with pytest.raises(UndoBlocked):
        office.workspace.acts.undo(edit)
    office.workspace.acts.undo()
    office.workspace.acts.undo()
    office.register.refresh()
    assert office.register.find("2").given.leads == ("Sở Tư pháp",)


@pytest.mark.parametrize("fate", ["waits", "kept", "withdrawn"])
@pytest.mark.parametrize("columns", [FIELDS, (*FIELDS[:6], "result", "note")])
def test_the_own_report_brings_no_task_out_of_the_tray(
    office: Office, tmp_path: Path, fate: str, columns: tuple[str, ...]
) -> None:
    office.bring("đầu", PLAN, LAND)
    office.bring("sau", PLAN, CHECK)
    space, task = office.workspace, office.register.find("2")
    if fate == "kept":
        space.gone.keep(office.register, [task.id])
    if fate == "withdrawn":
        space.gone.withdraw(office.register, [task.id], DAY)
    period = space.periods.find("2019-Q2", office.register.programme)
    preset = replace(usual_preset(ReportKind.PERIODIC), columns=columns)
    path = tmp_path / "báo cáo.xlsx"
    write_drafts(
        [space.reports.draft(office.register, Order(ReportKind.PERIODIC, period, preset), DAY)], path
    )
    told = [
        cell.value for row in load_workbook(path).worksheets[0] for cell in row if isinstance(cell.value, str)
    ]
    if columns == FIELDS:
        assert any("Không còn trong danh mục, chờ xử lý" in text for text in told) is (fate == "waits")
    before = office.register.task(task.id)
    plan = space.imports.plan(office.register, path)
    assert plan.counts[RowKind.CHANGED] == plan.counts[RowKind.AMBIGUOUS] == plan.counts[RowKind.GONE] == 0
    assert plan.changes_nothing
    assert space.imports.apply(office.register, plan, None, Details(record=True)) is not None
    assert office.register.task(task.id) == before
    assert [one.task.id for one in space.gone.waiting(office.register)] == (
        [task.id] if fate == "waits" else []
    )


def test_a_changed_cell_of_the_own_report_leaves_the_task_in_the_tray(office: Office, tmp_path: Path) -> None:
    office.bring("đầu", PLAN, LAND)
    office.bring("sau", PLAN, CHECK)
    space, path = office.workspace, tmp_path / "báo cáo.xlsx"
    period = space.periods.find("2019-Q2", office.register.programme)
    write_drafts([space.reports.draft(office.register, Order(ReportKind.PERIODIC, period), DAY)], path)
    book = load_workbook(path)
    for row in book.worksheets[0]:
        for cell in row:
            if cell.value == LAND[5]:
                cell.value = "Báo cáo tổng hợp"
    book.save(path)
    plan = space.imports.plan(office.register, path)
    assert plan.counts[RowKind.CHANGED] == 1
    space.imports.apply(office.register, plan)
    (waiting,) = space.gone.waiting(office.register)
    assert waiting.task.given.output == "Báo cáo tổng hợp"


@pytest.mark.parametrize(("gone", "into"), [("Sở Hai", "Sở Một"), ("Sở Một", "Sở Hai")])
def test_taking_a_list_back_takes_agencies_that_were_merged_with_each_other(
    office: Office, gone: str, into: str
) -> None:
    office.bring("đầu", PLAN, LAND)
    before = {one.name for one in office.workspace.agencies.all()}
    edition = office.bring("sau", PLAN, LAND, (*CHECK[:2], "Sở Một", "Sở Hai", *CHECK[4:]))
    task = office.register.find("4")
    given = replace(task.given, leads=("Sở Tư pháp",), coordinating=())
    office.workspace.tasks.edit(office.register, task.id, task.group_id, given, task.own)
    ids = {one.name: one.id for one in office.workspace.agencies.all()}
    office.workspace.agencies.merge(ids[gone], ids[into])
    office.workspace.editions.take_back(office.register, edition)
    assert {one.name for one in office.workspace.agencies.all()} == before


def test_taking_a_list_back_keeps_an_agency_that_the_past_of_a_task_names(office: Office) -> None:
    office.bring("đầu", PLAN, LAND)
    edition = office.bring("sau", PLAN, LAND, (*CHECK[:2], "Sở Một", *CHECK[3:]))
    office.record("4", "Quý một")
    agencies = office.workspace.agencies
    ids = {one.name: one.id for one in agencies.all()}
    agencies.merge(ids["Sở Một"], ids["Sở Tư pháp"], DAY)
    office.workspace.editions.take_back(office.register, edition)
    office.register.refresh()
    task = office.register.find("4")
    assert task.given.leads == ("Sở Tư pháp",)
    assert task.on(DAY - timedelta(1)).given.leads == ("Sở Một",)
    assert office.workspace.checking.check().ok


def test_taking_a_list_back_brings_back_what_it_had_cut_off_of_later_days(office: Office) -> None:
    """A list of 2020 comes in after one of 2021 had moved the deadline: it speaks for all that follows."""
    office.bring("đầu", PLAN, LAND)
    office.bring("2021", PLAN, LATER_LAND, issued_on=date(2021, 6, 1))
    days = [date(2019, 12, 31), date(2020, 1, 1), date(2021, 5, 31), date(2021, 6, 1)]

    def deadlines() -> list[str]:
        office.register.refresh()
        return [office.register.find("2").on(day).given.deadline for day in days]

    before = deadlines()
    assert before == ["Quý IV/2019", "Quý IV/2019", "Quý IV/2019", "31/12/2020"]
    edition = office.bring("2020", PLAN, (*LAND[:4], "Quý I/2022", LAND[5]), issued_on=date(2020, 1, 1))
    assert deadlines() == ["Quý IV/2019", "Quý I/2022", "Quý I/2022", "Quý I/2022"]
    office.workspace.editions.take_back(office.register, edition)
    assert deadlines() == before
    assert office.workspace.checking.check().ok


def test_taking_a_list_back_leaves_the_past_of_what_stays(office: Office) -> None:
    """An officer changed the deadline since: the task keeps what the list brought, and from which day."""
    office.bring("đầu", PLAN, LAND)
    edition = office.bring("2021", PLAN, LATER_LAND, issued_on=date(2021, 6, 1))
    task = office.register.find("2")
    given = replace(task.given, deadline="Quý II/2022")
    office.workspace.tasks.edit(office.register, task.id, task.group_id, given, task.own)
    assert office.stays(edition) == {("2", "deadline"): "changed"}
    office.workspace.editions.take_back(office.register, edition)
    office.register.refresh()
    task = office.register.find("2")
    assert [task.on(date(2021, month, day)).given.deadline for month, day in ((5, 31), (6, 1))] == [
        "Quý IV/2019",
        "Quý II/2022",
    ]


def test_a_task_into_which_another_was_merged_stays(office: Office) -> None:
    office.bring("đầu", PLAN, LAND)
    edition = office.bring("sau", PLAN, CHECK)
    ids = {task.number: task.id for task in office.register.tasks}
    office.workspace.gone.merge(office.register, [ids["2"]], ids["4"], DAY)
    assert office.stays(edition) == {("2", "gone_since"): "decided", ("4", ""): "used"}
    office.workspace.editions.take_back(office.register, edition)
    assert office.numbers() == ["1", "2", "4"]


def test_taking_back_a_changed_cell_of_a_new_name_leaves_the_rename(office: Office) -> None:
    office.bring("đầu", PLAN, LAND, TRAIN)
    office.record("3", "Quý một")
    edition = office.bring("sau", PLAN, LATER_LAND, TRAIN)
    ids = {task.number: task.id for task in office.register.tasks}
    office.workspace.gone.rename(office.register, ids["3"], ids["2"], DAY)
    office.workspace.editions.take_back(office.register, edition)
    office.register.refresh()
    assert office.register.find("2").given.deadline == "Quý IV/2019"
    assert [note.kind for note in office.workspace.gone.notes(office.register)] == [Fate.RENAMED]
    assert office.register.find("3").fate is Fate.RENAMED
    assert [entry.result for entry in office.register.entries(ids["2"])] == ["Quý một"]


def test_the_exported_list_is_as_high_as_its_texts_and_in_the_letters_of_the_office(
    office: Office, tmp_path: Path
) -> None:
    """LibreOffice fits no row by itself: without a height each long text was cut after its first line."""
    long = tuple(text * 6 if place == 1 else text for place, text in enumerate(LAND))
    key = office.bring("dài", PLAN, long)
    exported = tmp_path / "xuất.xlsx"
    office.workspace.editions.export(key, exported)
    page = load_workbook(exported).active
    assert page is not None
    (row,) = [cell.row for cell in page["B"] if cell.value == long[1]]
    assert (page.row_dimensions[row].height or 0) > 2 * 13
    assert {cell.font.name for line in page.iter_rows() for cell in line} == {"Times New Roman"}
