"""`balkanetup related`, `elsewhere`, `evidence` and `recommend`: what to read next, and why."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from indexer.commands.console import NO_MATCH, JsonFlag, errors_as_exit_codes
from search_api.commands.opened import Where, filters_of, opened_index, print_json

if TYPE_CHECKING:  # heavy libraries are imported where they are used: `--help` starts fast
    from search_api import schemas
    from search_api.recommend import Wish
    from search_api.recommend.suggestion import Suggestions
    from search_api.retrieval.index_reader import Searcher

_OUT = Console(highlight=False)
_EXCERPT = 200  # characters

ResourceId = Annotated[str, typer.Argument(help="The id that `search` prints.")]
Count = Annotated[int, typer.Option("-k", min=1, max=50, help="How many resources.")]
Reads = Annotated[
    list[str] | None, typer.Option("--reads", help="A language you read: sq; may be repeated.")
]
Language = Annotated[str, typer.Option("--lang", help="Language of the reasons and labels.")]


def related(
    like: Annotated[list[str], typer.Argument(help="Ids of the resources to find more of.")],
    unlike: Annotated[
        list[str] | None, typer.Option("--unlike", help="An id to find less of; may be repeated.")
    ] = None,
    where: Where = None,
    reads: Reads = None,
    lang: Language = "en",
    k: Count = 5,
    as_json: JsonFlag = False,
) -> None:
    """Recommend resources to read next to one or several.

    Example: balkanetup related peer-instruction-first-year-physics
    """
    with errors_as_exit_codes():
        from search_api.recommend import related_to

        _recommend(related_to, _wish(like, unlike, where, reads, k), lang, as_json)


def elsewhere(
    resource_id: ResourceId,
    where: Where = None,
    reads: Reads = None,
    lang: Language = "en",
    k: Count = 5,
    as_json: JsonFlag = False,
) -> None:
    """Recommend resources with the same teaching strategy in another field.

    Example: balkanetup elsewhere peer-instruction-first-year-physics
    """
    with errors_as_exit_codes():
        from search_api.recommend import same_strategy_elsewhere

        wish = _wish([resource_id], None, where, reads, k)
        _recommend(same_strategy_elsewhere, wish, lang, as_json)


def evidence(
    resource_id: ResourceId,
    where: Where = None,
    reads: Reads = None,
    lang: Language = "en",
    k: Count = 5,
    as_json: JsonFlag = False,
) -> None:
    """For a practice, list the research on it with its kinds of evidence; and the reverse.

    Example: balkanetup evidence peer-instruction-first-year-physics
    """
    with errors_as_exit_codes():
        from search_api.recommend import practice_and_evidence

        wish = _wish([resource_id], None, where, reads, k)
        _recommend(practice_and_evidence, wish, lang, as_json)


def recommend(
    field: Annotated[str, typer.Argument(help="An ISCED-F code (0533), or the name of a field.")],
    where: Where = None,
    reads: Reads = None,
    lang: Language = "en",
    k: Count = 10,
    as_json: JsonFlag = False,
) -> None:
    """Recommend resources for teaching in a discipline.

    Example: balkanetup recommend 0533 --reads sq
    """
    with errors_as_exit_codes():
        from indexer.catalogue import finding
        from search_api.recommend import for_discipline
        from search_api.recommended import in_field, recommendations
        from search_api.retrieval.language_tags import label_language, read_languages

        language = label_language(lang)
        with opened_index() as searcher:
            languages = read_languages(reads or ())
            choice = for_discipline(searcher, field, k, filters_of(where), languages)
            answer = recommendations(searcher.catalogue, choice.suggestions, language)
            counts = finding.facet_counts(searcher.catalogue).get("discipline", {})
            answer = in_field(answer, choice.code, choice.widest, language, counts)
        _show(answer, as_json)


def _wish(
    like: list[str],
    unlike: list[str] | None,
    where: list[str] | None,
    reads: list[str] | None,
    k: int,
) -> "Wish":
    from search_api.recommend import Wish
    from search_api.retrieval.language_tags import read_languages

    return Wish(tuple(like), tuple(unlike or ()), filters_of(where), read_languages(reads or ()), k)


def _recommend(
    found_by: Callable[["Searcher", "Wish"], "Suggestions"],
    wish: "Wish",
    lang: str,
    as_json: bool,
) -> None:
    from search_api.recommended import recommendations
    from search_api.retrieval.language_tags import label_language

    language = label_language(lang)
    with opened_index() as searcher:
        answer = recommendations(searcher.catalogue, found_by(searcher, wish), language)
    _show(answer, as_json)


def _show(answer: "schemas.Recommendations", as_json: bool) -> None:
    """Print what is recommended; with nothing, what to take away, and the exit code for that."""
    if as_json:
        print_json(answer.model_dump_json(indent=2))
    else:
        for item in answer.items:
            _show_item(item)
        if answer.wider and answer.field:
            _OUT.print(f"{answer.field.label} has too few: the rest is from {answer.wider.label}.")
        for part in answer.left_out:
            values = ", ".join(value.label for value in part.values)
            _OUT.print(f"Nothing. Without {part.facet}={values}: {part.works}.")
        if answer.instead:
            fields = ", ".join(f"{field.id} {field.label}" for field in answer.instead)
            _OUT.print(f"Nothing in this field. There is something in: {fields}.")
    if not answer.items:
        raise typer.Exit(NO_MATCH)


def _show_item(item: "schemas.Recommended") -> None:
    _OUT.print(Text.assemble((item.resource.title, "bold"), f"  [{item.resource.id}]"))
    _OUT.print(Text(f"  {item.reason}"))
    for alike in item.passages[:1]:
        text = " ".join(alike.passage.text.split())
        shown = text[:_EXCERPT] + (" …" if len(text) > _EXCERPT else "")
        _OUT.print(Text(f"  {shown}", style="dim"), soft_wrap=True)
    for evidence in item.evidence:
        _OUT.print(
            Text(f"  {evidence.kind.label}: {evidence.sentence}", style="dim"), soft_wrap=True
        )


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(related)
    app.command()(elsewhere)
    app.command()(evidence)
    app.command()(recommend)
