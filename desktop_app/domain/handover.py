"""What is handed from one officer to the next: a data file with all that belongs to it, in one file."""

from dataclasses import dataclass

FORMAT = "tiendo-handover"
VERSION = 1
"""What this program writes; it reads no later one."""


@dataclass(frozen=True, slots=True)
class PackedFile:
    """A file within the kit: its name there, its SHA-256, its size in bytes."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class HandoverKit:
    """What a kit says of itself.

    `made_at` is local time (ISO), `head` the hash of the last act, `missing` names the documents whose files
    were not whole when it was made, `sound` whether the check of the data file found nothing.
    """

    program: str
    made_at: str
    made_by: str
    computer: str
    programmes: tuple[str, ...]
    tasks: int
    acts: int
    head: str
    sound: bool
    data: PackedFile
    history: PackedFile
    documents: tuple[PackedFile, ...]
    missing: tuple[str, ...]

    @property
    def size(self) -> int:
        """Return how many bytes it unpacks to."""
        return sum(one.size for one in (self.data, self.history, *self.documents))
