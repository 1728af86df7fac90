"""How sure an answer may be at best, by the question alone and before any calibration.

Cosines do not tell that a question is no question: the nearest passage to `asdfghjkl` may be nearer
than the answer to a real one. So a question whose words nobody knows has no match but those that
have its letters, and one in a language that is not searched in has no strong one.
"""

from collections.abc import Callable, Iterable, Sequence

from indexer.text.keywords import is_content_word
from indexer.text.letter_pairs import likelihood
from indexer.text.terms import is_acronym, spellings, without_mark
from search_api.retrieval.calibration import Band
from search_api.retrieval.highlight import content_words
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.spelling import in_dictionaries, in_texts

_LOOKED_AT = 40  # words of a long question
_LIKELY = -4.0  # nats for each letter: rare words of our languages come to -2 to -3.5


def at_best(searcher: Searcher, query: Query, outside: str | None) -> Band:
    """Return the strongest band that a match may have; `outside` is a language not searched in.

    What is asked for by name is not meant here, nor is a question with examples.
    """
    if query.like:
        return "strong"
    asked = content_words(query.terms())[:_LOOKED_AT]
    words = [term for term in asked if not term.isdigit()]
    if not words:
        return "possible" if searcher.frequencies(asked, "stems") else "weak"
    if not any(map(is_content_word, words)):
        return "weak"
    in_use = _in_use(searcher, words)
    if not in_use and not any(map(_looks_like_a_word, words)):
        return "weak"
    return "possible" if outside or len(in_use) * 2 < len(words) else "strong"


def _in_use(searcher: Searcher, terms: Sequence[str]) -> set[str]:
    """Return those terms that the texts, the encoder or the dictionaries have.

    Whoever is slower is asked only where it may change something. An acronym must be in a text.
    """
    acronyms = {term for term in terms if is_acronym(term)}
    in_use = {term for term in acronyms if searcher.frequencies(spellings(term), "stems")}
    ways: tuple[Callable[[list[str]], Iterable[str]], ...] = (
        lambda words: in_texts(searcher, words),
        searcher.encoder.known_words,
        lambda words: in_dictionaries(searcher, words),
    )
    for way in ways:
        if len(in_use) * 2 < len(terms):
            in_use |= set(way([term for term in terms if term not in in_use | acronyms]))
    return in_use


def _looks_like_a_word(term: str) -> bool:
    """Whether the letters of a term follow one another as in a language of the region."""
    word = without_mark(term)
    return likelihood([word]) / (len(word) + 1) >= _LIKELY
