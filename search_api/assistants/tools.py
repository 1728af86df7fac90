"""What an assistant can do here: search, get, be recommended what to read, people. Reading only."""

from typing import Annotated

from pydantic import Field

from indexer.catalogue import passages, resources
from indexer.domain import Resource
from indexer.errors import NotFound
from search_api import presenters, schemas
from search_api.assistants.answers import (
    Brief,
    Document,
    Experience,
    Passage,
    People,
    Result,
    Results,
    Suggested,
    Suggestions,
)
from search_api.limits import LONGEST, MOST_SEEDS
from search_api.network.experience import people_who
from search_api.recommend import (
    Wish,
    for_discipline,
    practice_and_evidence,
    related_to,
    same_strategy_elsewhere,
    suggestion,
)
from search_api.recommended import recommendations
from search_api.retrieval.index_reader import IndexReader, Searcher
from search_api.retrieval.language_tags import read_languages
from search_api.retrieval.query import Query
from search_api.retrieval.search import Hit
from search_api.retrieval.search import search as find
from search_api.sharing.addresses import Places

_ENGLISH = "en"  # of labels and reasons
_PASSAGES = 30  # of one answer of `get`: some 6,000 word pieces

Few = Annotated[int, Field(ge=1, le=20, description="How many resources.")]
ResourceId = Annotated[str, Field(description="The `id` of a resource, as `search` gives it.")]
ResourceIds = Annotated[
    list[str], Field(min_length=1, max_length=MOST_SEEDS, description="Ids, as `search` gives.")
]
OtherIds = Annotated[
    list[str] | None, Field(max_length=MOST_SEEDS, description="Ids of what is not wished for.")
]
Reads = Annotated[
    list[str] | None,
    Field(description="Languages that the reader reads (sq, sr, el ...): those come first."),
]


class Tools:
    """The tools over the index of `reader`; pages are named under `places`."""

    def __init__(self, reader: IndexReader, places: Places) -> None:
        self._reader = reader
        self._places = places

    def search(
        self,
        question: Annotated[
            str,
            Field(
                max_length=LONGEST,
                description="A teaching problem in plain words, in any language of the Balkans.",
            ),
        ],
        filters: Annotated[
            dict[str, list[str]] | None,
            Field(
                description="Values to keep by facet: language, discipline (ISCED-F code), type, "
                "strategy, class_size, mode, cycle, year, institution, licence, author."
            ),
        ] = None,
        reads: Reads = None,
        k: Few = 5,
    ) -> Results:
        """Find passages of teaching resources that answer a question, whatever their language."""
        kept = {facet: tuple(values) for facet, values in (filters or {}).items()}
        query = Query(question, kept, k, reads=read_languages(reads or ()))
        with self._reader.searcher() as index:
            answer = find(index, query)
        return Results(
            total=len(answer.ranked_ids),
            words_only=answer.words_only,
            nothing_close=answer.nothing_close,
            did_you_mean=answer.did_you_mean,
            results=[self._result(hit) for hit in answer.hits],
        )

    def get(
        self,
        id: ResourceId,
        from_passage: Annotated[int, Field(ge=0, le=10**6, description="Where to begin.")] = 0,
    ) -> Document:
        """Read one resource: what is known of it, and its text from a passage on."""
        with self._reader.searcher() as index:
            resource = _existing(index, id)
            stored = passages.of_resource(index.catalogue, id)
        end = from_passage + _PASSAGES
        return Document(
            resource=self._brief(resource),
            passages=[_passage(presenters.passage(it)) for it in stored[from_passage:end]],
            next_passage=end if end < len(stored) else None,
        )

    def related(
        self, like: ResourceIds, unlike: OtherIds = None, reads: Reads = None, k: Few = 5
    ) -> Suggestions:
        """Recommend resources like these and not like those, with reasons."""
        wish = Wish(tuple(like), tuple(unlike or ()), reads=read_languages(reads or ()), k=k)
        with self._reader.searcher() as index:
            return self._suggestions(index, related_to(index, wish))

    def elsewhere(self, id: ResourceId, reads: Reads = None, k: Few = 5) -> Suggestions:
        """Recommend resources with the same teaching strategy in another field."""
        wish = Wish((id,), reads=read_languages(reads or ()), k=k)
        with self._reader.searcher() as index:
            return self._suggestions(index, same_strategy_elsewhere(index, wish))

    def evidence(self, id: ResourceId, reads: Reads = None, k: Few = 5) -> Suggestions:
        """For a practice, recommend research on it with its kinds of evidence; and the reverse."""
        wish = Wish((id,), reads=read_languages(reads or ()), k=k)
        with self._reader.searcher() as index:
            return self._suggestions(index, practice_and_evidence(index, wish))

    def recommend(
        self,
        discipline: Annotated[
            str,
            Field(description="ISCED-F 2013 code of 2 to 4 digits, or the name of a field."),
        ],
        reads: Reads = None,
        k: Few = 5,
    ) -> Suggestions:
        """Recommend resources for teaching in a discipline, with reasons."""
        languages = read_languages(reads or ())
        with self._reader.searcher() as index:
            choice = for_discipline(index, discipline, k, reads=languages)
            return self._suggestions(index, choice.suggestions)

    def people(
        self,
        question: Annotated[
            str,
            Field(
                max_length=LONGEST,
                description="What somebody should have done, in plain words, or a name.",
            ),
        ],
        k: Few = 5,
    ) -> People:
        """Find the people in the network who have done something, with what shows it."""
        with self._reader.searcher() as index:
            listed = people_who(index, question, {})
        institutions = listed.directory.institutions
        return People(
            nothing_close=listed.nothing_close,
            people=[
                Experience(
                    name=it.party.name,
                    together_with=[party.name for party in it.others],
                    institutions=[
                        party.name
                        for party in institutions.beside(hit.resource.id for hit in it.hits)
                    ],
                    resources=[self._brief(hit.resource) for hit in it.hits],
                )
                for it in listed.ranked[:k]
            ],
        )

    def _result(self, hit: Hit) -> Result:
        matches = [presenters.passage(match.stored) for match in hit.matches]
        return Result(
            resource=self._brief(hit.resource),
            band=hit.band,
            passages=[_passage(passage) for passage in matches],
        )

    def _suggestions(self, index: Searcher, suggested: suggestion.Suggestions) -> Suggestions:
        shown = recommendations(index.catalogue, suggested, _ENGLISH).items
        return Suggestions(
            items=[
                Suggested(
                    resource=self._brief(item.resource),
                    reason=recommended.reason,
                    passages=[_passage(alike.passage) for alike in recommended.passages],
                    evidence=[f"{it.kind.label}: {it.sentence}" for it in recommended.evidence],
                )
                for item, recommended in zip(suggested.items, shown, strict=True)
            ]
        )

    def _brief(self, resource: Resource) -> Brief:
        shown = presenters.resource(resource, _ENGLISH)
        return Brief(
            id=shown.id,
            title=shown.title,
            authors=shown.authors,
            institution=shown.institution,
            year=shown.year,
            language=shown.language,
            licence=shown.licence,
            disciplines=[concept.label for concept in shown.disciplines],
            abstract=shown.abstract,
            page=self._places.page(shown.id),
        )


def _existing(index: Searcher, resource_id: str) -> Resource:
    resource = resources.find(index.catalogue, resource_id)
    if resource is None:
        raise NotFound(f"There is no resource {resource_id!r}.", cure="Search for it by title.")
    return resource


def _passage(shown: schemas.Passage) -> Passage:
    return Passage(text=shown.text, heading=" › ".join(shown.heading_path), page=shown.page)
