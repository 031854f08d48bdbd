"""Indicators: their definitions and their values."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.ui.indicators.card import IndicatorsCard as IndicatorsCard
    from desktop_app.ui.indicators.dialog import IndicatorsDialog as IndicatorsDialog
else:
    __getattr__ = door(
        __name__,
        {
            "card": "IndicatorsCard",
            "dialog": "IndicatorsDialog",
        },
    )
