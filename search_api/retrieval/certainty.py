"""How close an answer may be at best, by the question alone and before any calibration.

Cosines do not tell that a question is no question: the nearest passage to `asdfghjkl` may be nearer
than the answer to a real one. So a question whose words nobody knows has no match but those that
have its letters, and one in a language that the encoder does not read has none. A topic alone (one
word, a field of study, a place, an institution) has no outstanding match: it does not say what
answers.
"""

from collections.abc import Callable, Iterable, Sequence

from indexer.taxonomy import load
from indexer.text.folding import folded_words
from indexer.text.keywords import is_content_word
from indexer.text.letter_pairs import likelihood
from indexer.text.terms import (
    folded_word,
    is_acronym,
    is_shouted,
    spellings,
    without_mark,
    words,
)
from search_api.retrieval.calibration import Closeness
from search_api.retrieval.highlight import content_words
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.spelling import in_dictionaries, in_texts

_LOOKED_AT = 40  # words of a long question
_READ = frozenset({"ro", "sl", "tr"})  # languages that are not searched in and yet encoded well
_INSTITUTIONS = frozenset(
    word
    for words_of_language in (
        "university faculty college academy institute school department",
        "universiteti fakulteti instituti akademia shkolla",
        "univerzitet univerziteta sveučilište sveučilišta fakultet fakulteta akademija institut",
        "универзитет универзитета факултет факултета академија институт",
        "универзитетот факултетот университет университета университетът факултетът академия",
        "πανεπιστήμιο πανεπιστημίου σχολή τμήμα ινστιτούτο",
    )
    for word in folded_words(words_of_language)
)
_LIKELY = -4.0  # nats for each letter: rare words of our languages come to -2 to -3.5


def at_best(searcher: Searcher, query: Query, outside: str | None) -> Closeness:
    """Return how close a match may be at best; `outside` is a language not searched in.

    What is asked for by name is not meant here, nor is a question with examples.
    """
    if query.like:
        return "outstanding"
    if outside and outside not in _READ:
        return "weak"
    asked = content_words(query.terms())[:_LOOKED_AT]
    spoken = [term for term in asked if not term.isdigit()]
    if not spoken:
        return "possible" if searcher.frequencies(asked, "stems") else "weak"
    if not any(map(is_content_word, spoken)):
        return "weak"
    in_use = _in_use(searcher, spoken)
    if not in_use and not any(map(_looks_like_a_word, spoken)):
        return "weak"
    if outside or len(in_use) * 2 < len(spoken) or _is_topic(query, asked):
        return "possible"
    return "outstanding"


def _in_use(searcher: Searcher, terms: Sequence[str]) -> set[str]:
    """Return those terms that the texts, the encoder or the dictionaries have.

    Whoever is slower is asked only where it may change something. An acronym must be in a text.
    """
    acronyms = {term for term in terms if is_acronym(term)}
    in_use = {term for term in acronyms if searcher.frequencies(spellings(term), "stems")}
    ways: tuple[Callable[[list[str]], Iterable[str]], ...] = (
        lambda some: in_texts(searcher, some),
        searcher.encoder.known_words,
        lambda some: in_dictionaries(searcher, some),
    )
    for way in ways:
        if len(in_use) * 2 < len(terms):
            in_use |= set(way([term for term in terms if term not in in_use | acronyms]))
    return in_use


def _is_topic(query: Query, asked: Sequence[str]) -> bool:
    """Whether the question is a word, the name of a field, or made of names alone."""
    if len(asked) == 1 or load("isced_f").match(query.plain) is not None:
        return True
    typed = {
        folded_word(query.plain[start:end]): query.plain[start:end]
        for start, end in words(query.plain)
    }
    names = [typed[word] for word in map(without_mark, asked) if word not in _INSTITUTIONS]
    return not is_shouted(query.plain) and all(name[0].isupper() for name in names)


def _looks_like_a_word(term: str) -> bool:
    """Whether the letters of a term follow one another as in a language of the region."""
    word = without_mark(term)
    return likelihood([word]) / (len(word) + 1) >= _LIKELY
