"""Forms: the Ministry's own form filled, entry forms written for agencies and taken back."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.ui.forms.entry_preview import AnswerKey as AnswerKey
    from desktop_app.ui.forms.entry_preview import EntryPreview as EntryPreview
    from desktop_app.ui.forms.entry_preview import list_names as list_names
    from desktop_app.ui.forms.flow import FormFlow as FormFlow
else:
    __getattr__ = door(
        __name__,
        {
            "entry_preview": "AnswerKey EntryPreview list_names",
            "flow": "FormFlow",
        },
    )
