"""What is recorded and on its way into a slow file, kept beside it, so that it outlives the program.

A process that ends, however it does, takes nothing with it that was handed to the system; only a power cut
may. So nothing here waits for the disk. What stands there when the data file is opened is brought in then,
each act under the number that it had, and never twice: what the file holds of them is compared with it.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import cast

from desktop_app import files
from desktop_app.domain.codec import OBJECTS, UNREADABLE, from_plain, json_lines
from desktop_app.domain.errors import AppError
from desktop_app.domain.plain_json import LONGEST, read_json
from desktop_app.domain.progress import GROUP_OF, ProgressChanges
from desktop_app.resources import words
from desktop_app.services.salvaging import say_changes
from desktop_app.services.tasks import ForeseenAct
from desktop_app.services.wording import period_label
from desktop_app.services.workspace import Workspace
from desktop_app.storage.companions import unsaved_file

_DIGEST = 16


@dataclass(frozen=True, slots=True)
class KeptAct:
    """An act on its way; `after` is the hash of the act before the first that is on its way with it."""

    after: str
    act: ForeseenAct


@dataclass(frozen=True, slots=True)
class Finished:
    """What became of acts that were on their way: so many `written`, those that could not be in `aside`."""

    written: int
    aside: Path | None = None


class OnTheWay:
    """Keeps acts beside the data file at `path` until they stand in it; a disk that refuses keeps none."""

    def __init__(self, path: Path) -> None:
        """Begin with nothing; the file is made with the first act."""
        self._path = unsaved_file(path)
        self._empty = True

    def keep(self, after: str, act: ForeseenAct, *, first: bool) -> None:
        """Keep one more, on a line of its own, or the `first` in the place of what failed before."""
        body = json_lines([KeptAct(after, act)], OBJECTS)[0].encode(errors="replace")
        self._empty = False
        with suppress(OSError), self._path.open("wb" if first else "ab", buffering=0) as out:
            out.write(b"\n" + _digest(body) + b" " + body)

    def clear(self) -> None:
        """Keep none any more; the file stays, which is quicker than to take it away each time."""
        if not self._empty:
            self._empty = True
            with suppress(OSError):
                self._path.open("wb").close()

    def close(self) -> None:
        """Keep none, and leave no file."""
        files.discard(self._path)


def finish(workspace: Workspace) -> Finished | None:
    """Bring in what was on its way into the file when the program ended; return None if nothing was.

    What does not follow on what the file says now, or cannot be written, is set aside as a text to be read.
    """
    path, recording = unsaved_file(workspace.path), workspace.recording
    if not workspace.has_unfinished:
        return None
    try:
        acts = {one.act.id: one for one in _read(files.read_bytes(path, LONGEST))}
        lacking = [one for one in acts.values() if not recording.holds(one.act)]
    except (AppError, *UNREADABLE):
        return Finished(0, _set_aside(workspace, path, []))
    with suppress(AppError):
        for after in dict.fromkeys(one.after for one in lacking):
            recording.finish(after, [one.act for one in acts.values() if one.after == after])
    left = [one for one in lacking if not recording.holds(one.act)]
    if left:
        return Finished(len(lacking) - len(left), _set_aside(workspace, path, left))
    files.discard(path)
    return Finished(len(lacking)) if lacking else None


def say_finished(found: Finished) -> str:
    """Return in words what became of it."""
    said = words("unfinished")
    written = said["written"].format(count=found.written) if found.written else ""
    left = said["left"].format(path=found.aside) if found.aside else ""
    return f"{written} {left}".strip()


def _read(body: bytes) -> Iterator[KeptAct]:
    """Yield what was kept; a line that a power cut tore says nothing. Raises one of `UNREADABLE`."""
    for line in body.splitlines():
        digest, _, kept = line.strip(b"\0").partition(b" ")
        if digest == _digest(kept):
            yield from_plain(KeptAct, read_json(kept))


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest()[:_DIGEST].encode()


def _set_aside(workspace: Workspace, path: Path, acts: Sequence[KeptAct]) -> Path:
    """Move what was kept to a name of its own, in words if it can be read, and return where it is."""
    name = words("unfinished")["aside"].format(name=workspace.path.stem, moment=datetime.now().astimezone())
    aside = workspace.path.with_name(name)
    try:
        files.replace(path, aside)  # needs no room on the disk
    except AppError:
        return path
    if acts:
        with suppress(AppError), files.replacing(aside) as young:
            files.write_text(young, "\n".join(_said(workspace, acts)))
    return aside


def _said(workspace: Workspace, acts: Iterable[KeptAct]) -> Iterator[str]:
    for kept in acts:
        register = workspace.register(kept.act.programme_id)
        for entry in kept.act.entries:
            own = {
                name: getattr(entry, name) for name in GROUP_OF if entry.acts[GROUP_OF[name]] == kept.act.id
            }
            yield words("unfinished")["line"].format(
                number=register.task(entry.task_id).number,
                period=period_label(entry.period),
                said=say_changes(cast("ProgressChanges", own)),
            )
