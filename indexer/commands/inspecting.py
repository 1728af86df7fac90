"""`balkanetup status` and `rebuild`."""

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from indexer.commands.console import JsonFlag, as_text, errors_as_exit_codes, print_json, print_line

if TYPE_CHECKING:
    from indexer.catalogue import Catalogue


def status(as_json: JsonFlag = False) -> None:
    """Say what is in the index, where it is, and how the last run ended.

    Example: balkanetup status
    """
    with errors_as_exit_codes():
        facts = _facts()
    if as_json:
        print_json(facts)
        return
    width = max(map(len, facts))
    for key, value in facts.items():
        print_line(f"{key.replace('_', ' '):{width}}  {as_text(value)}")


def rebuild(as_json: JsonFlag = False) -> None:
    """Publish the index anew from the catalogue, as after damage to a published file.

    Example: balkanetup rebuild
    """
    with errors_as_exit_codes():
        from indexer.catalogue import passages
        from indexer.errors import NoIndex
        from indexer.settings import Settings
        from indexer.storage import lock, publish

        settings = Settings()
        with lock.writing(settings.data_dir) as catalogue:
            if catalogue.about("encoder") is None:
                raise NoIndex("Nothing is indexed yet.", cure="Run: balkanetup index FOLDER")
            name = publish.publish(catalogue, settings.data_dir, passages.dimension(catalogue))
    if as_json:
        print_json({"generation": name})
    else:
        print_line(f"Published generation {name}.")


def publish_if_needed(catalogue: "Catalogue", data_dir: Path) -> None:
    """Publish the catalogue where it changed since it was published."""
    from indexer.catalogue import passages
    from indexer.storage import publish

    if not publish.is_published(catalogue, data_dir):
        publish.publish(catalogue, data_dir, passages.dimension(catalogue))


def _facts() -> dict[str, object]:
    from indexer.catalogue import Catalogue, files, runs
    from indexer.errors import IndexDamaged
    from indexer.settings import Settings
    from indexer.storage import generations

    data_dir = Settings().data_dir
    catalogue = Catalogue.open(data_dir)
    current = generations.current_name(data_dir)
    try:
        published: object = generations.check_current(data_dir).revision
    except IndexDamaged as problem:
        published = str(problem)
    return {
        "data_dir": str(data_dir.resolve()),
        "folders": files.roots(catalogue),
        **catalogue.counts(),
        "outcomes": files.outcomes(catalogue),
        "quarantined": sum(not record.dismissed for _, record in files.failed(catalogue)),
        "encoder": catalogue.about("encoder"),
        "revision": catalogue.revision,
        "generation": current,
        "generation_revision": published,
        "last_run": runs.last(catalogue),
    }


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(status)
    app.command()(rebuild)
