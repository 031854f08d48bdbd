"""The command that brings task lists in: several files, whole folders, with the decisions of a file."""

from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from dataclasses import dataclass, replace
from pathlib import Path

from desktop_app.cli.commands import Answer, data_file, file_to_fill
from desktop_app.cli.import_views import plan_lines, plan_view
from desktop_app.domain.errors import AppError, SourceEmpty
from desktop_app.services.import_decisions import DecisionsFile, FileDecisions, read_decisions
from desktop_app.services.register import Register
from desktop_app.services.task_import import Choices, Decision, ImportPlan, lists_in, save_refused
from desktop_app.services.wording import say
from desktop_app.services.workspace import Workspace

DECISIONS_HELP = """Tệp quyết định (JSON, UTF-8); mọi mục đều có thể bỏ trống:
  sheet          trang tính cần đọc
  columns        {"tiêu đề cột": "number|group|content|leads|coordinating|deadline|output|ignore"}
  encodings      {"tiêu đề cột": "unicode|tcvn3|vni"}
  join_children  true: ghép tiểu mục vào nhiệm vụ cha
  partial        true: danh mục chỉ có một phần, không xét nhiệm vụ vắng mặt
  document, issued_on   số, ký hiệu và ngày (2021-03-15) của văn bản
  agencies       {"tên trong tệp": "tên trong danh bạ"}
  rows           {"dòng": "take" | "new" | "later" | {"task": mã hoặc số, "keep": ["deadline", ...]}}
  gone           {"mã nhiệm vụ": "take" | "later"}
  files          {"tên tệp": {các mục trên, riêng cho tệp đó}}
keep giữ giá trị của địa phương ở các ô đó: group, number, content, leads, coordinating, deadline, output, fate."""


def add_options(parser: ArgumentParser) -> None:
    """Say what the command takes."""
    parser.formatter_class = RawDescriptionHelpFormatter
    parser.epilog = DECISIONS_HELP
    parser.add_argument("files", nargs="+", type=Path, metavar="TỆP", help="tệp danh mục, hoặc thư mục chứa các tệp")
    parser.add_argument("--sheet", metavar="TRANG", help="trang tính cần đọc")
    parser.add_argument("--decisions", type=Path, metavar="TỆP.json", help="các quyết định về từng dòng, xem bên dưới")
    parser.add_argument("--dry-run", action="store_true", help="chỉ xem trước, không ghi")
    parser.add_argument("--errors", type=Path, metavar="TỆP.xlsx", help="lưu các dòng bị từ chối")


@dataclass(slots=True)
class _File:
    """One file on its way in: its plan, or why there is none."""

    path: Path
    said: FileDecisions
    plan: ImportPlan | None = None
    decisions: dict[int, Decision] | None = None
    error: AppError | None = None
    applied: bool = False


def import_lists(chosen: Namespace) -> Answer:
    """Bring in task lists: all are read before the first is written, and one that is refused stops no other."""
    decided = read_decisions(chosen.decisions) if chosen.decisions else DecisionsFile()
    paths = lists_in(chosen.files)
    if not paths:
        raise SourceEmpty(chosen.files[0])
    files = [_File(path, decided.of(path)) for path in paths]
    with file_to_fill(data_file(chosen), dry=chosen.dry_run) as workspace:
        register = workspace.register(workspace.programme().id)
        for file in files:
            _plan(workspace, register, file, chosen.sheet)
        if all(file.error is not None for file in files):
            raise next(file.error for file in files if file.error is not None)
        if not chosen.dry_run:
            _apply(workspace, register, files, chosen.sheet)
        plans = [file.plan for file in files if file.plan is not None]
        if chosen.errors is not None:
            save_refused(plans, chosen.errors)
    refused = [say(file.error) for file in files if file.error is not None]
    data = {"applied": any(file.applied for file in files), "files": [_view(file) for file in files]}
    lines = [line for file in files for line in _lines(file)]
    return Answer(data, [*lines, _end(files, dry=chosen.dry_run)], 1 if refused else 0, refused)


def _plan(
    workspace: Workspace, register: Register, file: _File, sheet: str | None, beside: frozenset[int] = frozenset()
) -> None:
    """Read and compare a file, or compare it again after another was written. A decision that is wrong is a refusal."""
    workbook, file.plan = file.plan.workbook if file.plan else None, None
    try:
        first = replace(file.said.first_choices(), beside=beside)
        first = replace(first, sheet=sheet or first.sheet)
        imports = workspace.imports
        if workbook is None:
            plan = imports.plan(register, file.path, first)
        else:
            plan = imports.plan_workbook(register, workbook, first)
        more: Choices | None = file.said.choices(plan)
        if more is not None:
            plan = imports.plan_workbook(register, plan.workbook, replace(more, beside=beside))
        file.said.details()
        file.decisions = file.said.decisions(register, plan)
        plan.tally(file.decisions)
        file.plan = plan
    except AppError as error:
        file.error = error


def _apply(workspace: Workspace, register: Register, files: list[_File], sheet: str | None) -> None:
    beside: frozenset[int] = frozenset()
    for index, file in enumerate(files):
        if file.error is None and index > 0:
            _plan(workspace, register, file, sheet, beside)
        if file.error is not None or file.plan is None:
            continue
        edition = workspace.imports.apply(register, file.plan, file.decisions, file.said.details())
        file.applied = edition is not None
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
    return plan_view(file.plan, file.decisions or {}) | {"applied": file.applied}


def _lines(file: _File) -> list[str]:
    if file.plan is None or file.error is not None:
        return [f"{file.path.name}: chưa nhập được"]
    return plan_lines(file.plan, file.decisions or {})


def _end(files: list[_File], *, dry: bool) -> str:
    if dry:
        return "Chỉ xem trước, chưa ghi gì."
    applied = [file for file in files if file.applied and file.plan is not None]
    if not applied:
        return "Không có gì thay đổi."
    written = sum(file.plan.tally(file.decisions or {}).written for file in applied if file.plan)
    return f"Đã nhập {written} nhiệm vụ."
