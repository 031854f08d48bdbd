"""The pages of a report for preview and print: the same as those of its PDF."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from desktop_app.domain.errors import PagesNotMade
from desktop_app.domain.reports import ReportDraft
from desktop_app.domain.work import Progress, no_progress
from desktop_app.files.scratch import temporary_folder
from desktop_app.services.reporting.exporting import make_preview

if TYPE_CHECKING:
    from desktop_app.exchange.reports import PdfPages, Picture


INCH = 72


class ReportPages:
    """The pages of one draft; sizes are in points."""

    def __init__(self, pages: "PdfPages") -> None:
        self._pages = pages

    @classmethod
    def of(cls, draft: ReportDraft, progress: Progress = no_progress) -> "ReportPages":
        """Set a draft and open its pages. Raises the PagesError family; Cancelled from `progress`."""
        from desktop_app.exchange.reports import PdfPages

        with temporary_folder() as folder:
            path = folder / "pages.pdf"
            try:
                make_preview(draft, path, progress)
                return cls(PdfPages(path))
            except OSError as error:
                raise PagesNotMade(path, str(error)) from error

    @property
    def sizes(self) -> Sequence[tuple[float, float]]:
        """Width and height of each page, in points."""
        return self._pages.sizes

    def picture(self, index: int, scale: float) -> "Picture":
        """Draw a page (from 0) at `scale` pixels to a point."""
        return self._pages.picture(index, scale)

    def close(self) -> None:
        """Close the pages."""
        self._pages.close()
