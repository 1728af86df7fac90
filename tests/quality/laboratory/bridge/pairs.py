"""Parallel sentences from TSV files: `language<TAB>English<TAB>other`, one pair a line.

Another network adds a language by adding a file of such lines; nothing else names a language,
except the spelling variants of `variants.py`, which are optional.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import ModelError


@dataclass(frozen=True)
class Pair:
    """One text in a language of the network, its English, and the file it came from."""

    language: str
    english: str
    other: str
    source: str


def read_pairs(folder: Path) -> list[Pair]:
    """Return every distinct pair of `folder/*.tsv`, in file and line order.

    Raises ModelError when the folder holds no pair, or when a line has not three fields.
    """
    pairs: dict[tuple[str, str, str], Pair] = {}
    for path in sorted(folder.glob("*.tsv")):
        for pair in _file_pairs(path):
            pairs.setdefault((pair.language, pair.english, pair.other), pair)
    if not pairs:
        raise ModelError(
            f"No parallel sentences in {folder}.",
            cure="Put TSV files there: language<TAB>English<TAB>other, one pair a line.",
        )
    return list(pairs.values())


def _file_pairs(path: Path) -> Iterable[Pair]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        for number, line in enumerate(lines, start=1):
            fields = [field.strip() for field in line.rstrip("\r\n").split("\t")]
            if len(fields) != 3:
                raise ModelError(
                    f"{path.name}, line {number}: {len(fields)} fields where three belong.",
                    cure="Write each pair as language<TAB>English<TAB>other.",
                )
            if all(fields):
                language, english, other = fields
                yield Pair(language, english, other, path.stem)


def held_out(english: str, per_mille: int = 15) -> bool:
    """Tell whether an English text, with all its translations, is kept back for evaluation.

    The decision hangs on the text alone, so no translation of it is seen in training.
    """
    digest = hashlib.sha256(english.casefold().encode()).digest()
    return int.from_bytes(digest[:4], "big") % 1000 < per_mille
