"""The texts of a sheet: read from TCVN3 or VNI-Windows, and taken apart by labels inside them."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from types import MappingProxyType

from desktop_app.domain.agencies import names_an_agency
from desktop_app.domain.deadlines import read_deadline
from desktop_app.domain.encodings import Encoding, decode, encoding_of_font, guess_encoding, has_only_capitals
from desktop_app.domain.text import one_line
from desktop_app.lists._roles import has_role
from desktop_app.lists.sheet import Sheet, Value
from desktop_app.lists.words import Field, names

_SAMPLE = 200
_MOST = 0.5


def column_encodings(sheet: Sheet) -> Mapping[int, Encoding]:
    """Recognise the encoding of every column that has Vietnamese letters.

    The fonts of a column decide if it has no others; if it has, and if none are known, the letters do.
    """
    width = max(map(len, sheet.rows), default=0)
    found: dict[int, Encoding] = {}
    for column in range(width):
        samples = dict.fromkeys(islice(_telling(sheet, column), _SAMPLE))
        if samples:
            modern = sum(map(is_modern, samples)) * 2 > len(samples)
            found[column] = "unicode" if modern else guess_encoding(samples, _old_fonts(sheet, column))
    return found


def repaired(
    sheet: Sheet, encoding: Encoding | None = None, said: Mapping[int, Encoding] = MappingProxyType({})
) -> tuple[Sheet, Encoding]:
    """Return the sheet with its old texts read, and the encoding that they had.

    Without an `encoding` that of each column is recognised; what is `said` of a column goes before both. A
    cell with letters that only Unicode has is left alone.
    """
    by_column = column_encodings(sheet)
    columns: dict[int, Encoding] = {
        column: encoding or found
        for column, found in by_column.items()
        if encoding is not None or found != "unicode"
    }
    columns |= said
    columns = {column: named for column, named in columns.items() if named != "unicode"}
    if not columns:
        return sheet, "unicode"
    chosen = Counter(columns.values()).most_common(1)[0][0]
    capitals = {column for column in columns if all(map(has_only_capitals, _fonts(sheet, column) or ("",)))}
    known: dict[tuple[str, Encoding, bool], str] = {}

    def read(value: Value, column: int) -> Value:
        named, high = columns.get(column), column in capitals
        if named is None or not isinstance(value, str) or (value.isascii() and not high):
            return value
        if (value, named, high) not in known:
            text = read_old(value, named)
            known[value, named, high] = text.upper() if high else text
        return known[value, named, high]

    rows = tuple(tuple(read(value, column) for column, value in enumerate(row)) for row in sheet.rows)
    return replace(sheet, rows=rows), chosen


def read_old(text: str, encoding: Encoding) -> str:
    """Read one text.

    TCVN3 has accented capitals only in fonts of their own, so a text in capitals stays one.
    """
    if is_modern(text):
        return text
    read = decode(text, encoding)
    plain = [letter for letter in text if letter.isascii() and letter.isalpha()]
    return read.upper() if len(plain) > 1 and all(letter.isupper() for letter in plain) else read


def is_modern(text: str) -> bool:
    """Return whether a text has Vietnamese letters that only Unicode has."""
    return any("\u0100" <= letter < "\u2000" for letter in text)


def _old_fonts(sheet: Sheet, column: int) -> tuple[str, ...]:
    """Return the fonts of a column if all of them are old ones."""
    fonts = _fonts(sheet, column)
    return fonts if all(encoding_of_font(font) for font in fonts) else ()


def _fonts(sheet: Sheet, column: int) -> tuple[str, ...]:
    return sheet.fonts[column] if column < len(sheet.fonts) else ()


def _telling(sheet: Sheet, column: int) -> Iterator[str]:
    """Yield the texts of a column that have more than ASCII letters, from all over the sheet."""
    step = max(1, len(sheet.rows) // (4 * _SAMPLE))
    for row in sheet.rows[::step]:
        if column < len(row):
            value = row[column]
            if isinstance(value, str) and not value.isascii():
                yield value


_LABELLED: tuple[Field, ...] = ("leads", "coordinating", "deadline", "output", "content")
_DASH = re.compile(r"[-–—+•*]\s*")
_LABEL = re.compile(r"(?:^|(?<=[;.(\n])|(?<=[;.(,]\s))\s*(?:[-–—+•*]\s*)?([^\W\d_][^:;.()\n]{2,60}?)\s*:")
_BRACKETS = re.compile(r"\s*\(([^()]{4,200})\)$")
_BREAKS = " \t\n;.,()-–—+•*"


def said_in(text: str) -> tuple[Sequence[str], Mapping[Field, Sequence[str]]]:
    """Take a text apart: what stands before the first label or behind "Nội dung:", and what the others say.

    "Tập huấn. Thời hạn: 30/6/2019" is "Tập huấn", with a deadline.
    """
    labels = [(found, name) for found in _LABEL.finditer(text) if (name := _labelled(found[1])) is not None]
    before = text[: labels[0][0].start()].strip(_BREAKS) if labels else text.strip()
    texts, said = [before] if before else [], dict[Field, list[str]]()
    for place, (found, name) in enumerate(labels, 1):
        end = labels[place][0].start() if place < len(labels) else len(text)
        value = text[found.end() : end].strip(_BREAKS)
        value += ")" * (value.count("(") > value.count(")"))
        if value and name == "content":
            texts.append(value)
        elif value:
            said.setdefault(name, []).append(value)
    return texts, said


def _labelled(label: str) -> Field | None:
    bare = _DASH.sub("", one_line(label), count=1) if _DASH.match(label) else one_line(label)
    return next((name for name in _LABELLED if names(bare, name)), None)


def who_and_when(content: str, bracketed: Container[Field] = ()) -> tuple[str, dict[Field, str]]:
    """Return a content without what labels in it say, or else brackets behind it, and that, by field.

    `bracketed` are the fields that brackets may be.
    """
    texts, labelled = said_in(content)
    said = {field: "\n".join(values) for field, values in labelled.items()}
    if said:
        timed = "deadline" not in said or _is_time(said["deadline"])
        return ("\n".join(texts), said) if timed else (content, {})
    field = _in_brackets(content)
    if field is None or field not in bracketed:
        return content, {}
    text, _, inside = content.rpartition("(")
    return text.strip(), {field: inside.strip(" )")}


def bracketed_fields(contents: Sequence[str]) -> set[Field]:
    """Return what the brackets behind most contents name."""
    behind = Counter(_in_brackets(content) for content in contents if content.endswith(")"))
    most = sum(map(bool, contents)) * _MOST
    return {field for field, times in behind.items() if field is not None and times > most}


def _in_brackets(content: str) -> Field | None:
    """Return what brackets behind a content name: who leads, or a time more exact than a year."""
    found = _BRACKETS.search(content)
    if found is None:
        return None
    if names_an_agency(found[1]) or has_role(found[1]):
        return "leads"
    exact = _is_time(found[1]) and read_deadline(found[1]).precision not in {"year", "span"}
    return "deadline" if exact else None


def _is_time(text: str) -> bool:
    read = read_deadline(text)
    return read.ends_on is not None or read.recurs is not None
