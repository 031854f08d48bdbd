"""What the data file holds, a module for each noun: the only readers and writers of its tables."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.storage.tables.agencies import AgencyTable as AgencyTable
    from desktop_app.storage.tables.editions import AcceptedRow as AcceptedRow
    from desktop_app.storage.tables.editions import EditionTable as EditionTable
    from desktop_app.storage.tables.editions import list_digests as list_digests
    from desktop_app.storage.tables.evidence import EvidenceTable as EvidenceTable
    from desktop_app.storage.tables.indicators import IndicatorTable as IndicatorTable
    from desktop_app.storage.tables.programmes import ProgrammeTable as ProgrammeTable
    from desktop_app.storage.tables.progress import PROGRESS_COLUMNS as PROGRESS_COLUMNS
    from desktop_app.storage.tables.progress import ProgressTable as ProgressTable
    from desktop_app.storage.tables.progress import entry_of as entry_of
    from desktop_app.storage.tables.regimes import RegimeTable as RegimeTable
    from desktop_app.storage.tables.reviews import ReviewTable as ReviewTable
    from desktop_app.storage.tables.seals import SealTable as SealTable
    from desktop_app.storage.tables.settings import SettingTable as SettingTable
    from desktop_app.storage.tables.settings import programme_key as programme_key
    from desktop_app.storage.tables.tasks import LineageTable as LineageTable
    from desktop_app.storage.tables.tasks import TaskTable as TaskTable
else:
    __getattr__ = door(
        __name__,
        {
            "agencies": "AgencyTable",
            "editions": "AcceptedRow EditionTable list_digests",
            "evidence": "EvidenceTable",
            "indicators": "IndicatorTable",
            "programmes": "ProgrammeTable",
            "progress": "PROGRESS_COLUMNS ProgressTable entry_of",
            "regimes": "RegimeTable",
            "reviews": "ReviewTable",
            "seals": "SealTable",
            "settings": "SettingTable programme_key",
            "tasks": "LineageTable TaskTable",
        },
    )
