"""The handover kit: one file with data, documents and the printed history."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.exchange.handover.kit import KitWriter as KitWriter
    from desktop_app.exchange.handover.kit import read_kit as read_kit
    from desktop_app.exchange.handover.kit import unpack as unpack
    from desktop_app.exchange.handover.kit import writing_kit as writing_kit
    from desktop_app.exchange.handover.printed_history import PrintedAct as PrintedAct
    from desktop_app.exchange.handover.printed_history import PrintedHistory as PrintedHistory
    from desktop_app.exchange.handover.printed_history import print_history as print_history
else:
    __getattr__ = door(
        __name__,
        {
            "kit": "KitWriter read_kit unpack writing_kit",
            "printed_history": "PrintedAct PrintedHistory print_history",
        },
    )
