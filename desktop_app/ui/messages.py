"""Boxes: an error in the officer's words, and the questions about what cannot be undone."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from desktop_app.domain.errors import AppError
from desktop_app.services.wording import say
from desktop_app.ui.widgets import Box, ask_box


def show_error(parent: QWidget | None, error: AppError) -> None:
    """Show what was refused and what to do."""
    box = Box(parent, _tr("Chưa thực hiện được"), say(error), icon="warning_20_filled")
    box.add_safe(_tr("Đóng"))
    box.exec()


def inform(parent: QWidget | None, title: str, text: str, detail: str, good: bool) -> None:
    """Show what was found, good or bad."""
    picture = "checkmark_circle_20_filled" if good else "warning_20_filled"
    box = Box(parent, title, text, detail, icon=picture, good=good)
    box.add_safe(_tr("Đóng"))
    box.exec()


def confirm(parent: QWidget | None, question: str, act: str, detail: str = "", refuse: str = "") -> bool:
    """Ask before what cannot be undone, under the name of the act.

    The button is named by the act, the other one "Hủy" or by `refuse`.
    """
    return ask_box(parent, act, question, [act], detail, refuse=refuse) == 0


def choose(parent: QWidget | None, question: str, acts: Sequence[str], detail: str) -> int:
    """Ask which of some acts to do, the first being the safe one; return its place, -1 for none."""
    return ask_box(parent, acts[0], question, acts, detail)


def _tr(text: str) -> str:
    return QCoreApplication.translate("messages", text)
