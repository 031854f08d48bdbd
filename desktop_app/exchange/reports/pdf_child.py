"""The child process that sets a document as PDF.

Typst takes hundreds of megabytes, which end with the process.
"""

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.exchange.children import REFUSED

if TYPE_CHECKING:
    from typst import PDFStandard


MOST_TAGGED = 1_500_000
"""Beyond so many bytes of text the PDF carries no tags for screen readers.

They double the time and the file.
"""


TAGGED: "tuple[list[PDFStandard], ...]" = (["ua-1", "a-2a"], ["ua-1"], [])
UNTAGGED: "tuple[list[PDFStandard], ...]" = (["a-2b"], [])
"""What the file says that it keeps to: to be read aloud (PDF/UA) and to be kept for ever (PDF/A).

A letter that no font has breaks either, a letter of private use (U+E000) the latter: then it says less.
"""


def main(arguments: Sequence[str]) -> int:
    """Set a document by a template with the fonts of a folder; return REFUSED if typst refuses.

    The paths are those of the template, the fonts, the document (JSON), its pages, and what typst says then.
    """
    template, fonts, source, target, said = map(Path, arguments)
    text = source.read_text(encoding="utf-8")
    tagged = len(text) < MOST_TAGGED
    refused = ""
    for standards in TAGGED if tagged else UNTAGGED:
        refused = _compiled(template, fonts, text, target, standards=standards, tagged=tagged)
        if not refused:
            return 0
    said.write_text(refused, encoding="utf-8")
    return REFUSED


def _compiled(
    template: Path, fonts: Path, text: str, target: Path, *, standards: "list[PDFStandard]", tagged: bool
) -> str:
    """Set a document; return what typst refuses of it, empty if nothing."""
    import typst

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            typst.compile(
                template,
                output=target,
                font_paths=[fonts],
                sys_inputs={"paper": text},
                pdf_standards=standards,
                pdf_tags=tagged,
            )
    except typst.TypstError as error:
        return str(error)
    return ""
