"""The sentence that answers is told by its vector, and a little by its words."""

import numpy as np

from indexer.catalogue.sentences import Sentences
from search_api.retrieval.nearest_sentence import nearest_sentence

TEXT = "They sit in rows. They talk in pairs. They write alone."
SPANS = ((0, 17), (18, 37), (38, 55))


def sentences(*vectors: tuple[float, float]) -> Sentences:
    return Sentences(SPANS[: len(vectors)], np.array(vectors, np.float32))


def test_the_sentence_with_the_highest_cosine_is_the_nearest() -> None:
    question = np.array([1, 0], np.float32)
    assert nearest_sentence(TEXT, sentences((0.2, 0), (0.9, 0), (0.5, 0)), question, []) == SPANS[1]


def test_between_sentences_as_near_the_words_decide() -> None:
    question = np.array([1, 0], np.float32)
    alike = sentences((0.5, 0), (0.5, 0), (0.51, 0))
    assert nearest_sentence(TEXT, alike, question, []) == SPANS[2]
    assert nearest_sentence(TEXT, alike, question, [(31, 36)]) == SPANS[1]  # pairs


def test_of_one_sentence_nothing_stands_out() -> None:
    assert nearest_sentence(TEXT, sentences((1, 0)), np.array([1, 0], np.float32), []) is None
