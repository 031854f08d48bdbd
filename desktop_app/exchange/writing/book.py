"""A new workbook, put together by XlsxWriter."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_app.files.scratch import temporary_folder

if TYPE_CHECKING:
    from xlsxwriter import Workbook


class _Packed(BytesIO):
    """Bytes that a zip which was broken off can still write its end to, when it is thrown away."""

    def close(self) -> None:
        """Do nothing: the buffer stays open as long as anybody holds it."""


@contextmanager
def new_workbook(path: Path, size: int = 0, *, by_rows: bool = False) -> Iterator["Workbook"]:
    """Provide a workbook that is written to `path` at the end, and is let go of if the work is stopped.

    User text in it never becomes a formula, a link or a number. With `size` its cells are in Times New Roman
    of so many points; `by_rows` keeps no row in memory once the next has begun. It is packed in memory: a zip
    that the disk cuts short complains again when it is thrown away, where nobody can catch it. Raises
    OSError.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    from desktop_app.exchange.writing._quick_sheet import QuickSheet

    packed = _Packed()
    with temporary_folder() as scratch:
        options: dict[str, Any] = {
            "constant_memory": by_rows,
            "tmpdir": str(scratch),
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        }
        if size:
            options["default_format_properties"] = {"font_name": "Times New Roman", "font_size": size}
        book = Workbook(packed, options)
        book.worksheet_class = QuickSheet
        try:
            yield book
            book.close()
        except FileCreateError as error:
            raise error.args[0] from error
        finally:
            sheets: list[Any] = book.worksheets() if by_rows else []
            for sheet in sheets:
                with suppress(OSError):  # what a full disk holds back is not wanted any more
                    sheet.row_data_fh.close()
    path.write_bytes(packed.getbuffer())
