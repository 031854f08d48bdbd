"""Evidence: documents with their files, what they prove, their check and the annex folder."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from desktop_app.domain.errors import KeptFileAltered, KeptFileMissing, PeriodSealed
from desktop_app.domain.evidence import Document, FileState, Link
from desktop_app.domain.programme import Programme
from desktop_app.domain.text import one_line
from desktop_app.domain.work import Progress, no_progress
from desktop_app.services.acts import Acts
from desktop_app.services.tasks import Register
from desktop_app.storage.files import KeptFile
from desktop_app.storage.store import RunningAct, Store


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
class TakenFiles:
    """What became of files that were brought in.

    New documents, and documents that held the same content before.
    """

    added: tuple[Document, ...]
    known: tuple[Document, ...]


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


class Evidence:
    """The documents of the data file `store`."""

    def __init__(self, store: Store, acts: Acts, require_sound: Callable[[int], None]) -> None:
        """Work on the data file `store`; what is done can be undone through `acts`.

        `require_sound` refuses what the history does not account for.
        """
        self._require_sound = require_sound
        self._store = store
        self._acts = acts

    @property
    def folder(self) -> Path:
        """Return where the files are kept."""
        return self._store.files.folder

    def rows(self, programme_id: int) -> list[EvidenceRow]:
        """List a programme's documents with their links; files are looked for by name, not read."""
        links: dict[int, list[Link]] = {}
        for link in self._store.evidence.links(programme_id):
            links.setdefault(link.document_id, []).append(link)
        there = self._store.files.all()
        return [
            EvidenceRow(one, tuple(links.get(one.id, ())), not one.sha256 or one.sha256 in there)
            for one in self._store.evidence.of(programme_id)
        ]

    def of_task(self, programme_id: int, task_id: int) -> list[EvidenceRow]:
        """List the documents that prove a task."""
        return [row for row in self.rows(programme_id) if task_id in row.task_ids]

    def count_of_task(self, task_id: int) -> int:
        """Count the documents that prove a task."""
        return self._store.evidence.count_of_task(task_id)

    def counts(self, programme_id: int) -> dict[int, int]:
        """Count the documents of each task that has any, by task id."""
        pairs = {(one.task_id, one.document_id) for one in self._store.evidence.links(programme_id)}
        return Counter(task_id for task_id, _ in pairs)

    def get(self, document_id: int) -> Document:
        """Return one document. Raises NotFound."""
        return self._store.evidence.get(document_id)

    def take_in(
        self,
        programme_id: int,
        sources: Sequence[Path],
        task_ids: Iterable[int] = (),
        period: str | None = None,
        progress: Progress = no_progress,
    ) -> TakenFiles:
        """Keep files as documents called by their names, all or none.

        Each is linked to the tasks for the period. Content that a document of the programme holds already
        makes no second one: that document gets the links. Raises PeriodSealed, SourceError, DiskFull,
        TargetNotWritable.
        """
        self._store.seals.require_open(programme_id, period or "")
        ids = list(task_ids)
        added: list[Document] = []
        known: list[Document] = []
        with self._keeping(sources, progress) as kept:
            self._store.seals.require_open(programme_id, period or "")
            by_hash = {one.sha256: one for one in self._store.evidence.of(programme_id) if one.sha256}
            with self._acts.act("evidence_add", count=len(kept)):
                for source, one in kept:
                    document = by_hash.get(one.sha256)
                    if document is None:
                        described = Document(0, programme_id, one_line(source.stem) or source.name)
                        document = self._store.evidence.add(_with_file(described, [(source, one)]))
                        by_hash[one.sha256] = document
                        added.append(document)
                    elif document not in known and document not in added:
                        known.append(document)
                    self._store.evidence.link(Link(document.id, task_id, period) for task_id in ids)
        return TakenFiles(tuple(added), tuple(known))

    def add(self, document: Document, source: Path | None, links: Iterable[Link] = ()) -> Document:
        """Add a described document, with its file if there is one.

        Raises RuleBroken, PeriodSealed, SourceError, DiskFull.
        """
        links = list(links)
        with self._keeping([source] if source else [], no_progress) as kept:
            self._store.seals.require_all_open(document.programme_id, (link.period for link in links))
            with self._act("evidence_add", document):
                added = self._store.evidence.add(_tidied(_with_file(document, kept)))
                self._store.evidence.link(replace(link, document_id=added.id) for link in links)
        return added

    def decision(self, programme_id: int) -> Document | None:
        """Return the document by which a programme was issued, None if it is not known."""
        return next((one for one in self._store.evidence.of(programme_id) if one.decision), None)

    def keep_decision(self, programme: Programme, source: Path) -> Document:
        """Keep the file of the document by which a programme was issued, in the place of an earlier one.

        Raises SourceError, DiskFull.
        """
        from desktop_app.lists.document_head import kind_of

        known = self.decision(programme.id)
        if known is not None:
            return self.change(known, source)
        described = Document(
            id=0,
            programme_id=programme.id,
            subject=programme.title,
            number=programme.number,
            issued_on=programme.issued_on,
            issuer=programme.issuer,
            kind=kind_of(programme.number),
            decision=True,
        )
        return self.add(described, source)

    def change(self, document: Document, source: Path | None = None) -> Document:
        """Write a document, with a new file if one is given.

        Raises RuleBroken, NotFound, SourceError, DiskFull.
        """
        with self._keeping([source] if source else [], no_progress) as kept:
            self.get(document.id)
            changed = _tidied(_with_file(document, kept))
            with self._act("evidence_change", document):
                if changed.decision:
                    self._only_decision(changed)
                self._store.evidence.change(changed)
        return changed

    def remove(self, documents: Sequence[Document]) -> list[Document]:
        """Remove documents with their links as one act.

        The files stay until a clean-up, so that undo finds them. What was reported in a closed period rests
        on its documents: these stay and are returned. Raises PeriodSealed if all of them do.
        """
        with self._acts.alone():
            closed = {one.id: _closed_for(self._store, one) for one in documents}
            going = [one for one in documents if not closed[one.id]]
            if not going:
                names = dict.fromkeys(period for periods in closed.values() for period in periods)
                raise PeriodSealed("; ".join(names))
            with self._act("evidence_remove", going[0], len(going)):
                for one in going:
                    self._store.evidence.remove(one.id)
        return [one for one in documents if closed[one.id]]

    def link(self, documents: Sequence[Document], task_ids: Sequence[int], period: str | None) -> None:
        """Link documents to tasks that they prove in a period, or in every (None). Raises PeriodSealed."""
        with self._acts.alone():
            self._store.seals.require_open(documents[0].programme_id, period or "")
            with self._act("evidence_link", documents[0], len(documents)):
                self._store.evidence.link(Link(one.id, key, period) for one in documents for key in task_ids)

    def unlink(self, document: Document, links: Sequence[Link]) -> list[str]:
        """Take links of a document away; return the closed periods whose links stay.

        Raises PeriodSealed if all of them do.
        """
        with self._acts.alone():
            closed = self._store.seals.closed(document.programme_id, (link.period for link in links))
            going = [link for link in links if link.period not in closed]
            if closed and not going:
                raise PeriodSealed("; ".join(closed))
            with self._act("evidence_unlink", document):
                self._store.evidence.unlink(going)
        return closed

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

    def _only_decision(self, document: Document) -> None:
        for one in self._store.evidence.of(document.programme_id):
            if one.decision and one.id != document.id:
                self._store.evidence.change(replace(one, decision=False))

    @contextmanager
    def _keeping(self, sources: Sequence[Path], progress: Progress) -> Iterator[list[tuple[Path, KeptFile]]]:
        """Keep files, then keep every other writer out for what follows.

        If that fails, the files that were not there before go again, unless another act has taken them up
        meanwhile.
        """
        kept: list[tuple[Path, KeptFile]] = []
        files = self._store.files
        try:
            for place, source in enumerate(sources):
                progress(place, len(sources))
                kept.append((source, files.add(source)))
            with self._acts.alone():
                for source, one in kept:
                    if files.path(one.sha256) is None:  # cleaned up meanwhile
                        files.add(source)
                yield kept
        except BaseException:
            fresh = [files.path(one.sha256) for _, one in kept if one.fresh]
            self.clean_up(UnusedFiles(tuple(path for path in fresh if path is not None), 0))
            raise

    def _act(self, kind: str, document: Document, count: int = 1) -> AbstractContextManager[RunningAct]:
        return self._acts.act(kind, name=document.number or document.subject, count=count)


def _closed_for(store: Store, document: Document) -> list[str]:
    """Return the closed periods in which a document proves something."""
    links = store.evidence.links(document.programme_id)
    periods = (link.period for link in links if link.document_id == document.id)
    return store.seals.closed(document.programme_id, periods)


def _with_file(document: Document, kept: Sequence[tuple[Path, KeptFile]]) -> Document:
    for source, one in kept:
        return replace(document, sha256=one.sha256, file_name=one_line(source.name), size=one.size)
    return document


def _tidied(document: Document) -> Document:
    return replace(
        document,
        subject=one_line(document.subject),
        number=one_line(document.number),
        issuer=one_line(document.issuer),
        kind=one_line(document.kind),
    )
