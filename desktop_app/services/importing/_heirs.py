"""Tasks that a list leaves out, and the rows in which they may go on: split into several, or merged into one.

They are proposed to the officer, never assumed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import LCSseq

from desktop_app.domain.editions import ListedTask, Match, RowKind
from desktop_app.services.importing.near_matches import WordIndex

_SHARE = 0.75
"""What part of the words of a split task's part stands in the task, in its order; or of it in a whole."""
_WHOLE, _ALL = 0.85, 0.7
"""A text with more of the words of a task is no part of it; its parts together have so many of them."""
_LEAST = 4
"""So many words tell a part from a mere phrase."""
_MOST = 6


@dataclass(frozen=True, slots=True)
class Heirs:
    """The rows of the sheet in which a task may go on; several if it was split."""

    kind: Literal["split", "merged"]
    rows: tuple[int, ...]


def heirs_of(matches: Sequence[Match], known: Mapping[int, ListedTask]) -> Mapping[int, Heirs]:
    """Return by task where those may go on that no row is: left out, or only proposed for rows that wait."""
    orphans = _orphans(matches)
    if not orphans:
        return {}
    rows = {match.row.row: match for match in matches if match.row is not None}
    open_rows = {
        row: match.row.folded
        for row, match in rows.items()
        if match.row and match.kind in (RowKind.NEW, RowKind.AMBIGUOUS) and match.task_id is None
    }
    found: dict[int, Heirs] = {}
    parts = WordIndex(open_rows)
    wholes = WordIndex({row: match.row.folded for row, match in rows.items() if match.row})
    for key in orphans:
        content = known[key].task.folded
        split = [row for row, text in parts.likely(content, most=0).items() if _holds(content, text)]
        if _make_up(content, [open_rows[row] for row in split[:_MOST]]):
            found[key] = Heirs("split", tuple(sorted(split[:_MOST])))
            continue
        merged = [row for row, text in wholes.likely(content).items() if _holds(text, content)]
        if merged and key not in rows[merged[0]].candidates:
            found[key] = Heirs("merged", (merged[0],))
    return found


def _orphans(matches: Iterable[Match]) -> list[int]:
    """Return the tasks that no row is for sure."""
    gone = [match.task_id for match in matches if match.kind is RowKind.GONE and match.task_id]
    asked = [key for match in matches if match.row and match.task_id is None for key in match.candidates]
    return list(dict.fromkeys((*gone, *asked)))


def _make_up(content: str, texts: Sequence[str]) -> bool:
    """Return whether texts are parts of a task: each has some of its words, together they have most."""
    words = set(content.split())
    shares = [words & set(text.split()) for text in texts]
    single = all(len(share) <= _WHOLE * len(words) for share in shares)
    return len(texts) > 1 and single and len(set().union(*shares)) >= _ALL * len(words)


def _holds(whole: str, part: str) -> bool:
    """Return whether a longer text holds most words of a shorter one in its order."""
    words, others = part.split(), whole.split()
    if not _LEAST <= len(words) < len(others):
        return False
    return LCSseq.similarity(words, others) >= _SHARE * len(words)
