"""The tray: tasks that the last list no longer names wait here for the officer.

Their progress is always kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.domain.editions import Edition
from desktop_app.domain.errors import FieldMissing, FieldsDisagree, NotFound, TaskIsGone
from desktop_app.domain.task import READ_ON, TAKEN_OVER, Descent, Fate, Task
from desktop_app.domain.text import day_text, tidy
from desktop_app.resources import words
from desktop_app.services.acts import Acts, from_day
from desktop_app.services.tasks.agencies import ids_for
from desktop_app.services.tasks.handing_on import HandedOn, TaskLeftBehind, hand_on
from desktop_app.services.tasks.register import Register
from desktop_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class WaitingTask:
    """A task that nobody has decided on.

    With the list that first left it out, and in how many periods it has progress.
    """

    task: Task
    edition: Edition
    periods: int


@dataclass(frozen=True, slots=True)
class LineageNote:
    """What became of a task, for its record and for the notes of a report.

    `kind` is a Fate: withdrawn, merged, split, renamed or kept. `others` are the tasks it went on as, `note`
    what the officer wrote, `percent` how far it was on the day.
    """

    task: Task
    kind: Fate
    others: tuple[Task, ...]
    day: date | None
    note: str
    percent: int = 0


class GoneTasks:
    """The tray of the data file `store`."""

    def __init__(self, store: Store, acts: Acts) -> None:
        """Work on the data file `store`; each decision is one act."""
        self._store = store
        self._acts = acts

    def waiting(self, register: Register) -> list[WaitingTask]:
        """List the tasks to decide on, in the order of the list."""
        editions: dict[int, Edition] = {}
        found = []
        for task in register.tasks:
            if not task.waiting:
                continue
            key = task.gone_since or 0
            edition = editions.get(key) or editions.setdefault(key, self._store.editions.get(key))
            found.append(WaitingTask(task, edition, len(register.kept(task.id))))
        return found

    def withdraw(self, register: Register, task_ids: Sequence[int], day: date, note: str = "") -> None:
        """Withdraw tasks: they stay out of the totals and are listed apart."""
        self._decide(register, task_ids, Fate.WITHDRAWN, day, note)

    def merge(
        self,
        register: Register,
        task_ids: Sequence[int],
        into: int,
        day: date,
        note: str = "",
        *,
        progress_of: int | None = None,
    ) -> HandedOn:
        """Record that tasks were merged into one that takes documents and quantities and keeps its progress.

        With `progress_of` it takes over the progress of one of them instead, from its day on. Raises
        FieldsDisagree if they are merged into themselves, TaskIsGone if the other one left the list, too,
        NotFound if `progress_of` is none of them.
        """
        if progress_of is not None and progress_of not in task_ids:
            raise NotFound("task", str(progress_of))
        descents = [Descent(one, into, "merged") for one in task_ids]
        return self._go_on(register, descents, day, note, progress_of=progress_of)

    def split(
        self,
        register: Register,
        task_id: int,
        into: Sequence[int],
        day: date,
        note: str = "",
        *,
        carry: bool = True,
    ) -> HandedOn:
        """Record that a task was split into others, which get its documents.

        With `carry` each part of which nothing was recorded begins where the task stood. Raises FieldMissing
        if there is no part, FieldsDisagree, TaskIsGone.
        """
        if not into:
            raise FieldMissing("into")
        descents = [Descent(task_id, one, "split") for one in dict.fromkeys(into)]
        return self._go_on(register, descents, day, note, carry=carry)

    def rename(
        self, register: Register, task_id: int, into: int, day: date, note: str = "", *, carry: bool = True
    ) -> HandedOn:
        """Record that a task goes on under another name; with `carry` all that it has goes along.

        What was recorded of it stays where it is and is read as the other's, in periods for which that one
        has nothing of its own, closed ones too. Raises FieldsDisagree, TaskIsGone.
        """
        return self._go_on(register, [Descent(task_id, into, "renamed")], day, note, carry=carry)

    def keep(self, register: Register, task_ids: Sequence[int], note: str = "") -> None:
        """Carry tasks on although the list names them no more; they are counted and not asked about again."""
        self._decide(register, task_ids, Fate.KEPT, None, note)

    def notes(self, register: Register) -> list[LineageNote]:
        """List what became of the tasks that a list once named, in its order.

        Only those that were decided on.
        """
        into: dict[int, list[Task]] = {}
        for one in register.lineage.descents:
            into.setdefault(one.from_task, []).append(register.task(one.to_task))
        return [
            _note(task, tuple(into.get(task.id, ())))
            for task in register.tasks
            if task.fate is not Fate.ACTIVE
        ]

    def notes_of(self, register: Register, task_id: int) -> list[LineageNote]:
        """List what became of a task, and the tasks that it came from."""
        lineage = self._store.lineage.of(register.programme.id)
        sources = [task_id, *(one.from_task for one in lineage if one.to_task == task_id)]
        notes = []
        for task in map(register.task, dict.fromkeys(sources)):
            if task.fate is not Fate.ACTIVE:
                others = tuple(register.task(one.to_task) for one in lineage if one.from_task == task.id)
                percent = register.standing(task, task.fate_on).percent if task.fate_on is not None else 0
                notes.append(_note(task, others, percent))
        return notes

    def sentences(self, register: Register, task_id: int) -> list[str]:
        """Return in words what became of a task and where it came from, for its record and for a report."""
        said = [say(note, task_id) for note in self.notes_of(register, task_id)]
        task = register.task(task_id)
        if task.waiting:
            edition = self._store.editions.get(task.gone_since or 0)
            said.append(words("lineage")["waiting"].format(edition=edition.title))
        return said

    def _go_on(
        self,
        register: Register,
        descents: Sequence[Descent],
        day: date,
        note: str,
        *,
        carry: bool = True,
        progress_of: int | None = None,
    ) -> HandedOn:
        fate, task_ids = Fate(descents[0].kind), list(dict.fromkeys(one.from_task for one in descents))
        with self._acts.alone(register):
            self._check(register, descents)
            read = _readers(register, fate, descents, progress_of) if carry else []
            stood = [
                TaskLeftBehind(task, register.standing(task, day).percent)
                for task in map(register.task, task_ids)
            ]
            handed_on = HandedOn()
            label = _label(register, task_ids) | from_day(day) | _taken(stood, progress_of if read else None)
            with self._acts.act(f"task_{_ACTS[fate]}", **label) as act:
                every = [*descents, *(replace(one, act=act.id) for one in read)]
                self._write(
                    register=register, task_ids=task_ids, fate=fate, day=day, note=note, descents=every
                )
                if carry or fate is Fate.SPLIT:
                    handed_on = hand_on(self._store, register, descents, day)
        goes_along = {one.from_task for one in read}
        left = tuple(one for one in stood if one.percent and one.task.id not in goes_along)
        return replace(handed_on, progress=len(read), left=left)

    def _decide(
        self,
        register: Register,
        task_ids: Sequence[int],
        fate: Fate,
        day: date | None,
        note: str,
    ) -> None:
        with (
            self._acts.alone(register),
            self._acts.act(f"task_{_ACTS[fate]}", **_label(register, task_ids), **from_day(day)),
        ):
            self._write(register=register, task_ids=task_ids, fate=fate, day=day, note=note, descents=())

    def _write(
        self,
        register: Register,
        task_ids: Sequence[int],
        fate: Fate,
        day: date | None,
        note: str,
        descents: Sequence[Descent],
    ) -> None:
        tasks = [
            replace(register.task(key), fate=fate, fate_on=day, fate_note=tidy(note)) for key in task_ids
        ]
        names = (name for task in tasks for name in (*task.given.leads, *task.given.coordinating))
        self._store.tasks.decide(tasks, ids_for(self._store, names))
        if day is not None and fate in (Fate.SPLIT, Fate.RENAMED):
            self._store.tasks.begin([one.to_task for one in descents if one.kind == fate], day)
        self._store.lineage.put(task_ids, descents)

    def _check(self, register: Register, descents: Sequence[Descent]) -> None:
        """Refuse what leads nowhere: then no task can come back to itself by way of others, either."""
        for one in descents:
            if one.from_task == one.to_task:
                raise FieldsDisagree("into", "task")
            other = register.task(one.to_task)
            if not other.active or other.waiting:
                raise TaskIsGone("into", _name(other))


_ACTS: Mapping[Fate, str] = {
    Fate.WITHDRAWN: "withdraw",
    Fate.MERGED: "merge",
    Fate.SPLIT: "split",
    Fate.RENAMED: "rename",
    Fate.KEPT: "keep",
}


def _readers(
    register: Register, fate: Fate, descents: Sequence[Descent], progress_of: int | None
) -> list[Descent]:
    """Return which tasks read on what was recorded of which: new names, and parts without records.

    One into which others are merged takes over the progress of `progress_of`.
    """
    if fate is Fate.MERGED:
        over = [one for one in descents if one.from_task == progress_of and register.kept(one.from_task)]
        return [replace(one, kind=TAKEN_OVER) for one in over]
    fit = [one for one in descents if fate is Fate.RENAMED or not register.kept(one.to_task)]
    return [replace(one, kind=READ_ON) for one in fit if register.kept(one.from_task)]


def _taken(stood: Sequence[TaskLeftBehind], progress_of: int | None) -> dict[str, str | int]:
    """Return for the label of a merge whose progress was taken over, and how far that was."""
    taken = [one for one in stood if one.task.id == progress_of]
    return {"progress_of": _name(taken[0].task), "percent": taken[0].percent} if taken else {}


def _note(task: Task, others: tuple[Task, ...], percent: int = 0) -> LineageNote:
    return LineageNote(
        task=task, kind=task.fate, others=others, day=task.fate_on, note=task.fate_note, percent=percent
    )


def say(note: LineageNote, task_id: int) -> str:
    """Return the words of a note, for the record of the task it is about or of one of the others."""
    patterns = words("lineage")
    own = note.task.id == task_id
    return patterns[note.kind.value if own else f"from_{note.kind.value}"].format(
        others=", ".join(map(_name, note.others)),
        task=_name(note.task),
        day=patterns["day"].format(day=day_text(note.day)) if note.day else "",
        note=patterns["note"].format(note=note.note) if note.note else "",
        progress=patterns["progress"].format(percent=note.percent) if note.percent else "",
    )


def say_handed_on(handed_on: HandedOn, labels: Sequence[str]) -> list[str]:
    """Return in words what went along with a decision and what did not; `labels` name the closed periods."""
    patterns = words("handed_on")
    counts = {name: int(getattr(handed_on, name)) for name in words("along")}
    along = [words("along")[name].format(count=count) for name, count in counts.items() if count]
    said = [patterns["went"].format(along=", ".join(along))] if along else []
    said += [patterns["left"].format(task=_name(one.task), percent=one.percent) for one in handed_on.left]
    if handed_on.closed:
        said.append(patterns["closed"].format(periods=", ".join(labels)))
    return said


def _name(task: Task) -> str:
    number = words("descent_note")["number"].format(number=task.number) if task.number else ""
    return f"{number} “{task.content}”".lstrip()


def _label(register: Register, task_ids: Sequence[int]) -> dict[str, str | int]:
    return {"number": register.task(task_ids[0]).number, "count": len(task_ids)}
