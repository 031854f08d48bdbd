"""The annex of documents (phụ lục tài liệu).

A folder of numbered files with short names, and an index workbook. It is built beside its place and put there
whole; if something fails nothing is left of it.
"""

import secrets
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from desktop_app import files
from desktop_app.domain.errors import FolderExists, TargetNotWritable, TextTooLong
from desktop_app.domain.evidence import Document, FileState, annex_name, safe_name, safe_suffix
from desktop_app.domain.work import Progress, no_progress
from desktop_app.exchange.writing.book import new_workbook
from desktop_app.exchange.writing.cell_text import MAX_TEXT, clean, length
from desktop_app.exchange.writing.sheet import SheetWriter, Styles
from desktop_app.files.scratch import process_folder

INDEX = "000_Muc-luc.xlsx"
_SHEET = "Mục lục"
_TITLE = "PHỤ LỤC TÀI LIỆU MINH CHỨNG"
_HEADINGS = (
    "STT", "Số, ký hiệu", "Ngày ban hành", "Cơ quan ban hành", "Loại văn bản", "Trích yếu", "Nhiệm vụ",
    "Kỳ báo cáo", "Tệp", "Mã kiểm tra",
)  # fmt: skip
_WIDTHS = (5, 14, 11, 18, 12, 36, 12, 14, 39, 27)
_SAMPLE = "DỮ LIỆU MINH HỌA"
_STATES = {
    FileState.NONE: "(không kèm tệp)",
    FileState.MISSING: "(THIẾU TỆP)",
    FileState.ALTERED: "(TỆP ĐÃ BỊ THAY ĐỔI, không đưa vào)",
}


@dataclass(frozen=True, slots=True)
class AnnexEntry:
    """A document of the annex; `source` is its sound file, or None if `state` says why there is none."""

    document: Document
    tasks: str
    periods: str
    state: FileState
    source: Path | None


def write_annex(
    target: Path,
    heading: str,
    entries: Sequence[AnnexEntry],
    *,
    illustrative: bool,
    progress: Progress = no_progress,
) -> None:
    """Write the folder `target` with the files of `entries` numbered from 1, and its index.

    Raises FolderExists if something stands there, TargetNameForbidden, TargetNotWritable, TextTooLong,
    DiskFull.
    """
    names = [
        annex_name(place, one.document) if one.source else "" for place, one in enumerate(entries, start=1)
    ]
    for name in (INDEX, *filter(None, names)):
        files.check_name(target / name)
    files.check_name(target)
    _check_texts(target / INDEX, heading, entries)
    with _folder(target) as young:
        for place, (one, name) in enumerate(zip(entries, names, strict=True)):
            progress(place, len(entries))
            if one.source is not None:
                files.copy(one.source, young / name)
        _write_index(young / INDEX, heading, entries, names, illustrative=illustrative)


def copy_file(source: Path, target: Path) -> None:
    """Copy a kept file to `target`, whole or not at all. Raises TargetError, DiskFull."""
    with files.replacing(target) as young:
        files.copy(source, young)


def temporary_copy(source: Path, name: str) -> Path:
    """Return a copy of a kept file in the temporary folder, under a name that says what it is.

    The folder is that of this process; the name is short. A copy that is there already is returned as it is,
    since Word may hold it open: opening it again brings it forward. One that the officer has changed stays as
    it is; the new copy goes beside it, under another name. On Windows it carries the mark of a file from
    elsewhere.
    """
    folder = process_folder() / source.stem[:16]
    stem, suffix = safe_name(Path(name).stem) or "tai-lieu", safe_suffix(name)
    names = (f"{stem}{suffix}" if place == 1 else f"{stem}-{place}{suffix}" for place in count(1))
    target = next(
        one for one in map(folder.joinpath, names) if not files.exists(one) or _is_copy(one, source)
    )
    if files.exists(target):
        return target
    with files.writing(target):
        files.mkdir_for(target)
        files.copy(source, target)
        files.mark_origin(target)
        target.chmod(stat.S_IREAD)
    return target


def _is_copy(path: Path, source: Path) -> bool:
    """Return whether a file holds what `source` holds.

    Of one that is locked to every reader the size has to do.
    """
    if path.stat().st_size != source.stat().st_size:
        return False
    try:
        return files.sha256_of(path) == files.sha256_of(source)
    except PermissionError:
        return True


@contextmanager
def _folder(target: Path) -> Iterator[Path]:
    if not target.parent.is_dir():
        raise TargetNotWritable(target, "ENOENT")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise FolderExists(target)
    young = target.with_name(f".~{secrets.token_hex(4)}")
    try:
        files.mkdir(young)
        with files.writing(target):
            yield young
        if target.exists():
            files.remove_empty(target)
        files.replace(young, target)
    finally:
        files.discard_folder(young)


def _check_texts(target: Path, heading: str, entries: Sequence[AnnexEntry]) -> None:
    for one in entries:
        document = one.document
        for text in (heading, document.subject, document.issuer, document.number, one.tasks, one.periods):
            if length(clean(text)) > MAX_TEXT:
                raise TextTooLong(
                    target, document.number or document.file_name, length(clean(text)), MAX_TEXT
                )


def _write_index(
    target: Path, heading: str, entries: Sequence[AnnexEntry], names: Sequence[str], *, illustrative: bool
) -> None:
    warning = _SAMPLE if illustrative else ""
    with new_workbook(target) as workbook:
        sheet = SheetWriter(workbook.add_worksheet(_SHEET), Styles(workbook), _WIDTHS)
        if warning:
            sheet.line(warning, 13, "warning")
        sheet.line(_TITLE, 14, "bold", "size14")
        sheet.line(heading, 13, "bold", "size13")
        held = sum(one.source is not None for one in entries)
        sheet.line(f"{len(entries)} tài liệu, {held} tệp kèm theo", 12, "italic", "size12")
        sheet.tall(4)
        sheet.put_head(_HEADINGS)
        sheet.freeze()
        for place, (one, name) in enumerate(zip(entries, names, strict=True), start=1):
            document = one.document
            cells = (
                place, document.number, document.issued_on, document.issuer, document.kind, document.subject,
                one.tasks, one.periods, name or _STATES[one.state], document.sha256,
            )  # fmt: skip
            sheet.put_cells(
                [
                    (value, ("cell", "whole") if column == 0 else ("cell",))
                    for column, value in enumerate(cells)
                ]
            )
            if name:
                style = sheet.styles.get(("cell",))
                sheet.sheet.write_url(sheet.row - 1, _HEADINGS.index("Tệp"), f"external:{name}", style, name)
        sheet.sheet.autofilter(sheet.header, 0, sheet.row - 1, len(_HEADINGS) - 1)
        sheet.finish(warning)
