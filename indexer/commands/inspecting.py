"""`balkanetup status` and `rebuild`."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

import typer

from indexer.commands.console import JsonFlag, as_text, errors_as_exit_codes, print_json, print_line
from indexer.commands.running import in_words

if TYPE_CHECKING:
    from indexer.catalogue import Catalogue
    from indexer.settings import Settings

_NAME_WIDTH = 11


def status(as_json: JsonFlag = False) -> None:
    """Say what is in the index, where it is, and how the last run ended.

    Example: balkanetup status
    """
    with errors_as_exit_codes():
        facts = _facts()
    if as_json:
        print_json(facts)
        return
    for name, text in _lines(facts):
        print_line(f"{name:{_NAME_WIDTH}}{text}")


def _lines(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what `status` prints: a name and a sentence for each line."""
    yield "Index", facts["data_dir"]
    for folder in facts["folders"]:
        yield "Folder", folder
    ended = f" ({as_text(facts['outcomes'])})" if facts["outcomes"] else ""
    yield "Files", f"{facts['files']}{ended}"
    if facts["quarantined"]:
        yield "", f"{facts['quarantined']} could not be read: balkanetup quarantine list"
    if facts["with_notes"]:
        yield "", f"{facts['with_notes']} were read, with notes: balkanetup files --notes"
    yield "Resources", f"{facts['resources']}"
    equal = facts["passages"] - facts["vectors"]
    same = f", {equal} of them with the text of another one" if equal > 0 else ""
    yield "Passages", f"{facts['passages']}{same}"
    yield "Encoder", facts["encoder"] or "none yet"
    yield "Published", _published(facts)
    if facts["search_method"]:
        yield "Search", _search(facts["search_method"])
    if facts["vector_server"]:
        yield "Server", facts["vector_server"]
    for run in facts["last_runs"]:
        yield "Last run", _run(run)
        for note in run["summary"].get("notes", ()):
            yield "", f"note: {note}"


def _published(facts: Mapping[str, Any]) -> str:
    again = "a run goes on, or was interrupted: then run `balkanetup index` again"
    if facts["generation_revision"] is None:
        return f"nothing yet; {again}"
    if isinstance(facts["generation_revision"], str):
        return str(facts["generation_revision"])
    if facts["generation_revision"] == facts["revision"]:
        return f"generation {facts['generation']}, up to date"
    return f"generation {facts['generation']}, behind what is indexed; {again}"


def _search(method: str) -> str:
    if method == "exact":
        return "exact: every passage is compared with the question"
    return f"by {method}; with a filter that leaves few, every passage of these"


def _run(run: Mapping[str, Any]) -> str:
    summary = run["summary"]
    stopped = ", stopped before its end" if summary.get("interrupted") else ""
    when = datetime.fromisoformat(run["started"]).astimezone().strftime("%Y-%m-%d %H:%M")
    done = in_words(summary.get("tally", {}))
    return f"{when}, {run['folder']}: {done}{stopped}"


def rebuild(as_json: JsonFlag = False) -> None:
    """Publish the index anew from the catalogue: after damage, or for another engine.

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
            catalogue.adopt_engine(settings.engine)
            dimension = passages.dimension(catalogue)
            server = settings.vector_server
            name = publish.publish(catalogue, settings.data_dir, dimension, server)
    if as_json:
        print_json({"generation": name})
    else:
        print_line(f"Published generation {name}.")


def publish_if_needed(catalogue: "Catalogue", settings: "Settings") -> None:
    """Publish the catalogue where it changed since it was published."""
    from indexer.catalogue import passages
    from indexer.storage import publish

    if not publish.is_published(catalogue, settings.data_dir):
        dimension, server = passages.dimension(catalogue), settings.vector_server
        publish.publish(catalogue, settings.data_dir, dimension, server)


def _facts() -> dict[str, object]:
    from indexer.catalogue import Catalogue, files, runs
    from indexer.errors import IndexDamaged, NoIndex
    from indexer.settings import Settings
    from indexer.storage import generations

    settings = Settings()
    data_dir = settings.data_dir
    catalogue = Catalogue.open(data_dir)
    current: str | None = None
    published: object = None
    method: str | None = None
    try:
        current = generations.current_name(data_dir)
        manifest = generations.check_current(data_dir)
        published, method = manifest.revision, manifest.method
    except IndexDamaged as problem:
        published = str(problem)
    except NoIndex:  # the first run was interrupted, or goes on
        published = None
    return {
        "data_dir": str(data_dir.resolve()),
        "folders": files.roots(catalogue),
        **catalogue.counts(),
        "outcomes": files.outcomes(catalogue),
        "quarantined": sum(not record.dismissed for _, record in files.failed(catalogue)),
        "with_notes": files.with_notes(catalogue),
        "encoder": catalogue.about("encoder"),
        "revision": catalogue.revision,
        "generation": current,
        "generation_revision": published,
        "search_method": method,
        "vector_server": _vector_server(settings) if catalogue.engine == "milvus" else None,
        "last_runs": runs.last_of_each_folder(catalogue),
    }


def _vector_server(settings: "Settings") -> str:
    """Return which server searches the vectors, or why none does."""
    from indexer.errors import BalkanetupError
    from indexer.storage import generations
    from indexer.vectors import OnServer

    try:
        name = generations.current_name(settings.data_dir)
        index = generations.load(settings.data_dir, name, server=settings.vector_server).index
        if isinstance(index, OnServer):
            index.check()
    except BalkanetupError as problem:
        return f"{problem} Questions are answered by words only."
    return f"{settings.milvus_uri} answers"


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(status)
    app.command()(rebuild)
