"""A list of references promises with titles; the text that keeps the promise comes first."""

from pathlib import Path

from indexer import pipeline
from indexer.settings import Settings
from search_api.retrieval.library import Library
from search_api.retrieval.query import Query
from search_api.retrieval.search import search
from tests.word_encoder import WordEncoder


def test_the_text_comes_before_a_list_of_titles(tmp_path: Path) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "a.md").write_text("# Laboratory\n\nGlass.\n\n## References\n\n- A silent lecture.\n")
    (folder / "b.md").write_text("# Classes\n\nWhat to do in a silent lecture of one hour.\n")
    encoder = WordEncoder("silent", "lecture", "hour")
    settings = Settings(data_dir=tmp_path / "index")
    pipeline.run(folder, settings, encoder)
    with Library(settings, encoder).snapshot() as snapshot:
        hits = search(snapshot, Query("silent lecture")).hits
    assert [hit.resource.id for hit in hits] == ["b", "a"]
    assert hits[1].matches[0].stored.passage.heading_path == ("Laboratory", "References")
