"""An act that another overtakes ends as if it had begun after that one.

Nothing is lost, and nothing is written twice. Each act that the history can name is done twice, on two copies
of one data file. In the first a second connection commits its own act before; in the second it commits when
the act has begun, right before its transaction opens. Both files must hold the same then, or both acts be
refused in the same way.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from desktop_app.domain.checks import CheckKind, Level
from desktop_app.domain.errors import AppError, RowsChanged
from desktop_app.domain.evidence import Document, Link
from desktop_app.domain.indicator import Indicator
from desktop_app.domain.reports import ReportKind, usual_preset
from desktop_app.domain.sealed_version import Submission
from desktop_app.domain.task import Handling
from desktop_app.resources import resource, words
from desktop_app.services.periods.sealing import SealRules
from desktop_app.services.samples import SAMPLE_LIST
from desktop_app.services.workspace import Workspace
from tests.services.conftest import given
from tests.services.one_truth import assert_as_in_the_file
from tests.services.test_equal_values import ADDS, CASES, DAY, NO_ACTS, PERIOD, Again, Office242

HISTORY = {"actions", "history", "history_head", "current_action", "_sqlite_migrations"}
OF_THE_MOMENT = {"at", "recorded_at", "received_at", "sealed_at", "reopened_at", "body", "sha256", "head"}
"""Columns that hold the second of the writing, or what is made of it."""


def task_added(one: Office242) -> Again:
    group = one.register.groups[0].id
    return lambda: one.space.tasks.add(one.register, group, given("Việc mới"), Handling("Chị Hoa"))


def programme_added(one: Office242) -> Again:
    another = replace(one.space.programme(), id=0, number="1/QĐ-UBND")
    return lambda: one.space.programmes.add(another, ["Nhóm"])


def agency_added(one: Office242) -> Again:
    return lambda: one.space.agencies.add("Cơ quan khác tên")


def indicator_added(one: Office242) -> Again:
    return lambda: one.space.indicators.add(Indicator(0, one.register.programme.id, "Số lớp", "lớp"))


def submitted(one: Office242) -> Again:
    one.space.sealing.set_rules(SealRules(checks=False))
    one.space.sealing.seal(one.register, one.period, DAY)
    sent = Submission(
        0,
        one.register.programme.id,
        PERIOD,
        version=1,
        document="12/BC-STP",
        sent_on=DAY,
        signer="Giám đốc",
        channel="Trục liên thông",
    )
    return lambda: one.space.sealing.submit(sent)


ADDING: dict[str, tuple[Callable[[Office242], Again], ...]] = {
    "task_add": (task_added,),
    "programme_add": (programme_added,),
    "agency_add": (agency_added,),
    "indicator_add": (indicator_added,),
    "submit": (submitted,),
}
TRIED = [make for made in (CASES, ADDING) for cases in made.values() for make in cases]


def works(space: Workspace) -> None:
    """Do a morning's work all over the file, and take some names and places that the other act wants."""
    programme = space.programme()
    register = space.register(programme.id)
    period = space.periods.find(PERIOD, programme)
    first, second, third = register.tasks[:3]
    space.recording.record(
        register, period, {first.id: {"percent": 77}, second.id: {"difficulty": "Thiếu vốn"}}
    )
    said = replace(first.given, deadline="30/9/2022", coordinating=("Sở Xây dựng",))
    space.tasks.edit(register, first.id, first.group_id, said, Handling("Anh Ba"))
    space.tasks.move(register, [third.id], register.groups[-1].id)
    space.tasks.add(register, register.groups[-1].id, given("Việc của người khác", "Cơ quan không có việc"))
    space.tasks.withdraw(register, [task.id for task in register.tasks[3:5]], DAY, "Theo chỉ đạo")
    space.extensions.extend(register, second.id, date(2023, 6, 30), "Dịch bệnh", DAY)
    space.agencies.rename(space.agencies.all()[-1].id, "Cơ quan mang tên mới")
    space.agencies.add("Cơ quan khác tên")
    space.checks.set_levels({**space.checks.levels(), CheckKind.EARLIER_OPEN: Level.BLOCKING})
    space.office.put(replace(space.office.get(), place="Hà Giang"))
    space.programmes.change(replace(programme, title="Tên mới của đề án"))
    groups = [(group.id, f"Nhóm của {group.title}") for group in reversed(register.groups)]
    space.programmes.arrange_groups(programme.id, groups)
    space.periods.save(replace(space.periods.regimes["tt10"], id="tinh", title="Của người khác"))
    space.periods.choose(space.programme(), ("nd09", "tinh"))
    space.programmes.add(replace(programme, id=0, number="1/QĐ-UBND"))
    space.reports.presets.save(replace(usual_preset(ReportKind.PERIODIC), name="Của người khác"))
    own = Office242(space, register, space.path.parent)
    space.reports.narratives.write(own.key, "difficulties", "Khó khăn của người khác")
    indicator = space.indicators.add(Indicator(0, programme.id, "Số lớp", "lớp"))
    space.indicators.record(register, period, {(indicator.id, None): Decimal(9)})
    document = space.evidence.add(Document(0, programme.id, "Công văn"), None, [Link(0, first.id, PERIOD)])
    space.evidence.link([document], [second.id], None)
    paper = space.path.with_name("b.pdf")
    paper.write_bytes(b"paper")
    space.evidence.take_in(programme.id, [paper], [second.id])


def closes(space: Workspace) -> None:
    """Close the period."""
    space.sealing.set_rules(SealRules(checks=False))
    programme = space.programme()
    space.sealing.seal(space.register(programme.id), space.periods.find(PERIOD, programme), DAY)


@dataclass
class Outcome:
    """What an act left: the rows of every table, and the error that refused it."""

    refused: str
    rows: dict[str, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, read_here: None) -> Path:
    path = tmp_path_factory.mktemp("prepared") / "a.tiendo"
    space = Workspace.create(path)
    register = space.register(space.programme().id)
    space.imports.apply(register, space.imports.plan(register, resource("samples", SAMPLE_LIST)))
    space.close()
    return path


@pytest.fixture
def offices(prepared: Path, tmp_path: Path) -> Iterator[tuple[Office242, Office242]]:
    """Return two copies of one office."""
    made = []
    for name in ("before", "between"):
        folder = tmp_path / name
        folder.mkdir()
        space = Workspace.open(Path(shutil.copy(prepared, folder)))
        made.append(Office242(space, space.register(space.programme().id), folder))
    yield made[0], made[1]
    for one in made:
        one.space.close()


def let(one: Office242, other: Callable[[Workspace], None]) -> None:
    """Let a second connection commit its own work, as far as it is allowed to."""
    twin = one.space.twin()
    try:
        with suppress(AppError):
            other(twin)
    finally:
        twin.close()


def outcome(one: Office242, act: Again) -> Outcome:
    try:
        act()
        refused = ""
    except AppError as error:
        refused = type(error).__name__
    one.register.refresh()
    assert_as_in_the_file(one.space, one.register)
    return Outcome(refused, rows_of(one))


def rows_of(one: Office242) -> dict[str, list[dict[str, Any]]]:
    db = one.space._store.db.utils
    return {
        name: [
            {key: value for key, value in row.items() if key not in OF_THE_MOMENT} for row in db[name].rows
        ]
        for name in db.table_names()
        if name not in HISTORY
    }


def test_every_act_that_the_history_can_name_is_overtaken() -> None:
    assert ADDING.keys() == ADDS
    assert CASES.keys() | ADDS | NO_ACTS == words("act").keys()


@pytest.mark.parametrize("other", [works, closes], ids=lambda other: other.__name__)
@pytest.mark.parametrize("make", TRIED, ids=lambda make: make.__name__)
def test_an_act_that_is_overtaken_ends_as_if_it_had_come_after(
    offices: tuple[Office242, Office242],
    make: Callable[[Office242], Again],
    other: Callable[[Workspace], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before, between = offices
    act = make(before)
    let(before, other)
    before.register.refresh()
    left = rows_of(before)
    expected = outcome(before, act)

    act = make(between)
    store = between.space._store
    begin = store.alone
    overtaken: list[Callable[[Workspace], None]] = []

    def alone() -> Any:
        if not overtaken:
            overtaken.append(other)
            let(between, other)
        return begin()

    monkeypatch.setattr(store, "alone", alone)
    found = outcome(between, act)
    if found.refused == RowsChanged.__name__:  # the leader has not read what the other wrote
        assert found.rows == left
    elif overtaken:  # else the act ended before the other could begin
        assert found == expected
