"""How strong a match is said to be, where the list ends, and what the scores are."""

from collections.abc import Callable

import pytest

from indexer.domain import Metadata
from search_api.retrieval.calibration import ORDER
from search_api.retrieval.index_reader import IndexReader, Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.search import search
from tests.search_api.retrieval.test_search import ids


def test_a_score_is_the_weighted_sum_of_cosine_and_lexical_score(
    make_reader: Callable[[dict[str, tuple[Metadata, str]]], IndexReader],
) -> None:
    """Here pseudo-relevance feedback changes nothing: it adds the question's own direction."""
    english = Metadata(language="en")
    texts = {"one": (english, "A silent lecture."), "other": (english, "A rubric.")}
    with make_reader(texts).searcher() as searcher:
        match = search(searcher, Query("silent lecture zebra")).hits[0].matches[0]
    assert match.dense is not None
    assert match.lexical is not None
    assert (match.dense.rank, match.lexical.rank) == (1, 1)
    assert match.dense.score == pytest.approx(1.0)
    assert 0.2 < match.lexical.score < 0.9  # BM25 as a share of the greatest possible
    assert match.score == pytest.approx((1 + 0.9 * match.lexical.score) / 1.9, abs=1e-6)


def test_every_score_is_from_zero_to_one(
    make_reader: Callable[[dict[str, tuple[Metadata, str]]], IndexReader],
) -> None:
    """A word of which one stem is in every text and another in a single one scored a million."""
    texts = {f"n{number}": (Metadata(language="en"), "Aims, mostly.") for number in range(9)}
    texts["rare"] = (Metadata(language="ro"), "Aimsul aims aime.")
    with make_reader(texts).searcher() as searcher:
        scores = [
            placement.score
            for hit in search(searcher, Query("aims", k=50)).hits
            for match in hit.matches
            for placement in (match.lexical, match.dense)
            if placement
        ]
    assert scores
    assert 0 <= min(scores) <= max(scores) <= 1


def test_a_match_is_as_strong_where_a_filter_leaves_it_alone(searcher: Searcher) -> None:
    filters = {"language": ("sr-Cyrl",)}
    among = search(searcher, Query("silent lecture")).hits[0]
    alone = search(searcher, Query("silent lecture", filters)).hits
    assert [(hit.resource.id, hit.band) for hit in alone] == [("tisina", "possible")]
    assert (among.resource.id, among.band) == ("tisina", "possible")


def test_a_list_ends_where_matches_end_and_says_how_many_are_weaker(searcher: Searcher) -> None:
    answer = search(searcher, Query("silent lecture"))
    assert set(ids(answer)) == {"tisina", "silence", "heshtja", "soil"}  # they are silent, too
    assert answer.weaker == 2
    every = search(searcher, Query("silent lecture", weaker=True))
    assert every.ranked_ids[:4] == answer.ranked_ids
    assert [hit.band for hit in every.hits[4:]] == ["weak", "weak"]
    assert every.weaker == 0


def test_without_any_match_the_nearest_are_listed(
    make_reader: Callable[[dict[str, tuple[Metadata, str]]], IndexReader],
) -> None:
    texts = {f"r{number}": (Metadata(language="en"), f"A rubric {number}.") for number in range(14)}
    with make_reader(texts).searcher() as searcher:
        answer = search(searcher, Query("zebra", k=50))
    assert answer.nothing_close
    assert (len(answer.hits), answer.weaker) == (10, 4)
    assert answer.facets["language"] == {"en": 10}


@pytest.mark.parametrize("reads", [(), ("sq",), ("el", "mk"), ("en",)])
def test_the_order_never_contradicts_the_strength(
    searcher: Searcher, reads: tuple[str, ...]
) -> None:
    for text in ("silent lecture", "soil", "quiet room", "fair marks", "настава"):
        bands = [hit.band for hit in search(searcher, Query(text, reads=reads, weaker=True)).hits]
        assert bands == sorted(bands, key=ORDER.index)


def test_what_matches_does_not_depend_on_the_filters(searcher: Searcher) -> None:
    free = set(search(searcher, Query("silent lecture")).ranked_ids)
    for language in ("en", "sq", "sr-Cyrl"):
        alone = search(searcher, Query("silent lecture", {"language": (language,)}))
        table = searcher.state.resources
        having = {
            name for name, tag in zip(table.ids, table.languages, strict=True) if tag == language
        }
        assert set(alone.ranked_ids) == free & having


def test_a_version_to_read_is_shown_though_only_another_one_matches(
    make_reader: Callable[[dict[str, tuple[Metadata, str]]], IndexReader],
) -> None:
    original = Metadata(title="A", language="en")
    greek = Metadata(title="Α", language="el", translation_of="a")
    texts = {
        "a": (original, "A silent lecture."),
        "b": (greek, "Ένα άλλο κείμενο, χωρίς τις λέξεις."),
        **{f"n{n}": (Metadata(language="en"), f"A rubric {n}.") for n in range(10)},
    }
    with make_reader(texts).searcher() as searcher:
        plain = search(searcher, Query("silent lecture"))
        greek_reader = search(searcher, Query("silent lecture", reads=("el",)))
    assert [(hit.resource.id, hit.band) for hit in plain.hits] == [("a", "possible")]
    assert [(hit.resource.id, hit.band) for hit in greek_reader.hits] == [("b", "possible")]
    assert greek_reader.facets["language"] == plain.facets["language"] == {"en": 1}
