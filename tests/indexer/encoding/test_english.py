"""Who reads a text: MiniLM reads English, the multilingual encoder the other languages."""

import pytest

from indexer.encoding.english import speaks_english


@pytest.mark.parametrize(
    "text",
    [
        "How do I get silent students to speak in class?",
        "peer review of student essays",
        "the students do not read before the lecture",
        "assessment of group work",
    ],
)
def test_english_is_taken_for_english(text: str) -> None:
    assert speaks_english(text) > 0.9


@pytest.mark.parametrize(
    "text",
    [
        "studentët nuk lexojnë para mësimit",
        "Како да оценим двеста есеја?",
        "kako oceniti radove studenata",
        "ucenici ne citaju kod kuce",
        "како да ги оценам студентите",
        "Πώς να βαθμολογήσω τις εργασίες",
        "pos na bathmologiso tis ergasies ton foititon",
        "как да оценявам студентите",
        "kako naj ocenim delo študentov",
        "cum evaluez lucrările studenților în mod corect",
        "öğrencilerin ödevlerini nasıl notlandırabilirim",
    ],
)
def test_languages_of_the_network_are_not(text: str) -> None:
    assert speaks_english(text) < 0.3


def test_a_text_without_a_word_is_undecided() -> None:
    assert speaks_english("") == speaks_english("!?") == 0.5


def test_an_english_term_alone_leaves_room_for_both() -> None:
    assert speaks_english("kako napraviti quiz u Moodleu") < speaks_english("make a Moodle quiz")
