"""Which parts of a report are shown, in what order and words.

Kinds of report and the office's presets.
"""

from dataclasses import dataclass
from enum import StrEnum

from desktop_app.domain.errors import FieldMissing, NotFound
from desktop_app.domain.reports.row_fields import FIELDS


class ReportKind(StrEnum):
    """The kinds of report that are written about one period."""

    PERIODIC = "periodic"
    OVERDUE = "overdue"
    AGENCY = "agency"
    SUMMARY = "summary"
    CORRECTION = "correction"


ON_PAPER = (
    "number",
    "content",
    "leads",
    "coordinating",
    "deadline",
    "output",
    "result",
    "difficulty",
    "status",
)
"""The columns that fit a page of A4 without small print."""

SHORT = ("number", "content", "leads", "deadline", "result", "status")
"""The columns of a short form: what came out, without who helps, what is expected and what hinders."""

SECTIONS = {
    ReportKind.PERIODIC: (
        "programme",
        "general",
        "results",
        "difficulties",
        "causes",
        "proposals",
        "next",
    ),
    ReportKind.OVERDUE: ("general", "difficulties", "causes", "proposals"),
    ReportKind.AGENCY: ("general", "results", "difficulties", "causes", "proposals", "next"),
    ReportKind.SUMMARY: (
        "programme",
        "general",
        "direction",
        "results",
        "assessment",
        "difficulties",
        "causes",
        "proposals",
        "next",
    ),
    ReportKind.CORRECTION: ("general", "results"),
}
OPTIONAL = frozenset({"programme"})
"""Sections that a report has only if they are asked for."""

ANNEXES = {
    ReportKind.PERIODIC: ("tasks", "overdue", "apart", "documents", "agencies", "indicators", "chart"),
    ReportKind.OVERDUE: ("overdue", "difficulties"),
    ReportKind.AGENCY: ("tasks", "apart", "documents", "indicators", "chart"),
    ReportKind.SUMMARY: ("tasks", "apart", "documents", "agencies", "indicators", "chart"),
    ReportKind.CORRECTION: ("changes",),
}


@dataclass(frozen=True, slots=True)
class Preset:
    """A choice of parts for one kind of report; it travels with the data file.

    `columns` are names of `FIELDS`, `sections` and `annexes` names of the kind's own, each in the order
    shown. `titles` are the words that differ from the usual ones, by "column.name", "section.name",
    "annex.name" or "subject".
    """

    name: str
    kind: ReportKind
    columns: tuple[str, ...]
    sections: tuple[str, ...]
    annexes: tuple[str, ...]
    titles: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """Check that every part is known and that the tasks can be told apart.

        Raises FieldMissing, NotFound.
        """
        if "content" not in self.columns:
            raise FieldMissing("content")
        if len(set(self.columns)) < 2:
            raise FieldMissing("columns")
        known = (
            (self.columns, FIELDS),
            (self.sections, SECTIONS[self.kind]),
            (self.annexes, ANNEXES[self.kind]),
        )
        for chosen, offered in known:
            for one in chosen:
                if one not in offered:
                    raise NotFound("part", one)

    def title(self, key: str, usual: str) -> str:
        """Return the words chosen for a part, else the usual ones."""
        return dict(self.titles).get(key) or usual


def usual_preset(kind: ReportKind) -> Preset:
    """Return what a kind of report usually has, in the usual order; it has no name."""
    sections = tuple(one for one in SECTIONS[kind] if one not in OPTIONAL)
    return Preset("", kind, ON_PAPER, sections, ANNEXES[kind])
