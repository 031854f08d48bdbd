"""The words of the import's preview."""

from collections.abc import Mapping
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.editions import RowKind
from desktop_app.resources import words
from desktop_app.services.importing import ImportPlan, Tally
from desktop_app.services.wording import other_lists_words, unread_words
from desktop_app.ui.formats import format_date, format_number
from desktop_app.ui.importing.lines import AGENCIES, LEFT_OUT

_ENCODINGS = {"tcvn3": "TCVN3", "vni": "VNI"}


def tab_title(tab: str) -> str:
    """Return the name of a tab."""
    if tab == LEFT_OUT:
        return _tr("Không phải nhiệm vụ")
    return _tr("Cơ quan mới") if tab == AGENCIES else words("row_kind")[tab]


def head_line(plan: ImportPlan, issued_on: date | None) -> str:
    """Return in words where and how the list was read, from which day it counts, and what is odd about it."""
    first, last = plan.heading.first_row + 1, plan.heading.last_row + 1
    where = str(last) if first == last else f"{first}–{last}"
    parts = [_tr("Trang tính “%s”, tiêu đề ở dòng %s") % (plan.sheet, where)]
    if plan.tasks.encoding in _ENCODINGS:
        parts.append(_tr("bảng mã %s đã chuyển sang Unicode") % _ENCODINGS[plan.tasks.encoding])
    if plan.before is not None:
        moment = datetime.fromisoformat(plan.before.received_at)
        parts.append(_tr("tệp này đã được nhập ngày %s") % format_date(moment.date()))
    if plan.newer is not None and not plan.changes_nothing:
        parts.append(
            _tr("bản này cũ hơn bản “%s” đang dùng, nhập vào sẽ đưa nội dung cũ trở lại") % plan.newer.title
        )
    if plan.changes_nothing:
        parts.append(_tr("danh mục đã có đủ trong tệp dữ liệu, không có gì thay đổi"))
    elif plan.spared >= set(plan.known) and plan.known:
        parts.append(_tr("không xét các nhiệm vụ không có tên trong tệp"))
    day = plan.effect.day(issued_on or plan.stated.issued_on)
    if day is not None and not plan.changes_nothing:
        parts.append(_tr("tính từ ngày %s, số liệu trước ngày này giữ như cũ") % format_date(day))
    line = "\n".join([" · ".join(parts), *unread_words(plan)])
    if plan.other_lists:
        line += "\n" + other_lists_words(plan)
    return line


def sum_words(tally: Tally) -> str:
    """Return the sentence that the rows read are the rows taken, waiting, refused and left out."""
    counts = tally.counts
    parts = [
        (counts[RowKind.NEW], _tr("mới")),
        (counts[RowKind.CHANGED], _tr("thay đổi")),
        (counts[RowKind.SAME], _tr("không đổi")),
        (counts[RowKind.AMBIGUOUS], _tr("chờ xử lý")),
        (counts[RowKind.REFUSED], _tr("chưa nhập được")),
        (tally.left_out, _tr("không phải nhiệm vụ")),
    ]
    summands = ", ".join(f"{text} {format_number(count)}" for count, text in parts if count) or "0"
    return _tr("Đọc %s dòng: %s.") % (format_number(tally.read), summands)


def bulk_choices(tab: str, *, has_near: bool) -> Mapping[str, str]:
    """Return the decisions possible for all rows in sight of a tab."""
    if tab in (RowKind.NEW.value, RowKind.CHANGED.value, RowKind.GONE.value):
        return {"take": _tr("Nhập tất cả"), "leave": _tr("Không nhập tất cả")}
    if tab == RowKind.AMBIGUOUS.value:
        return {
            "conflict_keep": _tr("Hai bên cùng sửa: giữ nội dung của đơn vị"),
            "conflict_take": _tr("Hai bên cùng sửa: lấy nội dung mới"),
            "near_first": _tr("Gần giống: ghép với nhiệm vụ đứng đầu"),
            "near_new": _tr("Gần giống, trùng: thêm thành nhiệm vụ mới"),
            "later": _tr("Để sau"),
        }
    if tab == AGENCIES:
        near = {"near": _tr("Dùng tên gần giống nhất")} if has_near else {}
        return near | {"new": _tr("Thêm tất cả cơ quan mới")}
    return {}


def heading_words(rows: int, sheet: str) -> str:
    """Return the words that ask for the heading of a sheet, which was sought in its first `rows`."""
    said = _tr(
        "Không tìm thấy dòng tiêu đề trong %d dòng đầu của trang tính “%s”. Hãy chỉ ra dòng tiêu đề, "
        "và ở đầu mỗi cột chọn cột đó là gì; lần sau phần mềm tự nhận ra."
    )
    return said % (rows, sheet)


def done_words(name: str, added: int, changed: int, gone: int) -> str:
    """Return the sentence on what was written."""
    parts = [_tr("nhập %d nhiệm vụ mới") % added] if added else []
    parts += [_tr("cập nhật %d nhiệm vụ") % changed] if changed else []
    said = _tr("Đã %s từ %s") % (", ".join(parts) or _tr("nhập danh mục"), name)
    return said + _tr(" · %d nhiệm vụ không còn trong danh mục") % gone if gone else said


def _tr(text: str) -> str:
    return QCoreApplication.translate("importing", text)
