"""How a package opens.

Its `__init__` names what others may use, and each name is loaded when it is first asked for.
"""

from collections.abc import Callable, Mapping
from importlib import import_module


def door(package: str, rooms: Mapping[str, str]) -> Callable[[str], object]:
    """Return the `__getattr__` of `package`: `rooms` names its modules, each with what others may use of it.

    Nothing is loaded before it is asked for, so that a command loads only what it works with.
    """
    homes = {name: f"{package}.{room}" for room, names in rooms.items() for name in names.split()}

    def opened(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        return getattr(import_module(homes[name]), name)

    return opened
