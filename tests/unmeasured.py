"""The tests that coverage leaves out, with the processes that they start.

They live whole days, do harm or act at random: nearer tests run the same lines, and measuring
makes these take twice as long.
"""

UNMEASURED = (
    "tests/cli/test_flipped_bits.py",
    "tests/cli/test_full_disk.py",
    "tests/cli/test_no_chance.py",
    "tests/exchange/test_readers_fuzz.py",
    "tests/services/test_direct_edits.py",
    "tests/services/test_handover.py",
    "tests/services/test_overtaken.py",
    "tests/services/test_past_again.py",
    "tests/services/test_periods_stateful.py",
    "tests/services/test_what_leaves.py",
    "tests/test_earlier.py",
    "tests/test_hidden_processes.py",
    "tests/test_hostile_files.py",
    "tests/test_independent_figures.py",
    "tests/ui/window/test_random_use.py",
)
