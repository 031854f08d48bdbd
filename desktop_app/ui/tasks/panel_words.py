"""Words and values of the record beside the table."""

from datetime import datetime

from PySide6.QtWidgets import QLineEdit

from desktop_app.domain.progress import ProgressEntry
from desktop_app.domain.report import ReportRow
from desktop_app.ui.formats import format_time
from desktop_app.ui.phrases import due_words


def deadline_words(row: ReportRow) -> str:
    """Show a deadline as typed, and the day it was understood to be."""
    raw, due = row.task.deadline.raw, due_words(row)
    return raw if raw == due or not due else f"{raw} ({due})"


def show_line(edit: QLineEdit, text: str) -> None:
    """Show a value unless another is being typed over it."""
    if not (edit.hasFocus() and edit.isModified()):
        edit.setText(text)


def saved_words(entry: ProgressEntry) -> str:
    """Say when an entry was saved."""
    if not entry.recorded_at:
        return ""
    return f"Đã lưu {format_time(datetime.fromisoformat(entry.recorded_at))}"
