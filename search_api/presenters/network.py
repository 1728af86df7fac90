"""From people, institutions and what speaks for them to the wire models."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from indexer import domain
from indexer.catalogue.works import Version
from search_api import presenters, schemas
from search_api.network.directory import Directory, Party, Register
from search_api.network.experience import Experience, ExperienceList
from search_api.retrieval.answer import Hit
from search_api.schemas import network as answers

MOST_EVIDENCE = 3
MOST_BESIDE = 5  # people or institutions named beside one in a list
Shown = Callable[[Experience, Directory, str], answers.Experience]


@dataclass(frozen=True, slots=True)
class Doings:
    """What a person or an institution has: works, each as the version for the reader, with their
    `versions`, and the facets of all its resources."""

    works: Sequence[domain.Resource]
    versions: Mapping[str, Sequence[Version]]
    counts: Mapping[str, Mapping[str, int]]


def named(party: Party, language: str) -> answers.Named:
    """Return a person or an institution as a link shows it in `language`."""
    return answers.Named(id=party.id, name=party.called(language), resources=party.works)


def person(experience: Experience, directory: Directory, language: str) -> answers.Experience:
    """Return a person with what shows their experience, and where they are from."""
    return _experience(experience, directory.institutions, language)


def institution(experience: Experience, directory: Directory, language: str) -> answers.Experience:
    """Return an institution with what shows its experience, and who did it."""
    return _experience(experience, directory.people, language)


def party_list(
    listed: ExperienceList,
    shown: Shown,
    part: tuple[int, int],
    language: str = "en",
    following: str | None = None,
) -> answers.PartyList:
    """Return a `part` of those listed, from its first number on and as many as its second.

    `following` is the address of the next part.
    """
    offset, k = part
    return answers.PartyList(
        query=listed.question,
        total=len(listed.ranked),
        offset=offset,
        next=following,
        nothing_close=listed.nothing_close,
        items=[shown(it, listed.directory, language) for it in listed.ranked[offset : offset + k]],
    )


def _experience(experience: Experience, beside: Register, language: str) -> answers.Experience:
    speaking = [hit.resource.id for hit in experience.hits] or experience.party.resource_ids
    return answers.Experience(
        party=named(experience.party, language),
        others=[named(party, language) for party in experience.others],
        also=[named(party, language) for party in beside.beside(speaking)[:MOST_BESIDE]],
        named=experience.named,
        band=experience.band,
        answering=len(experience.hits),
        evidence=[_evidence(hit) for hit in experience.hits[:MOST_EVIDENCE]],
    )


def _evidence(hit: Hit) -> answers.Evidence:
    metadata = hit.resource.metadata
    return answers.Evidence(
        resource_id=hit.resource.id,
        title=metadata.title or hit.resource.path,
        language=metadata.language,
        year=metadata.year,
        band=hit.band,
        match=presenters.match(hit.matches[0]) if hit.matches else None,
    )


def person_page(
    person: Party, doings: Doings, directory: Directory, language: str
) -> answers.PersonPage:
    """Return the page of a person."""
    ids = person.resource_ids
    return answers.PersonPage(
        **dict(_profile(person, doings, language)),
        institutions=[named(it, language) for it in directory.institutions.beside(ids)],
        worked_with=[
            named(it, language) for it in directory.people.beside(ids) if it.id != person.id
        ],
        contacts=list(person.contacts),
    )


def institution_page(
    institution: Party, doings: Doings, directory: Directory, language: str
) -> answers.InstitutionPage:
    """Return the page of an institution."""
    return answers.InstitutionPage(
        **dict(_profile(institution, doings, language)),
        parts=list(institution.parts),
        people=[named(it, language) for it in directory.people.beside(institution.resource_ids)],
    )


def _profile(party: Party, doings: Doings, language: str) -> answers.Profile:
    facets = presenters.facets(doings.counts, language)
    courses = (it.metadata.course for it in doings.works if it.metadata.course)
    return answers.Profile(
        party=named(party, language),
        written=list(party.written),
        resources=[
            presenters.resource(it, language, doings.versions.get(it.id, ())) for it in doings.works
        ],
        fields=[it for it in facets.get("discipline", []) if _narrowest(it, facets)],
        strategies=facets.get("strategy", []),
        languages=facets.get("language", []),
        courses=list(dict.fromkeys(courses)),
    )


def _narrowest(value: schemas.FacetValue, facets: Mapping[str, list[schemas.FacetValue]]) -> bool:
    """Whether no narrower field counts the same resources, so that 05, 053 and 0533 come once."""
    return not any(
        other.value != value.value
        and other.value.startswith(value.value)
        and other.count == value.count
        for other in facets["discipline"]
    )
