"""Count the letter pairs of `indexer/text/letter_pairs.tsv`.

    python -m tests.quality.laboratory.letter_pairs

The parallel text is ours, so the table is. Serbian is counted in both scripts.
"""

import csv
import math
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import indexer.text
from indexer.text.letter_pairs import STEP, WORD, plain

PARALLEL = Path(__file__).parents[1] / "parallel"
TABLE = Path(indexer.text.__file__).parent / "letter_pairs.tsv"
LEAST = 2  # pairs counted less often are slips and foreign words
_CYRILLIC_LETTERS = "а б в г д ђ е ж з и ј к л љ м н њ о п р с т ћ у ф х ц ч џ ш"
_LATIN_LETTERS = "a b v g d đ e ž z i j k l lj m n nj o p r s t ć u f h c č dž š"
_LATIN = dict(zip(_CYRILLIC_LETTERS.split(), _LATIN_LETTERS.split(), strict=True))


def sentences(fold: int | None = None) -> Iterator[tuple[str, str]]:
    """Yield (language, sentence) of the parallel text; with `fold`, but for every tenth row."""
    for file in sorted(PARALLEL.glob("*.tsv")):
        with file.open(encoding="utf-8") as lines:
            for number, row in enumerate(csv.DictReader(lines, delimiter="\t")):
                if fold is None or number % 10 != fold:
                    yield from of_row(row)


def of_row(row: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (language, sentence) of one row, Serbian in both scripts."""
    for language, sentence in row.items():
        if sentence:
            yield language, sentence
            if language == "sr":
                yield "sr-Latn", to_latin(sentence)


def to_latin(sentence: str) -> str:
    """Return Serbian Cyrillic in Latin letters, with its capitals."""
    return "".join(
        _LATIN.get(sign) or _LATIN.get(sign.lower(), sign).capitalize() for sign in sentence
    )


def count(pairs_of: Iterator[tuple[str, str]]) -> dict[str, dict[str, Counter[str]]]:
    """Return how often a letter follows another, by language and first letter."""
    counts: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for language, sentence in pairs_of:
        for word in WORD.findall(sentence):
            spelled = plain(word)
            for first, second in zip(f" {spelled}", f"{spelled} ", strict=True):
                counts[language][first][second] += 1
    return counts


def rows(counts: dict[str, dict[str, Counter[str]]]) -> Iterator[str]:
    """Yield the lines of the table: language, first letter, second letters with rarities."""
    for language in sorted(counts):
        for first in sorted(counts[language]):
            seconds = counts[language][first]
            total = sum(seconds.values()) + 10
            written = "".join(
                second + chr(ord("a") + round(math.log(number / total) / STEP))
                for second, number in sorted(seconds.items())
                if number >= LEAST
            )
            if written:
                yield f"{language}\t{first}\t{written}\n"


if __name__ == "__main__":
    TABLE.write_text("".join(rows(count(sentences()))), encoding="utf-8")
