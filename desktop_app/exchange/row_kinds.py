"""What a row below the heading is, when it is not a task: a group, a total, a signature, a note, a repeated heading."""

import re
from collections.abc import Sequence

from desktop_app.domain.text import fold, read_roman
from desktop_app.exchange.headings import Field, Heading
from desktop_app.exchange.sheets import Value

_GROUP_WORD = re.compile(r"^(?:nhom|phan|muc)\s+(?:nhiem vu\s+)?(\d{1,2}|[ivx]+)\b\s*[.:)\-]*\s*")
_GROUP_SIGN = re.compile(r"^([IVX]{1,6}|[A-H])\s*[.:)\-/]*$")
_LEADING_SIGN = re.compile(r"^([IVX]{1,6}|[A-H])\s*[.:)\-/]+\s+(?=\S)")
_TOTAL = re.compile(r"^(?:tong cong|tong so|cong|tong)\b")
_SIGNATURE = re.compile(
    r"^(?:nguoi lap|nguoi lap bieu|lap bieu|giam doc|pho giam doc|kt\.|tm\.|tl\.|q\. ?giam doc|chu tich|pho chu tich|"
    r"thu truong don vi|noi nhan|\(?ky,? ?(?:ten|ghi)|\(?da ky|.{0,30}, ngay\s.{0,12}thang)"
)
_NOTE = re.compile(r"^(?:ghi chu|luu y|chu thich|\*)\s*[:.*]?")
_COLUMN_NUMBERS = re.compile(r"^\(?\d{1,2}\)?$")


def texts_of(row: Sequence[Value]) -> list[str]:
    """Give the folded texts of a row's cells that hold one."""
    return [fold(str(value)) for value in row if value is not None and str(value).strip()]


def is_repeated_heading(row: Sequence[Value], heading: Heading) -> bool:
    """Tell whether the row is the heading again, as on every page, or the numbers of its columns."""
    titles = {column: fold(title) for column, title in heading.titles}
    held = {column: fold(str(value)) for column, value in enumerate(row) if value is not None and str(value).strip()}
    same = sum(titles.get(column, "").endswith(text) for column, text in held.items())
    if len(held) > 1 and same >= len(held) - 1 and same > 1:
        return True
    numbers = [text for text in held.values() if _COLUMN_NUMBERS.match(text)]
    counted = [int(text.strip("()")) for text in numbers]
    return len(held) > 2 and len(numbers) == len(held) and counted == list(range(counted[0], counted[0] + len(counted)))


def ending(row: Sequence[Value], content: str, number: str) -> str | None:
    """Give "total", "signature" or "note" for a row that is one, else None."""
    first = fold(content) or fold(number) or (texts_of(row) or [""])[0]
    if _TOTAL.match(first) and len(first) < 40:
        return "total"
    if _SIGNATURE.match(first) and len(first) < 60:
        return "signature"
    if _NOTE.match(first):
        return "note"
    return None


def group_title(number: str, content: str, others: Sequence[Field]) -> str | None:
    """Give the title of a group row, "" for one that has only a number, None for another row.

    `others` are the fields of the row that hold something beside number and content.
    """
    if {"leads", "deadline", "coordinating", "output"} & set(others):
        return None
    sign = number.strip()
    word = _GROUP_WORD.match(fold(number)) or _GROUP_WORD.match(fold(content))
    if _GROUP_SIGN.match(sign):
        return content
    if word:
        whole = content if _GROUP_WORD.match(fold(content)) else f"{number} {content}"
        return whole[_title_start(whole) :].strip()
    if not sign and (found := _LEADING_SIGN.match(content)):
        return content[found.end() :]
    if sign and not content and (found := _LEADING_SIGN.match(sign)):
        return sign[found.end() :]
    return None


def group_number(number: str, content: str) -> int | None:
    """Give the number that a group row bears, or None."""
    found = _GROUP_WORD.match(fold(number)) or _GROUP_WORD.match(fold(content))
    if found:
        return int(found[1]) if found[1].isdigit() else read_roman(found[1])
    sign = _GROUP_SIGN.match(number.strip()) or _LEADING_SIGN.match(content) or _LEADING_SIGN.match(number)
    return read_roman(sign[1]) if sign else None


def _title_start(text: str) -> int:
    """Give where the title begins in "Nhóm 1. Tăng cường …"; folding keeps the number of characters of such words."""
    found = re.match(r"^\s*\S+\s+(?:nhiệm vụ\s+)?(?:\d{1,2}|[IVXivx]+)\s*[.:)\-]*\s*", text)
    return found.end() if found else 0
