"""The history in the officer's words.

No column's name, no JSON, found by task, person, day, kind and words.
"""

import ast
import re
from dataclasses import fields
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_app.domain.evidence import Document, Link
from desktop_app.domain.indicator import Indicator
from desktop_app.domain.progress import ProgressChanges, State
from desktop_app.domain.reports import Office
from desktop_app.resources import words
from desktop_app.services.history.journal import UNSAID, Journal, RowChange
from desktop_app.services.samples import SAMPLE_LIST
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace
from desktop_app.storage.history.journal import TRACKED
from desktop_app.storage.history.search import ActFilter
from desktop_app.storage.store import Store

PACKAGE = Path(__file__).parent.parent.parent / "desktop_app"
QUARTER = "nd09/2021-Q4"


def newest(journal: Journal) -> list[RowChange]:
    return journal.changes(journal.page(ActFilter(), size=1).acts[0].id, 100)


def lived(workspace: Workspace, register: Register) -> None:
    """Some acts of every noun."""
    period = workspace.periods.find("2021-Q4", register.programme)
    task = register.tasks[0]
    workspace.recording.record(
        register, period, {task.id: {"state": State.DONE, "completed_on": date(2021, 11, 5)}}
    )
    document = workspace.evidence.add(
        Document(0, register.programme.id, "Kế hoạch", "5/KH", date(2021, 1, 2)),
        None,
        [Link(0, task.id, period.id)],
    )
    workspace.evidence.remove([document])
    indicator = workspace.indicators.add(Indicator(0, register.programme.id, "Số văn bản", "văn bản"))
    workspace.indicators.record(register, period, {(indicator.id, None): Decimal("1234.5")})
    workspace.office.put(Office("63", "56", "Sở Tư pháp", "Ủy ban nhân dân tỉnh Khánh Hòa", "Khánh Hòa"))


def test_every_column_that_is_tracked_has_a_name_of_its_own(workspace: Workspace) -> None:
    store = Store.create(workspace.path.with_name("b.tiendo"))
    unnamed = []
    for table in (*TRACKED, "editions"):
        assert words("entity")[table]
        for column in (row[1] for row in store.db.execute(f"PRAGMA table_info({table})")):
            named = {f"{table}.{column}", column} & words("field").keys()
            if not named and not {f"{table}.{column}", column} & UNSAID:
                unnamed.append(f"{table}.{column}")
    store.close()
    assert unnamed == []


def test_every_act_of_the_services_has_its_words() -> None:
    kinds = set()
    for path in (PACKAGE / "services").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
                first = node.args[0]
                if node.func.attr in ("act", "_act", "transaction") and isinstance(first, ast.Constant):
                    kinds.add(first.value)
    assert len(kinds) > 20
    assert kinds - words("act").keys() == set()


def test_no_column_name_and_no_json_reaches_the_officer(workspace: Workspace, filled: Register) -> None:
    lived(workspace, filled)
    journal = workspace.journal
    said = []
    for act in journal.page(ActFilter()).acts:
        said.append(journal.said(act))
        for row in journal.changes(act.id, 1000):
            said += [words("entity")[row.entity], row.name, *(text for field in row.fields for text in field)]
    said = [text.replace(SAMPLE_LIST.removesuffix(".xlsx"), "") for text in said]
    raw = [text for text in said if re.search(r'[{}\[\]]|_|\bNone\b|"\w+":|^\d{4}-\d\d-\d\d', text)]
    assert raw == []


def test_what_was_recorded_is_told_field_by_field(workspace: Workspace, filled: Register) -> None:
    period = workspace.periods.find("2021-Q4", filled.programme)
    task = filled.tasks[0]
    done: ProgressChanges = {"state": State.DONE, "completed_on": date(2021, 11, 5)}
    workspace.recording.record(filled, period, {task.id: {"percent": 40}})
    workspace.recording.record(filled, period, {task.id: done})
    (row,) = newest(workspace.journal)
    assert (row.entity, row.name, row.how) == ("progress", task.number, "changed")
    assert ("Trạng thái thực hiện", "Đang thực hiện", "Đã hoàn thành") in row.fields
    assert ("Mức độ hoàn thành (%)", "40", "100") in row.fields
    assert ("Ngày hoàn thành", "", "05/11/2021") in row.fields


def test_what_is_gone_is_still_called_by_its_name(workspace: Workspace, filled: Register) -> None:
    lived(workspace, filled)
    removed = next(act for act in workspace.journal.page(ActFilter()).acts if act.kind == "evidence_remove")
    rows = workspace.journal.changes(removed.id, 10)
    link = next(row for row in rows if row.entity == "evidence_links")
    assert ("Tài liệu", "5/KH", "") in link.fields
    assert ("Kỳ báo cáo", "Quý IV/2021", "") in link.fields


def test_settings_are_told_part_by_part(workspace: Workspace) -> None:
    """Every part has its name: one without was told as "Giá trị" that changed."""
    every = {one.name: one.name for one in fields(Office)}
    workspace.office.put(Office(**every | {"department": "Sở Tư pháp"}))
    (row,) = newest(workspace.journal)
    assert [name for name, *_ in row.fields if name == words("field")["value"]] == []
    assert (row.entity, row.name) == ("settings", "Thông tin đơn vị")
    assert ("Tên đơn vị", "", "Sở Tư pháp") in row.fields


def test_a_number_is_written_as_here(workspace: Workspace, filled: Register) -> None:
    indicator = workspace.indicators.add(Indicator(0, filled.programme.id, "Số văn bản", "văn bản"))
    period = workspace.periods.find("2021-Q4", filled.programme)
    workspace.indicators.record(filled, period, {(indicator.id, None): Decimal("1234.5")})
    (row,) = newest(workspace.journal)
    assert ("Giá trị", "", "1.234,5") in row.fields
    assert ("Chỉ tiêu", "", "Số văn bản") in row.fields


def test_acts_are_found_by_task_also_those_that_were_undone(workspace: Workspace, filled: Register) -> None:
    period = workspace.periods.find("2021-Q4", filled.programme)
    one, other = filled.tasks[0].id, filled.tasks[1].id
    workspace.recording.record(filled, period, {one: {"percent": 40}})
    workspace.acts.undo()
    workspace.recording.record(filled, period, {other: {"percent": 50}})
    journal = workspace.journal
    kinds = [(act.kind, act.undone) for act in journal.page(ActFilter(task_id=one)).acts]
    assert kinds == [("record", True), ("record", False), ("import", False)]
    (newest_act, *_) = journal.page(ActFilter()).acts
    assert journal.tasks_of(newest_act.id) == [other]
    assert [(act.kind, act.undone) for act in journal.page(ActFilter(task_id=other)).acts] == [
        ("record", False),
        ("import", False),
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ke hoach", 2),
        ("5/kh", 2),
        ("xoa chi tieu", 0),
        ("ghi so lieu", 1),
        ("khanh hoa", 1),
        ("percent", 0),
        ("%", 0),
    ],
)
def test_acts_are_found_by_words_without_accents(
    workspace: Workspace, filled: Register, text: str, found: int
) -> None:
    lived(workspace, filled)
    seen = [act for act in workspace.journal.page(ActFilter(text=text)).acts if act.kind != "import"]
    kinds = [act for act in seen if act.kind != "programme_add"]
    assert len(kinds) == found


def test_acts_are_found_by_kind_person_and_day(workspace: Workspace, filled: Register) -> None:
    lived(workspace, filled)
    journal = workspace.journal
    today = date.fromisoformat(journal.page(ActFilter()).acts[0].at[:10])
    everything = journal.count(ActFilter())
    assert ActFilter().everything
    assert journal.count(ActFilter(kind="record")) == 1
    assert journal.kinds() == sorted(journal.kinds())
    (user,) = journal.users()
    assert journal.count(ActFilter(user=user, first=today - timedelta(days=1), last=today)) == everything
    assert journal.count(ActFilter(user="nobody")) == 0
    assert journal.count(ActFilter(last=today - timedelta(days=2))) == 0


def test_acts_come_in_pages(workspace: Workspace, filled: Register) -> None:
    lived(workspace, filled)
    journal = workspace.journal
    seen, before, more = [], None, True
    while more:
        page = journal.page(ActFilter(), before, 3)
        seen += [act.id for act in page.acts]
        before, more = page.acts[-1].id, page.more
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == journal.count(ActFilter())


def test_a_printed_head_leads_to_its_act(workspace: Workspace, filled: Register) -> None:
    journal = workspace.journal
    head = journal.head()
    lived(workspace, filled)
    act = journal.act_of_head(head[:16])
    assert act is not None
    assert (act.hash, act.kind) == (head, "import")
    assert journal.since(act) == journal.count(ActFilter()) - act.id
    assert journal.act_of_head("f" * 64) is None
