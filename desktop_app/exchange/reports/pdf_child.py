"""The child process that sets a document as PDF.

Typst takes hundreds of megabytes, which end with the process.
"""

import sys
import warnings
from collections.abc import Sequence
from pathlib import Path

from desktop_app.exchange import children
from desktop_app.exchange.children import REFUSED
from desktop_app.resources import resource

MOST_TAGGED = 1_500_000
"""Beyond so many bytes of text the PDF carries no tags for screen readers.

They double the time and the file.
"""


def main(arguments: Sequence[str]) -> int:
    """Read a document (JSON) from the first path and write its pages to the second; REFUSED if typst refuses.

    What it says then goes to the third path.
    """
    import typst

    source, target, said = map(Path, arguments)
    text = source.read_text(encoding="utf-8")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            typst.compile(
                resource("templates", "report.typ"),
                output=target,
                font_paths=[resource("fonts")],
                sys_inputs={"paper": text},
                pdf_tags=len(text) < MOST_TAGGED,
            )
    except typst.TypstError as error:
        said.write_text(str(error), encoding="utf-8")
        return REFUSED
    return 0


def run(arguments: Sequence[str]) -> int:
    """Run as the child process."""
    return children.run(lambda: main(arguments))


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
