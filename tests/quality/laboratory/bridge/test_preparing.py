"""From texts to features: words, spellings as typed, and sentences joined to passages."""

import random

import numpy as np

from indexer.encoding.bridge.features import feature_kinds, word_features
from tests.quality.laboratory.bridge.joining import joined_pairs
from tests.quality.laboratory.bridge.pairs import Pair, held_out
from tests.quality.laboratory.bridge.recipe import Recipe
from tests.quality.laboratory.bridge.variants import typed_in_latin
from tests.quality.laboratory.bridge.vocabulary import build_vocabulary


def features(word: str) -> set[int]:
    return set(word_features([word])[0].tolist())


def test_a_short_word_is_itself_and_its_grams() -> None:
    hashes, starts = word_features(["rad", "a"])
    assert starts.tolist() == [0, 7, 9]
    # <rad>: the word, three 3-grams, two 4-grams, one 5-gram; <a>: the word, one 3-gram.
    assert feature_kinds(["rad", "a"]).tolist() == [0, 1, 1, 1, 2, 2, 3, 0, 1]
    assert len(set(hashes.tolist())) == 9


def test_a_word_has_the_same_features_in_any_company() -> None:
    hashes, starts = word_features(["učenik", "studentima", "και"])
    alone, _ = word_features(["studentima"])
    assert hashes[starts[1] : starts[2]].tolist() == alone.tolist()


def test_inflections_share_their_stem_and_different_words_little() -> None:
    shared = len(features("studentima") & features("studenti"))
    assert shared >= 15
    assert not features("studentima") & features("lopta")


def test_no_words_have_no_features() -> None:
    hashes, starts = word_features([])
    assert (len(hashes), starts.tolist()) == (0, [0])


def test_rare_features_get_no_row() -> None:
    recipe = Recipe(least_counts=(2, 100, 100, 100, 100, 100, 100))
    vocabulary = build_vocabulary(["often", "once"], np.array([5, 1]), recipe)
    assert vocabulary.keys.tolist() == word_features(["often"])[0][:1].tolist()
    assert vocabulary.starts.tolist() == [0, 1, 1]


def test_greek_is_typed_in_latin_letters_as_one_writer_would() -> None:
    typed = {typed_in_latin("Θέλω βοήθεια", "el", random.Random(seed)) for seed in range(60)}
    assert "thelo voitheia" in typed
    assert "8elw bohtheia" not in typed  # one writer spells θ one way
    assert all(text is not None and text.isascii() for text in typed)


def test_cyrillic_is_typed_in_latin_letters() -> None:
    typed = {typed_in_latin("още чай", "bg", random.Random(seed)) for seed in range(60)}
    assert {"oshte chay", "oshte chai"} <= typed
    assert typed_in_latin("rad", "sr", random.Random(0)) is None
    assert typed_in_latin("libër", "sq", random.Random(0)) is None


def test_joined_pairs_join_the_same_sentences_on_both_sides() -> None:
    pairs = [
        Pair("sq", f"Sentence number {n} of the English side.", f"Fjalia {n}.", "made")
        for n in range(40)
    ]
    vectors = np.random.default_rng(0).normal(size=(40, 384)).astype(np.float32)
    joined = joined_pairs(pairs, vectors, 5, np.random.default_rng(1))
    assert len(joined) == 5
    for pair in joined:
        numbers = [word.rstrip(".") for word in pair.other.split() if word[0].isdigit()]
        assert 3 <= len(numbers) == len(set(numbers)) <= 8
        assert [word for word in pair.english.split() if word.isdigit()] == numbers


def test_about_one_text_in_seventy_is_held_out_whatever_its_case() -> None:
    kept = [held_out(f"Text {number}") for number in range(20_000)]
    assert 240 < sum(kept) < 360
    assert held_out("Text 17") == held_out("TEXT 17")
