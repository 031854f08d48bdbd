"""Files that are dropped on a widget."""

from pathlib import Path

from PySide6.QtGui import QDropEvent


def holds_files(event: QDropEvent) -> bool:
    """Return whether local files are being dragged."""
    return any(url.isLocalFile() for url in event.mimeData().urls())


def dropped_files(event: QDropEvent) -> list[Path]:
    """List the local files that are dragged or dropped."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
