"""A correction as it comes over the network, and as the catalogue takes it."""

from collections.abc import Mapping
from typing import Any

from indexer.errors import UsageError
from indexer.metadata.corrections import FIELDS, field_named, understood
from indexer.run.edit import Change


def change_of(sent: Mapping[str, Any]) -> Change:
    """Return what `{"set": {...}, "unset": [...], "revert": [...]}` asks for.

    Raises UsageError that names the field, what is wrong, and the nearest that is right.
    """
    typed = {field_named(name): value for name, value in sent.get("set", {}).items()}
    empty = [field_named(name) for name in sent.get("unset", ())]
    back = [field_named(name) for name in sent.get("revert", ())]
    named = [*typed, *empty, *back]
    if not named:
        raise UsageError("There is nothing to correct.", cure="Name a field in `set`.", field="set")
    if twice := {name for name in named if named.count(name) > 1}:
        raise UsageError(f"{min(twice)} is given twice.", cure="Name each field once.", field="set")
    values = understood(typed) | {name: FIELDS[name].empty for name in empty}
    return Change(values, frozenset(back))
