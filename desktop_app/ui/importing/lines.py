"""The rows of the import's preview: what each tab shows of them, and in which columns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.agencies import join_agencies
from desktop_app.domain.editions import Decision, FieldChange, FieldValue, Match, Problem, RowKind, key_of
from desktop_app.domain.task import Assignment
from desktop_app.domain.text import fold, roman
from desktop_app.domain.work import STEP, Steps
from desktop_app.resources import words
from desktop_app.services.importing import ImportPlan, NewAgency
from desktop_app.services.tasks import Register
from desktop_app.services.wording import heirs_words
from desktop_app.ui.grid import GridColumn
from desktop_app.ui.phrases import plain_day

LEFT_OUT, AGENCIES = "left_out", "agencies"
TABS: tuple[str, ...] = (
    RowKind.NEW.value,
    RowKind.CHANGED.value,
    RowKind.SAME.value,
    RowKind.GONE.value,
    RowKind.AMBIGUOUS.value,
    RowKind.REFUSED.value,
    LEFT_OUT,
    AGENCIES,
)
ALWAYS = (RowKind.NEW.value, RowKind.CHANGED.value, RowKind.SAME.value)


@dataclass(frozen=True, slots=True)
class PreviewLine:
    """One line of a tab: a match with its decision, or the words of a row that is no task, or an agency."""

    key: int | str
    row: int = 0
    match: Match | None = None
    decision: Decision | None = None
    given: Assignment | None = None
    text: str = ""
    problems: tuple[Problem, ...] = ()
    reason: str = ""
    agency: NewAgency | None = None
    meant: str = ""
    periods: int = 0

    @property
    def taken(self) -> bool:
        """Return whether the line is taken as the preview stands."""
        return self.decision is None or self.decision.take

    @property
    def haystack(self) -> str:
        """Return the folded text that is searched."""
        if self.given is None:
            return fold(f"{self.text} {self.agency.name if self.agency else ''}")
        names = " ".join((*self.given.leads, *self.given.coordinating))
        return fold(f"{self.given.number} {self.given.content} {names} {self.given.deadline}")


def tab_counts(plan: ImportPlan) -> dict[str, int]:
    """Count the lines of each tab."""
    counts = {kind.value: count for kind, count in plan.counts.items()}
    return {**counts, LEFT_OUT: len(plan.tasks.left_out), AGENCIES: len(plan.new_agencies)}


def first_tab(counts: Mapping[str, int]) -> str:
    """Return the tab to begin with: what waits, else the first that has anything but unchanged rows."""
    if counts[RowKind.AMBIGUOUS.value]:
        return RowKind.AMBIGUOUS.value
    return next((tab for tab in TABS if counts[tab] and tab != RowKind.SAME.value), TABS[0])


def lines_of(
    plan: ImportPlan,
    register: Register,
    tab: str,
    decisions: Mapping[int, Decision],
    agencies: Mapping[str, str],
) -> Steps[list[PreviewLine]]:
    """Return the lines of a tab, in the order of the list."""
    if tab == LEFT_OUT:
        reasons = words("left_out")
        return [
            PreviewLine(f"x{place}", one.row, text=one.text, reason=reasons.get(one.reason, one.reason))
            for place, one in enumerate(plan.tasks.left_out)
        ]
    if tab == AGENCIES:
        return [
            PreviewLine(one.name, agency=one, meant=agencies.get(one.name, "")) for one in plan.new_agencies
        ]
    if tab == RowKind.REFUSED.value:
        return [
            PreviewLine(one.row, one.row, text=" · ".join(filter(None, one.texts)), problems=one.problems)
            for one in plan.tasks.refused
        ]
    lines = []
    for number, match in enumerate(plan.matches, start=1):
        if match.kind.value == tab:
            lines.append(_line(plan, match, register, decisions.get(key_of(match))))
        if not number % STEP:
            yield
    return lines


def _line(plan: ImportPlan, match: Match, register: Register, decision: Decision | None) -> PreviewLine:
    key = key_of(match)
    if match.row is None:
        task = register.task(match.task_id or 0)
        said = heirs_words(plan, task.id)
        periods = len(register.kept(task.id))
        return PreviewLine(key, 0, match, decision, task.given, reason=said, periods=periods)
    row = match.row
    said = next((said for one in match.candidates if (said := _part_words(plan, one, row.row))), "")
    return PreviewLine(key, row.row, match, decision, row.given, problems=row.problems, reason=said)


def _part_words(plan: ImportPlan, task_id: int, row: int) -> str:
    """Return in words that a row may be a part of a task that was split; "" if it is not."""
    heirs = plan.heirs.get(task_id)
    split = heirs is not None and heirs.kind == "split" and row in heirs.rows
    return heirs_words(plan, task_id) if split else ""


def _agency_columns() -> list[GridColumn[PreviewLine]]:
    return [
        GridColumn(
            "agency",
            _tr("Tên trong tệp"),
            lambda one: one.agency.name if one.agency else "",
            width=180,
            stretch=2,
        ),
        GridColumn(
            "rows", _tr("Số dòng"), lambda one: one.agency.rows if one.agency else 0, align="right", width=80
        ),
        GridColumn("near", _tr("Gần giống trong danh sách"), _near, width=240, stretch=1),
        GridColumn("decision", _tr("Cách xử lý"), _agency_decision, width=240, stretch=1),
    ]


def _pairs_column() -> GridColumn[PreviewLine]:
    return GridColumn(
        "pairs",
        _tr("Nội dung cũ → mới"),
        _pairs,
        _pair_words,
        width=196,
        stretch=4,
        delegate="change",
        sort=_pair_words,
    )


def columns_of(tab: str, register: Register) -> list[GridColumn[PreviewLine]]:
    """Return the columns of a tab."""
    named = words("field")
    row: GridColumn[PreviewLine] = GridColumn(
        key="row",
        title=_tr("Dòng"),
        value=lambda one: one.row,
        text=lambda one: str(one.row or ""),
        align="left",
        width=58,
    )
    number: GridColumn[PreviewLine] = GridColumn(
        "number", named["number"], lambda one: one.given.number if one.given else "", width=52
    )
    content: GridColumn[PreviewLine] = GridColumn(
        "content", named["content"], lambda one: one.given.content if one.given else "", width=200, stretch=3
    )
    group: GridColumn[PreviewLine] = GridColumn(
        "group", _tr("Nhóm"), lambda one: (one.given.group or 0) if one.given else 0, _group, width=62
    )
    lead: GridColumn[PreviewLine] = GridColumn("lead", named["leads"], _lead, width=110, stretch=1)
    deadline: GridColumn[PreviewLine] = GridColumn(
        "deadline",
        named["deadline"],
        lambda one: plain_day(one.given.deadline) if one.given else "",
        width=100,
    )
    notes: GridColumn[PreviewLine] = GridColumn(
        "problems", _tr("Cần xem lại"), lambda one: problem_words(one.problems), width=120, stretch=2
    )
    take: GridColumn[PreviewLine] = GridColumn(
        "take", _tr("Nhập"), lambda one: one.taken, _tick_words, width=60, delegate="tick"
    )
    if tab == RowKind.NEW.value:
        return [row, number, group, content, lead, deadline, notes, take]
    if tab == RowKind.CHANGED.value:
        fields: GridColumn[PreviewLine] = GridColumn("field", _tr("Ô thay đổi"), _fields, width=104)
        return [row, number, content, fields, _pairs_column(), replace(notes, width=100, stretch=1), take]
    if tab == RowKind.SAME.value:
        return [row, number, group, content, lead, deadline, notes]
    if tab == RowKind.GONE.value:
        narrow = (replace(content, width=180), replace(lead, width=90), replace(deadline, width=84))
        return [replace(number, width=44), group, *narrow, *_gone_columns()]
    if tab == RowKind.AMBIGUOUS.value:
        why: GridColumn[PreviewLine] = GridColumn(
            "why", _tr("Lý do"), partial(_why, register), width=260, stretch=1
        )
        return [row, number, group, content, why, _decision_column(register)]
    if tab == AGENCIES:
        return _agency_columns()
    return _text_columns(tab, row)


def _gone_columns() -> list[GridColumn[PreviewLine]]:
    return [
        GridColumn("heirs", _tr("Có thể đi tiếp ở"), lambda one: one.reason, width=98, stretch=3),
        GridColumn("periods", _tr("Tình hình đã ghi"), lambda one: one.periods, _period_words, width=104),
        GridColumn(
            "take",
            _tr("Chuyển vào “Không còn”"),
            lambda one: one.taken,
            _tick_words,
            width=100,
            delegate="tick",
        ),
    ]


def _decision_column(register: Register) -> GridColumn[PreviewLine]:
    value = partial(decision_words, register)
    return GridColumn("decision", _tr("Cách xử lý"), value, width=210, delegate="ask", mark=waits)


def _text_columns(tab: str, row: GridColumn[PreviewLine]) -> list[GridColumn[PreviewLine]]:
    """Return the columns of rows that are no tasks: left out, or refused."""
    text: GridColumn[PreviewLine] = GridColumn("text", _tr("Nội dung các ô"), lambda one: one.text, width=0)
    if tab == LEFT_OUT:
        return [row, text, GridColumn("reason", _tr("Lý do"), lambda one: one.reason, width=280)]
    fault: GridColumn[PreviewLine] = GridColumn(
        "fault", _tr("Lỗi"), lambda one: _halves(one.problems)[0], width=300, stretch=1
    )
    remedy: GridColumn[PreviewLine] = GridColumn(
        "remedy", _tr("Cách sửa"), lambda one: _halves(one.problems)[1], width=330, stretch=1
    )
    return [row, text, fault, remedy]


def problem_words(problems: Sequence[Problem]) -> str:
    """Return in words what a person should look at, with the cell."""
    return "\n".join(f"{one.cell}: {words('problem')[one.code].format(text=one.text)}" for one in problems)


def value_words(field: str, value: FieldValue, register: Register) -> str:
    """Return the words for a value of a field."""
    if field == "fate" and isinstance(value, str):
        return words("fate")[value]
    if field == "group":
        title = next((one.title for one in register.groups if one.number == value), "")
        return f"{value}. {title}" if title else str(value or "")
    if field == "deadline":
        return plain_day(str(value or ""))
    return join_agencies(value) if isinstance(value, tuple) else str(value or "")


def task_words(register: Register, task_id: int) -> str:
    """Return the words for a task."""
    task = register.task(task_id)
    return f"{task.number}. {task.content}" if task.number else task.content


def whole_task_words(register: Register, task_id: int) -> str:
    """Return the words for a task with its lead and its deadline."""
    task = register.task(task_id)
    said = (task_words(register, task_id), task.lead, plain_day(task.given.deadline))
    return "  ·  ".join(filter(None, said))


def decision_words(register: Register, line: PreviewLine) -> str:
    """Return in words what was decided of an ambiguous row."""
    decision, match = line.decision, line.match
    if decision is None or match is None:
        return _tr("Chưa xử lý, để sau")
    if not decision.take:
        return _tr("Để sau")
    if decision.task_id is not None:
        return _tr("Ghép với nhiệm vụ số %s") % (
            register.task(decision.task_id).number or register.task(decision.task_id).content
        )
    if decision.part_of is not None:
        whole_task = register.task(decision.part_of)
        return _tr("Một phần tách từ nhiệm vụ số %s") % (whole_task.number or whole_task.content)
    if decision.new or match.task_id is None:
        return _tr("Thêm thành nhiệm vụ mới")
    conflicts = {change.field for change in match.changes if change.conflict}
    kept = decision.keep & conflicts
    if kept == conflicts:
        return _tr("Giữ nội dung của đơn vị")
    return _tr("Giữ một phần, lấy một phần") if kept else _tr("Lấy nội dung mới")


def _tick_words(line: PreviewLine) -> str:
    return _tr("Nhập") if line.taken else _tr("Không nhập")


def waits(line: PreviewLine) -> str:
    """Return whether a row waits for the officer ("waits") or not ("decided")."""
    return "waits" if line.decision is None or not line.decision.take else "decided"


def _group(line: PreviewLine) -> str:
    return roman(line.given.group) if line.given and line.given.group else ""


def _lead(line: PreviewLine) -> str:
    return join_agencies(line.given.leads) if line.given else ""


def changes_of(line: PreviewLine) -> tuple[FieldChange, ...]:
    """Return the cells of a line that change."""
    return line.match.changes if line.match else ()


def _fields(line: PreviewLine) -> str:
    named = ", ".join(words("field")[change.field] for change in changes_of(line))
    return named or _tr("Có lại trong danh mục")


def _pairs(line: PreviewLine) -> list[tuple[str, str]]:
    return [(_plain(change.present), _plain(change.incoming)) for change in changes_of(line)]


def _pair_words(line: PreviewLine) -> str:
    return "\n".join(f"{old or _tr('(trống)')} → {new}" for old, new in _pairs(line))


def _plain(value: FieldValue) -> str:
    return join_agencies(value) if isinstance(value, tuple) else str(value or "")


def _period_words(line: PreviewLine) -> str:
    return _tr("%d kỳ") % line.periods if line.periods else _tr("Chưa ghi")


def _why(register: Register, line: PreviewLine) -> str:
    match = line.match
    if match is None:
        return ""
    if match.row is not None and match.row.doubt:
        return _DOUBTS[match.row.doubt]()
    if any(change.field == "fate" for change in match.changes):
        return _tr("Nhiệm vụ đã xử lý, nay có lại trong danh mục")
    conflicts = [words("field")[change.field] for change in match.changes if change.conflict]
    if conflicts:
        return _tr("Hai bên cùng sửa: %s") % ", ".join(conflicts)
    if line.reason:
        return line.reason
    if match.candidates:
        return _tr("Gần giống: %s") % task_words(register, match.candidates[0])
    return _tr("Trùng nội dung với dòng %d của tệp") % match.twin


_DOUBTS: Mapping[str, Callable[[], str]] = {
    "struck": lambda: _tr("Nội dung bị gạch ngang: nhiệm vụ có thể đã bỏ"),
    "remark": lambda: _tr("Có thể là lời ghi chú, không phải nhiệm vụ"),
}
"""Why a person has to say whether a row is a task."""


def _near(line: PreviewLine) -> str:
    return "; ".join(line.agency.near) if line.agency else ""


def _agency_decision(line: PreviewLine) -> str:
    return _tr("Dùng tên “%s”") % line.meant if line.meant else _tr("Thêm cơ quan mới")


def _halves(problems: Sequence[Problem]) -> tuple[str, str]:
    said = [words("problem")[one.code].format(text=one.text).partition(" Hãy ") for one in problems]
    faults = "\n".join(f"Ô {one.cell}: {part[0]}" for one, part in zip(problems, said, strict=True))
    return faults, "\n".join(f"Hãy {part[2]}" for part in said if part[2])


def _tr(text: str) -> str:
    return QCoreApplication.translate("importing", text)


# --- what the filters and the search of the preview show -----------------------------------------


def filters_of(tab: str) -> Mapping[str, str]:
    """Return the filters that a tab offers, by key, with their words."""
    offered = {"": _tr("Tất cả các dòng")}
    if tab in (RowKind.NEW.value, RowKind.CHANGED.value, RowKind.SAME.value, RowKind.AMBIGUOUS.value):
        offered["problems"] = _tr("Cần xem lại")
    if tab in (RowKind.NEW.value, RowKind.CHANGED.value, RowKind.GONE.value):
        offered["left"] = _tr("Không nhập")
    if tab == RowKind.AMBIGUOUS.value:
        offered |= {
            "waits": _tr("Chưa xử lý"),
            "conflict": _tr("Hai bên cùng sửa"),
            "near": _tr("Gần giống, trùng"),
        }
    if tab == RowKind.CHANGED.value:
        fields = ("content", "leads", "coordinating", "deadline", "output", "number", "group")
        offered |= {name: words("field")[name] for name in fields}
    return offered


def let_through(
    lines: Sequence[PreviewLine], wanted: str, sought: Sequence[str], haystacks: dict[int | str, str]
) -> Steps[Sequence[PreviewLine]]:
    """Return the lines that a filter lets through and in which every sought word stands.

    `haystacks` keeps the folded text of a line by its key.
    """
    tests: dict[str, Callable[[PreviewLine], bool]] = {
        "problems": lambda line: bool(line.problems),
        "left": lambda line: not line.taken,
        "waits": lambda line: waits(line) == "waits",
        "conflict": lambda line: bool(changes_of(line)),
        "near": lambda line: line.match is not None and not line.match.changes,
    }
    if not wanted and not sought:
        return lines
    passes = tests.get(wanted) or (
        lambda line: not wanted or any(one.field == wanted for one in changes_of(line))
    )
    found = []
    for number, line in enumerate(lines, start=1):
        if passes(line):
            haystack = (
                haystacks.get(line.key) or haystacks.setdefault(line.key, line.haystack) if sought else ""
            )
            if all(word in haystack for word in sought):
                found.append(line)
        if not number % STEP:
            yield
    return found
