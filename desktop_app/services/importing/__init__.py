"""Bringing task lists in: read, compared three ways, decided, written; and the editions they became."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.services.importing.columns import ENCODINGS as ENCODINGS
    from desktop_app.services.importing.columns import ColumnView as ColumnView
    from desktop_app.services.importing.columns import column_views as column_views
    from desktop_app.services.importing.decisions import DecisionsFile as DecisionsFile
    from desktop_app.services.importing.decisions import FileDecisions as FileDecisions
    from desktop_app.services.importing.decisions import read_decisions as read_decisions
    from desktop_app.services.importing.editions import EditionComparison as EditionComparison
    from desktop_app.services.importing.editions import EditionRow as EditionRow
    from desktop_app.services.importing.editions import Editions as Editions
    from desktop_app.services.importing.editions import EditionView as EditionView
    from desktop_app.services.importing.editions import TakenBack as TakenBack
    from desktop_app.services.importing.near_matches import by_likeness as by_likeness
    from desktop_app.services.importing.plan import Choices as Choices
    from desktop_app.services.importing.plan import Details as Details
    from desktop_app.services.importing.plan import ImportPlan as ImportPlan
    from desktop_app.services.importing.plan import NewAgency as NewAgency
    from desktop_app.services.importing.plan import Tally as Tally
    from desktop_app.services.importing.pointing import NoHeading as NoHeading
    from desktop_app.services.importing.pointing import SheetView as SheetView
    from desktop_app.services.importing.programme_document import ProgrammeProposal as ProgrammeProposal
    from desktop_app.services.importing.programme_document import read_programme as read_programme
    from desktop_app.services.importing.task_import import COLUMN_FIELDS as COLUMN_FIELDS
    from desktop_app.services.importing.task_import import SUFFIXES as SUFFIXES
    from desktop_app.services.importing.task_import import HasRefused as HasRefused
    from desktop_app.services.importing.task_import import TaskImport as TaskImport
    from desktop_app.services.importing.task_import import lists_in as lists_in
    from desktop_app.services.importing.task_import import save_refused as save_refused
else:
    __getattr__ = door(
        __name__,
        {
            "columns": "ColumnView ENCODINGS column_views",
            "decisions": "DecisionsFile FileDecisions read_decisions",
            "editions": "EditionComparison EditionRow EditionView Editions TakenBack",
            "near_matches": "by_likeness",
            "plan": "Choices Details ImportPlan NewAgency Tally",
            "pointing": "NoHeading SheetView",
            "programme_document": "ProgrammeProposal read_programme",
            "task_import": "COLUMN_FIELDS HasRefused SUFFIXES TaskImport lists_in save_refused",
        },
    )
