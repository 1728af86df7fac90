"""A question made ready for the retrievers: encoded, moved by feedback, filters as a mask."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from indexer.catalogue import finding
from indexer.encoding import EncodedQuestion, Vectors
from indexer.metadata.facets import spellings
from indexer.text.language import SEARCHED, outside
from indexer.text.lexicon import SHORTEST
from indexer.text.terms import folded_words, is_shouted
from search_api.retrieval import feedback
from search_api.retrieval.exact_match import SURE, Name, exact_matches
from search_api.retrieval.full_text import quoted
from search_api.retrieval.highlight import content_words
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.teaching_senses import with_teaching_senses
from search_api.retrieval.whitening import whitened

_ENOUGH = 2  # words by which a dictionary knows a language
Mask = NDArray[np.bool_] | None  # of the passages that may answer, by row; None stands for all


@dataclass(frozen=True, slots=True)
class Question:
    """A question made ready.

    `vector`, and the whitened `dense_vector` that the dense retriever ranks by, have shape
    (dimension,). `english_terms` are English translations of the words of a question in another
    language, where the encoder gives some; `is_english` says that it is certainly English.
    `names` are the ids of the resources that are asked for by name, each with how.
    `outside_language` is the tag of its language where that is surely none that is searched in.
    """

    vector: Vectors
    dense_vector: Vectors
    content_words: tuple[str, ...]
    english_terms: tuple[str, ...]
    is_english: bool
    names: Mapping[str, Name] = field(default_factory=dict)
    outside_language: str | None = None


def prepare(searcher: Searcher, query: Query) -> Question:
    """Encode the question, once. Raises NotFound when none of its examples is left."""
    words = tuple(content_words(query.terms()))
    encoded = _encoded(searcher, query.plain)
    vector = feedback.vector(searcher, query, encoded.vector)
    return Question(
        vector=vector,
        dense_vector=whitened(searcher.state.whitening, vector),
        content_words=words,
        english_terms=with_teaching_senses(encoded.english_terms) if words else (),
        is_english=encoded.is_english,
        names=exact_matches(searcher.catalogue, query.plain),
        outside_language=_outside(searcher, query.plain),
    )


def mask_of(searcher: Searcher, query: Query, without: str | None = None) -> Mask:
    """Return which passages may answer, shape (n,); None stands for all.

    They match the filters, have the phrases and none of the excluded words. Passages that the
    reader found wrong are left out; so are, in a question of examples alone, the examples.
    `without` is a facet whose filter is ignored.
    """
    filters = {facet: values for facet, values in query.filters.items() if facet != without}
    named = query.unlike if query.text else (*query.like, *query.unlike)
    examples = feedback.passage_ids(searcher, named)
    if not (filters or query.phrases or query.excluded or examples):
        return None
    mask = resources_with(searcher, filters)[searcher.state.resource_rows]
    for phrase in query.phrases:
        mask &= _having(searcher, phrase)
    for phrase in query.excluded:
        mask &= ~_having(searcher, phrase)
    return mask & ~_rows_as_mask(searcher, examples)


def resources_with(searcher: Searcher, filters: Mapping[str, Sequence[str]]) -> NDArray[np.bool_]:
    """Return which resources match every filter, by row of the resource table.

    A resource matches a filter when it has any of the filter's values.
    """
    table = searcher.state.resources
    matching = np.ones(len(table.keys), np.bool_)
    for facet, values in filters.items():
        named = spellings(facet, values)
        matching &= np.logical_or.reduce([table.having(facet, value) for value in named])
    return matching


def as_meant(searcher: Searcher, query: Query) -> Query:
    """Return `query` without its signs where the collection shows that they were not meant.

    A minus was a slip where the texts have the words before and after it together: `group -work`.
    Quotes stand around a title that is not typed quite as it is written.
    """
    if _quotes_a_near_title(searcher, query):
        return replace(query, text=query.plain)
    before = folded_words(query.plain)[-1:]
    if not (before and query.excluded):
        return query
    together = _expression((*before, *query.excluded[0]))
    if not len(finding.passages_with(searcher.catalogue, together)):
        return query
    words = (" ".join(phrase) for phrase in query.excluded)
    return replace(query, text=" ".join((query.plain, *words)))


def _quotes_a_near_title(searcher: Searcher, query: Query) -> bool:
    if list(query.phrases) != [tuple(folded_words(query.plain))]:
        return False
    is_there = len(finding.passages_with(searcher.catalogue, _expression(query.phrases[0]))) > 0
    return not is_there and not SURE.isdisjoint(
        exact_matches(searcher.catalogue, query.plain).values()
    )


def _outside(searcher: Searcher, text: str) -> str | None:
    """Return the language of a question that is in none that is searched in.

    A detector takes few words without their marks for another language, `rubrika per ese letrare`
    for Italian; where all are words of ours, or of the texts, they are no other's.
    """
    language = outside(text)
    spoken = [word for word in folded_words(text) if len(word) >= SHORTEST]
    if language is None or len(spoken) < _ENOUGH:
        return language
    spelt = searcher.lexicon.languages(spoken)
    ours = {word for word, languages in spelt.items() if SEARCHED & languages}
    ours |= searcher.frequencies(spoken, "body").keys()
    return None if ours.issuperset(spoken) else language


def _encoded(searcher: Searcher, text: str) -> EncodedQuestion:
    """Return the encoded question; the zero vector for a question of examples alone.

    An encoder has learnt few words in capitals: such a question is read in small letters.
    """
    if text:
        return searcher.encoded(text.lower() if is_shouted(text) else text)
    return EncodedQuestion(np.zeros(searcher.encoder.dimension, np.float32))


def _having(searcher: Searcher, phrase: Sequence[str]) -> NDArray[np.bool_]:
    """Return which passages have the folded words of `phrase`, in this order."""
    return _rows_as_mask(searcher, finding.passages_with(searcher.catalogue, _expression(phrase)))


def _expression(phrase: Sequence[str]) -> str:
    return f"{{title headings body}} : {quoted(' '.join(phrase))}"


def _rows_as_mask(searcher: Searcher, ids: Iterable[int]) -> NDArray[np.bool_]:
    """Return which passages have one of these ids, by row."""
    table = searcher.state.passage_table
    mask = np.zeros(len(table.ids), np.bool_)
    rows = table.rows(np.array(list(ids), np.int64))
    mask[rows[rows >= 0]] = True
    return mask
