"""The maintainer's commands: `balkanetup index`, `status`, `doctor`, `generations` ...

Exit codes: 0 ok, 1 findings or no match, 2 usage, 3 some files failed, 74 I/O, 75 locked,
78 configuration or model, 130 interrupted. The commands stand in indexer/commands/; those that
ask the index are in search_api/commands/; search_api/cli.py puts all of them under one name.
"""

import os

import typer

from indexer.commands import (
    environment,
    health,
    history,
    inbox,
    indexing,
    inspecting,
    listing,
    quarantining,
    resource,
    sharing,
    transferring,
)
from indexer.commands.vocabulary import app as vocab

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback(help="")
def begin() -> None:
    """Do what comes before any command."""
    environment.name_unknown_settings(os.environ)


app.command()(indexing.index)
app.command()(inbox.inbox)
for subject in (inspecting, listing, health, history, quarantining, transferring, sharing):
    subject.register(app)
app.add_typer(resource.app, name="resource")
app.add_typer(vocab, name="vocab")
