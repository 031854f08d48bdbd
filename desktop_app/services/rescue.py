"""Ways back from a data file that is damaged or gone: its backups, and what each of them would lose."""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app import files
from desktop_app.domain.errors import AppError, DataFileDamaged
from desktop_app.domain.text import day_text
from desktop_app.resources import words
from desktop_app.services import places
from desktop_app.services.history import act_of, say_act
from desktop_app.services.opening import is_data_file, is_same_file
from desktop_app.services.reading_through import read_through
from desktop_app.services.wording import period_label
from desktop_app.services.workspace import Workspace
from desktop_app.storage.backups import Backup, HashProof, is_readable, last_action, listed, proof
from desktop_app.storage.companions import backups_folder
from desktop_app.storage.salvage import remains
from desktop_app.storage.store import check_pages


@dataclass(frozen=True, slots=True)
class WayBack:
    """A backup of the file: when it was made, the last act it holds (its moment and in words).

    `lost` counts the acts that came after, as far as the damaged file and newer backups still tell; None if
    nothing tells. `at_least` says that there may be more.
    """

    path: Path
    made_at: datetime
    size: int
    acted_at: datetime | None
    said: str
    sound: bool
    lost: int | None
    at_least: bool


def ways_back(path: Path) -> Iterator[WayBack]:
    """Yield the backups of the data file at `path`, newest first, each read through when it is asked for."""
    known = listed(path)
    readable = _last_readable(path, backups_folder(path) / known[0].name) if known else 0
    newest = max((one.action for one in known), default=0)
    last = max(readable, newest)
    for one in known:
        yield _way(backups_folder(path) / one.name, one, last, known=readable >= newest and bool(readable))


def say_lost(way: WayBack) -> str:
    """Return in words what going back to a backup would lose."""
    said = words("rescue")
    moment = f"{way.acted_at:%H:%M} {day_text(way.acted_at)}" if way.acted_at else ""
    if way.lost is None:
        return said["unknown"].format(moment=moment)
    if not way.lost:
        return said["nothing"]
    count = f"{way.lost:,}".replace(",", ".")
    return said["at_least" if way.at_least else "lost"].format(count=count, moment=moment)


def newest_way_back(path: Path) -> WayBack | None:
    """Return the newest sound backup of the data file at `path`, None if there is none."""
    return next((one for one in ways_back(path) if one.sound), None)


def damage(path: Path) -> AppError | None:
    """Open a data file and read it through; return what is wrong with it, None if nothing is."""
    try:
        workspace = Workspace.open(path)
    except AppError as error:
        return error
    try:
        read_through(workspace)
    except AppError as error:
        return error
    finally:
        workspace.close()
    return None


def damage_of_open(workspace: Workspace) -> DataFileDamaged | None:
    """Check the pages of the open file and read it whole; return what is wrong, None if nothing is."""
    try:
        check_pages(workspace.path)
        own = workspace.twin()
    except DataFileDamaged as error:
        return error
    except AppError:
        return None
    try:
        read_through(own)
    except DataFileDamaged as error:
        return error
    finally:
        own.close()
    return None


def set_backups_aside(path: Path) -> Path | None:
    """Rename the folder of backups of a file that is gone, so that a new file of its name has its own.

    Return its new name, None if there is none. Raises TargetInUse, TargetNotWritable.
    """
    folder = backups_folder(path)
    if not files.exists(folder):
        return None
    aside = folder.with_name(f"{folder.name}-{datetime.now().astimezone():%Y%m%d-%H%M%S}")
    files.replace(folder, aside)
    return aside


def seek(path: Path, recent: Iterable[Path] = ()) -> list[Path]:
    """Look for a data file that is gone: by its name near by, and by what else lies in its folder.

    Return what could be it, the likeliest first.
    """
    folders = [path.parent, *_near(path.parent), places.documents(), *(one.parent for one in recent)]
    found: list[Path] = []
    for folder in dict.fromkeys(folders):
        with suppress(OSError):
            found += [one for one in folder.iterdir() if one.suffix.lower() == path.suffix.lower()]
    named = sorted(found, key=lambda one: (one.name != path.name, one.parent != path.parent))
    likely = [one for one in named if one.name == path.name or one.parent == path.parent]
    return [one for one in dict.fromkeys(likely) if is_data_file(one) and not is_same_file(one, path)]


def _near(folder: Path) -> list[Path]:
    """Return the folders beside and below one, where a file goes by a slip of the mouse."""
    found = [folder.parent]
    for one in (folder, folder.parent):
        with suppress(OSError):
            found += [below for below in one.iterdir() if below.is_dir()]
    return found


def _last_readable(path: Path, sound: Path) -> int:
    try:
        with remains(path, sound) as rest:
            return rest.last_act()
    except (AppError, OSError):
        return 0


def _way(path: Path, backup: Backup, last: int, *, known: bool) -> WayBack:
    act = last_action(path)
    lost = last - backup.action
    return WayBack(
        path=path,
        made_at=datetime.fromisoformat(backup.made_at),
        size=backup.size,
        acted_at=datetime.fromisoformat(act.at) if act else None,
        said=say_act(act_of(act), period_label) if act else "",
        sound=act is not None and _is_sound(path),
        lost=lost if known or lost else None,
        at_least=not known,
    )


def _is_sound(path: Path) -> bool:
    try:
        found = proof(path)
    except AppError:
        return False
    return found is HashProof.SOUND or (found is HashProof.UNKNOWN and is_readable(path))
