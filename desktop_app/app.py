"""Puts the window together: the Qt application, the net for faults, the settings, one shell."""

import gc
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop_app import __version__
from desktop_app.domain.errors import AppError
from desktop_app.files.scratch import sweep, temporary_folder
from desktop_app.resources import resource
from desktop_app.services import places
from desktop_app.services.opening import named_files
from desktop_app.ui.crash import FaultNet, StartGuard, install_net

_BUG = 70


def main(arguments: Sequence[str]) -> int:
    """Show the window until it is closed and return the exit code.

    A fault before that is shown in words, too.
    """
    gc.disable()  # until the window's own collector takes over: what a start makes is no garbage
    app = QApplication(["TienDoDeAn", *arguments])
    app.setApplicationName("TienDoDeAn")
    app.setApplicationDisplayName("Tiến độ Đề án")
    app.setApplicationVersion(__version__)
    code = _BUG
    with _log_folder() as folder:
        net = install_net(folder, app)
        with StartGuard(net):
            places.note_refusal()
            code = _run(app, net, folder, arguments)
        net.remove()
    return code


def tests_itself() -> list[str]:
    """Do an officer's work in the window without a screen, in a folder of its own; return what went wrong.

    Return what went wrong.
    """
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from desktop_app.ui.look import apply_theme
    from desktop_app.ui.window import faults_of_a_day

    app = QApplication.instance() or QApplication(["TienDoDeAn"])
    if isinstance(app, QApplication):
        apply_theme(app, "light")
    with temporary_folder() as folder:
        found = faults_of_a_day(folder)
        app.processEvents()
    return found


def _run(app: QApplication, net: FaultNet, folder: Path, arguments: Sequence[str]) -> int:
    from desktop_app.ui.ahead import load_ahead
    from desktop_app.ui.collector import Collector
    from desktop_app.ui.look import apply_theme
    from desktop_app.ui.settings import WindowSettings
    from desktop_app.ui.window import Shell

    app.setWindowIcon(QIcon(str(resource("icons", "app.svg"))))
    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
    translator = QTranslator(app)
    if translator.load(str(resource("i18n", "qt_vi.qm"))):
        app.installTranslator(translator)
    settings = WindowSettings(folder / "window.ini")
    apply_theme(app, settings.theme())
    shell = Shell(settings)
    net.examine = shell.examine
    app.applicationStateChanged.connect(Collector(app).rest)
    data, files = named_files(arguments)
    if not shell.start(data, files):
        return 0 if shell.handed_over else 1
    Thread(target=sweep, daemon=True).start()
    load_ahead(app)
    return app.exec()


@contextmanager
def _log_folder() -> Iterator[Path]:
    """Provide the folder for the log and the settings.

    If the user's own cannot be made, one that is thrown away.
    """
    try:
        own = places.log_folder()
    except AppError:
        with temporary_folder() as folder:
            yield folder
    else:
        yield own
