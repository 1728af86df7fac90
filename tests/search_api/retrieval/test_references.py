"""A list of references says what a resource is about; the text is what is shown."""

from pathlib import Path

from indexer.run import pipeline
from indexer.settings import Settings
from search_api.retrieval.index_reader import IndexReader
from search_api.retrieval.query import Query
from search_api.retrieval.search import search
from tests.word_encoder import WordEncoder


def test_the_text_is_shown_where_the_references_match(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.md").write_text("# Classes\n\nOne hour.\n\n## References\n\n- A silent lecture.\n")
    (folder / "b.md").write_text("# Laboratory\n\nThe lecture before it.\n")
    encoder = WordEncoder("silent", "lecture", "hour")
    settings = Settings(data_dir=tmp_path / "index")
    pipeline.run(folder, settings, encoder)
    with IndexReader(settings, encoder).searcher() as searcher:
        hits = search(searcher, Query("silent lecture")).hits
    assert [hit.resource.id for hit in hits] == ["a", "b"]  # what it cites says what it is about
    first, second = (match.stored.passage for match in hits[0].matches)
    assert first.text == "One hour."  # but nobody reads a list of titles as an answer
    assert second.heading_path == ("Classes", "References")
    assert hits[0].score > hits[1].score
