"""The commands about accepted lists and about the tasks that the last one no longer names."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from desktop_app.cli.commands.answers import Answer, opened, programme_of, today
from desktop_app.domain.editions import Edition, Match
from desktop_app.domain.task import Task
from desktop_app.domain.text import day_text
from desktop_app.resources import words
from desktop_app.services.importing import EditionComparison
from desktop_app.services.tasks import HandedOn, Register, say_handed_on
from desktop_app.services.wording import columns_words
from desktop_app.services.workspace import Workspace

JSON = dict[str, Any]


def add_editions_options(parser: ArgumentParser, day: Callable[[str], date]) -> None:
    """Add the options of `editions`."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--show", type=int, metavar="BẢN", help="mở bản danh mục như khi nhập")
    what.add_argument("--source", nargs=2, metavar=("BẢN", "TỆP"), help="lưu tệp gốc, nguyên từng byte")
    what.add_argument("--export", nargs=2, metavar=("BẢN", "TỆP.xlsx"), help="xuất lại bản danh mục")
    what.add_argument(
        "--compare", nargs=2, type=int, metavar=("BẢN_TRƯỚC", "BẢN_SAU"), help="so sánh hai bản"
    )
    what.add_argument(
        "--take-back", type=int, metavar="BẢN", help="hoàn tác một bản danh mục đã nhập, giữ việc làm sau đó"
    )
    what.add_argument("--describe", type=int, metavar="BẢN", help="sửa tên, số, ngày của bản danh mục")
    parser.add_argument("--title", metavar="TÊN")
    parser.add_argument("--document", metavar="SỐ_HIỆU")
    parser.add_argument("--issued-on", type=day, metavar="NGÀY", help="nội dung của bản tính từ ngày này")
    parser.add_argument("--dry-run", action="store_true", help="chỉ xem --take-back sẽ làm gì, không ghi")


def add_gone_options(parser: ArgumentParser, day: Callable[[str], date]) -> None:
    """Add the options of `gone`; `day` reads a day."""
    parser.add_argument("task", nargs="?", metavar="NHIỆM_VỤ", help="mã hoặc số thứ tự; bỏ trống để liệt kê")
    fate = parser.add_mutually_exclusive_group()
    fate.add_argument("--withdraw", action="store_true", help="đưa ra khỏi danh mục (mặc định)")
    fate.add_argument("--keep", action="store_true", help="giữ lại, tiếp tục theo dõi")
    fate.add_argument("--merge-into", metavar="NHIỆM_VỤ")
    fate.add_argument("--split-into", nargs="+", metavar="NHIỆM_VỤ")
    fate.add_argument("--renamed-to", metavar="NHIỆM_VỤ")
    parser.add_argument(
        "--without-progress",
        action="store_true",
        help="tách: các phần bắt đầu từ đầu; đổi tên: không có gì của tên cũ đi cùng",
    )
    parser.add_argument(
        "--take-progress",
        action="store_true",
        help="gộp: nhiệm vụ nhận lấy tình hình thực hiện của nhiệm vụ này",
    )
    parser.add_argument("--on", type=day, metavar="NGÀY")
    parser.add_argument("--note", metavar="NỘI_DUNG")


def editions(chosen: Namespace) -> Answer:
    """List the accepted lists, or open, save, export, compare or take back one of them."""
    with opened(chosen) as workspace:
        register = workspace.register(programme_of(chosen, workspace).id)
        if chosen.show is not None:
            return _shown(workspace, chosen.show)
        if chosen.compare is not None:
            return _compared(workspace, *chosen.compare)
        if chosen.source is not None:
            return _written(
                chosen.source[1],
                workspace.editions.save_source(int(chosen.source[0]), Path(chosen.source[1])),
            )
        if chosen.export is not None:
            return _written(
                chosen.export[1], workspace.editions.export(int(chosen.export[0]), Path(chosen.export[1]))
            )
        if chosen.take_back is not None:
            return _taken_back(workspace, register, chosen.take_back, dry=chosen.dry_run)
        if chosen.describe is not None:
            return _described(workspace, chosen)
        found = workspace.editions.all(register.programme.id)
        views = [_edition_view(one) | {"counts": dict(workspace.editions.counts(one.id))} for one in found]
    lines = [
        f"{one.id:>4}  {one.received_at.replace('T', ' ')}  {_title(one)}  ({one.file_name})" for one in found
    ]
    return Answer({"editions": views}, lines or ["Chưa nhập bản danh mục nào."])


def gone(chosen: Namespace) -> Answer:
    """List the tasks that wait in the tray, or decide on one of them."""
    with opened(chosen) as workspace:
        register = workspace.register(programme_of(chosen, workspace).id)
        handed_on = _decide(workspace, register, chosen) if chosen.task is not None else HandedOn()
        labels = [workspace.periods.label(one, register.programme) for one in handed_on.closed]
        waiting = workspace.gone.waiting(register)
        notes = workspace.gone.notes(register)
    data: dict[str, Any] = {
        "waiting": [
            _task_view(one.task) | {"edition": one.edition.id, "periods": one.periods} for one in waiting
        ],
        "decided": [
            _task_view(one.task)
            | {
                "fate": one.kind.value,
                "others": [_task_view(other) for other in one.others],
                "on": one.day.isoformat() if one.day else None,
                "note": one.note,
            }
            for one in notes
        ],
    }
    lines = [f"{len(waiting)} nhiệm vụ không còn trong danh mục, chờ xử lý"]
    lines += [f"  {one.task.id:>4}  {one.task.number}. {one.task.content}" for one in waiting]
    if handed_on != HandedOn():
        data["along"] = {name: getattr(handed_on, name) for name in words("along")}
        data["left"] = [_task_view(one.task) | {"percent": one.percent} for one in handed_on.left]
        data["closed"] = list(handed_on.closed)
        lines += say_handed_on(handed_on, labels)
    return Answer(data, lines)


def _decide(workspace: Workspace, register: Register, chosen: Namespace) -> HandedOn:
    """Decide on a task; return what went along."""
    task_id, note = register.find(chosen.task).id, chosen.note or ""
    day: date = chosen.on or min(today(), register.programme.ends_on)
    if chosen.merge_into:
        into = register.find(chosen.merge_into).id
        taken = task_id if chosen.take_progress else None
        return workspace.gone.merge(register, [task_id], into, day, note, progress_of=taken)
    carry = not chosen.without_progress
    if chosen.split_into:
        parts = [register.find(one).id for one in chosen.split_into]
        return workspace.gone.split(register, task_id, parts, day, note, carry=carry)
    if chosen.renamed_to:
        return workspace.gone.rename(
            register, task_id, register.find(chosen.renamed_to).id, day, note, carry=carry
        )
    if chosen.keep:
        workspace.gone.keep(register, [task_id], note)
    else:
        workspace.gone.withdraw(register, [task_id], day, note)
    return HandedOn()


def _shown(workspace: Workspace, edition_id: int) -> Answer:
    view = workspace.editions.open(edition_id)
    rows = [
        {
            "row": one.row,
            "kind": one.kind,
            "task": one.task_id,
            "text": one.text,
            "changes": {field: [old, new] for field, old, new in one.changes},
            "others": dict(one.given.others) if one.given else {},
            "problems": [{"cell": problem.cell, "code": problem.code} for problem in one.problems],
            "reason": one.reason,
        }
        for one in view.rows
    ]
    unread = columns_words(view.unread)
    content = {"counts": dict(view.counts), "read": view.read, "unread": unread, "rows": rows}
    data = _edition_view(view.edition) | content
    kinds = words("row_kind")
    lines = [
        _title(view.edition),
        *unread,
        *(f"{one.row:>5}  {kinds.get(one.kind, ''):<14} {one.text}" for one in view.rows),
    ]
    return Answer(data, lines)


def _compared(workspace: Workspace, earlier: int, later: int) -> Answer:
    difference = workspace.editions.difference(earlier, later)
    rows = [_match_view(match, difference) for match in difference.matches]
    kinds = words("row_kind")
    lines = [f"{_title(difference.earlier)} → {_title(difference.later)}"]
    for row in rows:
        if row["kind"] != "same":
            lines.append(f"  {kinds[row['kind']]:<14} {row['content']}")
        for title, (old, new) in row["others"].items():
            lines.append(f"    {title}: {old or '(trống)'} → {new or '(trống)'}")
    return Answer({"earlier": earlier, "later": later, "rows": rows}, lines)


def _taken_back(workspace: Workspace, register: Register, edition_id: int, *, dry: bool) -> Answer:
    parts = workspace.editions.what_goes_back(register, edition_id)
    if not dry:
        workspace.editions.take_back(register, edition_id)
    views = [_task_view(one.task) | {"field": one.field, "stays": one.stays or None} for one in parts]
    stays = [one for one in parts if one.stays]
    lines = [f"{len(parts) - len(stays)} mục trở lại như trước, {len(stays)} mục giữ nguyên:"]
    lines += [
        f"  {one.task.number}. {one.task.content}: {words('stays')[one.stays].lower()}" for one in stays
    ]
    return Answer({"edition": edition_id, "applied": not dry, "parts": views}, lines)


def _described(workspace: Workspace, chosen: Namespace) -> Answer:
    """Correct what is said of a list; what is not named stays."""
    before = workspace.editions.open(chosen.describe).edition
    moved = workspace.editions.describe(
        chosen.describe,
        before.document if chosen.document is None else chosen.document,
        before.title if chosen.title is None else chosen.title,
        before.issued_on if chosen.issued_on is None else chosen.issued_on,
    )
    after = workspace.editions.open(chosen.describe).edition
    said = "Đã lưu thông tin bản danh mục" + ("; nội dung tính từ ngày ban hành mới." if moved else ".")
    return Answer(_edition_view(after) | {"moved": moved}, [said])


def _written(target: str, said: str | int) -> Answer:
    key = "sha256" if isinstance(said, str) else "rows"
    return Answer({"file": target, key: said}, [f"Đã lưu {target}"])


def _edition_view(edition: Edition) -> JSON:
    return {
        "id": edition.id,
        "title": edition.title,
        "document": edition.document,
        "issued_on": edition.issued_on.isoformat() if edition.issued_on else None,
        "file": edition.file_name,
        "sha256": edition.sha256,
        "sheet": edition.sheet,
        "received_at": edition.received_at,
        "received_by": edition.received_by,
    }


def _task_view(task: Task) -> JSON:
    return {"id": task.id, "number": task.number, "content": task.content}


def _match_view(match: Match, difference: EditionComparison) -> JSON:
    before = difference.known[match.task_id].task if match.task_id else None
    content = match.row.given.content if match.row else before.content if before else ""
    changes = {change.field: [change.present, change.incoming] for change in match.changes}
    return {
        "kind": difference.kind_of(match).value,
        "row": match.row.row if match.row else None,
        "content": content,
        "changes": changes,
        "others": {title: pair for title, *pair in difference.others_of(match)},
    }


def _title(edition: Edition) -> str:
    return f"{edition.title} ngày {day_text(edition.issued_on)}" if edition.issued_on else edition.title
