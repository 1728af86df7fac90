"""Described resources that the classifier is fitted to and judged by."""

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from indexer.domain import Block, Metadata, Passage
from indexer.encoding.base import Vectors
from indexer.extraction.worker import read_here
from indexer.metadata.proposals import FIELDS


@dataclass(frozen=True, slots=True)
class Sample:
    """A described resource: its text, and per vocabulary what is true of it."""

    id: str
    group: str
    title: str
    language: str | None
    blocks: tuple[Block, ...]
    truth: Mapping[str, frozenset[str]]
    passages: tuple[Passage, ...] | None = None
    vectors: Vectors | None = None

    @property
    def for_tuning(self) -> bool:
        """Whether this is in the half that weights are fitted on."""
        return hashlib.sha256(self.group.encode()).digest()[-1] % 2 == 0


def truth_of(metadata: Metadata) -> dict[str, frozenset[str]]:
    """Return per vocabulary the values a person gave; "any" is no value to be found."""
    truth = {}
    for vocabulary, field in FIELDS.items():
        value = getattr(metadata, field.name)
        values = value if isinstance(value, tuple) else (value,)
        truth[vocabulary] = frozenset(concept for concept in values if concept and concept != "any")
    return truth


def read_collection(folder: Path) -> list[Sample]:
    """Return the described Markdown files of `folder` as samples, by name."""
    samples = []
    for file in sorted(folder.glob("*.md")):
        reading = read_here(file, 10**7)
        metadata = reading.metadata
        if not metadata.disciplines:
            continue
        group = metadata.translation_of or metadata.identifier or file.stem
        title, truth = metadata.title or "", truth_of(metadata)
        samples.append(Sample(file.stem, group, title, metadata.language, reading.blocks, truth))
    return samples


def read_papers(folder: Path, truth: Path) -> list[Sample]:
    """Return the papers of `folder` that `truth` lists: rows of a number and the codes of the
    fields that fit, as judged by a person from the title alone. All of them are journal papers."""
    samples = []
    with truth.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            file = next(folder.glob(f"*{row['paper']}.pdf"))
            reading = read_here(file, 10**8)
            fields = frozenset(row["fields"].split())
            described = {"isced_f": fields, "resource_types": frozenset({"research-paper"})}
            title = reading.metadata.title or ""
            samples.append(Sample(file.stem, file.stem, title, "en", reading.blocks, described))
    return samples
