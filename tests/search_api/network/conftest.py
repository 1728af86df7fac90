"""A small network: people of three universities, whose names are written in several ways."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from indexer.run import pipeline
from indexer.settings import Settings
from search_api.app import create_app
from tests.served import served
from tests.word_encoder import WordEncoder

TEXTS = {
    "pairs": """---
title: Pairs in a silent hall
authors: [Ana Marković, Ivo Horvat]
affiliations: ["Department of Physics, University of Zagreb, Croatia", University of Belgrade]
discipline: ["0533"]
strategies: [think-pair-share]
language: en
year: 2024
course: Physics 1
contributor: Ana Marković
contact: ana@example.edu
---
# Pairs in a silent hall

A silent lecture is a silent hall. Let students talk in pairs first.
""",
    "cards": """---
title: Cards for a lecture
author: "Marković, A."
institution: Универзитет у Београду
discipline: ["0533"]
language: en
year: 2022
---
# Cards for a lecture

In a silent lecture every student holds a card.
""",
    "essays": """---
title: Fair marks
author: Blerta Hoxha
institution: University of Tirana
discipline: ["0223"]
strategies: [rubric]
language: en
year: 2020
contact: not an address
---
# Fair marks

Essay marking wants a rubric. Mark one question at a time.
""",
}


@pytest.fixture(scope="session")
def network(encoder: WordEncoder, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The settings of an index over these texts. Tests that use it do not change it."""
    folder = tmp_path_factory.mktemp("network")
    for name, text in TEXTS.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    (folder / "page.html").write_text(
        "<html><head><title>Soil</title><meta name='contact' content='who@example.edu'></head>"
        "<body><h1>Soil</h1><p>A soil laboratory fits in a bucket, and a bucket in a bus.</p>",
        encoding="utf-8",
    )
    settings = Settings(data_dir=tmp_path_factory.mktemp("index"))
    pipeline.run(Path(folder), settings, encoder)
    return settings


@pytest.fixture(scope="session")
def asked(network: Settings, encoder: WordEncoder) -> Iterator[httpx.Client]:
    """A client of a real service over the network."""
    with (
        served(create_app(network, encoder)) as address,
        httpx.Client(base_url=address, timeout=30) as client,
    ):
        yield client


@pytest.fixture
def command_line(network: Settings, encoder: WordEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands ask this index, with its encoder."""
    monkeypatch.setenv("BALKANETUP_DATA_DIR", str(network.data_dir))
    monkeypatch.setattr("search_api.retrieval.index_reader.load_encoder", lambda _: encoder)
