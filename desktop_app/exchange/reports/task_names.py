"""How a report names its tasks: one way in the body, in the annexes and in the workbook."""

from collections.abc import Sequence

from desktop_app.domain.reports import Report, ReportRow
from desktop_app.domain.text import one_line, roman

CONTENT = 120
"""Characters of a task's content in a sentence."""

NAMED, PLACES = 3, 25
"""Tasks that a sentence names by their content, and by their numbers alone."""

NUMBERED, NUMBER, IN_GROUP = "nhiệm vụ số {}", "số {}", "{}, Nhóm {}"
AND_MORE = "và các nhiệm vụ khác ({})"


class TaskNames:
    """The names of the tasks of one report.

    The number alone names a task; its group is added only if the numbers begin anew in each group. Example:
    "Xây dựng quy chế phối hợp (nhiệm vụ số 6)", "Xây dựng quy chế phối hợp (nhiệm vụ số 6, Nhóm II)".
    """

    def __init__(self, *reports: Report) -> None:
        """Look through the numbers of `reports`, which are read beside each other."""
        self._groups: dict[int, int] = {}
        self._restart = False
        for report in reports:
            rows = [(row, group.number) for group in report.groups for row in group.rows]
            numbers = [row.task.number for row, _ in rows if row.task.number]
            self._restart = self._restart or len(set(numbers)) < len(numbers)
            self._groups |= {row.task.id: number for row, number in rows}

    def number(self, row: ReportRow) -> str:
        """Return the number that names a task: "6", or "6, Nhóm II" if numbers begin anew in each group."""
        number = row.task.number
        group = self._groups.get(row.task.id) or row.task.given.group
        return IN_GROUP.format(number, roman(group)) if number and group and self._restart else number

    def called(self, row: ReportRow) -> str:
        """Return what a sentence calls a task: its content, cut between two words, and its number."""
        number, content = self.number(row), shortened(one_line(row.task.content))
        return f"{content} ({NUMBERED.format(number)})" if number else content

    def calling(self, rows: Sequence[ReportRow]) -> str:
        """Return what a sentence calls several tasks: the first by their contents, the rest by numbers."""
        named = "; ".join(self.called(row) for row in rows[:NAMED])
        rest = rows[NAMED:]
        return f"{named} {AND_MORE.format(self.together(rest))}" if rest else named

    def together(self, rows: Sequence[ReportRow]) -> str:
        """Return the numbers of several tasks ("nhiệm vụ số 6, 13"); one without a number by its content."""
        shown = rows[:PLACES]
        numbers = [self.number(row) for row in shown if row.task.number]
        contents = [f"“{shortened(one_line(row.task.content))}”" for row in shown if not row.task.number]
        if self._restart and numbers:
            first, *others = numbers
            listed = "; ".join((NUMBERED.format(first), *(NUMBER.format(one) for one in others)))
        else:
            listed = NUMBERED.format(", ".join(numbers)) if numbers else ""
        said = "; ".join(part for part in (listed, *contents) if part)
        return f"{said}…" if len(rows) > PLACES else said


def shortened(text: str) -> str:
    """Return a text of at most `CONTENT` characters, ended with "…" between two words if it is long."""
    text = text.rstrip(" .;,")
    if len(text) <= CONTENT:
        return text
    kept = text[: CONTENT - 1]
    return f"{(kept.rpartition(' ')[0] or kept).rstrip(' .;,')}…"
