"""Evidence: the register of documents, and the documents of a task."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.ui.evidence.columns import document_name as document_name
    from desktop_app.ui.evidence.drops import dropped_files as dropped_files
    from desktop_app.ui.evidence.drops import holds_files as holds_files
    from desktop_app.ui.evidence.flow import EvidenceFlow as EvidenceFlow
    from desktop_app.ui.evidence.screen import EvidenceScreen as EvidenceScreen
    from desktop_app.ui.evidence.task_documents import TaskDocuments as TaskDocuments
else:
    __getattr__ = door(
        __name__,
        {
            "columns": "document_name",
            "drops": "dropped_files holds_files",
            "flow": "EvidenceFlow",
            "screen": "EvidenceScreen",
            "task_documents": "TaskDocuments",
        },
    )
