"""Trust is measured by known answers: what is strong, what helps, what was said to be missing."""

from pathlib import Path

import pytest

from search_api.retrieval.calibration import Band
from tests.quality.laboratory.retrieval.trust import (
    Asked,
    Kind,
    Question,
    Shown,
    helped,
    nothing_close,
    opening,
    read_grades,
    report,
)


def asked(kind: Kind, bands: list[Band], language: str = "hr", nothing: bool = False) -> Asked:
    """Return a question of `kind` whose results, English texts called a, b, c ..., have `bands`."""
    question = Question(kind, "What?", language, kind, "tune")
    shown = tuple(
        Shown(question, letter, f"Text {letter}", "", "en", band, place)
        for place, (letter, band) in enumerate(zip("abcde", bands, strict=False), start=1)
    )
    return Asked(question, nothing, shown)


def test_strong_is_right_as_often_as_its_grades_say_and_what_has_none_is_named() -> None:
    answers = [asked("answerable", ["strong", "strong", "weak"]), asked("foreign", ["strong"])]
    grades = {
        ("answerable", "a", "Text a"): 3,
        ("answerable", "b", "Text b"): 1,
        ("foreign", "a", "Text a"): 2,
    }
    lines = list(report(answers, grades))
    assert lines[0].split() == ["strong", "is", "right", "0.67", "2", "of", "3"]
    assert lines[3].split() == ["cross", "language", "0.67", "2", "of", "3"]
    assert lines[1].split() == ["english", "-", "0", "of", "0"]
    assert lines[-2:] == ["  without a grade: 1", "    ('answerable', 'c', 'Text c')"]


def test_a_question_is_helped_by_any_of_its_first_three_results() -> None:
    answers = [asked("answerable", ["weak"] * 5), asked("slip", ["weak"]), asked("foreign", [])]
    grades = {("answerable", "c", "Text c"): 2, ("answerable", "a", "Text a"): 1}
    assert helped(answers, grades) == [True, False]
    assert helped(answers, {("answerable", "d", "Text d"): 3}) == [False, False]


def test_nothing_close_is_told_apart_by_whether_there_is_an_answer() -> None:
    answers = [asked("known", [], nothing=True), asked("gibberish", []), asked("foreign", [])]
    assert nothing_close(answers, answered=True) == [True]
    assert nothing_close(answers, answered=False) == [False, False]


def test_a_grade_belongs_to_the_passage_whose_opening_it_names(tmp_path: Path) -> None:
    passage = opening('He said\n\n"so"\tand ' + "went on " * 20)
    assert passage.startswith('He said "so" and went')
    assert len(passage) <= 80
    rows = f"question\tresource\tpassage\tgrade\nK-1\tbook\t{passage}\t2\n"
    (tmp_path / "K-grades.tsv").write_text(rows, encoding="utf-8")
    assert read_grades(tmp_path) == {("K-1", "book", passage): 2}


@pytest.mark.parametrize(("language", "pair"), [("en", "english"), ("sr-Latn", "cross_language")])
def test_a_result_stands_in_the_pair_of_its_languages(language: str, pair: str) -> None:
    assert asked("answerable", ["weak"], language).shown[0].pair == pair
