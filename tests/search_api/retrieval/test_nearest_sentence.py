"""The sentence that answers is told by its vector, and a little by its words."""

import numpy as np
import pytest

from indexer.catalogue.sentences import Sentences
from search_api.retrieval.nearest_sentence import nearest_sentence

TEXT = "They all sit in rows. Then they talk in pairs. They write alone, too."
SPANS = ((0, 21), (22, 46), (47, 69))


def sentences(*vectors: tuple[float, float]) -> Sentences:
    return Sentences(SPANS[: len(vectors)], np.array(vectors, np.float32))


def test_the_sentence_with_the_highest_cosine_is_the_nearest() -> None:
    question = np.array([1, 0], np.float32)
    assert nearest_sentence(TEXT, sentences((0.2, 0), (0.9, 0), (0.5, 0)), question, []) == SPANS[1]


def test_between_sentences_as_near_the_words_decide() -> None:
    question = np.array([1, 0], np.float32)
    alike = sentences((0.5, 0), (0.5, 0), (0.51, 0))
    assert nearest_sentence(TEXT, alike, question, []) == SPANS[2]
    assert nearest_sentence(TEXT, alike, question, [(40, 45)]) == SPANS[1]  # pairs


def test_of_one_sentence_nothing_stands_out() -> None:
    assert nearest_sentence(TEXT, sentences((1, 0)), np.array([1, 0], np.float32), []) is None


@pytest.mark.parametrize(
    ("first", "second", "marked"),
    [
        ("- Ask two of them to read aloud.", "- Thank them.", "Ask two of them to read aloud."),
        ("3. Ask two of them to read.", "4. Thank them.", "Ask two of them to read."),
        ("- Nobody has read it.", "Read it then.", "Nobody has read it. Read it then."),
        ("Thank them.\n", "- Ask two of them.", "Thank them."),
        ("There are two ways:\n\n", "- by hand;", "There are two ways:\n\n - by hand;"),
        ("What to do\n\n", "Begin anew.", "What to do\n\n Begin anew."),
        ("- two pairs\n", "- three pairs", "two pairs"),
        ("red | by hand\n", "blue | all", "red | by hand"),
        ("Thank them.", "And so on" * 50, "Thank them."),
    ],
)
def test_what_only_announces_is_marked_with_what_follows(
    first: str, second: str, marked: str
) -> None:
    text = f"{first} {second}"
    spans = ((0, len(first.rstrip())), (len(first) + 1, len(text)))
    both = Sentences(spans, np.array([[1, 0], [0, 1]], np.float32))
    span = nearest_sentence(text, both, np.array([1, 0], np.float32), [])
    assert span and text[span[0] : span[1]] == marked
