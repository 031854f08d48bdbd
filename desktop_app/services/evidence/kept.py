"""The kept files of documents: read through, copied out, checked, cleaned up; the annex folder."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.errors import KeptFileAltered, KeptFileMissing
from desktop_app.domain.evidence import Document, FileState, Link
from desktop_app.domain.work import Progress, no_progress
from desktop_app.services.acts import Acts
from desktop_app.services.tasks import Register
from desktop_app.storage.store import Store


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """A document with its links in the order they were made, and whether its file lies where it should."""

    document: Document
    links: tuple[Link, ...]
    present: bool

    @property
    def task_ids(self) -> tuple[int, ...]:
        """Return the tasks it proves, each once."""
        return tuple(dict.fromkeys(one.task_id for one in self.links))


@dataclass(frozen=True, slots=True)
class FileTrouble:
    """A document whose file is missing or altered; `path` is where it lies or should lie."""

    document: Document
    state: FileState
    path: Path


@dataclass(frozen=True, slots=True)
class AnnexDone:
    """An annex that was written.

    How many documents it lists, how many files it holds, and what it had to leave out.
    """

    folder: Path
    documents: int
    files: int
    without: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class UnusedFiles:
    """Kept files that no document names any longer, and their size in bytes."""

    paths: tuple[Path, ...]
    size: int


class DocumentFiles:
    """The kept files of the documents of the data file `store`."""

    def __init__(self, store: Store, acts: Acts, require_sound: Callable[[int], None]) -> None:
        """Keep `require_sound`, which refuses to send out what the history does not account for."""
        self._store = store
        self._acts = acts
        self._require_sound = require_sound

    def file(self, document: Document) -> Path:
        """Return the kept file of a document after reading it through.

        Raises KeptFileMissing, KeptFileAltered.
        """
        files = self._store.files
        path = files.path(document.sha256)
        if path is None:
            raise KeptFileMissing(files.folder / document.file_name, document.subject)
        if files.state(document.sha256) is not FileState.SOUND:
            raise KeptFileAltered(path, document.subject)
        return path

    def save_copy(self, document: Document, target: Path) -> Path:
        """Write a copy of a document's file to `target` and return its path.

        Raises as `file`, and TargetError, DiskFull.
        """
        from desktop_app.exchange.writing import copy_file

        copy_file(self.file(document), target)
        return target

    def open_copy(self, document: Document) -> Path:
        """Make a copy to be opened, so that what is typed into it never reaches the kept file."""
        from desktop_app.exchange.writing import temporary_copy

        return temporary_copy(self.file(document), document.file_name)

    def export_annex(
        self,
        register: Register,
        target: Path,
        period_labels: Mapping[str, str],
        rows: Sequence[EvidenceRow],
        progress: Progress = no_progress,
    ) -> AnnexDone:
        """Write a new folder `target` with the files of `rows` and their index.

        What has no sound file is only listed. `period_labels` holds the words for the period ids of the
        links. Raises TargetError, DiskFull, DataChangedOutside.
        """
        from desktop_app.exchange.writing import AnnexEntry, write_annex

        self._require_sound(register.programme.id)
        files = self._store.files
        entries = []
        for row in rows:
            state = files.state(row.document.sha256)
            source = files.path(row.document.sha256) if state is FileState.SOUND else None
            periods = dict.fromkeys(period_labels[one.period] for one in row.links if one.period)
            tasks = "; ".join(register.task(key).number for key in row.task_ids)
            entries.append(AnnexEntry(row.document, tasks, "; ".join(periods), state, source))
        programme = register.programme
        heading = f"{programme.number}: {programme.title}" if programme.number else programme.title
        write_annex(target, heading, entries, illustrative=programme.illustrative, progress=progress)
        held = sum(one.source is not None for one in entries)
        without = tuple(
            one.document for one in entries if one.state in (FileState.MISSING, FileState.ALTERED)
        )
        return AnnexDone(target, len(entries), held, without)

    def check(self, programme_id: int | None = None, progress: Progress = no_progress) -> list[FileTrouble]:
        """Read every kept file of a programme (or of all) and list what is missing or altered."""
        store = self._store
        documents = store.evidence.all() if programme_id is None else store.evidence.of(programme_id)
        documents = [one for one in documents if one.sha256]
        found: list[FileTrouble] = []
        states: dict[str, FileState] = {}
        for place, one in enumerate(documents):
            progress(place, len(documents))
            state = states.get(one.sha256) or states.setdefault(one.sha256, store.files.state(one.sha256))
            if state is not FileState.SOUND:
                path = store.files.path(one.sha256) or store.files.folder / one.file_name
                found.append(FileTrouble(one, state, path))
        return found

    def unused(self) -> UnusedFiles:
        """Find the kept files that no document names any longer."""
        used = self._store.evidence.hashes()
        paths = [path for sha256, path in self._store.files.all().items() if sha256 not in used]
        return UnusedFiles(tuple(paths), sum(path.stat().st_size for path in paths))

    def clean_up(self, unused: UnusedFiles) -> int:
        """Take unused files away for good and return how many went.

        Those that were taken up again meanwhile stay.
        """
        with self._acts.alone():
            used = self._store.evidence.hashes()
            return self._store.files.remove(path for path in unused.paths if path.stem not in used)
