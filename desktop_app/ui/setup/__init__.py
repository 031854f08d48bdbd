"""Dialogs for what is set once: the office, programmes, agencies, the program itself."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.ui.setup.agencies_dialog import AgenciesDialog as AgenciesDialog
    from desktop_app.ui.setup.founding_dialog import FoundingDialog as FoundingDialog
    from desktop_app.ui.setup.office_dialog import OfficeDialog as OfficeDialog
    from desktop_app.ui.setup.programme_dialog import ProgrammeDialog as ProgrammeDialog
    from desktop_app.ui.setup.rescue_dialog import RescueChoice as RescueChoice
    from desktop_app.ui.setup.rescue_dialog import RescueDialog as RescueDialog
    from desktop_app.ui.setup.restore_dialog import RestoreDialog as RestoreDialog
    from desktop_app.ui.setup.salvage_dialog import SalvageDialog as SalvageDialog
    from desktop_app.ui.setup.takeover_dialog import TakeoverDialog as TakeoverDialog
else:
    __getattr__ = door(
        __name__,
        {
            "agencies_dialog": "AgenciesDialog",
            "founding_dialog": "FoundingDialog",
            "office_dialog": "OfficeDialog",
            "programme_dialog": "ProgrammeDialog",
            "rescue_dialog": "RescueChoice RescueDialog",
            "restore_dialog": "RestoreDialog",
            "salvage_dialog": "SalvageDialog",
            "takeover_dialog": "TakeoverDialog",
        },
    )
