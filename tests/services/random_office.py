"""What random work on an office's data file has in common: how it begins, what always holds, how it ends."""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant

from desktop_app.domain.errors.refusals import AppError
from desktop_app.exchange.reading.sheets import Workbook
from desktop_app.lists.sheet import Sheet
from desktop_app.services.workspace import Workspace
from desktop_app.storage.checking import examine_light
from tests.services.one_truth import assert_as_in_the_file

RUNS = int(os.environ.get("TIENDO_STATEFUL_RUNS", "12"))


class RandomOffice(RuleBasedStateMachine):
    """Acts on a data file of its own, in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.workspace = Workspace.create(Path(self.folder.name) / "a.tiendo")
        self.register = self.workspace.register(self.workspace.programme().id)

    @invariant()
    def the_file_is_what_its_acts_wrote(self) -> None:
        examined = examine_light(self.workspace._store.db, lambda: ())
        assert examined.ok, (examined.faults, examined.differences)

    @invariant()
    def the_memory_is_the_file(self) -> None:
        assert_as_in_the_file(self.workspace, self.register)

    def teardown(self) -> None:
        assert self.workspace.checking.check().ok
        self.workspace.close()
        self.folder.cleanup()

    def task(self, at: int) -> int:
        return self.register.tasks[at % len(self.register.tasks)].id

    def record(self, period: str, at: int, changes: Any) -> None:
        found = self.workspace.periods.find(period, self.register.programme)
        self.workspace.recording.record(self.register, found, {self.task(at): changes})

    def allowed(self, work: Callable[[], object]) -> None:
        """Do something that may be refused."""
        with suppress(AppError):
            work()
        self.register.refresh()


def listed(lines: list[str]) -> Workbook:
    """Return a list as it is read from a CSV file with these lines."""
    content = "\n".join(lines).encode()
    sheet = Sheet("a", hidden=False, rows=tuple(tuple(line.split(";")) for line in lines))
    return Workbook(Path("a.csv"), sha256(content).hexdigest(), content, "csv", (sheet,))


def in_runs(office: type[RandomOffice], steps: int) -> Any:
    """Return the test of an office, as many runs of so many steps as are asked for.

    Nothing is shrunk: shrinking steps of real writing takes longer than reading them.
    """
    test = pytest.mark.no_cover(office.TestCase)
    test.settings = settings(
        max_examples=RUNS,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        phases=[Phase.generate],
    )
    return test
