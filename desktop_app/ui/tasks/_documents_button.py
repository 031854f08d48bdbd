"""The button at the foot of the record: how many documents prove the task, and the way to them."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop_app.domain.task import Task
from desktop_app.ui.evidence import dropped_files, holds_files
from desktop_app.ui.look import icon
from desktop_app.ui.session import Session


class DocumentsButton(QPushButton):
    """Says "Tài liệu (2)".

    `asked` opens the task's documents, `dropped` follows files dropped on the panel.
    """

    asked = Signal(object)
    dropped = Signal(object, object)

    def __init__(self, session: Session, panel: QWidget) -> None:
        """Begin without a task, in `panel`, which takes files from now on."""
        super().__init__(icon("attach_20_regular"), "", panel)
        self._session = session
        self._task: Task | None = None
        panel.setAcceptDrops(True)
        panel.installEventFilter(self)
        self.clicked.connect(self._ask)
        session.changed.connect(self._count)
        session.recorder.ended.connect(self._count)
        self.hide()

    def show_task(self, task: Task | None) -> None:
        """Count the documents of a task."""
        self._task = task
        self.setVisible(task is not None)
        self._count()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take files that are dropped on the panel."""
        if self._task is None or not isinstance(event, QDropEvent) or not holds_files(event):
            return super().eventFilter(watched, event)
        if event.type() in (QEvent.Type.DragEnter, QEvent.Type.DragMove):
            event.acceptProposedAction()
        elif event.type() is QEvent.Type.Drop:
            event.acceptProposedAction()
            self.dropped.emit(self._task, dropped_files(event))
        return True

    def _count(self) -> None:
        if self._task is not None:
            if self._session.recorder.busy:  # counted when the file can be read again
                self.setText(self.tr("Tài liệu"))
            else:
                count = self._session.workspace.evidence.count_of_task(self._task.id)
                self.setText(self.tr("Tài liệu (%d)") % count)
            self.setToolTip(
                self.tr("Tài liệu minh chứng của nhiệm vụ số %s; có thể kéo tệp thả vào khung này")
                % self._task.number
            )

    def _ask(self) -> None:
        if self._task is not None:
            self.asked.emit(self._task)
