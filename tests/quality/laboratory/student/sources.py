"""Everything that the student learns from, as texts: parallel rows and English documents."""

import csv
import html
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from tests.quality.laboratory.student.held_out import HeldOut

LANGUAGES = ("sq", "bs", "hr", "sr", "mk", "el", "bg", "ro", "sl", "tr")
# CC BY-SA: the weights would have to be so, too.
_LEFT_OUT = frozenset(("ro-sts",))
_LEFT_OUT_OF_WORDNET = frozenset(("sl",))
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})")
_PLACEHOLDER = re.compile(r"%\d*\$?[sd]|[{}<>]|\$\w+|%[A-Za-z]\b|@\w+")
_SPACE = re.compile(r"\s+")
_PASSAGE_WORDS = 180
_VOCABULARY_NAMES = {"sr-Cyrl": "sr"}


@dataclass(frozen=True)
class Pair:
    """An English text and its counterpart in another language."""

    source: str
    language: str
    english: str
    other: str


@dataclass(frozen=True)
class Prose:
    """A piece of English text, of up to about 200 words."""

    source: str
    text: str


def tidy(text: str) -> str:
    """Return `text` without escapes and markup, its white space single."""
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    text = html.unescape(text).replace("\\n", " ").replace("\\", "").replace("''", "'")
    return _SPACE.sub(" ", text).strip().strip('"')


def _is_usable(english: str, other: str) -> bool:
    if not english or not other or english == other:
        return False
    if _PLACEHOLDER.search(english) or _PLACEHOLDER.search(other):
        return False
    if not any(letter.isalpha() for letter in other):
        return False
    ratio = (len(english) + 15) / (len(other) + 15)
    return 0.4 < ratio < 2.5


def parallel_pairs(folder: Path) -> Iterator[Pair]:
    """Yield the pairs of files with three columns: language, English, other."""
    for file in sorted(folder.glob("*.tsv")):
        if file.stem in _LEFT_OUT:
            continue
        for line in file.read_text("utf8").splitlines():
            cells = line.split("\t")
            if len(cells) != 3 or cells[0] not in LANGUAGES:
                continue
            if file.stem == "wordnet" and cells[0] in _LEFT_OUT_OF_WORDNET:
                continue
            english, other = (tidy(cell.replace("_", " ")) for cell in cells[1:])
            if _is_usable(english, other):
                yield Pair(file.stem, cells[0], english, other)


def teaching_rows(files: Iterable[Path]) -> Iterator[Pair]:
    """Yield the pairs of tables whose first line names the languages of the columns.

    The English of each row is yielded as a pair with itself.
    """
    for file in files:
        header, *rows = [line.split("\t") for line in file.read_text("utf8").splitlines()]
        for row in rows:
            named = {name: tidy(cell) for name, cell in zip(header, row, strict=False)}
            if not named.get("en"):
                continue
            yield Pair(file.stem, "en", named["en"], named["en"])
            for language in LANGUAGES:
                if named.get(language):
                    yield Pair(file.stem, language, named["en"], named[language])


def vocabulary_pairs(folder: Path) -> Iterator[Pair]:
    """Yield labels of the vocabularies with the English label, and synonyms in order."""
    for file in sorted(folder.glob("*.yaml")):
        content = yaml.safe_load(file.read_text("utf8"))
        for entry in content.values() if isinstance(content, dict) else ():
            if isinstance(entry, dict) and isinstance(entry.get("en"), str):
                yield from _labels(entry)


def _labels(entry: dict[str, object]) -> Iterator[Pair]:
    english = [part.strip() for part in str(entry["en"]).split("|")]
    definition = str(entry.get("definition", ""))
    for key, value in entry.items():
        language = _VOCABULARY_NAMES.get(key, key)
        if language not in LANGUAGES or not isinstance(value, str):
            continue
        other = [part.strip() for part in value.split("|")]
        yield Pair("vocabulary", language, english[0], other[0])
        if len(other) == len(english):
            pairs = zip(english[1:], other[1:], strict=True)
            yield from (Pair("vocabulary", language, *pair) for pair in pairs)
    for name in english:
        yield Pair("vocabulary", "en", name, name)
    if definition:
        yield Pair("vocabulary", "en", definition, definition)


def _passages(blocks: Iterable[str]) -> Iterator[str]:
    words: list[str] = []
    for block in blocks:
        new = block.split()
        if words and len(words) + len(new) > _PASSAGE_WORDS:
            yield " ".join(words)
            words = []
        words += new
        while len(words) > 1.5 * _PASSAGE_WORDS:
            yield " ".join(words[:_PASSAGE_WORDS])
            words = words[_PASSAGE_WORDS:]
    if len(words) >= 3:
        yield " ".join(words)


def documents(file: Path) -> Iterator[Prose]:
    """Yield the passages of a file of documents: one a line, blocks between tabs."""
    for line in file.read_text("utf8").splitlines():
        for text in _passages(tidy(block) for block in line.split("\t")):
            yield Prose(file.stem, text)


def lines(file: Path) -> Iterator[Prose]:
    """Yield the pieces of a file whose pieces have nothing to do with each other."""
    for piece in set(re.split(r"[\t\n]", file.read_text("utf8"))):
        if len(piece) > 2:
            yield Prose(file.stem, tidy(piece))


def abstracts(folder: Path) -> Iterator[Prose]:
    """Yield title and text of a BEIR folder's documents, never its questions."""
    for line in (folder / "corpus.jsonl").read_text("utf8").splitlines():
        document = json.loads(line)
        for text in _passages([f"{document['title']}.", document["text"]]):
            yield Prose(folder.name, tidy(text))


def starter_collection(folder: Path) -> Iterator[Prose]:
    """Yield the English resources of the starter collection, title, abstract and text."""
    for file in sorted(folder.glob("*.md")):
        _, facts, body = file.read_text("utf8").split("---\n", 2)
        described = yaml.safe_load(facts)
        if described["language"] != "en":
            continue
        blocks = [f"{described['title']}.", described.get("abstract", "")]
        blocks += [re.sub(r"[#*_>`|]+", " ", block) for block in body.split("\n\n")]
        yield from (Prose("collection", tidy(text)) for text in _passages(blocks))
        yield from (Prose("keywords", tidy(word)) for word in described.get("keywords", ()))


def held_out_texts(quality: Path, shared: Path, help_blocks: Path | None) -> Iterator[str]:
    """Yield every judged question and every text of the sets that twins are measured on."""
    for name in ("queries.jsonl", "unanswerable.jsonl"):
        for line in (quality / "collection" / name).read_text("utf8").splitlines():
            yield json.loads(line)["text"]
    for name in ("scifact", "cisi"):
        queries = shared / "benchmarks" / name / "queries.jsonl"
        yield from (json.loads(line)["text"] for line in queries.read_text("utf8").splitlines())
    for file in sorted((shared / "benchmarks" / "sib200").glob("*.tsv")):
        with file.open(encoding="utf8") as stream:
            yield from (row[-1] for row in csv.reader(stream, "excel-tab", quoting=csv.QUOTE_NONE))
    review = (shared / "reviews" / "screens.md").read_text("utf8")
    yield from re.findall(r"`([^`]{4,120})`", review)
    if help_blocks is not None:
        yield from re.split(r"[\t\n]", help_blocks.read_text("utf8"))


def without_held_out(
    pairs: Iterable[Pair], prose: Iterable[Prose], held_out: HeldOut
) -> tuple[list[Pair], list[Prose], int]:
    """Return what may be learnt from, without repetitions, and how many pieces were refused."""
    distinct = list(dict.fromkeys(pairs))
    pieces = list(dict.fromkeys(prose))
    refused: dict[str, bool] = {}
    for text in {text for pair in distinct for text in (pair.english, pair.other)}:
        refused[text] = held_out.has(text)
    kept = [pair for pair in distinct if not (refused[pair.english] or refused[pair.other])]
    free = [piece for piece in pieces if not held_out.has(piece.text)]
    return kept, free, len(distinct) - len(kept) + len(pieces) - len(free)
