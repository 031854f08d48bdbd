"""The head of a Decision, plan or programme: its kind, number, day, issuer, title and years.

The form is that of Nghị định 30/2020/NĐ-CP, Phụ lục I. What a head does not say stays empty.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from desktop_app.domain.text import fold, one_line, read_roman, tidy
from desktop_app.lists._capitals import body_name, is_capitals, sentence
from desktop_app.lists.source import day_in
from desktop_app.lists.words import names

Doubt = Literal["title_capitals", "years_of_part", "years_of_body", "years_of_law", "start_unknown"]
"""What the officer should look at, although something was read."""

_LINES = 60
"""The head and the title stand in so many lines."""
_BODY_LINES = 2_000
_TABLE = 3
"""A row with so many filled cells is one of a table, not of a head."""
_LONGEST_LINE = 400
_OWN_NAME = ("KẾ HOẠCH", "CHƯƠNG TRÌNH", "ĐỀ ÁN", "PHƯƠNG ÁN", "DỰ ÁN")
"""Kinds that stand in the name of what they bring: "Kế hoạch phổ biến pháp luật"."""
_KINDS = (*_OWN_NAME, "QUYẾT ĐỊNH", "NGHỊ QUYẾT", "CHỈ THỊ", "HƯỚNG DẪN", "THÔNG BÁO", "KẾT LUẬN")
_KIND = re.compile(rf"({'|'.join(_KINDS)})(?:\s*:?\s*$|\s+(?=\S))")
_SIGNS = {
    "qd": "Quyết định",
    "nq": "Nghị quyết",
    "ct": "Chỉ thị",
    "kh": "Kế hoạch",
    "ctr": "Chương trình",
    "da": "Đề án",
    "hd": "Hướng dẫn",
    "tb": "Thông báo",
    "kl": "Kết luận",
    "pa": "Phương án",
}
_LETTER = "Công văn"
KINDS = (*dict.fromkeys(_SIGNS.values()), _LETTER)
"""The kinds of papers, as a sign says them."""
_SIGN = re.compile(r"\d+[a-z]?\s*(?:/\s*\d{4}\s*)?[/-]\s*([^\W\d_]+)")
_NATION = re.compile(
    r"cộng h(?:òa|oà) xã hội chủ nghĩa việt nam|đảng cộng sản việt nam"
    r"|độc lập\s*[-–]\s*tự do\s*[-–]\s*hạnh phúc",
    re.IGNORECASE,
)
_RULE = re.compile(r"[-–—_*=~.\s]+")
_RULES_IN = re.compile(r"[-–—_*=]{3,}")
_NUMBER = re.compile(
    r"\bsố\s*:?\s*(?P<number>\d+[a-z]?\s*(?:/\s*\d{4}\s*)?(?:/|-(?=\s*[^\W\d_]+\s*/))\s*[^\W\d_][\w&.\-–/]*)",
    re.IGNORECASE,
)
_NUMBER_LINE = re.compile(r"số\s*[:.…\d_/\s]", re.IGNORECASE)
_DATED = re.compile(r"[\w .\-]{2,40},\s*ngày\b.*", re.IGNORECASE)
_WITH = re.compile(r"\(?\s*(?:ban hành\s+)?(?:kèm theo|theo)\b.*\bsố\b", re.IGNORECASE)
_ISSUED_BY = re.compile(r"\bcủa\s+(?:chủ tịch\s+)?(?P<body>[^()]+?)\s*\)?\.?$", re.IGNORECASE)
_ABOUT = re.compile(r"v/v\s*:?\s*|về việc\s+", re.IGNORECASE)
_BODIES = re.compile(
    r"(?:BỘ|SỞ|PHÒNG|CỤC|CHI CỤC|TỔNG|VỤ|BAN|ỦY BAN|UỶ BAN|UBND|HĐND|HỘI|CHÍNH PHỦ|THỦ TƯỚNG|QUỐC HỘI"
    r"|VĂN PHÒNG|TRUNG TÂM|THANH TRA|T(?:ÒA|OÀ) ÁN|VIỆN|TỈNH (?:ỦY|UỶ)|THÀNH (?:ỦY|UỶ)"
    r"|(?:HUYỆN|QUẬN|THỊ) (?:ỦY|UỶ)|ĐẢNG|LIÊN|CÔNG|TRƯỜNG|KHO|NGÂN HÀNG|BẢO HIỂM|ĐOÀN|MẶT TRẬN"
    r"|HỌC VIỆN|CHỦ TỊCH|TỔ)\b"
)
_SIGNER = re.compile(
    r"(?:THỦ TƯỚNG|CHỦ TỊCH|BỘ TRƯỞNG|GIÁM ĐỐC|ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|CHÁNH|TỔNG|CỤC TRƯỞNG|VỤ TRƯỞNG"
    r"|TRƯỞNG|CHÍNH PHỦ|BAN THƯỜNG VỤ|KHÓA|KHOÁ)\b"
)
_CARRIES_OUT = re.compile(r"(?:thực hiện|triển khai|thi hành)\b.{0,60}\bsố\s*:?\s*\d", re.IGNORECASE)
"""How the text of a plan begins below its whole title: "Thực hiện Quyết định số 749/QĐ-TTg …"."""
_BODY_BEGINS = re.compile(
    r"(?:căn cứ|xét|theo đề nghị|kính gửi|điều \d|phần|chương|nơi nhận|để |nhằm )\b"
    r"|(?:[IVX]+|\d+|[A-Z])\s?[.)/]\s|\(|.*[.:;]$|.*như sau\b"
    r"|.*,.*\b(?:ban hành|xây dựng)\s+(?:kế hoạch|chương trình|đề án)\b",
    re.IGNORECASE | re.DOTALL,
)
_OF_LIST = re.compile(r"DANH MỤC|BẢNG|PHÂN CÔNG|TỔNG HỢP|NHIỆM VỤ|TIẾN ĐỘ")
"""What the title of a list begins with that came without its paper."""
_DECIDES = re.compile(r"^(?:về\s+)?(?:việc\s+)?(?:phê duyệt|ban hành|thông qua|công bố)\s+", re.IGNORECASE)
_QUOTED = re.compile(r"\b(Đề án|Chương trình|Kế hoạch|Dự án|Phương án)\s*:?\s*[“\"«]([^”\"»]+)[”\"»]")
_ANNEX = re.compile(r"(?:phụ lục|biểu|mẫu)\b.{0,20}", re.IGNORECASE)
_ANNEX_WORD = re.compile(r"phụ lục(?:\s+(?:số\s+)?(?:\d+|[IVX]+)\b)?[\s.:]*", re.IGNORECASE)
_OF_PLACE = re.compile(r"(?:TỈNH|THÀNH PHỐ|HUYỆN|QUẬN|THỊ XÃ|XÃ|PHƯỜNG|ĐẶC KHU)\b")

_YEAR = r"((?:19|20)\d\d)"
_CITED = re.compile(
    rf"\bngày\s+\d{{1,2}}\s*(?:tháng|[/.-])\s*\d{{1,2}}\s*(?:năm|[/.-])\s*{_YEAR}|\b\d+/{_YEAR}/\S+",
    re.IGNORECASE,
)
_OF_LAW = re.compile(rf"\b(?:Luật|Bộ luật|Hiến pháp|Pháp lệnh)\b[^,;()]*?\bnăm\s+{_YEAR}")
_HALF = re.compile(rf"6 tháng (đầu|cuối) năm\s+{_YEAR}", re.IGNORECASE)
_QUARTER = re.compile(rf"quý\s+(IV|I{{1,3}}|[1-4])\s*(?:/|năm)\s*{_YEAR}", re.IGNORECASE)
_MONTH = re.compile(rf"tháng\s+(\d{{1,2}})\s*(?:/|năm)\s*{_YEAR}", re.IGNORECASE)
_SPAN = re.compile(
    rf"{_YEAR}\s*(?:[-–—]|(?:đến|tới)(?:\s+hết)?(?:\s+năm)?)\s*{_YEAR}(?!\d)",
    re.IGNORECASE,
)
_UNTIL = re.compile(rf"(?:đến|tới)(?:\s+hết)?\s+năm\s+{_YEAR}", re.IGNORECASE)
_ONE = re.compile(rf"\bnăm\s+{_YEAR}(?!\d)", re.IGNORECASE)
_TIME = re.compile(
    r"(?:[\dIVXa-z]+[.)]\s*|[-+]\s*)?thời (?:gian|hạn) (?:thực hiện|triển khai)[^:]*:(.+)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Years:
    """The first and the last day that a text names; None for what it does not say."""

    first: date | None = None
    last: date | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentHead:
    """What the head of a document says; empty and None for what it does not."""

    kind: str = ""
    number: str = ""
    issued_on: date | None = None
    issuer: str = ""
    title: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    doubts: tuple[Doubt, ...] = ()


def read_head(rows: Iterable[Sequence[str]]) -> DocumentHead:
    """Read the head of a document, given row by row with the texts of its cells from the left."""
    lines = list(_lines(rows))
    head = lines[:_LINES]
    at = next((place for place, line in enumerate(head) if _KIND.match(line)), None)
    top = head[:at] if at is not None else head[: _first(head, _BODY_BEGINS)]
    named = next((place for place, line in enumerate(top) if _NUMBER_LINE.match(line)), None)
    paper = next((line for line in head if _WITH.match(line)), "") if named is None else ""
    number = _number(top[named]) if named is not None else _number(paper)
    issuer = _issuer(top[:named]) if not paper else _fuller(_issued_by(paper), _issuer(_bodies(head)))
    day = next((found for line in [paper, *top] if (found := day_in(line)) is not None), None)
    word, title = _title(head, at, top, paper)
    kind = (kind_of(number) if paper or not word else "") or _first_up(word) or kind_of(number)
    doubts: list[Doubt] = []
    if is_capitals(title):
        title = sentence(title)
        doubts.append("title_capitals")
    years = years_in(title)
    if years.last is None and "years_of_law" not in years.doubts:
        years = _years_of_body(lines) or years
    return DocumentHead(
        kind=kind,
        number=number,
        issued_on=day,
        issuer=issuer,
        title=_complete(word, title),
        starts_on=years.first,
        ends_on=years.last,
        doubts=(*doubts, *years.doubts),
    )


def kind_of(number: str) -> str:
    """Return the kind of paper that a number's sign says: "07/KH-STP" is a plan; "" if it says none.

    A sign without a kind is that of a letter.
    """
    found = _SIGN.match(fold(number))
    return "" if found is None else _SIGNS.get(found[1], _LETTER)


def years_in(text: str) -> Years:
    """Return the days from which and to which a title says that something is carried out."""
    text = _CITED.sub(" ", text)
    bare = _OF_LAW.sub(" ", text)
    part = _part_of_year(bare)
    if part is not None:
        return part
    span = _SPAN.search(bare)
    single = sorted({int(one[1]) for one in _ONE.finditer(_UNTIL.sub(" ", _SPAN.sub(" ", bare)))})
    if span is not None:
        first, last = int(span[1]), int(span[2])
        if len(single) == 1 and first <= single[0] <= last:
            return Years(*_whole(single[0], single[0]), ("years_of_part",))
        return Years(*_whole(first, last)) if first <= last else Years()
    if len(single) == 1:
        return Years(*_whole(single[0], single[0]))
    until = _UNTIL.search(bare)
    if until is not None and not single:
        return Years(None, date(int(until[1]), 12, 31), ("start_unknown",))
    return Years(doubts=("years_of_law",)) if bare != text else Years()


def _part_of_year(text: str) -> Years | None:
    half, quarter, month = _HALF.search(text), _QUARTER.search(text), _MONTH.search(text)
    if half is not None:
        first = 1 if half[1].lower() == "đầu" else 7
        return Years(*_months(int(half[2]), first, first + 5))
    if quarter is not None:
        place = int(quarter[1]) if quarter[1].isdigit() else read_roman(quarter[1].upper()) or 1
        return Years(*_months(int(quarter[2]), 3 * place - 2, 3 * place))
    if month is not None and 1 <= int(month[1]) <= 12:
        return Years(*_months(int(month[2]), int(month[1]), int(month[1])))
    return None


def _years_of_body(lines: Iterable[str]) -> Years | None:
    """Return the years of the only line of the text that says from when to when all is carried out."""
    found = {
        (int(span[1]), int(span[2]))
        for line in lines
        if (said := _TIME.match(line)) and (span := _SPAN.search(said[1]))
    }
    if len(found) != 1:
        return None
    first, last = found.pop()
    return Years(*_whole(first, last), ("years_of_body",)) if first <= last else None


def _whole(first: int, last: int) -> tuple[date, date]:
    return _months(first, 1, 12)[0], _months(last, 1, 12)[1]


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


# --- the lines of the head -----------------------------------------------------------------------


def _lines(rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of the text, what stands beside the nation's name apart; a rule or a table is "-"."""
    count = 0
    for row in rows:
        if sum(map(bool, row)) >= _TABLE or (len(row) > 1 and names(row[0], "number")):
            yield "-"
        for cell in row:
            for piece in tidy(cell).splitlines():
                for part in _NATION.sub("\n", piece).split("\n"):
                    line = _RULES_IN.sub(" ", part).strip()
                    if line and _RULE.fullmatch(line) is None:
                        yield one_line(line)
                    elif part.strip():
                        yield "-"
                    count += 1
        if count > _BODY_LINES:
            return


def _first(lines: Sequence[str], pattern: "re.Pattern[str]") -> int:
    return next((place for place, line in enumerate(lines) if pattern.match(line)), len(lines))


def _number(line: str) -> str:
    found = _NUMBER.search(line)
    if found is None:
        return ""
    return re.sub(r"\s", "", found["number"]).rstrip(".-–")


def _issuer(lines: Sequence[str]) -> str:
    """Return the last body above the number: its parent stands before it, its name may run over lines."""
    bodies: list[str] = []
    for line in lines:
        if bodies and (line == "-" or _OF_LIST.match(line)):
            break
        if not is_capitals(line) or _ANNEX.match(line) or _DATED.fullmatch(line):
            continue
        if bodies and _BODIES.match(line) is None:
            bodies[-1] += f" {line}"
        else:
            bodies.append(line)
    return body_name(bodies[-1]) if bodies else ""


def _bodies(head: Sequence[str]) -> list[str]:
    """Return the lines that begin an annex by naming who made it."""
    named: list[str] = []
    for line in head:
        if _beside(line):
            continue
        of_body = _BODIES.match(line) is not None and not line.startswith("BAN HÀNH")
        if not is_capitals(line) or not (of_body or (named and _OF_PLACE.match(line))):
            break
        named.append(line)
    return named


def _beside(line: str) -> bool:
    """Return whether a line of an annex's head says neither who made it nor what it is of."""
    return line == "-" or _ANNEX.fullmatch(line) is not None or _DATED.fullmatch(line) is not None


def _fuller(said: str, above: str) -> str:
    """Return the name above an annex where it is the one said below with its place: "… tỉnh Hà Nam"."""
    return above if fold(above).startswith(fold(said)) else said


def _issued_by(paper: str) -> str:
    found = _ISSUED_BY.search(paper)
    return _first_up_letter(body_name(found["body"].strip())) if found is not None else ""


def _title(head: Sequence[str], at: int | None, top: Sequence[str], paper: str) -> tuple[str, str]:
    """Return the word of the kind in capitals ("" if there is none) and the subject below it."""
    if at is not None:
        found = _KIND.match(head[at])
        word = found[1] if found is not None else ""
        rest = head[at][len(word) :].strip(" :")
        return word, _joined([rest, *head[at + 1 :]] if rest else head[at + 1 :])
    about = next((place for place, line in enumerate(top) if _ABOUT.match(line)), None)
    if about is not None:
        return "", _joined([_ABOUT.sub("", top[about], count=1), *top[about + 1 :]])
    if paper and paper in head:
        bodies = _bodies(head)
        above = [line for line in head[: head.index(paper)] if line not in bodies and not _beside(line)]
        return "", _ANNEX_WORD.sub("", " ".join(above), count=1)
    listed = _first(top, _OF_LIST)
    return "", _joined(top[listed:])


def _joined(lines: Sequence[str]) -> str:
    """Join the lines of a title up to where the text begins."""
    taken: list[str] = []
    for line in lines:
        if line == "-":
            if taken:
                break
            continue
        loud = is_capitals(line) and (
            _SIGNER.match(line) is not None or bool(taken and not is_capitals(taken[0]))
        )
        text = _DATED.fullmatch(line) or _BODY_BEGINS.match(line) or len(line) > _LONGEST_LINE
        whole = taken and not is_capitals(taken[-1]) and _CARRIES_OUT.match(line)
        if loud or text or whole:
            break
        taken.append(line)
    if all(line.upper() == line for line in taken):
        return " ".join(taken)
    return " ".join(_calmed(line, before) for line, before in zip(taken, ["", *taken], strict=False))


def _calmed(line: str, before: str) -> str:
    """Return a line of a title of which only some are in capitals: "HÀNH ĐỘNG", then "Thực hiện …"."""
    if is_capitals(line):
        return _within(sentence(line))
    return _within(line) if is_capitals(before) else line


def _complete(word: str, title: str) -> str:
    """Return the name of a programme: without "Phê duyệt" and the like, with the word of its own kind."""
    title = _DECIDES.sub("", _ABOUT.sub("", title, count=1) if _ABOUT.match(title) else title, count=1)
    title = _QUOTED.sub(r"\1 \2", title).strip(" .;:")
    if word not in _OWN_NAME:
        title = re.sub(r"^về\s+", "", title, flags=re.IGNORECASE) if word else title
        return _first_up_letter(title)
    kind = _first_up(word)
    if not title or fold(title).startswith(fold(kind)):
        return title
    return f"{kind} {_within(title)}"


def _within(text: str) -> str:
    """Return a text as it stands within a sentence; one that begins with a short form is left alone."""
    return f"{text[0].lower()}{text[1:]}" if text[1:2].islower() else text


def _first_up(word: str) -> str:
    return word[:1] + word[1:].lower()


def _first_up_letter(text: str) -> str:
    return text[:1].upper() + text[1:]
