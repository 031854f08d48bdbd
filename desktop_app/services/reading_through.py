"""Reading all that the screens show of a data file, to know whether it can be worked with."""

from desktop_app.domain.errors import DataFileDamaged, DataFileValueBroken, RuleBroken
from desktop_app.services.workspace import Workspace

_UNREAD = (RuleBroken, ValueError, LookupError, TypeError, AttributeError, ArithmeticError)
"""What reading a value runs into that the program never wrote."""


def read_through(workspace: Workspace) -> None:
    """Read programmes, tasks, records, periods and the office's data of an open file.

    Raises DataFileDamaged, DataFileValueBroken if a value cannot be what the program wrote.
    """
    try:
        programmes = workspace.programmes.all()
        if not programmes:
            raise DataFileDamaged(workspace.path, "no programme")
        workspace.office.get()
        workspace.agencies.all()
        for one in programmes:
            workspace.programmes.groups(one.id)
            workspace.register(one.id).held()
            workspace.periods.states(one.id)
            workspace.periods.all_of(one)
    except _UNREAD as error:
        raise DataFileValueBroken(workspace.path, f"{type(error).__name__}: {error}") from error
