"""A form of the Ministry planned and filled, for tests that look at its cells."""

from pathlib import Path
from typing import Any

import openpyxl

from desktop_app.domain.reports import Report
from desktop_app.services.forms.filling import FormChoices, FormPlan
from desktop_app.services.workspace import Workspace
from tests.open_xml import faults


def planned(workspace: Workspace, report: Report, path: Path, choices: FormChoices | None = None) -> FormPlan:
    """Return what filling the form at `path` with `report` would do."""
    return workspace.forms.plan(report, workspace.forms.open(path), choices)


def filled_in(workspace: Workspace, plan: FormPlan, out: Path) -> Any:
    """Return the sheet of the form as filled into `out`, which is sound by the rules of Open XML."""
    workspace.forms.fill(plan, out)
    assert faults(out) == []
    return openpyxl.load_workbook(out)[plan.form.sheet.name]
