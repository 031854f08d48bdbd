"""Words for the states of a task, as offices write them in their own tables."""

import re
from collections.abc import Mapping

from desktop_app.domain.progress import State
from desktop_app.domain.text import fold

_LATE = r"(?: (?:dung|truoc|qua|tre|cham|som)(?: (?:han|thoi han|tien do|ke hoach))?)?"
_STATES: tuple[tuple[State, str], ...] = (
    (
        State.NOT_STARTED,
        (
            r"chua(?: (?:bat dau|trien khai|thuc hien|tien hanh|lam|den han|den ky))?"
            r"(?: thuc hien| trien khai)?|pending|not started|to do"
        ),
    ),
    (
        State.IN_PROGRESS,
        (
            r"dang(?: (?:trien khai|thuc hien|tien hanh|xu ly|lam))?(?: thuc hien| trien khai| xu ly)?"
            rf"{_LATE}|da trien khai|chua (?:hoan thanh|xong)|(?:da )?hoan thanh mot phan|in progress|ongoing"
        ),
    ),
    (
        State.DONE,
        (
            rf"(?:da )?(?:thuc hien |trien khai )?(?:hoan thanh|xong)(?: xong)?(?: nhiem vu)?(?: 100 ?%)?"
            rf"{_LATE}|da thuc hien|completed|done"
        ),
    ),
    (State.SUSPENDED, r"(?:tam )?dung(?: (?:thuc hien|trien khai))?|tam hoan|on hold"),
)
"""Words for a state in offices' own tables, folded, beside the program's own."""
_WORDS = tuple((state, re.compile(said)) for state, said in _STATES)
_ASIDE = re.compile(r"\s*\([^()]*\)$")


def read_state(text: str, labels: Mapping[str, str]) -> State | None:
    """Return the state that a text names, by the program's own `labels` or an office's words, else None.

    What stands in brackets behind it is a remark.
    """
    said = fold(text).strip(" .;")
    own = {fold(label): State(name) for name, label in labels.items()}
    if said in own:
        return own[said]
    bare = _ASIDE.sub("", said)
    return next((state for state, words in _WORDS if words.fullmatch(bare)), None)
