"""Make `resources/public_holidays.json`.

The public holidays of Vietnam by year, as the holidays library knows them. Run: python
tests/data/make_public_holidays.py, after each new version of the library. Loading the library takes as long
as an empty window to open; the program asks it only about years that are not in the file.
"""

import json
from pathlib import Path

from holidays import country_holidays

TARGET = Path(__file__).parents[2] / "resources" / "public_holidays.json"
YEARS = range(2015, 2051)


def public_holidays(year: int) -> dict[str, str]:
    """Return the names of the holidays of a year by their ISO dates, in order."""
    found = country_holidays("VN", years=year, language="vi")
    return {day.isoformat(): str(name) for day, name in sorted(found.items())}


def main() -> None:
    """Write the file."""
    text = json.dumps({year: public_holidays(year) for year in YEARS}, ensure_ascii=False, indent=1)
    TARGET.write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
