"""On which system the tests run."""

import ctypes
import sys

WINDOWS = sys.platform == "win32"
ON_WINE = WINDOWS and hasattr(ctypes.CDLL("ntdll"), "wine_get_version")
"""Wine agrees to some things that it does not do."""
