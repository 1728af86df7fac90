"""What is recommended for a discipline, and why this of several."""

import pytest

from indexer.errors import UsageError
from search_api.recommend import for_discipline
from search_api.recommend.suggestion import Reason, Without
from search_api.retrieval.index_reader import Searcher


def test_a_field_by_code_or_by_name_in_any_language(searcher: Searcher) -> None:
    for named in ("0533", "physics", "Fizika"):
        choice = for_discipline(searcher, named, k=2)
        assert {it.resource.id for it in choice.suggestions.items} == {"votes", "rivers"}
        assert (choice.code, choice.widest) == ("0533", "0533")


def test_each_says_what_no_other_of_the_list_has(searcher: Searcher) -> None:
    items = for_discipline(searcher, "0533", k=2).suggestions.items
    why = {it.resource.id: it.reasons for it in items}
    assert why == {
        "votes": (
            Reason("only_strategy", "strategy", ("peer-instruction",)),
            Reason("in_field", "discipline", ("0533",)),
        ),
        "rivers": (
            Reason("only_strategy", "strategy", ("field-work",)),
            Reason("in_field", "discipline", ("0533",)),
        ),
    }


def test_the_wider_field_follows_when_the_field_is_not_enough(searcher: Searcher) -> None:
    choice = for_discipline(searcher, "0533", k=3)
    assert [it.resource.id for it in choice.suggestions.items][2:] == ["leaves"]
    assert choice.suggestions.items[2].reasons[1] == Reason("in_wider_field", "discipline", ("05",))
    assert choice.widest == "05"


def test_within_a_field_the_readers_language_comes_first(searcher: Searcher) -> None:
    items = for_discipline(searcher, "0533", k=3, reads=("sq",)).suggestions.items
    assert [it.resource.id for it in items] == ["votime", "rivers", "leaves"]


def test_nothing_is_recommended_for_a_field_without_resources(searcher: Searcher) -> None:
    assert for_discipline(searcher, "10").suggestions.items == ()


def test_filters_that_leave_nothing_are_named(searcher: Searcher) -> None:
    choice = for_discipline(searcher, "0533", filters={"language": ("el",)})
    assert choice.suggestions.without == (Without("language", ("el",), 3),)


def test_what_is_no_field_names_the_nearest(searcher: Searcher) -> None:
    with pytest.raises(UsageError) as caught:
        for_discipline(searcher, "phisics")
    assert caught.value.cure == "The nearest is 0533 (Physics)."
