"""What the format of a cell says of its value and of its letters."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop_app.lists.cells import month_text, percent_text


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell format says of a number ("date", "month", "span", "percent" or nothing) and of its font."""

    kind: str = ""
    font: str = ""
    struck: bool = False

    def shown(self, value: Any) -> Any:
        """Return a value as its cell shows it: hundredths and months as texts."""
        if self.kind == "percent" and isinstance(value, int | float) and not isinstance(value, bool):
            return percent_text(value)
        return month_text(value) if self.kind == "month" and isinstance(value, date) else value
