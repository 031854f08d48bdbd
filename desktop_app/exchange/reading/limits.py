"""How large a list may be."""

FILE_BYTES = 30 * 2**20
ROWS = 100_100
"""100,000 tasks, with what stands above and below them."""
COLUMNS = 512
CELLS = 1_000_000
MERGES = 200_000
"""Cells in merged ranges."""
