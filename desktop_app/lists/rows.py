"""What a row below the heading is when it is not a task, recognised by its own texts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from desktop_app.domain.text import fold, one_line, read_roman
from desktop_app.lists.lines import ListLine

_ROMAN_OR_LETTER = re.compile(r"[IVXL]{1,8}|[A-ZĐ]")
_SIGN_AND_TITLE = re.compile(
    r"(?:([IVXL]{2,8}|[IVX])\s?[.):]\s*|([A-ZĐ])[.):]\s+|([IVXL]{2,8}|[IVX])\s+[-–—]\s+)(?:[-–—]\s*)?(\S.*)",
    re.DOTALL,
)
_GROUP_WORD = re.compile(
    r"(?:nhóm|nhom|mục|muc|phần|phan)(?:\s+(?:nhiệm vụ,?(?:\s+(?:và\s+)?giải pháp)?|giải pháp))?(?:\s+(?:thứ"
    r"|số))?\s+(\d{1,2}|(?-i:[IVX]{1,6}))\b\s*[.:)/–—-]*\s*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_TOTAL = re.compile(
    r"(?:tong cong|tong so|tong|cong)(?: (?:nhom|muc|phan))?(?: [ivx\d]{1,5})?\s*(?:\(.*\))?\s*:?\s*[\d.,]*"
)
_TOTAL_OF = re.compile(
    r"(?:tong cong|tong so|cong)\b.{0,40}:?\s*\d[\d.,]*(?: (?:nhiem vu|dau viec|viec))?[.;]?"
)
_NOTE = re.compile(
    r"(?:ghi chu|chu thich|luu y)\s*[:.(\d].*|(?:ghi chu|chu thich|luu y)|\*+\)?\s?.*|\(\*+\).*|.*\./\.",
    re.DOTALL,
)
_NOTE_HEAD = re.compile(r"[-+*( ]*(?:ghi chu|chu thich|luu y)\b")
_TITLE = re.compile(
    r"(?:phu luc|bieu mau|mau so|bieu (?:so )?\d{1,2}|\(?(?:kem theo|ban hanh kem)|don vi tinh"
    r"|cong hoa xa hoi chu nghia|doc lap - tu do)\b.*",
    re.DOTALL,
)
_OFFICE = (
    r"(?:pho )?(?:giam doc|chu tich|truong phong|chanh van phong|vu truong|cuc truong|bo truong|thu truong"
    r"|chi cuc truong|truong ban|chanh thanh tra|tong cuc truong|hieu truong|vien truong|bi thu)"
)
_SIGNATURE = re.compile(
    rf"(?:(?:tuq|tkt|kt|tm|tl|q)\s?\.\s?.{{2,50}}|{_OFFICE}|thu truong (?:don vi|co quan).{{0,30}}"
    r"|(?:nguoi|can bo|chuyen vien) (?:lap|tong hop|ky)\b.{0,30}|lap bieu|nguoi lap|ke toan truong"
    r"|noi nhan\s?:?.*|\(?(?:da )?ky(?: ten)?\b\s?[,()].{0,40}|\(?da ky\)?"
    r"|[\w .]{0,40}, ?ngay\b.{0,14}\bthang\b.{0,14}\bnam\b.{0,10})"
)
_UNDER = re.compile(r"\s*\([^()]*\d{4}\)")
"""The time of the column under which a text stands, as `crosses.deadline_of` says it."""
_CLOSING = re.compile(
    r"(?:tren day la|trong qua trinh|can cu (?:ke hoach|noi dung|nhiem vu)"
    r"|(?:de nghi|yeu cau|giao) (?:cac|thu truong)"
    r"|(?:cac|thu truong cac) (?:co quan|don vi|so|ban|nganh)\b.{0,80}"
    r"\b(?:co trach nhiem|can cu|chu dong|bao cao)"
    r"|dinh ky|(?:neu|truong hop) (?:co|phat sinh)|so tu phap (?:co trach nhiem|theo doi))\b.*",
    re.DOTALL,
)
_YEARLY = re.compile(r"(?!.*\b(?:thang|tu|den|giai doan)\b).*\bnam (20\d\d)\W*")
_OPEN = re.compile(r".*(?:[,;(–-]|\b(?:và|hoặc|của|cho|các|về|theo|tại|trong|với|để|đến))", re.DOTALL)
_LONGEST_SIGNATURE = 400
_COLUMN_NUMBER = re.compile(r"\(?(?:\d{1,2}|[A-ZĐa-zđ])\)?(?:\s*=.{1,20})?")


SignKind = Literal["word", "roman", "letter", ""]


@dataclass(frozen=True, slots=True)
class GroupMark:
    """What a row says of a group.

    The number that it bears (0: none), its title (may be empty), and its text.
    """

    number: int
    title: str
    text: str


def is_total(line: ListLine, texts: Sequence[str]) -> bool:
    """Return whether a row sums up others."""
    if line.number.isdigit():
        return False
    text = fold(line.content or texts[0])
    return _TOTAL.fullmatch(text) is not None or (not line.timed and _TOTAL_OF.fullmatch(text) is not None)


def is_note(line: ListLine, texts: Sequence[str]) -> bool:
    """Return whether a row is a remark on the list."""
    return _is_alone(line, texts) and _NOTE.fullmatch(fold(texts[0])) is not None


def begins_notes(texts: Sequence[str]) -> bool:
    """Return whether a note's own lines may follow."""
    return _NOTE_HEAD.match(fold(texts[0])) is not None


def is_closing(text: str) -> bool:
    """Return whether a text below the tasks plainly speaks of the whole list: "Trên đây là …"."""
    return _CLOSING.fullmatch(fold(text)) is not None


def runs_on(above: str, text: str) -> bool:
    """Return whether a text at the top of a page goes on with the one that ended the page before."""
    return text[:1].islower() or (bool(text) and _OPEN.fullmatch(above) is not None)


def is_title(line: ListLine, texts: Sequence[str]) -> bool:
    """Return whether a row belongs to the title of an annex."""
    return _is_alone(line, texts) and _TITLE.fullmatch(fold(texts[0])) is not None


def is_annex(texts: Sequence[str]) -> bool:
    """Return whether a title is that of an annex."""
    return fold(texts[0]).startswith("phu luc")


def is_signature(line: ListLine, texts: Sequence[str]) -> bool:
    """Return whether a row begins what stands below a list: place and day, who signs, who receives."""
    time = line.value("deadline")
    own = (line.number, line.content, _UNDER.sub("", time) if isinstance(time, str) else time)
    fits = all(_signs(text) if isinstance(text, str) else text is None for text in own if text)
    return fits and any(map(_signs, texts))


def is_column_numbers(line: ListLine, texts: Sequence[str]) -> bool:
    """Return whether a row only numbers the columns: (1), (2), (3) or A, B, 1, 2."""
    if not line.content or _COLUMN_NUMBER.fullmatch(line.content) is None:
        return False
    return number_columns(texts)


def number_columns(texts: Sequence[str]) -> bool:
    """Return whether the texts of a row are the numbers of its columns."""
    return len(texts) > 1 and all(map(_COLUMN_NUMBER.fullmatch, texts))


def group_mark(line: ListLine) -> GroupMark | None:
    """Read a group from a row's sign ("I", "A.", "Nhóm 1"), whatever else the row holds.

    Return None if it has none.
    """
    number, content = line.number, one_line(line.content)
    if _ROMAN_OR_LETTER.fullmatch(number):
        return GroupMark(_roman(number), content, f"{number}. {content}".strip(". "))
    return mark_in(f"{number}: {content}" if _GROUP_WORD.fullmatch(number) else "" if number else content)


def mark_in(text: str) -> GroupMark | None:
    """Read a group from one text: "I. Tăng cường …", "Nhóm 2: …", "Nhóm 3"."""
    word = _GROUP_WORD.fullmatch(text)
    if word:
        number = int(word[1]) if word[1].isdigit() else _roman(word[1].upper())
        return GroupMark(number, _title(word[2]), text.rstrip(": "))
    sign = _SIGN_AND_TITLE.fullmatch(text)
    if sign:
        return GroupMark(_roman(sign[1] or sign[3] or ""), _title(sign[4]), text)
    return None


def sign_of(line: ListLine) -> SignKind:
    """Return with which kind of sign a group row begins, "" for one without any."""
    if _GROUP_WORD.fullmatch(line.number) or _GROUP_WORD.fullmatch(line.content):
        return "word"
    sign = line.number or line.content.split(None, 1)[0].rstrip(".):") if line.content else line.number
    if not _ROMAN_OR_LETTER.fullmatch(sign):
        return ""
    return "roman" if _roman(sign) else "letter"


def year_in_title(title: str) -> str:
    """Return the year with which the title of a yearly plan ends ("KẾ HOẠCH CÔNG TÁC NĂM 2021"), or ""."""
    found = _YEARLY.fullmatch(fold(title))
    return found[1] if found is not None else ""


def is_shouted(text: str) -> bool:
    """Return whether a text is written in capitals only, as titles are."""
    return len(text) > 7 and text.upper() == text and text.lower() != text


def _is_alone(line: ListLine, texts: Sequence[str]) -> bool:
    """Return whether a row has a text and nothing that a task has."""
    return not line.number and (not line.listed or len(texts) == 1)


def _signs(text: str) -> bool:
    return len(text) < _LONGEST_SIGNATURE and _SIGNATURE.fullmatch(fold(text.split("\n", 1)[0])) is not None


def _roman(sign: str) -> int:
    return (set(sign) <= set("IVXL") and sign != "L" and read_roman(sign)) or 0


def _title(text: str) -> str:
    return text.strip(" .:;")
