"""The commands `handover` and `takeover`: everything in one file, and going on from it."""

from argparse import Namespace
from typing import Any

from desktop_app.cli.commands.answers import Answer, data_file, opened
from desktop_app.domain.handover import HandoverKit

_SHORT = 16


def handover(chosen: Namespace) -> Answer:
    """Write one file with the data, the documents and the printed history."""
    from desktop_app.services.handover import hand_over

    with opened(chosen) as workspace:
        done = hand_over(workspace, chosen.target)
    lines = [f"Đã ghi bộ bàn giao: {done.path}", *_lines(done.kit)]
    lines.append("Trên máy nhận: takeover TỆP, hoặc Tệp → Nhận bàn giao. Nhật ký để in nằm trong tệp .zip.")
    return _answer({"file": str(done.path)}, lines, done.kit, ok=done.kit.sound)


def takeover(chosen: Namespace) -> Answer:
    """Put what such a file holds where no data file stands yet, and check it."""
    from desktop_app.services.handover import take_over

    done = take_over(chosen.source, data_file(chosen))
    lines = [f"Đã nhận bàn giao vào {done.path}", *_lines(done.kit)]
    return _answer({"data": str(done.path)}, lines, done.kit, ok=done.health.ok)


def _answer(where: dict[str, Any], lines: list[str], kit: HandoverKit, *, ok: bool) -> Answer:
    """Answer with code 1 where something was lost before: no hindrance, but said."""
    warnings = []
    if kit.missing:
        warnings.append("Thiếu tệp của tài liệu: " + "; ".join(kit.missing))
    elif not ok:
        warnings.append("Kiểm tra tệp dữ liệu có phát hiện: chạy lệnh check để xem.")
    return Answer(where | _view(kit, ok=ok), lines, 1 if warnings else 0, warnings)


def _view(kit: HandoverKit, *, ok: bool) -> dict[str, Any]:
    return {
        "made_at": kit.made_at,
        "made_by": kit.made_by,
        "computer": kit.computer,
        "programmes": list(kit.programmes),
        "tasks": kit.tasks,
        "acts": kit.acts,
        "head": kit.head,
        "sha256": kit.data.sha256,
        "documents": len(kit.documents),
        "missing": list(kit.missing),
        "ok": ok,
    }


def _lines(kit: HandoverKit) -> list[str]:
    return [
        f"{kit.tasks} nhiệm vụ, {len(kit.documents)} tệp tài liệu, {kit.acts} thao tác trong nhật ký",
        f"Mã kiểm tra {kit.head[:_SHORT]}, trùng với mã ở đầu nhật ký in",
    ]
