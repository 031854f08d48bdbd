"""Documents: described, added with their files, and linked to the tasks that they prove."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from desktop_app.domain.errors import PeriodSealed
from desktop_app.domain.evidence import Document, Link
from desktop_app.domain.programme import Programme
from desktop_app.domain.text import one_line
from desktop_app.domain.work import Progress, no_progress
from desktop_app.services.acts import Acts
from desktop_app.services.evidence.kept import DocumentFiles, EvidenceRow, UnusedFiles
from desktop_app.storage.files import KeptFile
from desktop_app.storage.store import RunningAct, Store


@dataclass(frozen=True, slots=True)
class TakenFiles:
    """What became of files that were brought in.

    New documents, and documents that held the same content before.
    """

    added: tuple[Document, ...]
    known: tuple[Document, ...]


class Evidence:
    """The documents of the data file `store`, and what they prove; their kept files are `files`."""

    def __init__(self, store: Store, acts: Acts, require_sound: Callable[[int], None]) -> None:
        self._store = store
        self._acts = acts
        self.files = DocumentFiles(store, acts, require_sound)

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
            self.files.clean_up(UnusedFiles(tuple(path for path in fresh if path is not None), 0))
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
