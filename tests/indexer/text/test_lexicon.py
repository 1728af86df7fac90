"""The lexicon: which words are forms of which languages."""

from pathlib import Path

import pytest

from indexer.text import lexicon
from indexer.text.lexicon import Lexicon

FORMS = {
    "en": [("lecture", "lecture"), ("lectures", "lecture"), ("an", "a")],
    "hbs": [("predavanje", "predavanje"), ("predavanja", "predavanje")],
    "sq": [("student", "student")],
}


@pytest.fixture
def written(tmp_path: Path) -> Lexicon:
    lexicon.write(tmp_path, {**FORMS, "ro": [("student", "student")]}, "a test")
    return Lexicon(tmp_path)


def test_a_form_has_the_languages_that_have_it(written: Lexicon) -> None:
    assert written.languages(["lecture", "student", "letcure", "an"]) == {
        "lecture": {"en"},
        "student": {"sq", "ro"},
    }


def test_a_word_that_differs_at_its_end_may_be_another_form(written: Lexicon) -> None:
    asked = ["predavanjima", "predvaanja", "studentin", "lectured", "pre"]
    assert written.has_other_endings(asked) == {"predavanjima", "studentin"}


def test_forms_of_one_word_share_a_lemma_in_their_own_language(written: Lexicon) -> None:
    singular, plural, other = written.lemmas(["predavanje", "predavanja", "lecture"], "hr")
    assert singular & plural
    assert not plural & other
    singular, plural = written.lemmas(["predavanje", "predavanja"], "sq")
    assert not singular & plural


def test_an_ending_is_usual_where_many_forms_have_it(written: Lexicon, tmp_path: Path) -> None:
    assert written.has_usual_ending("upitanje")
    assert not written.has_usual_ending("nastaav")
    assert Lexicon(tmp_path / "none").has_usual_ending("nastaav")  # for all that is known


def test_english_words_are_found_by_their_first_letter(written: Lexicon) -> None:
    assert written.english("l") == ["lecture", "lectures"]
    assert written.english("x") == []


def test_without_any_dictionary_nothing_is_known_until_one_is_written(tmp_path: Path) -> None:
    empty = Lexicon(tmp_path)
    assert empty.languages(["lecture"]) == {}
    assert empty.has_other_endings(["lecture"]) == set()
    assert empty.english("l") == []
    lexicon.write(tmp_path, FORMS, "a test")
    assert empty.languages(["lecture"]) == {"lecture": {"en"}}


def test_an_empty_dictionary_knows_nothing(tmp_path: Path) -> None:
    lexicon.write(tmp_path, {"en": []}, "a test")
    assert Lexicon(tmp_path).languages(["lecture"]) == {}
    assert Lexicon(tmp_path).lemmas(["lecture"], "en") == Lexicon(tmp_path).lemmas(["lecture"], "x")
