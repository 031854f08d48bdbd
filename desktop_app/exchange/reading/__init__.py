"""Reading: any file an officer brings in, as sheets of cells."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.exchange.reading.archive import ZIP_BROKEN as ZIP_BROKEN
    from desktop_app.exchange.reading.archive import opened_archive as opened_archive
    from desktop_app.exchange.reading.archive import part_of as part_of
    from desktop_app.exchange.reading.preflight import column_number as column_number
    from desktop_app.exchange.reading.preflight import look as look
    from desktop_app.exchange.reading.safe_xml import safe_parser as safe_parser
    from desktop_app.exchange.reading.sheets import Workbook as Workbook
    from desktop_app.exchange.reading.sheets import read_document as read_document
    from desktop_app.exchange.reading.sheets import read_workbook as read_workbook
else:
    __getattr__ = door(
        __name__,
        {
            "archive": "ZIP_BROKEN opened_archive part_of",
            "preflight": "column_number look",
            "safe_xml": "safe_parser",
            "sheets": "Workbook read_document read_workbook",
        },
    )
