"""How often "did you mean" is wrong, and how often it is right.

    python -m tests.quality.laboratory.retrieval.spelling tests/quality/collection

Asked of the current index, which is that of `corpus/`. False alarms: judged questions that are
spelt well and are "set right" all the same. Found: of the same questions with a slip made in one
word that the collection has (a letter left out, put in, replaced, or two swapped; never the
first or the last), those that get this word back. The slips are drawn with a fixed seed.
"""

import json
import random
import sys
from collections import Counter
from pathlib import Path

from indexer.settings import Settings
from indexer.text.folding import fold, words
from indexer.text.keywords import is_content_word
from search_api.retrieval.index_reader import IndexReader, Searcher
from search_api.retrieval.spelling import did_you_mean
from tests.quality.laboratory.retrieval import judged
from tests.quality.laboratory.retrieval.judged import Question

_SEED = 7
_SHORTEST = 5  # letters of a word that gets a slip


def main(folder: Path) -> None:
    """Print the figures of both halves of the questions, by language."""
    questions, wrong = judged.read(folder), misspelt(folder)
    with IndexReader(Settings()).searcher() as searcher:
        for split in ("tune", "test"):
            asked = [question for question in questions.of_split(split) if question.id not in wrong]
            alarms = Counter(
                question.language
                for question in asked
                if did_you_mean(searcher, question.text) is not None
            )
            made, corrected = slips(searcher, asked)
            print(f"{split}: {len(asked)} questions, {alarms.total()} false alarms {dict(alarms)}")
            print(f"  {made.total()} slips, {corrected.total() / made.total():.0%} found")
            for language in sorted(made):
                print(f"    {language}: {corrected[language]} of {made[language]}")


def misspelt(folder: Path) -> set[str]:
    """Return the ids of the questions in which somebody made a slip on purpose."""
    lines = (folder / "queries.jsonl").read_text("utf-8").splitlines()
    every = [json.loads(line) for line in lines]
    return {row["_id"] for row in every if row["metadata"].get("spelling") == "misspelt"}


def slips(searcher: Searcher, asked: list[Question]) -> tuple[Counter[str], Counter[str]]:
    """Return how many questions got a slip, and how many got their word back, by language."""
    drawn = random.Random(_SEED)
    made: Counter[str] = Counter()
    corrected: Counter[str] = Counter()
    for question in asked:
        usable = [
            (start, end)
            for start, end in words(question.text)
            if end - start >= _SHORTEST
            and question.text[start:end].isalpha()
            and is_content_word(fold(question.text[start:end]))
            and searcher.frequencies([fold(question.text[start:end])], "body")
        ]
        if not usable:
            continue
        start, end = drawn.choice(usable)
        word = question.text[start:end]
        wrong = with_slip(word, drawn)
        if fold(wrong) == fold(word):
            continue
        made[question.language] += 1
        offered = did_you_mean(searcher, question.text[:start] + wrong + question.text[end:])
        corrected[question.language] += offered is not None and fold(offered) == fold(question.text)
    return made, corrected


def with_slip(word: str, drawn: random.Random) -> str:
    """Return `word` with one slip inside. Other letters are letters of the word itself."""
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
