"""What the student reaches, per language: questions, twins and pages it has not learnt from.

    python -m tests.quality.laboratory.student.evaluate SHARED WEIGHTS [--documents FILE]

Run from the repository's root. English is read by MiniLM throughout, everything else by the student
in WEIGHTS (in the repository: indexer/encoding/weights). Dense alone, no whitening, no fusion.
"""

import argparse
import json
import time
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

import ir_measures
import numpy as np
from ir_measures import nDCG
from numpy.typing import NDArray

from indexer.encoding import Encoder
from indexer.encoding.minilm import MiniLM
from indexer.encoding.multilingual import Multilingual
from indexer.errors import Unreadable
from indexer.extraction.worker import read_here
from indexer.text.splitting import encoded_text, split

Vectors = NDArray[np.float32]
Candidates = tuple[list[str], Vectors]  # the resource and the vector of every passage
LANGUAGES = ("sq", "bs", "hr", "sr", "mk", "el", "bg", "ro", "sl", "tr")
HELP = {
    "sq": "sq",
    "sr": "sr-Cyrl",
    "srL": "sr-Latn",
    "el": "el",
    "ro": "ro",
    "sl": "sl",
    "tr": "tr",
}
_MODELS = Path(".balkanetup/models")
_LARGEST = 2**26


def queries(quality: Path, split_name: str) -> list[tuple[str, str, str]]:
    """Return id, language and text of the collection's questions of a split."""
    lines = (quality / "collection" / "queries.jsonl").read_text("utf8").splitlines()
    read = [json.loads(line) for line in lines]
    return [
        (question["_id"], question["metadata"]["language"], question["text"])
        for question in read
        if question["metadata"]["split"] == split_name
    ]


def passages(sources: Path) -> tuple[list[str], list[str], list[str]]:
    """Return resource, language and encoded text of every passage of the starter collection."""
    columns: tuple[list[str], list[str], list[str]] = ([], [], [])
    for file in sorted(sources.glob("*.md")):
        read = read_here(file, _LARGEST)
        language = read.metadata.language or "en"
        for passage in split(read.blocks, language=language):
            columns[0].append(file.stem)
            columns[1].append(language)
            columns[2].append(encoded_text(read.metadata.title or "", passage))
    return columns


def read_by(
    english: Encoder, other: Encoder, languages: Sequence[str], texts: Sequence[str]
) -> Vectors:
    """Return the vectors of passages, each read by the encoder for its language."""
    vectors = np.zeros((len(texts), 384), np.float32)
    for encoder, is_english in ((english, True), (other, False)):
        rows = [n for n, language in enumerate(languages) if (language == "en") == is_english]
        vectors[rows] = encoder.encode_passages([texts[n] for n in rows])
    return vectors


def _scored(question: str, vector: Vectors, names: Sequence[str], vectors: Vectors) -> list[object]:
    """Return a run of one question: each resource as good as its best passage."""
    best: dict[str, float] = {}
    for name, score in zip(names, (vectors @ vector).tolist(), strict=True):
        best[name] = max(best.get(name, -1.0), score)
    return [ir_measures.ScoredDoc(question, name, score) for name, score in best.items()]


def _judgements(quality: Path, there: set[str]) -> dict[str, list[object]]:
    """Return for each question its judged resources, of those that are there."""
    judged: dict[str, list[object]] = defaultdict(list)
    for line in (quality / "collection" / "qrels.tsv").read_text("utf8").splitlines()[1:]:
        question, name, score = line.split("\t")
        if name in there:
            judged[question].append(ir_measures.Qrel(question, name, int(score)))
    return judged


def collection(
    quality: Path, candidates: Candidates, english: Encoder, other: Encoder, split_name: str
) -> dict[str, float]:
    """Return nDCG@10 per language, over the resources whose passages are given."""
    names, vectors = candidates
    judged = _judgements(quality, set(names))
    values: dict[str, list[float]] = defaultdict(list)
    for question, language, text in queries(quality, split_name):
        if question not in judged:
            continue
        readers = {language: english if language == "en" else other}
        if language == "en":
            readers["en by the student"] = other
        for name, reader in readers.items():
            run = _scored(question, reader.encode_question(text).vector, names, vectors)
            value = ir_measures.calc_aggregate([nDCG @ 10], judged[question], run)[nDCG @ 10]
            values[name].append(value)
    return {name: float(np.mean(all_of)) for name, all_of in values.items()}


def like_english(
    quality: Path, english: Encoder, other: Encoder, documents: Path, split_name: str
) -> dict[str, float]:
    """Return, of the ten passages that the English twin finds, the share the question finds.

    DOCUMENTS is a file of reading.py: its documents in English, cut into passages.
    """
    from tests.quality.laboratory.student.sources import documents as cut

    texts = [piece.text for piece in cut(documents)]
    cache = documents.with_suffix(".vectors.npy")
    if not cache.exists():
        np.save(cache, english.encode_passages(texts))
    vectors = np.load(cache)
    lines = (quality / "collection" / "queries.jsonl").read_text("utf8").splitlines()
    read = [json.loads(line) for line in lines]
    parallel = [question for question in read if question["metadata"].get("parallel")]
    parallel = [question for question in parallel if question["metadata"]["split"] == split_name]
    twins = {
        question["metadata"]["need"]: set(
            np.argsort(-(vectors @ english.encode_question(question["text"]).vector))[:10]
        )
        for question in parallel
        if question["metadata"]["language"] == "en"
    }
    overlaps: dict[str, list[float]] = defaultdict(list)
    for question in parallel:
        language = question["metadata"]["language"]
        best = np.argsort(-(vectors @ other.encode_question(question["text"]).vector))[:10]
        overlaps[language].append(len(twins[question["metadata"]["need"]] & set(best)) / 10)
    return {language: float(np.mean(values)) for language, values in overlaps.items()}


def sentences(folder: Path, english: Encoder, other: Encoder) -> dict[str, float]:
    """Return how often the English twin of a SIB-200 sentence is the first of 800."""
    targets = english.encode_passages(_column(folder / "en.tsv"))
    shares = {}
    for language in LANGUAGES:
        scores = other.encode_passages(_column(folder / f"{language}.tsv")) @ targets.T
        shares[language] = float((scores.argmax(1) == np.arange(len(targets))).mean())
    return shares


def _column(file: Path) -> list[str]:
    return [line.split("\t")[-1] for line in file.read_text("utf8").splitlines()]


def pages(folder: Path, english: Encoder, other: Encoder) -> dict[str, list[float]]:
    """Return recall@10 among English help pages: of the page's twin, and of its title."""
    own = _pages(folder / "en")
    vectors = english.encode_passages([text for _, text in own.values()])
    places = {name: number for number, name in enumerate(own)}
    titles = np.stack([english.encode_question(title).vector for title, _ in own.values()])
    recalls = {"en": [1.0, _recall(titles, vectors, list(range(len(own))))]}
    for language, place in HELP.items():
        theirs = {name: both for name, both in _pages(folder / place).items() if name in own}
        rows = [places[name] for name in theirs]
        page = other.encode_passages([text for _, text in theirs.values()])
        title = np.stack([other.encode_question(title).vector for title, _ in theirs.values()])
        recalls[language] = [_recall(page, vectors, rows), _recall(title, vectors, rows)]
    return recalls


def _recall(asked: Vectors, among: Vectors, rows: list[int]) -> float:
    scores = asked @ among.T
    own = scores[np.arange(len(rows)), rows]
    return float(np.mean((scores > own[:, None]).sum(1) < 10))


def _pages(folder: Path) -> dict[str, tuple[str, str]]:
    pages_by_name = {}
    for file in sorted(folder.rglob("*.html")):
        try:
            blocks = read_here(file, 2**20).blocks
        except Unreadable:
            continue
        if len(blocks) > 1:
            words = "\n".join(block.text for block in blocks).split(" ")[:200]
            pages_by_name[file.relative_to(folder).as_posix()] = (blocks[0].text, " ".join(words))
    return pages_by_name


def milliseconds(work: Callable[[], object], times: int = 30) -> float:
    """Return the median time of `work`."""
    took = []
    for _ in range(times):
        began = time.perf_counter()
        work()
        took.append(time.perf_counter() - began)
    return 1000 * float(np.median(took))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--documents", type=Path)
    given = parser.parse_args()
    english = MiniLM(_MODELS)
    other = Multilingual(given.weights)
    quality = Path("tests/quality")
    names, languages, texts = passages(Path("corpus/sources"))
    vectors = read_by(english, other, languages, texts)
    own = [n for n, language in enumerate(languages) if language == "en"]
    every, alone = (names, vectors), ([names[n] for n in own], vectors[own])
    report: dict[str, object] = {}
    for name in ("tune",) if given.quick else ("tune", "test"):
        report[f"collection {name}"] = collection(quality, every, english, other, name)
        report[f"collection {name}, English resources"] = collection(
            quality, alone, english, other, name
        )
        if given.documents:
            overlap = like_english(quality, english, other, given.documents, name)
            report[f"overlap with the English twin {name}"] = overlap
    if not given.quick:
        report["sib200"] = sentences(given.shared / "benchmarks" / "sib200", english, other)
        report["help pages"] = pages(given.shared / "corpora" / "moodle-help", english, other)
    text = "како да смањим осипање студената прве године"
    report["a question, ms"] = milliseconds(lambda: other.encode_question(text))
    for name, values in report.items():
        print(name, json.dumps(values, default=lambda value: round(float(value), 3)), flush=True)


if __name__ == "__main__":
    main()
