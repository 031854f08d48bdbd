"""The commands, a module for each subject."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.cli.commands.accepted_lists import add_editions_options as add_editions_options
    from desktop_app.cli.commands.accepted_lists import add_gone_options as add_gone_options
    from desktop_app.cli.commands.accepted_lists import editions as editions
    from desktop_app.cli.commands.accepted_lists import gone as gone
    from desktop_app.cli.commands.answers import Answer as Answer
    from desktop_app.cli.commands.answers import backup as backup
    from desktop_app.cli.commands.answers import new as new
    from desktop_app.cli.commands.answers import programmes as programmes
    from desktop_app.cli.commands.answers import record as record
    from desktop_app.cli.commands.answers import restore_file as restore_file
    from desktop_app.cli.commands.answers import tasks as tasks
    from desktop_app.cli.commands.checking import check as check
    from desktop_app.cli.commands.exports import export as export
    from desktop_app.cli.commands.forms import import_progress as import_progress
    from desktop_app.cli.commands.forms import show_report as show_report
    from desktop_app.cli.commands.importing import add_import_options as add_import_options
    from desktop_app.cli.commands.importing import import_lists as import_lists
    from desktop_app.cli.commands.period_work import periods as periods
    from desktop_app.cli.commands.period_work import reopen as reopen
    from desktop_app.cli.commands.period_work import seal as seal
    from desktop_app.cli.commands.period_work import status as status
    from desktop_app.cli.commands.selftest import run_selftest as run_selftest
else:
    __getattr__ = door(
        __name__,
        {
            "accepted_lists": "add_editions_options add_gone_options editions gone",
            "answers": "Answer backup new programmes record restore_file tasks",
            "checking": "check",
            "exports": "export",
            "forms": "import_progress show_report",
            "importing": "add_import_options import_lists",
            "period_work": "periods reopen seal status",
            "selftest": "run_selftest",
        },
    )
