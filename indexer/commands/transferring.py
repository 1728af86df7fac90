"""`balkanetup export` and `import`: a whole index as one file. And `completion`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from indexer.commands.console import JsonFlag, errors_as_exit_codes, print_json, print_line


class Shell(StrEnum):
    """The shells that can complete our commands."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"


def export(
    file: Annotated[Path, typer.Argument(help="The file to write.")],
    as_json: JsonFlag = False,
) -> None:
    """Write the published index to one file, for another machine.

    Example: balkanetup export index.tar
    """
    with errors_as_exit_codes():
        from indexer.settings import Settings
        from indexer.storage import transfer

        manifest = transfer.export_index(Settings().data_dir, file)
        size = file.stat().st_size
    if as_json:
        facts = {"generation": manifest.name, "passages": manifest.count, "bytes": size}
        print_json({"file": str(file), **facts, "encoder": manifest.encoder})
    else:
        print_line(
            f"{file}: generation {manifest.name}, {manifest.count} passages, {size:,} bytes."
        )


def import_(
    file: Annotated[Path, typer.Argument(help="A file that `balkanetup export` wrote.")],
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of the index that is here.")
    ] = False,
    as_json: JsonFlag = False,
) -> None:
    """Take over an index from another machine.

    Example: balkanetup import index.tar
    """
    with errors_as_exit_codes():
        from indexer.settings import Settings
        from indexer.storage import transfer

        settings = Settings()
        name = transfer.import_index(
            settings.data_dir, file, replace=replace, server=settings.vector_server
        )
    if as_json:
        print_json({"generation": name})
    else:
        print_line(f"Published generation {name}.")


def completion(shell: Annotated[Shell, typer.Argument(help="Your shell.")]) -> None:
    """Print the script that lets your shell complete our commands and options.

    Example: balkanetup completion bash >> ~/.bashrc
    """
    # typer offers this under no other name.
    from typer.completion import get_completion_script  # type: ignore[attr-defined]

    script = get_completion_script(
        prog_name="balkanetup", complete_var="_BALKANETUP_COMPLETE", shell=shell.value
    )
    print(script)


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(export)
    app.command("import")(import_)
    app.command()(completion)
