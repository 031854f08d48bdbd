"""The page of one task: the answer to "việc này đến đâu rồi?" on A4.

It stays in the office and says so; who typed or judged what, by the names of Windows, it does not say.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.domain.evidence import Document
from desktop_app.domain.programme import Programme
from desktop_app.domain.progress import TEXTS, ProgressEntry
from desktop_app.domain.reports import (
    Block,
    Letter,
    Office,
    Paragraph,
    ReportDocument,
    ReportRow,
    Section,
    Table,
)
from desktop_app.domain.status import Standing
from desktop_app.domain.text import day_text, one_line, roman
from desktop_app.exchange.reports import (
    PORTRAIT,
    blank_paper,
    plain_table,
    printed,
    shortened,
    state_text,
    status_text,
)
from desktop_app.resources import words

TITLE, INTERNAL = "PHIẾU THEO DÕI NHIỆM VỤ", "TÀI LIỆU NỘI BỘ"
FACTS, HISTORY, EXTENSIONS = "THÔNG TIN NHIỆM VỤ", "TÌNH HÌNH THỰC HIỆN QUA CÁC KỲ", "GIA HẠN"
DOCUMENTS, REVIEWS, LINEAGE = "TÀI LIỆU MINH CHỨNG", "Ý KIẾN CỦA LÃNH ĐẠO", "NGUỒN GỐC, THAY ĐỔI"
NO_HISTORY, NO_DOCUMENTS = "Chưa cập nhật tình hình thực hiện ở kỳ nào.", "Chưa có tài liệu minh chứng."
EVERY_PERIOD = "Mọi kỳ"


@dataclass(frozen=True, slots=True)
class PageEntry:
    """What was recorded for the period called `label`.

    `stated`: by then it was said where the task stands.
    """

    label: str
    entry: ProgressEntry
    stated: bool


@dataclass(frozen=True, slots=True)
class PageDocument:
    """A document that proves the task in the periods called `labels` (none: in every period)."""

    document: Document
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageVerdict:
    """What the leader said of the task in the period called `label`, and on which day."""

    label: str
    day: date
    said: str
    note: str


@dataclass(frozen=True, slots=True)
class TaskPage:
    """A task as the period called `label` shows it, and all that led there, the newest first.

    `lineage` says in sentences what became of the task and where it came from.
    """

    programme: Programme
    office: Office
    label: str
    group: str
    row: ReportRow
    made_on: date
    recorded: tuple[PageEntry, ...]
    documents: tuple[PageDocument, ...]
    verdicts: tuple[PageVerdict, ...]
    lineage: tuple[str, ...]


def compose_page(page: TaskPage) -> ReportDocument:
    """Put the page into the form that is printed."""
    task = page.row.task
    number = f" (nhiệm vụ số {task.number})" if task.number else ""
    blank = blank_paper(page.programme, page.office, Letter(signed_on=page.made_on), page.made_on)
    return replace(
        blank,
        title=TITLE,
        subject=printed(shortened(one_line(task.content)) + number),
        sections=(Section("", (_answer(page),)), *_numbered(_sections(page))),
        warning=" · ".join(filter(None, (INTERNAL, blank.warning))),
    )


def _answer(page: TaskPage) -> Paragraph:
    """Return where the task stands, in the sentence that is asked for first."""
    standing = page.row.standing
    reached = f", {standing.percent}%" if standing.recorded else ""
    done = None if standing.assumed else standing.completed_on
    day = f" (ngày {day_text(done)})" if done else ""
    status = one_line(status_text(page.row))
    said = (
        f"Đến hết ngày {day_text(standing.day)} ({page.label}): {state_text(page.row)}{reached}{day}. "
        f"{status}{_days(standing)}."
    )
    return Paragraph(printed(said))


def _days(standing: Standing) -> str:
    if standing.overdue:
        return f" ({standing.days_overdue} ngày)"
    return "" if standing.days_left is None else f" (còn {standing.days_left} ngày)"


def _numbered(sections: Iterator[tuple[str, Sequence[Block]]]) -> Iterator[Section]:
    for count, (title, blocks) in enumerate(sections, 1):
        yield Section(f"{roman(count)}. {title}", tuple(blocks))


def _sections(page: TaskPage) -> Iterator[tuple[str, Sequence[Block]]]:
    yield FACTS, [_facts(page)]
    yield HISTORY, [_history(page.recorded) if page.recorded else Paragraph(NO_HISTORY)]
    if page.row.task.extensions:
        yield EXTENSIONS, [_extensions(page.row)]
    yield DOCUMENTS, [_documents(page.documents) if page.documents else Paragraph(NO_DOCUMENTS)]
    if page.verdicts:
        yield REVIEWS, [_verdicts(page.verdicts)]
    if page.lineage:
        yield LINEAGE, [Paragraph(f"- {printed(one)}.") for one in page.lineage]


def _facts(page: TaskPage) -> Table:
    task, named = page.row.task, words("field")
    given = task.given
    facts = (
        ("Thuộc", f"{page.programme.number}: {page.programme.title}"),
        (named["group"], page.group),
        (named["content"], task.content),
        (named["leads"], "; ".join(given.leads)),
        (named["coordinating"], "; ".join(given.coordinating)),
        (named["output"], given.output),
        ("Thời hạn ghi trong danh mục", task.deadline.raw),
        ("Ngày cuối của thời hạn", _last_day(page.row.standing)),
        (named["officer"], task.own.officer),
        (named["remark"], task.own.remark),
    )
    return _table(("Mục", "Thông tin"), [fact for fact in facts if fact[1]])


def _last_day(standing: Standing) -> str:
    if standing.due is None:
        return "Không có"
    said = day_text(standing.due)
    if standing.first_due not in {None, standing.due}:
        return f"{said} (đã gia hạn)"
    if standing.held is not None:
        return f"{said} (lần thực hiện từ ngày {day_text(standing.held[0])})"
    return said


def _history(recorded: Sequence[PageEntry]) -> Table:
    lines = [(f"{one.label}\n{day_text(one.entry.cut_off)}", _stood(one), _told(one)) for one in recorded]
    return _table(("Kỳ báo cáo, ngày chốt", "Trạng thái thực hiện, mức độ", "Nội dung đã ghi"), lines)


def _stood(one: PageEntry) -> str:
    entry = one.entry
    if not one.stated:
        return words("unrecorded")["state"]
    said = f"{words('state')[entry.state]}, {entry.percent}%"
    return said if entry.completed_on is None or entry.assumed else f"{said}\n{day_text(entry.completed_on)}"


def _told(one: PageEntry) -> str:
    named, entry = words("field"), one.entry
    lines = [
        f"{named[name]}: {getattr(entry, name)}"
        for name in TEXTS
        if entry.owns(name) and getattr(entry, name)
    ]
    return "\n".join(lines) or (named["confirmed"] if entry.confirmed else "")


def _extensions(row: ReportRow) -> Table:
    named = words("field")
    lines = [
        (
            day_text(one.decided_on),
            day_text(one.first_due) if one.first_due else "",
            day_text(one.new_due),
            one.reason,
            one.document,
        )
        for one in row.task.extensions
    ]
    titles = tuple(named[name] for name in ("decided_on", "first_due", "new_due", "reason", "document"))
    return _table(titles, lines)


def _documents(documents: Sequence[PageDocument]) -> Table:
    named = words("field")
    lines = [
        (
            one.document.number,
            day_text(one.document.issued_on) if one.document.issued_on else "",
            one.document.issuer,
            one.document.subject,
            ", ".join(one.labels) or EVERY_PERIOD,
        )
        for one in documents
    ]
    titles = tuple(named[name] for name in ("document", "issued_on", "issuer", "subject", "period"))
    return _table(titles, lines)


def _verdicts(verdicts: Sequence[PageVerdict]) -> Table:
    named = words("field")
    lines = [(one.label, day_text(one.day), one.said, one.note) for one in verdicts]
    titles = (named["period"], named["day"], named["verdict"], named["review_note"])
    return _table(titles, lines)


def _table(titles: Sequence[str], lines: Sequence[Sequence[str]]) -> Table:
    """Return a table over the width of the page."""
    return plain_table(titles, lines, room=PORTRAIT)
