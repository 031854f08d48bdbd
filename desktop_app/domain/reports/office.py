"""The office that reports."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Office:
    """The office that reports, as it writes itself. Empty texts mean "not set yet".

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

    @property
    def complete(self) -> bool:
        """Return whether a report can carry the office's name."""
        return all((self.department, self.parent_body, self.place))
