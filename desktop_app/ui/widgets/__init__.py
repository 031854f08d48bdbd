"""Widgets that know nothing of tasks and periods."""

from desktop_app.ui.widgets.asking import ChoiceDialog as ChoiceDialog
from desktop_app.ui.widgets.asking import NameDialog as NameDialog
from desktop_app.ui.widgets.buttons import ElidedLabel as ElidedLabel
from desktop_app.ui.widgets.buttons import ElidedLink as ElidedLink
from desktop_app.ui.widgets.buttons import FilterButton as FilterButton
from desktop_app.ui.widgets.buttons import LinkButton as LinkButton
from desktop_app.ui.widgets.buttons import NavButton as NavButton
from desktop_app.ui.widgets.buttons import SearchBox as SearchBox
from desktop_app.ui.widgets.cards import Badge as Badge
from desktop_app.ui.widgets.cards import Card as Card
from desktop_app.ui.widgets.cards import EmptyState as EmptyState
from desktop_app.ui.widgets.cards import FigureCard as FigureCard
from desktop_app.ui.widgets.cards import IconLabel as IconLabel
from desktop_app.ui.widgets.cards import SideHeading as SideHeading
from desktop_app.ui.widgets.date_field import DateField as DateField
from desktop_app.ui.widgets.dialog import ActButtons as ActButtons
from desktop_app.ui.widgets.dialog import Box as Box
from desktop_app.ui.widgets.dialog import Dialog as Dialog
from desktop_app.ui.widgets.dialog import ask_box as ask_box
from desktop_app.ui.widgets.fitting import FittingScroll as FittingScroll
from desktop_app.ui.widgets.fitting import LeastRoom as LeastRoom
from desktop_app.ui.widgets.fitting import resize_within as resize_within
from desktop_app.ui.widgets.form import FormDialog as FormDialog
from desktop_app.ui.widgets.form import suggesting as suggesting
from desktop_app.ui.widgets.side_card import SideCard as SideCard
from desktop_app.ui.widgets.side_card import TableAndCard as TableAndCard
