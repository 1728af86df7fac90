"""Everybody whom the catalogue names: people with their written names, institutions, who is where.

Read from all resources once for each revision of the catalogue, and kept.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from indexer.catalogue import Catalogue, resources, works
from indexer.domain import Metadata, Resource
from indexer.metadata.institutions import one_name, university_name
from indexer.text.folding import fold
from search_api.citing.names import read_name
from search_api.network import names
from search_api.network.bodies import Body, read_body


@dataclass(frozen=True, slots=True)
class Party:
    """A person or an institution, by the ids of the resources that name it.

    `works` is how many works these are: a text and its translations are one. `written` are the
    ways it is written; `parts` the faculties and centres of an institution that are named;
    `contacts` the addresses that a person gave with what they shared.
    """

    id: str
    name: str
    written: tuple[str, ...]
    resource_ids: tuple[str, ...]
    works: int
    parts: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()

    def called(self, language: str) -> str:
        """Return its name; that of a university of the network in `language`."""
        return university_name(self.name, language)


@dataclass(frozen=True, slots=True)
class Register:
    """People or institutions by id, in the order of their names; and by the resource that names
    them, in the order in which it does."""

    parties: Mapping[str, Party]
    of_resource: Mapping[str, tuple[str, ...]]

    def beside(self, resource_ids: Iterable[str]) -> list[Party]:
        """Return the parties that these resources name, those that most of them name first."""
        counts = Counter(name for owner in resource_ids for name in self.of_resource.get(owner, ()))
        return [self.parties[name] for name, _ in counts.most_common()]


@dataclass(frozen=True, slots=True)
class Directory:
    """The people and the institutions of a catalogue; and, by the id of a request to the network,
    the ids of the resources that say they answer it."""

    people: Register
    institutions: Register
    answers: Mapping[str, tuple[str, ...]]


@dataclass
class _Mentions:
    """What all resources say of one party."""

    forms: Counter[str] = field(default_factory=Counter)
    resource_ids: dict[str, None] = field(default_factory=dict)
    parts: set[str] = field(default_factory=set)
    contacts: dict[str, None] = field(default_factory=dict)


_kept: dict[tuple[str | None, int], Directory] = {}


def directory_of(catalogue: Catalogue) -> Directory:
    """Return the directory of a catalogue as it is now."""
    key = (catalogue.about("catalogue_id"), catalogue.revision)
    directory = _kept.get(key)
    if directory is None:
        every = resources.several(catalogue)
        belongs = works.of_resources(catalogue, [resource.id for resource in every])
        directory = Directory(
            _people(every, belongs), _institutions(every, belongs), _answers(every)
        )
        _kept.clear()  # readers see one revision at a time
        _kept[key] = directory
    return directory


def affiliations(metadata: Metadata) -> tuple[str, ...]:
    """Return the bodies that a resource is from, as they are written."""
    return tuple(dict.fromkeys((*filter(None, [metadata.institution]), *metadata.affiliations)))


def _answers(every: Sequence[Resource]) -> dict[str, tuple[str, ...]]:
    answers: dict[str, tuple[str, ...]] = {}
    for resource in every:
        for request in resource.metadata.answers:
            answers[request] = (*answers.get(request, ()), resource.id)
    return answers


def _people(every: Sequence[Resource], belongs: Mapping[str, str]) -> Register:
    whole = names.people(name for resource in every for name in _named(resource.metadata))
    mentions: dict[str, _Mentions] = {}
    for resource in every:
        about = resource.metadata
        for written in _named(about):
            if (name := whole.get(written)) is not None:
                person = mentions.setdefault(name, _Mentions())
                person.forms[written] += 1
                person.resource_ids[resource.id] = None
                if about.contact and written == about.contributor:
                    person.contacts[about.contact] = None
    by_family = {name: read_name(name).inverted for name in mentions}
    return _register(mentions, {name: name for name in mentions}, by_family, belongs)


def _named(metadata: Metadata) -> tuple[str, ...]:
    """Return the authors of a resource, and who shared it."""
    return tuple(dict.fromkeys((*metadata.authors, *filter(None, [metadata.contributor]))))


def _institutions(every: Sequence[Resource], belongs: Mapping[str, str]) -> Register:
    mentions: dict[str, _Mentions] = {}
    for resource in every:
        for body in _bodies(resource.metadata):
            institution = mentions.setdefault(body.key, _Mentions())
            institution.forms[body.name] += 1
            institution.resource_ids[resource.id] = None
            institution.parts |= {body.part} - {""}
    usual = {key: one_name(_usual(institution.forms)) for key, institution in mentions.items()}
    return _register(mentions, usual, usual, belongs)


def _bodies(metadata: Metadata) -> list[Body]:
    return [body for name in affiliations(metadata) if (body := read_body(name)).key]


def _usual(forms: Counter[str]) -> str:
    return min(forms, key=lambda name: (-forms[name], name))


def _register(
    mentions: Mapping[str, _Mentions],
    shown: Mapping[str, str],
    sorted_as: Mapping[str, str],
    belongs: Mapping[str, str],
) -> Register:
    """Return the parties of `mentions`, called as `shown`, each with a readable id of its own.

    They stand in the alphabet as `sorted_as`. `belongs` has the work of each resource.
    """
    parties: dict[str, Party] = {}
    ids: dict[str, str] = {}
    for key in sorted(mentions, key=lambda key: (fold(sorted_as[key]), key)):
        mention = mentions[key]
        ids[key] = free = _free_id(shown[key], parties)
        parties[free] = Party(
            id=free,
            name=shown[key],
            written=tuple(mention.forms),
            resource_ids=tuple(mention.resource_ids),
            works=len({belongs[name] for name in mention.resource_ids}),
            parts=tuple(sorted(mention.parts)),
            contacts=tuple(mention.contacts),
        )
    of_resource: dict[str, list[str]] = {}
    for key, said in mentions.items():  # in the order in which resources name them
        for resource_id in said.resource_ids:
            of_resource.setdefault(resource_id, []).append(ids[key])
    return Register(parties, {name: tuple(named) for name, named in of_resource.items()})


def _free_id(name: str, taken: Mapping[str, Party]) -> str:
    slug = re.sub(r"[\W_]+", "-", fold(name)).strip("-") or "x"
    free, number = slug, 2
    while free in taken:
        free, number = f"{slug}-{number}", number + 1
    return free
