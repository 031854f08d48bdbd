"""CHANGELOG.md, made of `resources/help/changes.json`: `python3 -m setup.changelog`."""

from desktop_app.resources import releases
from setup.facts import ROOT

TARGET = ROOT / "CHANGELOG.md"
_KINDS = {"new": "Added", "mended": "Fixed"}
_HEAD = """# Changes

Made by `python3 -m setup.changelog` of `resources/help/changes.json`, from which Help shows
officers what is new.
"""


def made() -> str:
    """Return the text for developers."""
    parts = [_HEAD]
    for release in releases():
        parts.append(f"\n## {release.version} ({release.day.isoformat()})\n")
        for kind, title in _KINDS.items():
            lines = [f"- {one.english}\n" for one in release.changes if one.kind == kind and one.english]
            parts += [f"\n### {title}\n\n", *lines] if lines else []
    return "".join(parts)


if __name__ == "__main__":
    TARGET.write_text(made(), encoding="utf-8")
