"""What is set by a name that nothing reads: a slip would change nothing, and nobody would know."""

from collections.abc import Iterable, MutableMapping
from difflib import get_close_matches

from indexer.commands.console import print_notice

_PREFIX = "BALKANETUP_"
_OF_SCREENS = ("API_URL",)  # ui/connection.py
# What no user sets: between a service and its workers (search_api/serving.py), and in tests.
_INTERNAL = ("PARENT", "EVERY_LANGUAGE", "HARD_QUESTIONS", "TORTURE_DISK")
_FORMER = {"VECTOR_INDEX": "ENGINE"}  # what a setting was called once


def name_unknown_settings(environment: MutableMapping[str, str]) -> None:
    """Print each variable of ours that nothing reads, and take it out of `environment`.

    So the processes that a command starts, which are commands too, do not say it again.
    """
    ours = [name for name in environment if name.upper().startswith(_PREFIX)]
    for name in unknown(ours):
        near = nearest(name)
        hint = f"did you mean {near}?" if near else "nothing reads it."
        print_notice("Unknown setting", f"{name}; {hint}")
        del environment[name]


def unknown(names: Iterable[str]) -> list[str]:
    """Return those of the variables that nothing reads, in the order of the alphabet."""
    names = sorted(names)
    if not names:
        return []  # the usual case, in which no command waits for the settings
    readable = {*_settable(), *_INTERNAL}
    return [name for name in names if name.upper().removeprefix(_PREFIX) not in readable]


def nearest(name: str) -> str | None:
    """Return the setting that was meant by an unknown variable, or None where none is like it."""
    written = name.upper().removeprefix(_PREFIX)
    if written in _FORMER:
        return _PREFIX + _FORMER[written]
    close = get_close_matches(written, _settable(), n=1)
    return _PREFIX + close[0] if close else None


def _settable() -> list[str]:
    from indexer.settings import Settings  # takes a while, and few set anything

    return [*(name.upper() for name in Settings.model_fields), *_OF_SCREENS]
