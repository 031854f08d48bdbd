"""Bringing a list in: choose, preview, correct, write."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.ui.importing.flow import ImportFlow as ImportFlow
    from desktop_app.ui.importing.lines import problem_words as problem_words
else:
    __getattr__ = door(
        __name__,
        {
            "flow": "ImportFlow",
            "lines": "problem_words",
        },
    )
