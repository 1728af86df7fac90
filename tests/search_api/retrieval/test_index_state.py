"""What is kept in memory follows the catalogue, commit by commit."""

from collections.abc import Callable
from pathlib import Path

from indexer.catalogue import Catalogue
from indexer.domain import Metadata
from indexer.settings import Settings
from indexer.storage import publish
from search_api.retrieval.index_reader import IndexReader
from search_api.retrieval.query import Query
from search_api.retrieval.search import search
from tests.word_encoder import WordEncoder

ENGLISH = Metadata(language="en")


def test_a_commit_is_seen_before_it_is_published(
    tmp_path: Path,
    encoder: WordEncoder,
    put: Callable[[Catalogue, str, Metadata, str], None],
) -> None:
    catalogue = Catalogue.create_or_open(tmp_path)
    with catalogue.transaction():
        catalogue.set_about("encoder", encoder.fingerprint)
        put(catalogue, "field", ENGLISH, "A soil laboratory fits in a bucket.")
        put(catalogue, "garden", ENGLISH, "The soil is silent.")
    publish.publish(catalogue, tmp_path, encoder.dimension)
    reader = IndexReader(Settings(data_dir=tmp_path), encoder)
    with reader.searcher() as before:
        first = search(before, Query("soil"))
        assert set(first.ranked_ids) == {"field", "garden"}
        assert before.frequencies(["soil", "essay", "zebra"], "body") == {"soil": 2}
        with catalogue.transaction():  # a text goes, another comes, nothing is published
            put(catalogue, "garden", ENGLISH, "An essay wants a rubric.")
        assert search(before, Query("soil")).ranked_ids == first.ranked_ids
    with reader.searcher() as after:
        assert after.generation == before.generation
        assert after.frequencies(["soil", "essay", "zebra"], "body") == {"essay": 1, "soil": 1}
        assert search(after, Query("soil")).ranked_ids[0] == "field"
        assert search(after, Query("essay rubric")).ranked_ids[0] == "garden"
        numbers = [
            number for number, _ in after.nearest(encoder.encode_question("soil").vector, 10)
        ]
        assert len(numbers) == 2  # the passage that went is not there, the one that came is
    catalogue.close()


def test_the_nearest_passages_within_filters_are_exact(
    tmp_path: Path,
    encoder: WordEncoder,
    put: Callable[[Catalogue, str, Metadata, str], None],
) -> None:
    catalogue = Catalogue.create_or_open(tmp_path)
    with catalogue.transaction():
        catalogue.set_about("encoder", encoder.fingerprint)
        put(catalogue, "field", Metadata(language="en", year=2020), "Soil in a bucket.")
        put(catalogue, "garden", Metadata(language="sq", year=2020), "A soil laboratory.")
    publish.publish(catalogue, tmp_path, encoder.dimension)
    with catalogue.transaction():  # committed since: not in the published index
        put(catalogue, "essay", Metadata(language="sq", year=2024), "Soil and an essay.")
    soil = encoder.encode_question("soil").vector
    with IndexReader(Settings(data_dir=tmp_path), encoder).searcher() as searcher:
        every = [number for number, _ in searcher.nearest(soil, 10)]
        albanian = searcher.nearest(soil, 10, {"language": ["sq"]})
        assert sorted(number for number, _ in albanian) == sorted(every)[1:]
        both = searcher.nearest(soil, 10, {"language": ["sq"], "year": ["2024", "1999"]})
        assert [number for number, _ in both] == [max(every)]
        assert searcher.nearest(soil, 10, {"language": ["xx"]}) == []
    catalogue.close()
