"""Forms: the Ministry's own form filled in place, and the entry forms of agencies."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.exchange.forms.counted import COUNTS as COUNTS
    from desktop_app.exchange.forms.counted import CountKind as CountKind
    from desktop_app.exchange.forms.counted import share_of as share_of
    from desktop_app.exchange.forms.entry_form import write_entry_form as write_entry_form
    from desktop_app.exchange.forms.entry_form_reading import ReturnedForm as ReturnedForm
    from desktop_app.exchange.forms.entry_form_reading import ReturnedRow as ReturnedRow
    from desktop_app.exchange.forms.entry_form_reading import is_entry_form as is_entry_form
    from desktop_app.exchange.forms.entry_form_reading import read_entry_form as read_entry_form
    from desktop_app.exchange.forms.entry_form_reading import read_progress as read_progress
    from desktop_app.exchange.forms.filling import FilledForm as FilledForm
    from desktop_app.exchange.forms.filling import Filling as Filling
    from desktop_app.exchange.forms.filling import FormCell as FormCell
    from desktop_app.exchange.forms.filling import FormNote as FormNote
    from desktop_app.exchange.forms.labels import LABELS as LABELS
    from desktop_app.exchange.forms.labels import FormLabel as FormLabel
    from desktop_app.exchange.forms.labels import LabelKind as LabelKind
    from desktop_app.exchange.forms.period_sheets import Span as Span
    from desktop_app.exchange.forms.period_sheets import sheet_of_period as sheet_of_period
    from desktop_app.exchange.forms.period_sheets import sheets_by_period as sheets_by_period
    from desktop_app.exchange.forms.period_sheets import span_of as span_of
    from desktop_app.exchange.forms.progress_table import progress_columns as progress_columns
    from desktop_app.exchange.forms.reading import Form as Form
    from desktop_app.exchange.forms.reading import FormField as FormField
    from desktop_app.exchange.forms.reading import FormInstructions as FormInstructions
    from desktop_app.exchange.forms.reading import FormPart as FormPart
    from desktop_app.exchange.forms.reading import open_form as open_form
    from desktop_app.exchange.forms.reading import read_form as read_form
    from desktop_app.exchange.forms.totals import Subject as Subject
    from desktop_app.exchange.forms.totals import TotalsRow as TotalsRow
    from desktop_app.exchange.forms.totals import TotalsTable as TotalsTable
else:
    __getattr__ = door(
        __name__,
        {
            "counted": "COUNTS CountKind share_of",
            "entry_form": "write_entry_form",
            "entry_form_reading": "ReturnedForm ReturnedRow is_entry_form read_entry_form read_progress",
            "filling": "FilledForm Filling FormCell FormNote",
            "labels": "FormLabel LABELS LabelKind",
            "period_sheets": "Span sheet_of_period sheets_by_period span_of",
            "progress_table": "progress_columns",
            "reading": "Form FormField FormPart FormInstructions open_form read_form",
            "totals": "Subject TotalsRow TotalsTable",
        },
    )
