"""A small collection of which every answer can be worked out by hand, and its service."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from indexer.run import pipeline
from indexer.settings import Settings
from search_api.app import create_app
from tests.served import served
from tests.word_encoder import WordEncoder

VOCABULARY = ("silent", "lecture", "essay", "marking", "rubric", "soil", "laboratory")

DOCUMENTS = {
    "silence.md": """---
title: When nobody speaks
id: silence
language: en
year: 2024
discipline: ["0533"]
type: good-practice
strategies: [think-pair-share]
licence: CC-BY-4.0
institution: University A
---
# When nobody speaks

## Before the lecture

A silent lecture is a silent hall. Let students talk in pairs first.
""",
    "essays.md": """---
title: Fair marks
id: essays
language: en
year: 2020
discipline: ["0223"]
type: guide
strategies: [rubric]
licence: CC0-1.0
institution: University B
---
# Fair marks

Essay marking wants a rubric. Mark one question at a time.
""",
    "soil.md": """---
title: Soil in the field
id: soil
language: en
year: 2022
discipline: ["0811", "0532"]
type: good-practice
strategies: [field-work]
licence: CC-BY-4.0
---
# Soil in the field

A soil laboratory fits in a bucket.
""",
    "heshtja.md": """---
title: Heshtja në auditor
id: heshtja
author: Ana Anić
language: sq
year: 2023
discipline: ["0533"]
type: good-practice
translation_of: silence
licence: CC-BY-4.0
---
# Heshtja në auditor

Studentët heshtin në auditor (silent).
""",
}


@pytest.fixture(scope="session")
def encoder() -> WordEncoder:
    return WordEncoder(*VOCABULARY)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("collection")
    for name, text in DOCUMENTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def settings(
    folder: Path, encoder: WordEncoder, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    """The settings of an index over the collection. Tests that use it do not change it."""
    settings = Settings(
        data_dir=tmp_path_factory.mktemp("index"), admin_email="library@example.edu"
    )
    report = pipeline.run(folder, settings, encoder)
    assert report.outcomes() == {"ok": 4}
    return settings


@pytest.fixture(scope="session")
def client(settings: Settings, encoder: WordEncoder) -> Iterator[httpx.Client]:
    """A real HTTP client to a real server over the collection."""
    with (
        served(create_app(settings, encoder)) as address,
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        yield client
