"""What no answer may stand out for, whatever its cosine."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import pytest

from indexer.domain import Metadata
from indexer.encoding import EncodedQuestion
from indexer.text.language import outside
from search_api.retrieval.certainty import at_best
from search_api.retrieval.index_reader import IndexReader, Searcher
from search_api.retrieval.query import Query
from search_api.retrieval.question import prepare
from search_api.retrieval.search import search
from tests.search_api.retrieval.conftest import VOCABULARY
from tests.word_encoder import WordEncoder

# Each of these stands out by far: only the question tells that it is none.
TEXTS = {
    "rubric": (Metadata(language="en", year=2014), "A rubric of 2014, asdfghjkl qwertz."),
    "other": (Metadata(language="en"), "Silent lecture."),
    "marked": (Metadata(language="sq"), "Kriter për ese letrare, çdo javë."),
}


@pytest.fixture(scope="module")
def library(
    make_reader: Callable[[dict[str, tuple[Metadata, str]]], IndexReader],
) -> Iterator[Searcher]:
    with make_reader(TEXTS).searcher() as searcher:
        yield searcher


@pytest.mark.parametrize(
    ("question", "closest"),
    [
        ("rubric lecture", "outstanding"),
        ("rubric", "possible"),  # a topic, and no question
        ("Silent Lecture", "possible"),  # names alone, for all we know
        ("University of Rubric", "possible"),
        ("Filozofski fakultet u Nišu", "possible"),
        ("Πανεπιστήμιο Ιωαννίνων", "possible"),
        ("computer science", "possible"),  # a field of study
        ("građevinarstvo", "possible"),
        ("rubric lecture xzqwv", "outstanding"),
        ("rubric xzqwv pfffgh", "possible"),  # most of it means nothing here
        ("gamifikacija", "possible"),  # a word, if one that nobody wrote
        ("sdfsdf jkjkjk", "weak"),
        ("фывапролдж", "weak"),
        ("how do I", "weak"),
        ("ΤΠΕ", "weak"),  # no text has it
        ("98765", "weak"),
        ("2014", "possible"),  # a text has it
        ("a", "weak"),
        ("?? -- 5", "weak"),
    ],
)
def test_a_question_limits_its_answers(library: Searcher, question: str, closest: str) -> None:
    assert at_best(library, Query(question), outside=None) == closest


def test_what_the_encoder_knows_is_a_word(library: Searcher) -> None:
    class Knowing(WordEncoder):
        def known_words(self, folded: Sequence[str]) -> set[str]:
            return {"xzqwv"} & set(folded)

    assert at_best(library, Query("xzqwv"), outside=None) == "weak"
    knowing = replace(library, encoder=Knowing())
    assert at_best(knowing, Query("xzqwv"), outside=None) == "possible"


def test_gibberish_comes_close_to_nothing(library: Searcher) -> None:
    answer = search(library, Query("sdfsdf jkjkjk"))
    assert answer.nothing_close
    assert {hit.band for hit in answer.hits} == {"weak"}


def test_a_question_in_another_language_is_named_and_comes_close_to_nothing(
    library: Searcher,
) -> None:
    german = search(library, Query("Wie schreibe ich eine rubric für die silent lecture"))
    assert german.outside_language == "de"
    assert german.nothing_close
    assert german.hits
    turkish = search(library, Query("Öğrencilerim silent lecture derse hazırlıksız geliyor"))
    assert turkish.outside_language == "tr"  # not searched in, and yet read
    assert {hit.band for hit in turkish.hits} == {"possible"}
    english = search(library, Query("silent lecture"))
    assert english.outside_language is None
    assert english.hits[0].band == "possible"


def test_words_of_the_texts_are_no_other_language_without_their_marks(library: Searcher) -> None:
    assert outside("kriter per ese letrare") == "it"
    assert search(library, Query("kriter per ese letrare")).outside_language is None
    assert search(library, Query("valutare un testo letterario")).outside_language == "it"


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("RUBRIC IN CAPITALS", "rubric in capitals"),
        ("AI", "AI"),
        ("a PID lecture", "a PID lecture"),
    ],
)
def test_a_question_in_capitals_is_read_in_small_letters(
    library: Searcher, typed: str, read: str
) -> None:
    asked: list[str] = []

    class Listening(WordEncoder):
        def encode_question(self, text: str) -> EncodedQuestion:
            asked.append(text)
            return super().encode_question(text)

    prepare(replace(library, encoder=Listening(*VOCABULARY)), Query(typed))
    assert asked == [read]


@pytest.mark.parametrize(
    ("question", "language"),
    [
        ("Wie motiviere ich Studierende im Pflichtkurs", "de"),
        ("évaluer le travail de groupe", "fr"),
        ("i miei studenti non parlano a lezione", "it"),
        ("mis alumnos no hablan en clase", "es"),
        ("studenți mei nu vorbesc la curs", "ro"),
        ("študenti ne sodelujejo na seminarju", "sl"),
        ("Öğrencilerim derse hazırlıksız geliyor", "tr"),
        ("Как мотивировать студентов на обязательном предмете", "ru"),
        ("studenci nie mówią na wykładach", "pl"),
        ("a diákok nem beszélnek az előadáson", "hu"),
        ("如何激励学生参与课堂", "zh"),
        ("كيف أحفز الطلاب", "ar"),
        ("how do I mark 200 essays fairly", None),
        ("si te vleresoj punen ne grup", None),
        ("kako da motivisem studente", None),
        ("studenti sute", None),
        ("како да дадам повратна информация", None),
        ("pos na kinitopoiiso tous foitites", None),
        ("silent lecture", None),
        ("laboratori", None),
        ("AI", None),
        ("Freeman 2014", None),
        ("Csikszentmihalyi flow", None),
    ],
)
def test_only_a_certain_language_is_named(question: str, language: str | None) -> None:
    assert outside(question) == language
