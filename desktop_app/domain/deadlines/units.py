"""How exactly a deadline names its days, and how often a task comes back."""

from typing import Literal

Precision = Literal["day", "month", "quarter", "half", "nine_months", "year", "span", "none"]
Unit = Literal["month", "quarter", "half", "year"]
UNIT_MONTHS: dict[Unit, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
