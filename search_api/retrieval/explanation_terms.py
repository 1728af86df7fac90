"""Explanation terms: the words of a passage that are nearest to the question.

A passage may answer without having a single word of the question. Then its key words with the
highest cosine to the question explain why. Their vectors are in the catalogue: nothing is encoded
here.
"""

from collections.abc import Mapping

from indexer.encoding import Vectors
from indexer.text.folding import words
from indexer.text.terms import folded_word
from search_api.retrieval.highlight import Span

_SHOWN = 3
_NEAR = 0.25  # cosine below which a word explains nothing


def explanation_terms(text: str, key_words: Mapping[str, Vectors], question: Vectors) -> list[Span]:
    """Return the (start, end) of the words of `text` that explain the match, in reading order.

    `key_words` are the vectors of its folded key words, `question` that of the question, each of
    shape (dimension,).
    """
    near = {word: float(vector @ question) for word, vector in key_words.items()}
    best = sorted(near, key=lambda word: (-near[word], word))[:_SHOWN]
    shown = {word for word in best if near[word] >= _NEAR}
    return [(start, end) for start, end in words(text) if folded_word(text[start:end]) in shown]
