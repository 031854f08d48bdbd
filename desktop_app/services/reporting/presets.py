"""The office's presets for its reports, and the Word template it put in the place of the shipped one."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from desktop_app import files
from desktop_app.domain.errors import FieldMissing, NotFound
from desktop_app.domain.reports import ANNEXES, FIELDS, SHORT, Preset, ReportKind, usual_preset
from desktop_app.domain.text import one_line, same_text, sort_key
from desktop_app.files.scratch import temporary_folder
from desktop_app.resources import words
from desktop_app.services.acts import Acts
from desktop_app.storage.store import Store

_PRESETS, _TEMPLATE = "presets", "report_template"
_LARGEST_TEMPLATE = 30 * 2**20


class Presets:
    """The presets and the template in the data file `store`; they travel with it."""

    def __init__(self, store: Store, acts: Acts) -> None:
        self._store = store
        self._acts = acts

    def of(self, kind: ReportKind) -> list[Preset]:
        """List the office's presets of a kind of report, by name."""
        found = [preset for preset in self._all() if preset.kind is kind]
        return sorted(found, key=lambda preset: sort_key(preset.name))

    def offered(self, kind: ReportKind) -> list[Preset]:
        """List the shipped presets that the office has not replaced, then its own."""
        return [*(one for one in _shipped(kind) if not self.is_own(kind, one.name)), *self.of(kind)]

    def is_own(self, kind: ReportKind, name: str) -> bool:
        """Return whether the office made a preset of this name, so that it can be removed."""
        return any(_is(one, kind, name) for one in self._all())

    def find(self, kind: ReportKind, name: str) -> Preset:
        """Return a preset by its name; an empty name means the usual one. Raises NotFound."""
        if not name.strip():
            return usual_preset(kind)
        for preset in self.offered(kind):
            if same_text(preset.name, one_line(name)):
                return preset
        raise NotFound("preset", name)

    def save(self, preset: Preset) -> None:
        """Keep a preset, in the place of the one with the same name. Raises FieldMissing."""
        if not one_line(preset.name):
            raise FieldMissing("name")
        with self._acts.alone():
            kept = list(self._all())
            at = next(
                (place for place, one in enumerate(kept) if _is(one, preset.kind, preset.name)), len(kept)
            )
            with self._acts.act("preset_save", name=preset.name):
                self._put([*kept[:at], preset, *kept[at + 1 :]])

    def remove(self, kind: ReportKind, name: str) -> None:
        """Take a preset away. Raises NotFound."""
        with self._acts.alone():
            if not self.is_own(kind, name):
                raise NotFound("preset", name)
            with self._acts.act("preset_remove", name=name):
                self._put([one for one in self._all() if not _is(one, kind, name)])

    @property
    def template_name(self) -> str:
        """Return the name of the office's own Word template; empty while the shipped one is in use."""
        kept = self._store.settings.get(_TEMPLATE)
        return str(kept["name"]) if kept else ""

    def use_template(self, path: Path) -> None:
        """Use a Word template of the office.

        Raises SourceMissing, SourceNotReadable, SourceTooLarge and the TemplateError family.
        """
        from desktop_app.exchange.reports import check_template

        body = files.read_bytes(path, _LARGEST_TEMPLATE)
        check_template(path)
        with self._acts.act("template", name=path.name):
            sha256 = self._store.editions.keep_file(path.name, body)
            self._store.settings.put(_TEMPLATE, {"name": path.name, "sha256": sha256})

    def use_shipped_template(self) -> None:
        """Go back to the template that is shipped."""
        with self._acts.act("template", name=""):
            self._store.settings.put(_TEMPLATE, None)

    def save_template(self, target: Path) -> Path:
        """Write the template in use to a file, for the office to change.

        Raises the TargetError family, DiskFull.
        """
        from desktop_app.files import replacing

        with self.template() as path, replacing(target) as young:
            young.write_bytes(path.read_bytes())
        return target

    @contextmanager
    def template(self) -> Iterator[Path]:
        """Provide the template in use as a file, for as long as it is needed."""
        from desktop_app.exchange.reports import usual_template

        kept = self._store.settings.get(_TEMPLATE)
        body = self._store.editions.file(kept["sha256"]) if kept else None
        if body is None:
            yield usual_template()
            return
        with temporary_folder() as folder:
            path = folder / (Path(kept["name"]).name or hashlib.sha256(body).hexdigest())
            path.write_bytes(body)
            yield path

    def _all(self) -> Iterator[Preset]:
        for kept in self._store.settings.get(_PRESETS) or []:
            yield _read(kept)

    def _put(self, presets: list[Preset]) -> None:
        self._store.settings.put(_PRESETS, [_written(one) for one in presets])


def part_titles(kind: ReportKind) -> dict[str, str]:
    """Return the usual title of every part of a kind of report.

    By "section.name", "annex.name" and "column.name".
    """
    from desktop_app.exchange.reports import usual_titles

    return usual_titles(kind) | {f"column.{field}": words("field")[field] for field in FIELDS}


def _shipped(kind: ReportKind) -> list[Preset]:
    """Return the short form of the reports that list every task."""
    if "tasks" not in ANNEXES[kind]:
        return []
    name: str = words("preset")["short"]
    titles = (("column.result", name),)
    return [replace(usual_preset(kind), name=name, columns=SHORT, titles=titles)]


def _is(preset: Preset, kind: ReportKind, name: str) -> bool:
    return preset.kind is kind and same_text(preset.name, one_line(name))


def _written(preset: Preset) -> dict[str, Any]:
    return {
        "name": one_line(preset.name),
        "kind": preset.kind.value,
        "columns": list(preset.columns),
        "sections": list(preset.sections),
        "annexes": list(preset.annexes),
        "titles": [list(pair) for pair in preset.titles],
    }


def _read(kept: dict[str, Any]) -> Preset:
    return Preset(
        name=kept["name"],
        kind=ReportKind(kept["kind"]),
        columns=tuple(kept["columns"]),
        sections=tuple(kept["sections"]),
        annexes=tuple(kept["annexes"]),
        titles=tuple((key, text) for key, text in kept["titles"]),
    )
