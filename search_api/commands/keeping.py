"""`balkanetup cite` and `reading-list`: what was found, to be kept and handed out."""

import sys
from contextlib import closing
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from indexer.commands.console import errors_as_exit_codes, print_line

if TYPE_CHECKING:  # heavy: imported inside the commands
    from search_api.handouts.formats import ExportFormat


class Style(StrEnum):
    """The styles of references."""

    APA = "apa"
    CHICAGO = "chicago"
    HARVARD = "harvard"
    MLA = "mla"


class Reference(StrEnum):
    """What a reference is written as."""

    TEXT = "text"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl-json"


class Format(StrEnum):
    """What a list is written as."""

    DOCX = "docx"
    MD = "md"
    CSV = "csv"
    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl-json"


def cite(
    resource_id: Annotated[str, typer.Argument(help="The id that `search` prints.")],
    style: Annotated[Style, typer.Option(help="Of a text.")] = Style.APA,
    written_as: Annotated[
        Reference, typer.Option("--format", help="A text, or data for a reference manager.")
    ] = Reference.TEXT,
) -> None:
    """Print the reference to a resource.

    Example: balkanetup cite peer-instruction-first-year-physics --style apa
    """
    with errors_as_exit_codes():
        from indexer.catalogue import Catalogue, resources
        from indexer.settings import Settings
        from search_api.citing.formats import CitationFormat, references
        from search_api.citing.styles import reference
        from search_api.citing.work import work_of

        settings = Settings()
        with closing(Catalogue.open(settings.data_dir)) as catalogue:
            work = work_of(resources.existing(catalogue, resource_id), settings.public_url)
        wanted: CitationFormat = written_as.value
        if wanted == "text":
            print_line(reference(work, style.value))
        else:
            write(references([work], wanted).encode(), None)


def reading_list(
    kept: Annotated[
        list[str], typer.Argument(help="Ids of resources, or addresses of passages, in order.")
    ],
    to: Annotated[
        Path | None, typer.Option(help="The file to write; its ending says the format.")
    ] = None,
    written_as: Annotated[
        Format | None, typer.Option("--format", help="Else as FILE ends; without FILE, md.")
    ] = None,
    title: Annotated[str, typer.Option(help="Title of the list.")] = "",
    note: Annotated[
        list[str] | None,
        typer.Option(help="PLACE:TEXT, e.g. '2:Read this first'; may be repeated."),
    ] = None,
    part: Annotated[
        list[str] | None,
        typer.Option(help="PLACE:PART of a workshop, e.g. 2:practice; may be repeated."),
    ] = None,
    minutes: Annotated[
        list[str] | None, typer.Option(help="PLACE:MINUTES, e.g. 2:15; may be repeated.")
    ] = None,
    audience: Annotated[str, typer.Option(help="Whom it is for.")] = "",
    start: Annotated[str, typer.Option(help="When a workshop begins, e.g. 9:30.")] = "",
    language: Annotated[str, typer.Option(help="Language of the labels: en, sq, bs ...")] = "en",
) -> None:
    """Write a list of resources as a document to hand out, a table, or references.

    With minutes or parts it is the agenda of a workshop; '*Coffee break' is no resource.

    Example: balkanetup reading-list soil peer-instruction --to list.docx --title "Workshop"
    """
    with errors_as_exit_codes():
        from indexer.catalogue import Catalogue
        from indexer.settings import Settings
        from search_api.handouts.agenda import read_marks, read_start
        from search_api.handouts.entry import Frame
        from search_api.handouts.formats import Wish, export
        from search_api.handouts.reading_list import collect
        from search_api.retrieval.language_tags import label_language

        wanted = format_of(written_as, to)
        settings = Settings()
        frame = Frame(title, audience, read_start(start))
        wish = Wish(wanted, frame, label_language(language), settings.public_url)
        marks = read_marks(note or (), part or (), minutes or (), len(kept))
        with closing(Catalogue.open(settings.data_dir)) as catalogue:
            content = export(collect(catalogue, kept, marks), wish)
        write(content, to)


def format_of(named: Format | None, to: Path | None) -> "ExportFormat":
    """Return the format that is named, or that the ending of the file says."""
    from indexer.errors import UsageError
    from search_api.handouts.formats import SUFFIXES

    by_suffix = {suffix: Format(name) for name, suffix in SUFFIXES.items()}
    wanted = named or by_suffix.get(to.suffix.lower() if to else SUFFIXES["md"])
    if wanted is None:
        cure = f"End it in {', '.join(by_suffix)}, or give --format."
        raise UsageError(f"The ending of {to} says no format.", cure=cure)
    if wanted is Format.DOCX and to is None:
        raise UsageError("A Word document is no text to print.", cure="Name a file: --to list.docx")
    return wanted.value


def write(content: bytes, to: Path | None, *, quietly: bool = False) -> None:
    """Write a file and say so, or print it."""
    if to is None:
        sys.stdout.buffer.write(content)
        sys.stdout.flush()
        return
    to.write_bytes(content)
    if not quietly:
        print_line(f"{to}: {len(content):,} bytes.")


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(cite)
    app.command()(reading_list)
