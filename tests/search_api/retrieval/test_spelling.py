"""Did you mean: slips are set right, words that anybody knows are left alone."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.text import lexicon
from indexer.text.lexicon import Lexicon
from search_api.retrieval.edit_distance import within
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.search import search
from search_api.retrieval.spelling import did_you_mean
from tests.word_encoder import WordEncoder

WORDS = {
    "en": {
        "silent",
        "lecture",
        "lectures",
        "laboratory",
        "laboratories",
        "soil",
        "needs",
        "carrot",
    },
    "sq": {"studentet", "heshtin", "ligjerate", "ligjeraten"},
    "hbs": {"nastava", "nastave", "ucenici", "predavanja", "predavanje", "rubrika", "postavi"},
}
FORMS = {language: [(word, word) for word in some] for language, some in WORDS.items()}


@pytest.fixture
def read(searcher: Searcher, tmp_path: Path) -> Searcher:
    """The collection of the other tests, with some dictionaries."""
    lexicon.write(tmp_path, FORMS, "a test")
    return replace(searcher, lexicon=Lexicon(tmp_path))


def test_a_slip_is_set_right_by_the_words_of_the_collection(searcher: Searcher) -> None:
    assert did_you_mean(searcher, "soil labratory") == "soil laboratory"
    assert did_you_mean(searcher, "настваа") == "Настава"  # in its own script
    assert did_you_mean(searcher, "soil laboratory") is None
    foreign = "completely unknown foreign sentence here"
    assert did_you_mean(searcher, foreign) is None


def test_a_word_is_offered_in_the_script_of_the_question_or_not_at_all(searcher: Searcher) -> None:
    assert did_you_mean(searcher, "nasttava") == "nastava"  # texts write it in Cyrillic alone
    assert did_you_mean(searcher, "лецтурре") is None  # and this one in Latin alone


def test_what_the_encoder_takes_for_a_word_is_no_slip(searcher: Searcher) -> None:
    class Knowing(WordEncoder):
        def known_words(self, folded: Sequence[str]) -> set[str]:
            return {"lectrue"} & set(folded)

    assert did_you_mean(searcher, "silent lectrue") == "silent lecture"
    knowing = replace(searcher, encoder=Knowing())
    assert did_you_mean(knowing, "silent lectrue") is None


def test_two_slips_are_set_right_in_an_english_word(read: Searcher) -> None:
    assert did_you_mean(read, "needs a silent letcrue") == "needs a silent lecture"
    assert did_you_mean(read, "studentet heshtin letcrue") is None  # that is no English


def test_in_english_a_word_of_the_dictionary_is_offered_too(read: Searcher) -> None:
    assert did_you_mean(read, "soil needs a silent carott") == "soil needs a silent carrot"


def test_a_form_that_a_dictionary_has_is_never_corrected(read: Searcher) -> None:
    assert did_you_mean(read, "nastavi rubrika") is None  # texts have `rubric`, one letter away
    assert did_you_mean(read, "soil laboratories") is None


def test_a_form_that_the_dictionaries_lack_is_not_taken_for_a_slip(read: Searcher) -> None:
    """It shares its beginning with a form that they have."""
    assert did_you_mean(read, "predavanja heshtin studenter") is None
    assert did_you_mean(read, "nastave predavanjem") is None


def test_a_word_typed_without_its_marks_is_no_slip(read: Searcher) -> None:
    assert did_you_mean(read, "nastave djaci") is None
    assert did_you_mean(read, "nastave daci") is None  # đaci, on an English keyboard


def test_a_name_is_left_as_it_is(read: Searcher) -> None:
    assert did_you_mean(read, "silent soil needs Lectrue") is None
    assert did_you_mean(read, "Lectrue needs silent soil") == "lecture needs silent soil"


def test_a_correction_that_finds_nothing_is_not_offered(read: Searcher) -> None:
    assert search(read, Query("silent lectrue")).did_you_mean == "silent lecture"
    elsewhere = {"year": ("2022",)}  # one resource, and it is about nothing of the kind
    assert search(read, Query("silent lectrue", elsewhere)).did_you_mean is None


@pytest.mark.parametrize(
    ("word", "term", "most", "is_near"),
    [
        ("rubric", "rubric", 1, True),
        ("rubirc", "rubric", 1, True),  # two neighbours swapped
        ("essayy", "essay", 1, True),
        ("silo", "soil", 1, False),
        ("laboratroyy", "laboratory", 2, True),
        ("laboratroyyy", "laboratory", 2, False),
    ],
)
def test_an_edit_is_a_letter_more_or_less_or_other_or_two_swapped(
    word: str, term: str, most: int, is_near: bool
) -> None:
    assert (term in within(word, [term], most)) == is_near


def test_an_ending_that_no_form_has_is_a_slip(read: Searcher) -> None:
    assert did_you_mean(read, "soil laboratory rubrkia") == "soil laboratory rubric"
    assert did_you_mean(read, "настаав ученици") == "Настава ученици"


def test_no_neighbours_are_looked_for_of_hundreds_of_words(
    searcher: Searcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search_api.retrieval.spelling.within", None)  # calling it fails
    unknown = (f"labora{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(500))
    assert did_you_mean(searcher, " ".join(unknown)) is None
