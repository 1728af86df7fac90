"""`balkanetup`: the maintainer's commands, and those that ask the index (search_api/commands/)."""

import gc
import os
import sys

import typer.completion

from indexer.cli import FILES, app
from indexer.commands.console import INTERRUPTED

__all__ = ["app", "main"]

FILES |= {
    "search": "search_api.commands.asking",
    "people": "search_api.commands.network",
    "institutions": "search_api.commands.network",
    "related": "search_api.commands.recommending",
    "elsewhere": "search_api.commands.recommending",
    "evidence": "search_api.commands.recommending",
    "recommend": "search_api.commands.recommending",
    "cite": "search_api.commands.keeping",
    "reading-list": "search_api.commands.keeping",
    "pack": "search_api.commands.packing",
    "gaps": "search_api.commands.wishes",
    "requests": "search_api.commands.wishes",
    "serve": "search_api.commands.services",
    "ui": "search_api.commands.services",
    "start": "search_api.commands.services",
    "mcp": "search_api.commands.services",
    "keys": "search_api.commands.keys",
}

# After how many more objects garbage is looked for. At Python's 700, a fifth of a start is spent on
# looking through the modules it imports, none of which is garbage.
_NEW_OBJECTS = 50_000


def main() -> None:
    """Run the command line."""
    gc.set_threshold(_NEW_OBJECTS)
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
