"""The gate sees quantities.

Parts that do not add up, swings against the year before (công văn 4578/BTP-KHTC).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.checks import CheckKind, Finding, Level, swings_by
from desktop_app.domain.errors import ChecksOpen
from desktop_app.domain.indicator import Indicator, OverTasks
from desktop_app.domain.period import Period
from desktop_app.services.periods import SealRules
from desktop_app.services.periods.indicators import Indicators
from desktop_app.services.tasks import Register
from desktop_app.services.wording import figure_words
from desktop_app.services.workspace import Workspace

TODAY = date(2021, 12, 15)
PARTS, SWING = CheckKind.QUANTITY_PARTS, CheckKind.QUANTITY_SWING


@pytest.fixture
def one(workspace: Workspace, filled: Register) -> Indicator:
    return workspace.indicators.add(Indicator(0, filled.programme.id, "Số cuộc", "cuộc"))


def find(workspace: Workspace, register: Register, name: str) -> Period:
    return workspace.periods.find(name, register.programme)


def enter(workspace: Workspace, register: Register, one: Indicator, amounts: Mapping[str, str]) -> None:
    for name, amount in amounts.items():
        workspace.indicators.record(
            register, find(workspace, register, name), {(one.id, None): Decimal(amount)}
        )


def found(workspace: Workspace, register: Register, name: str) -> dict[CheckKind, Finding]:
    period = find(workspace, register, name)
    findings = workspace.checks.findings(register, period, TODAY)
    return {one.kind: one for one in findings if one.kind in (PARTS, SWING)}


def told(workspace: Workspace, register: Register, name: str) -> dict[CheckKind, list[str]]:
    return {kind: figure_words(one) for kind, one in found(workspace, register, name).items()}


@given(st.decimals(-1000, 1000, places=2), st.decimals(-1000, 1000, places=2))
def test_a_swing_of_20_per_cent_or_more_counts(before: Decimal, now: Decimal) -> None:
    if before:
        assert swings_by(before, now) is (abs((now - before) / before) >= Decimal("0.2"))
        assert swings_by(before, before * Decimal("1.2"))
        assert swings_by(before, before * Decimal("0.8"))
        assert not swings_by(before, before * Decimal("1.1999"))
    else:
        assert swings_by(before, now) is bool(now)
    assert not swings_by(before, before)


def test_a_quantity_that_swung_is_found_with_both_figures(
    workspace: Workspace, filled: Register, one: Indicator
) -> None:
    enter(workspace, filled, one, {"2020-Q4": "100", "2021-Q4": "5000"})
    assert told(workspace, filled, "2021-Q4") == {SWING: ["Số cuộc (cuộc) 100 → 5.000"]}
    enter(workspace, filled, one, {"2021-Q4": "119.9999"})
    assert told(workspace, filled, "2021-Q4") == {}
    enter(workspace, filled, one, {"2021-Q4": "120"})
    assert told(workspace, filled, "2021-Q4") == {SWING: ["Số cuộc (cuộc) 100 → 120"]}


def test_parts_that_do_not_add_up_are_found_in_every_period_they_touch(
    workspace: Workspace, filled: Register, one: Indicator
) -> None:
    enter(workspace, filled, one, {"2021-Q1": "10", "2021-Q2": "10", "2021-H1": "999", "2021": "7"})
    half = "Số cuộc (cuộc), 6 tháng đầu năm 2021, so với các kỳ bên trong 999 → 20"
    year = "Số cuộc (cuộc), Năm 2021, so với các kỳ bên trong 7 → 999"
    assert sorted(told(workspace, filled, "2021")[PARTS]) == sorted([half, year])
    assert sorted(told(workspace, filled, "2021-Q2")[PARTS]) == sorted([half, year])
    assert told(workspace, filled, "2021-Q3")[PARTS] == [year]
    assert told(workspace, filled, "2022-Q1") == {}
    enter(workspace, filled, one, {"2021-H1": "20", "2021": "40", "2021-Q3": "10", "2021-Q4": "10"})
    assert told(workspace, filled, "2021") == {}


def test_another_regime_contradicts_nothing(workspace: Workspace, filled: Register, one: Indicator) -> None:
    enter(workspace, filled, one, {"2021": "7", "tt03/2021-H1": "25", "tt03/2020": "500"})
    assert told(workspace, filled, "2021") == {}
    assert told(workspace, filled, "tt03/2021-H1") == {}


def test_the_gate_waits_for_an_explanation_of_these_very_figures(
    workspace: Workspace, filled: Register, one: Indicator
) -> None:
    enter(workspace, filled, one, {"2020-Q4": "100", "2021-Q4": "5000"})
    period = find(workspace, filled, "2021-Q4")
    for gate in (workspace.sealing.seal, workspace.reviewing.send):
        with pytest.raises(ChecksOpen):
            gate(filled, period, TODAY)
    workspace.checks.explain(filled, period, found(workspace, filled, "2021-Q4")[SWING], "Mở rộng đối tượng")
    assert found(workspace, filled, "2021-Q4")[SWING].explained
    enter(workspace, filled, one, {"2021-Q4": "50000"})
    assert not found(workspace, filled, "2021-Q4")[SWING].explained
    workspace.checks.set_levels(workspace.checks.levels() | {SWING: Level.WARNING})
    assert workspace.sealing.seal(filled, period, TODAY).version == 1


def test_an_explanation_of_the_tasks_of_an_earlier_program_still_holds(
    workspace: Workspace, filled: Register
) -> None:
    period = find(workspace, filled, "2021-Q4")
    (finding, *_) = [one for one in workspace.checks.findings(filled, period, TODAY) if one.task_ids]
    workspace.checks.explain(filled, period, finding, "Đã rõ")
    stored = workspace._store.reviews.explanations(filled.programme.id, period.id)[finding.kind.value]
    assert stored.covers == frozenset(finding.task_ids)


def test_the_year_before_speaks_as_it_was_sealed(
    workspace: Workspace, filled: Register, one: Indicator
) -> None:
    """The year 2020 was sealed when its quarters made 100.

    A quarter was corrected since, and the name changed.
    """
    quarters = {f"2020-Q{number}": "25" for number in (1, 2, 3, 4)}
    enter(workspace, filled, one, quarters)
    workspace.sealing.set_rules(SealRules(checks=False))
    year = find(workspace, filled, "2020")
    workspace.sealing.seal(filled, year, TODAY)
    enter(workspace, filled, one, {"2020-Q4": "400", "2021": "110"})
    workspace.indicators.change(replace(one, name="Số cuộc kiểm tra"))
    assert told(workspace, filled, "2021") == {}
    workspace.sealing.reopen(filled.programme.id, year.id, "Đính chính")
    assert told(workspace, filled, "2021") == {SWING: ["Số cuộc kiểm tra (cuộc) 475 → 110"]}


def test_a_seal_of_an_earlier_program_names_its_lines_by_their_words(
    workspace: Workspace, filled: Register, one: Indicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(workspace, filled, one, {"2020": "100", "2021": "110"})
    workspace.sealing.set_rules(SealRules(checks=False))
    monkeypatch.setattr(Indicators, "cells", lambda *_: [])  # it kept no ids beside the report
    workspace.sealing.seal(filled, find(workspace, filled, "2020"), TODAY)
    assert told(workspace, filled, "2021") == {}
    enter(workspace, filled, one, {"2021": "50"})
    assert told(workspace, filled, "2021") == {SWING: ["Số cuộc (cuộc) 100 → 50"]}
    workspace.indicators.change(replace(one, name="Tên khác"))
    assert told(workspace, filled, "2021") == {}


def test_quantities_of_tasks_are_found_with_their_task(workspace: Workspace, filled: Register) -> None:
    rule = OverTasks.SUM
    spent = workspace.indicators.add(
        Indicator(0, filled.programme.id, "Kinh phí", "triệu đồng", over_tasks=rule)
    )
    task, other, gone = filled.tasks[:3]
    for name, amounts in (("2020-Q4", (10, 1, 10)), ("2021-Q4", (10, 9, 999))):
        cells: dict[tuple[int, int | None], Decimal | None] = {
            (spent.id, a_task.id): Decimal(amount)
            for a_task, amount in zip((task, other, gone), amounts, strict=True)
        }
        workspace.indicators.record(filled, find(workspace, filled, name), cells)
    finding = found(workspace, filled, "2021-Q4")[SWING]
    assert f"{other.number}. Kinh phí (triệu đồng) 1 → 9" in figure_words(finding)
    assert {other.id, gone.id} == set(finding.task_ids)
    assert task.id not in finding.task_ids


def test_a_part_of_a_year_is_not_held_against_a_whole_one(
    workspace: Workspace, filled: Register, one: Indicator
) -> None:
    enter(workspace, filled, one, {f"2020-Q{number}": "25" for number in (1, 2, 3, 4)} | {"2021-Q1": "25"})
    assert told(workspace, filled, "2021") == {}
