"""The passage that is shown: the one that answers, not the opening that says what is asked."""

from collections.abc import Iterator

import pytest

from indexer.run import pipeline
from indexer.settings import Settings
from search_api.retrieval.index_reader import IndexReader, Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.search import search
from tests.word_encoder import WordEncoder

# Three parts, each a passage of its own: the opening and the end have as much of the question.
OPENING = (
    "Everybody knows a silent lecture, and how long a silent lecture lasts " + "and lasts " * 90
)
ANSWER = "Let each student write a line. Ask two of them to read. Thank them and begin anew. " * 8
END = "How sure is anybody of a silent lecture? It has hardly been measured so far. " * 9
TEXT = f"""# On silence

{OPENING.strip()}.

## How to begin a silent lecture

{ANSWER}

## A last word

{END}
"""


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    folder = tmp_path_factory.mktemp("texts")
    (folder / "silence.md").write_text(TEXT, encoding="utf-8")
    settings = Settings(data_dir=tmp_path_factory.mktemp("index"))
    encoder = WordEncoder("silent", "lecture")
    pipeline.run(folder, settings, encoder)
    with IndexReader(settings, encoder).searcher() as searcher:
        yield searcher


def shown(searcher: Searcher, question: str) -> tuple[str, ...]:
    (hit,) = search(searcher, Query(question)).hits
    return hit.matches[0].stored.passage.heading_path


def test_what_answers_stands_under_a_heading_with_words_of_the_question(library: Searcher) -> None:
    assert shown(library, "begin a silent lecture")[-1] == "How to begin a silent lecture"


def test_what_is_asked_for_by_name_is_shown_by_its_opening(library: Searcher) -> None:
    (hit,) = search(library, Query("on silence")).hits
    assert (hit.named_by, hit.band) == ("title", "strong")
    assert shown(library, "on silence") == ("On silence",)


def test_the_others_follow_and_the_resource_keeps_its_score(library: Searcher) -> None:
    (hit,) = search(library, Query("begin a silent lecture")).hits
    assert len({match.stored.id for match in hit.matches}) == len(hit.matches) > 1
    assert hit.score == hit.matches[0].score == max(match.score for match in hit.matches)


def test_shapes_are_read_once(library: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = library.state.passage_table.ids.tolist()
    shapes = [library.state.shapes.of(library.catalogue, ids)[number] for number in ids]
    assert [shape.below_title for shape in shapes] == [False, True, True]
    assert [shape.is_last for shape in shapes] == [False, False, True]
    assert [shape.sentences > 8 for shape in shapes] == [False, True, True]
    monkeypatch.setattr("indexer.catalogue.shapes.of_passages", lambda *_: iter(()))
    assert library.state.shapes.of(library.catalogue, ids)[ids[0]] == shapes[0]
