"""What is recommended, and the reason given, over the small collection of conftest.py."""

import pytest

from indexer.errors import NotFound
from indexer.settings import Settings
from search_api.recommend import for_discipline, related_to
from search_api.recommend.suggestion import Reason
from search_api.retrieval.index_reader import IndexReader
from tests.word_encoder import WordEncoder


@pytest.fixture(scope="module")
def reader(settings: Settings, encoder: WordEncoder) -> IndexReader:
    return IndexReader(settings, encoder)


def test_the_closest_passage_is_a_reason(reader: IndexReader) -> None:
    with reader.searcher() as searcher:
        (soil,) = [
            suggestion
            for suggestion in related_to(searcher, "essays")
            if suggestion.resource.id == "soil"
        ]
    assert soil.reasons == (Reason("close_passage", ("Soil in the field",)),)


def test_the_wider_field_follows_when_the_field_is_not_enough(reader: IndexReader) -> None:
    with reader.searcher() as searcher:
        suggestions = for_discipline(searcher, "0533", k=3)
    assert {suggestion.resource.id: suggestion.reasons for suggestion in suggestions} == {
        "silence": (Reason("in_field", ("0533",)),),
        "soil": (Reason("in_wider_field", ("053",)),),
    }


def test_nothing_is_recommended_for_a_field_without_resources(reader: IndexReader) -> None:
    with reader.searcher() as searcher:
        assert for_discipline(searcher, "10") == []


def test_an_unknown_resource_is_an_error(reader: IndexReader) -> None:
    with reader.searcher() as searcher, pytest.raises(NotFound, match="no-such"):
        related_to(searcher, "no-such")
