"""The training set as arrays: texts are rows of words, words are rows of word pieces.

    python -m tests.quality.laboratory.student.examples START TEACHER QUALITY SHARED EXTRA TARGET

START is the folder of start.py, TEACHER MiniLM's, QUALITY tests/quality, SHARED ../shared and
EXTRA a folder of further sources: `*.txt` (reading.py, manuals.py) and `*.tsv` (pairs). The
parallel text of teaching is QUALITY's own. TARGET gets `examples.npz`, `examples.json` and
the pruned `tokenizer.json` with `kept.npy`, the numbers of its pieces in the start's vocabulary.

A tokenizer of either model never looks across a space. So each word is cut once, in each of its
variants (variants.py), and a batch on the way to the model is only gathered.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from tests.quality.laboratory.student import sources, vocabulary
from tests.quality.laboratory.student.held_out import HeldOut
from tests.quality.laboratory.student.sources import Pair, Prose
from tests.quality.laboratory.student.variants import word_variants, writers

Numbers = NDArray[np.int32]
_OWN_LETTERS = {"sr": "абвгдежзик", "mk": "абвгдежзик", "bg": "абвгдежзик", "el": "αεηιουωάέίό"}
_ENDS = (".", "!", "?", ".”", ".)", '."', "?”", ":")
_MARKS = ".!?…;,:"
SEED = 11
# How much the use of a piece in each of variants.VARIANTS counts.
VARIANT_USES = (10, 4, 2, 3, 2, 2, 1, 1)


def alphabet(text: str, language: str) -> str:
    """Return the language if `text` has letters of an alphabet of its own, else "latin"."""
    own = _OWN_LETTERS.get(language)
    return language if own and any(letter in own for letter in text.lower()) else "latin"


@dataclass
class Words:
    """Words of one alphabet each, numbered in the order in which they were first seen."""

    numbers: dict[tuple[str, str], int] = field(default_factory=dict)

    def number(self, word: str, letters: str) -> int:
        """Return the number of a word."""
        return self.numbers.setdefault((letters, word), len(self.numbers))


@dataclass
class Texts:
    """Texts as word numbers, each text once."""

    words: Words = field(default_factory=Words)
    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    rows: list[list[int]] = field(default_factory=list)

    def number(self, text: str, language: str) -> int:
        """Return the number of a text."""
        letters = alphabet(text, language)
        key = (letters, text)
        if key not in self.numbers:
            self.numbers[key] = len(self.rows)
            self.rows.append([self.words.number(word, letters) for word in text.split()])
        return self.numbers[key]


def flat(rows: Sequence[Sequence[int]], kind: type) -> tuple[NDArray[Any], NDArray[np.int64]]:
    """Return the rows one after another, and where each begins."""
    lengths = np.fromiter((len(row) for row in rows), np.int64, len(rows))
    starts = np.concatenate([[0], np.cumsum(lengths)])
    every: NDArray[Any] = np.fromiter(
        (value for row in rows for value in row), kind, int(starts[-1])
    )
    return every, starts


def _variant_numbers(words: Words) -> tuple[list[str], Numbers]:
    """Return every spelling there is and, for each word, the numbers of its variants."""
    typists = writers(SEED)
    spellings: dict[str, int] = {}
    numbers = np.array(
        [
            [
                spellings.setdefault(spelling, len(spellings))
                for spelling in word_variants(word, letters, typists)
            ]
            for letters, word in list(words.numbers)
        ],
        np.int32,
    )
    return list(spellings), numbers


def _bare_numbers(words: Words) -> Numbers:
    """Return for each word the number of the word without the signs at its end."""
    return np.array(
        [
            words.number(word.rstrip(_MARKS) or word, letters)
            for letters, word in list(words.numbers)
        ],
        np.int32,
    )


def cut(tokenizer: Tokenizer, spellings: Sequence[str]) -> list[list[int]]:
    """Return the word pieces of each spelling."""
    rows: list[list[int]] = []
    for start in range(0, len(spellings), 50_000):
        some = tokenizer.encode_batch(
            list(spellings[start : start + 50_000]), add_special_tokens=False
        )
        rows += [text.ids for text in some]
    return rows


def check_cutting(tokenizer: Tokenizer, texts: Sequence[str]) -> None:
    """Refuse to go on where words cut one by one are not what the model will be given.

    A first run learnt from words with marks around each: its losses fell, and it was useless.
    """
    for text in texts:
        apart = [piece for row in cut(tokenizer, text.split()) for piece in row]
        if apart != tokenizer.encode(text, add_special_tokens=False).ids:
            raise ValueError(f"Word by word another cut than as a whole: {text}")


def _teacher_tokenizer(folder: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


def gathered(quality: Path, shared: Path, extra: Path) -> tuple[list[Pair], list[Prose], int]:
    """Return all that may be learnt from, and how many pieces were refused as held out."""
    held_out = HeldOut(sources.held_out_texts(quality, shared, extra / "held-out.txt"))
    return sources.without_held_out(
        _pairs(quality, shared, extra), _prose(quality, shared, extra), held_out
    )


def _pairs(quality: Path, shared: Path, extra: Path) -> Iterator[Pair]:
    yield from sources.teaching_rows(sorted((quality / "parallel").glob("*.tsv")))
    yield from sources.parallel_pairs(shared / "parallel")
    yield from sources.parallel_pairs(extra)
    yield from sources.vocabulary_pairs(quality.parents[1] / "indexer" / "taxonomy" / "data")


def _prose(quality: Path, shared: Path, extra: Path) -> Iterator[Prose]:
    for name in ("scifact", "cisi"):
        yield from sources.abstracts(shared / "benchmarks" / name)
    yield from sources.starter_collection(quality.parents[1] / "corpus" / "sources")
    yield from sources.documents(extra / "corpora.txt")
    yield from sources.documents(extra / "english.txt")
    yield from sources.lines(extra / "definitions.txt")


def arrays(
    pairs: Sequence[Pair], prose: Sequence[Prose], start: Path, teacher: Path, target: Path
) -> tuple[dict[str, NDArray[Any]], dict[str, Any]]:
    """Return the training set as named arrays, and the names that go with them."""
    texts = Texts()
    english = np.array([texts.number(pair.english, "en") for pair in pairs], np.int32)
    other = np.array([texts.number(pair.other, pair.language) for pair in pairs], np.int32)
    pieces = np.array([texts.number(piece.text, "en") for piece in prose], np.int32)
    bare = _bare_numbers(texts.words)
    bare = np.concatenate([bare, np.arange(len(bare), len(texts.words.numbers), dtype=np.int32)])
    spellings, variants = _variant_numbers(texts.words)
    tokenizer = vocabulary.pruned(start, target, spellings, _uses(texts, variants, len(spellings)))
    student_pieces, student_starts = flat(cut(tokenizer, spellings), np.uint16)
    check_cutting(tokenizer, [pair.other for pair in pairs[::5000]])
    check_cutting(_teacher_tokenizer(teacher), [piece.text for piece in prose[::5000]])
    base = [word if letters == "latin" else "" for letters, word in texts.words.numbers]
    teacher_pieces, teacher_starts = flat(cut(_teacher_tokenizer(teacher), base), np.uint16)
    rows, row_starts = flat(texts.rows, np.int32)
    languages = ["en", *sources.LANGUAGES]
    origins = sorted({pair.source for pair in pairs} | {piece.source for piece in prose})
    columns: dict[str, NDArray[Any]] = {
        "text_words": rows,
        "text_starts": row_starts,
        "variants": variants,
        "bare": bare,
        "ends": np.array([word.endswith(_ENDS) for _, word in texts.words.numbers]),
        "student_pieces": student_pieces,
        "student_starts": student_starts,
        "teacher_pieces": teacher_pieces,
        "teacher_starts": teacher_starts,
        "pair_english": english,
        "pair_other": other,
        "pair_language": np.array([languages.index(pair.language) for pair in pairs], np.int8),
        "pair_source": np.array([origins.index(pair.source) for pair in pairs], np.int8),
        "pair_alphabet": np.array([alphabet(p.other, p.language) != "latin" for p in pairs]),
        "prose_text": pieces,
        "prose_source": np.array([origins.index(piece.source) for piece in prose], np.int8),
    }
    return columns, {"languages": languages, "sources": origins}


def _uses(texts: Texts, variants: Numbers, spellings: int) -> NDArray[np.int64]:
    """Return how often each spelling can occur: as often as its words, in any variant."""
    words = np.bincount(
        np.fromiter((word for row in texts.rows for word in row), np.int64),
        minlength=len(variants),
    )
    uses = np.zeros(spellings, np.int64)
    for column, weight in zip(variants.T, VARIANT_USES, strict=True):
        np.add.at(uses, column, weight * words)
    return uses


def main(
    start: Path, teacher: Path, quality: Path, shared: Path, extra: Path, target: Path
) -> None:
    """Write the training set and say what is in it."""
    target.mkdir(parents=True, exist_ok=True)
    pairs, prose, refused = gathered(quality, shared, extra)
    columns, names = arrays(pairs, prose, start, teacher, target)
    np.savez(target / "examples.npz", allow_pickle=False, **columns)
    counts = np.unique(
        columns["pair_source"].astype(int) * 100 + columns["pair_language"], return_counts=True
    )
    names["pairs"] = {
        f"{names['sources'][key // 100]} {names['languages'][key % 100]}": int(count)
        for key, count in zip(*counts, strict=True)
    }
    pieces = np.unique(columns["prose_source"], return_counts=True)
    names["prose"] = {names["sources"][key]: int(n) for key, n in zip(*pieces, strict=True)}
    names["refused"] = refused
    (target / "examples.json").write_text(json.dumps(names, indent=1, ensure_ascii=False), "utf8")
    for name, values in columns.items():
        print(name, values.shape, values.dtype)
    print(len(pairs), "pairs,", len(prose), "pieces of prose,", refused, "refused as held out")


if __name__ == "__main__":
    main(*(Path(name) for name in sys.argv[1:7]))
