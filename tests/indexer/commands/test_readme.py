"""What the README says of the command line is true."""

import re
from pathlib import Path

import typer
from typer.testing import CliRunner

from indexer.extraction import containers, registry
from search_api import cli

README = (Path(__file__).resolve().parents[3] / "README.md").read_text(encoding="utf-8")
_CALL = re.compile(r"balkanetup ((?:[a-z-]+ ?)*[^\n`]*)")


def commands() -> dict[str, str]:
    """Every command, `generations list` among them, and its help text."""
    group = typer.main.get_command(cli.app)
    names: list[str] = []
    for name, command in group.commands.items():  # type: ignore[attr-defined]  # it is a group
        inner = getattr(command, "commands", None)
        names += [f"{name} {command}" for command in inner] if inner else [name]
    return {name: CliRunner().invoke(cli.app, [*name.split(), "--help"]).stdout for name in names}


def test_every_command_that_the_readme_calls_exists_with_its_options() -> None:
    names = commands()
    for call in _CALL.findall(README):
        if call.startswith("--help"):
            continue
        name = max(
            (candidate for candidate in names if f"{call} ".startswith(f"{candidate} ")),
            key=len,
            default="",
        )
        assert name, f"README calls `balkanetup {call}`"
        for option in re.findall(r"(?<!\S)--[a-z][a-z-]*", call):
            assert option in names[name], f"README calls `balkanetup {call}`"


def test_the_list_of_commands_is_complete() -> None:
    _, _, section = README.partition("## Commands")
    listed = section.partition("\n## ")[0]
    missing = [name for name in commands() if listed and f"`balkanetup {name}" not in listed]
    assert missing == []


def test_the_table_of_suffixes_names_every_format_and_no_other() -> None:
    _, _, table = README.partition("| Read are | By suffix |")
    listed = set(re.findall(r"`(\.[a-z0-9]+)`", table.partition("\n\n")[0]))
    assert {kind.suffixes[0] for kind in registry.formats()} <= listed
    assert listed <= {*registry.suffixes(), *containers.SUFFIXES}
