"""Columns that are no field of a task: their text is kept with the edition's row and shown with the task."""

from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop_app.domain.editions import RowKind
from desktop_app.services.importing import Choices, ImportPlan
from desktop_app.services.tasks import Register
from desktop_app.services.wording import columns_words
from desktop_app.services.workspace import Workspace
from tests.services.list_files import HEAD, LAND, PLAN, write_list

MORE = ("Lãnh đạo phụ trách", "Kinh phí")
KEPT = (("Lãnh đạo phụ trách", "Ông A"), ("Kinh phí", "50"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    rows = [(*PLAN, "Ông A", 50), (*LAND, None, 70)]
    return write_list(tmp_path / "a.xlsx", rows, head=(*HEAD, *MORE))


@pytest.fixture
def keeping(workspace: Workspace, register: Register, path: Path) -> ImportPlan:
    return workspace.imports.plan(register, path, Choices(columns={6: "other", 7: "other"}))


def others(workspace: Workspace, register: Register, number: str) -> tuple[tuple[str, str], ...]:
    return workspace.editions.others(register.programme.id, register.find(number).id)


def test_their_text_stands_with_the_row_and_the_task(
    workspace: Workspace, register: Register, keeping: ImportPlan
) -> None:
    assert keeping.tasks.unused == ()
    edition = workspace.imports.apply(register, keeping)
    assert edition is not None
    assert others(workspace, register, "1") == KEPT
    assert others(workspace, register, "2") == (("Kinh phí", "70"),)
    rows = workspace.editions.open(edition.id).rows
    assert [one.given.others for one in rows if one.given is not None] == [KEPT, (("Kinh phí", "70"),)]
    assert workspace.checking.check().ok


def test_the_list_that_comes_again_changes_nothing_and_remembers_them(
    workspace: Workspace, register: Register, keeping: ImportPlan, path: Path
) -> None:
    workspace.imports.apply(register, keeping)
    again = workspace.imports.plan(register, path)
    assert again.heading.named()["Kinh phí"] == "other"
    assert again.changes_nothing
    assert workspace.imports.apply(register, again) is None


def test_a_list_that_is_known_is_kept_again_for_its_other_columns(
    workspace: Workspace, register: Register, keeping: ImportPlan, path: Path
) -> None:
    plain = workspace.imports.plan(register, path)
    assert [one.title for one in plain.tasks.unused] == list(MORE)
    workspace.imports.apply(register, plain)
    assert others(workspace, register, "1") == ()
    again = workspace.imports.plan_workbook(register, keeping.workbook, keeping.choices)
    assert (again.counts[RowKind.SAME], again.changes_nothing, again.tally({}).recorded) == (2, False, True)
    assert workspace.imports.apply(register, again) is not None
    assert others(workspace, register, "1") == KEPT


def test_a_list_without_them_leaves_what_was_kept(
    workspace: Workspace, register: Register, keeping: ImportPlan, tmp_path: Path
) -> None:
    workspace.imports.apply(register, keeping)
    changed = write_list(tmp_path / "b.xlsx", [(*PLAN[:4], "31/3/2019", PLAN[5]), LAND])
    workspace.imports.apply(register, workspace.imports.plan(register, changed))
    assert others(workspace, register, "1") == KEPT


def test_an_edition_written_again_comes_back_with_them(
    workspace: Workspace, register: Register, keeping: ImportPlan, tmp_path: Path
) -> None:
    edition = workspace.imports.apply(register, keeping)
    assert edition is not None
    workspace.editions.export(edition.id, tmp_path / "c.xlsx")
    again = workspace.imports.plan(register, tmp_path / "c.xlsx")
    assert [row.others for row in again.tasks.rows] == [row.others for row in keeping.tasks.rows]
    assert (again.tasks.unused, again.changes_nothing) == ((), True)


def test_two_columns_with_one_title_are_both_kept(
    workspace: Workspace, register: Register, path: Path
) -> None:
    book = load_workbook(path)
    book.worksheets[0]["H1"] = MORE[0]
    book.save(path)
    plan = workspace.imports.plan(register, path, Choices(columns={6: "other", 7: "other"}))
    titles = (f"{MORE[0]} (G)", f"{MORE[0]} (H)")
    assert plan.tasks.rows[0].others == tuple(zip(titles, ("Ông A", "50"), strict=True))


def test_of_two_columns_for_a_field_the_hidden_one_gives_way_and_that_is_told(
    workspace: Workspace, register: Register, tmp_path: Path
) -> None:
    rows = [(*PLAN, "30/6/2019"), (*LAND, "30/9/2019")]
    path = write_list(tmp_path / "d.xlsx", rows, head=(*HEAD, "Thời hạn hoàn thành"))
    book = load_workbook(path)
    book.worksheets[0].column_dimensions["E"].hidden = True
    book.worksheets[0].row_dimensions[4].hidden = True
    book.save(path)
    plan = workspace.imports.plan(register, path)
    assert [row.given.deadline for row in plan.tasks.rows] == ["30/6/2019", "30/9/2019"]
    (unused,) = plan.tasks.unused
    assert (unused.column, unused.instead, unused.fills) == (4, 6, False)
    assert (plan.unread.hidden, plan.unread.rows) == ((), 1)
    edition = workspace.imports.apply(register, plan)
    assert edition is not None
    told = columns_words(workspace.editions.open(edition.id).unread)
    assert any("dùng cột G “Thời hạn hoàn thành”, không dùng cột E “Thời hạn”." in one for one in told)
    only = replace(plan.choices, columns={4: "deadline"})
    assert workspace.imports.plan_workbook(register, plan.workbook, only).unread.hidden == (4,)


def test_two_editions_that_differ_in_nothing_else_differ(
    workspace: Workspace, register: Register, keeping: ImportPlan, tmp_path: Path
) -> None:
    first = workspace.imports.apply(register, keeping)
    rows = [(*PLAN, "Ông A", 60), (*LAND, "Bà B", 70)]
    path = write_list(tmp_path / "b.xlsx", rows, head=(*HEAD, *MORE))
    second = workspace.imports.apply(register, workspace.imports.plan(register, path))
    assert first is not None
    assert second is not None
    found = workspace.editions.difference(first.id, second.id)
    assert [found.others_of(one) for one in found.differing] == [
        (("Kinh phí", "50", "60"),),
        (("Lãnh đạo phụ trách", "", "Bà B"),),
    ]
    assert [found.kind_of(one) for one in found.matches] == [RowKind.CHANGED] * 2
    assert workspace.editions.difference(first.id, first.id).differing == []
