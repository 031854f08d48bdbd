"""Words that stand in every document of the office: how texts, days, names and lists are printed."""

import re
import unicodedata
from datetime import date

from desktop_app.domain.reports import Letter, Office, ReportKind
from desktop_app.exchange.writing import clean, width

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
REPORT, LETTER = "Báo cáo", "Công văn"
"""What a document is; a letter bears no such title (Nghị định 30/2020, Phụ lục III)."""

REPORT_SIGN = "BC"

ATTACHED = "Kèm theo"
USUAL_RECEIVERS = ("Như trên", "Lưu: VT")
HEADING_SIZE = 12.0
HEADING_ROOM = 62 * 96 / 25.4
"""Pixels that the left half of the heading takes."""

SIGNS_OF_HEAD, GROUPED = 32, 8
"""Signs of the history's head that are printed (128 bits), and how many stand together."""

DOCUMENT_NUMBER = re.compile(r"[0-9]+(?:/[0-9]{4})?[/-][A-ZĐ]\w*(?:[/-][A-ZĐ]\w*)+")
"""The number of a document with its sign ("242/QĐ-TTg", "12-NQ/TW"), which no line end divides."""

DOTS = "………………"
_PLACE = re.compile(r" (TỈNH |THÀNH PHỐ |HUYỆN |QUẬN |XÃ |PHƯỜNG )")
_DIRECTIONS: dict[int, str | None] = {
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C)),
    0x2028: "\n",
    0x2029: "\n",
}


def printed(text: str) -> str:
    """Return `text` as it prints.

    NFC, line ends alike, no control or direction characters (they print nothing).
    """
    return unicodedata.normalize("NFC", clean(text)).translate(_DIRECTIONS)


def day_words(day: date) -> str:
    """Write a day in words: days below 10, January and February carry a 0 (Nghị định 30/2020, Phụ lục I)."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def title_of(kind: ReportKind) -> str:
    """Return the title of a document; a letter (công văn) has none."""
    return "" if kind is ReportKind.AGENCY else REPORT.upper()


def number_line(office: Office, letter: Letter, kind: ReportKind = ReportKind.PERIODIC) -> str:
    """Return "Số: 12/BC-STP"; room is left for a number that is written in by hand.

    What is typed after the number itself ("12/BC-STP") is the office's own ending, which stands there anyway;
    the number of a letter ends without the sign of a report ("12/STP").
    """
    number = printed(letter.number).partition("/")[0].strip()
    number = f"{int(number):02}" if number.isascii() and number.isdecimal() else number
    suffix = printed(office.document_suffix).strip().lstrip("/") or REPORT_SIGN
    if kind is ReportKind.AGENCY and suffix.partition("-")[0] == REPORT_SIGN:
        suffix = suffix.removeprefix(REPORT_SIGN).lstrip("-") or DOTS
    return f"Số: {number or '        '}/{suffix}"


def place_line(office: Office, letter: Letter, made_on: date) -> str:
    """Return place and day of signing; room is left for a day that is written in by hand."""
    place = printed(office.place) or DOTS
    if letter.signed_on is not None:
        return f"{place}, {day_words(letter.signed_on)}"
    month = f"{made_on.month:02}" if made_on.month < 3 else str(made_on.month)
    return f"{place}, ngày      tháng {month} năm {made_on.year}"


def attached_line(office: Office, letter: Letter, kind: ReportKind = ReportKind.PERIODIC) -> str:
    """Return the line under an annex's title, which ties it to its report."""
    number = number_line(office, letter, kind).removeprefix("Số: ").strip()
    number = number if letter.number else f"       {number}"
    day = day_words(letter.signed_on) if letter.signed_on is not None else "ngày     tháng     năm      "
    form = LETTER if kind is ReportKind.AGENCY else REPORT
    return f"({ATTACHED} {form} số {number} {day} của {printed(office.named) or DOTS})"


def parent_body(office: Office) -> str:
    """Return the parent body in capitals.

    A name too long for its line is broken before the place it governs.
    """
    name = printed(office.parent_body).strip().upper()
    if width(name, HEADING_SIZE) <= HEADING_ROOM:
        return name
    return _PLACE.sub(r"\n\1", name, count=1)


def addressees(office: Office, only: str = "") -> tuple[str, ...]:
    """List to whom the report goes."""
    return (printed(only),) if only else _lines(office.addressees) or (DOTS,)


def receivers(office: Office) -> tuple[str, ...]:
    """List who keeps a copy, each line ended as the Decree ends it: ";" and at last "."."""
    names = [name.lstrip("-+• ").rstrip(";., ") for name in _lines(office.receivers) or USUAL_RECEIVERS]
    return tuple(f"- {name}{';' if count < len(names) else '.'}" for count, name in enumerate(names, 1))


def trace_line(head: str) -> str:
    """Return the head of the history as a report prints it.

    In groups easily typed off paper, and empty without a history.
    """
    signs = head[:SIGNS_OF_HEAD]
    groups = (signs[at : at + GROUPED] for at in range(0, len(signs), GROUPED))
    return f"Mã kiểm tra số liệu: {' '.join(groups)}" if signs else ""


def signing(office: Office) -> tuple[str, ...]:
    """Return the lines over the signature ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC")."""
    above = printed(office.acting_for).strip().upper()
    title = printed(office.signer_title).strip().upper()
    return tuple(line for line in (f"KT. {above}" if above else "", title) if line)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in printed(text).split("\n") if line.strip())
