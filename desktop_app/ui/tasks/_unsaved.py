"""What was typed and could not be written yet: it stays until it is."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from desktop_app.domain.errors import AppError
from desktop_app.domain.period import Period
from desktop_app.domain.progress import ProgressChanges, State
from desktop_app.domain.task import Task
from desktop_app.resources import words
from desktop_app.ui.formats import format_date
from desktop_app.ui.session import Session

EntryKey = tuple[int, str]
"""A task and a period, by their ids."""
BringBack = Callable[[Period, Mapping[int, ProgressChanges], AppError], None]


class UnsavedTexts:
    """Keeps what was typed by the task and period it was typed for."""

    def __init__(self) -> None:
        self._kept: dict[EntryKey, ProgressChanges] = {}
        self._places: dict[EntryKey, tuple[Task, Period]] = {}

    def __len__(self) -> int:
        """Return for how many tasks and periods something waits to be written."""
        return len(self._kept)

    def keep(self, task: Task, period: Period, typed: ProgressChanges) -> None:
        """Keep what was typed, over what was kept of the same fields; no text keeps nothing."""
        if typed:
            key = task.id, period.id
            self._kept[key] = self.changes_of(key) | typed
            self._places[key] = task, period

    def written(self, key: EntryKey) -> None:
        """Forget what has been written."""
        self._kept.pop(key, None)

    def changes_of(self, key: EntryKey) -> ProgressChanges:
        """Return what waits to be written for a task and period."""
        return self._kept.get(key, {})

    def of(self, key: EntryKey) -> dict[str, str]:
        """Return the same as texts, by their fields."""
        return {name: _text(value) for name, value in self.changes_of(key).items()}

    def text(self) -> str:
        """Return all of it, to be pasted elsewhere."""
        lines = []
        for key in self._kept:
            lines += [f"{self._places[key][0].number} · {key[1]}"]
            lines += [f"{words('field')[name]}: {text}" for name, text in self.of(key).items()]
        return "\n".join(lines)

    def save(self, session: Session, bring_back: BringBack) -> None:
        """Write again what waits for tasks of the chosen programme, each task for itself."""
        for key, changes in list(self._kept.items()):
            task, period = self._places[key]
            if task.programme_id == session.programme.id:
                self.written(key)
                named = {task.id: changes}
                back = partial(bring_back, period, named)
                session.recorder.record(period, named, session.tr("Đã lưu lại"), back, back)


def _text(value: object) -> str:
    if isinstance(value, State):
        return words("state")[value.value]
    return format_date(value) if isinstance(value, date) else str(value or "")
