"""The list that comes back changed, and what the officer decides about it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.styles import Font

from desktop_app.domain.editions.decision import NEW, Decision
from desktop_app.domain.editions.edition import RowKind
from desktop_app.domain.errors.incoming import RowsClash
from desktop_app.domain.errors.refusals import NotFound
from desktop_app.domain.progress import State
from desktop_app.domain.task import Fate
from desktop_app.exchange.reading.sheets import read_workbook
from desktop_app.services.importing.plan import Choices, Details, ImportPlan
from desktop_app.services.importing.task_import import lists_in, save_refused
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace
from tests.services.list_files import CHECK, HEAD, LAND, PLAN, TRAIN, Row, write_list

LATER, TAKE = Decision(take=False), Decision(take=True)


class Lists:
    """Brings lists in, one after another."""

    def __init__(self, workspace: Workspace, register: Register, folder: Path) -> None:
        self.workspace, self.register, self.folder = workspace, register, folder
        self.count = 0

    def file(self, *rows: Row, titles: tuple[str, ...] = (), second: tuple[Row, ...] = ()) -> Path:
        self.count += 1
        return write_list(self.folder / f"{self.count}.xlsx", rows, titles, second=second)

    def plan(self, *rows: Row, second: tuple[Row, ...] = (), choices: Choices | None = None) -> ImportPlan:
        return self.workspace.imports.plan(self.register, self.file(*rows, second=second), choices)

    def bring(self, *rows: Row, decisions: dict[int, Decision] | None = None) -> ImportPlan:
        plan = self.plan(*rows)
        self.workspace.imports.apply(self.register, plan, decisions)
        return plan

    def ids(self) -> dict[str, int]:
        return {task.number: task.id for task in self.register.tasks}


@pytest.fixture
def lists(workspace: Workspace, register: Register, tmp_path: Path) -> Lists:
    brought = Lists(workspace, register, tmp_path)
    brought.bring(PLAN, LAND, TRAIN)
    return brought


def deadline_by_hand(lists: Lists, number: str, text: str) -> None:
    task = lists.register.find(number)
    given = replace(task.given, deadline=text)
    lists.workspace.tasks.edit(lists.register, task.id, task.group_id, given, task.own)


def test_a_conflict_that_is_kept_is_not_asked_again(lists: Lists) -> None:
    deadline_by_hand(lists, "1", "30/6/2019")
    changed = (*PLAN[:4], "31/3/2019", PLAN[5])
    plan = lists.plan(changed, LAND, TRAIN)
    assert plan.counts[RowKind.AMBIGUOUS] == 1
    keep = {3: Decision(take=True, keep=frozenset({"deadline"}))}
    assert plan.tally(keep).recorded
    assert lists.workspace.imports.apply(lists.register, plan, keep) is not None
    assert lists.register.find("1").given.deadline == "30/6/2019"
    assert lists.plan(changed, LAND, TRAIN).changes_nothing


def test_a_conflict_left_for_later_is_asked_again(lists: Lists) -> None:
    deadline_by_hand(lists, "1", "30/6/2019")
    changed = (*PLAN[:4], "31/3/2019", PLAN[5])
    lists.bring(changed, LAND, TRAIN, CHECK)
    assert lists.register.find("1").given.deadline == "30/6/2019"
    again = lists.plan(changed, LAND, TRAIN, CHECK)
    assert again.counts[RowKind.AMBIGUOUS] == 1
    lists.workspace.imports.apply(lists.register, again, {3: TAKE})
    assert lists.register.find("1").given.deadline == "31/3/2019"


def test_a_near_match_is_the_task_or_a_new_one_or_waits(lists: Lists) -> None:
    near = ("1", PLAN[1] + " năm 2019", *PLAN[2:])
    plan = lists.plan(near, LAND, TRAIN)
    (match,) = [match for match in plan.matches if match.kind is RowKind.AMBIGUOUS]
    task_id = lists.ids()["1"]
    assert match.candidates == (task_id,)
    waiting = plan.tally({})
    assert (waiting.written, waiting.counts[RowKind.GONE]) == (0, 0)
    as_new = plan.tally({3: TAKE})
    assert (as_new.written, as_new.counts[RowKind.GONE]) == (1, 1)
    as_that = plan.tally({3: Decision(take=True, task_id=task_id)})
    assert (as_that.counts[RowKind.CHANGED], as_that.counts[RowKind.GONE]) == (1, 0)
    lists.workspace.imports.apply(lists.register, plan, {3: Decision(take=True, task_id=task_id)})
    assert lists.register.task(task_id).content.endswith("năm 2019")


def test_two_rows_cannot_be_one_task(lists: Lists) -> None:
    near = (("1", PLAN[1] + " năm 2019", *PLAN[2:]), ("4", PLAN[1] + " năm 2020", *PLAN[2:]))
    plan = lists.plan(*near, LAND, TRAIN)
    same = Decision(take=True, task_id=lists.ids()["1"])
    with pytest.raises(RowsClash):
        plan.tally({3: same, 4: same})
    with pytest.raises(NotFound):
        plan.tally({3: Decision(take=True, task_id=999)})
    with pytest.raises(NotFound):
        plan.tally({99: TAKE})


def test_a_repeated_row_is_for_the_officer(lists: Lists) -> None:
    plan = lists.plan(PLAN, LAND, TRAIN, CHECK, ("5", *CHECK[1:]))
    kinds = [match.kind for match in plan.matches]
    assert kinds == [RowKind.SAME, RowKind.SAME, RowKind.SAME, RowKind.NEW, RowKind.AMBIGUOUS]
    assert plan.matches[-1].twin == 6


def test_a_task_in_another_group_is_a_move(lists: Lists) -> None:
    plan = lists.plan(PLAN, LAND, second=(TRAIN,))
    (moved,) = [match for match in plan.matches if match.kind is RowKind.CHANGED]
    assert [change.field for change in moved.changes] == ["group"]
    assert plan.counts[RowKind.GONE] == 0
    lists.workspace.imports.apply(lists.register, plan)
    assert lists.register.find("3").given.group == 2


def test_rows_and_gone_tasks_can_be_left(lists: Lists) -> None:
    plan = lists.plan(PLAN, TRAIN, CHECK)
    gone = lists.ids()["2"]
    left = plan.tally({-gone: LATER, 5: LATER})
    assert (left.counts[RowKind.GONE], left.counts[RowKind.NEW], left.counts[RowKind.AMBIGUOUS]) == (0, 0, 1)
    assert not left.recorded
    assert plan.tally({}).read == left.read == left.taken + 1 + left.left_out


def test_agencies_are_new_or_the_near_one(lists: Lists) -> None:
    spelled = ("4", CHECK[1], "Sở Tư phápp", "Sở Xây dựng", *CHECK[4:])
    plan = lists.plan(PLAN, LAND, TRAIN, spelled)
    assert [(one.name, one.rows, one.near) for one in plan.new_agencies] == [
        ("Sở Tư phápp", 1, ("Sở Tư pháp",)),
        ("Sở Xây dựng", 1, ()),
    ]
    choices = Choices(agencies={"Sở Tư phápp": "Sở Tư pháp"})
    decided = lists.workspace.imports.plan_workbook(lists.register, plan.workbook, choices)
    lists.workspace.imports.apply(lists.register, decided)
    assert lists.register.find("4").lead == "Sở Tư pháp"
    names = {agency.name for agency in lists.workspace.agencies.all()}
    assert "Sở Xây dựng" in names
    assert "Sở Tư phápp" not in names
    again = lists.plan(PLAN, LAND, TRAIN, spelled)
    assert again.changes_nothing
    assert again.new_agencies == ()
    with pytest.raises(NotFound):
        lists.plan(PLAN, choices=Choices(agencies={"Sở Tư phápp": "Sở Không có"}))


def test_a_renamed_agency_is_no_change_in_the_next_list(lists: Lists) -> None:
    ids = {agency.name: agency.id for agency in lists.workspace.agencies.all()}
    lists.workspace.agencies.rename(ids["Sở Tư pháp"], "Sở Tư pháp tỉnh Khánh Hòa")
    lists.register.refresh()
    assert lists.plan(PLAN, LAND, TRAIN).changes_nothing
    lists.workspace.agencies.rename(ids["Sở Tư pháp"], "Sở Tư pháp")
    lists.register.refresh()
    assert lists.plan(PLAN, LAND, TRAIN).changes_nothing


def test_a_part_of_a_list_makes_no_task_gone(lists: Lists) -> None:
    assert lists.plan(CHECK).counts[RowKind.GONE] == 3
    assert lists.plan(CHECK, choices=Choices(partial=True)).counts[RowKind.GONE] == 0


def test_files_that_come_together_are_parts_of_one_list(lists: Lists) -> None:
    first = lists.bring(PLAN, LAND, TRAIN)
    beside = lists.workspace.imports.named(first, None)
    assert lists.plan(CHECK, choices=Choices(beside=beside)).counts[RowKind.GONE] == 0
    assert lists.plan(PLAN, CHECK, choices=Choices(beside=beside)).counts[RowKind.GONE] == 2


def test_the_sheets_of_a_file_are_parts_of_one_list(lists: Lists) -> None:
    path = lists.file(CHECK)
    book = load_workbook(path)
    sheet = book.copy_worksheet(book["Phụ lục"])
    sheet.title = "Nhóm 2"
    sheet["B3"] = "Tổ chức hội nghị sơ kết ba năm thực hiện Đề án"
    book.save(path)
    imports = lists.workspace.imports
    first = imports.plan(lists.register, path, Choices(sheet="Phụ lục"))
    assert (first.other_lists, first.counts[RowKind.GONE]) == (("Nhóm 2",), 3)
    imports.apply(lists.register, first)
    second = imports.plan(lists.register, path, Choices(sheet="Nhóm 2"))
    assert (second.other_lists, second.before) == ((), None)
    assert (second.counts[RowKind.NEW], second.counts[RowKind.GONE]) == (1, 0)
    imports.apply(lists.register, second)
    again = imports.plan(lists.register, path, Choices(sheet="Phụ lục"))
    assert again.changes_nothing
    assert again.before is not None


def test_a_task_decided_on_in_the_tray_comes_back_by_a_decision(lists: Lists) -> None:
    lists.bring(PLAN, TRAIN)
    gone = lists.ids()["2"]
    lists.workspace.gone.withdraw(lists.register, [gone], date(2019, 5, 1), "Công văn 12")
    plan = lists.plan(PLAN, LAND, TRAIN)
    (match,) = [match for match in plan.matches if match.kind is RowKind.AMBIGUOUS]
    assert [change.field for change in match.changes] == ["fate"]
    kept = {4: Decision(take=True, keep=frozenset({"fate"}))}
    lists.workspace.imports.apply(lists.register, plan, kept)
    assert lists.register.task(gone).fate is Fate.WITHDRAWN
    assert lists.plan(PLAN, LAND, TRAIN).changes_nothing
    lists.workspace.acts.undo()
    lists.register.refresh()
    lists.workspace.imports.apply(lists.register, lists.plan(PLAN, LAND, TRAIN), {4: TAKE})
    assert lists.register.task(gone).fate is Fate.ACTIVE


def test_a_kept_task_is_not_asked_about_and_returns_by_itself(lists: Lists) -> None:
    lists.bring(PLAN, TRAIN)
    gone = lists.ids()["2"]
    lists.workspace.gone.keep(lists.register, [gone], "Tỉnh tiếp tục thực hiện")
    assert lists.register.task(gone).active
    assert lists.plan(PLAN, TRAIN).changes_nothing
    lists.bring(PLAN, LAND, TRAIN)
    assert lists.register.task(gone).fate is Fate.ACTIVE


def test_number_and_day_are_read_where_the_list_states_them(lists: Lists) -> None:
    titles = (
        "ỦY BAN NHÂN DÂN TỈNH",
        "(Kèm theo Quyết định số 15/QĐ-UBND ngày 15 tháng 3 năm 2019 của Chủ tịch)",
    )
    path = lists.file(PLAN, LAND, TRAIN, CHECK, titles=titles)
    plan = lists.workspace.imports.plan(lists.register, path)
    assert (plan.stated.document, plan.stated.issued_on) == ("15/QĐ-UBND", date(2019, 3, 15))
    edition = lists.workspace.imports.apply(lists.register, plan, None, Details("16/QĐ-UBND", None))
    assert edition is not None
    assert (edition.document, edition.issued_on) == ("16/QĐ-UBND", date(2019, 3, 15))
    again = lists.workspace.imports.plan(lists.register, path)
    assert again.before is not None
    assert again.before.document == "16/QĐ-UBND"
    assert again.newer is None


def test_an_older_list_after_a_newer_one_says_so(lists: Lists) -> None:
    older = lists.file(PLAN, titles=("(Kèm theo Kế hoạch số 3/KH-UBND ngày 02/01/2019)",))
    newer = lists.file(PLAN, CHECK, titles=("(Kèm theo Kế hoạch số 9/KH-UBND ngày 02/7/2019)",))
    imports = lists.workspace.imports
    edition = imports.apply(lists.register, imports.plan(lists.register, newer))
    assert edition is not None
    assert imports.plan(lists.register, older).newer == edition
    imports.apply(lists.register, imports.plan(lists.register, older))
    back = imports.plan(lists.register, newer)
    assert back.newer is not None
    assert back.newer.document == "3/KH-UBND"


def test_the_same_list_in_another_file_is_recorded_where_the_officer_wants_it(lists: Lists) -> None:
    plan = lists.plan(PLAN, LAND, TRAIN)
    assert lists.workspace.imports.apply(lists.register, plan) is None
    assert lists.workspace.imports.apply(lists.register, plan, None, Details(record=True)) is not None


def test_encodings_and_sub_items_are_chosen_and_remembered(lists: Lists, tmp_path: Path) -> None:
    rows = [("1", "B¸o c¸o tiÕn ®é", "Sở Tư pháp"), ("1.1", "Việc con", "Sở Nội vụ")]
    path = write_list(tmp_path / "cũ.xlsx", rows, head=HEAD[:3])
    plan = lists.workspace.imports.plan(lists.register, path)
    choices = Choices(encodings={1: "tcvn3"}, join_children=True)
    plan = lists.workspace.imports.plan_workbook(lists.register, plan.workbook, choices)
    assert [row.given.content.splitlines()[0] for row in plan.tasks.rows] == ["Báo cáo tiến độ"]
    lists.workspace.imports.apply(lists.register, plan)
    again = lists.workspace.imports.plan(lists.register, path)
    assert (again.choices.encodings, again.choices.join_children) == ({1: "tcvn3"}, True)
    assert again.changes_nothing
    plain = lists.workspace.imports.plan_workbook(
        lists.register, again.workbook, Choices(encodings={1: "unicode"})
    )
    assert plain.tasks.rows[0].given.content.startswith("B¸o c¸o")


def test_refused_rows_keep_their_layout_and_can_come_back(lists: Lists, tmp_path: Path) -> None:
    import openpyxl

    path = lists.file(
        PLAN, LAND, TRAIN, ("4", "", "Sở Tư pháp", "", "30/11/2020", "Kết luận"), titles=("DANH MỤC",)
    )
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet.column_dimensions["B"].width = 61
    sheet.merge_cells("A1:F1")
    book.save(path)
    plan = lists.workspace.imports.plan(lists.register, path)
    target = tmp_path / "lỗi.xlsx"
    assert save_refused([plan], target) == 1
    given_back = openpyxl.load_workbook(target)
    page = given_back.worksheets[0]
    assert page.column_dimensions["B"].width == pytest.approx(61, abs=1)
    assert "A1:F1" in [str(one) for one in page.merged_cells.ranges]
    assert [page.cell(2, column).value for column in (1, 2, 7, 8)] == [
        "STT",
        "Nội dung nhiệm vụ",
        "Lỗi",
        "Cách sửa",
    ]
    assert [page.cell(row, 1).value for row in (3, 4)] == ["I", "4"]
    page.cell(4, 2).value = CHECK[1]
    given_back.save(target)
    back = lists.workspace.imports.plan(lists.register, target)
    assert (back.counts[RowKind.NEW], back.counts[RowKind.GONE], back.counts[RowKind.REFUSED]) == (1, 0, 0)
    assert read_workbook(target).sheets[0].rows[3][6]


def test_province_owned_fields_and_progress_are_out_of_reach(lists: Lists) -> None:
    task = lists.register.find("1")
    period = lists.workspace.periods.find("2019-Q1", lists.register.programme)
    lists.workspace.recording.record(
        lists.register, period, {task.id: {"state": State.DONE, "result": "Xong"}}
    )
    before = lists.register.entries(task.id)
    lists.bring((*PLAN[:4], "31/3/2019", "Quyết định"), LAND)
    assert lists.register.entries(task.id) == before
    assert lists.register.task(task.id).own == task.own


def test_a_folder_gives_its_lists_by_name(tmp_path: Path) -> None:
    for name in (
        "b.xlsx",
        "Ă.xls",
        "~$b.xlsx",
        "note.pdf",
        ".an.xlsx",
        "c.TXT",
        "d.fods",
        "e.mht",
        "g.docm",
        "h.xltx",
    ):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "thư mục con").mkdir()
    assert [path.name for path in lists_in([tmp_path, tmp_path / "b.xlsx"])] == [
        *("Ă.xls", "b.xlsx", "c.TXT", "d.fods", "e.mht", "g.docm", "h.xltx")
    ]


def test_the_commonest_spelling_of_an_agency_wins(lists: Lists) -> None:
    rows = [
        (str(10 + at), f"{CHECK[1]} {at}", lead, "", "", "31/12/2021")
        for at, lead in enumerate(["Công An tỉnh", "Công an tỉnh", "Công an tỉnh", "CÔNG AN TỈNH"])
    ]
    plan = lists.bring(PLAN, LAND, TRAIN, *rows)
    assert [(one.name, one.rows) for one in plan.new_agencies] == [("Công an tỉnh", 4)]
    assert {task.given.leads for task in lists.register.tasks if task.number.startswith("1")} >= {
        ("Công an tỉnh",)
    }
    assert "Công An tỉnh" not in {name for task in lists.register.tasks for name in task.given.leads}


def order(lists: Lists) -> list[str]:
    return [task.content for task in lists.register.tasks if task.gone_since is None]


def test_tasks_stand_as_the_newest_list_has_them(lists: Lists) -> None:
    """A new one in the middle, two that change places, one that is gone; and back again by undo."""
    before = order(lists)
    lists.bring(TRAIN, ("5", CHECK[1], *CHECK[2:]), PLAN)
    assert order(lists) == [TRAIN[1], CHECK[1], PLAN[1]]
    assert [task.content for task in lists.register.tasks][-1] == LAND[1]
    lists.bring(TRAIN, ("5", CHECK[1], *CHECK[2:]), LAND, ("6", "Việc thứ sáu của đề án", *CHECK[2:]), PLAN)
    assert order(lists) == [TRAIN[1], CHECK[1], LAND[1], "Việc thứ sáu của đề án", PLAN[1]]
    lists.workspace.acts.undo()
    lists.workspace.acts.undo()
    lists.register.refresh()
    assert order(lists) == before


def test_a_part_of_a_list_leaves_the_order(lists: Lists) -> None:
    plan = lists.plan(("9", CHECK[1], *CHECK[2:]), PLAN, choices=Choices(partial=True))
    lists.workspace.imports.apply(lists.register, plan)
    assert order(lists) == [PLAN[1], LAND[1], TRAIN[1], CHECK[1]]


def test_twins_whose_rows_change_places_keep_their_own_progress(lists: Lists) -> None:
    """The number says less than who does it by when."""
    first = ("7", "Báo cáo kết quả thực hiện hằng quý", "Sở Tư pháp", "", "30/6/2019", "")
    second = ("8", "Báo cáo kết quả thực hiện hằng quý", "Công an tỉnh", "", "31/12/2019", "")
    lists.bring(PLAN, LAND, TRAIN, first, second, decisions={7: NEW})
    ids = {task.given.leads: task.id for task in lists.register.tasks if task.content == first[1]}
    lists.bring(PLAN, LAND, TRAIN, ("7", *second[1:]), ("8", *first[1:]))
    now = {task.given.leads: task.id for task in lists.register.tasks if task.content == first[1]}
    assert now == ids
    assert len(ids) == 2
    other = ("7", first[1], "Sở Y tế", "", "Quý I/2020", "")
    plan = lists.plan(PLAN, LAND, TRAIN, other, ("8", *first[1:]))
    kinds = {match.row.given.leads: match.kind for match in plan.matches if match.row}
    assert kinds["Sở Y tế",] is RowKind.AMBIGUOUS
    assert kinds["Sở Tư pháp",] is RowKind.SAME


def test_the_same_file_names_the_same_tasks_when_it_is_read_better(
    lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An earlier program left who leads and when inside the content."""
    labelled = [
        ("5", f"{PLAN[1]}. Chủ trì: Sở Y tế. Thời hạn: 30/6/2019", "", "", "", ""),
        ("6", f"{LAND[1]}. Chủ trì: Công an tỉnh. Thời hạn: 30/9/2019", "", "", "", ""),
    ]
    path = lists.file(*labelled)
    with monkeypatch.context() as earlier:
        earlier.setattr("desktop_app.lists.lines.who_and_when", lambda content, _: (content, {}))
        lists.workspace.imports.apply(
            lists.register, lists.workspace.imports.plan(lists.register, path), {3: TAKE, 4: TAKE}
        )
    before = lists.ids()
    again = lists.workspace.imports.plan(lists.register, path)
    assert (again.counts[RowKind.CHANGED], again.counts[RowKind.AMBIGUOUS]) == (2, 0)
    lists.workspace.imports.apply(lists.register, again)
    assert lists.ids() == before
    assert lists.register.find("6").given.leads == ("Công an tỉnh",)
    assert lists.workspace.imports.plan(lists.register, path).changes_nothing


def test_a_struck_row_that_was_taken_is_not_asked_again(lists: Lists) -> None:
    path = lists.file(PLAN, LAND, TRAIN, CHECK)
    book = load_workbook(path)
    for cell in book.worksheets[0][6]:
        cell.font = Font(strike=True)
    book.save(path)
    plan = lists.workspace.imports.plan(lists.register, path)
    assert plan.counts[RowKind.AMBIGUOUS] == 1
    lists.workspace.imports.apply(lists.register, plan, {6: NEW})
    assert lists.workspace.imports.plan(lists.register, path).changes_nothing


def test_a_repeated_row_that_waits_stays_waiting_when_the_file_comes_again(lists: Lists) -> None:
    path = lists.file(PLAN, LAND, TRAIN, ("4", *LAND[1:]))
    for _ in range(2):
        plan = lists.workspace.imports.plan(lists.register, path)
        assert [match.row.row for match in plan.matches if match.row and match.twin] == [6]
        lists.workspace.imports.apply(lists.register, plan)
    assert len(lists.register.tasks) == 3
