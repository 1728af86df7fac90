"""What the bridge reaches, per language, on texts that neither training nor tuning has seen.

    python -m tests.quality.laboratory.bridge.languages ../shared [--weights FOLDER]

A table for each of the two encoders, `light` (the bridge alone reads passages) and `default`
(MiniLM reads a gloss of them too). Sentences: the 800 of SIB-200; is the English twin the first of
800, or among ten, where the sentence is a passage, and where it is a question? Documents: Moodle's
help pages; is a page's twin among the first ten of the other language's pages, from the language
to English and back? Questions: a page's title, asked as a lecturer would ask it, against the
English pages, and the English title against the pages in the language. English itself is MiniLM's,
as in the product. Speed: how many times as long MiniLM takes for the same pages in the same run.
"""

import argparse
import csv
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from indexer.encoding import Encoder
from indexer.encoding.bridge.encoder import BridgeEncoder
from indexer.encoding.bridge.gloss import GlossingBridge
from indexer.encoding.minilm import MiniLM
from indexer.errors import Unreadable
from indexer.extraction.worker import read_here
from tests.quality.laboratory.bridge.evaluation import score_language

LANGUAGES = ("sq", "bs", "hr", "sr", "mk", "el", "bg", "ro", "sl", "tr")
HELP = {"sq": "sq", "sr": "sr-Cyrl", "el": "el", "ro": "ro", "sl": "sl", "tr": "tr"}
_WORDS = 200  # of a page: about a passage

Vectors = NDArray[np.float32]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--models", type=Path, default=Path(".balkanetup/models"))
    given = parser.parse_args()
    english = MiniLM(given.models)
    bridge = BridgeEncoder.load(given.weights)
    english.encode_question("Both are loaded before their time is taken.")
    texts = list(_pages(given.shared / "corpora" / "moodle-help" / "sr-Cyrl").values())
    titles = [_title(text) for text in texts]
    minilm = _milliseconds(english.encode_passages, texts)
    for name, glossed in (("light", False), ("default", True)):
        other = GlossingBridge(bridge, english, passages=glossed)
        print(name)
        show(
            sentences(given.shared / "benchmarks" / "sib200", english, other),
            documents(given.shared / "corpora" / "moodle-help", english, other),
        )
        page = _milliseconds(other.encode_passages, texts)
        print(f"A page: MiniLM {minilm:.1f} ms, {name} {page:.1f}: {minilm / page:.1f} times")
    asked = _milliseconds(lambda some: [bridge.encode_question(some[0]).vector], titles)
    print(f"A question, by the bridge alone: {asked:.2f} ms")


def sentences(
    folder: Path, english: Encoder, other: Encoder
) -> dict[str, tuple[float, float, float]]:
    """Return, for each language of SIB-200: twin first and in ten as passage, first as question."""
    targets = english.encode_passages(_column(folder / "en.tsv"))
    scores: dict[str, tuple[float, float, float]] = {}
    for language in LANGUAGES:
        texts = _column(folder / f"{language}.tsv")
        places = np.arange(len(texts))
        passage = score_language(language, other.encode_passages(texts), targets, places)
        asked = np.stack([other.encode_question(text).vector for text in texts])
        question = score_language(language, asked, targets, places)
        scores[language] = (passage.top1, passage.recall10, question.top1)
    return scores


def documents(folder: Path, english: Encoder, bridge: Encoder) -> dict[str, list[float]]:
    """Return recall@10 per language: page to English, back, title to English page, and back.

    `en` has one figure, of English titles against English pages: what could be hoped for.
    """
    pages = _pages(folder / "en")
    vectors = dict(zip(pages, english.encode_passages(list(pages.values())), strict=True))
    titles = {name: english.encode_question(_title(text)).vector for name, text in pages.items()}
    recalls = {"en": [_recall(np.stack(list(titles.values())), list(pages), vectors)]}
    for language, place in HELP.items():
        other = {name: text for name, text in _pages(folder / place).items() if name in pages}
        theirs = bridge.encode_passages(list(other.values()))
        asked = np.stack([bridge.encode_question(_title(text)).vector for text in other.values()])
        recalls[language] = [
            _recall(theirs, list(other), vectors),
            _recall(
                np.stack([vectors[name] for name in other]),
                list(other),
                dict(zip(other, theirs, strict=True)),
            ),
            _recall(asked, list(other), vectors),
            _recall(
                np.stack([titles[name] for name in other]),
                list(other),
                dict(zip(other, theirs, strict=True)),
            ),
        ]
    return recalls


def _milliseconds(work: Callable[[list[str]], object], texts: Sequence[str]) -> float:
    """Return the median time of `work` for one text."""
    times: list[float] = []
    for text in texts:
        began = time.perf_counter()
        work([text])
        times.append(time.perf_counter() - began)
    return 1000 * float(np.median(times))


def _recall(asked: Vectors, names: Sequence[str], among: dict[str, Vectors]) -> float:
    """Return the share of `asked` whose own page, by name, is among the ten nearest."""
    order = list(among)
    scores = asked @ np.stack([among[name] for name in order]).T
    own = scores[np.arange(len(names)), [order.index(name) for name in names]]
    return float(np.mean((scores > own[:, None]).sum(axis=1) < 10))


def _pages(folder: Path) -> dict[str, str]:
    """Return the first words of every page with at least a line below its title, by its path."""
    pages: dict[str, str] = {}
    for file in sorted(folder.rglob("*.html")):
        try:
            blocks = read_here(file, 2**20).blocks
        except Unreadable:
            continue
        if len(blocks) > 1:
            words = "\n".join(block.text for block in blocks).split(" ")
            pages[file.relative_to(folder).as_posix()] = " ".join(words[:_WORDS])
    return pages


def _title(page: str) -> str:
    return page.partition("\n")[0]


def _column(file: Path) -> list[str]:
    with file.open(encoding="utf-8", newline="") as lines:
        rows = sorted(
            csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE), key=lambda row: int(row[0])
        )
    return [row[1] for row in rows]


def show(
    sentence_scores: dict[str, tuple[float, float, float]], page_scores: dict[str, list[float]]
) -> None:
    """Print one line a language."""
    table = Table()
    for heading in (
        *("language", "first", "in ten", "first, asked"),
        *("page to English", "back", "title to English", "back"),
    ):
        table.add_column(heading, justify="left" if heading == "language" else "right")
    for language, scores in sentence_scores.items():
        figures = [*scores, *page_scores.get(language, [])]
        table.add_row(language, *(f"{figure:.3f}" for figure in figures))
    firsts, _, asked = zip(*(sentence_scores[one] for one in LANGUAGES[:7]), strict=True)
    Console(width=100).print(table)
    print(f"The network's seven languages: {np.mean(firsts):.3f}, {np.mean(asked):.3f} first.")
    print(f"English titles find their English pages in {page_scores['en'][0]:.3f}.")


if __name__ == "__main__":
    main()
