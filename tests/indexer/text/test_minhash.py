"""How much two texts resemble each other: stated resemblances."""

import random

import pytest

from indexer.domain import Passage
from indexer.text.minhash import KEPT, near_duplicates, resemblance, signature, whole_text

TEN = "one two three four five six seven eight nine ten"


def test_the_resemblance_is_the_share_of_common_word_sequences() -> None:
    # Six runs of five words each; the last word changed touches one of them: 5 of 7 in common.
    assert resemblance(signature(TEN), signature(TEN.replace("ten", "eleven"))) == pytest.approx(
        5 / 7
    )
    assert resemblance(signature(TEN), signature(TEN)) == 1
    assert resemblance(signature(TEN), signature("nothing of this is in the other text")) == 0


def test_script_case_numbers_and_marks_make_no_difference() -> None:
    cyrillic = signature("Студенти раде у паровима, па се онда јављају.")
    latin = signature("12 Studenti rade u parovima 13 pa se onda javljaju")
    assert resemblance(cyrillic, latin) == 1


def test_fewer_words_than_a_run_are_like_nothing() -> None:
    assert resemblance(signature("coffee break"), signature("coffee break")) == 0


def test_long_texts_are_estimated_within_a_few_hundredths() -> None:
    dice = random.Random(7)
    words = [f"w{dice.randrange(10**9)}x" for _ in range(8_000)]
    half = [*words[:6_000], *(f"v{number}x" for number in range(2_000))]
    whole, other = signature(" ".join(words)), signature(" ".join(half))
    assert len(whole) == len(other) == KEPT
    assert resemblance(whole, other) == pytest.approx(0.6, abs=0.09)  # 6,000 of 10,000; three sigma


def test_every_alike_pair_is_found_and_no_other() -> None:
    dice = random.Random(1)
    texts = [" ".join(f"w{dice.randrange(10**6)}x" for _ in range(300)) for _ in range(40)]
    texts += [f"{texts[3]} and a few more words here", texts[5].upper()]
    pairs = [
        (first, other)
        for first, other, _ in near_duplicates([signature(text) for text in texts], 0.5)
    ]
    assert pairs == [(3, 40), (5, 41)]


def test_many_copies_of_one_text_are_all_joined() -> None:
    signatures = [signature(TEN)] * 50
    joined = {0}
    for first, other, likeness in near_duplicates(signatures, 0.9):
        assert likeness == 1
        joined |= {first, other} if joined & {first, other} else set()
    assert joined == set(range(50))


def test_no_texts_are_no_pairs() -> None:
    assert list(near_duplicates([], 0.5)) == []
    assert list(near_duplicates([signature(""), signature("a b")], 0.5)) == []


def test_what_passages_repeat_counts_once() -> None:
    text = "First sentence. Second sentence. Third sentence."
    pieces = [Passage(0, text[:32], 0, 32), Passage(1, text[16:], 16, len(text))]
    assert whole_text(pieces).split() == text.split()
