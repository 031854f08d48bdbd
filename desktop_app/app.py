"""Puts the window together: the Qt application, the net for faults, the settings, one shell."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop_app import __version__
from desktop_app.resources import resource
from desktop_app.services import places
from desktop_app.ui.crash import install_net
from desktop_app.ui.settings import WindowSettings
from desktop_app.ui.shell import Shell
from desktop_app.ui.theme import apply_theme


def main(arguments: Sequence[str]) -> int:
    """Show the window until it is closed; give the exit code."""
    app = QApplication(["TienDoDeAn", *arguments])
    app.setApplicationName("TienDoDeAn")
    app.setApplicationDisplayName("Tiến độ Đề án")
    app.setApplicationVersion(__version__)
    app.setWindowIcon(QIcon(str(resource("icons", "app.svg"))))
    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
    translator = QTranslator(app)
    if translator.load(str(resource("i18n", "qt_vi.qm"))):
        app.installTranslator(translator)
    net = install_net(places.log_folder(), app)
    settings = WindowSettings(places.log_folder() / "window.ini")
    apply_theme(app, settings.theme())
    shell = Shell(settings)
    code = app.exec() if shell.start(_data_file(arguments)) else 1
    net.remove()
    return code


def _data_file(arguments: Sequence[str]) -> Path | None:
    words = [word for word in arguments if word != "--data"]
    return Path(words[0]).resolve() if words else None


