from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_app.domain.period import Period
from desktop_app.domain.task import Assignment
from desktop_app.resources import resource
from desktop_app.services.samples import SAMPLE_LIST
from desktop_app.services.tasks.register import Register
from desktop_app.services.workspace import Workspace


@pytest.fixture(autouse=True, scope="module")
def _read_here(read_here: None) -> None:
    """No test of the services is about the child that reads; tests/exchange and tests/cli are."""


@pytest.fixture(autouse=True, scope="module")
def _make_quickly(quick_data_files: None) -> None:
    """How a data file comes to be and lasts is what tests/storage is about."""


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    opened = Workspace.create(tmp_path / "a.tiendo")
    yield opened
    opened.close()


@pytest.fixture
def register(workspace: Workspace) -> Register:
    return workspace.register(workspace.programme().id)


@pytest.fixture
def q4(workspace: Workspace) -> Period:
    return workspace.periods.find("nd09/2021-Q4", workspace.programme())


@pytest.fixture
def filled(workspace: Workspace, register: Register) -> Register:
    workspace.imports.apply(register, workspace.imports.plan(register, resource("samples", SAMPLE_LIST)))
    return register


def given(
    content: str = "Rà soát văn bản", lead: str = "Sở Tư pháp", deadline: str = "31/12/2021"
) -> Assignment:
    return Assignment(
        None, "1", content, leads=(lead,), coordinating=("Sở Nội vụ",), output="Báo cáo", deadline=deadline
    )
