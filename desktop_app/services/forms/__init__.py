"""Forms: the Ministry's own, filled; the agencies' entry forms, written and taken back."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.services.forms.entry_forms import EntryForms as EntryForms
    from desktop_app.services.forms.entry_forms import EntryPlan as EntryPlan
    from desktop_app.services.forms.entry_forms import WrittenForm as WrittenForm
    from desktop_app.services.forms.entry_forms import entry_words as entry_words
    from desktop_app.services.forms.entry_forms import summed as summed
    from desktop_app.services.forms.filling import LABEL_KINDS as LABEL_KINDS
    from desktop_app.services.forms.filling import FormChoices as FormChoices
    from desktop_app.services.forms.filling import FormPlan as FormPlan
    from desktop_app.services.forms.filling import Forms as Forms
    from desktop_app.services.forms.filling import column_words as column_words
else:
    __getattr__ = door(
        __name__,
        {
            "entry_forms": "EntryForms EntryPlan WrittenForm entry_words summed",
            "filling": "FormChoices FormPlan Forms LABEL_KINDS column_words",
        },
    )
