"""An edition written again as a workbook: the list as it was accepted, read back without a change."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path

from desktop_app.domain.agencies import join_agencies
from desktop_app.domain.editions import Edition, ListRow
from desktop_app.domain.text import day_text, roman
from desktop_app.exchange.writing.book import new_workbook
from desktop_app.files import replacing
from desktop_app.lists.words import OTHER
from desktop_app.resources import words

_FIELDS = ("number", "content", "leads", "coordinating", "deadline", "output")
_WIDTHS = (7, 60, 28, 28, 18, 28)
_OTHERS, _MOST = 28, 20


def write_edition(edition: Edition, titles: Mapping[int, str], rows: Sequence[ListRow], target: Path) -> None:
    """Write the rows of an edition under their groups; `titles` are those of the groups by number.

    Raises the TargetError family, DiskFull.
    """
    named = words("field")
    with replacing(target) as young, new_workbook(young) as workbook:
        text = workbook.add_format({"text_wrap": True, "valign": "top", "border": 1})
        head = workbook.add_format({"bold": True, "text_wrap": True, "align": "center", "border": 1})
        group = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "border": 1})
        title = workbook.add_format({"bold": True})
        page = workbook.add_worksheet("Danh mục")
        for column, width in enumerate(_WIDTHS):
            page.set_column(column, column, width)
        page.set_column(len(_WIDTHS), len(_WIDTHS) + _MOST, _OTHERS)
        page.write_string(0, 0, "DANH MỤC NHIỆM VỤ", title)
        page.write_string(1, 0, _issued(edition))
        others = list(dict.fromkeys(title for row in rows for title, _ in row.others))
        page.write_row(3, 0, [named[field] for field in _FIELDS] + [OTHER + one for one in others], head)
        page.freeze_panes(4, 0)
        page.repeat_rows(3)
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        line = 4
        for number, listed in groupby(rows, key=lambda row: row.given.group or 0):
            if number:
                page.write_string(line, 0, roman(number), group)
                page.write_string(line, 1, titles.get(number, ""), group)
                line += 1
            for row in listed:
                kept = dict(row.others)
                for column, value in enumerate((*_cells(row), *(kept.get(one, "") for one in others))):
                    page.write_string(line, column, value, text)
                line += 1


def _issued(edition: Edition) -> str:
    number = f"Kèm theo văn bản số {edition.document}" if edition.document else edition.title
    return f"{number} ngày {day_text(edition.issued_on)}" if edition.issued_on else number


def _cells(row: ListRow) -> tuple[str, ...]:
    given = row.given
    leads, coordinating = join_agencies(given.leads), join_agencies(given.coordinating)
    return given.number, given.content, leads, coordinating, given.deadline, given.output
