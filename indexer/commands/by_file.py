"""A group of commands, of which only the file of the one that is asked for is imported."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.main import get_group


def by_file(files: Mapping[str, str]) -> type[TyperGroup]:
    """Return the class of a group whose commands stand in `files`: a module for each name.

    A module has `register`, which adds its commands to an application. `--help` imports them all.
    """

    class ByFile(TyperGroup):
        def __init__(self, **attributes: Any) -> None:
            super().__init__(**attributes)
            self.commands = _Imported(files)  # type: ignore[assignment]  # it is only read

    return ByFile


class _Imported(Mapping[str, Any]):
    """Commands by their names; each is imported when it is looked up."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files
        self._read: dict[str, Mapping[str, Any]] = {}  # the commands of each file

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)

    def __getitem__(self, name: str) -> Any:
        file = self._files[name]
        if file not in self._read:
            subject = typer.Typer()
            import_module(file).register(subject)
            self._read[file] = get_group(subject).commands
        return self._read[file][name]
