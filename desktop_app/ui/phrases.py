"""Values of the domain in the officer's words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.agencies import join_agencies
from desktop_app.domain.deadlines import Deadline, Recurrence
from desktop_app.domain.errors import RuleBroken
from desktop_app.domain.progress import ProgressEntry
from desktop_app.domain.reports import ReportRow
from desktop_app.domain.status import Standing, last_time
from desktop_app.domain.text import roman
from desktop_app.resources import words
from desktop_app.services.tasks import Register, TaskEffect, say_effects
from desktop_app.ui.formats import format_date, format_number, format_time, read_date

ASSUMED = "(tạm tính)"
"""Beside a day of completion that nobody gave."""
_JUNE = 6


def deadline_words(deadline: Deadline) -> str:
    """Return in words how a deadline was read, for the line under its field."""
    if not deadline.raw.strip():
        return _tr("Để trống: nhiệm vụ không có thời hạn.")
    if deadline.recurs is not None:
        return _tr("Đọc là: %s") % recurrence_words(deadline.recurs)
    if deadline.ends_on is not None:
        unsure = "" if deadline.certain else _tr(" Hãy kiểm tra lại.")
        return _tr("Tính đến hết ngày %s.") % format_date(deadline.ends_on) + unsure
    if deadline.certain:
        return _tr("Không có ngày cuối; nhiệm vụ được tính vào mục Không có thời hạn.")
    return _tr("Chưa đọc được ngày. Nguyên văn được giữ; nhiệm vụ được tính vào mục Không có thời hạn.")


def recurrence_words(recurs: Recurrence) -> str:
    """Return in words how often a task comes back."""
    units = {
        "month": _tr("hằng tháng"),
        "quarter": _tr("hằng quý"),
        "half": _tr("6 tháng một lần"),
        "year": _tr("hằng năm"),
    }
    said = units[recurs.unit]
    if recurs.day is not None and recurs.month is not None:
        return _tr("%s, chậm nhất ngày %02d/%02d.") % (said, recurs.day, recurs.month)
    return said + "."


def status_key(standing: Standing) -> str:
    """Return the key under which a standing has its colour, icon and word."""
    return standing.status.value if standing.status else "apart"


def status_words(standing: Standing) -> str:
    """Return the status as the table shows it, with the days that matter."""
    word = words("status")[status_key(standing)]
    if standing.overdue:
        return _tr("%s %s ngày") % (word, format_number(standing.days_overdue))
    if standing.due_soon:
        return _tr("Còn %d ngày") % standing.days_left
    if standing.status is None:
        fate = standing.task.fate.value
        return words("fate")[fate] if not standing.task.active else words("state")[standing.state.value]
    return word


def state_words(standing: Standing) -> str:
    """Return the state of a task; of one of which nothing was recorded none is known."""
    if not standing.recorded:
        return words("unrecorded")["state"]
    return words("state")[standing.state.value]


def group_title(number: int, title: str) -> str:
    """Return the title of a group as its heading shows it, with a Roman number.

    Rows without a group have one too.
    """
    if not title:
        return _tr("Chưa xếp nhóm")
    return f"{roman(number)}. {title}"


def content_words(row: ReportRow) -> str:
    """Return what a task is about, marked while the list names it no more and nobody has decided on it."""
    content = row.task.content
    return _tr("[Không còn trong danh mục] %s") % content if row.task.waiting else content


def choose_row() -> str:
    """Return why nothing can be done to a row of a table while none is chosen."""
    return _tr("Hãy chọn một dòng trong bảng.")


def deadline_facts(row: ReportRow) -> str:
    """Return the deadline in the list's own words, with the last day that was read from them."""
    said, due = plain_day(row.task.deadline.raw), row.standing.due
    if due is None or said == format_date(due):
        return said
    return f"{said} ({format_date(due)})"


def plain_day(text: str) -> str:
    """Return a text that is nothing but a day as days are written here, any other as it is."""
    try:
        return text if text.isdecimal() else format_date(read_date(text))
    except RuleBroken:
        return text


def occurrence_words(recurs: Recurrence, held: tuple[date, date]) -> str:
    """Return the name of an occurrence of a recurring task."""
    last = held[1]
    names = {
        "month": _tr("lần tháng %d/%d") % (last.month, last.year),
        "quarter": _tr("lần quý %s/%d") % (roman((last.month + 2) // 3), last.year),
        "half": _tr("lần 6 tháng %s năm %d")
        % (_tr("đầu") if last.month <= _JUNE else _tr("cuối"), last.year),
        "year": _tr("lần %d") % last.year,
    }
    return names[recurs.unit]


def held_words(standing: Standing) -> str:
    """Return the name of the occurrence that a standing judges; empty for a task that does not recur."""
    recurs, held = standing.task.deadline.recurs, standing.held
    return occurrence_words(recurs, held) if recurs is not None and held is not None else ""


def done_words(standing: Standing) -> str:
    """Return the day of completion, with a mark if nobody gave it."""
    if standing.completed_on is None:
        return ""
    return format_date(standing.completed_on) + (f" {ASSUMED}" if standing.assumed else "")


def last_time_words(register: Register, row: ReportRow) -> str:
    """Return what became of the occurrence before the one of a row; empty if there was none."""
    task, recurs = row.task, row.task.deadline.recurs
    found = last_time(task, register.kept(task.id), row.standing.day, register.programme.span)
    if recurs is None or found is None:
        return ""
    held, entry = found
    said = words("state")[entry.state.value] if entry is not None else _tr("chưa cập nhật")
    if entry is not None and entry.completed_on is not None:
        said += f" {format_date(entry.completed_on)}" + (f" {ASSUMED}" if entry.assumed else "")
    elif entry is not None:
        said += f" {entry.percent}%"
    name = occurrence_words(recurs, held)
    return _tr("%s: %s") % (name[:1].upper() + name[1:], said)


def suspended_words(standing: Standing) -> str:
    """Return in words from when a task is suspended; empty if it is not, or nobody gave a day."""
    day = standing.suspended_on
    return _tr("Tạm dừng từ ngày %s.") % format_date(day) if day is not None else ""


def assumed_words(standing: Standing) -> str:
    """Return in words that nobody gave the day of a completion; empty if somebody did."""
    if not standing.assumed or standing.completed_on is None:
        return ""
    return _tr("Chưa có ngày hoàn thành: tạm tính ngày chốt số liệu %s.") % format_date(standing.completed_on)


def recorded_words(effects: Sequence[TaskEffect], count: int = 1) -> str:
    """Return in words what was recorded of `count` tasks, if there is more to say than what is seen."""
    said = (
        _tr("Đã cập nhật %d nhiệm vụ") % count
        if count > 1
        else _tr("Đã cập nhật tình hình thực hiện")
        if effects
        else ""
    )
    return f"{said}: {say_effects(effects)}" if effects else said


def to_come_words(row: ReportRow) -> str:
    """Return a completion in words that the period recorded and that is after its cut-off.

    Else return an empty text.
    """
    entry, day = row.entry, row.standing.day
    if entry is None or entry.completed_on is None or entry.completed_on <= day:
        return ""
    said = _tr("Đã ghi hoàn thành ngày %s, sau ngày chốt số liệu %s: đến ngày đó mới tính là hoàn thành.")
    return said % (format_date(entry.completed_on), format_date(day))


def saved_words(entry: ProgressEntry | None) -> str:
    """Return in words when an entry was saved."""
    if entry is None or not entry.recorded_at:
        return ""
    return _tr("Đã lưu %s") % format_time(datetime.fromisoformat(entry.recorded_at))


def carried_words(period: str, source: str, row: ReportRow) -> str:
    """Return in words where that comes from which nobody recorded or confirmed for `period`."""
    if row.carried:
        return _tr("Chưa cập nhật cho %s: nội dung dưới đây lấy từ %s.") % (period, source)
    return _tr("Phần chữ nghiêng lấy từ kỳ trước, chưa sửa hoặc xác nhận cho %s.") % period


def task_facts(row: ReportRow) -> str:
    """Return the facts of a task in the list, one a line.

    An extended deadline is shown with the first one.
    """
    given, standing = row.task.given, row.standing
    deadline = deadline_facts(row)
    if standing.due is not None and standing.due != standing.first_due:
        first = replace(row, standing=replace(standing, due=standing.first_due))
        deadline = deadline_facts(first) + _tr(", gia hạn đến %s") % format_date(standing.due)
    if held := held_words(standing):
        deadline += f", {held}"
    facts = (
        (_tr("Chủ trì"), join_agencies(given.leads)),
        (_tr("Phối hợp"), join_agencies(given.coordinating)),
        (_tr("Thời hạn"), deadline),
        (_tr("Sản phẩm"), given.output),
        (_tr("Người theo dõi"), row.task.own.officer),
    )
    return "\n".join(f"{name}: {text}" for name, text in facts if text)


def _tr(text: str) -> str:
    return QCoreApplication.translate("phrases", text)
