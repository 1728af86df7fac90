"""People and institutions: who in the network has done what is asked, and what each has shared."""

from collections.abc import Mapping, Sequence
from typing import Annotated

from fastapi import APIRouter, Request, Response
from fastapi import Query as Parameter

from indexer.catalogue import finding, works
from indexer.errors import NotFound
from search_api import schemas
from search_api.dependencies import FILTER_PARAMETERS, Filters, Index, ReaderLanguage, Reads
from search_api.limits import FARTHEST, LONGEST
from search_api.network.directory import Party, directory_of
from search_api.network.experience import institutions_that, people_who
from search_api.paging import next_page
from search_api.presenters import network as presenters
from search_api.recommend.for_reader import versions_for
from search_api.retrieval.language_tags import read_languages
from search_api.routes.resources import sort_by
from search_api.schemas import network as answers

router = APIRouter(tags=["network"])

Question = Annotated[
    str,
    Parameter(
        max_length=LONGEST,
        description="What somebody should have done, in plain words, or a name. Without it all are "
        "listed by name.",
        examples=["group work with free riders"],
    ),
]
Offset = Annotated[int, Parameter(ge=0, le=FARTHEST)]


@router.get("/v1/people", openapi_extra={"parameters": FILTER_PARAMETERS})
def list_people(
    request: Request,
    response: Response,
    index: Index,
    filters: Filters,
    q: Question = "",
    k: schemas.Limit = 10,
    offset: Offset = 0,
    reader_language: ReaderLanguage = "en",
) -> answers.PartyList:
    """List the people who have done what is asked, with the passages that show it."""
    listed = people_who(index, q, filters)
    following = next_page(request, response, offset + k, len(listed.ranked))
    return presenters.party_list(listed, presenters.person, (offset, k), reader_language, following)


@router.get("/v1/institutions", openapi_extra={"parameters": FILTER_PARAMETERS})
def list_institutions(
    request: Request,
    response: Response,
    index: Index,
    filters: Filters,
    q: Question = "",
    k: schemas.Limit = 10,
    offset: Offset = 0,
    reader_language: ReaderLanguage = "en",
) -> answers.PartyList:
    """List the institutions that have done what is asked, with the passages that show it."""
    listed = institutions_that(index, q, filters)
    following = next_page(request, response, offset + k, len(listed.ranked))
    part = (offset, k)
    return presenters.party_list(listed, presenters.institution, part, reader_language, following)


@router.get("/v1/people/{person_id}")
def show_person(
    index: Index, person_id: str, reads: Reads = None, reader_language: ReaderLanguage = "en"
) -> answers.PersonPage:
    """Show what a person has written or shared, with whom, and where they wish to be asked."""
    directory = directory_of(index.catalogue)
    person = _existing(directory.people.parties, person_id, "/v1/people")
    doings = _doings(index, person, read_languages(reads or ()))
    return presenters.person_page(person, doings, directory, reader_language)


@router.get("/v1/institutions/{institution_id}")
def show_institution(
    index: Index, institution_id: str, reads: Reads = None, reader_language: ReaderLanguage = "en"
) -> answers.InstitutionPage:
    """Show what is from an institution: resources, fields, strategies, people, languages."""
    directory = directory_of(index.catalogue)
    institution = _existing(directory.institutions.parties, institution_id, "/v1/institutions")
    doings = _doings(index, institution, read_languages(reads or ()))
    return presenters.institution_page(institution, doings, directory, reader_language)


def _existing(parties: Mapping[str, Party], name: str, listed_at: str) -> Party:
    if name not in parties:
        raise NotFound(f"Nobody in the collection is {name!r}.", cure=f"Find them at {listed_at}.")
    return parties[name]


def _doings(index: Index, party: Party, reads: Sequence[str]) -> presenters.Doings:
    """Return the works of a party, the newest first, each in the version for the reader."""
    ids = list(party.resource_ids)
    shown = sort_by(versions_for(index.catalogue, ids, reads), "-year")
    return presenters.Doings(
        shown,
        works.versions(index.catalogue, [resource.id for resource in shown]),
        finding.facet_counts(index.catalogue, ids),
    )
