"""What the data file holds, a module for each noun: the only readers and writers of its tables."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.storage.tables.agencies import Agencies as Agencies
    from desktop_app.storage.tables.editions import Editions as Editions
    from desktop_app.storage.tables.editions import Kept as Kept
    from desktop_app.storage.tables.editions import editions_hold as editions_hold
    from desktop_app.storage.tables.evidence import Evidence as Evidence
    from desktop_app.storage.tables.indicators import Indicators as Indicators
    from desktop_app.storage.tables.programmes import Programmes as Programmes
    from desktop_app.storage.tables.progress import ProgressEntries as ProgressEntries
    from desktop_app.storage.tables.regimes import Regimes as Regimes
    from desktop_app.storage.tables.reviews import Reviews as Reviews
    from desktop_app.storage.tables.seals import Seals as Seals
    from desktop_app.storage.tables.settings import Settings as Settings
    from desktop_app.storage.tables.settings import programme_key as programme_key
    from desktop_app.storage.tables.tasks import Lineage as Lineage
    from desktop_app.storage.tables.tasks import Tasks as Tasks
else:
    __getattr__ = door(
        __name__,
        {
            "agencies": "Agencies",
            "editions": "Editions Kept editions_hold",
            "evidence": "Evidence",
            "indicators": "Indicators",
            "programmes": "Programmes",
            "progress": "ProgressEntries",
            "regimes": "Regimes",
            "reviews": "Reviews",
            "seals": "Seals",
            "settings": "Settings programme_key",
            "tasks": "Lineage Tasks",
        },
    )
