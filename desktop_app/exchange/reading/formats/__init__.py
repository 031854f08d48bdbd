"""One module for each kind of file; each is loaded in the child process that reads such a file."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.exchange.reading.formats.calamine import read_cells as read_cells
    from desktop_app.exchange.reading.formats.calamine import read_xlsx as read_xlsx
    from desktop_app.exchange.reading.formats.delimited import read_delimited as read_delimited
    from desktop_app.exchange.reading.formats.html_tables import read_html as read_html
    from desktop_app.exchange.reading.formats.ods import read_ods as read_ods
    from desktop_app.exchange.reading.formats.packed import Packed as Packed
    from desktop_app.exchange.reading.formats.spreadsheetml import read_spreadsheetml as read_spreadsheetml
    from desktop_app.exchange.reading.formats.word import read_word as read_word
    from desktop_app.exchange.reading.formats.xls import read_xls as read_xls
    from desktop_app.exchange.reading.formats.xlsx import read_xlsx_patiently as read_xlsx_patiently
else:
    __getattr__ = door(
        __name__,
        {
            "calamine": "read_cells read_xlsx",
            "delimited": "read_delimited",
            "html_tables": "read_html",
            "ods": "read_ods",
            "packed": "Packed",
            "spreadsheetml": "read_spreadsheetml",
            "word": "read_word",
            "xls": "read_xls",
            "xlsx": "read_xlsx_patiently",
        },
    )
