"""Deadlines (thời hạn) as officers type them, the days on which they fall, and their extensions."""

from desktop_app.domain.deadlines.deadline import Deadline as Deadline
from desktop_app.domain.deadlines.deadline import Recurrence as Recurrence
from desktop_app.domain.deadlines.deadline import due_on as due_on
from desktop_app.domain.deadlines.deadline import occurrence as occurrence
from desktop_app.domain.deadlines.deadline import occurrences as occurrences
from desktop_app.domain.deadlines.deadline import read_deadline as read_deadline
from desktop_app.domain.deadlines.extension import Extension as Extension
from desktop_app.domain.deadlines.extension import extended as extended
from desktop_app.domain.deadlines.extension import extended_again as extended_again
from desktop_app.domain.deadlines.units import UNIT_MONTHS as UNIT_MONTHS
