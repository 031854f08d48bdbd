"""Checking a data file: what it says against what the acts in its history wrote."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.storage.checking.chain import Fault as Fault
    from desktop_app.storage.checking.chain import HistoryFault as HistoryFault
    from desktop_app.storage.checking.chain import faults as faults
    from desktop_app.storage.checking.chain import find_head as find_head
    from desktop_app.storage.checking.chain import first_of_each as first_of_each
    from desktop_app.storage.checking.differences import Difference as Difference
    from desktop_app.storage.checking.differences import DifferenceKind as DifferenceKind
    from desktop_app.storage.checking.examination import UNREADABLE as UNREADABLE
    from desktop_app.storage.checking.examination import Examination as Examination
    from desktop_app.storage.checking.examination import examine as examine
    from desktop_app.storage.checking.examination import examine_light as examine_light
    from desktop_app.storage.checking.light import light_differences as light_differences
    from desktop_app.storage.checking.light import list_differences as list_differences
    from desktop_app.storage.checking.outside import ACT as ACT
    from desktop_app.storage.checking.outside import is_cut as is_cut
    from desktop_app.storage.checking.outside import marks_of as marks_of
    from desktop_app.storage.checking.outside import mend_head as mend_head
    from desktop_app.storage.checking.outside import take_over as take_over
else:
    __getattr__ = door(
        __name__,
        {
            "light": "light_differences list_differences",
            "chain": "Fault HistoryFault faults find_head first_of_each",
            "differences": "Difference DifferenceKind",
            "examination": "UNREADABLE Examination examine examine_light",
            "outside": "ACT is_cut marks_of mend_head take_over",
        },
    )
