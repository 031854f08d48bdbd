"""Names and titles printed in capitals, written as they stand within a sentence."""

import re
from functools import cache

from desktop_app.domain.text import fold
from desktop_app.resources import provinces

_PLACE = r"(?:tỉnh|thành phố|tp\.?|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu)"
_NAME_OF_PLACE = re.compile(rf"\b({_PLACE})\s+(?!ủy\b)([^,]+)$")
_PARTY = re.compile(r"^((?:tỉnh|thành|huyện|quận|thị) ủy|đảng ủy|đảng bộ)\s+(.+)$")
_OF_BRANCH = re.compile(
    r"^((?:bộ|sở|phòng|cục|chi cục|tổng cục|vụ|ban|thanh tra|viện|trung tâm|ủy ban(?! nhân dân)) )(.+)$"
)
_PARTS = re.compile(r"(?:^|(?<=và )|(?<=, )|(?<=- ))\w")
_KEPT = re.compile(r"UBND|HĐND|TAND|VKSND|UBMTTQ|TP\.?|[IVX]{2,}|\S*\d\S*/\S*")
_ALWAYS = ("Việt Nam", "Chính phủ", "Quốc hội", "Bộ Tư pháp", "Sở Tư pháp", "Hà Nội")


def is_capitals(text: str) -> bool:
    """Return whether a text has letters, all of them capitals."""
    return text.upper() == text and text.lower() != text


def body_name(text: str) -> str:
    """Return the name of a body in the usual letters: "SỞ TƯ PHÁP" is "Sở Tư pháp"."""
    if not is_capitals(text):
        return text
    name, place = _lower(text), ""
    party = _PARTY.match(name)
    if party is not None:
        return _first_up(f"{party[1]} {_each_up(party[2])}")
    found = _NAME_OF_PLACE.search(name)
    if found is not None:
        name, place = name[: found.start()].strip(), f"{found[1]} {_each_up(found[2])}"
    branch = _OF_BRANCH.match(name)
    if branch is not None:
        name = branch[1] + _PARTS.sub(lambda one: one[0].upper(), branch[2])
    return _first_up(f"{_restored(name)} {place}".strip())


def sentence(text: str) -> str:
    """Return a title in the usual letters; which names it holds is known only of provinces and the like."""
    return _first_up(_restored(_lower(text))) if is_capitals(text) else text


def _lower(text: str) -> str:
    return " ".join(word if _KEPT.fullmatch(word) else word.lower() for word in text.split())


def _restored(text: str) -> str:
    for name in _ALWAYS:
        text = re.sub(rf"\b{name}\b", name, text, flags=re.IGNORECASE)
    return re.sub(rf"\b({_PLACE})\s+(\w+(?:[ -]\w+){{0,4}})", _with_province, text)


def _with_province(found: "re.Match[str]") -> str:
    words = found[2].split(" ")
    for count in range(len(words), 0, -1):
        name = _province_names().get(fold(" ".join(words[:count])))
        if name is not None:
            return " ".join([found[1], name, *words[count:]])
    return found[0]


@cache
def _province_names() -> dict[str, str]:
    return {fold(one.name): one.name for chosen in ("63", "34") for one in provinces(chosen)}


def _each_up(text: str) -> str:
    return " ".join(map(_first_up, text.split()))


def _first_up(text: str) -> str:
    return text[:1].upper() + text[1:]
