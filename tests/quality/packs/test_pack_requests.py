"""The requests for packs keep what tests/quality/README.md promises: nothing is searched here."""

from collections import Counter
from pathlib import Path

from tests.quality.packs.measuring import read_grades, read_requests

SOURCES = Path(__file__).resolve().parents[3] / "corpus" / "sources"


def test_there_are_thirty_to_choose_by_and_ten_to_report() -> None:
    requests = read_requests()
    assert Counter(request.split for request in requests) == {"tune": 30, "test": 10}
    assert len({request.id for request in requests}) == 40
    minutes = {request.wish.minutes for request in requests}
    assert (min(minutes), max(minutes)) == (30, 180)
    assert {tag for request in requests for tag in request.wish.reads} == {
        *("en", "sq", "bs", "hr", "sr-Cyrl", "sr-Latn", "mk", "el", "bg"),
    }


def test_what_is_graded_is_in_the_collection() -> None:
    grades = read_grades()
    ids = {request.id for request in read_requests()}
    assert {request for request, _ in grades} == ids
    assert {resource for _, resource in grades} <= {file.stem for file in SOURCES.glob("*.md")}
    assert set(grades.values()) == {0, 1, 2}
