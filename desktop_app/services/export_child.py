"""The child process that writes a long report out of the data file, as a command would."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from desktop_app.domain.codec import canonical, from_plain
from desktop_app.domain.errors import AppError
from desktop_app.domain.plain_json import kept_json
from desktop_app.exchange.children import REFUSED
from desktop_app.files import read_text
from desktop_app.services.reporting import ExportJob
from desktop_app.services.workspace import Workspace


def main(arguments: Sequence[str]) -> int:
    """Do the job (first path); say in the second what was written, in the third how far the work is.

    REFUSED if the program refuses it: who asked for it then hears why by doing the same.
    """
    source, answer, steps = map(Path, arguments)
    job: ExportJob = from_plain(ExportJob, kept_json(read_text(source)))
    try:
        with (
            closing(Workspace.open(Path(job.data), checked=True, reading=True)) as workspace,
            steps.open("w", encoding="utf-8", buffering=1) as lines,
        ):
            written = workspace.reports.write(
                job.programme_id,
                job.order,
                Path(job.target),
                job.today,
                lambda done, total: print(done, total, file=lines),
            )
    except AppError:
        return REFUSED
    said = [[one.path.name, one.sha256, one.tasks, one.agency] for one in written]
    answer.write_text(canonical(said), encoding="utf-8")
    return 0
