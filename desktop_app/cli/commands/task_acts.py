"""Commands that act on tasks beside their progress: withdrawing, extending, evidence, quantities."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from desktop_app.cli.commands.answers import Answer, opened, programme_of, today
from desktop_app.cli.commands.views import task_line, task_view
from desktop_app.domain.errors import FieldMissing, FieldNotRead, NotFound
from desktop_app.domain.evidence import Document, Link
from desktop_app.domain.indicator import Indicator, OverPeriods, OverTasks
from desktop_app.domain.period import Period
from desktop_app.domain.programme import Group
from desktop_app.domain.reports import ReportIndicator
from desktop_app.domain.task import NOT_HANDLED, Assignment, Handling, Task
from desktop_app.domain.text import day_text
from desktop_app.services.evidence import EvidenceRow
from desktop_app.services.periods import shown_line
from desktop_app.services.tasks import Register
from desktop_app.services.workspace import Workspace

JSON = dict[str, Any]
ReadDay = Callable[[str], date]

# ------------------------------------------------------------------------------------------ withdrawing, time


def add_withdraw_options(parser: ArgumentParser, day: ReadDay) -> None:
    """Add the options of `withdraw`; `day` reads a day."""
    parser.add_argument("task", metavar="NHIỆM_VỤ", help="mã hoặc số thứ tự")
    parser.add_argument("--on", type=day, metavar="NGÀY", help="ngày đưa ra; mặc định hôm nay")
    parser.add_argument("--reason", default="", metavar="LÝ_DO")
    parser.add_argument("--back", action="store_true", help="đưa nhiệm vụ trở lại danh mục")


def withdraw(chosen: Namespace) -> Answer:
    """Take a task out of what is to be carried out, or put it back."""
    with opened(chosen) as workspace:
        register, task = _named(workspace, chosen)
        if chosen.back:
            workspace.tasks.bring_back(register, [task.id])
            return _stands(register, task, f"Đã đưa nhiệm vụ số {task.number} trở lại")
        day = chosen.on or today()
        workspace.tasks.withdraw(register, [task.id], day, chosen.reason)
        return _stands(
            register, task, f"Đã đưa nhiệm vụ số {task.number} ra khỏi danh mục từ ngày {day_text(day)}"
        )


def add_extend_options(parser: ArgumentParser, day: ReadDay) -> None:
    """Add the options of `extend`; `day` reads a day."""
    parser.add_argument("task", metavar="NHIỆM_VỤ", help="mã hoặc số thứ tự")
    parser.add_argument("--to", type=day, required=True, metavar="NGÀY", help="thời hạn mới")
    parser.add_argument("--reason", required=True, metavar="LÝ_DO")
    parser.add_argument("--document", default="", metavar="SỐ", help="văn bản cho gia hạn")
    parser.add_argument("--on", type=day, metavar="NGÀY", help="ngày quyết định gia hạn; mặc định hôm nay")


def extend(chosen: Namespace) -> Answer:
    """Extend the deadline of a task."""
    with opened(chosen) as workspace:
        register, task = _named(workspace, chosen)
        decided = chosen.on or today()
        one = workspace.extensions.extend(
            register, task.id, chosen.to, chosen.reason, decided_on=decided, document=chosen.document
        )
        line = f"Đã gia hạn nhiệm vụ số {task.number} đến {day_text(one.new_due)}"
        return _stands(register, task, line)


def add_task_options(parser: ArgumentParser, day: Callable[[str], date]) -> None:
    """Add the options of `add-task`."""
    _add_terms(parser, day)
    parser.set_defaults(task=None)


def add_edit_options(parser: ArgumentParser, day: Callable[[str], date]) -> None:
    """Add the options of `edit-task`."""
    parser.add_argument("task", metavar="NHIỆM_VỤ", help="mã hoặc số thứ tự")
    _add_terms(parser, day)


def _add_terms(parser: ArgumentParser, day: Callable[[str], date]) -> None:
    parser.add_argument("--group", metavar="NHÓM")
    parser.add_argument("--number", metavar="SỐ")
    parser.add_argument("--content", metavar="NỘI_DUNG")
    parser.add_argument("--lead", nargs="*", metavar="CƠ_QUAN", help="các cơ quan chủ trì")
    parser.add_argument("--coordinating", nargs="*", metavar="CƠ_QUAN", help="các cơ quan phối hợp")
    parser.add_argument("--deadline", metavar="THỜI_HẠN")
    parser.add_argument("--output", metavar="SẢN_PHẨM")
    parser.add_argument("--officer", metavar="TÊN")
    parser.add_argument("--remark", metavar="GHI_CHÚ")
    _add_from(parser, day)


def _add_from(parser: ArgumentParser, day: Callable[[str], date]) -> None:
    said = "trước ngày này vẫn như cũ; không có thì áp dụng cho mọi thời gian"
    parser.add_argument("--from", dest="since", type=day, metavar="NGÀY", help=said)


def add_task(chosen: Namespace) -> Answer:
    """Add a task at the end of a group."""
    with opened(chosen) as workspace:
        register = workspace.register(programme_of(chosen, workspace).id)
        if chosen.group is None:
            raise FieldMissing("group")
        given = _terms(chosen, Assignment(None, "", chosen.content or ""))
        group_id = _group(register, chosen.group).id
        own = _handling(chosen, NOT_HANDLED)
        task = workspace.tasks.add(register, group_id, given, own, since=chosen.since)
        return _stands(register, task, f"Đã thêm nhiệm vụ số {task.number}")


def edit_task(chosen: Namespace) -> Answer:
    """Write other terms of a task; what is not named stays."""
    with opened(chosen) as workspace:
        register, task = _named(workspace, chosen)
        group_id = task.group_id if chosen.group is None else _group(register, chosen.group).id
        given, own = _terms(chosen, task.given), _handling(chosen, task.own)
        workspace.tasks.edit(register, task.id, group_id, given, own, day=chosen.since)
        return _stands(register, task, f"Đã lưu nhiệm vụ số {task.number}")


def _terms(chosen: Namespace, given: Assignment) -> Assignment:
    names = ("number", "content", "deadline", "output")
    said: dict[str, Any] = {name: getattr(chosen, name) for name in names}
    listed = {"leads": chosen.lead, "coordinating": chosen.coordinating}
    said |= {name: None if one is None else tuple(one) for name, one in listed.items()}
    return replace(given, **_named_only(said))


def _handling(chosen: Namespace, own: Handling) -> Handling:
    return replace(own, **_named_only({"officer": chosen.officer, "remark": chosen.remark}))


def _named_only(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in said.items() if value is not None}


def add_assign_options(parser: ArgumentParser, day: Callable[[str], date]) -> None:
    """Add the options of `assign`."""
    parser.add_argument("tasks", nargs="+", metavar="NHIỆM_VỤ", help="mã hoặc số thứ tự")
    parser.add_argument("--officer", required=True, metavar="TÊN", help="người theo dõi; để trống là bỏ")
    _add_from(parser, day)


def assign(chosen: Namespace) -> Answer:
    """Assign tasks to an officer."""
    with opened(chosen) as workspace:
        register = workspace.register(programme_of(chosen, workspace).id)
        tasks = [register.find(text) for text in chosen.tasks]
        ids = [task.id for task in tasks]
        changed = workspace.tasks.assign(register, ids, chosen.officer, chosen.since)
    data = {"officer": chosen.officer, "tasks": ids, "changed": changed}
    return Answer(data, [f"Người theo dõi đã đổi ở {changed} trong {len(tasks)} nhiệm vụ"])


def _named(workspace: Workspace, chosen: Namespace) -> tuple[Register, Task]:
    register = workspace.register(programme_of(chosen, workspace).id)
    return register, register.find(chosen.task)


def _stands(register: Register, task: Task, line: str) -> Answer:
    """Return how a task stands today after an act on it."""
    standing = register.standing(register.task(task.id), today())
    return Answer(task_view(standing), [line, task_line(standing)])


# ------------------------------------------------------------------------------------------------- evidence


def add_evidence_options(parser: ArgumentParser, day: ReadDay) -> None:
    """Add the options of `evidence`; `day` reads a day."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--add", nargs="*", type=Path, metavar="TỆP", help="thêm tài liệu, có tệp hoặc chỉ mô tả"
    )
    what.add_argument("--link", type=int, metavar="MÃ", help="gắn tài liệu với nhiệm vụ ở --task")
    what.add_argument("--remove", type=int, nargs="+", metavar="MÃ", help="xóa tài liệu khỏi sổ")
    what.add_argument("--save", nargs=2, metavar=("MÃ", "TỆP"), help="lưu một bản của tệp tài liệu")
    what.add_argument("--annex", type=Path, metavar="THƯ_MỤC", help="xuất mọi tệp và bảng kê vào thư mục mới")
    parser.add_argument("--task", nargs="+", default=[], metavar="NHIỆM_VỤ", help="mã hoặc số thứ tự")
    parser.add_argument("--period", metavar="KỲ", help="kỳ mà tài liệu chứng minh; bỏ trống là mọi kỳ")
    parser.add_argument("--subject", default="", metavar="TRÍCH_YẾU")
    parser.add_argument("--number", default="", metavar="SỐ", help="số, ký hiệu")
    parser.add_argument("--issued-on", type=day, metavar="NGÀY", help="ngày ban hành")
    parser.add_argument("--issuer", default="", metavar="CƠ_QUAN", help="cơ quan ban hành")
    parser.add_argument("--kind", default="", metavar="LOẠI", help="loại văn bản, ví dụ Kế hoạch")


def evidence(chosen: Namespace) -> Answer:
    """List the documents that prove tasks, or add, link, remove, save and export them."""
    with opened(chosen) as workspace:
        register = workspace.register(programme_of(chosen, workspace).id)
        programme = register.programme
        period = workspace.periods.find(chosen.period, programme) if chosen.period else None
        tasks = [register.find(text).id for text in chosen.task]
        rows = {row.document.id: row for row in workspace.evidence.rows(programme.id)}
        if chosen.save:
            document = _known(rows, int(chosen.save[0])).document if chosen.save[0].isdecimal() else None
            if document is None:
                raise NotFound("document", chosen.save[0])
            path = workspace.evidence.files.save_copy(document, Path(chosen.save[1]))
            return Answer({"file": str(path)}, [f"Đã lưu {path}"])
        if chosen.annex is not None:
            labels = {one.id: one.label for one in workspace.periods.all_of(programme)}
            done = workspace.evidence.files.export_annex(register, chosen.annex, labels, list(rows.values()))
            data = {"folder": str(done.folder), "documents": done.documents, "files": done.files}
            return Answer(data, [f"Đã xuất {done.documents} tài liệu, {done.files} tệp: {done.folder}"])
        line = _change_evidence(workspace, rows, chosen, tasks, period)
        rows = {row.document.id: row for row in workspace.evidence.rows(programme.id)}
    views = [_evidence_view(row) for row in rows.values()]
    lines = [*line, f"{len(views)} tài liệu minh chứng", *map(_evidence_line, rows.values())]
    return Answer({"documents": views}, lines)


def _change_evidence(
    workspace: Workspace,
    rows: dict[int, EvidenceRow],
    chosen: Namespace,
    tasks: list[int],
    period: Period | None,
) -> list[str]:
    """Add, link or remove documents as asked; return what was done in words."""
    period_id = period.id if period else None
    if chosen.add is not None:
        return _add_evidence(workspace, chosen, tasks, period_id)
    if chosen.link is not None:
        workspace.evidence.link([_known(rows, chosen.link).document], tasks, period_id)
        return [f"Đã gắn tài liệu {chosen.link} với {len(tasks)} nhiệm vụ"]
    if chosen.remove:
        stay = workspace.evidence.remove([_known(rows, key).document for key in chosen.remove])
        kept = [f"Giữ lại tài liệu {one.id}: đang chứng minh cho kỳ đã chốt" for one in stay]
        return [f"Đã xóa {len(chosen.remove) - len(stay)} tài liệu", *kept]
    return []


def _add_evidence(workspace: Workspace, chosen: Namespace, tasks: list[int], period: str | None) -> list[str]:
    programme = programme_of(chosen, workspace)
    if len(chosen.add) > 1 or (chosen.add and not chosen.subject):
        taken = workspace.evidence.take_in(programme.id, chosen.add, tasks, period)
        return [f"Đã thêm {len(taken.added)} tài liệu, {len(taken.known)} tài liệu đã có"]
    document = Document(
        id=0,
        programme_id=programme.id,
        subject=chosen.subject,
        number=chosen.number,
        issued_on=chosen.issued_on,
        issuer=chosen.issuer,
        kind=chosen.kind,
    )
    links = [Link(0, task_id, period) for task_id in tasks]
    added = workspace.evidence.add(document, chosen.add[0] if chosen.add else None, links)
    return [f"Đã thêm tài liệu {added.id}"]


def _known(rows: dict[int, EvidenceRow], key: int) -> EvidenceRow:
    if key not in rows:
        raise NotFound("document", str(key))
    return rows[key]


def _evidence_view(row: EvidenceRow) -> JSON:
    one = row.document
    return {
        "id": one.id,
        "subject": one.subject,
        "number": one.number,
        "issued_on": one.issued_on.isoformat() if one.issued_on else None,
        "issuer": one.issuer,
        "kind": one.kind,
        "file": one.file_name or None,
        "sha256": one.sha256 or None,
        "present": row.present,
        "links": [{"task": link.task_id, "period": link.period} for link in row.links],
    }


def _evidence_line(row: EvidenceRow) -> str:
    one = row.document
    named = " · ".join(filter(None, (one.number, day_text(one.issued_on) if one.issued_on else "")))
    missing = "" if row.present else " (thiếu tệp)"
    return f"{one.id:>4}  {one.subject}{f' ({named})' if named else ''}{missing}"


# ----------------------------------------------------------------------------------------------- quantities


def add_indicator_options(parser: ArgumentParser) -> None:
    """Add the options of `indicator`."""
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--add", metavar="TÊN", help="thêm một chỉ tiêu thống kê")
    what.add_argument("--remove", type=int, metavar="MÃ")
    what.add_argument(
        "--set",
        nargs="+",
        metavar="MÃ[/NHIỆM_VỤ]=SỐ",
        help="nhập số liệu cho kỳ ở --period; để trống số là xóa",
    )
    parser.add_argument("--unit", default="", metavar="ĐƠN_VỊ")
    of = parser.add_mutually_exclusive_group()
    of.add_argument("--group", metavar="NHÓM", help="số của nhóm nhiệm vụ")
    of.add_argument("--task", metavar="NHIỆM_VỤ", help="mã hoặc số thứ tự")
    parser.add_argument("--over-periods", choices=[one.value for one in OverPeriods], default="sum")
    parser.add_argument("--over-tasks", choices=[one.value for one in OverTasks], default="one")
    parser.add_argument("--period", metavar="KỲ")


def indicator(chosen: Namespace) -> Answer:
    """List the indicators, with their figures of a period; add, remove or fill them."""
    with opened(chosen) as workspace:
        register = workspace.register(programme_of(chosen, workspace).id)
        period = workspace.periods.find(chosen.period, register.programme) if chosen.period else None
        known = {one.id: one for one in workspace.indicators.all(register.programme.id)}
        if chosen.add is not None:
            workspace.indicators.add(_new_indicator(register, chosen))
        elif chosen.remove is not None:
            if chosen.remove not in known:
                raise NotFound("indicator", str(chosen.remove))
            workspace.indicators.remove(known[chosen.remove])
        elif chosen.set:
            if period is None:
                raise FieldMissing("period")
            workspace.indicators.record(register, period, dict(_cell(register, text) for text in chosen.set))
        found = workspace.indicators.all(register.programme.id)
        rows = _indicator_rows(workspace, register, period) if period else []
    data: JSON = {"indicators": [_indicator_view(one) for one in found]}
    lines = [f"{one.id:>4}  {one.name} ({one.unit})" for one in found]
    if period is not None:
        data |= {"period": period.id, "rows": rows}
        lines += [period.label, *map(_row_line, rows)]
    return Answer(data, lines or ["Chưa có chỉ tiêu thống kê nào."])


def _new_indicator(register: Register, chosen: Namespace) -> Indicator:
    return Indicator(
        id=0,
        programme_id=register.programme.id,
        name=chosen.add,
        unit=chosen.unit,
        group_id=_group(register, chosen.group).id if chosen.group is not None else None,
        task_id=register.find(chosen.task).id if chosen.task is not None else None,
        over_periods=OverPeriods(chosen.over_periods),
        over_tasks=OverTasks(chosen.over_tasks),
    )


def _group(register: Register, number: str) -> Group:
    """Return a group by its number. Raises NotFound."""
    for group in register.groups:
        if str(group.number) == number:
            return group
    raise NotFound("group", number)


def _cell(register: Register, text: str) -> tuple[tuple[int, int | None], Decimal | None]:
    """Read "3=40" or "3/12=40": an indicator, perhaps a task, and the value (blank: none)."""
    place, _, value = text.partition("=")
    key, _, task = place.partition("/")
    if not key.isdecimal():
        raise NotFound("indicator", key)
    try:
        number = Decimal(value.replace(",", ".")) if value.strip() else None
    except InvalidOperation:
        raise FieldNotRead("value", value) from None
    return (int(key), register.find(task).id if task else None), number


def _indicator_view(one: Indicator) -> JSON:
    return {
        "id": one.id,
        "name": one.name,
        "unit": one.unit,
        "group": one.group_id,
        "task": one.task_id,
        "over_periods": one.over_periods.value,
        "over_tasks": one.over_tasks.value,
    }


def _indicator_rows(workspace: Workspace, register: Register, period: Period) -> list[JSON]:
    """Return the lines of a period, of a closed one as they were sealed."""
    sealed = workspace.sealing.standing(register.programme.id, period.id)
    if sealed is not None:
        return [_line_view(one) for one in workspace.sealing.report_of(sealed).indicators]
    return [
        {
            "indicator": row.cell[0],
            "task": row.cell[1],
            **_line_view(shown_line(register, row, period.cut_off)),
        }
        for row in workspace.indicators.rows(register, period)
    ]


def _line_view(one: ReportIndicator) -> JSON:
    figures = {"value": one.now, "year": one.year, "ever": one.ever}
    return {
        "name": one.name,
        "unit": one.unit,
        "of": one.place,
        **{name: figure.value or None for name, figure in figures.items()},
    }


def _row_line(row: JSON) -> str:
    place = f" ({row['of']})" if row["of"] else ""
    value = "chưa có số liệu" if row["value"] is None else f"{row['value'].replace('.', ',')} {row['unit']}"
    return f"  {row['name']}{place}: {value}"
