"""A task that a list splits or merges: the rows in which it may go on are proposed."""

from pathlib import Path

import pytest

from desktop_app.domain.editions import Decision, Decisions, RowKind
from desktop_app.domain.errors import DecisionsNotRead, RowsClash
from desktop_app.domain.task import Fate
from desktop_app.services.importing import FileDecisions, ImportPlan
from desktop_app.services.tasks import Register
from desktop_app.services.workspace import Workspace
from tests.services.list_files import CHECK, LAND, PLAN, Row, write_list

WHOLE = (
    "3",
    "Rà soát văn bản quy phạm pháp luật của tỉnh; tập huấn nghiệp vụ cho cán bộ cấp huyện, cấp xã",
    *PLAN[2:],
)
PART_1 = ("3", "Rà soát văn bản quy phạm pháp luật của tỉnh", *PLAN[2:])
PART_2 = ("4", "Tập huấn nghiệp vụ cho cán bộ cấp huyện, cấp xã", *PLAN[2:])


@pytest.fixture
def after(workspace: Workspace, register: Register, tmp_path: Path) -> "After":
    return After(workspace, register, tmp_path)


class After:
    """Brings a list in and plans the next one."""

    def __init__(self, workspace: Workspace, register: Register, folder: Path) -> None:
        self.workspace, self.register, self.folder = workspace, register, folder

    def __call__(self, first: list[Row], second: list[Row]) -> ImportPlan:
        imports = self.workspace.imports
        plan = imports.plan(self.register, write_list(self.folder / "a.xlsx", first))
        imports.apply(self.register, plan)
        return imports.plan(self.register, write_list(self.folder / "b.xlsx", second))


def test_the_parts_of_a_split_task_are_proposed(after: After) -> None:
    plan = after([PLAN, LAND, WHOLE], [PLAN, LAND, PART_1, PART_2])
    heirs = plan.heirs[after.register.find("3").id]
    assert (heirs.kind, heirs.rows) == ("split", (5, 6))


def test_the_row_that_takes_a_task_in_is_proposed(after: After) -> None:
    plan = after([PLAN, PART_1, PART_2], [PLAN, WHOLE])
    found = {after.register.task(key).number: (one.kind, one.rows) for key, one in plan.heirs.items()}
    proposed = {key for match in plan.matches for key in match.candidates}
    for number in {"3", "4"} - {after.register.task(key).number for key in proposed}:
        assert found[number] == ("merged", (4,))


def test_a_task_that_is_merely_gone_has_no_heirs(after: After) -> None:
    plan = after([PLAN, LAND, CHECK], [PLAN, LAND, PART_1])
    assert plan.counts[RowKind.GONE] == 1
    assert plan.heirs == {}


def test_tasks_of_a_series_are_no_parts_of_each_other(after: After) -> None:
    def visit(number: int) -> Row:
        return (str(number), f"Kiểm tra công tác thi hành pháp luật tại huyện số {number}", *PLAN[2:])

    plan = after([PLAN, *map(visit, range(2, 6))], [PLAN, *map(visit, range(6, 10))])
    assert all(one.kind != "split" for one in plan.heirs.values())


def parts(*rows: int, of: int) -> Decisions:
    return {row: Decision(take=True, new=True, part_of=of) for row in rows}


def test_a_split_is_decided_with_the_rows_of_the_list(after: After) -> None:
    plan = after([PLAN, LAND, WHOLE], [PLAN, LAND, PART_1, PART_2])
    imports, register = after.workspace.imports, after.register
    whole = register.find("3").id
    imports.apply(register, plan, parts(5, 6, of=whole))
    assert register.task(whole).fate is Fate.SPLIT
    (note,) = [one for one in after.workspace.gone.notes(register) if one.task.id == whole]
    assert [one.content for one in note.others] == [PART_1[1], PART_2[1]]
    assert after.workspace.gone.waiting(register) == []
    assert after.workspace.checking.check().ok


def test_a_task_that_a_row_still_is_has_no_parts(after: After) -> None:
    plan = after([PLAN, LAND, WHOLE], [PLAN, LAND, WHOLE, PART_2])
    with pytest.raises(RowsClash):
        plan.tally(parts(6, of=after.register.find("3").id))


def test_a_decisions_file_says_which_rows_are_parts(after: After) -> None:
    plan = after([PLAN, LAND, WHOLE], [PLAN, LAND, PART_1, PART_2])
    said = FileDecisions(Path("d.json"), {"rows": {"5": {"part_of": "3"}, "6": {"part_of": "3"}}})
    assert said.decisions(after.register, plan) == parts(5, 6, of=after.register.find("3").id)
    for wrong in ({"part_of": "99"}, {"part_of": "3", "keep": ["deadline"]}):
        with pytest.raises(DecisionsNotRead):
            FileDecisions(Path("d.json"), {"rows": {"5": wrong}}).decisions(after.register, plan)
