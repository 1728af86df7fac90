"""`balkanetup`: the maintainer's commands, and those that ask the index (search_api/commands/)."""

import os
import sys

import typer.completion

from indexer.cli import app
from indexer.commands.console import INTERRUPTED
from search_api.commands import (
    asking,
    keeping,
    keys,
    network,
    packing,
    recommending,
    services,
    wishes,
)

__all__ = ["app", "main"]

asking.register(app)
network.register(app)
recommending.register(app)
keeping.register(app)
packing.register(app)
wishes.register(app)
services.register(app)
keys.register(app)


def main() -> None:
    """Run the command line."""
    typer.completion.get_completion_inspect_parameters()  # registers the shells as a side effect
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except BrokenPipeError:  # `balkanetup search ... | head`: not our failure
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)


if __name__ == "__main__":
    main()
