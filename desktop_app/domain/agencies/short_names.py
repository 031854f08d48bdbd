"""Short forms of names that no table can list: "Sở TP", "UBND H.", "P. Tư pháp", "CA tỉnh"."""

import re
from collections.abc import Iterable, Iterator, Sequence

from desktop_app.domain.agencies.names import agency_key
from desktop_app.domain.text import fold

_BEGINNINGS = ("ngh", "ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr")
"""Letters that a short form may keep together: "TTr" is Thanh tra."""

_PLACES = frozenset({"tinh", "thanh", "huyen", "quan", "thi", "xa", "phuong", "khu", "cac"})
"""Words with which the part of a name begins that a short form may leave out: whose agency it is."""

_PLACED = frozenset({"tinh", "pho", "huyen", "quan", "xa", "phuong", "khu"})
"""Words after which only the name of the place is left out."""

LONGEST = 60
"""Characters of a short form."""


def meant_by(text: str, names: Iterable[str]) -> str | None:
    """Return the one of `names` that a short form means; None if it fits none of them, or several.

    "Sở TP" means "Sở Tư pháp tỉnh Nam Định": each of its words is a word of the name or begins several.
    """
    if len(text) > LONGEST:
        return None
    said = [word for word in re.findall(r"\w+", fold(text)) if word != "va"]
    if sum(map(len, said)) < 2:
        return None
    found = {name for name in names if _fits(said, agency_key(name).split())}
    return found.pop() if len(found) == 1 else None


def _fits(said: Sequence[str], words: Sequence[str]) -> bool:
    places = {0}
    for word in said:
        starts = {*places, *(at + 1 for at in places if words[at : at + 1] == ["cac"])}
        places = {end for at in starts for end in _ends(word, words, at)}
    return any(
        end > 1 and (end == len(words) or words[end] in _PLACES or words[end - 1] in _PLACED)
        for end in places
    )


def _ends(letters: str, words: Sequence[str], at: int) -> Iterator[int]:
    """Yield where a word ends that stands for the words from `at` on: the same word, or their beginnings."""
    if not letters:
        yield at
    elif at < len(words):
        if letters == words[at]:
            yield at + 1
        for piece in (letters[0], *_BEGINNINGS):
            if letters.startswith(piece) and words[at].startswith(piece):
                yield from _ends(letters[len(piece) :], words, at + 1)
