"""A landed migration never changes: files that ran it stand in offices."""

import hashlib

from sqlite_utils import Database

from desktop_app.storage import migrations

LANDED = {
    "0001_first": "e7e34acec7c786b1b30d13c554c283ca10d03b945ca1b9f0b72b63c1701fa905",
    "0002_long_lists": "b996d03f9c18559186588a50b444af86cb2d2bd92ba1f426a97813024870ef54",
    "0003_periods": "f435ea53fbdf9f7c09cb83ed57b18cfad9c38676fc5b2c22423a213b660d3d55",
    "0004_records": "ad24782fae37fc1ed458564678250f7cdbde857b13980eecae766d98e2808120",
    "0005_entries": "806007632451e06dda5eda5b92036d4609c540f9277b724833d37255d4e937b6",
    "0006_terms": "17164953d458053c3754d08e0aeed4180a5bb0d7dd49ef6a8b1ad5a8425a0433",
    "0007_days": "624a8a82948afc2adddeba6f530df7a9e4250dc3d428c22322f0c4e0184f5a1c",
    "0008_officers": "b2dd1ac8a35c52848e4750e9d22600d2698188d4b3692ef788fff13fa0180a12",
}
"""SHA-256 of the SQL of each migration; a new migration adds its own line, no line ever changes."""


def test_a_landed_migration_never_changes() -> None:
    found = {name: hashlib.sha256(sql.encode()).hexdigest() for name, sql in migrations._SCHEMA}
    assert found == LANDED
    assert [one.name for one in migrations.migrations().pending(Database(memory=True))] == list(LANDED)
