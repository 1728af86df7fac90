"""`balkanetup search`: asking the index."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from indexer.commands.console import NO_MATCH, JsonFlag, errors_as_exit_codes
from search_api.commands.opened import Where, filters_of, opened_index, print_json

if TYPE_CHECKING:  # heavy libraries are imported where they are used: `--help` starts fast
    from search_api.retrieval.search import Answer, Hit

_EXCERPT = 320  # characters
_OUT = Console(highlight=False)


def search(
    question: Annotated[str, typer.Argument(help="A problem in plain words, in your language.")],
    where: Where = None,
    k: Annotated[int, typer.Option("-k", help="How many resources, 1 to 50.")] = 5,
    offset: Annotated[int, typer.Option(help="How many resources to pass over.")] = 0,
    weaker: Annotated[bool, typer.Option(help="List weak matches after the others.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Find the passages that answer a question.

    Example: balkanetup search "nobody speaks in my lectures" --filter language=en
    """
    with errors_as_exit_codes():
        from search_api.retrieval.query import Query
        from search_api.retrieval.search import search as find

        query = Query(question, filters_of(where), k, offset, weaker=weaker)
        with opened_index() as searcher:
            answer = find(searcher, query)
            if as_json:
                from search_api import presenters

                print_json(presenters.search_answer(query, answer, "en").model_dump_json(indent=2))
            else:
                _show(answer)
    if not answer.hits or answer.nothing_close:
        raise typer.Exit(NO_MATCH)


def _show(answer: "Answer") -> None:
    if not answer.hits:
        _OUT.print("Nothing found.")
    elif answer.nothing_close:
        _OUT.print("Nothing close. The nearest are:")
    for number, hit in enumerate(answer.hits, start=1):
        _show_hit(number, hit)
        others = [
            version
            for version in answer.versions.get(hit.resource.id, ())
            if version.id != hit.resource.id
        ]
        if others:
            also = ", ".join(
                f"{version.language or version.media_type} [{version.id}]" for version in others
            )
            _OUT.print(Text(f"   also: {also}", style="dim"))


def _show_hit(number: int, hit: "Hit") -> None:
    best = hit.matches[0]
    passage = best.stored.passage
    metadata = hit.resource.metadata
    page = f"p. {passage.first_page}" if passage.first_page else ""
    place = " · ".join(
        filter(None, (hit.band, metadata.language, page, *passage.heading_path[-1:]))
    )
    _OUT.print(
        Text.assemble(f"{number}. ", (metadata.title or "", "bold"), f"  [{hit.resource.id}]")
    )
    _OUT.print(Text(f"   {place}", style="dim"))
    text = Text(passage.text)
    for start, end in best.spans:
        text.stylize("bold yellow", start, end)
    if best.sentence:
        text.stylize("underline", *best.sentence)
    begin = _beginning(passage.text, best.sentence)
    shown = Text("… " if begin else "") + text[begin : begin + _EXCERPT]
    shown.append(" …" if len(text) > begin + _EXCERPT else "")
    _OUT.print(Text("   ") + Text(" ").join(shown.split()), soft_wrap=True)


def _beginning(text: str, sentence: tuple[int, int] | None) -> int:
    """Return where to begin, so that the sentence that answers is in what is shown."""
    return sentence[0] if sentence and min(sentence[1], len(text)) > _EXCERPT else 0


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(search)
