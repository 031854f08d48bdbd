"""Words for the states of a task, as offices write them in their own tables."""

from collections.abc import Mapping

from desktop_app.domain.progress import State
from desktop_app.domain.text import fold

_STATES: Mapping[str, State] = {
    "chua": State.NOT_STARTED,
    "chua bat dau": State.NOT_STARTED,
    "chua trien khai": State.NOT_STARTED,
    "chua lam": State.NOT_STARTED,
    "chua den han": State.NOT_STARTED,
    "pending": State.NOT_STARTED,
    "not started": State.NOT_STARTED,
    "to do": State.NOT_STARTED,
    "dang": State.IN_PROGRESS,
    "dang trien khai": State.IN_PROGRESS,
    "dang thuc hien dung tien do": State.IN_PROGRESS,
    "dang lam": State.IN_PROGRESS,
    "dang xu ly": State.IN_PROGRESS,
    "da trien khai": State.IN_PROGRESS,
    "chua hoan thanh": State.IN_PROGRESS,
    "hoan thanh mot phan": State.IN_PROGRESS,
    "chua xong": State.IN_PROGRESS,
    "in progress": State.IN_PROGRESS,
    "ongoing": State.IN_PROGRESS,
    "hoan thanh": State.DONE,
    "hoan thanh dung han": State.DONE,
    "hoan thanh truoc han": State.DONE,
    "hoan thanh qua han": State.DONE,
    "hoan thanh tre han": State.DONE,
    "da thuc hien": State.DONE,
    "da thuc hien xong": State.DONE,
    "da xong": State.DONE,
    "xong": State.DONE,
    "completed": State.DONE,
    "done": State.DONE,
    "dung": State.SUSPENDED,
    "tam hoan": State.SUSPENDED,
    "on hold": State.SUSPENDED,
}
"""Words for a state in offices' own tables, folded, beside the program's own."""


def read_state(text: str, labels: Mapping[str, str]) -> State | None:
    """Return the state that a text names, by the program's own `labels` or an office's words, else None."""
    said = fold(text).strip(" .;")
    own = {fold(label): State(name) for name, label in labels.items()}
    return own.get(said, _STATES.get(said))
