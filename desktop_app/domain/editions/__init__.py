"""Editions (bản danh mục).

The task list as issued, three-way comparison with a new one, decisions on its rows.
"""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.domain.editions.comparison import AGENCY_FIELDS as AGENCY_FIELDS
    from desktop_app.domain.editions.comparison import TEXT_FIELDS as TEXT_FIELDS
    from desktop_app.domain.editions.comparison import FieldChange as FieldChange
    from desktop_app.domain.editions.comparison import FieldValue as FieldValue
    from desktop_app.domain.editions.comparison import ListedTask as ListedTask
    from desktop_app.domain.editions.comparison import Match as Match
    from desktop_app.domain.editions.comparison import compare as compare
    from desktop_app.domain.editions.decision import LATER as LATER
    from desktop_app.domain.editions.decision import NEW as NEW
    from desktop_app.domain.editions.decision import Decision as Decision
    from desktop_app.domain.editions.decision import Decisions as Decisions
    from desktop_app.domain.editions.decision import key_of as key_of
    from desktop_app.domain.editions.decision import parts_of as parts_of
    from desktop_app.domain.editions.decision import resolve as resolve
    from desktop_app.domain.editions.edition import Edition as Edition
    from desktop_app.domain.editions.edition import ListRow as ListRow
    from desktop_app.domain.editions.edition import Others as Others
    from desktop_app.domain.editions.edition import Problem as Problem
    from desktop_app.domain.editions.edition import RowKind as RowKind
    from desktop_app.domain.editions.unread import Unread as Unread
    from desktop_app.domain.editions.unread import UnusedColumn as UnusedColumn
    from desktop_app.domain.editions.unread import unread_of as unread_of
else:
    __getattr__ = door(
        __name__,
        {
            "comparison": "AGENCY_FIELDS FieldChange FieldValue ListedTask Match TEXT_FIELDS compare",
            "decision": "Decision Decisions LATER NEW key_of parts_of resolve",
            "edition": "Edition ListRow Others Problem RowKind",
            "unread": "Unread UnusedColumn unread_of",
        },
    )
