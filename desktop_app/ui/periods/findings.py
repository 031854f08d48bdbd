"""The checks of a period as a table: what to look at, the tasks behind it, and the officer's explanation."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from desktop_app.domain.checks import Finding, Level
from desktop_app.resources import words
from desktop_app.services.wording import check_words, figure_words, next_step
from desktop_app.ui.grid import GridColumn

_SHOWN = 8


def finding_columns(titles: Sequence[str]) -> list[GridColumn[Finding]]:
    """Return the columns: level, what was found, tasks, explanation."""
    level, what, tasks, explanation = titles
    return [
        GridColumn(
            "level",
            level,
            lambda one: list(Level).index(one.level),
            lambda one: words("level")[one.level.value] if not one.explained else words("level")["explained"],
            width=118,
            delegate="status",
            mark=_mark,
        ),
        GridColumn("what", what, lambda one: f"{check_words(one)}. {next_step(one)}", width=0, stretch=3),
        GridColumn("tasks", tasks, lambda one: len(one.numbers), task_words, width=170, tip=_all_tasks),
        GridColumn(
            "explanation", explanation, lambda one: one.explanation, width=200, stretch=1, editable=True
        ),
    ]


def task_words(finding: Finding) -> str:
    """Return the words for the tasks behind a finding, or for the figures that swung."""
    figures = "; ".join(figure_words(finding))
    count, named = len(finding.numbers), _all_numbers(finding)
    if count > _SHOWN:
        named = words("count")["tasks"].format(count=count)
    return "; ".join(part for part in (named, figures) if part)


def _all_tasks(finding: Finding) -> str:
    return _all_numbers(finding) or task_words(finding)


def _all_numbers(finding: Finding) -> str:
    """Name tasks by their numbers, which alone would be taken for how many there are."""
    if not finding.numbers:
        return ""
    return QCoreApplication.translate("periods", "số %s") % "; ".join(finding.numbers)


def _mark(finding: Finding) -> str:
    if finding.explained:
        return "done_on_time"
    return "error" if finding.level is Level.BLOCKING else "warning"
