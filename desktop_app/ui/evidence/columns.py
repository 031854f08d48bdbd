"""The columns of the register of documents."""

from collections.abc import Callable

from desktop_app.domain.evidence import Document, FileState
from desktop_app.resources import words
from desktop_app.services.evidence import EvidenceRow
from desktop_app.ui.formats import format_date, format_number
from desktop_app.ui.grid import GridColumn

_KILO = 1024
_FEW = 4


def document_columns(numbers: Callable[[EvidenceRow], list[str]]) -> list[GridColumn[EvidenceRow]]:
    """Return the columns in their first order; `numbers` holds the printed numbers of a document's tasks."""
    named = words("field")
    return [
        GridColumn("number", named["evidence.number"], lambda row: row.document.number, width=112),
        GridColumn("issued_on", named["day"], _day, _day_text, width=96),
        GridColumn("subject", named["subject"], lambda row: row.document.subject, width=0, stretch=3),
        GridColumn("issuer", "Cơ quan ban hành", lambda row: row.document.issuer, width=126, stretch=1),
        GridColumn("kind", named["evidence.kind"], lambda row: row.document.kind, width=110, hidden=True),
        GridColumn(
            "tasks",
            named["task_id"],
            lambda row: len(row.task_ids),
            lambda row: short(numbers(row)),
            width=100,
            tip=lambda row: "; ".join(numbers(row)),
        ),
        GridColumn(
            "file", named["file"], _file_order, file_words, width=116, tip=lambda row: row.document.file_name
        ),
    ]


def document_name(document: Document) -> str:
    """Return the name of a document on one line."""
    day = f" ngày {format_date(document.issued_on)}" if document.issued_on else ""
    return f"{document.number}{day}" if document.number else document.subject


def file_words(row: EvidenceRow) -> str:
    """Return in words what file a document has."""
    document = row.document
    if not document.sha256:
        return words("file_state")[FileState.NONE]
    if not row.present:
        return words("file_state")[FileState.MISSING]
    ending = document.file_name.rpartition(".")[2].upper() if "." in document.file_name else ""
    return " · ".join(part for part in (ending[:6], size_words(document.size)) if part)


def size_words(size: int) -> str:
    """Return the words for a size: 12 KB, 1,4 MB."""
    if size < _KILO * _KILO:
        return f"{format_number(max(1, round(size / _KILO)))} KB"
    return f"{format_number(size / _KILO / _KILO, 1)} MB"


def short(numbers: list[str]) -> str:
    """Return a few numbers and how many more there are."""
    more = len(numbers) - _FEW
    return "; ".join(numbers[:_FEW]) + (f" +{more}" if more > 0 else "")


def _day(row: EvidenceRow) -> str:
    return row.document.issued_on.isoformat() if row.document.issued_on else ""


def _day_text(row: EvidenceRow) -> str:
    return format_date(row.document.issued_on) if row.document.issued_on else ""


def _file_order(row: EvidenceRow) -> int:
    if row.document.sha256 and not row.present:
        return -1
    return row.document.size
