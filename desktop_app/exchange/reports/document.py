"""The report as paper.

Puts the figures of a draft, its words and the office's name into the order of the Decree.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

from desktop_app.domain.programme import Programme
from desktop_app.domain.reports import (
    ANNEXES,
    SECTIONS,
    Annex,
    Block,
    Letter,
    Office,
    Paragraph,
    Report,
    ReportDocument,
    ReportDraft,
    ReportKind,
    Section,
    Table,
)
from desktop_app.domain.text import roman
from desktop_app.exchange.reports import document_tables
from desktop_app.exchange.reports._document_sheets import UprightParts, sheets
from desktop_app.exchange.reports.document_changes import changes_table
from desktop_app.exchange.reports.document_chart import CHART_NOTE, CHART_TITLE, charts
from desktop_app.exchange.reports.document_indicators import PARTIAL_NOTE, indicators_table, partial
from desktop_app.exchange.reports.document_text import (
    addressees,
    attached_line,
    number_line,
    parent_body,
    place_line,
    printed,
    receivers,
    signing,
    title_of,
    trace_line,
)
from desktop_app.exchange.reports.table import as_of, descent_notes, issued, warning_of

END = "./."
ANNEX = "Phụ lục"
CARRIED = "Ghi chú: nội dung in nghiêng là kết quả của kỳ trước (kỳ này không phát sinh)."

SECTION_TITLES = {
    "programme": "THÔNG TIN CHUNG",
    "general": "TÌNH HÌNH CHUNG",
    "results": "KẾT QUẢ THỰC HIỆN THEO NHÓM NHIỆM VỤ",
    "direction": "CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI",
    "assessment": "ĐÁNH GIÁ CHUNG",
    "difficulties": "KHÓ KHĂN, VƯỚNG MẮC",
    "causes": "NGUYÊN NHÂN",
    "proposals": "ĐỀ XUẤT, KIẾN NGHỊ",
    "next": "PHƯƠNG HƯỚNG, NHIỆM VỤ KỲ TIẾP THEO",
}
OWN_TITLES = {
    (ReportKind.OVERDUE, "general"): "TÌNH HÌNH NHIỆM VỤ QUÁ HẠN",
    (ReportKind.SUMMARY, "general"): "TÌNH HÌNH CHUNG QUA CÁC NĂM",
    (ReportKind.SUMMARY, "next"): "PHƯƠNG HƯỚNG, NHIỆM VỤ THỜI GIAN TỚI",
    (ReportKind.CORRECTION, "general"): "SỐ LIỆU CHỈNH LÝ, BỔ SUNG",
    (ReportKind.CORRECTION, "results"): "NỘI DUNG CHỈNH LÝ, BỔ SUNG",
}
ANNEX_TITLES = {
    "tasks": "TÌNH HÌNH THỰC HIỆN CÁC NHIỆM VỤ",
    "overdue": "DANH SÁCH NHIỆM VỤ QUÁ HẠN",
    "difficulties": "NHIỆM VỤ CÓ KHÓ KHĂN, VƯỚNG MẮC, ĐỀ XUẤT, KIẾN NGHỊ",
    "apart": "NHIỆM VỤ TẠM DỪNG, ĐÃ ĐƯA RA KHỎI DANH MỤC",
    "agencies": "TỔNG HỢP THEO CƠ QUAN CHỦ TRÌ",
    "chart": CHART_TITLE,
    "indicators": "KẾT QUẢ THỰC HIỆN CHỈ TIÊU THỐNG KÊ",
    "changes": "NỘI DUNG, SỐ LIỆU CHỈNH LÝ, BỔ SUNG",
    "documents": "DANH MỤC VĂN BẢN ĐÃ BAN HÀNH",
}


def compose(draft: ReportDraft) -> ReportDocument:
    """Put a draft into the form that is printed."""
    report, office, letter = draft.report, draft.report.office, draft.letter
    kind, annexes = draft.preset.kind, tuple(sheets(_annexes(draft)))
    return replace(
        blank_paper(report.programme, office, letter, report.made_on),
        number_line=number_line(office, letter, kind),
        title=title_of(kind),
        subject=subject(draft),
        addressees=addressees(office, draft.agency),
        sections=tuple(_sections(draft, annexes)),
        signing=signing(office),
        signer_name=printed(office.signer_name),
        receivers=receivers(office),
        annexes=annexes,
        trace=trace_line(draft.head),
    )


def blank_paper(programme: Programme, office: Office, letter: Letter, made_on: date) -> ReportDocument:
    """Return a paper about a programme that carries nothing but the head of the office."""
    return ReportDocument(
        parent_body=parent_body(office),
        department=printed(office.department).upper(),
        place_line=place_line(office, letter, made_on),
        author=printed(office.department),
        warning=warning_of(programme),
    )


def subject(draft: ReportDraft) -> str:
    """Return the subject of the report (trích yếu).

    In the officer's words, else the preset's, else the usual ones.
    """
    report = draft.report
    title, label = printed(report.programme.title), report.period.spoken
    agency = printed(draft.agency)
    title_in_period = f"{title}{',' if title[-1:].isdigit() else ''} {label}"
    usual = {
        ReportKind.PERIODIC: f"Tình hình, kết quả thực hiện {title_in_period}",
        ReportKind.OVERDUE: (
            f"Tình hình nhiệm vụ quá hạn và khó khăn, vướng mắc trong thực hiện {title_in_period}"
        ),
        ReportKind.AGENCY: f"V/v tình hình thực hiện nhiệm vụ do {agency} chủ trì thuộc {title_in_period}",
        ReportKind.SUMMARY: _subject_of_summary(report, title),
        ReportKind.CORRECTION: f"Chỉnh lý, bổ sung số liệu thực hiện {title_in_period}",
    }[draft.preset.kind]
    return printed(draft.texts.get("subject", "").strip() or draft.preset.title("subject", usual))


def _subject_of_summary(report: Report, title: str) -> str:
    """Return "Tổng kết 05 năm …" of the whole programme, else "Sơ kết … giai đoạn 2018 - 2021" so far."""
    first, last = report.programme.years
    if report.last:
        return f"Tổng kết {last - first + 1:02} năm thực hiện {title}"
    now = min(report.period.year, last)
    so_far = f"giai đoạn {first} - {now}" if now > first else f"năm {first}"
    whole = title.removesuffix(f"giai đoạn {first} - {last}").rstrip(" ,")
    return f"Sơ kết tình hình, kết quả thực hiện {whole} {so_far}"


def usual_titles(kind: ReportKind) -> dict[str, str]:
    """Return the title of every part of a kind of report, by "section.name" and "annex.name"."""
    sections = {
        f"section.{name}": OWN_TITLES.get((kind, name), SECTION_TITLES[name]) for name in SECTIONS[kind]
    }
    return sections | {f"annex.{name}": ANNEX_TITLES[name] for name in ANNEXES[kind]}


def _sections(draft: ReportDraft, annexes: tuple[Annex, ...]) -> Iterator[Section]:
    opening = draft.texts.get("opening", "")
    if opening:
        yield Section("", tuple(_paragraphs(opening)))
    usual = usual_titles(draft.preset.kind)
    count = 0
    for name in draft.preset.sections:
        blocks: list[Block] = list(_paragraphs(draft.texts.get(name, "")))
        table = _body_table(draft, name)
        if table is not None and table.rows:
            blocks.append(table)
        if not blocks:
            continue
        count += 1
        title = printed(draft.preset.title(f"section.{name}", usual[f"section.{name}"]))
        yield Section(f"{roman(count)}. {title}", tuple(blocks))
    if not annexes and draft.report.descents:
        yield Section("", tuple(Paragraph(said, italic=True) for said in descent_notes(draft.report)))
    closing = [*_paragraphs(draft.texts.get("closing", ""))]
    last = closing[-1].text.rstrip(" ./;") if closing else ""
    yield Section("", (*closing[:-1], Paragraph(last + END)))


def _paragraphs(text: str) -> Iterator[Paragraph]:
    """Yield each line as a paragraph; "**…**" around a whole line makes it the title of what follows."""
    for line in printed(text).split("\n"):
        words = line.strip()
        if len(words) > 4 and words.startswith("**") and words.endswith("**"):
            yield Paragraph(words[2:-2].strip(), bold=True, lead=True)
        elif words:
            yield Paragraph(words)


def _body_table(draft: ReportDraft, section: str) -> Table | None:
    report = draft.report
    makers: dict[tuple[ReportKind, str], Callable[[], Table]] = {
        (ReportKind.PERIODIC, "results"): lambda: document_tables.groups_table(report),
        (ReportKind.SUMMARY, "results"): lambda: document_tables.groups_table(report),
        (ReportKind.PERIODIC, "general"): lambda: document_tables.compared_table(report, draft.earlier),
        (ReportKind.SUMMARY, "general"): lambda: document_tables.years_table(draft.years),
        (ReportKind.OVERDUE, "general"): lambda: document_tables.agencies_table(
            report, document_tables.PORTRAIT
        ),
        (ReportKind.CORRECTION, "general"): lambda: document_tables.two_totals_table(
            draft.before or report, report
        ),
    }
    make = makers.get((draft.preset.kind, section))
    return make() if make is not None else None


def annex_names(draft: ReportDraft) -> dict[str, str]:
    """Return the name of each annex that the report will have ("Phụ lục I"), by part."""
    makers = _makers(draft, document_tables.LANDSCAPE)
    has_tasks = any(group.rows for group in draft.report.groups)
    shown = [name for name in draft.preset.annexes if (has_tasks if name == "tasks" else makers[name]())]
    return dict(zip(shown, _names_of(len(shown)), strict=True))


def _names_of(count: int) -> list[str]:
    return [f"{ANNEX} {roman(number)}" for number in range(1, count + 1)] if count > 1 else [ANNEX] * count


def _makers(draft: ReportDraft, room: float) -> dict[str, UprightParts]:
    report, preset = draft.report, draft.preset
    return {
        "tasks": lambda: _filled(document_tables.tasks_table(report, preset, room)),
        "overdue": lambda: _filled(document_tables.overdue_table(report, room)),
        "difficulties": lambda: _filled(document_tables.difficulties_table(report, room)),
        "apart": lambda: _filled(document_tables.apart_table(report, room)),
        "agencies": lambda: (
            *_filled(document_tables.agencies_table(report, room)),
            *_filled(document_tables.co_leads_table(report, room)),
        ),
        "chart": lambda: charts(draft, room),
        "indicators": lambda: _filled(indicators_table(report, room)),
        "changes": lambda: _filled(changes_table(draft.before or report, report, room)),
        "documents": lambda: _filled(document_tables.documents_table(issued(report, preset.kind), room)),
    }


def _annexes(draft: ReportDraft) -> Iterator[tuple[Annex, UprightParts]]:
    """Yield each annex as it lies on its side, with what makes its parts for an upright sheet."""
    report, preset = draft.report, draft.preset
    makers, upright = (_makers(draft, room) for room in (document_tables.LANDSCAPE, document_tables.PORTRAIT))
    found = [(name, makers[name]()) for name in preset.annexes]
    shown = [(name, parts) for name, parts in found if parts]
    names = [name for name, _ in shown]
    noted = "tasks" if "tasks" in names else next(iter(names), "")
    for label, (name, parts) in zip(_names_of(len(shown)), shown, strict=True):
        carried = any(_carried(part) for part in parts if isinstance(part, Table))
        unfinished = name == "indicators" and partial(report.indicators)
        possible = [
            (True, as_of(report)),
            (carried, CARRIED),
            (unfinished, PARTIAL_NOTE),
            (name == "chart", CHART_NOTE),
            *((name == noted, said) for said in descent_notes(report)),
        ]
        notes = tuple(text for said, text in possible if said and text)
        title = printed(preset.title(f"annex.{name}", ANNEX_TITLES[name]))
        attached = attached_line(report.office, draft.letter, preset.kind)
        yield Annex(label, title, attached, notes, parts), upright[name]


def _filled(table: Table) -> tuple[Table, ...]:
    """Return a table that has rows; an annex without one is left out."""
    return (table,) if table.rows else ()


def _carried(table: Table) -> bool:
    return any(cell.italic for row in table.rows for cell in row.cells)
