"""Widgets that know nothing of tasks and periods."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.ui.widgets.asking import ChoiceDialog as ChoiceDialog
    from desktop_app.ui.widgets.asking import NameDialog as NameDialog
    from desktop_app.ui.widgets.buttons import ElidedLabel as ElidedLabel
    from desktop_app.ui.widgets.buttons import ElidedLink as ElidedLink
    from desktop_app.ui.widgets.buttons import FilterButton as FilterButton
    from desktop_app.ui.widgets.buttons import LinkButton as LinkButton
    from desktop_app.ui.widgets.buttons import LinksLabel as LinksLabel
    from desktop_app.ui.widgets.buttons import NavButton as NavButton
    from desktop_app.ui.widgets.buttons import SearchBox as SearchBox
    from desktop_app.ui.widgets.cards import Badge as Badge
    from desktop_app.ui.widgets.cards import Card as Card
    from desktop_app.ui.widgets.cards import EmptyState as EmptyState
    from desktop_app.ui.widgets.cards import FigureCard as FigureCard
    from desktop_app.ui.widgets.cards import IconLabel as IconLabel
    from desktop_app.ui.widgets.cards import SideHeading as SideHeading
    from desktop_app.ui.widgets.choice_box import AROUND as AROUND
    from desktop_app.ui.widgets.choice_box import ChoiceBox as ChoiceBox
    from desktop_app.ui.widgets.choice_box import widen_list as widen_list
    from desktop_app.ui.widgets.date_field import DateField as DateField
    from desktop_app.ui.widgets.dialog import RESTING as RESTING
    from desktop_app.ui.widgets.dialog import ActButtons as ActButtons
    from desktop_app.ui.widgets.dialog import Box as Box
    from desktop_app.ui.widgets.dialog import Dialog as Dialog
    from desktop_app.ui.widgets.dialog import Refusal as Refusal
    from desktop_app.ui.widgets.dialog import ask_box as ask_box
    from desktop_app.ui.widgets.fitting import FittingScroll as FittingScroll
    from desktop_app.ui.widgets.fitting import LeastRoom as LeastRoom
    from desktop_app.ui.widgets.fitting import ScrolledPage as ScrolledPage
    from desktop_app.ui.widgets.fitting import WrappedList as WrappedList
    from desktop_app.ui.widgets.fitting import resize_within as resize_within
    from desktop_app.ui.widgets.form import FieldLabel as FieldLabel
    from desktop_app.ui.widgets.form import FormDialog as FormDialog
    from desktop_app.ui.widgets.form import suggesting as suggesting
    from desktop_app.ui.widgets.lazy_screen import LazyScreen as LazyScreen
    from desktop_app.ui.widgets.reading_order import go_on as go_on
    from desktop_app.ui.widgets.reading_order import tab_stops as tab_stops
    from desktop_app.ui.widgets.reasons import ReasonedAction as ReasonedAction
    from desktop_app.ui.widgets.reasons import allow as allow
    from desktop_app.ui.widgets.reasons import offer_acts as offer_acts
    from desktop_app.ui.widgets.reasons import show_reasons as show_reasons
    from desktop_app.ui.widgets.side_card import NARROW_BELOW as NARROW_BELOW
    from desktop_app.ui.widgets.side_card import WIDE_FROM as WIDE_FROM
    from desktop_app.ui.widgets.side_card import SideCard as SideCard
    from desktop_app.ui.widgets.side_card import TableAndCard as TableAndCard
    from desktop_app.ui.widgets.wrapping_row import WrappingRow as WrappingRow
else:
    __getattr__ = door(
        __name__,
        {
            "asking": "ChoiceDialog NameDialog",
            "buttons": "ElidedLabel ElidedLink FilterButton LinkButton LinksLabel NavButton SearchBox",
            "cards": "Badge Card EmptyState FigureCard IconLabel SideHeading",
            "choice_box": "AROUND ChoiceBox widen_list",
            "date_field": "DateField",
            "dialog": "RESTING ActButtons Box Dialog ask_box Refusal",
            "fitting": "FittingScroll LeastRoom ScrolledPage WrappedList resize_within",
            "form": "FieldLabel FormDialog suggesting",
            "lazy_screen": "LazyScreen",
            "reading_order": "go_on tab_stops",
            "reasons": "ReasonedAction allow offer_acts show_reasons",
            "side_card": "NARROW_BELOW WIDE_FROM SideCard TableAndCard",
            "wrapping_row": "WrappingRow",
        },
    )
