"""The child process that looks through a Word template of an office, and fills it.

What a template asks for may take any time and any memory: it ends with the process.
"""

from collections.abc import Sequence
from pathlib import Path

from desktop_app.domain.codec import canonical, from_plain
from desktop_app.domain.errors import TemplateError
from desktop_app.domain.plain_json import kept_json
from desktop_app.exchange.children import REFUSED
from desktop_app.exchange.reports.word.filling import TemplateJob, fill, look_through


def main(arguments: Sequence[str]) -> int:
    """Look through the template (first path); with a job (third and fourth path) fill it, too.

    What is wrong with the template goes to the second path: the name of the error and its text.
    """
    template, said, *work = map(Path, arguments)
    try:
        look_through(template)
        if work:
            job, answer = work
            made = from_plain(TemplateJob, kept_json(job.read_text(encoding="utf-8")))
            fill(made, template).save(str(answer))
    except TemplateError as error:
        text = getattr(error, "text", "")
        said.write_text(canonical([type(error).__name__, text]), encoding="utf-8")
        return REFUSED
    return 0
