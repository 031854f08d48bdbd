"""Puts the window together: the Qt application, the net for faults, the settings, one shell."""

import os
import tempfile
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


def opens_and_closes() -> bool:
    """Open the window on an empty data file, without a screen and in a folder of its own, and close it again."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as folder:
        app = QApplication.instance() or QApplication(["TienDoDeAn"])
        settings = WindowSettings(Path(folder) / "window.ini")
        if isinstance(app, QApplication):
            apply_theme(app, "light")
        shell = Shell(settings)
        stands = shell.start(Path(folder) / "tu kiem tra.tiendo")
        app.processEvents()
        if shell.window is not None:
            shell.window.close()
        app.processEvents()
    return stands


def _data_file(arguments: Sequence[str]) -> Path | None:
    words = [word for word in arguments if word != "--data"]
    return Path(words[0]).resolve() if words else None
