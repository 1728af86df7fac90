"""What the student must never see: judged questions and the twins that it is measured on."""

from collections import defaultdict
from collections.abc import Iterable

from indexer.text.folding import folded_words

_LONG = 8  # so many words in a row that a text shares with a held-out one are no accident
_ALIKE = 0.6  # the share of common words from which two short texts are the same question


def _runs(words: tuple[str, ...], length: int) -> Iterable[tuple[str, ...]]:
    return (words[start : start + length] for start in range(len(words) - length + 1))


class HeldOut:
    """Held-out texts, and whether another text is one of them or nearly so.

    Texts are compared folded: without case, diacritics and script.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self.texts = {tuple(folded_words(text)) for text in texts} - {()}
        self._long = {run for words in self.texts for run in _runs(words, _LONG)}
        self._pairs: defaultdict[tuple[str, ...], list[frozenset[str]]] = defaultdict(list)
        for words in self.texts:
            for pair in set(_runs(words, 2)):
                self._pairs[pair].append(frozenset(words))

    def has(self, text: str) -> bool:
        """Whether `text` is a held-out text, contains much of one or resembles one."""
        words = tuple(folded_words(text))
        if words in self.texts or any(run in self._long for run in _runs(words, _LONG)):
            return True
        return len(words) <= 60 and self._resembles(words)

    def _resembles(self, words: tuple[str, ...]) -> bool:
        own = frozenset(words)
        seen: set[frozenset[str]] = set()
        for pair in _runs(words, 2):
            for other in self._pairs.get(pair, ())[:400]:
                if other not in seen:
                    seen.add(other)
                    if len(own & other) >= _ALIKE * len(own | other):
                        return True
        return False
