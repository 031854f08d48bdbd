"""The commands, a module for each subject."""

from typing import TYPE_CHECKING

from desktop_app.doors import door

if TYPE_CHECKING:
    from desktop_app.cli.commands.accepted_lists import add_editions_options as add_editions_options
    from desktop_app.cli.commands.accepted_lists import add_gone_options as add_gone_options
    from desktop_app.cli.commands.accepted_lists import editions as editions
    from desktop_app.cli.commands.accepted_lists import gone as gone
    from desktop_app.cli.commands.answers import Answer as Answer
    from desktop_app.cli.commands.answers import new as new
    from desktop_app.cli.commands.answers import record as record
    from desktop_app.cli.commands.answers import suspend as suspend
    from desktop_app.cli.commands.answers import tasks as tasks
    from desktop_app.cli.commands.backing_up import add_salvage_options as add_salvage_options
    from desktop_app.cli.commands.backing_up import backup as backup
    from desktop_app.cli.commands.backing_up import backups as backups
    from desktop_app.cli.commands.backing_up import find_damage as find_damage
    from desktop_app.cli.commands.backing_up import restore_file as restore_file
    from desktop_app.cli.commands.backing_up import salvage_file as salvage_file
    from desktop_app.cli.commands.backing_up import say_ways_back as say_ways_back
    from desktop_app.cli.commands.checking import check as check
    from desktop_app.cli.commands.exports import export as export
    from desktop_app.cli.commands.forms import import_progress as import_progress
    from desktop_app.cli.commands.forms import show_report as show_report
    from desktop_app.cli.commands.founding import add_programme_options as add_programme_options
    from desktop_app.cli.commands.founding import programmes as programmes
    from desktop_app.cli.commands.handing_over import handover as handover
    from desktop_app.cli.commands.handing_over import takeover as takeover
    from desktop_app.cli.commands.importing import add_import_options as add_import_options
    from desktop_app.cli.commands.importing import import_lists as import_lists
    from desktop_app.cli.commands.papers import add_remind_options as add_remind_options
    from desktop_app.cli.commands.papers import add_task_page_options as add_task_page_options
    from desktop_app.cli.commands.papers import remind as remind
    from desktop_app.cli.commands.papers import write_task_page as write_task_page
    from desktop_app.cli.commands.period_work import reopen as reopen
    from desktop_app.cli.commands.period_work import seal as seal
    from desktop_app.cli.commands.selftest import run_selftest as run_selftest
    from desktop_app.cli.commands.setting_up import add_agencies_options as add_agencies_options
    from desktop_app.cli.commands.setting_up import add_office_options as add_office_options
    from desktop_app.cli.commands.setting_up import add_preset_options as add_preset_options
    from desktop_app.cli.commands.setting_up import add_regime_options as add_regime_options
    from desktop_app.cli.commands.setting_up import add_submit_options as add_submit_options
    from desktop_app.cli.commands.setting_up import add_words_options as add_words_options
    from desktop_app.cli.commands.setting_up import agencies as agencies
    from desktop_app.cli.commands.setting_up import office as office
    from desktop_app.cli.commands.setting_up import preset as preset
    from desktop_app.cli.commands.setting_up import regime as regime
    from desktop_app.cli.commands.setting_up import report_words as report_words
    from desktop_app.cli.commands.setting_up import submit as submit
    from desktop_app.cli.commands.standing import periods as periods
    from desktop_app.cli.commands.standing import status as status
    from desktop_app.cli.commands.task_acts import add_assign_options as add_assign_options
    from desktop_app.cli.commands.task_acts import add_edit_options as add_edit_options
    from desktop_app.cli.commands.task_acts import add_evidence_options as add_evidence_options
    from desktop_app.cli.commands.task_acts import add_extend_options as add_extend_options
    from desktop_app.cli.commands.task_acts import add_indicator_options as add_indicator_options
    from desktop_app.cli.commands.task_acts import add_task as add_task
    from desktop_app.cli.commands.task_acts import add_task_options as add_task_options
    from desktop_app.cli.commands.task_acts import add_withdraw_options as add_withdraw_options
    from desktop_app.cli.commands.task_acts import assign as assign
    from desktop_app.cli.commands.task_acts import edit_task as edit_task
    from desktop_app.cli.commands.task_acts import evidence as evidence
    from desktop_app.cli.commands.task_acts import extend as extend
    from desktop_app.cli.commands.task_acts import indicator as indicator
    from desktop_app.cli.commands.task_acts import withdraw as withdraw
else:
    __getattr__ = door(
        __name__,
        {
            "accepted_lists": "add_editions_options add_gone_options editions gone",
            "answers": "Answer new record suspend tasks",
            "backing_up": (
                "add_salvage_options backup backups find_damage restore_file salvage_file say_ways_back"
            ),
            "checking": "check",
            "exports": "export",
            "forms": "import_progress show_report",
            "handing_over": "handover takeover",
            "founding": "add_programme_options programmes",
            "importing": "add_import_options import_lists",
            "papers": "add_remind_options add_task_page_options remind write_task_page",
            "period_work": "reopen seal",
            "selftest": "run_selftest",
            "setting_up": (
                "add_agencies_options add_office_options add_preset_options add_regime_options"
                " add_submit_options add_words_options agencies office preset regime report_words submit"
            ),
            "task_acts": (
                "add_assign_options add_edit_options add_evidence_options add_extend_options "
                "add_indicator_options add_task add_task_options add_withdraw_options assign edit_task "
                "evidence extend indicator withdraw"
            ),
            "standing": "periods status",
        },
    )
