"""The key words of passages and their vectors: by these a match by meaning alone is explained."""

from collections.abc import Iterable, Mapping, Sequence

from indexer.catalogue.database import Catalogue, to_json
from indexer.encoding.base import Vectors, packed, unpacked


def put(catalogue: Catalogue, passage_id: int, words: Iterable[str]) -> None:
    """Store the folded key words of a new passage."""
    catalogue.db.executemany(
        "INSERT INTO key_words VALUES (?, ?)", ((passage_id, word) for word in words)
    )


def without_vector(catalogue: Catalogue) -> list[str]:
    """Return the key words, in alphabet, that have no vector yet."""
    rows = catalogue.db.execute(
        "SELECT DISTINCT word FROM key_words"
        " WHERE word NOT IN (SELECT word FROM word_vectors) ORDER BY word"
    )
    return [row[0] for row in rows]


def put_vectors(catalogue: Catalogue, words: Sequence[str], vectors: Vectors) -> None:
    """Store the vectors, shape (n, dimension), of words."""
    rows = zip(words, map(packed, vectors), strict=True)
    catalogue.db.executemany("INSERT INTO word_vectors VALUES (?, ?)", rows)


def drop_vectors(catalogue: Catalogue) -> None:
    """Delete all vectors of words: they are another encoder's."""
    catalogue.db.execute("DELETE FROM word_vectors")


def drop_unused_vectors(catalogue: Catalogue) -> None:
    """Delete the vectors of words that are no passage's key words any more."""
    catalogue.db.execute("DELETE FROM word_vectors WHERE word NOT IN (SELECT word FROM key_words)")


def counts(catalogue: Catalogue, words: Iterable[str]) -> dict[str, int]:
    """Return of how many passages each of these folded words is a key word, if of any."""
    rows = catalogue.db.execute(
        "SELECT word, count(*) FROM json_each(?) AS asked CROSS JOIN key_words"
        " ON key_words.word = asked.value GROUP BY word",
        (to_json(list(words)),),
    )
    return {row[0]: row[1] for row in rows}


def of_passages(
    catalogue: Catalogue, passage_ids: Iterable[int]
) -> Mapping[int, Mapping[str, Vectors]]:
    """Return the vectors, each of shape (dimension,), of the key words of passages, by word.

    A word that has none yet is left out: those of a run are encoded before it is published.
    """
    rows = catalogue.db.execute(
        "SELECT passage, word, vector FROM json_each(?) AS asked CROSS JOIN key_words"
        " ON key_words.passage = asked.value CROSS JOIN word_vectors USING (word)",
        (to_json([int(number) for number in passage_ids]),),
    )
    by_passage: dict[int, dict[str, Vectors]] = {}
    for number, word, vector in rows:
        by_passage.setdefault(number, {})[word] = unpacked(vector)
    return by_passage
