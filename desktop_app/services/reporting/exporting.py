"""Drafts as files: each kind of report in each format, written whole or not at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from desktop_app.domain.errors import FormatUnknown
from desktop_app.domain.reports import ReportDocument, ReportDraft, ReportKind
from desktop_app.domain.text import fold
from desktop_app.domain.work import Progress, no_progress
from desktop_app.files import sha256_of
from desktop_app.files.scratch import temporary_folder

T = TypeVar("T")

AGENCY_NAME = 60
"""Characters of an agency's name in the name of its file."""

TABLES = frozenset({ReportKind.PERIODIC, ReportKind.AGENCY})
"""Kinds that are tables of all their tasks, with a workbook that can be brought in again."""


WHOLE = frozenset({ReportKind.SUMMARY, ReportKind.CORRECTION})
"""Further kinds that tell every figure of the report, so that another copy of the program may read them all.

A list of overdue tasks tells a part: what it does not show does not go out hidden in it.
"""


@dataclass(frozen=True, slots=True)
class WrittenReport:
    """A file that was written, how many tasks it reports, and the agency it is about (else empty)."""

    path: Path
    sha256: str
    tasks: int
    agency: str = ""


Writer = Callable[[ReportDraft, Path, Path | None, Progress], None]


def write_drafts(
    drafts: Sequence[ReportDraft],
    target: Path,
    template: Path | None = None,
    progress: Progress = no_progress,
) -> list[WrittenReport]:
    """Write drafts to `target` in the format its name ends in.

    Several go beside it, each named by its agency. All are made before the first is put in its place.
    `template` is for Word (None: the shipped one).

    Raises FormatUnknown, TextTooLong, the TemplateError and
    TargetError families, DiskFull; Cancelled from `progress`.
    """
    write = _writer(WRITERS, target)
    paths = _write_each(
        target,
        [draft.agency for draft in drafts],
        lambda at, path, progress: write(drafts[at], path, template, progress),
        progress,
    )
    return [
        WrittenReport(path, sha256_of(path), count_tasks(draft), draft.agency)
        for path, draft in zip(paths, drafts, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper beside the reports, how many tasks it tells of, and the agency it goes to (else empty)."""

    document: ReportDocument
    tasks: int
    agency: str = ""


def write_papers(
    papers: Sequence[Paper], target: Path, progress: Progress = no_progress
) -> list[WrittenReport]:
    """Write papers to `target` as Word or PDF, several beside it as `write_drafts` does.

    Word files follow the shipped template. Raises FormatUnknown, the TargetError and PagesError families.
    """
    write = _writer(PAPER_WRITERS, target)
    paths = _write_each(
        target,
        [paper.agency for paper in papers],
        lambda at, path, progress: write(papers[at].document, path, None, progress),
        progress,
    )
    return [
        WrittenReport(path, sha256_of(path), paper.tasks, paper.agency)
        for path, paper in zip(paths, papers, strict=True)
    ]


def _writer(writers: Mapping[str, T], target: Path) -> T:
    write = writers.get(target.suffix.lower())
    if write is None:
        raise FormatUnknown(target)
    return write


def _write_each(
    target: Path, agencies: Sequence[str], write: Callable[[int, Path, Progress], None], progress: Progress
) -> list[Path]:
    """Write one file for each agency and return where; all are made before the first is put in its place."""
    from desktop_app.files import check_name

    targets = file_names(target, agencies) if len(agencies) > 1 else [target] * len(agencies)
    for path in targets:
        check_name(path)
    if len(targets) == 1:
        write(0, target, progress)
        return targets
    with temporary_folder() as folder:
        made = [folder / path.name for path in targets]
        for count, path in enumerate(made):
            write(count, path, no_progress)
            progress(count + 1, len(made))
        put_in_place(made, targets)
    return targets


def put_in_place(made: Sequence[Path], targets: Sequence[Path]) -> None:
    """Put files that were made elsewhere to their targets, none if one of these cannot be replaced.

    Raises the TargetError family, DiskFull.
    """
    from desktop_app.files import check_target, replacing

    for place in targets:
        check_target(place)
    for path, place in zip(made, targets, strict=True):
        with replacing(place) as young:
            young.write_bytes(path.read_bytes())


def make_preview(draft: ReportDraft, pages: Path, progress: Progress = no_progress) -> None:
    """Set a draft into the PDF file `pages`, for preview and print. Raises the PagesError family."""
    from desktop_app.exchange.reports import make_pages

    make_pages(_document(draft), pages, pages, progress)


def count_tasks(draft: ReportDraft) -> int:
    """Count the tasks that a draft reports."""
    return sum(len(group.rows) for group in draft.report.groups)


def file_names(target: Path, agencies: Sequence[str]) -> list[Path]:
    """Return one file name for each agency, no two alike.

    It is the target's name, then the agency's in plain letters.
    """
    names: list[Path] = []
    for agency in agencies:
        words = "_".join("".join(mark if mark.isalnum() else " " for mark in fold(agency)).split())
        stem = f"{target.stem}_{words[:AGENCY_NAME].strip('_') or 'co_quan'}"
        path, count = target.with_name(stem + target.suffix), 1
        while path in names:
            count += 1
            path = target.with_name(f"{stem}_{count}{target.suffix}")
        names.append(path)
    return names


def _xlsx(draft: ReportDraft, target: Path, _template: Path | None, progress: Progress) -> None:
    if draft.preset.kind in TABLES:
        from desktop_app.exchange.reports import write_report

        write_report(draft, target, progress)
        return
    from desktop_app.exchange.reports import write_document

    preset = draft.preset
    shown_texts = (*preset.annexes, *(preset.columns if "tasks" in preset.annexes else ()))
    write_document(
        _document(draft), target, progress, draft.report if preset.kind in WHOLE else None, shown_texts
    )


def _docx(draft: ReportDraft, target: Path, template: Path | None, progress: Progress) -> None:
    _docx_paper(_document(draft), target, template, progress)


def _docx_paper(document: ReportDocument, target: Path, template: Path | None, progress: Progress) -> None:
    from desktop_app.exchange.reports import write_docx

    write_docx(document, target, template, progress)


def _pdf(draft: ReportDraft, target: Path, template: Path | None, progress: Progress) -> None:
    _pdf_paper(_document(draft), target, template, progress)


def _pdf_paper(document: ReportDocument, target: Path, _template: Path | None, progress: Progress) -> None:
    from desktop_app.exchange.reports import write_pdf

    write_pdf(document, target, progress)


def _document(draft: ReportDraft) -> ReportDocument:
    from desktop_app.exchange.reports import compose

    return compose(draft)


WRITERS: dict[str, Writer] = {".xlsx": _xlsx, ".docx": _docx, ".pdf": _pdf}
"""The formats of a report by the ending of the file's name."""

PAPER_WRITERS: dict[str, Callable[[ReportDocument, Path, Path | None, Progress], None]] = {
    ".docx": _docx_paper,
    ".pdf": _pdf_paper,
}
"""The formats of a paper beside the reports."""
