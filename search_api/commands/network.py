"""`balkanetup people` and `institutions`: who in the network has done it."""

from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.text import Text

from indexer.commands.console import NO_MATCH, JsonFlag, errors_as_exit_codes
from search_api.commands.opened import Where, filters_of, opened_index, print_json

if TYPE_CHECKING:
    from search_api.schemas.network import Experience, PartyList

_OUT = Console(highlight=False, soft_wrap=True)
_UNNAMED = "what answers this in the collection names nobody"
Question = Annotated[
    str, typer.Argument(help="What somebody should have done, in plain words, or a name.")
]
Limit = Annotated[int, typer.Option("-k", min=1, max=50, help="How many of them.")]


def people(
    question: Question, where: Where = None, k: Limit = 5, as_json: JsonFlag = False
) -> None:
    """Name the people who have done what is asked, with the resources that show it.

    Example: balkanetup people "group work with free riders"
    """
    with errors_as_exit_codes():
        from search_api.network.experience import people_who
        from search_api.presenters import network as presenters

        with opened_index() as searcher:
            experienced = people_who(searcher, question, filters_of(where))
        listed = presenters.party_list(experienced, presenters.person, (0, k))
    _print(listed, as_json)


def institutions(
    question: Question, where: Where = None, k: Limit = 5, as_json: JsonFlag = False
) -> None:
    """Name the institutions that have done what is asked, with the resources that show it.

    Example: balkanetup institutions "interprofessional education"
    """
    with errors_as_exit_codes():
        from search_api.network.experience import institutions_that
        from search_api.presenters import network as presenters

        with opened_index() as searcher:
            experienced = institutions_that(searcher, question, filters_of(where))
        listed = presenters.party_list(experienced, presenters.institution, (0, k))
    _print(listed, as_json)


def _print(listed: "PartyList", as_json: bool) -> None:
    """Print the list. Exit code 1 where nobody is in it."""
    if as_json:
        print_json(listed.model_dump_json(indent=2))
    elif not listed.items:
        why = "nothing in the collection comes close" if listed.nothing_close else _UNNAMED
        _OUT.print(f"Nobody found: {why}.")
    for number, experience in enumerate(() if as_json else listed.items, start=1):
        _print_experience(number, experience)
    if not listed.items:
        raise typer.Exit(NO_MATCH)


def _print_experience(number: int, experience: "Experience") -> None:
    beside = ", ".join(party.name for party in experience.also)
    team = f" with {', '.join(party.name for party in experience.others)}"
    _OUT.print(
        Text.assemble(
            f"{number}. ",
            (experience.party.name, "bold"),
            team if experience.others else "",
            f"  [{experience.party.id}]",
        )
    )
    if beside:
        _OUT.print(Text(f"   {beside}", style="dim"))
    for evidence in experience.evidence:
        year = f", {evidence.year}" if evidence.year else ""
        _OUT.print(Text(f"   {evidence.band}: {evidence.title}{year}  [{evidence.resource_id}]"))


def register(app: typer.Typer) -> None:
    """Add the commands of this file."""
    app.command()(people)
    app.command()(institutions)
