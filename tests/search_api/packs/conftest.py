"""A collection of which the right pack can be told by hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.run import pipeline
from indexer.settings import Settings
from search_api.retrieval.index_reader import IndexReader, Searcher
from tests.word_encoder import WordEncoder

# A word of each resource's own beside those of the topic, or they would be near-duplicates.
VOCABULARY = (
    *("silent", "lecture", "soil", "nurses", "law", "physics", "studies", "workshop", "sheet"),
    "punëtori",
)

_HEAD = """---
title: {title}
id: {id}
language: {language}
discipline: ["{field}"]
type: {type}
licence: {licence}
institution: {institution}
{more}---
# {title}

{text}
"""


# Each section fills passages of its own.
_LONG = " ".join(["Everybody writes a sentence on paper and reads it to a neighbour."] * 25)


def _document(id: str, type: str, text: str, **more: str) -> str:
    values = {
        "title": more.pop("title", id.replace("-", " ").capitalize()),
        "language": more.pop("language", "en"),
        "field": more.pop("field", "0111"),
        "licence": more.pop("licence", "CC-BY-4.0"),
        "institution": more.pop("institution", "University A"),
    }
    lines = "".join(f"{key}: {value}\n" for key, value in more.items())
    return _HEAD.format(id=id, type=type, text=text, more=lines, **values)


DOCUMENTS = {
    "nurses.md": _document(
        "nurses",
        "good-practice",
        f"A silent lecture for nurses, and nurses again: pairs speak first. {_LONG}\n\n"
        "## What goes wrong\n\nA silent lecture stays silent when the question is too easy. "
        + _LONG,
        field="0913",
        institution="University B",
    ),
    "lawyers.md": _document(
        "lawyers", "good-practice", "A silent lecture in law: the law is told.", field="0421"
    ),
    "physics.md": _document(
        "physics",
        "case-study",
        "The silent lecture in physics, a physics case over two years, with a vote.",
        field="0533",
        institution="University C",
    ),
    "study.md": _document(
        "study",
        "research-summary",
        "Studies of the silent lecture, other studies too, find that pairs help.",
        licence="CC-BY-NC-ND-4.0",
    ),
    "plan.md": _document(
        "plan",
        "workshop-material",
        f"A workshop, this workshop, on the silent lecture. {_LONG}\n\n"
        f"## 0-10 The line\n\nWhere is a lecture silent? {_LONG}\n\n"
        f"## 10-35 Three questions\n\nWrite a question for a silent lecture. {_LONG}\n\n"
        "## Hand-out A\n\nA silent lecture: the sheet to fill in.",
        institution="University D",
    ),
    "plan-sq.md": _document(
        "plan-sq",
        "workshop-material",
        "Një punëtori (silent lecture).\n\n## 10-35 Tri pyetje\n\nShkruani një pyetje (silent).",
        language="sq",
        institution="University D",
        translation_of="plan",
    ),
    "soil.md": _document("soil", "good-practice", "Soil in a bucket.", field="0811"),
}


@pytest.fixture(scope="session")
def pack_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of an index over the collection. Tests that use it do not change it."""
    folder: Path = tmp_path_factory.mktemp("pack-collection")
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    settings = Settings(data_dir=tmp_path_factory.mktemp("pack-index"))
    report = pipeline.run(folder, settings, WordEncoder(*VOCABULARY))
    assert report.outcomes() == {"ok": len(DOCUMENTS)}
    return settings


@pytest.fixture
def searcher(pack_settings: Settings) -> Iterator[Searcher]:
    encoder = WordEncoder(*VOCABULARY)
    with IndexReader(pack_settings, encoder).searcher() as searcher:
        yield searcher
