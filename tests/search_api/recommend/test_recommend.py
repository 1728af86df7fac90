"""What is recommended, and the reason given, over the small collection of conftest.py."""

from pathlib import Path

import pytest

from indexer.errors import NotFound
from indexer.run import pipeline
from indexer.settings import Settings
from search_api.recommend import for_discipline, related_to
from search_api.recommend.common_words import CommonWords
from search_api.recommend.suggestion import Reason
from search_api.retrieval.index_reader import IndexReader
from tests.word_encoder import WordEncoder


@pytest.fixture(scope="module")
def reader(settings: Settings, encoder: WordEncoder) -> IndexReader:
    return IndexReader(settings, encoder)


def test_what_has_nothing_to_be_named_in_common_has_no_reason(reader: IndexReader) -> None:
    with reader.searcher() as searcher:
        (soil,) = [
            suggestion
            for suggestion in related_to(searcher, "essays")
            if suggestion.resource.id == "soil"
        ]
    assert soil.reasons == ()  # a heading says nothing about both


def test_common_words_are_key_words_of_both_as_the_other_writes_them(
    tmp_path: Path, encoder: WordEncoder
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for name, text in {
        "ours": "A lecture and its rubric. The lecturers like a rubric.",
        "theirs": "Rubric for an Essay. The Lecture has a rubric. References: essay.",
        "other": "Soil in a laboratory.",
        "albanian": "Lecture, rubric dhe studentët në auditor, heshtja në auditor.",
    }.items():
        language = "sq" if name == "albanian" else "en"
        header = f"---\nid: {name}\nlanguage: {language}\n---\n"
        (folder / f"{name}.md").write_text(header + text, encoding="utf-8")
    settings = Settings(data_dir=tmp_path / "index")
    pipeline.run(folder, settings, encoder)
    with IndexReader(settings, encoder).searcher() as searcher:
        common = CommonWords(searcher, "ours")
        assert set(common.with_resource("theirs")) == {"rubric", "Lecture"}
        assert common.with_resource("other") == ()
        assert common.with_resource("albanian") == ()  # the same words, in another language


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
