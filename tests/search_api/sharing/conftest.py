"""A service at a public address over a collection that tries to break pages and feeds."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from indexer.run import pipeline
from indexer.settings import Settings
from search_api.app import create_app
from tests.search_api.conftest import DOCUMENTS, VOCABULARY
from tests.served import served
from tests.word_encoder import WordEncoder

BASE = "https://search.example.edu/api"
HOSTILE = """---
title: "</script><b onclick=x()> & \\"both\\" \\x0b end"
id: "hos&tile \\"x\\""
author: ["O'Neil & \\"Sons\\""]
abstract: "]]> <!-- & \\uFFFE"
keywords: ["<i>"]
language: en
---
# Hostile

A soil laboratory as well.
"""


@dataclass
class Shelf:
    """A folder and the settings of its index."""

    folder: Path
    settings: Settings

    def index(self) -> None:
        pipeline.run(self.folder, self.settings, WordEncoder(*VOCABULARY))


def shelf_in(place: Path, documents: dict[str, str]) -> Shelf:
    folder = place / "shelf"
    folder.mkdir()
    for name, text in documents.items():
        (folder / name).write_text(text, encoding="utf-8")
    settings = Settings(
        data_dir=place / "data", public_url=f"{BASE}/", admin_email="library@example.edu"
    )
    shelf = Shelf(folder, settings)
    shelf.index()
    return shelf


# As a proxy passes on what somebody asked by a name that is not ours.
STRANGE = {"Host": "evil.example", "X-Forwarded-For": "192.0.2.7"}


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    place = tmp_path_factory.mktemp("shared")
    shelf = shelf_in(place, {**DOCUMENTS, "hostile.md": HOSTILE, "gone.md": "# Gone\n\nSoil.\n"})
    (shelf.folder / "gone.md").unlink()
    shelf.index()
    return shelf


@pytest.fixture(scope="module")
def public(shelf: Shelf) -> Iterator[httpx.Client]:
    """A client of the service; nothing in this module changes its collection."""
    with (
        served(create_app(shelf.settings, WordEncoder(*VOCABULARY))) as address,
        httpx.Client(base_url=address, headers=STRANGE) as client,
    ):
        yield client
