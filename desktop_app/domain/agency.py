"""Agencies: their names, and how a cell that names several is taken apart without breaking a name.

Names such as "Sở Lao động, Thương binh và Xã hội" hold the very signs that part one agency from the next. A comma or
"và" parts only where what follows begins like the name of an agency.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from desktop_app.domain.text import fold, one_line, tidy

_STARTS = (
    "so", "bo", "uy ban", "ubnd", "ubmttq", "ub mttq", "ban", "cong an", "toa an", "tand", "vien", "vksnd", "van phong",
    "cuc", "chi cuc", "tong cuc", "thanh tra", "hoi", "lien doan", "doan", "mat tran", "bao hiem", "bao", "dai",
    "trung tam", "truong", "phong", "cac", "thuong truc", "hdnd", "hoi dong", "kho bac", "ngan hang", "tinh uy",
    "thanh uy", "huyen uy", "bch", "bo chi huy", "bo tu lenh", "quan su", "bien phong", "hai quan", "thue", "to chuc",
    "don vi", "co quan", "nganh", "lien minh", "lien hiep", "hiep hoi", "vu", "quan uy", "dang uy", "chinh phu",
    "quoc hoi", "doan dai bieu", "ubnd cac", "vp", "stp", "so tu phap",
)  # fmt: skip
_BEGINS = re.compile(r"(?:" + "|".join(sorted(map(re.escape, _STARTS), key=len, reverse=True)) + r")(?!\w)")
_BREAKS = re.compile(r"\s*(?:;|\n|•|●|▪|\u2022|\u00b7\s)\s*")
_BULLET = re.compile(r"^(?:[-+*–—]\s*|\d{1,2}[.)]\s+|[a-zđ][.)]\s+)")
_SOFT = re.compile(r"\s*,\s*|\s+(?:và|&)\s+", re.IGNORECASE)
_NEVER_BEGIN = re.compile(r"(?:ban,? nganh|nganh|bao chi|thanh pho|thi xa|huyen|quan|phuong|xa|thi tran)(?!\w)")
_PLURAL = re.compile(r"(?:cac|uy ban nhan dan cac|ubnd cac)\s+(?:so|bo|huyen|quan|thi xa|xa|phuong|ban)(?!\w)")
_SHORT = (
    (re.compile(r"\bubnd\b"), "uy ban nhan dan"),
    (re.compile(r"\bhdnd\b"), "hoi dong nhan dan"),
    (re.compile(r"\b(?:ubmttq|ub mttq)\b(?: vn| viet nam)?"), "uy ban mat tran to quoc viet nam"),
    (re.compile(r"\btand\b"), "toa an nhan dan"),
    (re.compile(r"\bvksnd\b"), "vien kiem sat nhan dan"),
    (re.compile(r"\btp\b\.?\s*"), "thanh pho "),
)


@dataclass(frozen=True, slots=True)
class Agency:
    """An agency of the catalogue."""

    id: int
    name: str


def split_agencies(text: str, known: Collection[str] = ()) -> tuple[str, ...]:
    """Give the agencies that a cell names, each once, in order; a name in `known` is never broken."""
    whole = tidy(text)
    names: list[str] = []
    keys = known_keys(tuple(known)) if known else frozenset()
    for part in _BREAKS.split(whole):
        clean = _BULLET.sub("", part.strip()).rstrip(" .,;")
        if clean:
            names.extend(_soft_split(one_line(clean), keys))
    return tuple({agency_key(name): name for name in reversed(names)}[key] for key in _ordered(names))


def _ordered(names: list[str]) -> list[str]:
    return list(dict.fromkeys(agency_key(name) for name in names))


@lru_cache(maxsize=8)
def known_keys(names: tuple[str, ...]) -> frozenset[str]:
    """Give the keys of names that must not be broken."""
    return frozenset(map(agency_key, names))


def _soft_split(text: str, known: frozenset[str]) -> list[str]:
    if not _SOFT.search(text) or agency_key(text) in known:
        return [text]
    names: list[str] = []
    begin = at = 0
    for sign in _SOFT.finditer(text):
        before, after = text[begin : sign.start()], text[sign.end() :]
        if before.strip() and _begins_anew(before, after, known):
            names.append(before.strip())
            begin = sign.end()
        at = sign.end()
    last = text[begin:].strip(" ,")
    return [*names, last] if last and at else [*names, last or text]


def _begins_anew(before: str, after: str, known: frozenset[str]) -> bool:
    folded = fold(after)
    if agency_key(before) in known and _BEGINS.match(folded):
        return True
    if _NEVER_BEGIN.match(folded):
        return False
    if _PLURAL.match(fold(before)) and not _PLURAL.match(folded) and folded.startswith(("so ", "ban ", "nganh ")):
        return folded.startswith("so ")
    return _BEGINS.match(folded) is not None or _lone(before, folded)


def _lone(before: str, folded: str) -> bool:
    """Tell whether "Viện kiểm sát, Tòa án" style names follow: a body of justice named without a leading word."""
    return folded.startswith(("thi hanh an", "kiem toan", "buu dien", "quan khu")) and " " in before


def join_agencies(names: Iterable[str]) -> str:
    """Write several agencies on one line, as `split_agencies` reads them."""
    return "; ".join(names)


@lru_cache(maxsize=16384)
def agency_key(name: str) -> str:
    """Give the key under which a name stands in the catalogue: folded, common abbreviations opened."""
    key = fold(name)
    for pattern, words in _SHORT:
        key = pattern.sub(words, key)
    return " ".join(key.split()).strip(" .,;")
