"""Extensions of deadlines: granting one, and taking one back that was entered in error."""

from datetime import date

from desktop_app.domain.deadlines import Extension, due_on, extended
from desktop_app.domain.errors import FieldsDisagree
from desktop_app.domain.text import one_line, tidy
from desktop_app.services.acts import Acts
from desktop_app.services.tasks.register import Register
from desktop_app.storage.store import Store


class Extensions:
    """The extensions of the data file `store`."""

    def __init__(self, store: Store, acts: Acts) -> None:
        self._store = store
        self._acts = acts

    def extend(
        self,
        register: Register,
        task_id: int,
        new_due: date,
        reason: str,
        decided_on: date,
        document: str = "",
    ) -> Extension:
        """Extend the deadline that counts on `decided_on`, of a recurring task its occurrence of that day.

        Raises FieldMissing without a reason, FieldsDisagree if the new day is not later than the one that
        counts.
        """
        with self._acts.alone(register):
            task = register.task(task_id).on(decided_on)
            first_due = due_on(task.deadline, decided_on, register.programme.span)
            one = Extension(
                id=0,
                task_id=task_id,
                first_due=first_due,
                new_due=new_due,
                reason=tidy(reason),
                document=one_line(document),
                decided_on=decided_on,
            )
            present = extended(task.extensions, first_due, decided_on)
            if present is not None and new_due <= present:
                raise FieldsDisagree("new_due", "deadline", present.isoformat())
            with self._acts.act("extend", number=task.number, day=new_due.isoformat()):
                self._store.tasks.extend(one)
        return register.task(task_id).extensions[-1]

    def remove(self, register: Register, extension: Extension) -> None:
        """Take back an extension that was entered in error; the history keeps it."""
        with self._acts.alone(register):
            number = register.task(extension.task_id).number
            with self._acts.act("extension_remove", number=number):
                self._store.tasks.take_extension_back(extension.id)
