"""Keeps drivers that nobody uses here out of memory: 9 MB for PostgreSQL's, 5 MB for Redis', in each process."""

import sys
from importlib import import_module


def import_without(module: str, *drivers: str) -> None:
    """Import a module that takes what drivers it finds, as if these were not installed.

    They can be imported afterwards as ever; those that are loaded already stay.
    """
    hidden = [name for name in drivers if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None: "not to be found", see the import system
    try:
        import_module(module)
    finally:
        for name in hidden:
            del sys.modules[name]
