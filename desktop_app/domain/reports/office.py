"""The office that reports."""

from dataclasses import dataclass, field

from desktop_app.domain.codec import ADDED
from desktop_app.domain.text import same_text


@dataclass(frozen=True, slots=True)
class Office:
    """The office that reports, as it writes itself. Empty texts mean "not set yet".

    `department` stands in the heading ("Sở Tư pháp"), `full_name` in sentences ("Sở Tư pháp tỉnh Nam Định").
    `acting_for` is the title of the one in whose place the signer signs (KT.); `addressees` (Kính gửi) and
    `receivers` (Nơi nhận) are one a line.
    """

    province_list: str = ""
    province_code: str = ""
    department: str = ""
    parent_body: str = ""
    place: str = ""
    signer_title: str = ""
    signer_name: str = ""
    document_suffix: str = ""
    regime: str = ""
    acting_for: str = ""
    addressees: str = ""
    receivers: str = ""
    full_name: str = field(default="", metadata=ADDED)

    @property
    def named(self) -> str:
        """Return the name that sentences use."""
        return self.full_name or self.department

    def is_called(self, name: str) -> bool:
        """Return whether an agency of a list is this office."""
        return any(own and same_text(own, name) for own in (self.department, self.full_name))

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the names of the fields that a report prints and that nobody has set."""
        return tuple(name for name in _PRINTED if not getattr(self, name).strip())

    @property
    def complete(self) -> bool:
        """Return whether a report can carry the office's name."""
        return all((self.department, self.parent_body, self.place))


_PRINTED = (
    "department",
    "parent_body",
    "place",
    "document_suffix",
    "addressees",
    "signer_title",
    "signer_name",
)
