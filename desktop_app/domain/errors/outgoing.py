"""Reports that are written: targets, the office's Word template."""

from dataclasses import dataclass
from pathlib import Path

from desktop_app.domain.errors.refusals import AppError, TargetError


class FolderExists(TargetError):
    """A folder that was to be made stands already and holds something."""


@dataclass(eq=False, repr=False)
class PagesError(TargetError):
    """The pages of a report could not be set."""


@dataclass(eq=False, repr=False)
class PagesNotMade(PagesError):
    """What sets the pages refused or crashed; `detail` for the log."""

    detail: str


class PagesNoMemory(PagesError):
    """There was not memory enough."""


@dataclass(eq=False, repr=False)
class PagesTooSlow(PagesError):
    """It took longer than `minutes`."""

    minutes: int


class PagesMakerStopped(PagesError):
    """What sets the pages was ended from outside: by a scanner, or in the Task Manager."""


@dataclass(eq=False, repr=False)
class PagesMakerBroken(PagesError):
    """What sets the pages does not start: the installation is damaged; `detail` for the log."""

    detail: str


class FormatUnknown(TargetError):
    """No report of the kind asked for is written in the format that the name ends in."""


@dataclass(eq=False, repr=False)
class TemplateError(AppError):
    """Something about the Word template at `path` into which a report was to be written."""

    path: Path


class TemplateDamaged(TemplateError):
    """Not a Word document (*.docx), damaged, or protected with a password."""


class TemplateTooHeavy(TemplateError):
    """The template asks for more time or memory than a report may take."""


@dataclass(eq=False, repr=False)
class TemplateBroken(TemplateError):
    """A mark of the template cannot be understood; `text` is what stands there."""

    text: str


@dataclass(eq=False, repr=False)
class TemplateFieldUnknown(TemplateError):
    """The template asks for a field that no report has; `text` is its name in the template."""

    text: str


@dataclass(eq=False, repr=False)
class TemplateFieldMissing(TemplateError):
    """The template has no place for a part that every report has; `text` is its name in the template."""

    text: str
