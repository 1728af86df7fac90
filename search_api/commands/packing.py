"""`balkanetup pack`: a workshop suggested from the collection."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from indexer.commands.console import NO_MATCH, JsonFlag, errors_as_exit_codes, print_line
from search_api.commands.keeping import Format, format_of, write

if TYPE_CHECKING:  # heavy: imported inside the command
    from indexer.catalogue import Catalogue
    from search_api.handouts.formats import Wish as Export
    from search_api.schemas.packs import Pack


def pack(
    topic: Annotated[str, typer.Argument(help="What the workshop is about, in your language.")],
    minutes: Annotated[int, typer.Option(help="How long it takes, 20 to 480.")] = 90,
    field: Annotated[
        list[str] | None,
        typer.Option(help="ISCED-F code of a field of the audience; may be repeated."),
    ] = None,
    reads: Annotated[
        list[str] | None,
        typer.Option(help="A language the audience reads: sq, en ...; may be repeated."),
    ] = None,
    to: Annotated[
        Path | None, typer.Option(help="A file to write it to; its ending says the format.")
    ] = None,
    written_as: Annotated[
        Format | None, typer.Option("--format", help="Else as FILE ends.")
    ] = None,
    title: Annotated[str, typer.Option(help="Title in the file; else the topic.")] = "",
    audience: Annotated[str, typer.Option(help="Whom the file says it is for.")] = "",
    start: Annotated[str, typer.Option(help="When the workshop begins, e.g. 9:30.")] = "",
    language: Annotated[str, typer.Option(help="Language of what is said: en, sq ...")] = "en",
    as_json: JsonFlag = False,
) -> None:
    """Suggest a workshop: opener, practices, evidence, activity, hand-outs, discussion.

    Example: balkanetup pack "group work and free riders" --minutes 90 --field 0913 --to pack.docx
    """
    with errors_as_exit_codes():
        from indexer.catalogue.database import now
        from indexer.settings import Settings
        from search_api.handouts.agenda import read_start
        from search_api.handouts.entry import Frame
        from search_api.handouts.formats import Wish as Export
        from search_api.packs.composing import suggest
        from search_api.packs.pack import Wish
        from search_api.presenters import packs as pack_presenters
        from search_api.retrieval.index_reader import IndexReader
        from search_api.retrieval.language_tags import label_language, read_languages

        settings, labels = Settings(), label_language(language)
        fields, languages = tuple(field or ()), read_languages(reads or ())
        wish = Wish(topic, minutes, fields, languages, labels)
        frame = Frame(title or topic, audience, read_start(start))
        with IndexReader(settings).searcher() as searcher:
            suggested = suggest(searcher, wish)
            shown = pack_presenters.pack(suggested, now(), searcher.generation, labels)
            if (to or (written_as and not as_json)) and shown.items:
                wanted = format_of(written_as, to)
                exported = Export(wanted, frame, labels, settings.public_url)
                write(_file(searcher.catalogue, shown, exported), to, quietly=as_json)
        if as_json:
            sys.stdout.write(shown.model_dump_json(indent=2) + "\n")
        elif not written_as or to:
            _show(shown)
    if not shown.items:
        raise typer.Exit(NO_MATCH)


def _file(catalogue: "Catalogue", pack: "Pack", wish: "Export") -> bytes:
    """Return a pack as a file."""
    from search_api.handouts.agenda import Marks
    from search_api.handouts.formats import export
    from search_api.handouts.reading_list import collect

    marks = [Marks(part=item.part, minutes=item.minutes) for item in pack.items]
    return export(collect(catalogue, [item.name for item in pack.items], marks), wish)


def _show(pack: "Pack") -> None:
    """Print what is on when, why, and what is lacking."""
    from search_api.handouts.agenda import times

    on = times([item.minutes for item in pack.items], None)
    for item, time in zip(pack.items, on, strict=True):
        language = f" ({item.language})" if item.language else ""
        print_line(f"{time:11}  {item.part:10}  {item.title}{language}")
        print_line(f"{'':25}{item.why}")
        if item.resource:
            print_line(f"{'':25}[{item.name}]")
            for condition in item.resource.reuse:
                print_line(f"{'':25}! {condition.label}")
    for lack in pack.lacks:
        print_line(f"- {lack.text}")


def register(app: typer.Typer) -> None:
    """Add the command of this file."""
    app.command()(pack)
