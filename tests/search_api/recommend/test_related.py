"""What is recommended beside a resource, and the reason given, over the collection of conftest."""

from pathlib import Path

import pytest

from indexer.errors import NotFound, UsageError
from indexer.run import pipeline
from indexer.settings import Settings
from search_api.recommend import (
    Wish,
    practice_and_evidence,
    related_to,
    same_strategy_elsewhere,
)
from search_api.recommend.common_words import CommonWords
from search_api.recommend.suggestion import Reason, Suggestions, Without
from search_api.recommended import recommendations
from search_api.retrieval.index_reader import IndexReader, Searcher
from tests.word_encoder import WordEncoder


def ids(found: Suggestions) -> list[str]:
    return [item.resource.id for item in found.items]


def test_neither_itself_nor_its_translation_is_related(searcher: Searcher) -> None:
    for name in ("votes", "votime"):
        found = ids(related_to(searcher, Wish((name,), k=50)))
        assert not {"votes", "votime"} & set(found)
        assert found[0] in ("leaves", "study")  # the same strategy


def test_a_related_resource_says_why_and_by_which_passages(searcher: Searcher) -> None:
    first = next(
        it for it in related_to(searcher, Wish(("votes",))).items if it.resource.id == "leaves"
    )
    assert first.reasons[0] == Reason(
        "same_strategy_elsewhere", "strategy", ("peer-instruction",), ("0511",)
    )
    assert first.seed == "votes"
    (pair,) = first.passages
    assert "each leaf" in pair.passage.passage.text
    assert "each magnet" in pair.of_seed.passage.text


def test_in_the_same_field_the_same_strategy_is_no_other_field(searcher: Searcher) -> None:
    found = {it.resource.id: it.reasons for it in related_to(searcher, Wish(("rivers",))).items}
    assert found["votes"] == (Reason("same_field", "discipline", ("0533",)),)


def test_what_has_nothing_in_common_is_not_recommended(searcher: Searcher) -> None:
    assert "bridges" not in ids(related_to(searcher, Wish(("leaves",), k=50)))


def test_like_these_and_not_like_those(searcher: Searcher) -> None:
    both = ids(related_to(searcher, Wish(("leaves", "rivers"), k=50)))
    assert "votes" in both[:2]  # a ballot as with leaves, a magnet as in rivers
    assert not {"leaves", "rivers"} & set(both)
    with_study = related_to(searcher, Wish(("votes",), k=50)).items
    without = related_to(searcher, Wish(("votes",), unlike=("study",), k=50)).items
    assert "study" not in [it.resource.id for it in without]
    scores = {it.resource.id: it.score for it in with_study}
    assert {it.resource.id for it in without if it.score < scores[it.resource.id]} == {"leaves"}


@pytest.mark.parametrize(
    ("language", "begins"),
    [("en", "Like “Votes on magnets”: "), ("mk", "Како „Votes on magnets“: ")],
)
def test_of_several_seeds_the_reason_names_the_one_it_is_about(
    searcher: Searcher, language: str, begins: str
) -> None:
    found = related_to(searcher, Wish(("votes", "bridges")))
    said = recommendations(searcher.catalogue, found, language)
    assert {it.seed for it in said.items} == {"votes"}
    assert all(it.reason.startswith(begins) for it in said.items), said.items
    alone = recommendations(searcher.catalogue, related_to(searcher, Wish(("votes",))), language)
    assert not any("Votes on magnets" in it.reason for it in alone.items)


def test_a_work_is_shown_in_the_readers_language(searcher: Searcher) -> None:
    assert "votime" in ids(related_to(searcher, Wish(("leaves",), reads=("sq",))))
    assert "votes" in ids(related_to(searcher, Wish(("leaves",), reads=("el",))))


def test_filters_come_before_ranking_and_the_one_to_take_away_is_named(
    searcher: Searcher,
) -> None:
    found = related_to(searcher, Wish(("votes",), filters={"type": ("guide",)}, k=1))
    assert ids(found) == ["leaves"]
    nothing = related_to(
        searcher, Wish(("votes",), filters={"type": ("guide",), "language": ("sq",)})
    )
    assert nothing == Suggestions((), (Without("language", ("sq",), 1),))


def test_the_same_strategy_elsewhere_is_in_no_field_of_the_seed(searcher: Searcher) -> None:
    assert set(ids(same_strategy_elsewhere(searcher, Wish(("votes",))))) == {"leaves", "study"}
    assert ids(same_strategy_elsewhere(searcher, Wish(("bridges",)))) == []


def test_a_practice_has_its_research_with_the_kind_of_evidence_and_the_reverse(
    searcher: Searcher,
) -> None:
    (study,) = practice_and_evidence(searcher, Wish(("votes",))).items
    assert study.resource.id == "study"
    assert study.reasons == (Reason("tests_strategy", "strategy", ("peer-instruction",)),)
    (evidence,) = study.evidence  # interviews are only planned
    assert evidence.kind == "experiment"
    start, end = evidence.sentence
    assert evidence.passage.passage.text[start:end].startswith("In a randomised trial")
    practice = practice_and_evidence(searcher, Wish(("study",)))
    assert set(ids(practice)) == {"votes", "leaves"}
    assert practice.items[0].reasons[0].kind == "practises_strategy"


@pytest.mark.parametrize(
    ("wish", "field", "cure"),
    [
        ({"like": ()}, "like", "Give the id"),
        ({"like": ("votes",), "unlike": ("votes",)}, "unlike", "one of them"),
        ({"like": ("votes",), "filters": {"size": ("1",)}}, "size", "discipline"),
        ({"like": ("votes",), "filters": {"type": ("guid",)}}, "type", "guide"),
    ],
)
def test_a_wish_that_contradicts_itself_says_the_cure(
    searcher: Searcher, wish: dict[str, object], field: str, cure: str
) -> None:
    with pytest.raises(UsageError) as caught:
        related_to(searcher, Wish(**wish))  # type: ignore[arg-type]  # as the test says
    assert (caught.value.field, cure in str(caught.value.cure)) == (field, True)


def test_an_unknown_resource_names_the_nearest(searcher: Searcher) -> None:
    with pytest.raises(NotFound, match="'voets'") as caught:
        related_to(searcher, Wish(("voets",)))
    assert "'votes'" in str(caught.value.cure)


def test_common_words_are_key_words_of_both_as_the_other_writes_them(tmp_path: Path) -> None:
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
    encoder = WordEncoder("silent", "lecture", "essay", "marking", "rubric", "soil", "laboratory")
    settings = Settings(data_dir=tmp_path / "index")
    pipeline.run(folder, settings, encoder)
    with IndexReader(settings, encoder).searcher() as searcher:
        common = CommonWords(searcher, "ours")
        assert set(common.with_resource("theirs")) == {"rubric", "Lecture"}
        assert common.with_resource("other") == ()
        assert common.with_resource("albanian") == ()  # the same words, in another language
