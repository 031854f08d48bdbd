"""A workspace: one open data file and everything a user can ask of it.

A service is loaded when it is first asked for, which keeps the start of the window and of each command short.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app import files
from desktop_app.domain.errors import AppError
from desktop_app.domain.period import Period
from desktop_app.domain.programme import Programme
from desktop_app.resources import programme_files
from desktop_app.services._programmes import Programmes
from desktop_app.services.acts import Acts
from desktop_app.services.periods import Periods
from desktop_app.services.tasks import Register, Snapshot
from desktop_app.storage.companions import newest_moment, unsaved_file
from desktop_app.storage.store import Store

if TYPE_CHECKING:
    from desktop_app.services.checking import Checking
    from desktop_app.services.evidence import Evidence
    from desktop_app.services.forms import EntryForms, Forms
    from desktop_app.services.history import AsAt, Journal
    from desktop_app.services.importing import Editions, TaskImport
    from desktop_app.services.office import Offices
    from desktop_app.services.periods import Checks, Indicators, Packages, Reviewing, Sealing
    from desktop_app.services.reporting import Reports
    from desktop_app.services.safekeeping import Safekeeping
    from desktop_app.services.tasks import Agencies, Extensions, GoneTasks, Recording, Tasks
    from desktop_app.storage.backups import Backup

_OF_ROWS = {
    "tasks", "handlings", "officers", "extensions", "progress", "reviews", "explanations", "evidence",
    "evidence_links", "indicator_values",
}  # fmt: skip
"""The tables of what tasks and their records say.

None of them says anything of programmes, periods or the office.
"""


_BACKUP_WAITS = timedelta(hours=1)
"""A change is backed up half an hour later, or when the window closes."""


class Workspace:
    """The services over one data file, for one thread."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.path = store.path
        self.kept_old = store.kept_old
        self.acts = Acts(store)
        self.programmes = Programmes(store, self.acts)
        self.periods = Periods(store, self.acts)

    @classmethod
    def create(
        cls, path: Path, programme: Programme | None = None, groups: Sequence[str] = ()
    ) -> "Workspace":
        """Make a data file with a programme and its groups, or with programme 242.

        Raises DataFileExists, DiskFull, the TargetError family.
        """
        workspace = cls(Store.create(path))
        try:
            if programme is None:
                workspace.programmes.add_shipped(programme_files()[0])
            else:
                workspace.programmes.add(programme, groups)
        except BaseException:
            workspace.close()
            files.discard(path)
            raise
        workspace.acts.forget()
        return workspace

    @classmethod
    def open(cls, path: Path, *, checked: bool = False, reading: bool = False) -> "Workspace":
        """Open a data file; `checked` says that `check_file` went through it.

        With `reading` one that cannot be held or written is opened to be read (`refusal` says why). Raises
        the DataFileError family.
        """
        return cls(Store.open(path, checked=checked, reading=reading))

    def require_sound(self, programme_id: int, period: Period | None = None) -> None:
        """Refuse to close or send out what the history does not account for. Raises DataChangedOutside.

        Without a period lists and documents are to go out, and no figures.
        """
        from desktop_app.services.checking import require_sound

        require_sound(self._store, self.periods, programme_id, period)

    def twin(self) -> "Workspace":
        """Open the same file for another thread of this program."""
        return Workspace(self._store.twin())

    @property
    def refusal(self) -> AppError | None:
        """Return why nothing can be written, None if it can."""
        return self._store.refusal

    @property
    def has_unfinished(self) -> bool:
        """Return whether recording was on its way into the file when the program ended (`unfinished`)."""
        return self.refusal is None and files.exists(unsaved_file(self.path))

    def refuse_writing(self) -> None:
        """Raise why nothing can be written, also if another file stands in the place of the open one."""
        self._store.refuse_writing()

    def backup(self) -> "Backup":
        """Make a backup unless the newest one holds the same and return the newest."""
        return self._store.backups.make()

    def close(self) -> None:
        """Close the data file."""
        self._store.close()

    @cached_property
    def agencies(self) -> "Agencies":
        """Return the catalogue of agencies."""
        from desktop_app.services.tasks import Agencies

        return Agencies(self._store, self.acts)

    @cached_property
    def office(self) -> "Offices":
        """Return the office that uses the file."""
        from desktop_app.services.office import Offices

        return Offices(self._store, self.acts)

    @cached_property
    def tasks(self) -> "Tasks":
        """Tasks by hand."""
        from desktop_app.services.tasks import Tasks

        return Tasks(self._store, self.acts)

    @cached_property
    def recording(self) -> "Recording":
        """Progress, recorded."""
        from desktop_app.services.tasks import Recording

        return Recording(self._store, self.acts)

    @cached_property
    def evidence(self) -> "Evidence":
        """Return the register of documents."""
        from desktop_app.services.evidence import Evidence

        return Evidence(self._store, self.acts, self.require_sound)

    @cached_property
    def indicators(self) -> "Indicators":
        """Quantities."""
        from desktop_app.services.periods import Indicators

        return Indicators(self._store, self.acts, self.periods)

    @cached_property
    def extensions(self) -> "Extensions":
        """Deadlines that were extended."""
        from desktop_app.services.tasks import Extensions

        return Extensions(self._store, self.acts)

    @cached_property
    def checks(self) -> "Checks":
        """Return the checks to run before a review."""
        from desktop_app.services.periods import Checks

        return Checks(self._store, self.acts, self.periods, self.indicators)

    @cached_property
    def reviewing(self) -> "Reviewing":
        """Return the leader's review."""
        from desktop_app.services.periods import Reviewing

        return Reviewing(self._store, self.acts, self.checks)

    @cached_property
    def packages(self) -> "Packages":
        """Review by file."""
        from desktop_app.services.periods import Packages

        return Packages(self._store, self.acts, self.office, self.reviewing, self.require_sound)

    @cached_property
    def sealing(self) -> "Sealing":
        """Closing periods."""
        from desktop_app.services.periods import Sealing

        return Sealing(
            store=self._store,
            acts=self.acts,
            offices=self.office,
            checks=self.checks,
            reviewing=self.reviewing,
            indicators=self.indicators,
            require_sound=self.require_sound,
        )

    @cached_property
    def as_at(self) -> "AsAt":
        """Return the programme as it stood on a day."""
        from desktop_app.services.history import AsAt

        return AsAt(self._store)

    @cached_property
    def safekeeping(self) -> "Safekeeping":
        """Backups and restore."""
        from desktop_app.services.safekeeping import Safekeeping

        return Safekeeping(self._store)

    @cached_property
    def checking(self) -> "Checking":
        """Return what proves that the file says what its acts wrote."""
        from desktop_app.services.checking import Checking

        return Checking(self._store, self.acts, self.periods, self.evidence, self.sealing)

    @cached_property
    def journal(self) -> "Journal":
        """Return the history."""
        from desktop_app.services.history import Journal

        return Journal(self._store, self.periods)

    @cached_property
    def imports(self) -> "TaskImport":
        """Bringing lists in."""
        from desktop_app.services.importing import TaskImport

        return TaskImport(self._store, self.acts)

    @cached_property
    def editions(self) -> "Editions":
        """Return the lists that were accepted."""
        from desktop_app.services.importing import Editions

        return Editions(self._store, self.acts, self.require_sound)

    @cached_property
    def gone(self) -> "GoneTasks":
        """Tasks that the last list no longer names."""
        from desktop_app.services.tasks import GoneTasks

        return GoneTasks(self._store, self.acts)

    @cached_property
    def reports(self) -> "Reports":
        """Written reports, their words and presets."""
        from desktop_app.services.reporting import Reports

        return Reports(
            store=self._store,
            acts=self.acts,
            periods=self.periods,
            offices=self.office,
            sealing=self.sealing,
            require_sound=self.require_sound,
        )

    @cached_property
    def forms(self) -> "Forms":
        """Filling the Ministry's own forms."""
        from desktop_app.services.forms import Forms

        return Forms(self._store, self.require_sound)

    @cached_property
    def entry_forms(self) -> "EntryForms":
        """Entry forms for agencies."""
        from desktop_app.services.forms import EntryForms

        return EntryForms(self._store, self.recording, self.periods, self.office, self.require_sound)

    @property
    def backups_folder(self) -> Path:
        """Return where the backups lie."""
        return self._store.backups.folder

    def last_saved(self) -> datetime | None:
        """Return when the newest backup was made."""
        return newest_moment(self.path)

    def backup_is_old(self, moment: datetime) -> bool:
        """Return whether, at a moment of local time, a change has waited for its backup for too long."""
        saved = self.last_saved()
        first = self._store.first_act_after(saved.isoformat() if saved else "")
        return bool(first) and moment - datetime.fromisoformat(first) > _BACKUP_WAITS

    def programme(self) -> Programme:
        """Return the first programme, which commands work on unless they name another."""
        return self.programmes.all()[0]

    def register(self, programme_id: int, held: Snapshot | None = None) -> Register:
        """Read the register of a programme.

        What a register of another thread `held` is not read again if it is the newest.
        """
        return Register(self._store, programme_id, held)

    def opened_register(self, programme_id: int) -> Register:
        """Read the register of a programme; a long one is left unread, to be read in slices."""
        return Register.opened(self._store, programme_id)

    def only_rows_changed(self, action_id: int) -> bool:
        """Return whether only tasks and records changed after the act `action_id`.

        False if nothing changed.
        """
        changed = self._store.tables_changed_since(action_id)
        return bool(changed) and changed <= _OF_ROWS

    def origin(self) -> str:
        """Return what the data file and its copies have in common, and no other file has."""
        return self._store.origin()

    def last_action(self) -> int:
        """Return the newest act's id, which grows with every change of the file."""
        return self._store.last_action()
