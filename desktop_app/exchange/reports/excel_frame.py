"""What stands above and below the tables of the workbook.

In the manner of Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from collections.abc import Sequence

from desktop_app.domain.reports import Report, ReportDocument, ReportDraft
from desktop_app.domain.task import Fate
from desktop_app.exchange.reports.document import subject
from desktop_app.exchange.reports.document_text import number_line, place_line, receivers, signing, title_of
from desktop_app.exchange.reports.table import as_of, totals_in_words, warning
from desktop_app.exchange.writing import BOLD, SheetWriter, clean, count_lines, width

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
RECEIVERS = "Nơi nhận:"
SUSPENDED, TAKEN_OUT = "nhiệm vụ tạm dừng thực hiện", "nhiệm vụ đã đưa ra khỏi danh mục"
SIGNING_SPACE = "\n" * 5
SIGNATURE_HEIGHT, SIGNATURE_LINE = 130, 16
"""Points of the row that receivers and signature share, and of one line of it."""

RECEIVERS_LEAST = 200
"""Pixels below which the list of receivers does not stand beside the signature."""

EASE = 1.08
"""How much wider than reckoned a line may come out with another printer."""


def write_official_heading(sheet: SheetWriter, draft: ReportDraft, notes: Sequence[str]) -> None:
    """Write the heading of the report: body and nation, number and place, title and subject, then `notes`.

    Body and nation stand side by side; if no column parts them, one below the other.
    """
    report, office, letter = draft.report, draft.report.office, draft.letter
    last = len(sheet.widths) - 1
    halves = _halves(sheet, draft)
    if halves is not None:
        _write_side_by_side(sheet, draft, *halves)
    else:
        for said, *traits in (
            (_names(draft)[0], "size12"),
            (_names(draft)[1], "bold", "size12"),
            (number_line(office, letter, draft.preset.kind), "size13"),
            (COUNTRY, "bold", "size12"),
            (MOTTO, "bold", "size13"),
            (place_line(office, letter, report.made_on), "italic", "size13"),
        ):
            sheet.line(said, 13, *traits)
        sheet.tall(8)
    if report.programme.illustrative:
        sheet.line(warning(report), 13, "warning")
    for said in filter(None, (title_of(draft.preset.kind), subject(draft))):
        sheet.line(said, 14, "bold", "size14")
    sheet.rule(0, last, min(width(subject(draft), 14, BOLD), sheet.room(0, last)) * 0.35)
    sheet.tall(5)
    sheet.line(as_of(report), 12, "italic", "size12")
    sheet.line(f"Tổng số: {totals_in_words(report.total, known=report.known)}.{_apart(report)}", 12, "size12")
    for note in notes:
        sheet.line(note, 10, "italic", "small")
    sheet.tall(4)


def _write_side_by_side(sheet: SheetWriter, draft: ReportDraft, left: int, right: int) -> None:
    report, office, letter = draft.report, draft.report.office, draft.letter
    last = len(sheet.widths) - 1
    names = _names(draft)
    sheet.span(0, left, names[0], "center", "middle", "size12")
    sheet.span(right, last, COUNTRY, "center", "middle", "bold", "size12")
    sheet.tall(_height(sheet, names[0], left))
    sheet.span(0, left, names[1], "center", "middle", "bold", "size12")
    sheet.span(right, last, MOTTO, "center", "middle", "bold", "size13")
    sheet.tall(_height(sheet, names[1], left))
    if names[1]:
        sheet.rule(0, left, min(width(names[1], 12, BOLD), sheet.room(0, left)) * 0.4)
    sheet.rule(right, last, width(MOTTO, 13, BOLD))
    sheet.tall(5)
    sheet.span(0, left, number_line(office, letter, draft.preset.kind), "center", "middle", "size13")
    sheet.span(
        right, last, place_line(office, letter, report.made_on), "center", "middle", "italic", "size13"
    )
    sheet.tall(18)


def write_document_heading(sheet: SheetWriter, document: ReportDocument) -> None:
    """Write the heading of a paper: who sends it, number, place and day, what it is, and to whom it goes."""
    left, right = 0, len(sheet.widths) - 1
    pairs = (
        (document.parent_body, ("size12",), COUNTRY, ("bold", "size12")),
        (document.department, ("bold", "size12"), MOTTO, ("bold", "size13")),
        (document.number_line, ("size13",), document.place_line, ("italic", "size13")),
    )
    for said, traits, beside, beside_traits in pairs:
        name = clean(said)
        sheet.span(left, right - 1, name, "center", "middle", *traits)
        sheet.span(right, right, beside, "center", "middle", *beside_traits)
        sheet.tall(_height(sheet, name, right - 1))
    sheet.tall(8)
    if document.warning:
        sheet.line(document.warning, 13, "warning")
    sheet.line(document.title, 14, "bold", "size14")
    sheet.line(document.subject, 14, "bold", "size14")
    sheet.tall(5)
    if document.addressees:
        sheet.line(f"Kính gửi: {'; '.join(document.addressees)}", 13, "size13")
        sheet.tall(5)


def write_heading(sheet: SheetWriter, draft: ReportDraft, title: str, *notes: str) -> None:
    """Write the heading of a further sheet."""
    report = draft.report
    if report.programme.illustrative:
        sheet.line(warning(report), 13, "warning")
    sheet.line(title, 14, "bold", "size14")
    sheet.line(subject(draft), 13, "bold", "size13")
    sheet.line(as_of(report), 12, "italic", "size12")
    for note in notes:
        sheet.line(note, 11, "italic")
    sheet.tall(4)


def write_signature(sheet: SheetWriter, report: Report) -> None:
    """Write receivers and signature in one tall row, which no page break can divide.

    If no column parts them, the signature stands above the receivers.
    """
    office = report.office
    _write_signature(sheet, signing(office), office.signer_name, receivers(office))


def write_document_signature(sheet: SheetWriter, document: ReportDocument) -> None:
    """Write receivers and signature of a paper."""
    _write_signature(sheet, document.signing, document.signer_name, document.receivers)


def _write_signature(sheet: SheetWriter, lines: Sequence[str], signer: str, copies: Sequence[str]) -> None:
    last = len(sheet.widths) - 1
    right = _from_right(sheet, width(COUNTRY, 12, BOLD))
    signature = "\n".join(lines) + SIGNING_SPACE + signer
    signed = SIGNATURE_HEIGHT + SIGNATURE_LINE * max(len(lines) - 1, 0)
    first = sheet.row
    sheet.tall(10)
    beside = right > 0 and sheet.room(0, right - 1) >= RECEIVERS_LEAST
    sheet.span(
        right if beside else 0, last, signature if signature.strip() else "", "center", "bold", "size13"
    )
    if not beside:
        sheet.tall(signed)
    left = _from_left(sheet, RECEIVERS_LEAST, right - 1) if beside else last
    sheet.span_rich(0, left, RECEIVERS, "".join(f"\n{one}" for one in copies), "bold", "italic", "size12")
    listed = sum(
        count_lines(clean(one), sheet.room(0, left) / EASE, 12, BOLD) for one in (RECEIVERS, *copies)
    )
    sheet.tall(max(signed if beside else 0, SIGNATURE_LINE * listed))
    sheet.keep_together(first)


def _apart(report: Report) -> str:
    suspended = sum(row.task.fate is Fate.ACTIVE for row in report.apart)
    parts = ((suspended, SUSPENDED), (len(report.apart) - suspended, TAKEN_OUT))
    listed = " và ".join(f"{count} {said}" for count, said in parts if count)
    return f" Ngoài ra, có {listed}, không tính vào tổng số." if listed else ""


def _names(draft: ReportDraft) -> tuple[str, str]:
    office = draft.report.office
    return clean(office.parent_body).upper(), clean(office.department).upper()


def _halves(sheet: SheetWriter, draft: ReportDraft) -> tuple[int, int] | None:
    """Return the last column of the left half and the first of the right one; None if the columns allow none.

    The name of the nation needs its whole length; the names at the left may run over several lines, their
    words and the number of the document may not. A column is left free between the halves if there is one to
    spare.
    """
    names = _names(draft)
    right = _from_right(sheet, width(COUNTRY, 12, BOLD) * EASE)
    unbroken = max(width(word, 12, BOLD) for name in names for word in name.split(" "))
    least = max(unbroken, width(number_line(draft.report.office, draft.letter), 13)) * EASE
    if not right or sheet.room(0, right - 1) < least:
        return None
    most = right - 2 if right > 2 and sheet.room(0, right - 2) >= least else right - 1
    return _from_left(sheet, max(width(name, 12, BOLD) for name in names) * EASE, most), right


def _from_right(sheet: SheetWriter, need: float) -> int:
    first = last = len(sheet.widths) - 1
    while first and sheet.room(first, last) < need:
        first -= 1
    return first


def _from_left(sheet: SheetWriter, need: float, most: int) -> int:
    """Return the last of the first columns that give `need` pixels: at least the third, at most `most`."""
    last = min(2, most)
    while last < most and sheet.room(0, last) < need:
        last += 1
    return last


def _height(sheet: SheetWriter, name: str, left: int) -> float:
    return 17 * count_lines(name, sheet.room(0, left) / EASE, 12, BOLD)
