"""JSON that was not written by this process, read under limits: the one door for it.

Python's own reader takes gigabytes, goes as deep as its stack, and hands on what nothing behind it can keep:
numbers of thousands of digits, NaN, keys given twice, halves of letters.
"""

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

LONGEST = 80_000_000
"""Characters of the largest package; one with the report of 20,000 tasks has 40 million."""

MOST_PARTS = 4_000_000
"""Values of a text, each of which takes a hundred bytes or so; a report of 20,000 tasks has 1.5 million."""

DEEPEST = 64
DIGITS = 18
"""What fits into the whole numbers of SQLite."""

_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_UNREADABLE = (ValueError, RecursionError, TypeError)


class NotPlain(ValueError):
    """A text is no JSON, or beyond a limit; `place` is its line and column, or what is wrong."""

    def __init__(self, place: str) -> None:
        super().__init__(place)
        self.place = place


def read_json(body: str | bytes, longest: int = LONGEST) -> Any:
    """Return what JSON from outside says. Raises NotPlain, also for a key that is given twice."""
    _hold(len(body), longest)
    try:
        text = body.decode("utf-8-sig") if isinstance(body, bytes) else body
        parts = sum(map(text.count, ",[{"))
        _hold(parts, MOST_PARTS)
        found = _DECODER.decode(text)
        if _HALF.search(text):
            json.dumps(found, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise NotPlain(f"{error.lineno}:{error.colno}") from error
    except NotPlain:
        raise
    except _UNREADABLE as error:
        raise NotPlain("1:1") from error
    if parts > DEEPEST:
        _check_depth(found)
    return found


def kept_json(text: str) -> Any:
    """Return what JSON says that the program itself wrote: others may have changed it since.

    Its length and depth were limited when it was written. Raises NotPlain.
    """
    try:
        return json.loads(text)
    except _UNREADABLE as error:
        raise NotPlain(text[:DIGITS]) from error


def kept_list(text: str, at: int) -> Iterator[Any]:
    """Yield what the list that begins before `at` says, one by one: one call over much text takes long.

    Raises NotPlain.
    """
    decoder = json.JSONDecoder()
    try:
        while text[at] != "]":
            found, at = decoder.raw_decode(text, at + (text[at] == ","))
            yield found
    except (*_UNREADABLE, IndexError) as error:
        raise NotPlain(text[:DIGITS]) from error


def _hold(found: int, most: int) -> None:
    if found > most:
        raise NotPlain(f"{found} > {most}")


def _check_depth(found: Any) -> None:
    """Refuse what is nested too deeply; no recursion, which the depth itself could exhaust."""
    level = [found]
    for _ in range(DEEPEST):
        level = [one for held in level if isinstance(held, list | dict) for one in _inside(held)]
        if not level:
            return
    raise NotPlain(f"> {DEEPEST} × [")


def _inside(held: Any) -> Any:
    return held.values() if isinstance(held, dict) else held


def _whole(digits: str) -> int:
    if len(digits) > DIGITS:
        raise NotPlain(f"{digits[:DIGITS]}…")
    return int(digits)


def _number(digits: str) -> float:
    value = float(digits)
    if value - value != 0:  # too large for a float
        raise NotPlain(digits[:DIGITS])
    return value


def _refuse(name: str) -> Any:
    raise NotPlain(name)


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise NotPlain(name[:40])
        found[name] = value
    return found


_DECODER = json.JSONDecoder(
    parse_int=_whole, parse_float=_number, parse_constant=_refuse, object_pairs_hook=_once
)
