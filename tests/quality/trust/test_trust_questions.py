"""The trust set keeps what `tests/quality/README.md` promises: nothing is searched here."""

import json
from collections import Counter
from pathlib import Path

import pytest

from indexer.text.folding import folded_words
from tests.quality.laboratory.retrieval.trust import (
    USEFUL,
    Question,
    read_grades,
    read_questions,
)

HERE = Path(__file__).parent
BEYOND = HERE / "beyond"  # asked of another collection, which the repository does not hold
COLLECTION = HERE.parent / "collection"
SOURCES = HERE.parents[2] / "corpus" / "sources"
LANGUAGES = {"en", "sq", "bs", "hr", "sr-Cyrl", "sr-Latn", "mk", "el", "bg"}
KINDS = {
    "K": {
        **{"answerable": 60, "unanswerable": 8, "slip": 4},
        **{"foreign": 4, "gibberish": 2, "known": 2},
    },
    "L": {
        **{"answerable": 60, "unanswerable": 8, "slip": 4},
        **{"foreign": 4, "gibberish": 2, "known": 2},
    },
    "M": {
        **{"answerable": 76, "unanswerable": 19, "slip": 8},
        **{"foreign": 6, "gibberish": 3, "known": 3},
    },
    "N": {
        **{"answerable": 57, "unanswerable": 13, "slip": 5},
        **{"foreign": 5, "gibberish": 2, "known": 2},
    },
    "P": {
        **{"answerable": 83, "unmet": 30, "unanswerable": 25, "slip": 18},
        **{"foreign": 5, "gibberish": 3, "known": 10},
    },
    "S": {
        **{"answerable": 80, "unmet": 35, "unanswerable": 20, "slip": 10},
        **{"foreign": 2, "gibberish": 1, "known": 1},
    },
    "Q": {
        **{"answerable": 69, "unmet": 26, "unanswerable": 21, "slip": 3},
        **{"foreign": 3, "gibberish": 2, "known": 3},
    },
}
FEWEST = 7  # questions in each language of a set
SPLITS = dict.fromkeys("KMPQS", "tune") | {"L": "test", "N": "held-out"}
COPIED_WORDS = 6


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    return [*read_questions(HERE), *read_questions(BEYOND)]


@pytest.mark.parametrize("name", KINDS)
def test_each_set_has_its_kinds_in_nine_languages(questions: list[Question], name: str) -> None:
    own = [question for question in questions if question.id[0] == name]
    assert Counter(question.kind for question in own) == KINDS[name]
    assert {question.split for question in own} == {SPLITS[name]}
    counts = Counter(question.language for question in own)
    assert {language for language in LANGUAGES if counts[language] < FEWEST} == set()
    for question in own:
        assert (question.language in LANGUAGES) == (question.kind not in ("foreign", "gibberish"))


def test_no_question_is_asked_twice_or_stands_in_the_judged_set(questions: list[Question]) -> None:
    judged = {
        tuple(folded_words(json.loads(line)["text"]))
        for name in ("queries", "unanswerable")
        for line in (COLLECTION / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    }
    asked = Counter(tuple(folded_words(question.text)) for question in questions)
    assert [text for text, times in asked.items() if times > 1 or text in judged] == []
    assert len({question.id for question in questions}) == len(questions)


def test_no_question_copies_six_words_in_a_row_from_a_document(questions: list[Question]) -> None:
    free = [question for question in questions if question.kind != "known"]  # those are titles
    asked = {run for question in free for run in _runs(question.text)}
    for source in SOURCES.glob("*.md"):
        assert not asked & _runs(source.read_text(encoding="utf-8")), source.name


def _runs(text: str) -> set[tuple[str, ...]]:
    spoken = folded_words(text)
    return {
        tuple(spoken[start : start + COPIED_WORDS])
        for start in range(len(spoken) - COPIED_WORDS + 1)
    }


def test_grades_are_of_questions_of_the_set_and_resources_of_the_collection(
    questions: list[Question],
) -> None:
    grades = read_grades(HERE)
    resources = {source.stem for source in SOURCES.glob("*.md")}
    assert {question for question, _, _ in grades} <= {question.id for question in questions}
    assert {resource for _, resource, _ in grades} <= resources
    beyond = read_grades(BEYOND)
    assert {question for question, _, _ in beyond} <= {question.id for question in questions}
    assert {*grades.values(), *beyond.values()} <= {0, 1, 2, 3}


def test_an_unmet_need_has_no_useful_grade(questions: list[Question]) -> None:
    grades = read_grades(HERE) | read_grades(BEYOND)
    met = {question for (question, _, _), grade in grades.items() if grade >= USEFUL}
    assert {question.id for question in questions if question.kind == "unmet"} & met == set()
