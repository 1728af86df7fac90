"""How often "did you mean" is wrong, and how often it is right, by language.

    python -m tests.quality.laboratory.retrieval.spelling tests/quality

Asked of the current index, which is that of `corpus/`.

Needless corrections: texts that are spelt well and are "set right" all the same. They are the
judged questions, and sentences of the parallel text, which is full of inflected forms that the
collection has not; both also as they are typed without diacritics. Romanian, Slovene and Turkish
stand for languages that the dictionaries do not have.

Right corrections: of words of at least six letters that got one slip or two (a letter left out,
put in, replaced, or two neighbours swapped), those that come back as they were. The word is
one that the collection has; in English also one that it has not. The slips are drawn with a
fixed seed. A text belongs to the `tune` half or to the `test` half by its question, or by its
English sentence, so that all translations of it stand on one side.
"""

import csv
import json
import random
import sys
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from indexer.settings import Settings
from indexer.text.folding import fold, words
from indexer.text.keywords import is_content_word
from indexer.text.scripts import to_gaj_latin
from search_api.retrieval.index_reader import IndexReader, Searcher
from search_api.retrieval.spelling import did_you_mean

SEED = 7
SHORTEST = 6  # letters of a word that gets a slip
_SENTENCES = 250  # of the parallel text, per half
_WORDS = 300  # of them as questions of their own, per half and language
_MARKED = ("sq", "bs", "hr", "sr-Latn", "el")  # languages whose marks people leave out


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is spelt well; its `split` is `tune` or `test`."""

    language: str
    split: str
    text: str


@dataclass(frozen=True, slots=True)
class Slipped:
    """A text with a slip in one word, and the text it should become again."""

    language: str
    kind: str  # `1` or `2`: the number of slips; `1 new`: of a word that the collection has not
    text: str
    meant: str


def main(folder: Path) -> None:
    """Print the figures of both halves of the texts."""
    every = [*questions(folder / "collection"), *sentences(folder / "parallel")]
    every += single_words(every)
    with IndexReader(Settings()).searcher() as searcher:
        for split in ("tune", "test"):
            texts = [text for text in every if text.split == split]
            print_shares(f"{split}: needless", texts, needless(searcher, texts))
            slipped = list(slips(searcher, texts))
            corrected = right(searcher, slipped)
            for kind in sorted({slip.kind for slip in slipped}):
                made = [slip for slip in slipped if slip.kind == kind]
                print_shares(f"{split}: right, slips {kind}", made, corrected)


def print_shares(
    title: str, asked: "Sequence[Text | Slipped]", counted: "Sequence[Text | Slipped]"
) -> None:
    """Print, by language and in all, how many of those `asked` are among those `counted`."""
    every = Counter(text.language for text in asked)
    some = Counter(text.language for text in set(asked) & set(counted))
    print(f"{title}: {some.total()} of {every.total()}, {some.total() / every.total():.2%}")
    for language, number in sorted(every.items()):
        print(f"    {language:14} {some[language]:4} of {number:4}  {some[language] / number:6.1%}")


def needless(searcher: Searcher, texts: Iterable[Text]) -> list[Text]:
    """Return the texts that are set right although they are right."""
    return [text for text in texts if did_you_mean(searcher, text.text) is not None]


def right(searcher: Searcher, slipped: Iterable[Slipped]) -> list[Slipped]:
    """Return those that become again what they were, but for marks and letter case."""
    return [
        slip
        for slip in slipped
        if fold(did_you_mean(searcher, slip.text) or "") == fold(slip.meant)
    ]


def questions(folder: Path) -> Iterator[Text]:
    """Yield the judged questions, without those in which somebody made a slip on purpose."""
    for name in ("queries", "unanswerable"):
        for line in (folder / f"{name}.jsonl").read_text("utf-8").splitlines():
            row = json.loads(line)
            about = row["metadata"]
            if about.get("spelling") != "misspelt":
                yield Text(about["language"], about["split"], row["text"])


def sentences(folder: Path) -> Iterator[Text]:
    """Yield sentences of the parallel text in each language, also typed without marks."""
    rows = []
    for name in ("disciplines", "lecturers", "strategies", "worries"):
        with (folder / f"{name}.tsv").open(encoding="utf-8", newline="") as stream:
            rows += list(csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE))
    random.Random(SEED).shuffle(rows)
    for split, half in (("tune", 0), ("test", 1)):
        ours = [row for row in rows if zlib.crc32(row["en"].encode()) % 2 == half]
        for row in ours[:_SENTENCES]:
            for language, text in row.items():
                if text:
                    yield from _as_typed(language, split, text)


def single_words(texts: Iterable[Text]) -> Iterator[Text]:
    """Yield the words of the texts as questions of one word, each once, so many per language."""
    by_language: dict[tuple[str, str], dict[str, None]] = {}
    for text in texts:
        found = by_language.setdefault((text.language, text.split), {})
        for start, end in words(text.text):
            word = text.text[start:end].lower()
            if len(word) >= SHORTEST and word.isalpha() and is_content_word(fold(word)):
                found[word] = None
    for (language, split), found in by_language.items():
        for word in random.Random(SEED).sample(sorted(found), min(_WORDS, len(found))):
            yield Text(language, split, word)


def _as_typed(language: str, split: str, text: str) -> Iterator[Text]:
    """Yield a sentence as it is written, and in the other ways that people type it."""
    written = Text(f"{language}-Cyrl" if language == "sr" else language, split, text)
    yield written
    if language == "sr":
        written = Text("sr-Latn", split, to_gaj_latin(text))
        yield written
    if written.language in _MARKED:
        yield replace(written, language=f"{written.language} plain", text=plain(written.text))


def plain(text: str) -> str:
    """Return `text` without its marks, as people type it in haste: đ is d then, not dj."""
    signs = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(sign for sign in signs if not unicodedata.combining(sign))


def slips(searcher: Searcher, texts: Iterable[Text]) -> Iterator[Slipped]:
    """Yield each text with one slip in a word, and with two, where it has a usable word."""
    drawn = random.Random(SEED)
    for text in texts:
        if "plain" in text.language or text.language in ("ro", "sl", "tr"):
            continue
        usable = [
            (start, end)
            for start, end in words(text.text)
            if end - start >= SHORTEST
            and text.text[start:end].isalpha()
            and is_content_word(fold(text.text[start:end]))
        ]
        if not usable:
            continue
        start, end = drawn.choice(usable)
        word = text.text[start:end]
        is_new = not searcher.frequencies([fold(word)], "body")
        if is_new and text.language != "en":
            continue
        once = with_slip(word, drawn)
        for number, wrong in (("1", once), ("2", with_slip(once, drawn))):
            if fold(wrong) != fold(word):
                slipped = text.text[:start] + wrong + text.text[end:]
                kind = f"{number} new" if is_new else number
                yield Slipped(text.language, kind, slipped, text.text)


def with_slip(word: str, drawn: random.Random) -> str:
    """Return `word` with one slip after its first letter. New letters are letters of the word."""
    place = drawn.randrange(1, len(word) - 1)
    before, letter, after = word[:place], word[place], word[place + 1 :]
    other = drawn.choice(word.lower())
    kind = drawn.choice(("left out", "put in", "replaced", "swapped"))
    return {
        "left out": before + after,
        "put in": before + other + letter + after,
        "replaced": before + other + after,
        "swapped": before + after[:1] + letter + after[1:],
    }[kind]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
