"""Writing: workbooks and folders that go out, whole or not at all."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.exchange.writing.annex_folder import AnnexEntry as AnnexEntry
    from desktop_app.exchange.writing.annex_folder import copy_file as copy_file
    from desktop_app.exchange.writing.annex_folder import temporary_copy as temporary_copy
    from desktop_app.exchange.writing.annex_folder import write_annex as write_annex
    from desktop_app.exchange.writing.book import new_workbook as new_workbook
    from desktop_app.exchange.writing.cell_text import BOLD as BOLD
    from desktop_app.exchange.writing.cell_text import MAX_TEXT as MAX_TEXT
    from desktop_app.exchange.writing.cell_text import UNIT as UNIT
    from desktop_app.exchange.writing.cell_text import clean as clean
    from desktop_app.exchange.writing.cell_text import count_lines as count_lines
    from desktop_app.exchange.writing.cell_text import escaped as escaped
    from desktop_app.exchange.writing.cell_text import length as length
    from desktop_app.exchange.writing.cell_text import share_widths as share_widths
    from desktop_app.exchange.writing.cell_text import width as width
    from desktop_app.exchange.writing.cell_text import wrap as wrap
    from desktop_app.exchange.writing.edition import write_edition as write_edition
    from desktop_app.exchange.writing.file_names import distinct as distinct
    from desktop_app.exchange.writing.file_names import plain_name as plain_name
    from desktop_app.exchange.writing.machine_sheet import SHEET as SHEET
    from desktop_app.exchange.writing.machine_sheet import MachineDamaged as MachineDamaged
    from desktop_app.exchange.writing.machine_sheet import MachineMissing as MachineMissing
    from desktop_app.exchange.writing.machine_sheet import MachineNewer as MachineNewer
    from desktop_app.exchange.writing.machine_sheet import SheetFormat as SheetFormat
    from desktop_app.exchange.writing.refused_rows import FAULT as FAULT
    from desktop_app.exchange.writing.refused_rows import REMEDY as REMEDY
    from desktop_app.exchange.writing.refused_rows import RefusedSheet as RefusedSheet
    from desktop_app.exchange.writing.refused_rows import is_of_refused as is_of_refused
    from desktop_app.exchange.writing.refused_rows import write_refused as write_refused
    from desktop_app.exchange.writing.review_package import read_package as read_package
    from desktop_app.exchange.writing.review_package import write_package as write_package
    from desktop_app.exchange.writing.sheet import EASE as EASE
    from desktop_app.exchange.writing.sheet import FONT as FONT
    from desktop_app.exchange.writing.sheet import LINE as LINE
    from desktop_app.exchange.writing.sheet import LINE_SPACE as LINE_SPACE
    from desktop_app.exchange.writing.sheet import MAX_LINES as MAX_LINES
    from desktop_app.exchange.writing.sheet import RISKY as RISKY
    from desktop_app.exchange.writing.sheet import SIZE as SIZE
    from desktop_app.exchange.writing.sheet import Formula as Formula
    from desktop_app.exchange.writing.sheet import SheetWriter as SheetWriter
    from desktop_app.exchange.writing.sheet import Styles as Styles
    from desktop_app.exchange.writing.sheet import WritableValue as WritableValue
else:
    __getattr__ = door(
        __name__,
        {
            "annex_folder": "AnnexEntry copy_file temporary_copy write_annex",
            "book": "new_workbook",
            "cell_text": "BOLD MAX_TEXT UNIT clean count_lines escaped length share_widths width wrap",
            "edition": "write_edition",
            "file_names": "distinct plain_name",
            "machine_sheet": "MachineDamaged MachineMissing MachineNewer SHEET SheetFormat",
            "refused_rows": "FAULT REMEDY RefusedSheet is_of_refused write_refused",
            "review_package": "read_package write_package",
            "sheet": "EASE FONT Formula LINE LINE_SPACE MAX_LINES RISKY SIZE SheetWriter Styles"
            " WritableValue",
        },
    )
