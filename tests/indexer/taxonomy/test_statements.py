"""What a text states about its class is taken with its sentence, and nothing is guessed."""

import pytest

from indexer.domain import Block, Metadata
from indexer.metadata.facets import facet_values
from indexer.taxonomy.statements import stated


def found(*texts: str) -> dict[str, str]:
    blocks = [Block(text) for text in texts]
    return {statement.vocabulary: statement.concept_id for statement in stated(blocks)}


@pytest.mark.parametrize(
    ("text", "size", "cycle"),
    [
        ("The course has 30 first-year students and two lecturers.", "medium", "first-year"),
        ("It is a course for 18 to 24 students, one teacher, one room.", "small", None),
        ("The course: 12 part-time master students, one lecturer.", "small", "master"),
        ("Lënda: 120 studentë të vitit të parë, një asistent.", "large", "first-year"),
        ("Na predmetu je 45 studenata druge godine i jedan nastavnik.", "medium", "bachelor"),
        ("Предметот има 120 студенти од прва година.", "large", "first-year"),
        ("Курсът има 45 студенти от втори курс и един преподавател.", "medium", "bachelor"),
        ("Το μάθημα: 40 φοιτητές του πρώτου έτους, ένας διδάσκων.", "medium", "first-year"),
        ("A seminar for 8 doctoral students and one professor.", "small", "doctoral"),
    ],
)
def test_a_class_that_is_described(text: str, size: str, cycle: str | None) -> None:
    expected = {"class_size": size} | ({"cycle": cycle} if cycle else {})
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "With 200 students, use cards and one assistant.",
        "- 200 students: one client for all",
        "Two doctoral students and one assistant helped.",
        "The first year costs about five hours per topic.",
        "Me 250 studentë emëroni një sekretar.",
        "Some students cannot work online at home.",
        "In groups of 20 to 120 students, one assistant is enough.",
    ],
)
def test_advice_and_asides_state_nothing(text: str) -> None:
    assert found(text) == {}


def test_statements_that_contradict_each_other_state_nothing() -> None:
    one, other = "A course of 30 first-year students.", "The course: 90 students, one lecturer."
    assert found(one)["cycle"] == "first-year"
    assert "class_size" not in found("It has 30 students and one tutor.", other)


def test_a_whole_course_over_the_network_is_said_so() -> None:
    assert found("The course is fully online.") == {"mode": "online"}
    assert found("Nastava je u potpunosti na daljinu.") == {"mode": "online"}
    assert found("This is a blended course.") == {"mode": "blended"}


def test_the_sentence_is_the_evidence() -> None:
    text = "Some context first. There are 30 first-year students and one tutor. They read."
    assert {statement.sentence for statement in stated([Block(text)])} == {
        "There are 30 first-year students and one tutor."
    }


def test_a_context_counts_for_what_is_above_it_and_what_it_covers() -> None:
    first = Metadata(cycle="first-year", class_size="any", mode="online")
    values = set(facet_values(first, ()))
    assert {("cycle", "first-year"), ("cycle", "bachelor")} <= values
    assert {value for facet, value in values if facet == "class_size"} == {
        *("any", "small", "medium", "large")
    }
    assert {value for facet, value in values if facet == "mode"} == {"online"}
