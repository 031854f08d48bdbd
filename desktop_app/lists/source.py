"""The paper that a list came with, if its title block or file name states it.

What is not stated stays empty.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from desktop_app.domain.text import fold, one_line

_NUMBER = re.compile(r"\bsố\s*:?\s*(?P<number>\d+[\w.]*\s*/\s*[^\W\d_][\w&.\-–/]*)", re.IGNORECASE)
_DAY = re.compile(
    r"\bngày\s*(?P<day>\d{1,2})\s*(?:tháng|[/.-])\s*(?P<month>\d{1,2})\s*(?:năm|[/.-])\s*(?P<year>\d{4})\b",
    re.IGNORECASE,
)
_WITH = re.compile(r"kèm theo|ban hành", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"\b(?:thực hiện|triển khai|căn cứ|(?<!kèm )theo|thay thế|sửa đổi|cập nhật|tính đến|đến ngày)\b",
    re.IGNORECASE,
)
"""What stands behind these words is of another paper, or of the state that a list shows."""
_DAY_LEFT_OPEN = re.compile(r"\bngày\b", re.IGNORECASE)
_IN_NAME = re.compile(
    r"(?<!\d)(?:(?P<day>\d{2})[._-](?P<month>\d{2})[._-](?P<year>(?:19|20)\d{2})"
    r"|(?P<year2>(?:19|20)\d{2})[._-]?(?P<month2>\d{2})[._-]?(?P<day2>\d{2}))(?!\d)"
)


@dataclass(frozen=True, slots=True)
class StatedPaper:
    """The number and the day of a paper; empty and None if nothing states them."""

    document: str = ""
    issued_on: date | None = None


NOTHING_STATED = StatedPaper()


def stated_source(titles: Iterable[str], file_name: str) -> StatedPaper:
    """Read the title block above a list, then the name of its file.

    The line that the list was issued with ("Kèm theo Quyết định số … ngày …") speaks before any other; where
    it leaves the day open, so does the list. A paper that the list carries out is not its own.
    """
    lines = [_OF_OTHERS.split(one_line(title))[0] for title in titles]
    lines.sort(key=lambda line: _WITH.search(line) is None)
    number = next((found for line in lines if (found := _NUMBER.search(line))), None)
    said = next((line for line in lines if _DAY_LEFT_OPEN.search(line)), "")
    if said and _WITH.search(said):
        lines = [said]
    day = next((day for line in lines if (day := day_in(line))), None)
    document = re.sub(r"\s", "", number["number"]).rstrip(".-–") if number else ""
    return StatedPaper(document, day or _named(file_name))


def names_document(text: str, number: str) -> bool:
    """Return whether a text names a document, as in "242/QĐ-TTg".

    Names of files write it as "242_QD-TTg". A number without letters is found in no text: any figure could be
    meant.
    """
    words = re.findall(r"\w+", fold(number))
    if len(words) < 2 or not words[0].isdigit():
        return False
    pattern = r"(?<![^\W_])" + r"[\W_]*".join(map(re.escape, words)) + r"(?![^\W_])"
    return re.search(pattern, fold(text)) is not None


def day_in(text: str) -> date | None:
    """Return the first day that a text names in words or figures: "ngày 26 tháng 02 năm 2018"."""
    return _day(_DAY.search(text))


def _day(found: "re.Match[str] | None") -> date | None:
    return None if found is None else _made(found["year"], found["month"], found["day"])


def _named(file_name: str) -> date | None:
    found = _IN_NAME.search(file_name)
    if found is None:
        return None
    if found["day"]:
        return _made(found["year"], found["month"], found["day"])
    return _made(found["year2"], found["month2"], found["day2"])


def _made(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
