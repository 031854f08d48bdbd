"""To what a child is held."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of memory, and seconds of all processors together, which end also a child nobody waits for.

    `processes` is how many there may be at once: the child, and what it starts itself.
    """

    memory: int
    processor_seconds: int
    processes: int = 1


READING = Limits(2**30, 120)
"""A file of 2 KB can ask for gigabytes; a reader waited for has 60 seconds."""

TEMPLATE = Limits(4 * 2**30, 240)
"""A report of thousands of rows in a template of the office; a shorter one has the limits of READING."""

PAGES = Limits(6 * 2**30, 3600)
"""Measured on Linux: typst takes 0.3 GB of addresses for 560 tasks, 1.3 for 5,000, 4.5 for 20,000."""

EXPORT = Limits(PAGES.memory, PAGES.processor_seconds, processes=2)
"""It has pages set, or a template of the office filled, by a child of its own."""
