"""The append-only history: who changed what, found again, and taken back."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.storage.history.journal import HASHED_ACT as HASHED_ACT
    from desktop_app.storage.history.journal import HASHED_CHANGE as HASHED_CHANGE
    from desktop_app.storage.history.journal import TRACKED as TRACKED
    from desktop_app.storage.history.journal import Action as Action
    from desktop_app.storage.history.journal import StoredRow as StoredRow
    from desktop_app.storage.history.journal import action as action
    from desktop_app.storage.history.journal import begin as begin
    from desktop_app.storage.history.journal import changes as changes
    from desktop_app.storage.history.journal import closed_period as closed_period
    from desktop_app.storage.history.journal import count as count
    from desktop_app.storage.history.journal import digest_of as digest_of
    from desktop_app.storage.history.journal import digest_of_rows as digest_of_rows
    from desktop_app.storage.history.journal import finish as finish
    from desktop_app.storage.history.journal import first_act as first_act
    from desktop_app.storage.history.journal import head as head
    from desktop_app.storage.history.journal import known_since as known_since
    from desktop_app.storage.history.journal import last as last
    from desktop_app.storage.history.journal import last_by as last_by
    from desktop_app.storage.history.journal import last_known as last_known
    from desktop_app.storage.history.journal import listed as listed
    from desktop_app.storage.history.journal import programmes_of as programmes_of
    from desktop_app.storage.history.journal import revert as revert
    from desktop_app.storage.history.journal import values_of as values_of
    from desktop_app.storage.history.journal import watch as watch
    from desktop_app.storage.history.moved_import import move_import as move_import
    from desktop_app.storage.history.search import ActFilter as ActFilter
    from desktop_app.storage.history.search import count_found as count_found
    from desktop_app.storage.history.search import find as find
    from desktop_app.storage.history.search import kinds as kinds
    from desktop_app.storage.history.search import tasks_of as tasks_of
    from desktop_app.storage.history.search import users as users
    from desktop_app.storage.history.undone_import import ImportUndo as ImportUndo
else:
    __getattr__ = door(
        __name__,
        {
            "journal": (
                "Action HASHED_ACT HASHED_CHANGE StoredRow TRACKED action begin changes closed_period count "
                "digest_of digest_of_rows finish first_act head known_since last last_by last_known listed "
                "programmes_of revert values_of watch"
            ),
            "moved_import": "move_import",
            "search": "ActFilter count_found find kinds tasks_of users",
            "undone_import": "ImportUndo",
        },
    )
