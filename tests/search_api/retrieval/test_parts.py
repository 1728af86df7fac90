"""The parts of an answer, one by one: weights, feedback, spelling, bands, languages, completing."""

import json
from importlib.resources import files

import numpy as np
import pytest

from indexer.text.keywords import key_words
from indexer.text.stemming import forms, stem
from search_api.retrieval import retrievers
from search_api.retrieval.calibration import (
    FOLDER,
    Calibration,
    MarginRegression,
    ScoreRegression,
    baseline,
    calibration,
    pair,
)
from search_api.retrieval.completion import complete
from search_api.retrieval.explanation_terms import explanation_terms
from search_api.retrieval.feedback import rocchio
from search_api.retrieval.fusion import weighted_sum
from search_api.retrieval.index_reader import Searcher
from search_api.retrieval.reader_languages import reading
from tests.word_encoder import WordEncoder


def test_words_add_to_meaning_and_the_sum_stays_on_its_scale() -> None:
    scores = weighted_sum(np.array([0.5, 0.2, 1.0]), np.array([0.0, 1.0, 1.0]), weight=0.5)
    assert scores.tolist() == [0.333333, 0.466667, 1.0]  # rounded to millionths


def test_a_retriever_says_where_it_placed_a_passage() -> None:
    dense = np.array([0.1, 0.9, 0.2, 0.5, 0.5], np.float32)
    own, english = np.array([0, 0, 0.5, 0.8, 0]), np.array([0, 0, 0, 0, 0.1])
    pool = retrievers.Retrieved(dense, own, english).pool(np.array([True, False, True, True, True]))
    assert pool.rows.tolist() == [0, 2, 3, 4]
    assert pool.dense_ranks.tolist() == [4, 3, 1, 2]  # equal cosines in the order of the rows
    assert pool.lexical_ranks.tolist() == [0, 2, 1, 3]
    assert pool.lexical_scores.tolist() == pytest.approx([0, 0.5, 0.8, 0.1])


def test_rocchio_moves_towards_the_liked_and_away_from_the_disliked() -> None:
    question, liked, disliked = np.eye(3, dtype=np.float32)
    moved = rocchio(question, liked[np.newaxis], disliked[np.newaxis])
    length = (1 + 0.75**2 + 0.15**2) ** 0.5
    assert moved == pytest.approx(np.array([1, 0.75, -0.15]) / length)


@pytest.mark.parametrize(
    ("language", "words", "root"),
    [
        ("en", ("lectures", "lecturing"), "lectur"),
        ("sr-Cyrl", ("nastava", "nastavi", "nastavom"), "nastav"),
        ("hr", ("studenti", "studentima"), "student"),
        ("el", ("φοιτητησ", "φοιτητων"), "φοιτητ"),
        ("ro", ("evaluare", "evaluarea"), "evalu"),
        ("tr", ("dersler", "derslerde"), "ders"),
        ("sq", ("studentet", "studentit"), "studen"),
    ],
)
def test_the_forms_of_a_word_share_a_stem(language: str, words: tuple[str, ...], root: str) -> None:
    assert {stem(word, language) for word in words} == {root}
    assert all(root in forms(word) for word in words)  # a question says no language


def test_the_share_of_words_is_near_one_only_for_a_passage_full_of_them(
    searcher: Searcher,
) -> None:
    def best(words: str) -> float:
        scores = retrievers.lexical(searcher, [[stem(word, "en")] for word in words.split()])
        return 0.0 if scores is None else float(scores.max())

    some, few = best("soil laboratory bucket"), best("soil zebra giraffe unicorn dragon")
    assert few < some / 2 < 0.5


def test_an_outstanding_match_is_far_above_others_and_a_possible_one_is_close() -> None:
    by_margin = MarginRegression(-4.0, -4.0, -2.0, cosine=4.0, margin=20.0)
    by_score = ScoreRegression(-4.0, cosine=8.0, lexical_score=4.0)
    calibration = Calibration(by_margin, by_score, outstanding=0.5, possible=0.25)
    assert by_margin.probability(0.5, 0.1, "english") == 0.5
    assert calibration.closeness(0.5, 0.0, 0.1) == "outstanding"
    assert calibration.closeness(0.5, 0.0, 0.0) == "possible"  # as near, but so are nine others
    assert calibration.closeness(0.3, 0.3, 0.0) == "possible"  # 1 / (1 + exp(0.4)) = 0.40
    assert calibration.closeness(0.3, 0.1, 0.0) == "weak"  # 1 / (1 + exp(1.2)) = 0.23
    across = calibration.closeness(0.0, 0.0, 0.1, "cross_language")
    assert across == "outstanding"  # log-odds of 0


def test_a_margin_is_measured_from_the_tenth_or_the_last() -> None:
    assert baseline([0.1 * place for place in range(20)]) == pytest.approx(1.0)
    assert baseline([0.5, 0.25, 0.75]) == 0.25
    assert baseline([]) == 0.0


def test_every_calibration_is_whole() -> None:
    folder = files("search_api.retrieval") / FOLDER
    named = [
        json.loads(file.read_text("utf-8"))["encoder"]
        for file in folder.iterdir()
        if file.name.endswith(".json")
    ]
    assert len(named) == 3
    for encoder in named:
        measured = calibration(encoder)
        assert 1 > measured.outstanding > measured.possible > 0
        assert measured.closeness(0.0, 0.0, 0.0) == "weak"
        assert measured.closeness(1.0, 1.0, 0.5) == "outstanding"
    assert len({calibration(encoder) for encoder in named}) == 3


def test_another_version_of_an_encoder_is_not_taken_for_it(
    caplog: pytest.LogCaptureFixture,
) -> None:
    retrained = "all-MiniLM-L6-v2-int8-8199be6f699a-v1+balkan-multilingual-2-0000000000000000"
    assert calibration(retrained) == calibration("any")
    assert "not calibrated" in caplog.text


def test_serbian_croatian_and_bosnian_are_one_language_to_a_match() -> None:
    assert pair("en", "sq") == "cross_language"
    assert pair("hbs-Latn", "sr-Cyrl") == "same_language"
    assert pair("und", "sq") == "same_language"
    assert pair("en", "und") == pair("en", "en") == "english"


def test_a_language_is_the_readers_own_or_english_or_another() -> None:
    assert reading("bs", ["sr-Cyrl"]) == "own"
    assert reading("en", ["sq"]) == "english"
    assert reading("el", ["sq"]) == "other"


def test_what_is_half_typed_is_completed(searcher: Searcher) -> None:
    def texts(typed: str) -> list[tuple[str, str]]:
        return [
            (completion.kind, completion.text)
            for completion in complete(searcher.catalogue, typed, "en", 8)
        ]

    assert texts("when nob") == [("title", "When nobody speaks")]
    assert texts("тиш") == texts("tis") == [("title", "Тишина у слушаоници")]
    assert texts("kov") == [("author", "Ana Kovač")]
    assert ("strategy", "Rubric") in [(kind, text.capitalize()) for kind, text in texts("rub")]
    assert texts('"') == texts("zzz") == []


def test_the_words_nearest_to_the_question_carry_a_match(encoder: WordEncoder) -> None:
    text = "Everybody in the Lecture was silent, and silent again."
    assert key_words(text) == ["silent", "everybody", "lecture", "again"]
    vectors = dict(zip(key_words(text), encoder.encode_passages(key_words(text)), strict=True))
    spans = explanation_terms(text, vectors, encoder.encode_question("silent lecture").vector)
    assert [text[start:end] for start, end in spans] == ["Lecture", "silent", "silent"]
