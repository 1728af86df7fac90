"""A title typed not quite as it is written is a name; a question with its words is none."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from indexer.domain import Metadata
from search_api.retrieval.exact_match import SURE, exact_matches
from search_api.retrieval.index_reader import IndexReader, Searcher
from search_api.retrieval.query import Query

FOLDER = Path(__file__).parent / "near_titles"
ORDINARY = (
    "Group work needs an assessment, and an assessment an introduction. Multiple choice questions"
    " ask little. Active learning and peer observation are group work, for young bakers and"
    " green ones."
)


def rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def library(
    make_reader: Callable[[dict[str, tuple[Metadata, str]]], IndexReader],
) -> Iterator[Searcher]:
    titled = {
        row["id"]: (
            Metadata(
                title=row["title"],
                language=row["language"],
                authors=tuple(row["authors"].split("; ")),
                year=int(row["year"]),
            ),
            " ".join(f"{row['id']}x{number}" for number in range(20)),
        )
        for row in rows("titles.tsv")
    }
    others = {
        f"other-{number}": (Metadata(title=f"Other {number}", language="en"), ORDINARY)
        for number in range(6)
    }
    with make_reader(titled | others).searcher() as searcher:
        yield searcher


def named(searcher: Searcher, question: str) -> list[str]:
    """The resources that a question surely asks for by name."""
    names = exact_matches(searcher.catalogue, Query(question).plain)
    return sorted(resource for resource, name in names.items() if name in SURE)


@pytest.mark.parametrize(
    ("question", "resource"), [(row["question"], row["resource"]) for row in rows("names.tsv")]
)
def test_a_near_title_names_its_resource(library: Searcher, question: str, resource: str) -> None:
    assert named(library, question) == [resource]


@pytest.mark.parametrize(
    "question", (FOLDER / "misses.txt").read_text(encoding="utf-8").splitlines()
)
def test_a_question_with_the_words_of_a_title_names_nothing(
    library: Searcher, question: str
) -> None:
    assert named(library, question) == []
