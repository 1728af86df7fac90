"""`balkanetup keys create|list|revoke|rotate`: who may look after the collection from outside."""

from typing import TYPE_CHECKING, Annotated

import typer

from indexer.commands.console import JsonFlag, errors_as_exit_codes, print_json, print_line

if TYPE_CHECKING:
    from search_api.access.keys import Key

app = typer.Typer(no_args_is_help=True, help="Keys for the admin addresses of the service.")

_YEAR = 365  # days
_DAY = 24.0  # hours
KeyId = Annotated[str, typer.Argument(help="As `keys list` prints it.")]
Days = Annotated[int, typer.Option(min=1, max=3650, help="How long it works, in days.")]


@app.command()
def create(
    name: Annotated[str, typer.Argument(help="Whose it is, or for what: the repository.")],
    scope: Annotated[
        list[str] | None,
        typer.Option(help="statistics, upload or maintain; may be repeated. Default: upload."),
    ] = None,
    days: Days = _YEAR,
    as_json: JsonFlag = False,
) -> None:
    """Make a key and print it, this once.

    Example: balkanetup keys create repository --scope upload --days 90
    """
    with errors_as_exit_codes():
        from indexer.settings import Settings
        from search_api.access import keys

        made = keys.create(Settings().data_dir, name, scope or ["upload"], days)
        _print_new(*made, as_json)


@app.command("list")
def list_all(as_json: JsonFlag = False) -> None:
    """List the keys, the ended ones too. A secret can never be shown again.

    Example: balkanetup keys list
    """
    with errors_as_exit_codes():
        from indexer.settings import Settings
        from search_api.access import keys

        stored = keys.every(Settings().data_dir)
    if as_json:
        print_json([key.as_dict() for key in stored])
        return
    for key in stored:
        until = f"{'ended' if key.ended else 'until'} {key.expires}"
        print_line(f"{key.id}  {key.name}  {', '.join(key.scopes)}  {until}")
    if not stored:
        print_line("There is no key. Make one with: balkanetup keys create NAME")


@app.command()
def revoke(key_id: KeyId, as_json: JsonFlag = False) -> None:
    """End a key at once. A running service notices by itself.

    Example: balkanetup keys revoke 3f9a1c07de
    """
    with errors_as_exit_codes():
        from indexer.settings import Settings
        from search_api.access import keys

        key = keys.revoke(Settings().data_dir, key_id)
    if as_json:
        print_json(key.as_dict())
    else:
        print_line(f"The key {key.id} ({key.name}) has ended.")


@app.command()
def rotate(
    key_id: KeyId,
    keep_hours: Annotated[
        float, typer.Option(min=0, max=24 * 30, help="How long the old one still works.")
    ] = _DAY,
    days: Days = _YEAR,
    as_json: JsonFlag = False,
) -> None:
    """Make a key with the same scopes; the old one works a day longer, for changing over.

    Example: balkanetup keys rotate 3f9a1c07de --keep-hours 2
    """
    with errors_as_exit_codes():
        from indexer.settings import Settings
        from search_api.access import keys

        made = keys.rotate(Settings().data_dir, key_id, keep_hours, days)
        _print_new(*made, as_json)


def _print_new(key: "Key", shown: str, as_json: bool) -> None:
    if as_json:
        print_json(key.as_dict() | {"key": shown})
        return
    print_line(shown)
    print_line(f"For {key.name}: {', '.join(key.scopes)}, until {key.expires}.")
    print_line("Keep it now: it is not shown again. Send it as `Authorization: Bearer KEY`.")


def register(parent: typer.Typer) -> None:
    """Add the commands of this file."""
    parent.add_typer(app, name="keys")
