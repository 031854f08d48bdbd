"""The command that brings task lists in: several files, whole folders, with the decisions of a file."""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.cli.commands.answers import Answer, data_file, file_to_fill, file_to_try, programme_of
from desktop_app.domain.editions import Decision, Decisions, Match, Problem, RowKind
from desktop_app.domain.errors import AppError, FieldMissing, ListOfOther, SourceEmpty
from desktop_app.domain.period import Period
from desktop_app.domain.text import day_text
from desktop_app.lists.sheet import column_letter
from desktop_app.resources import words
from desktop_app.services.importing import (
    Choices,
    DecisionsFile,
    FileDecisions,
    HasRefused,
    ImportPlan,
    Tally,
    lists_in,
    read_decisions,
    save_refused,
)
from desktop_app.services.tasks import Register
from desktop_app.services.wording import heirs_words, other_lists_words, say, unread_words
from desktop_app.services.workspace import Workspace

# --- a list that was read, as JSON and as lines for a person -------------------------------------

JSON = dict[str, Any]


def plan_view(plan: ImportPlan, decisions: Decisions, day: date | None) -> JSON:
    """Return one list that was read, compared and decided on."""
    tally = plan.tally(decisions)
    return {
        "file": str(plan.workbook.path),
        "sha256": plan.workbook.sha256,
        "sheet": plan.sheet,
        "header_row": plan.heading.last_row + 1,
        "columns": plan.heading.named(),
        "unused_columns": [
            {"column": column_letter(one.column), "title": one.title, "filled": one.filled}
            | ({} if one.instead is None else {"instead": column_letter(one.instead)})
            for one in plan.tasks.unused
        ],
        "hidden_columns": list(map(column_letter, plan.unread.hidden)),
        "hidden_rows": plan.unread.rows,
        "new_groups": [
            {"number": number, "title": title} for number, title in plan.tasks.new_groups if title
        ],
        "missing_columns": list(plan.tasks.missing),
        "encoding": plan.tasks.encoding,
        "counts": {kind.value: count for kind, count in tally.counts.items()},
        "rows": [*(_match_view(match) for match in plan.resolved(decisions)), *_refused(plan)],
        "heirs": {key: {"kind": heirs.kind, "rows": list(heirs.rows)} for key, heirs in plan.heirs.items()},
        "read": tally.read,
        "left_out": [{"row": one.row, "reason": one.reason, "text": one.text} for one in plan.tasks.left_out],
        "lost_cells": plan.table.lost_cells,
        "lost": plan.lost_names(),
        "errors_are_blank": plan.errors_are_blank,
        "other_sheets": list(plan.other_lists),
        "document": plan.stated.document,
        "other_programme": plan.of_other.number if plan.of_other else None,
        "newer": plan.newer.id if plan.newer else None,
        "issued_on": plan.stated.issued_on.isoformat() if plan.stated.issued_on else None,
        "counts_from": day.isoformat() if day else None,
        "new_agencies": [
            {"name": one.name, "rows": one.rows, "near": list(one.near)} for one in plan.new_agencies
        ],
    }


def plan_lines(plan: ImportPlan, decisions: Decisions, day: date | None) -> list[str]:
    """Return one list in words: where it was read, the counts, the sum, and every problem."""
    tally = plan.tally(decisions)
    counted = ", ".join(
        f"{words('row_kind')[kind.value].lower()} {count}" for kind, count in tally.counts.items()
    )
    lines = [
        (
            f"{plan.workbook.path.name}, trang tính “{plan.sheet}”, tiêu đề ở dòng "
            f"{plan.heading.last_row + 1}: "
            f"{counted}"
        )
    ]
    lines.append("  " + sum_line(tally))
    lines += [f"  {said}" for said in unread_words(plan)]
    if plan.other_lists:
        lines.append("  " + other_lists_words(plan, "other_lists_command"))
    if plan.newer is not None and not plan.changes_nothing:
        lines.append(
            f"  Danh mục này ban hành trước bản “{plan.newer.title}” đang dùng; nhập vào sẽ "
            "đưa nội dung cũ trở lại."
        )
    if day is not None and not plan.changes_nothing:
        lines.append(f"  Tính từ ngày {day_text(day)}; số liệu trước ngày này giữ như cũ.")
    if plan.changes_nothing:
        lines.append("  Danh mục này đã có đủ trong tệp dữ liệu, không có gì thay đổi.")
    waiting = [
        one.row for one in plan.resolved(decisions) if one.kind is RowKind.AMBIGUOUS and one.row is not None
    ]
    lines += [f"  Dòng {row.row} để sau: {row.given.content}" for row in waiting]
    lines += [f"  {heirs_words(plan, key)}" for key in plan.heirs]
    if plan.new_agencies:
        lines.append("  Cơ quan mới: " + "; ".join(one.name for one in plan.new_agencies))
    problems = [problem for row in plan.tasks.rows for problem in row.problems]
    problems += [problem for row in plan.tasks.refused for problem in row.problems]
    return lines + [f"  Ô {problem.cell}: {sentence(problem)}" for problem in problems]


def sum_line(tally: Tally) -> str:
    """Return the sentence that the rows read are the rows taken, waiting, refused and left out."""
    waiting, refused = tally.counts[RowKind.AMBIGUOUS], tally.counts[RowKind.REFUSED]
    return (
        f"Đọc {tally.read} dòng: nhập {tally.taken}, chờ xử lý {waiting}, chưa nhập được {refused}, "
        f"không phải nhiệm vụ {tally.left_out}"
    )


def sentence(problem: Problem) -> str:
    """Return the words for a problem of a cell."""
    return words("problem")[problem.code].format(text=problem.text)


def _match_view(match: Match) -> JSON:
    row = match.row
    return {
        "row": row.row if row else None,
        "kind": match.kind.value,
        "task": match.task_id,
        "number": row.given.number if row else None,
        "content": row.given.content if row else None,
        "changes": {change.field: [change.present, change.incoming] for change in match.changes},
        "conflicts": {
            change.field: [change.base, change.present, change.incoming]
            for change in match.changes
            if change.conflict
        },
        "candidates": list(match.candidates),
        "twin": match.twin or None,
        "others": dict(row.others) if row else {},
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
            {
                "cell": problem.cell,
                "code": problem.code,
                "problem": what,
                "hint": f"Hãy {remedy}" if remedy else "",
            }
        )
    return views


DECISIONS_HELP = """Tệp cách xử lý (JSON, UTF-8); mọi mục đều có thể bỏ trống:
  sheet          trang tính cần đọc
  heading        dòng tiêu đề (5) hoặc dòng đầu và dòng cuối của tiêu đề ([5, 6])
  columns        {"tiêu đề cột hoặc chữ cái của cột": "number|group|content|leads|coordinating|
                 deadline|output|other|ignore"}; other: giữ nguyên chữ của cột; cột tình hình thực
                 hiện: state|percent|completed_on|result|difficulty|proposal|note
  encodings      {"tiêu đề cột": "unicode|tcvn3|vni"}
  join_children  true: ghép mọi tiểu mục vào nhiệm vụ cha; false: tách riêng mọi tiểu mục;
                 không ghi: chỉ ghép tiểu mục không có cơ quan, thời hạn, sản phẩm riêng
  partial        true: danh mục chỉ có một phần, không xét các nhiệm vụ không có tên trong tệp
  document, issued_on   số, ký hiệu và ngày (2021-03-15) của văn bản
  agencies       {"tên trong tệp": "tên trong danh sách cơ quan"}
  rows           {"dòng": "take" | "new" | "later" | {"task": mã hoặc số, "keep": ["deadline", ...]}
                 | {"part_of": mã hoặc số}}; part_of: dòng là một phần tách từ nhiệm vụ đó
  gone           {"mã nhiệm vụ": "take" | "later"}
  files          {"tên tệp": {các mục trên, riêng cho tệp đó}}
keep giữ nội dung của đơn vị ở các ô đó: group, number, content, leads, coordinating, deadline,
output, fate."""


def add_import_options(parser: ArgumentParser) -> None:
    """Add the options of the command."""
    parser.epilog = DECISIONS_HELP
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="TỆP", help="tệp danh mục, hoặc thư mục chứa các tệp"
    )
    parser.add_argument("--sheet", metavar="TRANG", help="trang tính cần đọc")
    parser.add_argument(
        "--decisions", type=Path, metavar="TỆP.json", help="cách xử lý từng dòng, xem bên dưới"
    )
    parser.add_argument("--dry-run", action="store_true", help="chỉ xem trước (cả --progress), không ghi")
    parser.add_argument("--errors", type=Path, metavar="TỆP.xlsx", help="lưu các dòng chưa nhập được")
    parser.add_argument(
        "--progress",
        action="store_true",
        help="cập nhật cả tình hình thực hiện có trong danh mục, vào kỳ ở --period",
    )
    parser.add_argument(
        "--period",
        metavar="KỲ",
        help="kỳ báo cáo của tình hình thực hiện (với --progress); không ghi: mỗi trang tính một kỳ",
    )
    parser.add_argument("--take", action="store_true", help="ô nào đã ghi khác thì lấy theo danh mục")


@dataclass(slots=True)
class _File:
    """One file on its way in: its plan, or why there is none."""

    path: Path
    said: FileDecisions
    plan: ImportPlan | None = None
    decisions: dict[int, Decision] | None = None
    error: AppError | None = None
    applied: bool = False
    periods: dict[str, Period] = field(default_factory=dict)
    """The periods to record progress for, by sheet."""
    refused_progress: list[HasRefused] = field(default_factory=list)
    progress: list[JSON] = field(default_factory=list)
    progress_lines: list[str] = field(default_factory=list)


def import_lists(chosen: Namespace) -> Answer:
    """Bring in task lists, all read before the first is written.

    One that is refused stops no other. What the progress of lists would change is seen by recording it in a
    copy: most of its tasks may not be there yet.
    """
    decided = read_decisions(chosen.decisions) if chosen.decisions else DecisionsFile()
    paths = lists_in(chosen.files)
    if not paths:
        raise SourceEmpty(chosen.files[0])
    files = [_File(path, decided.of(path)) for path in paths]
    tried = chosen.dry_run and chosen.progress
    path = data_file(chosen)
    with file_to_try(path) if tried else file_to_fill(path, dry=chosen.dry_run) as workspace:
        register = workspace.register(programme_of(chosen, workspace).id)
        period = _period(workspace, register, chosen)
        asked = Choices(sheet=chosen.sheet, period=period.label if period else "")
        for file in files:
            _plan(workspace, register, file, asked)
            if chosen.progress and file.error is None:
                _find_periods(workspace, register, file, asked, period)
        if not chosen.dry_run and chosen.programme is None:
            _refuse_others(files)
        if all(file.error is not None for file in files):
            raise next(file.error for file in files if file.error is not None)
        if tried or not chosen.dry_run:
            _apply(workspace, register, files, asked, dry=chosen.dry_run)
        if chosen.progress:
            _record(workspace, register, files, chosen)
        if chosen.errors is not None:
            plans: list[HasRefused] = [file.plan for file in files if file.plan is not None]
            save_refused([*plans, *(one for file in files for one in file.refused_progress)], chosen.errors)
    refused = [say(file.error) for file in files if file.error is not None]
    views = [_view(file) for file in files] if chosen.json else []
    written = any(file.applied or _recorded(file) for file in files) and not chosen.dry_run
    data = {"applied": written, "files": views}
    lines = [line for file in files for line in _lines(file)]
    return Answer(data, [*lines, _end(files, dry=chosen.dry_run)], 1 if refused else 0, refused)


def _period(workspace: Workspace, register: Register, chosen: Namespace) -> Period | None:
    """Return the period to record progress for, None if none is named. Raises NotFound."""
    if not chosen.progress or chosen.period is None:
        return None
    return workspace.periods.find(chosen.period, register.programme)


def _find_periods(
    workspace: Workspace, register: Register, file: _File, asked: Choices, period: Period | None
) -> None:
    """Find the periods to record for: the one that is asked for, else that of each sheet of the file.

    The tasks are read from the sheet of the last one then. Raises FieldMissing, NotFound.
    """
    if file.plan is None:
        return
    if period is not None:
        file.periods = {file.plan.sheet: period}
        try:
            workspace.entry_forms.require_progress(register, file.plan, period)
        except AppError as error:
            file.error = error
        return
    file.periods = workspace.entry_forms.periods_of_sheets(register, file.plan)
    if not file.periods:
        raise FieldMissing("period")
    last = [*file.periods.values()][-1]
    _plan(workspace, register, file, replace(asked, period=last.label))


def _record(workspace: Workspace, register: Register, files: list[_File], chosen: Namespace) -> None:
    """Record the progress of the lists that are in the data file now, of each sheet for its period."""
    from desktop_app.cli.commands.forms import progress_of_list

    register.refresh()
    for file in files:
        for sheet, period in file.periods.items():
            if file.error is not None or file.plan is None:
                break
            try:
                plan = file.plan
                if sheet != plan.sheet:
                    choices = replace(file.said.first_choices(), sheet=sheet)
                    plan = workspace.imports.plan_workbook(register, plan.workbook, choices)
                brought, progress, lines = progress_of_list(workspace, register, period, plan, chosen)
                file.refused_progress.append(brought)
                file.progress.append(progress)
                file.progress_lines += lines
            except AppError as error:
                file.error = error


def _plan(workspace: Workspace, register: Register, file: _File, asked: Choices) -> None:
    """Read and compare a file, or compare it again after another was written.

    `asked` is what holds for all files.

    A decision that is wrong is a refusal.
    """
    workbook, file.plan = file.plan.workbook if file.plan else None, None
    try:
        first = replace(file.said.first_choices(), beside=asked.beside, period=asked.period)
        first = replace(first, sheet=asked.sheet or first.sheet)
        imports = workspace.imports
        if workbook is None:
            plan = imports.plan(register, file.path, first)
        else:
            plan = imports.plan_workbook(register, workbook, first)
        more: Choices | None = file.said.choices(plan)
        if more is not None:
            plan = imports.plan_workbook(
                register, plan.workbook, replace(more, beside=asked.beside, period=asked.period)
            )
        file.said.details()
        file.decisions = file.said.decisions(register, plan)
        plan.tally(file.decisions)
        file.plan = plan
    except AppError as error:
        file.error = error


def _refuse_others(files: list[_File]) -> None:
    """Refuse the lists that name the document of another programme: nobody said into which one they go."""
    for file in files:
        if file.error is None and file.plan is not None and file.plan.of_other is not None:
            file.error = ListOfOther(file.path, file.plan.of_other.number)


def _apply(
    workspace: Workspace, register: Register, files: list[_File], asked: Choices, *, dry: bool
) -> None:
    beside: frozenset[int] = frozenset()
    for index, file in enumerate(files):
        if file.error is None and index > 0:
            register.refresh()
            _plan(workspace, register, file, replace(asked, beside=beside))
        if file.error is not None or file.plan is None:
            continue
        edition = workspace.imports.write(register, file.plan, file.decisions, file.said.details())
        file.applied = edition is not None and not dry
        beside |= workspace.imports.named(file.plan, edition)


def _view(file: _File) -> dict[str, object]:
    if file.plan is None or file.error is not None:
        kind = type(file.error).__name__
        return {
            "file": str(file.path),
            "applied": False,
            "error": kind,
            "message": say(file.error) if file.error else "",
        }
    view = plan_view(file.plan, file.decisions or {}, _counts_from(file, file.plan))
    view |= {"applied": file.applied}
    if file.progress:
        view["progress"] = file.progress[0] if len(file.progress) == 1 else file.progress
    return view


def _lines(file: _File) -> list[str]:
    if file.plan is None or file.error is not None:
        return [f"{file.path.name}: chưa nhập được"]
    lines = plan_lines(file.plan, file.decisions or {}, _counts_from(file, file.plan))
    if file.plan.progress and not file.periods:
        titles = "; ".join(f"“{title}”" for title in file.plan.progress.values())
        how = "--progress để cập nhật mỗi trang tính vào kỳ của trang đó"
        how = how if file.plan.period_sheets else "--progress --period KỲ để cập nhật"
        lines.append(f"  Chưa cập nhật các cột tình hình thực hiện: {titles}. Thêm {how}.")
    return [*lines, *file.progress_lines]


def _counts_from(file: _File, plan: ImportPlan) -> date | None:
    return plan.effect.day(file.said.details().issued_on or plan.stated.issued_on)


def _recorded(file: _File) -> int:
    """Return of how many tasks the progress was recorded, once for each period."""
    return sum(one["recorded"] for one in file.progress)


def _end(files: list[_File], *, dry: bool) -> str:
    if dry:
        return "Chỉ xem trước, chưa ghi gì."
    applied = [file for file in files if file.applied and file.plan is not None]
    written = sum(file.plan.tally(file.decisions or {}).written for file in applied if file.plan)
    recorded = sum(map(_recorded, files))
    said = [f"Đã nhập {written} nhiệm vụ."] if applied else []
    said += [f"Đã ghi tình hình thực hiện của {recorded} nhiệm vụ."] if recorded else []
    return " ".join(said) or "Không có gì thay đổi."
