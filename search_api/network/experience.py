"""Who has done what a question is about: people or institutions, ranked by what answers it.

A resource that answers speaks for everybody it names, in any of its versions: who translated it has
done it, too. Those whose best answer is asked for by name come first, then those whose best one
stands out; then the sum of the scores decides, so that three answers count for more than one. Weak
ones count for nothing. Those for whom the same resources speak, the authors of one paper, stand
together: else a list would show one team alone.
Source: CombSUM over the retrieved documents of each expert, Macdonald and Ounis 2006, CIKM,
doi:10.1145/1183614.1183671.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from indexer.catalogue import finding
from indexer.metadata.institutions import all_names
from indexer.text.folding import folded_words
from search_api.limits import MOST_HITS
from search_api.network.directory import Directory, Party, Register, directory_of
from search_api.retrieval.answer import Answer, Hit
from search_api.retrieval.calibration import Band
from search_api.retrieval.filter_values import check_values
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.search import search

_LONGEST_NAME = 6  # words of a question that may be a name
Filters = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Experience:
    """A party with the hits that speak for it, best first, and the `others` for whom they do too.

    `named`: the question is its name.
    """

    party: Party
    hits: tuple[Hit, ...] = ()
    others: tuple[Party, ...] = ()
    named: bool = False

    @property
    def band(self) -> Band | None:
        """How strong its best answer is; None where it is only named."""
        return self.hits[0].band if self.hits else None

    @property
    def score(self) -> float:
        """The sum of the scores of its answers."""
        return sum(hit.score for hit in self.hits)


@dataclass(frozen=True, slots=True)
class ExperienceList:
    """Who has the experience that is asked for, best first; without a question all, by name.

    `nothing_close`: nothing in the collection answers it.
    """

    question: str
    ranked: list[Experience]
    directory: Directory
    nothing_close: bool = False


def people_who(searcher: Searcher, question: str, filters: Filters) -> ExperienceList:
    """Return the people who have done what a question is about. Raises UsageError, as `search`."""
    directory = directory_of(searcher.catalogue)
    return _listed(searcher, question, filters, directory, directory.people)


def institutions_that(searcher: Searcher, question: str, filters: Filters) -> ExperienceList:
    """Return the institutions that have done it. Raises UsageError, as `search`."""
    directory = directory_of(searcher.catalogue)
    return _listed(searcher, question, filters, directory, directory.institutions)


def _listed(
    searcher: Searcher, question: str, filters: Filters, directory: Directory, among: Register
) -> ExperienceList:
    if not question.strip():
        check_values(searcher.catalogue, filters)
        kept = set(finding.resource_ids(searcher.catalogue, filters))
        every = (it for it in among.parties.values() if not kept.isdisjoint(it.resource_ids))
        return ExperienceList("", [Experience(party) for party in every], directory)
    answer = search(searcher, Query(question, filters, MOST_HITS))
    least = 1 if among is directory.people else 2  # many institutions have `physics` in their name
    ranked = rank(answer, among, _called(question, among.parties.values(), least))
    return ExperienceList(question, ranked, directory, answer.nothing_close)


def rank(answer: Answer, among: Register, named: Iterable[str] = ()) -> list[Experience]:
    """Return those for whom the hits of `answer` speak, best first.

    Those with an id in `named` come before all others, whatever speaks for them.
    """
    hits: dict[str, list[Hit]] = defaultdict(list)
    for hit in answer.hits:
        for party in dict.fromkeys(_spoken_for(hit, answer, among) if hit.band != "weak" else ()):
            hits[party].append(hit)
    called = dict.fromkeys(named)
    listed = [
        Experience(among.parties[name], tuple(hits.get(name, ())), named=True) for name in called
    ]
    listed += _teams({name: tuple(hits[name]) for name in hits if name not in called}, among)
    return sorted(listed, key=_order)


def _spoken_for(hit: Hit, answer: Answer, among: Register) -> Iterator[str]:
    """Yield the ids of the parties that any version of a hit's work names."""
    versions = [version.id for version in answer.versions.get(hit.resource.id, ())]
    for name in versions or [hit.resource.id]:
        yield from among.of_resource.get(name, ())


def _teams(hits: Mapping[str, tuple[Hit, ...]], among: Register) -> Iterator[Experience]:
    """Yield the parties with their hits; those with the same ones as one, the first named first."""
    teams: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name, own in hits.items():
        teams[tuple(hit.resource.id for hit in own)].append(name)
    for first, *others in teams.values():
        yield Experience(
            among.parties[first], hits[first], tuple(among.parties[name] for name in others)
        )


def _order(experience: Experience) -> tuple[bool, bool, bool, float, str]:
    strong = experience.band == "strong"
    outstanding = any(hit.closeness == "outstanding" for hit in experience.hits[:1])
    return not experience.named, not strong, not outstanding, -experience.score, experience.party.id


def _called(question: str, parties: Iterable[Party], least: int) -> list[str]:
    """Return the ids of the parties whose name has every word of the question, `least` of them."""
    asked = set(folded_words(question))
    if not least <= len(asked) <= _LONGEST_NAME:
        return []
    return [
        party.id
        for party in parties
        if any(
            asked <= set(folded_words(name)) for name in (*all_names(party.name), *party.written)
        )
    ]
