"""A cell that lists several agencies, taken apart."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import lru_cache

from desktop_app.domain.agencies.names import LONGEST_NAME, agency_key
from desktop_app.domain.text import canonical, fold, tidy

# --- agencies named together: "Các Sở: Nội vụ, Tài chính" are Sở Nội vụ and Sở Tài chính ---------

_TOGETHER = re.compile(
    r"các\s+(?P<kind>sở|bộ|ban|phòng|hội|chi cục|cục)\s*:\s*(?P<names>.+)", re.IGNORECASE | re.DOTALL
)
_PARTS = re.compile(r"\s*[,;]\s*(?:và\s+)?")
_WHOLE = (
    ("lao dong", "thuong binh va xa hoi"),
    ("van hoa", "the thao va du lich"),
    ("van hoa", "the thao"),
    ("van hoa", "thong tin va du lich"),
)
"""Names that hold a comma themselves."""


def named_together(text: str) -> tuple[str, ...]:
    """Return the agencies that a text names under one word, each in full; nothing if it does not do so."""
    found = _TOGETHER.fullmatch(text.strip(" .;"))
    if found is None:
        return ()
    parts: list[str] = []
    for part in filter(None, _PARTS.split(found["names"].strip())):
        if parts and (fold(parts[-1]), fold(part)) in _WHOLE:
            parts[-1] += f", {part}"
        else:
            parts.append(part)
    kind = found["kind"].capitalize()
    return tuple(part if fold(part).startswith(fold(kind)) else f"{kind} {part}" for part in parts)


_ALONE = (
    "công an|viện kiểm sát|tòa án|văn phòng|thường trực|tỉnh ủy|thành ủy|huyện ủy|thị ủy|quận ủy|đảng ủy"
    "|tỉnh đoàn|thành đoàn|huyện đoàn|hội đồng nhân dân|ủy ban nhân dân|mặt trận tổ quốc|bộ đội biên phòng"
    "|bưu điện|hải quan|kiểm lâm|quản lý thị trường|chính phủ|quốc hội|ubnd|hđnd|tand|vksnd|(?:thuế|thống kê"
    "|điện lực|viễn thông|thi hành án dân sự) (?:tỉnh|thành phố|khu vực)|báo và (?:đài )?phát thanh|báo$"
    "|đại học (?:quốc gia|thái nguyên|huế|đà nẵng)|cổng thông tin điện tử|công chức tư pháp|công đoàn"
    "|chủ tịch (?:ubnd|ủy ban|hđnd|hội đồng)|lực lượng vũ trang|quân khu|quân đoàn|binh đoàn|sư đoàn"
    r"|trung đoàn|lữ đoàn|vùng \d|cảnh sát biển|biên phòng|thường vụ|bệnh viện|trại giam|vnpt|viettel|vcci"
    r"|kho bạc|thanh tra|công báo|cổng ttđt|mobifone|vinaphone|bidv|\w+bank|dự án|luật sư"
)
"""What can be the whole name of an agency."""
_OPENING = (
    r"sở|bộ(?! phận\b)|ủy ban|ban(?! ngành\b)|cục|chi cục|tổng cục|vụ|thanh tra|hội(?! (?:an|viên|nghị)\b)"
    r"|hiệp hội|liên hiệp|liên đoàn|tổng liên đoàn|liên minh|đoàn(?! (?:thể|viên|kết)\b)|mặt trận"
    r"|báo(?! (?:chí|cáo)\b)|đài|trung tâm|trường|phòng|hội đồng|bảo hiểm|kho bạc|ngân hàng|quỹ|học viện|viện"
    "|tổ công tác|tổ giúp việc|tổ chức|cơ quan|đơn vị|tập đoàn|tổng công ty|công ty|nhà xuất bản|chi nhánh"
    "|department|ministry|directorate|inspectorate"
)
"""What begins the name of an agency when more of it follows."""
_MANY = (
    "(?:tất cả )?(?:các|những|một số) (?:cơ quan|đơn vị|sở|bộ|ban|ngành|tổ chức|đoàn thể|hội|hiệp hội|phòng"
    "|trường|doanh nghiệp|ủy ban|ubnd|hđnd|tòa án|viện|công an|chi cục|cục|trung tâm|thành viên|văn phòng"
    "|ngân hàng|báo)"
)
_PLACES = "(?:tất cả )?các (?:địa phương|huyện|quận|thị xã|thành phố|xã|phường|tỉnh)"
_BEGINNINGS = rf"(?:(?:{_ALONE})\b|(?:{_OPENING}) (?!và\b)\w|(?:{_MANY}|{_PLACES})\b)"
_STARTS = re.compile(_BEGINNINGS)
_STARTS_PLAIN = re.compile(fold(_BEGINNINGS))
_MANY_OF = re.compile(_MANY)
_PLACES_ONLY = re.compile(_PLACES)
_LETTERS_ONLY = re.compile(
    r"(?:UBND|HĐND|TAND|TANDTC|VKS|VKSND|VKSNDTC|UBMTTQ|UBMTTQVN|MTTQ|BHXH|LĐLĐ|KBNN|NHNN|VP|VCCI|BCĐ|TTr|S[A-ZĐ]{1,6}"
    r"|BĐBP|BCHQS|BCH|BQL|VTV|VOV|TTXVN"
    r"|[A-ZĐ]{3,8}(?=\s+(?:tỉnh|thành phố|TP|huyện|xã|khu vực|TW|Trung ương)\b))(?!\w)"
)
_SECTORS = frozenset(
    {
        "tu phap", "tai chinh", "noi vu", "xay dung", "cong thuong", "y te", "ngoai vu", "ke hoach va dau tu",
        "khoa hoc va cong nghe", "giao duc va dao tao", "tai nguyen va moi truong", "giao thong van tai",
        "thong tin va truyen thong", "nong nghiep va phat trien nong thon", "nong nghiep va moi truong",
        "dan toc va ton giao", "lao dong thuong binh va xa hoi", "quy hoach kien truc",
    }
)  # fmt: skip
"""Departments by their field alone, as in "Sở Nội vụ, Tài chính, Tư pháp"."""

_SEVERAL = re.compile(
    r"(?:tat ca |toan bo )?(?:cac|nhung|mot so)\b|van phong (?:doan|hdnd)"
    r"|(?:ubnd|hdnd|uy ban nhan dan|van phong)\b.*\b(?:cac|doan|dbqh|hdnd)\b"
)
"""Bodies named together as one: "Các sở, ban, ngành", "UBND các huyện, thành phố"."""

_PRESS = r"(?<=\bb[áa]o)\s+v[àa]\s+(?:[đd][àa]i\s+)?ph[áa]t\s+thanh"
"""Newspaper and radio that are one body: "Báo và Đài Phát thanh - Truyền hình tỉnh"."""
_SOFT = re.compile(
    rf"\s*,\s*(?:v[àa]\s+)?|\s*/\s*|(?!{_PRESS})\s+(?:v[àa]|[-&+–—•]|\(?\d{{1,2}}[.)])\s+", re.IGNORECASE
)
_BULLET = re.compile(
    r"\s*(?:[-+*•·▪●○►–—\uf0a7\uf0b7]\s*|\(?\d{1,2}[.)/]\s*(?!\d)|\(?[a-zđ]\)\s*|[a-zđ]\.\s+)+", re.IGNORECASE
)
_OF_LISTS = "-*•·▪●○►–—\uf0a7\uf0b70123456789("
"""Signs that part names only in a list that begins with one."""
_COMMAS = frozenset({",", ", và", "và"})
_SECTOR_OF = re.compile(r"(?:Sở|Bộ)\s", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:[,&/–—-]|\b(?:và|của|thuộc|với))\s*$", re.IGNORECASE)
_WHOSE = re.compile(r"\b(?:nhân dân|UBND|HĐND)\s*$", re.IGNORECASE)
_ONE_OFFICE = re.compile(
    r"văn phòng (?:.*(?:đại biểu quốc hội|đbqh)(?:, (?:hđnd|hội đồng nhân dân))?\W+(?:và )?"
    r"|(?:hđnd|hội đồng nhân dân) và )"
)
"""An office that serves several: "Văn phòng Đoàn đại biểu Quốc hội và Hội đồng nhân dân tỉnh"."""
_BLANKS = " \t,.;:-–—+•"
_NOBODY = frozenset({"khong", "khong co", "x", "k", "0"})


def split_agencies(text: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """Take a cell apart into single agencies, each once, in order.

    Line breaks, ";" and bullets part agencies; a comma, "và" or a dash only if the name of an agency begins
    after it ("Sở Lao động, Thương binh và Xã hội" is one). The names in `known` are never taken apart.
    """
    return _split(text, _known(tuple(known)))


def names_an_agency(text: str) -> bool:
    """Return whether a text begins as the name of an agency does."""
    return len(text) <= LONGEST_NAME and _begins(tidy(text), _known(()))


def is_doubtful(name: str) -> bool:
    """Return whether a name of an agency seems to hold several.

    A comma stands in it that no known name has, or another agency begins behind a dash.
    """
    bare = re.sub(r"\([^()]*\)", "", name)
    if any(names_an_agency(rest) for rest in re.split(r"\s[-–—+]\s", bare)[1:]):
        return True
    pieces = [fold(piece) for piece in re.split(r"\s*,\s*", bare) if piece]
    if len(pieces) < 2 or _SEVERAL.match(pieces[0]):
        return False
    return not any(pieces[0].endswith(first) and pieces[1].startswith(rest) for first, rest in _WHOLE)


def splitter(known: Collection[str]) -> Callable[[str], tuple[str, ...]]:
    """Return `split_agencies` with `known` looked at once: for a long list and a long catalogue."""
    names = _known(tuple(known))
    return lambda text: _split(text, names)


def _split(text: str, names: "_Known") -> tuple[str, ...]:
    found: dict[str, str] = {}
    for line in _whole_lines(tidy(text), names):
        for part in (line,) if named_together(line) else _cut(line, ";"):
            for name in named_together(part) or _names(part, names):
                found.setdefault(agency_key(name), name)
    return tuple(name for key, name in found.items() if key and key not in _NOBODY)


@dataclass(frozen=True, slots=True)
class _Known:
    """The keys of names that stay whole, and the words with which they begin."""

    keys: frozenset[str]
    beginnings: frozenset[str]


@lru_cache(8)
def _known(names: tuple[str, ...]) -> _Known:
    keys = frozenset(filter(None, map(agency_key, names)))
    words = [key.split() for key in keys]
    return _Known(keys, frozenset(" ".join(some[:end]) for some in words for end in range(1, len(some) + 1)))


def _begins(text: str, known: _Known) -> bool:
    if _LETTERS_ONLY.match(text) or agency_key(text) in known.keys:
        return True
    return bool(_STARTS_PLAIN.match(text.lower()) if text.isascii() else _STARTS.match(canonical(text)))


def _whole_lines(text: str, known: _Known) -> list[str]:
    """Put the lines of a wrapped name together again."""
    lines: list[str] = []
    for line in filter(None, text.split("\n")):
        if lines and _continues(line, lines, known):
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return lines


def _continues(line: str, lines: list[str], known: _Known) -> bool:
    before, ending = lines[-1], lines[-1][-20:]
    bullet = _BULLET.match(line)
    if bullet:
        return not _BULLET.match(lines[0]) and line[0] in "-–—" and not _begins(line[bullet.end() :], known)
    if _GOES_ON.search(ending) or before.count("(") > before.count(")"):
        return True
    if _WHOSE.search(ending) and line.lower().startswith("các "):
        return True
    return line[0].islower() and not _begins(line, known)


def _cut(line: str, sign: str) -> list[str]:
    """Cut at each `sign` that does not stand in brackets."""
    if "(" not in line:
        return line.split(sign)
    parts, start, depth = [], 0, 0
    for place, letter in enumerate(line):
        if letter == sign and depth <= 0:
            parts.append(line[start:place])
            start, depth = place + 1, 0
        else:
            depth += (letter == "(") - (letter == ")")
    return [*parts, line[start:]]


def _names(part: str, known: _Known) -> list[str]:
    bullet = _BULLET.match(part)
    text = part[bullet.end() :] if bullet else part
    listed = bullet is not None
    pieces, joints = _pieces(text)
    names = [pieces[0]]
    at = 1
    whole = _known_from(0, pieces, joints, known)
    if whole:
        names, at = [whole[0]], whole[1]
    while at < len(pieces):
        whole = _known_from(at, pieces, joints, known)
        if whole:
            names.append(whole[0])
            at = whole[1]
            continue
        joint, piece = joints[at - 1], pieces[at]
        if joint.strip() in _COMMAS and _SECTOR_OF.match(names[-1]) and fold(piece) in _SECTORS:
            names.append(f"{names[-1].split(None, 1)[0]} {piece}")
            at += 1
            continue
        of_list = joint.strip()[0] in _OF_LISTS
        if (listed or not of_list) and _parts(names[-1], joint, piece, known):
            names.append(piece)
        else:
            names[-1] += joint + piece
        at += 1
    return [name.strip(_BLANKS) for name in names]


def _pieces(text: str) -> tuple[list[str], list[str]]:
    """Cut at everything that may part two agencies, outside brackets.

    Return the pieces and what stood between.
    """
    pieces, joints, start, seen, depth = [], [], 0, 0, 0
    for joint in _SOFT.finditer(text):
        depth += text.count("(", seen, joint.start()) - text.count(")", seen, joint.start())
        seen = joint.start()
        if depth > 0:
            continue
        pieces.append(text[start : joint.start()])
        joints.append(joint[0])
        start = joint.end()
    return [*pieces, text[start:]], joints


def _known_from(at: int, pieces: list[str], joints: list[str], known: _Known) -> tuple[str, int] | None:
    """Find the longest known name that begins with piece `at`, and the piece after it."""
    found, name, key = None, pieces[at], agency_key(pieces[at])
    while key in known.beginnings:
        if key in known.keys:
            found = name, at + 1
        at += 1
        if at == len(pieces):
            break
        name += joints[at - 1] + pieces[at]
        key = f"{key} {agency_key(pieces[at])}".strip()
    return found


def _parts(before: str, joint: str, piece: str, known: _Known) -> bool:
    """Return whether `piece` begins another agency than the name `before` it."""
    name, next_name = canonical(before[:LONGEST_NAME]), canonical(piece)
    if _PLACES_ONLY.match(next_name):
        return not re.search(r"\bcác\b", name)
    if _ONE_OFFICE.fullmatch(name + joint.lower()):
        return False
    if _MANY_OF.match(name) and piece[:1].islower() and not _MANY_OF.match(next_name):
        return False
    return _begins(piece, known)
