"""A task list read from a sheet: every row below the heading is taken, left out or refused, each with its reason."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from desktop_app.domain.cancel import Progress, no_progress, paced
from desktop_app.domain.edition import ListRow
from desktop_app.domain.encodings import Encoding
from desktop_app.domain.programme import Group
from desktop_app.domain.text import fold
from desktop_app.exchange.headings import Heading
from desktop_app.exchange.list_drafts import Draft
from desktop_app.exchange.list_groups import Groups
from desktop_app.exchange.list_lines import Lines
from desktop_app.exchange.list_sorting import LeftOut, RefusedRow, Sorter, Sorting
from desktop_app.exchange.list_tasks import Finisher, are_swapped, split_by, split_strictly
from desktop_app.exchange.list_text import repaired
from desktop_app.exchange.report_table import headings as own_titles
from desktop_app.exchange.sheets import Sheet

__all__ = ["LeftOut", "ListChoices", "RefusedRow", "RowsLost", "TaskList", "read_task_list"]

_EVERY = 256


class RowsLost(Exception):
    """A bug: the rows that were read are not the rows taken, refused and left out."""


@dataclass(frozen=True, slots=True)
class ListChoices:
    """What an officer may choose: the encoding (None: as recognised), and sub-items joined to their tasks.

    `encodings` are said of single columns and go before `encoding`.
    """

    encoding: Encoding | None = None
    join_children: bool = False
    encodings: Mapping[int, Encoding] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TaskList:
    """A list as read. `new_groups` are (number, title) that the programme lacks; (0, "") is for tasks without a group.

    `read` counts what was read: taken, refused and left out together. `left_out` also names what stands above and
    beside the list.
    """

    rows: tuple[ListRow, ...]
    refused: tuple[RefusedRow, ...]
    left_out: tuple[LeftOut, ...]
    new_groups: tuple[tuple[int, str], ...]
    encoding: Encoding
    read: int


def read_task_list(
    sheet: Sheet,
    heading: Heading,
    groups: Sequence[Group],
    known_agencies: Collection[str] = (),
    years: tuple[int, int] | None = None,
    choices: ListChoices | None = None,
    progress: Progress = no_progress,
) -> TaskList:
    """Read the rows below `heading`, which has a column for the content.

    `groups` are the programme's own, `known_agencies` the names of the catalogue, `years` its first and last year.
    `progress` counts rows. Raises ValueError where the heading has no content; RowsLost is a bug.
    """
    choices = choices or ListChoices()
    if heading.column("content") is None:
        raise ValueError(heading)
    sheet, encoding = repaired(sheet, choices.encoding, choices.encodings)
    lines = Lines(sheet, heading)
    own = is_own(heading)
    sorter = Sorter(lines, heading, Groups(groups), join_children=choices.join_children, own=own)
    sorting = _sorted(lines, sorter, paced(progress, lines.count - lines.first))
    del sorter  # it knows every draft
    swapped = are_swapped([draft.line.value("deadline") for draft in sorting.drafts])
    split = split_strictly if own else split_by(known_agencies)
    finisher = Finisher(lines, split, years, swapped=swapped, own=own)
    rows = tuple(_finished(finisher, sorting.drafts))
    _check(sorting, rows)
    outside = _above(lines, heading) + _beside(heading)
    left_out = (*outside, *sorting.left_out)
    read = sorting.read + len(outside)
    return TaskList(rows, tuple(sorting.refused), left_out, sorting.new_groups, encoding, read)


def _sorted(lines: Lines, sorter: Sorter, report: Callable[[int], None]) -> Sorting:
    for index in range(lines.first, lines.count):
        sorter.take(index)
        if not index % _EVERY:
            report(index - lines.first)
    return sorter.result()


def _finished(finisher: Finisher, drafts: list[Draft]) -> Iterator[ListRow]:
    """Finish drafts in their order and let go of each, so that a long list is never held twice."""
    drafts.reverse()
    while drafts:
        yield finisher.finish(drafts.pop())


def is_own(heading: Heading) -> bool:
    """Tell whether a heading is that of this program's own written report."""
    return [fold(title) for _, title in heading.titles] == [fold(title) for title in own_titles()]


def _check(sorting: Sorting, rows: Sequence[ListRow]) -> None:
    told = len(rows) + len(sorting.refused) + len(sorting.left_out)
    if told != sorting.read:
        raise RowsLost(sorting.read, told)


def _above(lines: Lines, heading: Heading) -> tuple[LeftOut, ...]:
    """Name the rows above the heading: the title of the list, and text before that."""
    rows = (row for row in range(heading.first_row) if not lines.is_empty(row))
    named = ((row, "aside" if row in lines.asides else "title") for row in rows)
    return tuple(LeftOut(row + 1, reason, " ".join(lines.texts(row))) for row, reason in named)


def _beside(heading: Heading) -> tuple[LeftOut, ...]:
    """Name a second list that stands to the right of this one."""
    read, content = dict(heading.columns), heading.column("content")
    titles = {column: fold(title) for column, title in heading.titles}
    last = max(read)
    if titles.get(content or 0, "") not in {title for column, title in titles.items() if column > last}:
        return ()
    text = " ".join(title for column, title in heading.titles if column > last)
    return (LeftOut(heading.last_row + 1, "other_list", text),)
