"""Lists in files of Word, LibreOffice, old Excel, pages and plain text, read to the cell.

The right values were written down before the program first read them.
"""

import pytest

from desktop_app.exchange.reading import read_workbook
from tests.data.lists.make_offices import FOLDER, Described, described
from tests.lists.list_sheets import read
from tests.lists.to_the_cell import require_right


@pytest.mark.parametrize("file", list(described()), ids=lambda file: file.name)
def test_a_file_is_read_to_the_cell(file: Described) -> None:
    require_right(read(read_workbook(FOLDER / file.name).sheets[0]), file.right)
