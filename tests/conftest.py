"""What holds for every test.

No screen, no user's folders, no clock for hypothesis, files as Windows keeps them.
"""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from desktop_app.services.samples import make_sample
from tests.open_handles import refused_below
from tests.quick_data_files import made_quickly
from tests.reading_here import reading_here
from tests.unmeasured import UNMEASURED
from tests.windows.skipped import is_tried, reason_to_skip

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if sys.platform == "win32":  # without a screen Qt does not look where Windows keeps its fonts
    os.environ.setdefault("QT_QPA_FONTDIR", str(Path(os.environ["SYSTEMROOT"]) / "Fonts"))

# The machine may be slow or shared; a found example is repeated the same way everywhere.
settings.register_profile("steady", deadline=None, derandomize=True, database=None)
settings.load_profile("steady")

USER_FOLDERS = {
    "HOME": "home",
    "USERPROFILE": "home",
    "APPDATA": "home/AppData/Roaming",
    "LOCALAPPDATA": "home/AppData/Local",
    "XDG_CONFIG_HOME": "home/.config",
    "XDG_DATA_HOME": "home/.local/share",
    "XDG_STATE_HOME": "home/.local/state",
    "XDG_RUNTIME_DIR": "home/.run",
}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what `dev.py windows` tries each time, and skip what cannot hold there."""
    for item in items:
        if is_tried(item.nodeid):
            item.add_marker(pytest.mark.windows)
        if reason := reason_to_skip(item.nodeid):
            item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session", autouse=True)
def _a_user_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes the settings, data or logs of the person who runs it."""
    folder = tmp_path_factory.mktemp("user")
    with pytest.MonkeyPatch.context() as patch:
        for name, place in USER_FOLDERS.items():
            (folder / place).mkdir(mode=0o700, parents=True, exist_ok=True)
            patch.setenv(name, str(folder / place))
        yield


@pytest.fixture(scope="module", autouse=True)
def _unmeasured_children(request: pytest.FixtureRequest) -> Iterator[None]:
    """Coverage leaves out the processes of some tests."""
    with pytest.MonkeyPatch.context() as patch:
        if request.node.nodeid in UNMEASURED:
            patch.delenv("COVERAGE_PROCESS_CONFIG", raising=False)
        yield


@pytest.fixture(scope="session", autouse=True)
def _open_files_stay(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A file that the program itself holds open is not deleted, renamed or replaced, as on Windows."""
    with refused_below(tmp_path_factory.getbasetemp()):
        yield


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The illustrative data, made once for all; a test that writes takes a copy."""
    path = tmp_path_factory.mktemp("sample") / "sample.tiendo"
    with reading_here():
        make_sample(path)
    return path


@pytest.fixture(scope="session")
def worked_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two years of an office, with backups and kept files; a test that writes takes a copy of the folder."""
    from tests.data.make_earlier import work

    path = tmp_path_factory.mktemp("worked") / "data.tiendo"
    with pytest.MonkeyPatch.context() as patch, reading_here():
        patch.chdir(Path(__file__).parent.parent)
        work(path)
    return path


@pytest.fixture(scope="module")
def read_here() -> Iterator[None]:
    """Files are read in this process; for modules that are not about the child that reads them."""
    with reading_here():
        yield


@pytest.fixture(scope="module")
def quick_data_files() -> Iterator[None]:
    """Data files are made quickly; for modules that are not about how they come to be or how they last."""
    with made_quickly():
        yield
