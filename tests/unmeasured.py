"""The tests whose processes coverage leaves out.

They do harm to files or live whole days by commands: nearer tests run the same lines, and measuring
makes these take two to three times as long.
"""

UNMEASURED = (
    "tests/cli/test_flipped_bits.py",
    "tests/cli/test_full_disk.py",
    "tests/cli/test_no_chance.py",
    "tests/services/test_what_leaves.py",
    "tests/test_earlier.py",
    "tests/test_hidden_processes.py",
    "tests/test_hostile_files.py",
)
