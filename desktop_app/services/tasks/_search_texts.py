"""The folded texts in which tasks are searched."""

from collections.abc import Iterable

from desktop_app.domain.task import Task
from desktop_app.domain.text import fold


class SearchTexts:
    """Makes the text of a task when it is first asked for, and keeps it until it is forgotten."""

    def __init__(self) -> None:
        self._texts: dict[int, tuple[Task, str]] = {}
        self._names: dict[str, str] = {}

    def of(self, task: Task) -> str:
        """Return the folded number, content, agencies and officer of a task."""
        found = self._texts.get(task.id)
        if found is None or found[0] is not task:  # the task as it was on another day
            names = " ".join(
                map(self._folded, (*task.given.leads, *task.given.coordinating, task.own.officer))
            )
            found = self._texts[task.id] = task, f"{fold(task.number)} {task.folded} {names}"
        return found[1]

    def forget(self, task_ids: Iterable[int]) -> None:
        """Forget the texts of tasks that changed."""
        for task_id in task_ids:
            self._texts.pop(task_id, None)

    def clear(self) -> None:
        """Forget all texts of tasks."""
        self._texts.clear()

    def _folded(self, name: str) -> str:
        if name not in self._names:
            self._names[name] = fold(name)
        return self._names[name]
