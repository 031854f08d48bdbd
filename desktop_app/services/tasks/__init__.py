"""The register of tasks: read, filtered, recorded, edited by hand."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.services.tasks.agencies import Agencies as Agencies
    from desktop_app.services.tasks.agencies import agency_classes as agency_classes
    from desktop_app.services.tasks.agencies import ids_for as ids_for
    from desktop_app.services.tasks.agencies import leads_in_order as leads_in_order
    from desktop_app.services.tasks.by_hand import Tasks as Tasks
    from desktop_app.services.tasks.by_hand import made as made
    from desktop_app.services.tasks.by_hand import restated as restated
    from desktop_app.services.tasks.counts import TO_MEND as TO_MEND
    from desktop_app.services.tasks.counts import CountNames as CountNames
    from desktop_app.services.tasks.counts import counted as counted
    from desktop_app.services.tasks.counts import in_count as in_count
    from desktop_app.services.tasks.effects import TaskEffect as TaskEffect
    from desktop_app.services.tasks.effects import say_effects as say_effects
    from desktop_app.services.tasks.effects import say_label as say_label
    from desktop_app.services.tasks.extensions import Extensions as Extensions
    from desktop_app.services.tasks.filtering import TaskFilter as TaskFilter
    from desktop_app.services.tasks.gone import GoneTasks as GoneTasks
    from desktop_app.services.tasks.gone import WaitingTask as WaitingTask
    from desktop_app.services.tasks.gone import say_handed_on as say_handed_on
    from desktop_app.services.tasks.handing_on import HandedOn as HandedOn
    from desktop_app.services.tasks.listing import TaskListing as TaskListing
    from desktop_app.services.tasks.overview import DayCounts as DayCounts
    from desktop_app.services.tasks.overview import completed_by as completed_by
    from desktop_app.services.tasks.overview import curve as curve
    from desktop_app.services.tasks.overview import due_by as due_by
    from desktop_app.services.tasks.overview import due_soon as due_soon
    from desktop_app.services.tasks.overview import on_curve as on_curve
    from desktop_app.services.tasks.overview import overdue as overdue
    from desktop_app.services.tasks.recording import ForeseenAct as ForeseenAct
    from desktop_app.services.tasks.recording import PlannedRecording as PlannedRecording
    from desktop_app.services.tasks.recording import Recording as Recording
    from desktop_app.services.tasks.recording import carried_forward as carried_forward
    from desktop_app.services.tasks.recording import entry_to_start_from as entry_to_start_from
    from desktop_app.services.tasks.recording import require_begun as require_begun
    from desktop_app.services.tasks.register import Register as Register
    from desktop_app.services.tasks.register import Snapshot as Snapshot
    from desktop_app.services.tasks.sealed_register import SealedRegister as SealedRegister
    from desktop_app.services.tasks.shown_register import ShownRegister as ShownRegister
else:
    __getattr__ = door(
        __name__,
        {
            "agencies": "Agencies agency_classes ids_for leads_in_order",
            "by_hand": "Tasks made restated",
            "counts": "CountNames TO_MEND counted in_count",
            "effects": "TaskEffect say_effects say_label",
            "extensions": "Extensions",
            "filtering": "TaskFilter",
            "gone": "GoneTasks WaitingTask say_handed_on",
            "handing_on": "HandedOn",
            "listing": "TaskListing",
            "overview": "DayCounts completed_by curve due_by due_soon on_curve overdue",
            "recording": (
                "ForeseenAct PlannedRecording Recording carried_forward entry_to_start_from require_begun"
            ),
            "register": "Snapshot Register",
            "sealed_register": "SealedRegister",
            "shown_register": "ShownRegister",
        },
    )
