"""One box that finds anything and goes there."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.ui.finding.box import find_anything as find_anything
else:
    __getattr__ = door(__name__, {"box": "find_anything"})
