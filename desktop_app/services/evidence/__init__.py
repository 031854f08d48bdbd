"""Documents with their files, what they prove, their check and the annex folder."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.services.evidence.documents import Evidence as Evidence
    from desktop_app.services.evidence.documents import TakenFiles as TakenFiles
    from desktop_app.services.evidence.kept import AnnexDone as AnnexDone
    from desktop_app.services.evidence.kept import EvidenceRow as EvidenceRow
    from desktop_app.services.evidence.kept import FileTrouble as FileTrouble
else:
    __getattr__ = door(
        __name__, {"documents": "Evidence TakenFiles", "kept": "AnnexDone EvidenceRow FileTrouble"}
    )
