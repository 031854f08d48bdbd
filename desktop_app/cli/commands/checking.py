"""The command `check`: pages, history, kept files, and a head that was printed on a report."""

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.cli.commands.answers import Answer, opened
from desktop_app.domain.errors import SealAltered
from desktop_app.services.checking import CheckResult
from desktop_app.services.wording import say
from desktop_app.services.workspace import Workspace

if TYPE_CHECKING:
    from desktop_app.services.history import Act

_SHORT = 16
_SHOWN = 50
_SEAL = "seal"


def check(chosen: Namespace) -> Answer:
    """Check the data file; with `--head`, also whether the history still holds that head.

    With `--accept`, take over what was changed outside the program, then check again.
    """
    with opened(chosen) as workspace:
        taken = None if chosen.accept is None else workspace.checking.take_over(chosen.accept)
        health = workspace.checking.check()
        data, lines = _view(health), _lines(health)
        if taken is not None:
            data["accepted"] = taken
            lines.insert(0, f"Đã ghi nhận những chỗ sửa ngoài phần mềm: thao tác số {taken}")
        ok = health.ok
        if not ok:
            backup = workspace.checking.sound_backup()
            data["sound_backup"] = None if backup is None else str(backup)
            lines += _ways_on(health, backup)
        if chosen.head is not None:
            printed = " ".join(" ".join(chosen.head).split())
            act = workspace.journal.act_of_head(printed)
            data["head_found"] = _act_view(workspace, act) if act else None
            lines.append(workspace.journal.said_of_head(printed))
            ok = ok and act is not None
    return Answer(data | {"ok": ok}, lines, 0 if ok else 1)


def _view(health: CheckResult) -> dict[str, Any]:
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
        "findings": [
            {"kind": one.kind, "where": one.where, "journal": one.journal, "file": one.file}
            for one in health.findings
        ],
        "more": health.more,
        "unproven": health.unproven,
        "pages_ok": health.pages_ok,
        "broken_action": health.broken_action,
        "history": [{"fault": one.fault.value, "act": one.act} for one in health.faults],
        "actions": health.actions,
        "head": health.head,
        "files": health.files,
        "file_troubles": troubles,
        "altered_seals": [{"period": one.period, "version": one.version} for one in health.altered_seals],
    }


def _lines(health: CheckResult) -> list[str]:
    if not health.pages_ok:
        return [*(one.sentence for one in health.findings), "Hãy khôi phục từ bản sao lưu gần nhất."]
    lines = [one.sentence for one in health.findings[:_SHOWN]]
    more = len(health.findings) + health.more - len(lines)
    if more:
        lines.append(f"… và {more} chỗ khác (xem thêm bằng check --json)")
    if not lines:
        lines.append(
            f"Tệp dữ liệu nguyên vẹn, khớp với {health.actions} thao tác trong nhật ký, "
            f"mã kiểm tra {health.head[:_SHORT]}"
        )
    lines += [say(SealAltered(one.period, one.version)) for one in health.altered_seals]
    if health.unproven:
        lines.append(
            f"{health.unproven} nhiệm vụ do phiên bản cũ nhập từ danh mục: nội dung được so với danh mục "
            "gốc; nhóm, cơ quan, ngày của thời hạn lúc nhập không có căn cứ để so"
        )
    if health.files and not health.troubles:
        lines.append(f"{health.files} tệp tài liệu còn nguyên")
    return lines


def _ways_on(health: CheckResult, backup: Path | None) -> list[str]:
    lines = [
        "Hãy giữ một bản của tệp này làm bằng chứng và so với mã kiểm tra in trên báo cáo (check --head MÃ)."
    ]
    if backup is not None:
        lines.append(f"Bản sao lưu mới nhất còn khớp: {backup}. Khôi phục: restore “{backup}”")
    else:
        lines.append("Không có bản sao lưu gần đây nào còn khớp.")
    if health.can_be_taken_over:
        lines.append("Nếu những chỗ sửa là đúng, ghi nhận bằng một thao tác: check --accept “LÝ DO”")
    return lines


def _act_view(workspace: Workspace, act: "Act") -> dict[str, Any]:
    view = {"act": act.id, "at": act.at, "user": act.user, "acts_since": workspace.journal.since(act)}
    if act.kind == _SEAL:
        view["seal"] = {name: act.label[name] for name in ("period", "version", "sha256")}
    return view
