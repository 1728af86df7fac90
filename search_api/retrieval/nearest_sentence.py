"""The sentence of a passage that is nearest to the question: what a reader looks for in it.

By the cosine of the sentence's stored vector with the question's, and a little by the words it
has of it. Of 31 passages in nine languages whose answering sentence was told by reading, this
finds it in 20; the words alone in 14, the longest sentence in 15, the first in 8.
"""

import math
import re
from collections.abc import Sequence

import numpy as np

from indexer.catalogue.sentences import Sentences
from indexer.encoding import Vectors
from indexer.text.folding import fold
from search_api.retrieval.highlight import Span

_WORDS_WEIGHT = 0.03  # against the cosine; more makes it worse
_FEWEST, _HEADING = 5, 9  # words of a sentence that says something alone; of a line without an end
_LONGEST_NEXT = 300  # characters of a sentence that is marked with the one before
_MARK = re.compile(r"\s*(?:[-–•*]|\(?\d{1,2}[.)]|\(?[a-z]\))\s+")  # of an item of a list
_STEM = 6  # letters by which the forms of a word are one here


def nearest_sentence(
    text: str, sentences: Sentences, question: Vectors, highlights: Sequence[Span]
) -> Span | None:
    """Return the (start, end) of the sentence nearest to `question`, shape (dimension,).

    None where the passage has but one: there is nothing to stand out from. What only announces is
    marked with the sentence after it, an item of a list without its mark.
    """
    if len(sentences.spans) < 2:
        return None
    words = _words(text, sentences.spans, highlights)
    scores = sentences.vectors @ question + _WORDS_WEIGHT * words / max(words.max(), 1e-9)
    chosen = int(scores.argmax())
    start, end = sentences.spans[chosen]
    if chosen + 1 < len(sentences.spans):
        end = _with_next(text, sentences.spans[chosen], sentences.spans[chosen + 1])
    mark = _MARK.match(text, start, end)
    return (mark.end() if mark else start), end


def _with_next(text: str, chosen: Span, following: Span) -> int:
    """Return where the mark ends: a heading, a label or what stands before a list says little."""
    sentence, gap = text[chosen[0] : chosen[1]], text[chosen[1] : following[0]]
    if "|" in sentence or following[1] - chosen[1] > _LONGEST_NEXT:  # a row of a table is whole
        return chosen[1]
    mark = _MARK.match(sentence)
    count = len(sentence[mark.end() if mark else 0 :].split())
    if sentence.rstrip("\"'”“») ").endswith((".", "!", "?", "…", ";")):
        announces = count < _FEWEST and "\n" not in gap
    else:
        announces = sentence.rstrip().endswith(":") or (count < _HEADING and not mark)
    return following[1] if announces else chosen[1]


def _words(text: str, spans: Sequence[Span], highlights: Sequence[Span]) -> Vectors:
    """Return how much each sentence, shape (n,), has of the words: rare ones count more."""
    having: dict[str, set[int]] = {}
    for start, end in highlights:
        within = [number for number, (first, last) in enumerate(spans) if first <= start < last]
        having.setdefault(fold(text[start:end])[:_STEM], set()).update(within)
    worth = np.zeros(len(spans), np.float32)
    for sentences in having.values():
        for number in sentences:
            worth[number] += math.log(1 + len(spans) / len(sentences))
    return worth
