"""Random edits between two editions are found exactly: no more and no less.

Some are made by the province, too.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.domain.deadlines.deadline import read_deadline
from desktop_app.domain.editions import comparison
from desktop_app.domain.editions.comparison import ListedTask, compare
from desktop_app.domain.editions.edition import ListRow, RowKind
from desktop_app.domain.task import Assignment, Task
from desktop_app.domain.text import fold

VALUES: Mapping[str, tuple[Any, ...]] = {
    "group": (1, 2, 3),
    "number": ("1", "2.1", "a"),
    "leads": (("Sở Tư pháp",), ("Sở Nội vụ", "Sở Y tế"), ("Ủy ban nhân dân tỉnh",)),
    "coordinating": (("Sở Tài chính",), ("Công an tỉnh",), ("Sở Nội vụ",)),
    "output": ("Kế hoạch", "Báo cáo", "Hòa giải"),
    "deadline": ("31/12/2018", "Quý I/2019", "Hằng năm"),
}
BLANK: Mapping[str, Any] = {"number": "", "leads": (), "coordinating": (), "output": "", "deadline": ""}
CONTENTS = (
    "Ban hành kế hoạch hằng năm",
    "Rà soát văn bản đất đai",
    "Kiểm tra công tác hộ tịch",
    "Tập huấn hòa giải viên cơ sở",
    "Xây dựng phần mềm dùng chung",
    "Khảo sát nhu cầu doanh nghiệp",
    "Bố trí kinh phí, biên chế",
    "Sơ kết, khen thưởng",
)
"""No two share so many words that one would be proposed for the other."""


Changes = dict[str, tuple[Any, Any, bool]]
"""By field: the present value, the incoming one, and whether the province changed it as well."""


@dataclass(frozen=True)
class Told:
    """One task as the last list had it, as it stands, and as the new list has it.

    None: gone. And how that is spelled.
    """

    base: Assignment
    present: Assignment
    incoming: Assignment | None
    spelling: int


def edited(one: Assignment, edits: Mapping[str, int | None]) -> Assignment:
    values = {name: BLANK[name] if place is None else VALUES[name][place] for name, place in edits.items()}
    return replace(one, **values)


def respelled(one: Assignment, way: int) -> Assignment:
    """Write a row otherwise, so that it still says the same."""
    if way == 0:
        return one
    if way == 1:
        return replace(one, content=one.content.upper(), output=one.output.replace("òa", "oà"))
    other = replace(one, content=unicodedata.normalize("NFD", one.content).replace(" ", "\u00a0 "))
    return replace(other, leads=tuple(name.replace("Ủy ban nhân dân", "UBND") for name in one.leads))


places = st.integers(0, 2)
by_hand = st.fixed_dictionaries({}, optional=dict.fromkeys(VALUES, places))
by_list = st.fixed_dictionaries(
    {}, optional={name: places | st.none() if name in BLANK else places for name in VALUES}
)


@st.composite
def editions(draw: st.DrawFn) -> tuple[list[Told], list[Assignment]]:
    """Return what is told of some tasks, and some that are new."""
    contents = draw(st.lists(st.sampled_from(CONTENTS), unique=True))
    filled = st.fixed_dictionaries(dict.fromkeys(VALUES, places))
    firsts = [edited(Assignment(1, "", text), draw(filled)) for text in contents]
    new = draw(st.integers(0, len(firsts)))
    told = []
    for base in firsts[new:]:
        edits = draw(st.none() | by_list)
        incoming = None if edits is None else edited(base, edits)
        present = edited(base, draw(by_hand))
        if (incoming is None or incoming.group == base.group) and draw(st.booleans()):
            present = replace(present, content=f"{base.content} tại địa phương")
        told.append(Told(base, present, incoming, draw(places)))
    return told, firsts[:new]


def expected(told: Told) -> tuple[RowKind, Changes]:
    """Work out by plain equality of the values, which differ in meaning, what a comparison has to find."""
    assert told.incoming is not None
    changes = {}
    for name in VALUES:
        base, present, incoming = (getattr(one, name) for one in (told.base, told.present, told.incoming))
        if incoming in (present, base) or incoming == BLANK.get(name):
            continue
        changes[name] = (present, incoming, present != base)
    if any(conflict for *_, conflict in changes.values()):
        return RowKind.AMBIGUOUS, changes
    return (RowKind.CHANGED if changes else RowKind.SAME), changes


def nothing(_content: str, _contents: Mapping[int, str]) -> Sequence[int]:
    return ()


def found_wrong(told: Sequence[Told], new: Sequence[Assignment], order: Sequence[int]) -> list[str]:
    """Compare, and list every answer that is not the expected one."""
    everything = []
    for key, one in enumerate(told, start=1):
        present = one.present
        task = Task(
            key,
            1,
            present.group or 0,
            position=key,
            given=present,
            deadline=read_deadline(present.deadline),
            folded=fold(present.content),
        )
        everything.append(ListedTask(task, one.base))
    listed = [(key, one) for key, one in enumerate(told, start=1) if one.incoming is not None]
    answers: list[tuple[Assignment, int | None, RowKind, Changes]]
    answers = [
        (respelled(one.incoming, one.spelling), key, *expected(one)) for key, one in listed if one.incoming
    ]
    answers += [(one, None, RowKind.NEW, {}) for one in new]
    answers = [answers[place] for place in order]
    rows = [ListRow(number, "", row) for number, (row, *_) in enumerate(answers, start=7)]
    matches = compare(everything, rows, nothing)
    gone = set(range(1, len(told) + 1)) - {key for key, _ in listed}
    wrong = [] if {match.task_id for match in matches if match.row is None} == gone else ["gone"]
    for match, (row, task_id, kind, changes) in zip(matches, answers, strict=False):
        seen = {one.field: (one.present, one.incoming, one.conflict) for one in match.changes}
        spelled = {name: (now, getattr(row, name), conflict) for name, (now, _, conflict) in changes.items()}
        if (match.task_id, match.kind, seen) != (task_id, kind, spelled):
            wrong.append(f"{match} for {task_id} {kind} {spelled}")
    return wrong


@given(editions(), st.randoms(use_true_random=False))
def test_edits_between_editions_are_found_exactly(
    drawn: tuple[list[Told], list[Assignment]], chance: Any
) -> None:
    told, new = drawn
    order = list(range(sum(one.incoming is not None for one in told) + len(new)))
    chance.shuffle(order)
    assert found_wrong(told, new, order) == []


@pytest.mark.parametrize("broken", ["_blank", "_same"])
def test_the_search_for_edits_would_find_a_comparison_that_is_wrong(
    monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    """A property that no fault can break shows nothing: with a false rule of equality it fails."""
    told = [
        Told(first, first, edited(first, {"deadline": 1, "output": None}), 2)
        for first in (edited(Assignment(1, "", text), dict.fromkeys(VALUES, 2)) for text in CONTENTS)
    ]
    order = list(range(len(told)))
    assert found_wrong(told, [], order) == []
    faults = {"_blank": lambda _value: False, "_same": lambda _name, one, other: one == other}
    monkeypatch.setattr(comparison, broken, faults[broken])
    assert len(found_wrong(told, [], order)) == len(told)
