"""What is found, in which order, with which score, and why."""

from collections.abc import Callable

import numpy as np
import pytest

from indexer.catalogue import finding, passages
from indexer.domain import Metadata
from indexer.errors import NotFound, UsageError
from search_api.retrieval.answer import Answer
from search_api.retrieval.index_reader import IndexReader, Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.question import mask_of, prepare
from search_api.retrieval.retrievers import retrieve
from search_api.retrieval.search import search
from tests.search_api.retrieval.conftest import TEXTS
from tests.word_encoder import WordEncoder


def ids(answer: Answer) -> list[str]:
    return [hit.resource.id for hit in answer.hits]


def score(answer: Answer, name: str) -> float:
    return next(hit.score for hit in answer.hits if hit.resource.id == name)


def test_a_question_finds_what_has_its_words_and_its_meaning(searcher: Searcher) -> None:
    answer = search(searcher, Query("silent lecture"))
    assert ids(answer)[:2] == ["tisina", "silence"]  # the shorter text has both words too
    first = answer.hits[0].matches[0]
    assert first.dense is not None
    # The vector of "silent lecture" is (1, 1, 0 ...) / sqrt(2), and so is that of the passage.
    assert first.dense.score == pytest.approx(1.0)
    assert [first.stored.passage.text[start:end] for start, end in first.spans] == [
        "silent",
        "lecture",
    ]
    second = answer.hits[1].matches[0]
    assert second.dense is not None
    # (2, 1, 0 ...) / sqrt(5) times (1, 1, 0 ...) / sqrt(2) = 3 / sqrt(10), but that six passages
    # whiten the question a little: they are few against the 10,000 that are counted with them.
    assert second.dense.score == pytest.approx(3 / 10**0.5, abs=2e-4)


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("nastava", "tisina"),  # Latin for настава
        ("настави", "tisina"),  # another case of it
        ("daci", "tisina"),  # a bare d for the đ of ђаци
        ("đaci", "tisina"),
        ("heshtja ne auditor", "heshtja"),
        ("studentet", "heshtja"),  # e for ë
        ("essays", "essays"),
        ("laboratories", "soil"),  # stems meet
    ],
)
def test_script_marks_and_inflection_do_not_part_a_word_from_itself(
    searcher: Searcher, question: str, first: str
) -> None:
    assert ids(search(searcher, Query(question)))[0] == first


def test_quotes_keep_words_together(searcher: Searcher) -> None:
    assert set(ids(search(searcher, Query('"silent lecture"')))) == {"silence", "tisina"}
    assert ids(search(searcher, Query("„silent students“"))) == ["silence"]
    assert ids(search(searcher, Query('"lecture silent"'))) == []


def test_a_minus_leaves_passages_out(searcher: Searcher) -> None:
    assert "soil" not in ids(search(searcher, Query("silent -bucket")))
    assert "soil" in ids(search(searcher, Query("silent")))
    assert ids(search(searcher, Query("well-being silent")))  # a hyphen is no minus


def test_a_filter_keeps_what_it_says_and_stays_exact(searcher: Searcher) -> None:
    answer = search(searcher, Query("silent lecture", {"year": ("2022", "2023")}, weaker=True))
    assert set(ids(answer)) == {"quiet", "heshtja"}
    assert answer.facets["year"] == {"2022": 1, "2023": 1, "2024": 1}  # 2024 could be added


def test_a_chosen_facet_is_counted_as_if_nothing_were_chosen(searcher: Searcher) -> None:
    free = search(searcher, Query("silent", weaker=True))
    assert free.facets["language"] == {"en": 4, "sq": 1, "sr-Cyrl": 1}
    chosen = search(searcher, Query("silent", {"language": ("sq",)}, weaker=True))
    assert ids(chosen) == ["heshtja"]
    # What could be chosen beside Albanian keeps its number; the other facets follow the filter.
    assert chosen.facets["language"] == free.facets["language"]
    assert chosen.facets["year"] == {"2023": 1}
    filters = {"language": ("en", "sq"), "year": ("2023", "2024")}
    both = search(searcher, Query("silent", filters, weaker=True))
    assert both.facets["language"] == {"en": 1, "sq": 1}
    assert both.facets["year"] == {"2022": 1, "2023": 1, "2024": 1}


def test_a_chosen_discipline_is_counted_beside_its_siblings_and_broader_ones(
    searcher: Searcher,
) -> None:
    every = {"01": 1, "011": 1, "0113": 1, "05": 1, "053": 1, "0532": 1}
    for chosen in ("01", "0113"):
        answer = search(searcher, Query("silent", {"discipline": (chosen,)}, weaker=True))
        assert ids(answer) == ["quiet"]
        assert answer.facets["discipline"] == every
        assert answer.facets["language"] == {"en": 1}


def test_a_filter_that_keeps_few_is_exact(searcher: Searcher, encoder: WordEncoder) -> None:
    query = Query("silent lecture", {"language": ("sq", "sr-Cyrl")})
    question = prepare(searcher, query)
    pool = retrieve(searcher, question).pool(mask_of(searcher, query))
    numbers, vectors = passages.vectors(searcher.catalogue)
    within = finding.passage_ids(searcher.catalogue, query.filters)
    cosines = dict(zip(numbers.tolist(), (vectors @ question.dense_vector).tolist(), strict=True))
    expected = sorted(within.tolist(), key=lambda number: (-cosines[number], number))
    by_rank = searcher.state.passage_table.ids[pool.rows[np.argsort(pool.dense_ranks)]]
    assert by_rank.tolist() == expected


def test_own_languages_come_first_and_english_is_never_hidden(searcher: Searcher) -> None:
    answer = search(searcher, Query("silent lecture", reads=("sq",)))
    labels = {hit.resource.id: hit.reading for hit in answer.hits}
    assert labels["heshtja"] == "own"
    assert labels["silence"] == "english"
    assert labels["tisina"] == "other"
    # Among equally strong ones: Albanian first, English next, what is in neither last.
    assert {hit.band for hit in answer.hits} == {"possible"}
    assert ids(answer) == ["heshtja", "silence", "soil", "tisina"]
    assert search(searcher, Query("silent lecture", reads=("hr",))).hits[0].resource.id == "tisina"


def test_a_match_without_the_words_says_what_carried_it(
    searcher: Searcher, address: Callable[[str], str]
) -> None:
    answer = search(searcher, Query(like=(address("soil"),), k=1))
    match = answer.hits[0].matches[0]
    assert not match.has_words
    assert "silent" in match.matched_words


def test_more_like_a_passage_leaves_the_passage_itself_out(
    searcher: Searcher, address: Callable[[str], str]
) -> None:
    answer = search(searcher, Query(like=(address("silence"),)))
    assert ids(answer)[0] == "tisina"
    assert "silence" not in ids(answer)


def test_feedback_moves_the_question(searcher: Searcher, address: Callable[[str], str]) -> None:
    plain = ids(search(searcher, Query("silent", weaker=True)))
    towards = ids(search(searcher, Query("silent", like=(address("soil"),), weaker=True)))
    assert towards.index("soil") < plain.index("soil")
    # Both leave the passage on soil out, but one of them also moves away from what it says.
    without = search(searcher, Query("silent essay soil -bucket", weaker=True))
    away = search(searcher, Query("silent essay soil", unlike=(address("soil"),), weaker=True))
    assert set(ids(away)) == set(ids(without)) == set(plain) - {"soil"}
    assert score(away, "heshtja") < score(without, "heshtja")  # silent, as the soil is
    assert score(away, "essays") > score(without, "essays")


def test_examples_that_are_gone_are_said_so(searcher: Searcher) -> None:
    with pytest.raises(NotFound, match="gone"):
        search(searcher, Query(like=("silence~0000000000000000", "987654")))


def test_a_question_of_exclusions_alone_is_told_what_it_lacks() -> None:
    with pytest.raises(UsageError, match="only says what to leave out") as refused:
        Query("-silent -„oral exam“")
    assert refused.value.cure.startswith("Write first what you are looking for")


def test_a_minus_between_words_that_texts_have_together_is_a_slip(searcher: Searcher) -> None:
    assert "tisina" in ids(search(searcher, Query("silent -lecture")))  # "a silent lecture"
    assert "tisina" not in ids(search(searcher, Query("quiet silent -nastava")))


def test_an_acronym_is_no_article_and_begins_no_word(
    make_reader: Callable[[dict[str, tuple[Metadata, str]]], IndexReader],
) -> None:
    texts = {
        "tools": (Metadata(language="en"), "Students use AI openly and say so."),
        "aims": (Metadata(language="en"), "Aims of a course: a list of aims, and a rubric."),
        "sq": (Metadata(language="sq"), "Ai thotë se ai është gati."),
        "vi": (Metadata(language="sr-Cyrl"), "Студенти користе ВИ."),
        "ti": (Metadata(language="sr-Cyrl"), "Ви знате да ви пишете."),
        "r": (Metadata(language="en"), "We compute means with R, not with a calculator."),
        "smith": (Metadata(language="en"), "R. Smith found r = .3 in 5 groups, e.g. this."),
        "cpp": (Metadata(language="en"), "Pointers in C++ and classes in C#."),
    }
    with make_reader(texts).searcher() as searcher:

        def matching(question: str) -> dict[str, tuple[str, ...]]:
            return {
                hit.resource.id: hit.matches[0].matched_words
                for hit in search(searcher, Query(question)).hits
                if hit.matches[0].lexical
            }

        assert matching("AI") == {"tools": ("AI",)}
        assert matching("ВИ") == {"vi": ("ВИ",)}
        assert matching("IT") == {}  # nobody writes of it
        assert matching("MEANS") == {"r": ("means",)}  # a word, typed in capitals
        assert matching("R") == matching("r") == {"r": ("R",)}
        assert matching("C++") == {"cpp": ("C++",)}
        assert matching("C#") == {"cpp": ("C#",)}
        assert matching("C") == matching("a") == matching("5") == {}


def test_nothing_close_offers_wider_questions(searcher: Searcher) -> None:
    answer = search(searcher, Query("zebra crossing", {"year": ("2022",), "language": ("en",)}))
    assert answer.nothing_close
    assert answer.hits[0].band == "weak"
    offered = {relaxation.kind: relaxation for relaxation in answer.relaxations}
    assert offered["fewer_filters"].value == "year"  # it alone keeps one, the language four
    assert offered["fewer_filters"].query.filters == {"language": ("en",)}
    assert offered["discipline"].value == "011"


def test_what_only_some_of_the_nearest_are_about_is_not_offered(
    make_reader: Callable[[dict[str, tuple[Metadata, str]]], IndexReader],
) -> None:
    """A field is worth a look where three of the nearest have it, the very nearest among them."""
    fields = ("0113", "0532", "0532", "0541", "0541")
    texts = {
        f"n{number}": (
            Metadata(language="en", disciplines=(field,), strategies=("rubric",)),
            f"Text {number}.",
        )
        for number, field in enumerate(fields)
    }
    with make_reader(texts).searcher() as searcher:
        answer = search(searcher, Query("zebra crossing"))
    assert [relaxation.kind for relaxation in answer.relaxations] == ["strategy"]


def test_lexical_matches_do_not_push_out_a_match_in_another_language(
    make_reader: Callable[[dict[str, tuple[Metadata, str]]], IndexReader],
) -> None:
    """Some words in common are a part of the question; what means all of it stands before them."""
    noise = {
        f"noise{number}": (Metadata(language="en"), f"Everybody thinks it helps, {number}.")
        for number in range(2)
    }
    others = {f"other{number}": (Metadata(language="en"), "Rubric.") for number in range(10)}
    serbian = {"cas": (Metadata(language="sr-Cyrl"), "Он ћути на часу.")}
    with make_reader(TEXTS | others | noise | serbian).searcher() as searcher:
        question = "silent lecture: what helps when everybody thinks"
        answer = search(searcher, Query(question, k=50, weaker=True))
    hits = {hit.resource.id: hit for hit in answer.hits}
    assert hits["cas"].matches[0].lexical is None
    for name in noise:
        lexical = hits[name].matches[0].lexical
        assert lexical is not None
        assert lexical.score > 0.2
        assert hits["cas"].score > hits[name].score


def test_the_same_question_has_the_same_answer(searcher: Searcher) -> None:
    first, second = (search(searcher, Query("silent room", k=50)) for _ in range(2))
    assert first.ranked_ids == second.ranked_ids
    assert first.hits == second.hits
