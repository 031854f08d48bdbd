"""An edition written again as a workbook: the list as it was accepted, read back without a change."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

from desktop_app.domain.agencies import join_agencies
from desktop_app.domain.editions import Edition, ListRow
from desktop_app.domain.text import day_text, roman
from desktop_app.exchange.writing.book import new_workbook
from desktop_app.exchange.writing.sheet import SIZE, SheetWriter, Styles
from desktop_app.files import replacing
from desktop_app.lists.document_head import kind_of
from desktop_app.lists.words import OTHER
from desktop_app.resources import words

_FIELDS = ("number", "content", "leads", "coordinating", "deadline", "output")
_WIDTHS = (7, 60, 28, 28, 18, 28)
_OTHERS = 28


def write_edition(edition: Edition, titles: Mapping[int, str], rows: Sequence[ListRow], target: Path) -> None:
    """Write the rows of an edition under their groups; `titles` are those of the groups by number.

    Raises the TargetError family, DiskFull.
    """
    named = words("field")
    others = list(dict.fromkeys(title for row in rows for title, _ in row.others))
    with replacing(target) as young, new_workbook(young, SIZE) as workbook:
        widths = (*_WIDTHS, *[_OTHERS] * len(others))
        sheet = SheetWriter(workbook.add_worksheet("Danh mục"), Styles(workbook), widths)
        sheet.line("DANH MỤC NHIỆM VỤ", 14, "bold", "size14")
        sheet.line(_issued(edition), SIZE)
        sheet.tall(4)
        sheet.put_head([named[field] for field in _FIELDS] + [OTHER + one for one in others])
        sheet.freeze()
        for number, listed in groupby(rows, key=lambda row: row.given.group or 0):
            if number:
                sheet.put_group(roman(number), titles.get(number, ""), len(widths) - 1)
                sheet.end_row()
            for row in listed:
                kept = dict(row.others)
                sign, *texts = (*_cells(row), *(kept.get(one, "") for one in others))
                sheet.put_cells([(sign, ("cell", "center")), *((text, ("cell",)) for text in texts)])
        sheet.finish("")


def _issued(edition: Edition) -> str:
    kind = kind_of(edition.document) or "văn bản"
    number = f"Kèm theo {kind} số {edition.document}" if edition.document else edition.title
    return f"{number} ngày {day_text(edition.issued_on)}" if edition.issued_on else number


def _cells(row: ListRow) -> tuple[str, ...]:
    given = row.given
    leads, coordinating = join_agencies(given.leads), join_agencies(given.coordinating)
    return given.number, given.content, leads, coordinating, given.deadline, given.output
