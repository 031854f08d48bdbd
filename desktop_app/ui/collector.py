"""Python's garbage collector under a window.

Never in a worker's thread, and never for long while the officer works. Left to itself the collector runs in
whichever thread makes an object, and a widget that it finds in a worker's thread is destroyed there, of which
Qt may crash; with a list of 20,000 tasks in memory it takes a tenth of a second.
"""

import gc

from PySide6.QtCore import QObject, Qt, QTimer

_EVERY_MS = 1_000
_REST_MS = 3_000
_OLDEST = 2
"""The generation of the objects that were looked through before."""
_YOUNG = 700
"""So many new objects are worth a look, as Python has it."""
_MANY = 30_000
"""So many objects are a list that was read: they stay, and are not looked through while the officer works."""


class Collector(QObject):
    """Collects in the window's thread while it lives.

    `rest` collects thoroughly once the officer looks elsewhere.
    """

    def __init__(self, parent: QObject) -> None:
        """Take Python's collector over; what the start has made stays for good."""
        super().__init__(parent)
        gc.disable()
        gc.freeze()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self.collect_all)

    def collect(self) -> None:
        """Look through the new objects, now and then through the old ones, too.

        They are left for the rest if they are many.
        """
        young, _, older = gc.get_count()
        whole = older >= gc.get_threshold()[2]
        if young > _MANY or (whole and len(gc.get_objects(_OLDEST)) > _MANY):
            gc.freeze()
        elif young > _YOUNG:
            gc.collect(_OLDEST if whole else 1)

    def rest(self, state: Qt.ApplicationState) -> None:
        """Wait a little if the officer turned to another program, and then look through everything."""
        if state is Qt.ApplicationState.ApplicationActive:
            self._rest.stop()
        else:
            self._rest.start()

    def collect_all(self) -> None:
        """Look through everything there is."""
        gc.unfreeze()
        gc.collect()
        gc.freeze()

    def stop(self) -> None:
        """Hand the collector back to Python."""
        self._timer.stop()
        self._rest.stop()
        gc.unfreeze()
        gc.enable()
