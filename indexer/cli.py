"""The maintainer's commands: `balkanetup index`, `status`, `doctor`, `generations` ...

Exit codes: 0 ok, 1 findings or no match, 2 usage, 3 some files failed, 74 I/O, 75 locked,
78 configuration or model, 130 interrupted. The commands stand in indexer/commands/; those that
ask the index are in search_api/commands/; search_api/cli.py puts all of them under one name.
"""

import os
from typing import Annotated

import typer

from indexer.commands import environment
from indexer.commands.by_file import by_file

# The module of each command, in the order of `--help`; search_api/cli.py adds its own.
FILES = {
    "index": "indexer.commands.indexing",
    "inbox": "indexer.commands.inbox",
    "status": "indexer.commands.inspecting",
    "rebuild": "indexer.commands.inspecting",
    "files": "indexer.commands.listing",
    "verify": "indexer.commands.health",
    "doctor": "indexer.commands.health",
    "generations": "indexer.commands.history",
    "quarantine": "indexer.commands.quarantining",
    "export": "indexer.commands.transferring",
    "import": "indexer.commands.transferring",
    "completion": "indexer.commands.transferring",
    "push": "indexer.commands.sharing",
    "pull": "indexer.commands.sharing",
    "resource": "indexer.commands.resource",
    "vocab": "indexer.commands.vocabulary",
}

app = typer.Typer(
    cls=by_file(FILES), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
)


def _say_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"balkanetup {version('balkanetup-search')}")
        raise typer.Exit


@app.callback(help="")
def begin(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_say_version, is_eager=True, help="Say which version this is."
        ),
    ] = False,
) -> None:
    """Do what comes before any command."""
    environment.name_unknown_settings(os.environ)
