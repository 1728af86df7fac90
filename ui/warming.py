"""What the first visitor after a start would otherwise wait for, done before the visit."""

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from threading import Thread

from ui.assets import read_asset

# What Streamlit imports with its first answer, and what our screens do; none of it draws anything.
_MODULES = ("pandas", "pyarrow", "PIL.Image", "search_api.schemas", "ui.client", "ui.wording")


def warm_up(scripts: Iterable[Path]) -> Thread:
    """Import what the first answer needs and compress the first scripts, beside the serving."""
    thread = Thread(target=_warm_up, args=(tuple(scripts),), name="warming", daemon=True)
    thread.start()
    return thread


def _warm_up(scripts: Iterable[Path]) -> None:
    for name in _MODULES:
        import_module(name)
    for path in scripts:
        read_asset(path)
