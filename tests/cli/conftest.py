import pytest


@pytest.fixture(autouse=True, scope="module")
def _make_quickly(quick_data_files: None) -> None:
    """How a data file comes to be and lasts is what tests/storage is about, and the commands in a process."""
