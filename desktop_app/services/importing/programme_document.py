"""A new programme from its own document: what a Decision or plan says of it, before anything is written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from desktop_app.domain.programme import Programme
from desktop_app.domain.work import Progress, no_progress
from desktop_app.exchange.reading import Workbook, read_document
from desktop_app.lists.cells import is_blank, shown
from desktop_app.lists.document_head import DocumentHead, kind_of, read_head
from desktop_app.lists.heading import best_sheet, find_heading
from desktop_app.lists.numbered_text import sheet_of_text
from desktop_app.lists.sheet import Sheet
from desktop_app.lists.source import StatedPaper
from desktop_app.lists.tasks import TaskList, read_task_list
from desktop_app.lists.texts import repaired
from desktop_app.resources import words
from desktop_app.services.importing.plan import ImportPlan
from desktop_app.services.importing.task_import import TaskImport
from desktop_app.services.tasks import Register

_SHOWN_LINES = 5_000
_NEEDED = ("number", "issued_on", "issuer", "title", "starts_on", "ends_on")


@dataclass(frozen=True, slots=True)
class ProgrammeProposal:
    """What a document says of a programme: its head, its groups and its tasks.

    `workbook` is what the list is brought in from. `tasks` is None if there is no list; `of_text` says that
    it was made of numbered sections. `text` is the document.
    """

    workbook: Workbook
    head: DocumentHead
    text: tuple[str, ...]
    sheet: str
    tasks: TaskList | None
    of_text: bool

    @property
    def groups(self) -> tuple[str, ...]:
        """Return the titles of the groups of the list, in its order."""
        return () if self.tasks is None else tuple(title for _, title in self.tasks.new_groups if title)

    @property
    def count(self) -> int:
        """Return how many tasks the list has."""
        return 0 if self.tasks is None else len(self.tasks.rows)

    @property
    def kind(self) -> str:
        """Return the kind of paper, as its heading or else its sign says."""
        return self.head.kind or kind_of(self.head.number)

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the fields that the head does not say."""
        return tuple(name for name in _NEEDED if not getattr(self.head, name))

    def remarks(self) -> list[str]:
        """Return in words what the officer should look at, and what was not taken."""
        said = words("founding")
        found = [said[doubt] for doubt in self.head.doubts]
        if self.missing:
            found.insert(0, said["not_said"].format(fields=", ".join(said[name] for name in self.missing)))
        if self.tasks is None:
            return [*found, said["no_tasks"]]
        found += [said["of_text"]] if self.of_text else []
        refused, aside = (
            len(self.tasks.refused),
            sum(1 for one in self.tasks.left_out if one.reason == "aside"),
        )
        found += [said["refused"].format(count=refused)] if refused else []
        return found + ([said["aside"].format(count=aside)] if aside else [])

    def planned(
        self, imports: TaskImport, register: Register, progress: Progress = no_progress
    ) -> ImportPlan:
        """Compare the list with the programme that was made of its document, the paper of the list."""
        programme = register.programme
        plan = imports.plan_workbook(register, self.workbook, progress=progress)
        return replace(plan, stated=StatedPaper(programme.number, programme.issued_on))

    def trial(self) -> Programme:
        """Return a programme to try the list with, whatever the head leaves open."""
        head = self.head
        first = head.starts_on or (date(head.issued_on.year, 1, 1) if head.issued_on else date.min)
        return Programme(
            id=0,
            number=head.number or "-",
            title=head.title or "-",
            issuer=head.issuer,
            issued_on=head.issued_on,
            starts_on=first,
            ends_on=head.ends_on or date.max,
        )


def read_programme(path: Path, progress: Progress = no_progress) -> ProgrammeProposal:
    """Read a document and propose a programme. Writes nothing. Raises the SourceError family."""
    workbook = read_document(path, progress)
    sheets = tuple(repaired(sheet)[0] for sheet in workbook.sheets)
    place = best_sheet(sheets)
    sheet, of_text = workbook.sheets[place], False
    heading = find_heading(sheet)
    rows = list(_rows(sheets))
    if heading is None or heading.column("content") is None:
        found = sheet_of_text([" ".join(cells) for cells in rows])
        heading = None if found is None else find_heading(found)
        if found is not None and heading is not None:
            workbook, sheet, of_text = replace(workbook, sheets=(found,)), found, True
    first = rows if len(sheets) == 1 or workbook.format == "docx" else list(_rows((sheets[place], *sheets)))
    head = read_head(first)
    tasks = None
    if heading is not None and heading.column("content") is not None:
        years = (head.starts_on.year, head.ends_on.year) if head.starts_on and head.ends_on else None
        tasks = read_task_list(sheet, heading, (), years=years, progress=progress)
    text = tuple("\t".join(cells) for cells in rows[:_SHOWN_LINES])
    return ProgrammeProposal(
        workbook=workbook,
        head=head,
        text=text,
        sheet=sheet.name if tasks else "",
        tasks=tasks,
        of_text=of_text,
    )


def _rows(sheets: Sequence[Sheet]) -> Iterator[list[str]]:
    """Yield the texts of every row that has any, from the left."""
    for sheet in sheets:
        for row in sheet.rows:
            cells = [shown(value) for value in row if not is_blank(value)]
            if cells:
                yield cells
