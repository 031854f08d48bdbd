"""Two programmes in one data file: what is done in one says nothing of the other."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop_app.domain.checks import CheckKind, Level
from desktop_app.domain.errors.incoming import EntryFormForeign
from desktop_app.domain.errors.periods import ChecksOpen, PackageForeign
from desktop_app.domain.period import Period
from desktop_app.domain.progress import State
from desktop_app.services.periods.periods import HiddenRecords
from desktop_app.services.periods.review_desk import PackageDesk, open_package
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace
from desktop_app.storage.history import journal
from tests.services.conftest import given

TODAY = date(2021, 12, 15)


@pytest.fixture
def other(workspace: Workspace, filled: Register) -> Register:
    """Return a second programme with two tasks, beside the one that is `filled`."""
    added = workspace.programmes.add(
        replace(filled.programme, id=0, number="15/KH-UBND", title="Kế hoạch của tỉnh"), ["Nhóm một"]
    )
    register = workspace.register(added.id)
    for content in ("Rà soát văn bản", "Tập huấn"):
        workspace.tasks.add(register, register.groups[0].id, given(content))
    return register


# --- rules and levels ---------------------------------------------------------------------------------------


def test_each_programme_has_its_own_levels_and_rules(
    workspace: Workspace, filled: Register, other: Register, q4: Period
) -> None:
    for one in (filled, other):
        workspace.recording.record(one, q4, {one.tasks[0].id: {"state": State.DONE}})
    levels = workspace.checks.levels() | {CheckKind.DONE_WITHOUT_DAY: Level.OFF}
    workspace.checks.set_levels(levels, other.programme.id)
    assert CheckKind.DONE_WITHOUT_DAY in {one.kind for one in workspace.checks.findings(filled, q4, TODAY)}
    assert CheckKind.DONE_WITHOUT_DAY not in {one.kind for one in workspace.checks.findings(other, q4, TODAY)}
    workspace.sealing.set_rules(SealRules(checks=False), other.programme.id)
    assert workspace.sealing.rules(filled.programme.id) == SealRules()
    with pytest.raises(ChecksOpen):
        workspace.sealing.seal(filled, q4, TODAY)
    assert workspace.sealing.seal(other, q4, TODAY).version == 1


def test_what_was_set_for_all_holds_until_a_programme_has_its_own(
    workspace: Workspace, filled: Register, other: Register
) -> None:
    """A file of an earlier program knows one setting for all of its programmes."""
    workspace.sealing.set_rules(SealRules(review=True))
    workspace.sealing.set_rules(SealRules(checks=False), other.programme.id)
    assert workspace.sealing.rules(filled.programme.id) == SealRules(review=True)
    assert workspace.sealing.rules(other.programme.id) == SealRules(checks=False)
    workspace.acts.undo()
    assert workspace.sealing.rules(other.programme.id) == SealRules(review=True)


# --- undo ---------------------------------------------------------------------------------------------------


def test_undo_and_redo_stay_in_the_programme_shown(
    workspace: Workspace, filled: Register, other: Register, q4: Period
) -> None:
    workspace.acts.stay_in(other.programme.id)
    workspace.recording.record(other, q4, {other.tasks[0].id: {"percent": 40}})
    workspace.recording.record(filled, q4, {filled.tasks[0].id: {"percent": 70}})
    workspace.acts.undo()
    other.refresh()
    filled.refresh()
    assert not other.entries(other.tasks[0].id)
    assert filled.standing(filled.tasks[0], q4.cut_off).percent == 70
    workspace.acts.stay_in(filled.programme.id)
    assert not workspace.acts.can_redo
    workspace.recording.record(filled, q4, {filled.tasks[1].id: {"percent": 20}})
    workspace.acts.stay_in(other.programme.id)
    workspace.acts.redo()
    other.refresh()
    assert other.standing(other.tasks[0], q4.cut_off).percent == 40
    assert filled.standing(filled.tasks[0], q4.cut_off).percent == 70


def test_every_kind_of_act_knows_its_programme(
    workspace: Workspace, filled: Register, other: Register, q4: Period
) -> None:
    first, second = filled.programme.id, other.programme.id
    task = other.tasks[0].id
    acts = {
        "import": lambda: workspace.acts.last,
        "task": lambda: workspace.tasks.withdraw(other, [task], date(2021, 12, 1), "Trùng"),
        "extension": lambda: workspace.extensions.extend(
            other, other.tasks[1].id, date(2022, 6, 1), "Chậm vốn", date(2021, 11, 1)
        ),
        "groups": lambda: workspace.programmes.arrange_groups(second, [(other.groups[0].id, "Tên khác")]),
        "rules": lambda: workspace.sealing.set_rules(SealRules(review=True), second),
        "review": lambda: workspace.reviewing.accept(other, q4, [other.tasks[1].id]),
        "agency": lambda: workspace.agencies.rename(next(iter(workspace._store.agencies.names())), "Sở Khác"),
    }
    imported = next(one for one in workspace.acts.after(0) if workspace.acts.size(one) > 50)
    assert workspace.acts.programmes_of(imported) == {first}
    for name, act in list(acts.items())[1:]:
        act()
        last = workspace.acts.last
        assert last is not None
        assert workspace.acts.programmes_of(last) == (set() if name == "agency" else {second}), name


def test_the_adding_of_a_programme_is_done_again_from_another(
    workspace: Workspace, filled: Register, other: Register
) -> None:
    added = workspace.programmes.add(replace(filled.programme, id=0, number="16/KH-UBND"), ["Nhóm một"])
    workspace.acts.stay_in(added.id)
    workspace.acts.undo()
    workspace.acts.stay_in(other.programme.id)
    workspace.acts.redo()
    assert workspace.programmes.all()[-1] == added


def test_the_programme_of_every_kept_row_is_known() -> None:
    assert set(journal.TRACKED) - set(journal._OF_A_PROGRAMME) == {"settings", "regimes", "agencies"}


def test_an_act_of_no_programme_is_undone_from_every_one(
    workspace: Workspace, filled: Register, other: Register
) -> None:
    key, name = next(iter(workspace._store.agencies.names().items()))
    workspace.agencies.rename(key, "Sở Khác")
    workspace.acts.stay_in(filled.programme.id)
    workspace.acts.undo()
    assert workspace._store.agencies.names()[key] == name


# --- forms and packages that are out ------------------------------------------------------------------------


def corrected(workspace: Workspace, register: Register, number: str) -> Register:
    workspace.programmes.change(replace(register.programme, number=number))
    return workspace.register(register.programme.id)


def filled_in(path: Path, percent: int) -> Path:
    """Let an agency write a percentage into the first row of its form."""
    book = load_workbook(path)
    sheet = book["Phiếu cập nhật"]
    cell = next(c for row in sheet.iter_rows() for c in row if str(c.value).startswith("Mức độ hoàn thành"))
    assert cell.row is not None
    assert cell.column is not None
    row = next(
        r
        for r in range(cell.row + 1, sheet.max_row + 1)
        if sheet.cell(r, 2).value and sheet.cell(r, 12).value
    )
    sheet.cell(row, cell.column).value = percent
    book.save(path)
    return path


def form_of(workspace: Workspace, register: Register, period: Period, path: Path) -> Path:
    workspace.entry_forms.write(
        register, period, workspace.entry_forms.agencies(register, period)[0], path, TODAY
    )
    return filled_in(path, 35)


@pytest.mark.parametrize("keyed", [True, False], ids=["with an id", "of an earlier program"])
def test_a_form_that_is_out_comes_back_after_the_number_was_corrected(
    workspace: Workspace,
    filled: Register,
    q4: Period,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    keyed: bool,
) -> None:
    if not keyed:
        make = workspace.entry_forms.make
        monkeypatch.setattr(
            workspace.entry_forms, "make", lambda *given: replace(make(*given), programme_key="")
        )
    path = form_of(workspace, filled, q4, tmp_path / "phieu.xlsx")
    renumbered = corrected(workspace, filled, "242/QĐ-TTg-PL")
    plan = workspace.entry_forms.plan(renumbered, path, q4)
    assert plan.keyed
    assert len(plan.changed) == 1
    assert workspace.entry_forms.apply(renumbered, plan) == 1


def test_a_form_goes_to_the_programme_that_it_was_made_for(
    workspace: Workspace, filled: Register, other: Register, q4: Period, tmp_path: Path
) -> None:
    """The other programme bears the number by now that this one bore when its form went out."""
    path = form_of(workspace, filled, q4, tmp_path / "phieu.xlsx")
    first = corrected(workspace, filled, "1242/QĐ-TTg")
    second = corrected(workspace, other, "242/QĐ-TTg")
    assert workspace.entry_forms.plan(first, path, q4).changed
    with pytest.raises(EntryFormForeign):
        workspace.entry_forms.plan(second, path, q4)


def test_an_answer_comes_back_after_the_number_was_corrected(
    workspace: Workspace, filled: Register, other: Register, q4: Period, tmp_path: Path
) -> None:
    workspace.packages.write(filled, q4, tmp_path / "di.duyet")
    desk = PackageDesk(open_package(tmp_path / "di.duyet"))
    desk.accept([filled.tasks[0].id], "Giám đốc")
    desk.answer(tmp_path / "ve.duyet")
    answer = open_package(tmp_path / "ve.duyet")
    first = corrected(workspace, filled, "1242/QĐ-TTg")
    second = corrected(workspace, other, "242/QĐ-TTg")
    with pytest.raises(PackageForeign):
        workspace.packages.merge(second, q4, answer, tmp_path / "ve.duyet")
    assert workspace.packages.merge(first, q4, answer, tmp_path / "ve.duyet").accepted == 1


# --- years and regimes --------------------------------------------------------------------------------------


def test_a_change_of_years_or_regimes_knows_what_it_hides(
    workspace: Workspace, filled: Register, q4: Period
) -> None:
    known, periods = filled.programme, workspace.periods
    early = periods.find("nd09/2018-Q2", known)
    for period, count in ((early, 1), (q4, 3)):
        workspace.recording.record(
            filled, period, {task.id: {"percent": 10} for task in filled.tasks[:count]}
        )
    workspace.sealing.set_rules(SealRules(checks=False))
    workspace.sealing.seal(filled, q4, TODAY)
    assert periods.hidden(known, replace(known, title="Tên khác")) == HiddenRecords(0, (), ())
    later = replace(known, starts_on=date(2019, 1, 1))
    assert periods.hidden(known, later) == HiddenRecords(1, (), (early.id,))
    shorter = replace(known, starts_on=date(2018, 1, 1), ends_on=date(2018, 12, 31))
    assert periods.hidden(known, shorter) == HiddenRecords(3, (q4.id,), (q4.id,))
    assert periods.hidden(known, replace(known, regime="tt10")) == HiddenRecords(
        4, (q4.id,), (early.id, q4.id)
    )
    assert periods.hidden(known, replace(known, regime="tt10", regimes=("nd09",))) == HiddenRecords(0, (), ())
