"""The history as a person reads it, and the programme as it stood on a day."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.services.history.as_at import AsAt as AsAt
    from desktop_app.services.history.journal import PAGE as PAGE
    from desktop_app.services.history.journal import UNSAID as UNSAID
    from desktop_app.services.history.journal import Act as Act
    from desktop_app.services.history.journal import ActFilter as ActFilter
    from desktop_app.services.history.journal import ActsPage as ActsPage
    from desktop_app.services.history.journal import Journal as Journal
    from desktop_app.services.history.journal import JournalWords as JournalWords
    from desktop_app.services.history.journal import RowChange as RowChange
    from desktop_app.services.history.journal import act_of as act_of
    from desktop_app.services.history.journal import say_act as say_act
    from desktop_app.services.history.since import changes_between as changes_between
    from desktop_app.services.history.since import sentences as sentences
else:
    __getattr__ = door(
        __name__,
        {
            "as_at": "AsAt",
            "since": "changes_between sentences",
            "journal": "Act ActsPage Journal JournalWords PAGE RowChange UNSAID ActFilter act_of say_act",
        },
    )
