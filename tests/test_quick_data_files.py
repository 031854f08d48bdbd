import re
from pathlib import Path

from desktop_app.storage.store import Store
from tests.quick_data_files import made_quickly

ABOUT = ("application_id", "user_version", "page_size", "encoding", "auto_vacuum", "journal_mode")
MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d+\+00:00")


def test_a_file_made_quickly_holds_what_one_holds_that_went_through_the_history(tmp_path: Path) -> None:
    slow = all_of(tmp_path / "slow.tiendo")
    with made_quickly():
        quick = all_of(tmp_path / "quick.tiendo")
    assert quick == slow
    assert len(quick) > 80
    assert {path.name for path in tmp_path.iterdir()} == {"slow.tiendo", "quick.tiendo"}


def all_of(path: Path) -> list[str]:
    """Return what a new data file holds, its own settings too, without the moments of its making."""
    store = Store.create(path)
    own = [f"{name} {store.db.execute(f'PRAGMA {name}').fetchone()[0]}" for name in ABOUT]
    rows = [MOMENT.sub("-", row) for row in store.db.conn.iterdump()]
    store.close()
    return own + rows
