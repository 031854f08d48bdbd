"""Handing over: one file with everything on one computer, and going on from it on another."""

import secrets
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app import __version__, files
from desktop_app.domain.errors import DataFileExists, DiskFull, KitDamaged, TargetError
from desktop_app.domain.handover import HandoverKit
from desktop_app.domain.text import day_text
from desktop_app.domain.work import Progress, no_progress
from desktop_app.exchange.handover import (
    PrintedAct,
    PrintedHistory,
    print_history,
    read_kit,
    unpack,
    writing_kit,
)
from desktop_app.files.scratch import temporary_folder
from desktop_app.resources import words
from desktop_app.services.checking import CheckResult
from desktop_app.services.history import PAGE, Act, ActFilter, Journal, RowChange
from desktop_app.services.places import SUFFIX
from desktop_app.services.workspace import Workspace
from desktop_app.storage.companions import check_place, files_folder
from desktop_app.storage.lock import current_computer, current_user
from desktop_app.storage.store import Store, drop_journal, now

__all__ = ["HandedOver", "HandoverKit", "TakenOver", "free_place", "hand_over", "read_kit", "take_over"]

KIT_SUFFIX = ".zip"
_ROWS = 12


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A kit that was written, and what it says of itself."""

    path: Path
    kit: HandoverKit


@dataclass(frozen=True, slots=True)
class TakenOver:
    """A data file that came out of a kit; `health` is what its check found before anything was added."""

    path: Path
    kit: HandoverKit
    health: CheckResult


def hand_over(workspace: Workspace, target: Path, progress: Progress = no_progress) -> HandedOver:
    """Write the data file, its documents and its printed history into one file at `target`.

    What was to be handed over and is not whole is left out and named. Raises DataFileDamaged, the TargetError
    family, DiskFull, SourceNotReadable.
    """
    health = workspace.checking.check()
    lost = {one.document.sha256: one.document.number or one.document.subject for one in health.troubles}
    whole = dict(_whole(workspace, lost))
    with temporary_folder() as folder:
        data, printed = folder / workspace.path.name, folder / "history.html"
        workspace.safekeeping.copy_data(data)
        own = Workspace.open(data, checked=True)
        try:
            front = _front(own, len(whole), tuple(lost.values()))
            print_history(front, _acts(own.journal), printed)
        finally:
            own.close()
        size = sum(path.stat().st_size for path in (data, printed, *whole.values()))
        with writing_kit(target, size, progress) as writer:
            kit = HandoverKit(
                program=__version__,
                made_at=now(),
                made_by=current_user(),
                computer=current_computer(),
                programmes=front.programmes,
                tasks=front.tasks,
                acts=front.acts,
                head=front.head,
                sound=health.ok,
                data=writer.data(data, data.name),
                history=writer.history(printed),
                documents=tuple(writer.document(path, sha256) for sha256, path in whole.items()),
                missing=tuple(lost.values()),
            )
            writer.close(kit)
    return HandedOver(target, kit)


def take_over(source: Path, target: Path, progress: Progress = no_progress) -> TakenOver:
    """Put what a kit holds at `target`, where nothing may stand yet, and check it.

    Each file is held against its SHA-256, the history against the head that the kit names; the
    taking over becomes an act. Raises SourceMissing, SourceNotReadable, the KitError, DataFileError and
    TargetError families, DiskFull; then nothing stands at `target`.
    """
    kit = read_kit(source)
    check_place(target)
    _refuse_standing(target)
    files.mkdir_for(target)
    folder = target.with_name(f".~{secrets.token_hex(4)}")
    young = folder / target.name
    try:
        files.mkdir(folder)
        unpack(source, kit, young, files_folder(young), progress)
        health = _opened_and_checked(source, kit, young)
        _refuse_standing(target)
        if files_folder(young).is_dir():
            files.replace(files_folder(young), files_folder(target))
        try:
            files.replace(young, target)
        except BaseException:
            files.discard_folder(files_folder(target))
            raise
    except (TargetError, DiskFull) as error:
        if folder in (error.path, *error.path.parents):  # a name that nobody gave
            error.path = target
        raise
    finally:
        files.discard_folder(folder)
    return TakenOver(target, kit, health)


def free_place(folder: Path, kit: HandoverKit) -> Path:
    """Return a path in `folder` for the data file of a kit at which nothing stands: "De an (2).tiendo"."""
    name = Path(kit.data.name)
    number = 1
    while True:
        stem = name.stem if number == 1 else f"{name.stem} ({number})"
        place = folder / f"{stem}{SUFFIX}"
        if not place.exists() and not files_folder(place).exists():
            return place
        number += 1


def _refuse_standing(target: Path) -> None:
    """Refuse a place at which a data file, or a folder with the documents of one, stands."""
    if files.exists(target):
        raise DataFileExists(target)
    if files.exists(files_folder(target)):
        raise DataFileExists(files_folder(target))


def _opened_and_checked(source: Path, kit: HandoverKit, young: Path) -> CheckResult:
    """Open an unpacked data file, check it, and write down that it was taken over."""
    store = Store.open(young)
    try:
        workspace = Workspace(store)
        health = workspace.checking.check()
        if health.head != kit.head:
            raise KitDamaged(source, kit.data.name)
        with store.transaction("takeover", {"file": source.name}):
            store.settings.put(
                "taken_over", {"file": source.name, "by": kit.made_by, "head": kit.head, "at": now()}
            )
    finally:
        store.close()
    drop_journal(young)
    return health


def _whole(workspace: Workspace, lost: Collection[str]) -> Iterator[tuple[str, Path]]:
    """Yield the SHA-256 and the kept file of each document but those that are `lost`."""
    for programme in workspace.programmes.all():
        for row in workspace.evidence.rows(programme.id):
            if row.document.sha256 and row.document.sha256 not in lost:
                yield row.document.sha256, workspace.evidence.files.file(row.document)


def _front(own: Workspace, documents: int, missing: tuple[str, ...]) -> PrintedHistory:
    made = datetime.fromisoformat(now())
    return PrintedHistory(
        data=own.path.name,
        programmes=tuple(f"{one.number}: {one.title}" for one in own.programmes.all()),
        tasks=sum(len(own.register(one.id).tasks) for one in own.programmes.all()),
        documents=documents,
        missing=missing,
        made_at=f"{made:%H:%M} {day_text(made)}",
        made_by=f"{current_user()} ({current_computer()})",
        acts=own.journal.count(ActFilter()),
        head=own.journal.head(),
    )


def _acts(journal: Journal) -> Iterator[PrintedAct]:
    """Yield every act, the oldest first."""
    found: list[Act] = []
    before: int | None = None
    while True:
        page = journal.page(ActFilter(), before, PAGE)
        found += page.acts
        if not page.more:
            break
        before = page.acts[-1].id
    for act in reversed(found):
        changes = journal.changes(act.id, _ROWS + 1)
        yield PrintedAct(
            number=act.id,
            moment=f"{act.moment:%H:%M} {day_text(act.moment)}",
            user=f"{act.user} ({act.computer})" if act.computer else act.user,
            said=journal.said(act),
            hash=act.hash,
            rows=tuple(_said(one) for one in changes[:_ROWS]),
            more=len(changes) > _ROWS,
        )


def _said(change: RowChange) -> str:
    parts = [f"{name}: {old} → {new}" if old else f"{name}: {new}" for name, old, new in change.fields]
    name = " ".join(filter(None, (words("entity").get(change.entity, ""), change.name)))
    return f"{name} ({words('journal')[change.how].lower()}): " + "; ".join(parts)
