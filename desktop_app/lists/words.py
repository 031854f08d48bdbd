"""What the titles of columns mean.

The folded synonyms of `resources/headings.json`, which an office can extend.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, get_args

from rapidfuzz import fuzz, process

from desktop_app.domain.plain_json import read_json
from desktop_app.domain.text import canonical, fold
from desktop_app.resources import resource

Field = Literal[
    "number",
    "content",
    "leads",
    "coordinating",
    "deadline",
    "starts",
    "output",
    "group",
    "state",
    "percent",
    "completed_on",
    "status",
    "result",
    "difficulty",
    "proposal",
    "note",
    "other",
    "ignore",
]
FIELDS: tuple[Field, ...] = get_args(Field)
LISTED: frozenset[Field] = frozenset(
    {"number", "content", "leads", "coordinating", "deadline", "starts", "output", "group"}
)
"""The fields that a list may set.

All others belong to the province and are recognised only to be left alone.
"""

MANY: frozenset[Field] = frozenset({"other", "ignore"})
"""What any number of columns can be: those whose text is only kept, and those that are left alone."""

OTHER = "Cột khác: "
"""How the title of a column begins of which this program only kept the text."""

LONGEST = 120
"""The longest title of a column, in characters."""

EXACT = 1.0
_TYPO = 0.9
_WEAK = 0.55
_ABOVE = 0.5
_LEAST_ALIKE = 86
_LEAST_LENGTH = 6
_ASIDE = re.compile(r"\([^()]*\)")
_QUALIFIED_SCORE = 0.95
_QUALIFIED = re.compile(
    r"(?:^| )(?:(?P<new>(?:da |duoc |sau (?:khi )?)?(?:dieu chinh|gia han|thay doi)|moi|hien hanh)"
    r"|(?:ban dau|cu|goc|da giao|truoc (?:khi )?(?:dieu chinh|gia han|thay doi)"
    r"|theo (?:quyet dinh|qd|ke hoach|kh|cong van|cv|nghi quyet|nq|van ban|vb|thong bao|tb)\b.*))"
    r"(?: lan \d)?$"
)
"""What a title says of two columns for one field: "Thời hạn ban đầu", "Thời hạn điều chỉnh"."""
_PERIOD = re.compile(r"\b(?:(?:quy|q) ?(?:iv|i{1,3}|[1-4])|(?:thang|t) ?\d{1,2}|[69] thang|nam 20\d\d)\b")
_SIGNS = re.compile(r"[^a-z0-9%]+")

Meanings = Mapping[Field, float]
"""How well a title names each field.

1 is a synonym to the letter, fields that it does not name are missing.
"""


@dataclass(frozen=True, slots=True)
class Synonyms:
    """Plain titles and what they mean; `weak` ones mean the first of several fields that is still free.

    `short` forms are written out before a title is looked up. `words` are the titles of one word with their
    accents: "Mức" is not "Mục".
    """

    sure: Mapping[str, Field]
    weak: Mapping[str, tuple[Field, ...]]
    under: Mapping[Field, Mapping[str, Field]]
    short: Mapping[str, str]
    words: frozenset[str]


def plain(title: str) -> str:
    """Return a title as it is compared: folded, without punctuation and without what stands in brackets."""
    folded = fold(title)
    return _words(_ASIDE.sub(" ", folded)) or _words(folded)


def read_synonyms(path: Path) -> Synonyms:
    """Read a synonym file. Raises ValueError for a field that there is not, or for broken JSON."""
    data = read_json(path.read_text(encoding="utf-8"))
    sure = {
        form: field
        for field, titles in _by_field(data["fields"])
        for title in titles
        for form in _forms(title)
    }
    weak: dict[str, tuple[Field, ...]] = {}
    for title, fields in data["weak"].items():
        several = tuple(map(_field, fields))
        weak.setdefault(plain(title), several)
        weak[canonical(title)] = several
    under = {
        _field(above): {
            form: field for field, titles in _by_field(below) for one in titles for form in _forms(one)
        }
        for above, below in data["under"].items()
    }
    short = {plain(form): plain(whole) for form, whole in data.get("short", {}).items()}
    titles = [title for _, several in _by_field(data["fields"]) for title in several]
    words = frozenset(canonical(title) for title in titles if " " not in title)
    return Synonyms(sure, weak, under, short, words)


def meanings(titles: tuple[str, ...]) -> Meanings:
    """Return the meanings of a column whose heading is `titles`, from the upper row to the lower one."""
    if not titles or sum(map(len, titles)) > LONGEST:
        return {}
    return _meanings(titles)


def is_known(title: str) -> bool:
    """Return whether a cell is, to the letter, a title that means something.

    Every heading has one such cell.
    """
    return _may_be_known(title) and (_sure(title) is not None or _weak(title, plain(title)) is not None)


def names(title: str, field: Field) -> bool:
    """Return whether a cell is, to the letter, a title of `field`."""
    return _may_be_known(title) and _sure(title) == field


def _may_be_known(title: str) -> bool:
    """Rule out by its first word what most cells of a list are.

    So a long list is not looked up cell by cell.
    """
    if len(title) > LONGEST or not title[:1].isalnum():
        return len(title) <= LONGEST
    word = title.split(None, 1)[0]
    word = word.lower() if word.isascii() else fold(word)
    return word in _first_words() or not (word.isascii() and word.isalnum())


@lru_cache(maxsize=4096)
def _meanings(titles: tuple[str, ...]) -> Meanings:
    if len(titles) == 1:
        return _of_one(titles[0])
    broken = _sure(" ".join(titles))
    if broken is not None:
        return {broken: EXACT}
    *above, last = titles
    upper = meanings(tuple(above))
    if _PERIOD.search(fold(above[-1])) and "output" in (found := _of_one(last)):
        return {"result": found["output"]}  # what a quarter came to
    for parent in sorted(upper, key=lambda field: -upper[field]):
        field = synonyms().under.get(parent, {}).get(plain(last))
        if field is not None:
            return {field: EXACT}
    share = _QUALIFIED_SCORE if _QUALIFIED.fullmatch(_words(fold(last))) else _ABOVE
    return _of_one(last) or {field: score * share for field, score in upper.items()}


@cache
def synonyms() -> Synonyms:
    """Return the synonyms that are shipped."""
    return read_synonyms(resource("headings.json"))


def _of_one(title: str) -> Meanings:
    if title.startswith(OTHER):
        return {"other": EXACT}
    field = _sure(title)
    if field is not None:
        return {field: EXACT}
    text = _opened(plain(title))
    bare = _QUALIFIED.sub("", text).strip()
    if bare != text and bare in synonyms().sure:
        return {synonyms().sure[bare]: _QUALIFIED_SCORE}
    weak = _weak(title, text)
    if weak is not None:
        return {field: _WEAK - place / 20 for place, field in enumerate(weak)}
    return _mistyped(text) or _contained(text)


def in_force(titles: tuple[str, ...]) -> int:
    """Return 1 if a title says that its column holds the newer value ("điều chỉnh").

    Return -1 for the older one, 0 if it says neither.
    """
    said = _QUALIFIED.search(_words(fold(titles[-1]))) if titles else None
    return 0 if said is None else 1 if said["new"] else -1


@cache
def _first_words() -> frozenset[str]:
    known = synonyms()
    return frozenset(title.split()[0] for title in (*known.sure, *known.weak, *known.short))


@cache
def _short_words() -> frozenset[str]:
    return frozenset(form.split()[0] for form in synonyms().short)


@lru_cache(maxsize=8192)
def _sure(title: str) -> Field | None:
    known, text = synonyms().sure, plain(title)
    if not _says_itself(title, text):
        return None
    return known.get(text) or known.get(_opened(text)) or known.get(_words(fold(title)))


def _weak(title: str, text: str) -> tuple[Field, ...] | None:
    """Return what a title may mean; `text` is that title plain."""
    word = "" if " " in text else _word(title)
    return synonyms().weak.get(text if word.isascii() else word)


def _says_itself(title: str, text: str) -> bool:
    """Return whether a title of one word is that word with its accents, or has no accents at all."""
    if " " in text or text not in synonyms().sure:
        return True
    word = _word(title)
    return word.isascii() or word in synonyms().words


def _word(title: str) -> str:
    """Return a title of one word with its accents."""
    return canonical(_ASIDE.sub(" ", title)).strip(" .:;*")


def _opened(text: str) -> str:
    """Write the short forms of a plain title out ("cq chu tri" is "co quan chu tri")."""
    short = synonyms().short
    words = text.split()
    if _short_words().isdisjoint(words):
        return text
    pairs = (" ".join(words[at : at + 2]) for at in range(len(words) - 1))
    for pair in pairs:
        if pair in short:
            text = text.replace(pair, short[pair])
    return " ".join(short.get(word, word) for word in text.split())


def _mistyped(text: str) -> Meanings:
    if len(text) < _LEAST_LENGTH:
        return {}
    found = process.extractOne(text, _long_titles(), scorer=fuzz.ratio, score_cutoff=_LEAST_ALIKE)
    return {} if found is None else {synonyms().sure[found[0]]: _TYPO * found[1] / 100}


@cache
def _long_titles() -> tuple[str, ...]:
    return tuple(title for title in synonyms().sure if len(title) >= _LEAST_LENGTH)


def _contained(text: str) -> Meanings:
    """Look for synonyms of two words or more inside a longer title; the more of it they fill, the better."""
    found: dict[Field, float] = {}
    inside = f" {text} "
    for known, field in synonyms().sure.items():
        if " " in known and f" {known} " in inside:
            found[field] = max(found.get(field, 0.0), 0.4 + 0.4 * len(known) / len(text))
    return found


def _by_field(data: Mapping[str, Sequence[str]]) -> Iterator[tuple[Field, Sequence[str]]]:
    for name, titles in data.items():
        yield _field(name), titles


def _forms(title: str) -> tuple[str, ...]:
    folded = fold(title)
    return (_words(folded),) if "(" in folded else (plain(title),)


def _field(name: str) -> Field:
    if name not in FIELDS:
        raise ValueError(name)
    return name


def _words(folded: str) -> str:
    return _SIGNS.sub(" ", folded).strip()
