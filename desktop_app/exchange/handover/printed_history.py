"""The history as pages to print and sign: every act, and at its head the hash that speaks for all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from desktop_app import files

_GROUP = 8
_STYLE = """
@page { size: A4; margin: 15mm 15mm 15mm 20mm; }
body { font: 11pt "Times New Roman", Tinos, serif; color: #000; background: #fff; }
h1 { font-size: 14pt; text-align: center; margin: 0 0 4mm; }
table { border-collapse: collapse; width: 100%; }
table.acts { font-size: 10pt; margin-top: 5mm; }
table.acts th, table.acts td { border: 0.5pt solid #444; padding: 1mm 1.5mm; vertical-align: top; }
thead { display: table-header-group; }
tr { page-break-inside: avoid; }
td.number, td.moment, td.hash { white-space: nowrap; }
td.number { text-align: right; }
.hash { font-family: Consolas, "DejaVu Sans Mono", monospace; font-size: 9pt; }
.row { margin-left: 3mm; }
.head { font-size: 11pt; font-weight: bold; }
dl { display: grid; grid-template-columns: 45mm auto; gap: 1mm 4mm; margin: 0; }
dt { color: #333; }
dd { margin: 0; overflow-wrap: anywhere; }
table.signed { margin-top: 8mm; text-align: center; }
table.signed td { width: 50%; height: 28mm; vertical-align: top; }
"""


@dataclass(frozen=True, slots=True)
class PrintedAct:
    """One act as it is printed: `rows` are its changes, a line each; `more` says that it has others."""

    number: int
    moment: str
    user: str
    said: str
    hash: str
    rows: tuple[str, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class PrintedHistory:
    """What stands above the acts: the file, what it is about, who hands it over, the hash of the last act."""

    data: str
    programmes: tuple[str, ...]
    tasks: int
    documents: int
    missing: tuple[str, ...]
    made_at: str
    made_by: str
    acts: int
    head: str


def print_history(history: PrintedHistory, acts: Iterable[PrintedAct], target: Path) -> None:
    """Write the history to an HTML file that any browser shows and prints.

    Raises the TargetError family, DiskFull.
    """
    with files.writing_new(target) as out:
        out.write(_front(history).encode())
        for act in acts:
            out.write(_act(act).encode())
        out.write(b"</tbody></table></body></html>\n")


def grouped(head: str) -> str:
    """Return a hash in groups of eight, as it is read from paper."""
    return " ".join(head[place : place + _GROUP] for place in range(0, len(head), _GROUP))


def _front(history: PrintedHistory) -> str:
    facts = [
        ("Tệp dữ liệu", history.data),
        ("Đề án", "; ".join(history.programmes)),
        ("Nhiệm vụ", str(history.tasks)),
        ("Tài liệu minh chứng", f"{history.documents} tệp"),
        ("Bàn giao lúc", f"{history.made_at}, {history.made_by}"),
        ("Số thao tác", str(history.acts)),
    ]
    if history.missing:
        facts.insert(4, ("Tệp tài liệu bị thiếu", "; ".join(history.missing)))
    listed = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in facts)
    return (
        '<!DOCTYPE html>\n<html lang="vi"><head><meta charset="utf-8">'
        f"<title>Nhật ký bàn giao</title><style>{_STYLE}</style></head><body>\n"
        f"<h1>NHẬT KÝ BÀN GIAO</h1>\n<dl>{listed}"
        f'<dt>Mã kiểm tra</dt><dd class="hash head">{grouped(history.head)}</dd></dl>\n'
        "<p>Mã kiểm tra gắn với mọi thao tác bên dưới. Sau khi nhận bàn giao, màn hình Nhật ký của phần mềm "
        "tìm được đúng mã này; sửa một thao tác cũ thì mã không còn khớp.</p>\n"
        '<table class="signed"><tr><td><b>NGƯỜI GIAO</b><br><i>(Ký, ghi rõ họ tên)</i></td>'
        "<td><b>NGƯỜI NHẬN</b><br><i>(Ký, ghi rõ họ tên)</i></td></tr></table>\n"
        '<table class="acts"><thead><tr><th>Số</th><th>Lúc</th><th>Người làm</th><th>Việc đã làm</th>'
        "<th>Mã</th></tr></thead><tbody>\n"
    )


def _act(act: PrintedAct) -> str:
    rows = "".join(f'<div class="row">{escape(row)}</div>' for row in act.rows)
    more = '<div class="row">…</div>' if act.more else ""
    return (
        f'<tr><td class="number">{act.number}</td><td class="moment">{escape(act.moment)}</td>'
        f"<td>{escape(act.user)}</td><td>{escape(act.said)}{rows}{more}</td>"
        f'<td class="hash">{escape(act.hash[:_GROUP])}</td></tr>\n'
    )
