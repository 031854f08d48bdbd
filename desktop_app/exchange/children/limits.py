"""To what a child is held."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes of memory, and seconds of all processors together, which end also a child nobody waits for."""

    memory: int
    processor_seconds: int


READING = Limits(2**30, 120)
"""A file of 2 KB can ask for gigabytes; a reader waited for has 60 seconds."""

TEMPLATE = Limits(4 * 2**30, 240)
"""A report of thousands of rows in a template of the office; a shorter one has the limits of READING."""

PAGES = Limits(6 * 2**30, 3600)
"""Measured on Linux: typst takes 0.3 GB of addresses for 560 tasks, 1.3 for 5,000, 4.5 for 20,000."""
