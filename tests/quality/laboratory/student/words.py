"""The English words that `indexer/encoding/english_terms.py` may propose, with their vectors.

    python -m tests.quality.laboratory.student.words tests/quality ../shared EXTRA WEIGHTS

The most frequent content words of the pairs' English sides, and all that a pair of our field has.
MODELS is the folder of the exported MiniLM.
"""

import io
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from indexer.encoding.minilm import MiniLM
from indexer.encoding.multilingual import TERMS
from indexer.text.folding import folded_words
from tests.quality.laboratory.student.batches import FIELD
from tests.quality.laboratory.student.examples import gathered
from tests.quality.laboratory.student.manifest import write_manifest
from tests.quality.laboratory.student.sources import Pair

_MOST = 8_000
_SHORTEST = 3  # letters; shorter English words are mostly grammar
_STOPWORDS = frozenset(Path(__file__).with_name("stopwords.txt").read_text("utf-8").split())


def chosen(pairs: Iterable[Pair]) -> list[str]:
    """Return the words in the order of their frequency, equal ones by the alphabet."""
    texts = {pair.english: pair.source in FIELD for pair in pairs}
    seen = Counter(word for text in texts for word in set(folded_words(text)) if is_term(word))
    by_frequency = sorted(seen, key=lambda word: (-seen[word], word))
    ours = {word for text, of_field in texts.items() if of_field for word in folded_words(text)}
    frequent = set(by_frequency[:_MOST])
    return [word for word in by_frequency if word in frequent or word in ours]


def is_term(word: str) -> bool:
    """Tell whether a folded English word is worth looking up."""
    return len(word) >= _SHORTEST and word.isascii() and word.isalpha() and word not in _STOPWORDS


def main(quality: Path, shared: Path, extra: Path, target: Path) -> None:
    """Choose and write."""
    pairs, _, _ = gathered(quality, shared, extra)
    words = chosen(pairs)
    vectors = MiniLM(Path(".balkanetup/models")).encode_passages(words)
    codes = np.rint(vectors / np.abs(vectors).max() * 127).astype(np.int8)
    buffer = io.BytesIO()
    joined = np.frombuffer("\n".join(words).encode(), np.uint8)
    np.savez(buffer, allow_pickle=False, words=joined, vectors=codes)
    (target / TERMS).write_bytes(buffer.getvalue())
    write_manifest(target)
    print(len(words), "words")


if __name__ == "__main__":
    main(*(Path(name) for name in sys.argv[1:5]))
