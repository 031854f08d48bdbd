"""Times of English plans in the words of the grammar: "By 30 June 2019" is "truoc 30/6/2019"."""

import re
from collections.abc import Callable

ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH_NUMBERS = {month: number for number, month in enumerate(ENGLISH_MONTHS, 1)}
_MONTH = rf"({'|'.join(ENGLISH_MONTHS)})[a-z]*\.?"
_SPOKEN = re.compile(
    r"\b(?:by|before|until|till|from|end|mid|within|later|quarter|quarterly|half|h[12]|monthly|annual|annually"
    rf"|june|july|sept|yearly|ongoing|continuous|continuously|regular|regularly|every|{'|'.join(ENGLISH_MONTHS)})\b"
    rf"|\b(?:{'|'.join(ENGLISH_MONTHS)})[a-z]{{2,}}\b"
)
_VIETNAMESE = re.compile(r"\b(?:thang|quy|nam|ngay|truoc|den|tu|hang|dinh ky)\b")
_COUNTED = {
    "first": 1,
    "1st": 1,
    "second": 2,
    "2nd": 2,
    "third": 3,
    "3rd": 3,
    "fourth": 4,
    "4th": 4,
    "last": 4,
}
_COUNT = f"({'|'.join(_COUNTED)})"

Change = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]


def _day(day: str, month: str, year: str) -> str:
    return f"{day}/{MONTH_NUMBERS[month]}/{year}"


_CHANGES: tuple[Change, ...] = (
    (
        re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH},?[ -](20\d\d)\b"),
        lambda said: _day(said[1], said[2], said[3]),
    ),
    (
        re.compile(rf"\b{_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (20\d\d)\b"),
        lambda said: _day(said[2], said[1], said[3]),
    ),
    (
        re.compile(rf"\b{_MONTH}(?: ?[-–—] ?| to )(?={_MONTH} 20\d\d)"),
        lambda said: f"thang {MONTH_NUMBERS[said[1]]} - ",
    ),
    (re.compile(rf"\b{_MONTH} (?=20\d\d\b)"), lambda said: f"thang {MONTH_NUMBERS[said[1]]}/"),
    (re.compile(rf"\b{_COUNT} quarter(?: of)?\b"), lambda said: f"quy {_COUNTED[said[1]]}"),
    (re.compile(rf"\b{_COUNT} half(?: of)?\b"), lambda said: _half(_COUNTED[said[1]])),
    (re.compile(r"\bh([12])(?=[ /-]?20\d\d\b)"), lambda said: _half(int(said[1]))),
    (re.compile(r"\b(?:monthly|(?:every|each) month)\b"), "hang thang"),
    (re.compile(r"\b(?:quarterly|(?:every|each) quarter)\b"), "hang quy"),
    (re.compile(r"\b(?:semi-?annually|every (?:six|6) months)\b"), "6 thang mot lan"),
    (re.compile(r"\b(?:annual(?:ly)?|yearly|(?:every|each) year)\b"), "hang nam"),
    (re.compile(r"\b(?:ongoing|continuous(?:ly)?|regular(?:ly)?)\b"), "thuong xuyen"),
    (re.compile(r"\b(?:by |before |until )?(?:the )?end(?: of)? (?=20\d\d\b)"), "cuoi nam "),
    (re.compile(r"\b(?:by |before |until )?(?:the )?end(?: of)? (?=thang|quy)"), ""),
    (re.compile(r"\b(?:by|until|till|(?:no|not) later than) (?=thang|quy|q[1-4]|6 thang|20\d\d)"), ""),
    (re.compile(r"\b(?:by|before|until|till|(?:no|not) later than)\b"), "truoc"),
    (re.compile(r"\b(?:within|in)(?= 20\d\d\b)"), "trong nam"),
    (re.compile(r"\bfrom\b"), "tu"),
    (re.compile(r"\bto\b"), "den"),
)


def _half(number: int) -> str:
    return f"6 thang {'dau' if number == 1 else 'cuoi'} nam"


def in_vietnamese(text: str) -> str:
    """Return a folded text with its English words of time in Vietnamese; one without any as it is."""
    if _SPOKEN.search(text) is None or _VIETNAMESE.search(text) is not None:
        return text
    for said, meant in _CHANGES:
        text = said.sub(meant, text)
    return text
