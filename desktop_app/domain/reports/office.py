"""The office that reports."""

from dataclasses import dataclass, field

from desktop_app.domain.codec import ADDED
from desktop_app.domain.text import canonical


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
        """Return whether an agency of a list is this office.

        A list may leave the province out: "Sở Tư pháp" is the "Sở Tư pháp tỉnh Nam Định" whose parent body
        is the "Ủy ban nhân dân tỉnh Nam Định".
        """
        called, above = canonical(name), canonical(self.parent_body)
        own = (canonical(one) for one in (self.department, self.full_name) if one)
        return any(one.startswith(called) and above.endswith(one.removeprefix(called)) for one in own)

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
