"""English words for a question: near a word of it, and in the sense of the whole."""

from collections.abc import Sequence

import numpy as np

from indexer.encoding.base import Vectors, normalise
from indexer.encoding.english_terms import EnglishTerms

# Three directions: school, water, sport.
ENGLISH = ["student", "leak", "dropout", "ball"]
VECTORS = normalise(np.array([[1, 0, 0], [0.1, 1, 0], [0.8, 0.5, 0], [0, 0, 1]], np.float32))
WORDS = {"diarroi": [0.5, 0.85, 0], "foititon": [1, 0, 0], "kai": [0.1, 0.1, 0.1]}


def terms_of(text: str, meaning: list[float], limit: int = 5) -> list[str]:
    def encode(texts: Sequence[str]) -> Vectors:
        own = [WORDS[word] for word in texts[1:]]  # the first is the whole text
        return normalise(np.array([meaning, *own], np.float32))

    vector, terms = EnglishTerms(ENGLISH, VECTORS, encode).read(text, limit)
    assert vector.tolist() == encode([text])[0].tolist()
    return terms


def test_the_question_decides_between_the_senses_of_a_word() -> None:
    assert terms_of("diarroi foititon", [1, 0.3, 0])[:2] == ["student", "dropout"]
    assert "leak" in terms_of("diarroi", [-0.3, 1, 0])
    assert "dropout" not in terms_of("diarroi", [-0.6, 1, 0])


def test_the_surest_come_first_and_short_words_are_grammar() -> None:
    assert terms_of("foititon", [1, 0.1, 0], limit=1) == ["student"]
    assert terms_of("i to", [0, 0, 0]) == []


def test_what_fits_the_whole_question_is_proposed_without_a_word_for_it() -> None:
    assert terms_of("kai", [-1, -1, 1]) == ["ball"]
