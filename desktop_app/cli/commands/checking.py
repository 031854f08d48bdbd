"""The command `check`: pages, history, kept files, and a head that was printed on a report."""

from argparse import Namespace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from desktop_app.cli.commands.answers import Answer, opened
from desktop_app.domain.errors import SealAltered
from desktop_app.resources import words
from desktop_app.services.safekeeping import Health
from desktop_app.services.wording import say
from desktop_app.services.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.services.history import Act

_SHORT = 16


def check(chosen: Namespace) -> Answer:
    """Check the data file; with `--head`, also whether the history still holds that head."""
    with opened(chosen) as workspace:
        health = workspace.safekeeping.check()
        data, lines = _view(health), _lines(health)
        ok = health.ok
        if chosen.head is not None:
            printed = " ".join(" ".join(chosen.head).split())
            act = workspace.journal.act_of_head(printed)
            data["head_found"] = _act_view(workspace, act) if act else None
            lines.append(_head_line(workspace, act, printed))
            ok = ok and act is not None
    return Answer(data | {"ok": ok}, lines, 0 if ok else 1)


def _view(health: Health) -> dict[str, Any]:
    troubles = [
        {
            "document": one.document.id,
            "number": one.document.number,
            "subject": one.document.subject,
            "state": one.state.value,
            "file": str(one.path),
        }
        for one in health.troubles
    ]
    return {
        "pages_ok": health.pages_ok,
        "broken_action": health.broken_action,
        "history": [{"fault": one.fault.value, "act": one.act} for one in health.faults],
        "actions": health.actions,
        "head": health.head,
        "files": health.files,
        "file_troubles": troubles,
        "altered_seals": [{"period": one.period, "version": one.version} for one in health.altered_seals],
    }


def _lines(health: Health) -> list[str]:
    if not health.pages_ok:
        return ["Tệp dữ liệu bị hỏng. Hãy khôi phục từ bản sao lưu gần nhất."]
    lines = [words("history_fault")[one.fault].format(act=one.act) for one in health.faults]
    if lines:
        lines.append(
            "Hãy giữ tệp này lại làm bằng chứng và so với mã kiểm tra in trên báo cáo đã gửi (check --head "
            "MÃ), hoặc khôi phục từ bản sao lưu."
        )
    else:
        lines = [
            (
                f"Tệp dữ liệu nguyên vẹn, {health.actions} thao tác trong nhật ký, "
                f"mã kiểm tra {health.head[:_SHORT]}"
            )
        ]
    lines += [say(SealAltered(one.period, one.version)) for one in health.altered_seals]
    states = words("file_state")
    for one in health.troubles:
        name = one.document.number or one.document.subject
        lines.append(f"{states[one.state]}: tài liệu “{name}”, {one.path}")
    if health.files and not health.troubles:
        lines.append(f"{health.files} tệp tài liệu còn nguyên")
    return lines


def _act_view(workspace: Workspace, act: "Act") -> dict[str, Any]:
    return {"act": act.id, "at": act.at, "user": act.user, "acts_since": workspace.journal.since(act)}


def _head_line(workspace: Workspace, act: "Act | None", text: str) -> str:
    if act is None:
        return (
            f"Nhật ký KHÔNG có mã {text}: báo cáo in mã này được lập từ một tệp khác, "
            "hoặc nhật ký đã bị viết lại sau khi báo cáo được in."
        )
    moment = datetime.fromisoformat(act.at)
    return (
        f"Mã {text} có trong nhật ký: thao tác số {act.id}, {act.user}, {moment:%H:%M %d/%m/%Y}; "
        f"sau đó có {workspace.journal.since(act)} thao tác."
    )
