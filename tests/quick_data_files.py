"""Data files made quickly, for tests that are not about how they come to be or how they last.

What is in them is the same. Left out is what the tests of `storage` try: each step of the schema's history,
which a new file takes over from one that has gone through them all, and the wait for the disk after each act.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from sqlite3 import connect

import pytest

from desktop_app.storage import migrations, store
from desktop_app.storage.database import Database

EXTRA, OFF = "synchronous = EXTRA", "synchronous = OFF"


@contextmanager
def made_quickly() -> Iterator[None]:
    """Make new data files from one that is ready, and let the system write them to the disk when it likes."""
    assert EXTRA in store._PRAGMAS
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            store, "_PRAGMAS", tuple(OFF if pragma == EXTRA else pragma for pragma in store._PRAGMAS)
        )
        patch.setattr(store, "migrate", _migrate)
        yield


def _migrate(db: Database, before: Callable[[], object]) -> None:
    if db.execute("PRAGMA page_count").fetchone()[0]:
        migrations.migrate(db, before)
    else:
        _ready().conn.backup(db.conn)


@cache
def _ready() -> Database:
    """Return an empty data file of today's schema, in memory."""
    db = Database(connect(":memory:", isolation_level=None, check_same_thread=False))
    migrations.migrate(db, lambda: None)
    return db
