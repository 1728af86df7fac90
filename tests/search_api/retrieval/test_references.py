"""References, author lines and the like find a resource; the text is what is shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.domain import Role
from indexer.run import pipeline
from indexer.settings import Settings
from search_api.recommend import Wish, related_to
from search_api.retrieval.index_reader import IndexReader, Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.search import search
from tests.word_encoder import WordEncoder


@contextmanager
def indexed(folder: Path, encoder: WordEncoder) -> Iterator[Searcher]:
    """Index the documents of a folder, and yield what looks them up."""
    settings = Settings(data_dir=folder / "index")
    pipeline.run(folder, settings, encoder)
    with IndexReader(settings, encoder).searcher() as searcher:
        yield searcher


def test_the_text_is_shown_where_the_references_match(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(
        "# Classes\n\nOne hour.\n\n## References\n\n- A silent lecture.\n"
    )
    (tmp_path / "b.md").write_text("# Laboratory\n\nThe lecture before it.\n")
    encoder = WordEncoder("silent", "lecture", "hour")
    with indexed(tmp_path, encoder) as searcher:
        hits = search(searcher, Query("silent lecture")).hits
    assert [hit.resource.id for hit in hits] == ["a", "b"]  # what it cites says what it is about
    first, second = (match.stored.passage for match in hits[0].matches)
    assert first.text == "One hour."  # but nobody reads a list of titles as an answer
    assert second.heading_path == ("Classes", "References")
    assert hits[0].score > hits[1].score


def test_some_text_is_shown_where_only_the_author_line_matches(tmp_path: Path) -> None:
    names = [f"Name{number}" for number in range(400)]
    for name in names:  # more than a pool holds, so that the text is not in it
        (tmp_path / f"{name}.md").write_text(
            f"# On {name}\n\nPetra Peeva, University of Sofia\n\n"
            "Students talk in pairs before anybody has to speak in the hall, every week, for as "
            "long as it takes, and then they write down what the others said to them.\n"
        )
    encoder = WordEncoder("peeva", "petra")
    with indexed(tmp_path, encoder) as searcher:
        hits = search(searcher, Query("Petra Peeva")).hits
    assert len(hits) == 10
    for hit in hits:
        assert [match.stored.passage.role for match in hit.matches] == [Role.TEXT, Role.FRONT]
        assert hit.matches[0].stored.passage.text.startswith("Students talk")


def test_a_page_that_only_names_other_pages_comes_after_what_answers(tmp_path: Path) -> None:
    (tmp_path / "menu.md").write_text("# Silent lecture\n\n- Silent lecture\n- Lecture\n")
    (tmp_path / "text.md").write_text("# Monday\n\nThe silent lecture of the last hour.\n")
    encoder = WordEncoder("silent", "lecture", "hour")
    with indexed(tmp_path, encoder) as searcher:
        question = Query("why is a lecture silent", weaker=True)
        hits = search(searcher, question).hits
    assert [(hit.resource.id, hit.matches[0].band) for hit in hits] == [
        ("text", "possible"),
        ("menu", "weak"),
    ]


def test_references_recommend_nothing(tmp_path: Path) -> None:
    cited = "## References\n\n- A silent lecture, a silent hall.\n"
    (tmp_path / "a.md").write_text(f"# Classes\n\nThe essay.\n\n{cited}")
    (tmp_path / "b.md").write_text(f"# Laboratory\n\nThe hour.\n\n{cited}")
    (tmp_path / "c.md").write_text("# Marks\n\nThe essay and the hour.\n")
    encoder = WordEncoder("silent", "lecture", "hour", "essay")
    with indexed(tmp_path, encoder) as searcher:
        items = related_to(searcher, Wish(("a",))).items
    assert [item.resource.id for item in items] == ["c"]
    assert all("References" not in reason.values for item in items for reason in item.reasons)
