"""The packaged program's test of itself.

It makes a data file, imports the sample list, records, exports and reads back.
"""

import time
from argparse import Namespace
from datetime import date

from desktop_app.cli.commands.answers import Answer
from desktop_app.domain.progress import State
from desktop_app.domain.reports import ReportKind
from desktop_app.files.scratch import temporary_folder
from desktop_app.resources import resource
from desktop_app.services.reporting import Order, ReportPages, write_drafts
from desktop_app.services.samples import SAMPLE_LIST, make_sample
from desktop_app.services.workspace import Workspace


def run_selftest(_chosen: Namespace) -> Answer:
    """Do the officer's day in a temporary folder; any fault is an exit code other than 0."""
    begun = time.perf_counter()
    with temporary_folder() as folder:
        path = folder / "tu kiem tra.tiendo"
        make_sample(path)
        workspace = Workspace.open(path)
        try:
            register = workspace.register(workspace.programme().id)
            again = workspace.imports.plan(register, resource("samples", SAMPLE_LIST))
            period = workspace.periods.find("nd09/2021-Q4", register.programme)
            entry = workspace.recording.record(
                register, period, {register.tasks[0].id: {"state": State.DONE}}
            )[0]
            target = folder / "Bao cao.xlsx"
            order = Order(ReportKind.PERIODIC, period)
            drafts = workspace.reports.drafts(register.programme.id, order, date(2021, 12, 14))
            targets = (target, folder / "a.docx", folder / "a.pdf")
            written = [one for path in targets for one in write_drafts(drafts, path)]
            pages = ReportPages.of(drafts[0])
            drawn = pages.picture(0, 0.5).width
            pages.close()
            exported = workspace.imports.plan(register, target)
            workspace.acts.undo()
            health = workspace.checking.check()
        finally:
            workspace.close()
        size = target.stat().st_size
    ok = (
        len(written) == 3
        and drawn > 100
        and again.changes_nothing
        and exported.changes_nothing
        and health.ok
        and entry.state is State.DONE
    )
    data = {
        "ok": ok,
        "tasks": len(register.tasks),
        "report_bytes": size,
        "seconds": time.perf_counter() - begun,
    }
    word = "đạt" if ok else "KHÔNG đạt"
    return Answer(
        data, [f"Tự kiểm tra {word}: {len(register.tasks)} nhiệm vụ, báo cáo {size} byte"], 0 if ok else 1
    )
