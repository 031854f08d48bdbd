"""A list that was read, as JSON and as lines for a person."""

from collections.abc import Sequence
from typing import Any

from desktop_app.domain.comparison import FieldValue, Match
from desktop_app.domain.decision import Decisions
from desktop_app.domain.edition import Problem, RowKind
from desktop_app.resources import words
from desktop_app.services.import_plan import ImportPlan, Tally
from desktop_app.services.wording import lost_words, other_lists_words

JSON = dict[str, Any]


def plan_view(plan: ImportPlan, decisions: Decisions) -> JSON:
    """One list that was read, compared and decided on."""
    fields = dict(plan.heading.columns)
    tally = plan.tally(decisions)
    return {
        "file": str(plan.workbook.path),
        "sha256": plan.workbook.sha256,
        "sheet": plan.sheet,
        "header_row": plan.heading.last_row + 1,
        "columns": {title: fields[column] for column, title in plan.heading.titles if column in fields},
        "encoding": plan.tasks.encoding,
        "counts": {kind.value: count for kind, count in tally.counts.items()},
        "rows": [*(_match_view(match) for match in plan.resolved(decisions)), *_refused(plan)],
        "read": tally.read,
        "left_out": [{"row": one.row, "reason": one.reason, "text": one.text} for one in plan.tasks.left_out],
        "lost_cells": plan.table.lost_cells,
        "lost": plan.lost_names(),
        "other_sheets": list(plan.other_lists),
        "document": plan.stated.document,
        "newer": plan.newer.id if plan.newer else None,
        "issued_on": plan.stated.issued_on.isoformat() if plan.stated.issued_on else None,
        "new_agencies": [{"name": one.name, "rows": one.rows, "near": list(one.near)} for one in plan.new_agencies],
    }


def plan_lines(plan: ImportPlan, decisions: Decisions) -> list[str]:
    """One list in words: where it was read, the counts, the sum, and every problem."""
    tally = plan.tally(decisions)
    counted = ", ".join(f"{words('row_kind')[kind.value].lower()} {count}" for kind, count in tally.counts.items())
    lines = [f"{plan.workbook.path.name}, trang “{plan.sheet}”, tiêu đề ở dòng {plan.heading.last_row + 1}: {counted}"]
    lines.append("  " + sum_line(tally))
    if plan.table.lost_cells:
        lines.append("  " + lost_words(plan))
    if plan.other_lists:
        lines.append("  " + other_lists_words(plan, "other_lists_command"))
    if plan.newer is not None and not plan.changes_nothing:
        lines.append(f"  Bản này cũ hơn bản “{plan.newer.title}” đang dùng; nhập vào sẽ đưa giá trị cũ trở lại.")
    if plan.changes_nothing:
        lines.append("  Danh mục này đã có đủ trong tệp dữ liệu, không có gì thay đổi.")
    waiting = [one.row for one in plan.resolved(decisions) if one.kind is RowKind.AMBIGUOUS and one.row is not None]
    lines += [f"  Dòng {row.row} để sau: {row.given.content}" for row in waiting]
    if plan.new_agencies:
        lines.append("  Cơ quan mới: " + "; ".join(one.name for one in plan.new_agencies))
    problems = [problem for row in plan.tasks.rows for problem in row.problems]
    problems += [problem for row in plan.tasks.refused for problem in row.problems]
    return lines + [f"  Ô {problem.cell}: {sentence(problem)}" for problem in problems]


def sum_line(tally: Tally) -> str:
    """Say that the rows read are the rows taken, waiting, refused and left out."""
    waiting, refused = tally.counts[RowKind.AMBIGUOUS], tally.counts[RowKind.REFUSED]
    return (
        f"{tally.read} dòng đọc được = {tally.taken} nhận + {waiting} chờ quyết định + {refused} bị từ chối"
        f" + {tally.left_out} không phải nhiệm vụ"
    )


def sentence(problem: Problem) -> str:
    """Say a problem of a cell."""
    return words("problem")[problem.code].format(text=problem.text)


def _match_view(match: Match) -> JSON:
    row = match.row
    return {
        "row": row.row if row else None,
        "kind": match.kind.value,
        "task": match.task_id,
        "number": row.given.number if row else None,
        "content": row.given.content if row else None,
        "changes": {change.field: [_plain(change.present), _plain(change.incoming)] for change in match.changes},
        "conflicts": {
            change.field: [_plain(change.base), _plain(change.present), _plain(change.incoming)]
            for change in match.changes
            if change.conflict
        },
        "candidates": list(match.candidates),
        "twin": match.twin or None,
        "problems": _problem_views(row.problems if row else ()),
    }


def _refused(plan: ImportPlan) -> list[JSON]:
    return [
        {
            "row": one.row,
            "kind": RowKind.REFUSED.value,
            "number": None,
            "content": None,
            "changes": {},
            "problems": _problem_views(one.problems),
        }
        for one in plan.tasks.refused
    ]


def _problem_views(problems: Sequence[Problem]) -> list[JSON]:
    views = []
    for problem in problems:
        what, _, remedy = sentence(problem).partition(" Hãy ")
        views.append(
            {"cell": problem.cell, "code": problem.code, "problem": what, "hint": f"Hãy {remedy}" if remedy else ""}
        )
    return views


def _plain(value: FieldValue) -> Any:
    return list(value) if isinstance(value, tuple) else value
