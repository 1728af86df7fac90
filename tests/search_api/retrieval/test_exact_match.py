"""What is asked for by name comes first, and the reason is true."""

from collections.abc import Callable, Iterator

import pytest

from indexer.domain import Metadata
from search_api.retrieval.answer import Hit
from search_api.retrieval.index_reader import IndexReader, Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.search import search

Text = tuple[Metadata, str]
TEXTS: dict[str, Text] = {
    "active": (
        Metadata(
            title="Active learning increases performance in science",
            language="en",
            authors=("Scott Freeman", "Sarah L. Eddy"),
            year=2014,
            doi="10.1073/pnas.1319030111",
            keywords=("retention",),
        ),
        "Failure rates fall. ISSN 0317-8471, preprint arXiv:2301.12345v2.",
    ),
    "later": (
        Metadata(title="Seeds", language="en", authors=("Scott Freeman",), year=2019),
        "Plants, and a rubric. For the course MAT-201.",
    ),
    "citing": (
        Metadata(title="What to read", language="en", institution="University of Tirana"),
        "Freeman, S. (2014), https://doi.org/10.1073/PNAS.1319030111. A silent lecture.",
    ),
    "tisina": (
        Metadata(
            title="Тишина у слушаоници: приручник", language="sr-Cyrl", authors=("Ана Ковач",)
        ),
        "Уџбеник, ISBN 978-0-306-40615-7. Предмет МАТ101.",
    ),
    "preprint": (
        Metadata(title="Clouds", language="en", doi="10.48550/arXiv.2201.00001"),
        "Rain and sun.",
    ),
    "islands": (Metadata(title="Small islands of talk", language="en"), "Talk in the seminar."),
    "marks": (
        Metadata(title="Fair marks: a short guide", language="en", authors=("Groucho Marks",)),
        "Marks. " * 3,
    ),
} | {
    f"noise{number}": (Metadata(language="en", title=f"Noise {number}"), "Marks are silent, marks.")
    for number in range(30)
}


@pytest.fixture(scope="module")
def library(make_reader: Callable[[dict[str, Text]], IndexReader]) -> Iterator[Searcher]:
    with make_reader(TEXTS).searcher() as searcher:
        yield searcher


def best(searcher: Searcher, question: str) -> Hit:
    return search(searcher, Query(question)).hits[0]


@pytest.mark.parametrize(
    ("question", "first", "name"),
    [
        ("10.1073/pnas.1319030111", "active", "doi"),
        ("doi:10.1073/PNAS.1319030111", "active", "doi"),
        ("https://doi.org/10.1073/pnas.1319030111.", "active", "doi"),
        ("https://dx.doi.org/10.1073%2Fpnas.1319030111", "active", "doi"),
        ("arXiv:2201.00001v2", "preprint", "doi"),
        ("https://arxiv.org/pdf/2201.00001", "preprint", "doi"),
        ("active.md", "active", "file"),
        ("active learning increases performance in science", "active", "title"),
        ("тишина у слушаоници", "tisina", "title"),
        ("tisina u slusaonici", "tisina", "title"),
        ("FAIR MARKS – a short guide", "marks", "title"),
        ("fair marks", "marks", "title"),
        ("active learning increases performance", "active", "part_of_title"),
        (
            "Freeman, S., et al. (2014). Active learning increases performance in science."
            " PNAS, 111(23), 8410–8415.",
            "active",
            "title_in_question",
        ),
        ("Eddy", "active", "author"),
        ("eddy", "active", "author"),
        ("Ковач", "tisina", "author"),
        ("Kovač Ana", "tisina", "author"),
        ("Freeman 2019", "later", "author_and_year"),
        ("Freeman (2014)", "active", "author_and_year"),
        ("Freeman & Eddy", "active", "author"),
        ("Freeman and Eddy 2014", "active", "author_and_year"),
        ("Eddy et al.", "active", "author"),
        ("Marks", "marks", "author"),
        ("0317-8471", "active", "code"),
        ("ISSN 03178471", "active", "code"),
        ("arXiv:2301.12345", "active", "code"),
        ("2301.12345", "active", "code"),
        ("9780306406157", "tisina", "code"),
        ("ISBN 0-306-40615-2", "tisina", "code"),
        ("ISBN-13: 978-0-306-40615-7", "tisina", "code"),
        ("MAT201", "later", "code"),
        ("mat-201", "later", "code"),
        ("MAT 201", "later", "code"),
        ("MAT101", "tisina", "code"),
    ],
)
def test_a_name_is_first_and_says_so(
    library: Searcher, question: str, first: str, name: str
) -> None:
    hit = best(library, question)
    assert (hit.resource.id, hit.named_by) == (first, name)
    assert hit.band == "strong" or (name == "code" and hit.band == "possible")


@pytest.mark.parametrize(
    "question",
    [
        "marks",  # too common a word to be a surname
        "Scott",  # a given name
        "Freeman in lectures",  # more than names
        "0317-8472",  # its check digit is wrong
        "silent lecture",
        "rubric for a silent seminar",
        "group work with small islands of talk in seminars",  # three words: its topic
    ],
)
def test_other_questions_name_nothing(library: Searcher, question: str) -> None:
    assert best(library, question).named_by is None


@pytest.mark.parametrize(
    "question",
    ['"active learning increases performances in science"', "„Тишина у слушаоницама: приручник“"],
)
def test_quotes_around_a_near_title_leave_it_found(library: Searcher, question: str) -> None:
    assert best(library, question).named_by == "near_title"


def test_who_cites_a_doi_comes_second_with_another_reason(library: Searcher) -> None:
    first, second = search(library, Query("10.1073/pnas.1319030111")).hits[:2]
    assert (first.named_by, second.named_by) == ("doi", "code")
    assert second.resource.id == "citing"


def test_all_that_an_author_wrote_comes_first(library: Searcher) -> None:
    hits = search(library, Query("Freeman")).hits
    assert {hit.resource.id for hit in hits[:2]} == {"active", "later"}
    assert [hit.named_by for hit in hits[:3]] == ["author", "author", None]


def test_what_is_known_of_a_resource_is_searched_too(library: Searcher) -> None:
    assert best(library, "retention").resource.id == "active"
    assert best(library, "University of Tirana").resource.id == "citing"
