"""Who leads and who helps, where one cell says both in words.

"Giao Sở Tư pháp chủ trì, phối hợp với Sở Nội vụ", "CT: Sở Tư pháp; PH: Sở Nội vụ", "Sở Tư pháp (chủ trì),
Sở Nội vụ (phối hợp)".
"""

import re
from dataclasses import dataclass
from typing import Literal

Role = Literal["leads", "helps"]
_Words = tuple[tuple[Role, re.Pattern[str]], ...]


def _compiled(*words: tuple[Role, str]) -> _Words:
    return tuple((role, re.compile(pattern, re.DOTALL)) for role, pattern in words)


_ANY = re.compile(
    r"chủ trì|phối hợp|tham mưu|\bgiao\b|\bcùng\b|\b(?-i:CT|PH)\b|đầu mối|chịu trách nhiệm"
    r"|\b(?:lead|support)(?:ing)?\s*:",
    re.IGNORECASE,
)
_WHO = r"(?:(?:các )?(?:cơ quan|đơn vị|bộ phận|phòng)\s+)?"
_WITH = r"phối hợp(?:\s+thực hiện)?(?:\s+(?:với|cùng))*"
_NAMES = r"(?P<names>.+?)"
_LEADING = _compiled(
    (
        "helps",
        rf"(?i)(?:và\s+)?{_WHO}(?:cùng\s+)?phối hợp(?:\s+thực hiện)?(?:\s+(?:với|cùng))*\s*:?\s+(?=\S)",
    ),
    ("helps", r"(?i)(?:và\s+)?cùng(?:\s+với)?\s+(?=\S)"),
    ("helps", r"PH\s*[:.-]\s*(?=\S)"),
    ("leads", rf"(?i){_WHO}(?:đồng\s+)?chủ trì(?:\s+(?:thực hiện|tham mưu))?\s*:\s*(?=\S)"),
    ("leads", r"(?i)giao(?:\s+cho)?\s*:?\s*(?=\S)"),
    ("leads", r"CT\s*[:.-]\s*(?=\S)"),
    ("leads", r"(?i)lead(?:ing)?\s*:\s*(?=\S)"),
    ("helps", r"(?i)support(?:ing)?\s*:\s*(?=\S)"),
)
"""What stands before the names that have a role, in the order in which it is looked for."""
_TRAILING = _compiled(
    ("leads", rf"(?i){_NAMES}\s*\((?:là\s+)?{_WHO}(?:chủ trì|đầu mối|CT)[^()]*\)"),
    ("helps", rf"(?i){_NAMES}\s*\((?:là\s+)?{_WHO}(?:phối hợp|PH)[^()]*\)"),
    ("leads", rf"(?i){_NAMES}\s+(?:là\s+)?{_WHO}(?:đồng\s+)?chủ trì(?:\s+thực hiện|\s+tham mưu.*)?"),
    ("leads", rf"(?i){_NAMES}\s+(?:là\s+)?{_WHO}(?:tham mưu|đầu mối|chịu trách nhiệm)(?:\s.*)?"),
    ("helps", rf"(?i){_NAMES}\s+(?:là\s+)?{_WHO}(?:cùng\s+)?phối hợp(?:\s+thực hiện)?"),
    ("helps", rf"(?i){_NAMES}\s+cùng(?:\s+tham gia)?"),
    ("leads", r"(?P<names>\S+\s.+?)\s+CT"),
    ("helps", r"(?P<names>\S+\s.+?)\s+PH"),
)
"""What stands behind the names that have a role. "Sở CT" is a name."""
_INSIDE = re.compile(
    rf"\s+(?:(?:và|để)\s+)?(?:{_WITH}|cùng(?!\s+(?:phối|thực|triển|tham))(?:\s+với)?)\s+(?=\S)", re.IGNORECASE
)
_NEXT = re.compile(
    r"(?:\s+[-–—/|]|\.)\s+(?=(?:CT|PH)\b|(?i:(?:cơ quan |đơn vị )?(?:chủ trì|phối hợp)|cùng)\b)"
    r"|\s+\+\s+|(?<=\))\s*(?:và\s+)?(?=[A-ZĐ]\w)"
)
_BRACKET_LINE = re.compile(r"\s*\n\s*\((?=(?:chủ trì|đầu mối|phối hợp|CT|PH)\b)")
"""A role in brackets on a line of its own is that of the line above."""
_DOING = re.compile(r"\s+(?:tổ chức\s+)?(?:thực hiện|triển khai)(?:\s+thực hiện)?$", re.IGNORECASE)
"""What a sentence says behind its last name."""
_ENDS = " .,;:-–—\n"


@dataclass(slots=True)
class _Part:
    """Names between two signs, with the sign before them: "," or a stronger one.

    `said`: words behind these very names give the role.
    """

    names: str
    role: Role
    joint: str
    said: bool = False


def has_role(text: str) -> bool:
    """Return whether a text says of an agency what it does."""
    return _ANY.search(text) is not None


def by_role(text: str) -> tuple[str, str]:
    """Return the names that lead and the names that help, each as one text to be taken apart."""
    parts: list[_Part] = []
    role: Role = "leads"
    for cut, joint in _cut(text):
        names, role = _without(cut, _LEADING, role)
        inside = _INSIDE.search(names) if role == "leads" else None
        if inside is not None:
            parts.append(_Part(_behind(names[: inside.start()])[0], role, joint))
            role = "helps"
            parts.append(_Part(_behind(names[inside.end() :])[0], role, ";"))
            continue
        bare, own = _behind(names)
        parts.append(_Part(bare, own or role, joint, said=own is not None))
        if own not in {None, role}:
            _spread(parts)
        if own == "leads":  # where words say this of some, the others help
            role = "helps"
    return _joined(parts, "leads"), _joined(parts, "helps")


def _spread(parts: list[_Part]) -> None:
    """Assign the role written behind the last part to the parts that share it.

    The rest of "các sở, ngành", and what stands since a semicolon, or since names with a role of their own.
    """
    own = parts[-1].role
    since = max(at for at, part in enumerate(parts) if part.joint != "," or (at and parts[at - 1].said))
    for at in range(len(parts) - 1, since, -1):
        begun = not parts[at].names[:1].islower() or parts[at].names.startswith("các ")
        if begun and since == 0:
            return
        parts[at - 1].role = own


def _joined(parts: list[_Part], role: Role) -> str:
    found = ""
    for part in parts:
        if part.role == role and part.names:
            found += (f"{', ' if part.joint == ',' else '; '}" if found else "") + part.names
    return found


def _without(text: str, words: _Words, role: Role) -> tuple[str, Role]:
    """Return a part without the word before its names, and the role from there on."""
    for said, pattern in words:
        match = pattern.match(text)
        if match is not None:
            return text[match.end() :], said
    return text, role


def _behind(names: str) -> tuple[str, Role | None]:
    """Return names without the word behind them, and the role that it gives, if there is such a word."""
    names = _DOING.sub("", names.strip(_ENDS))
    for said, pattern in _TRAILING:
        match = pattern.fullmatch(names)
        if match is not None:
            return match["names"].strip(_ENDS), said
    return names, None


def _cut(text: str) -> list[tuple[str, str]]:
    """Cut a text at line breaks, semicolons and commas outside brackets.

    Return each part with the sign before it.
    """
    text = _NEXT.sub("; ", _BRACKET_LINE.sub(" (", text))
    parts, start, depth, joint = [], 0, 0, ";"
    for place, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter in ";\n" or (letter == "," and depth <= 0):
            parts.append((text[start:place].strip(" -+•\t"), joint))
            start, depth, joint = place + 1, 0, "," if letter == "," else ";"
    return [*parts, (text[start:].strip(" -+•\t"), joint)]
