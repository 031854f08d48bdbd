"""The commands `backup`, `restore`, `backups` and `salvage`, and the way back from a damaged file."""

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import Any

from desktop_app.cli.commands.answers import Answer, data_file, opened
from desktop_app.domain.errors import DataFileDamaged, DataFileMissing
from desktop_app.domain.text import day_text
from desktop_app.resources import words
from desktop_app.services.rescue import WayBack, damage, newest_way_back, say_lost, seek, ways_back
from desktop_app.services.restoring import restore
from desktop_app.services.salvaging import SalvagedRecord, salvage, say_changes, take_over

NOT_WHOLE = 3
"""The exit code of what was done, while documents are missing."""


def backup(chosen: Namespace) -> Answer:
    """Write a checked copy of the data file, its SHA-256 and its documents."""
    with opened(chosen) as workspace:
        made = workspace.safekeeping.backup_to(chosen.target)
    data = {
        "file": str(chosen.target),
        "sha256": made.sha256,
        "documents": made.documents,
        "documents_missing": made.missing,
    }
    return _answer(data, [f"Đã sao lưu: {chosen.target}"], made.documents, made.missing)


def restore_file(chosen: Namespace) -> Answer:
    """Put a backup in the place of the data file; what stood there is kept."""
    path = data_file(chosen)
    done = restore(chosen.source, path)
    lines = [f"Đã khôi phục {path} từ {chosen.source}"]
    if not done.proved:
        lines.append(words("restored")["unproved"])
    if done.kept is not None:
        how = words("restored")["damaged" if done.damaged else "kept"]
        lines.append(how.format(path=done.kept))
    data = {
        "data": str(path),
        "kept": str(done.kept) if done.kept else None,
        "damaged": done.damaged,
        "sha256_known": done.proved,
        "documents": done.documents,
        "documents_missing": done.missing,
    }
    return _answer(data, lines, done.documents, done.missing)


def add_salvage_options(parser: ArgumentParser) -> None:
    """Add what `salvage` is told."""
    parser.add_argument("damaged", type=Path, metavar="TỆP_HỎNG")
    parser.add_argument("--take", action="store_true", help="ghi lại những gì tìm thấy vào tệp dữ liệu")


def backups(chosen: Namespace) -> Answer:
    """List the backups of a data file, which may be damaged or gone, and what each would lose."""
    path = data_file(chosen)
    found = list(ways_back(path))
    lines = [f"{len(found)} bản sao lưu của {path}", *map(_way_line, found)]
    return Answer({"data": str(path), "backups": [_way_view(one) for one in found]}, lines)


def salvage_file(chosen: Namespace) -> Answer:
    """List the progress of a damaged file that the data file lacks; with `--take`, record it."""
    with opened(chosen) as workspace:
        found = salvage(workspace, chosen.damaged)
        taken = take_over(workspace, found.records) if chosen.take else 0
    data = {
        "records": [_record_view(one) for one in found.records],
        "other_acts": list(found.others),
        "taken": taken,
    }
    lines = [
        f"{len(found.records)} lần cập nhật chưa có trong tệp dữ liệu",
        *map(_record_line, found.records),
    ]
    if found.others:
        lines += [
            f"{len(found.others)} thao tác khác không lấy lại được:",
            *(f"  {one}" for one in found.others),
        ]
    if chosen.take:
        lines.append(f"Đã ghi lại {taken} phần")
    return Answer(data, lines)


def find_damage(chosen: Namespace) -> DataFileDamaged | None:
    """Return what is wrong with the data file of a command that failed unexpectedly, None if nothing is."""
    found = damage(data_file(chosen))
    return found if isinstance(found, DataFileDamaged) else None


def say_ways_back(error: DataFileDamaged | DataFileMissing) -> list[str]:
    """Return in words where to go from a file that is damaged or gone: its newest sound backup."""
    said, path = words("rescue"), error.path
    lines = []
    if isinstance(error, DataFileMissing):
        lines = [said["elsewhere"].format(found=one) for one in seek(path)[:3]]
    way = newest_way_back(path)
    if way is not None:
        made = f"{way.made_at:%H:%M} {day_text(way.made_at)}"
        lines.append(said["newest"].format(made=made, said=way.said, lost=say_lost(way)))
        lines.append(said["command"].format(path=path, backup=way.path))
    elif isinstance(error, DataFileDamaged):
        lines.append(said["none"].format(path=path))
    return lines


def _way_line(way: WayBack) -> str:
    state = "" if way.sound else "HỎNG, "
    return f"{way.made_at:%H:%M} {day_text(way.made_at)}  {state}{way.said} ({say_lost(way)})  {way.path}"


def _way_view(way: WayBack) -> dict[str, Any]:
    return {
        "file": str(way.path),
        "made_at": way.made_at.isoformat(),
        "last_act_at": way.acted_at.isoformat() if way.acted_at else None,
        "last_act": way.said,
        "sound": way.sound,
        "lost": way.lost,
        "at_least": way.at_least,
    }


def _record_view(one: SalvagedRecord) -> dict[str, Any]:
    return {
        "task": one.task_id,
        "number": one.number,
        "period": one.period,
        "recorded_at": one.recorded_at,
        "changes": {name: str(value) for name, value in one.changes.items()},
        "hindrance": one.hindrance,
    }


def _record_line(one: SalvagedRecord) -> str:
    by = f"{one.recorded_at}, {one.recorded_by}"
    line = f"  {one.number}. {one.period_label}, {by}: {say_changes(one.changes)}"
    return line + (f" [không lấy được: {words('rescue')[one.hindrance]}]" if one.hindrance else "")


def _answer(data: dict[str, Any], lines: list[str], documents: int, missing: int) -> Answer:
    """Add what became of the documents; what is missing has an exit code of its own."""
    said = words("restored")
    if missing:
        warning = said["documents_missing"].format(missing=missing, count=documents)
        return Answer(data, lines, NOT_WHOLE, [warning])
    lines.append(said["documents_whole"].format(count=documents) if documents else said["documents_none"])
    return Answer(data, lines)
