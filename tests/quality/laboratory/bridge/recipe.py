"""The numbers of the training, in one place."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Recipe:
    """How the weights are made; the defaults made the shipped ones. Shares are 0 to 1."""

    epochs: float = 4
    batch: int = 1024
    # The table's columns, a multiple of three: a feature costs a third as many bytes, plus 6.
    dimension: int = 192
    hidden: int = 768
    # How often a feature must occur to get a row: the word itself, its 3-, 4- and 5-grams, its
    # beginnings of five, six and seven letters.
    least_counts: tuple[int, ...] = (1, 2, 2, 4, 2, 2, 2)
    # More rows than this are cut, the rarest first: 490,000 of 192 columns are 34 MB.
    most_rows: int = 490_000
    learning_rate: float = 0.05
    network_learning_rate: float = 1e-3
    temperature: float = 0.05
    # What the distance and the ranking of others weigh beside the contrast (network.py).
    distance_weight: float = 3.0
    ranking_weight: float = 1.0
    # English texts that also train as themselves: shared words, names, and mixed questions.
    english_share: float = 0.5
    # The teacher's own English words train as well: names and borrowed words of every language.
    teacher_words: bool = True
    # Greek and Cyrillic texts that train once more as typed on a Latin keyboard.
    typed_share: float = 0.15
    joined_per_language: int = 1600
    # English words the lexical retriever may be given, the most frequent first.
    english_words: int = 8_000
