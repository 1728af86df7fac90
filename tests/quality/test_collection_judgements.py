"""The judged questions hold together: every promise of README.md beside this file, as a check.

Nothing is indexed or searched here; these tests read the judgements and the sources only, so
that a question set that drifted from the collection is noticed before it is measured with.
"""

import csv
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from indexer.text.folding import folded_words

HERE = Path(__file__).resolve().parent
COLLECTION = HERE / "collection"
SOURCES = HERE.parents[1] / "corpus" / "sources"
LANGUAGES = {"en", "sq", "bs", "hr", "sr-Cyrl", "sr-Latn", "mk", "el", "bg"}
COPIED_WORDS = 6  # so many words in a row, the same as in a relevant document, are a copy
_TRANSLATION_OF = re.compile(r"^translation_of: *(\S+)", re.MULTILINE)


@dataclass(frozen=True)
class Question:
    """One line of queries.jsonl or unanswerable.jsonl."""

    id: str
    text: str
    language: str
    need: str
    split: str
    parallel: bool


def _questions(file_name: str) -> Iterator[Question]:
    for line in (COLLECTION / file_name).read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        facts = record["metadata"]
        yield Question(
            id=record["_id"],
            text=record["text"],
            language=facts["language"],
            need=facts["need"],
            split=facts["split"],
            parallel=facts.get("parallel", False),
        )


@pytest.fixture(scope="module")
def questions() -> list[Question]:
    return list(_questions("queries.jsonl"))


@pytest.fixture(scope="module")
def grades() -> dict[str, dict[str, int]]:
    """Question id -> resource id -> grade."""
    table: dict[str, dict[str, int]] = defaultdict(dict)
    with (COLLECTION / "qrels.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t"):
            question, resource = row["query-id"], row["corpus-id"]
            assert resource not in table[question], f"{question} judges {resource} twice"
            table[question][resource] = int(row["score"])
    return table


@pytest.fixture(scope="module")
def sources() -> dict[str, str]:
    """Resource id -> the Markdown source."""
    return {path.stem: path.read_text(encoding="utf-8") for path in SOURCES.glob("*.md")}


def test_every_judged_resource_is_in_the_collection(
    grades: dict[str, dict[str, int]], sources: dict[str, str]
) -> None:
    assert {resource for judged in grades.values() for resource in judged} <= set(sources)


def test_every_resource_answers_some_question(
    grades: dict[str, dict[str, int]], sources: dict[str, str]
) -> None:
    assert set(sources) <= {resource for judged in grades.values() for resource in judged}


def test_grades_are_1_to_3_and_every_question_has_a_direct_answer(
    questions: list[Question], grades: dict[str, dict[str, int]]
) -> None:
    assert set(grades) == {question.id for question in questions}
    for question, judged in grades.items():
        assert set(judged.values()) <= {1, 2, 3}, question
        assert 3 in judged.values(), question


def test_a_translation_answers_as_well_as_its_original(
    grades: dict[str, dict[str, int]], sources: dict[str, str]
) -> None:
    originals = {
        resource: match[1]
        for resource, text in sources.items()
        if (match := _TRANSLATION_OF.search(text)) and match[1] != "null"
    }
    assert len(originals) >= 20
    for question, judged in grades.items():
        for translation, original in originals.items():
            assert judged.get(translation) == judged.get(original), (question, translation)


def test_all_forms_of_one_need_have_the_same_answers(
    questions: list[Question], grades: dict[str, dict[str, int]]
) -> None:
    first: dict[str, dict[str, int]] = {}
    for question in questions:
        assert grades[question.id] == first.setdefault(question.need, grades[question.id])


def test_forty_needs_are_asked_once_in_each_of_nine_languages(questions: list[Question]) -> None:
    languages = defaultdict(list)
    for question in questions:
        if question.parallel:
            languages[question.need].append(question.language)
    assert len(languages) == 40
    for need, asked in languages.items():
        assert sorted(asked) == sorted(LANGUAGES), need


def test_questions_are_many_and_the_languages_balanced(questions: list[Question]) -> None:
    counts = Counter(question.language for question in questions)
    own = Counter(question.language for question in questions if not question.parallel)
    assert set(counts) == LANGUAGES
    assert counts["en"] >= 100
    for language in LANGUAGES - {"en"}:
        assert 10 <= own[language] <= 15, language
    assert sum(own.values()) - own["en"] >= 80


def test_identifiers_and_texts_are_not_repeated(questions: list[Question]) -> None:
    assert len({question.id for question in questions}) == len(questions)
    asked = Counter((question.language, question.text) for question in questions)
    assert [text for text, times in asked.items() if times > 1] == []


@pytest.mark.parametrize("parallel", [True, False])
def test_tune_and_test_are_equal_halves_and_share_no_need(
    questions: list[Question], parallel: bool
) -> None:
    split_of: dict[str, set[str]] = defaultdict(set)
    for question in questions:
        if question.parallel == parallel:
            split_of[question.need].add(question.split)
    halves = Counter(next(iter(splits)) for splits in split_of.values() if len(splits) == 1)
    assert sum(halves.values()) == len(split_of)
    assert halves["tune"] == halves["test"] == len(split_of) / 2


def _runs(text: str) -> set[tuple[str, ...]]:
    spoken = folded_words(text)
    return {
        tuple(spoken[start : start + COPIED_WORDS])
        for start in range(len(spoken) - COPIED_WORDS + 1)
    }


def test_no_question_copies_six_words_in_a_row_from_an_answer(
    questions: list[Question], grades: dict[str, dict[str, int]], sources: dict[str, str]
) -> None:
    runs_of = {resource: _runs(text) for resource, text in sources.items()}
    for question in questions:
        asked = _runs(question.text)
        for resource in grades[question.id]:
            assert not asked & runs_of[resource], (question.id, resource)


def test_unanswerable_questions_are_apart_from_the_judged_ones(
    questions: list[Question],
) -> None:
    apart = list(_questions("unanswerable.jsonl"))
    assert len(apart) >= 15
    assert len({question.language for question in apart}) >= 6
    assert not {question.id for question in apart} & {question.id for question in questions}
    assert not {question.need for question in apart} & {question.need for question in questions}
    assert {question.split for question in apart} == {"tune", "test"}
