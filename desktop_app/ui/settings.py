"""What the window remembers between two starts, in an ini file of the user's own."""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtWidgets import QApplication, QMainWindow

from desktop_app.services import places
from desktop_app.services.places import PlaceConcern
from desktop_app.ui.look import ThemeName, apply_theme
from desktop_app.ui.widgets import resize_within

_RECENT = 8
_DIGITS = 5
_LONGEST_PATH = 4_096
THEMES: tuple[ThemeName, ...] = ("light", "dark", "system")


class WindowSettings:
    """Typed access to the ini file at `path`."""

    def __init__(self, path: Path) -> None:
        """Read `path`, which need not exist."""
        self._ini = QSettings(str(path), QSettings.Format.IniFormat)

    def theme(self) -> ThemeName:
        """Return the chosen theme."""
        kept = self._text("theme")
        return next((theme for theme in THEMES if theme == kept), "light")

    def choose_theme(self, theme: ThemeName) -> None:
        """Show and keep a theme."""
        self._ini.setValue("theme", theme)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            apply_theme(app, theme)

    def screen(self) -> str:
        """Return the screen that was shown last."""
        return self._text("screen")

    def restore_window(self, window: QMainWindow) -> None:
        """Put the window at the place it had; at first it fills a common office screen, or a smaller one."""
        geometry = self._ini.value("geometry")
        if not isinstance(geometry, QByteArray) or not window.restoreGeometry(geometry):
            resize_within(window, 1366, 720)

    def remember_window(self, window: QMainWindow, screen: str) -> None:
        """Keep the window's place and its screen."""
        self._ini.setValue("geometry", window.saveGeometry())
        self._ini.setValue("screen", screen)

    def last_file(self) -> Path | None:
        """Return the data file that was open last."""
        recent = self.recent_files()
        return recent[0] if recent else None

    def recent_files(self) -> list[Path]:
        """List the data files opened last, newest first."""
        kept = self._ini.value("recent") or []
        texts = [kept] if isinstance(kept, str) else kept if isinstance(kept, list) else []
        return [Path(text) for text in texts if isinstance(text, str) and _may_be_path(text)][:_RECENT]

    def remember_file(self, path: Path) -> None:
        """Put a data file first among the recent ones."""
        others = [one for one in self.recent_files() if one != path]
        self._ini.setValue("recent", [str(one) for one in [path, *others][:_RECENT]])

    def is_updated_to(self, version: str) -> bool:
        """Keep that `version` ran here.

        Return whether an earlier one did before, of which 0.1 kept no number.
        """
        kept = self._text("version")
        if kept == version:
            return False
        self._ini.setValue("version", version)
        return _numbers(kept) < _numbers(version) and bool(kept or self._text("screen"))

    def knows_concern(self, path: Path, concern: PlaceConcern) -> bool:
        """Return whether the officer was told this of a data file's place."""
        return _concern_key(concern) in self._text(f"told/{_key(path)}").split()

    def remember_concerns(self, path: Path, concerns: Sequence[PlaceConcern]) -> None:
        """Keep what the officer was told of a data file's place."""
        kept = self._text(f"told/{_key(path)}").split()
        kept += [_concern_key(one) for one in concerns]
        self._ini.setValue(f"told/{_key(path)}", " ".join(kept))

    def release_folder(self, path: Path) -> Path | None:
        """Return the folder that gets a copy of a data file after each session, if one was chosen."""
        kept = self._text(f"release/{_key(path)}")
        return Path(kept) if kept else None

    def remember_release(self, path: Path, folder: Path | None) -> None:
        """Keep the folder that gets copies of a data file, None for none."""
        self._ini.setValue(f"release/{_key(path)}", str(folder or ""))

    def released(self, path: Path) -> str:
        """Return the head of the history in the copy that was put out last."""
        return self._text(f"released/{_key(path)}")

    def remember_released(self, path: Path, head: str) -> None:
        """Keep the head of the history in the copy that was put out last."""
        self._ini.setValue(f"released/{_key(path)}", head)

    def period(self, path: Path) -> str:
        """Return the period that was worked on last in a data file, by its id."""
        return self._text(f"period/{_key(path)}")

    def remember_period(self, path: Path, period: str) -> None:
        """Keep the period that is worked on in a data file."""
        self._ini.setValue(f"period/{_key(path)}", period)

    def last_folder(self) -> Path:
        """Return the folder a file was last chosen in."""
        kept = self._text("folder")
        return Path(kept) if kept and _may_be_path(kept) and Path(kept).is_dir() else places.documents()

    def remember_folder(self, folder: Path) -> None:
        """Keep the folder a file was chosen in."""
        self._ini.setValue("folder", str(folder))

    def grid_state(self, name: str) -> dict[str, Any] | None:
        """Return the state that `Grid.save_state` returned for the table of a screen, or None."""
        kept = self._ini.value(f"grid/{name}")
        return kept if isinstance(kept, dict) else None

    def remember_grid(self, name: str, state: Any) -> None:
        """Keep the state of a table."""
        self._ini.setValue(f"grid/{name}", state)

    def panel(self) -> tuple[list[int], bool]:
        """Return the widths of table and side panel (empty at first), and whether the panel is shown."""
        kept = self._ini.value("panel/sizes")
        visible = self._text("panel/visible") != "no"
        sizes = [str(one) for one in kept] if isinstance(kept, list) else []
        sound = all(one.isdecimal() and len(one) <= _DIGITS for one in sizes)
        return [int(one) for one in sizes] if sound else [], visible

    def remember_panel(self, sizes: Sequence[int], *, visible: bool) -> None:
        """Keep the side panel's width and whether it is shown."""
        self._ini.setValue("panel/sizes", [str(one) for one in sizes])
        self._ini.setValue("panel/visible", "yes" if visible else "no")

    def _text(self, key: str) -> str:
        value = self._ini.value(key)
        return value if isinstance(value, str) else ""


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdecimal() and len(part) <= _DIGITS)


def _may_be_path(text: str) -> bool:
    """Return whether a text can be a path at all: another program may have written the file."""
    return "\0" not in text and len(text) <= _LONGEST_PATH


def _concern_key(concern: PlaceConcern) -> str:
    return f"{concern.kind}-{_key(Path(concern.text))}"


def _key(path: Path) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:16]
