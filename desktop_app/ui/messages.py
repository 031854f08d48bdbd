"""Boxes: an error in the officer's words, and the questions about what cannot be undone."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop_app.domain.errors import AppError
from desktop_app.services.wording import say


def tell(parent: QWidget | None, error: AppError) -> None:
    """Show what was refused and what to do."""
    box = QMessageBox(QMessageBox.Icon.Warning, _tr("Chưa thực hiện được"), say(error), parent=parent)
    box.addButton(_tr("Đã hiểu"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def inform(parent: QWidget | None, title: str, text: str, detail: str, good: bool) -> None:
    """Show what was found, good or bad."""
    picture = QMessageBox.Icon.Information if good else QMessageBox.Icon.Warning
    box = QMessageBox(picture, title, text, parent=parent)
    box.setInformativeText(detail)
    box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    box.addButton(_tr("Đóng"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def confirm(parent: QWidget | None, question: str, act: str, detail: str = "", refuse: str = "") -> bool:
    """Ask before what cannot be undone.

    The button is named by the act, the other one "Hủy" or by `refuse`.
    """
    box = QMessageBox(QMessageBox.Icon.Question, _tr("Xác nhận"), question, parent=parent)
    box.setInformativeText(detail)
    yes = box.addButton(act, QMessageBox.ButtonRole.AcceptRole)
    box.addButton(refuse or _tr("Hủy"), QMessageBox.ButtonRole.RejectRole)
    box.exec()
    return box.clickedButton() is yes


def choose(parent: QWidget | None, question: str, acts: Sequence[str], detail: str) -> int:
    """Ask which of some acts to do, the first being the safe one; return its place, -1 for none."""
    box = QMessageBox(QMessageBox.Icon.Warning, _tr("Xác nhận"), question, parent=parent)
    box.setInformativeText(detail)
    buttons = [box.addButton(act, QMessageBox.ButtonRole.ActionRole) for act in acts]
    box.setDefaultButton(buttons[0])
    box.setEscapeButton(box.addButton(_tr("Hủy"), QMessageBox.ButtonRole.RejectRole))
    box.exec()
    chosen = box.clickedButton()
    return next((place for place, one in enumerate(buttons) if one is chosen), -1)


def _tr(text: str) -> str:
    return QCoreApplication.translate("messages", text)
