"""How sure an answer may be at best, by the question alone and before any calibration.

Cosines do not tell that a question is no question: the nearest passage to `asdfghjkl` may be nearer
than the answer to a real one. So a question whose words nobody knows has no match but those that
have its letters, and one in a language that is not searched in has no strong one.
"""

from indexer.text.letter_pairs import likelihood
from indexer.text.terms import without_mark
from search_api.retrieval.calibration import Band
from search_api.retrieval.highlight import content_words
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.spelling import words_in_use

_LOOKED_AT = 40  # words of a long question
_LIKELY = -4.0  # nats for each letter: rare words of our languages come to -2 to -3.5


def at_best(searcher: Searcher, query: Query, outside: str | None) -> Band:
    """Return the strongest band that a match may have; `outside` is a language not searched in.

    What is asked for by name is not meant here, nor is a question with examples.
    """
    if query.like:
        return "strong"
    asked = [without_mark(term) for term in content_words(query.terms())[:_LOOKED_AT]]
    words = [word for word in asked if not word.isdigit()]
    if not words:
        return "possible" if searcher.frequencies(asked, "stems") else "weak"
    in_use = words_in_use(searcher, words)
    if not in_use and not any(map(_looks_like_a_word, words)):
        return "weak"
    return "possible" if outside or len(in_use) * 2 < len(words) else "strong"


def _looks_like_a_word(word: str) -> bool:
    """Whether the letters of a word follow one another as in a language of the region."""
    return likelihood([word]) / (len(word) + 1) >= _LIKELY
