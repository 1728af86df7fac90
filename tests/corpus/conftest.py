"""The sources of the starter collection, read once."""

from pathlib import Path

import pytest

from corpus.builders.sources import Source, read_all
from indexer.domain import Metadata
from indexer.metadata.describe import describe, parse_mapping

CORPUS = Path(__file__).resolve().parents[2] / "corpus"


@pytest.fixture(scope="session")
def sources() -> list[Source]:
    return read_all(CORPUS / "sources")


@pytest.fixture(scope="session")
def described(sources: list[Source]) -> dict[str, Metadata]:
    """What the indexer understands of each source, by its id; nothing may be left out."""
    metadata_by_id = {}
    for source in sources:
        mapping, lines, broken = parse_mapping(source.described)
        metadata, findings = describe(mapping, lines)
        assert broken + findings == (), source.id
        metadata_by_id[source.id] = metadata
    return metadata_by_id
