"""What was typed and could not be written yet: it stays until it is."""

from desktop_app.domain.progress import ProgressChanges
from desktop_app.resources import words
from desktop_app.services.register import Register

Key = tuple[int, str]
"""A task and a period, by their ids."""


class Unsaved:
    """Keeps texts by the task and period they were typed for."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._kept: dict[Key, ProgressChanges] = {}

    def __bool__(self) -> bool:
        """Tell whether something waits to be written."""
        return bool(self._kept)

    def keep(self, key: Key, typed: ProgressChanges) -> None:
        """Keep what was typed; no text keeps nothing."""
        if typed:
            self._kept[key] = typed

    def written(self, key: Key) -> None:
        """Forget what has been written."""
        self._kept.pop(key, None)

    def of(self, key: Key) -> dict[str, str]:
        """Give the texts of a task and period, by their fields."""
        return {name: str(text) for name, text in self._kept.get(key, {}).items()}

    def text(self, register: Register) -> str:
        """Give all of it, to be pasted elsewhere."""
        lines = []
        for key in self._kept:
            lines += [f"{register.task(key[0]).number} · {key[1]}"]
            lines += [f"{words('field')[name]}: {text}" for name, text in self.of(key).items()]
        return "\n".join(lines)
