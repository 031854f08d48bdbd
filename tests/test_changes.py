"""What each version brought is written once: for developers in CHANGELOG.md, for officers in Help."""

from itertools import pairwise

from desktop_app import __version__
from desktop_app.resources import releases
from setup import changelog


def test_the_changelog_is_made_of_the_list_of_changes() -> None:
    assert changelog.TARGET.read_text(encoding="utf-8") == changelog.made()
    assert f"## {__version__} (" in changelog.made()


def test_the_newest_version_is_this_one_and_each_change_is_told_to_somebody() -> None:
    listed = releases()
    assert listed[0].version == __version__
    assert all(later.day >= earlier.day for later, earlier in pairwise(listed))
    for release in listed:
        assert {one.kind for one in release.changes} <= {"new", "mended"}
        assert all(one.english or one.vietnamese for one in release.changes)
        assert any(one.vietnamese for one in release.changes)
