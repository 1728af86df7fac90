"""Which encoder reads a text: MiniLM, the other, or both; shown with two word encoders."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from indexer.encoding.load import load_encoder
from indexer.encoding.routed import RoutedEncoder
from indexer.settings import Settings
from tests.word_encoder import WordEncoder

# One space: the first dimension is silence, the second soil, in either language.
ENGLISH = WordEncoder("silence", "soil")
OTHER = WordEncoder("heshtja", "toka")
CHANCE_OF_ENGLISH = {"silence": 1.0, "heshtja": 0.0, "silence toka": 0.5, "沈黙 silence": 0.0}


@pytest.fixture
def encoder() -> RoutedEncoder:
    return RoutedEncoder(ENGLISH, OTHER, CHANCE_OF_ENGLISH.__getitem__)


def test_the_languages_meet_in_one_space(encoder: RoutedEncoder) -> None:
    assert encoder.encode_passages(["silence", "heshtja"]).tolist() == [[1, 0], [1, 0]]


def test_in_doubt_both_encode(encoder: RoutedEncoder) -> None:
    half = 2**-0.5
    assert encoder.encode_question("silence toka").vector.tolist() == pytest.approx([half, half])


def test_what_the_other_cannot_read_is_left_to_minilm(encoder: RoutedEncoder) -> None:
    assert encoder.encode_question("沈黙 silence").vector.tolist() == [1, 0]


def test_the_fingerprint_names_both(encoder: RoutedEncoder) -> None:
    assert encoder.fingerprint == f"{ENGLISH.fingerprint}+{OTHER.fingerprint}"


def test_encoders_of_different_spaces_are_refused() -> None:
    with pytest.raises(ValueError, match="share a space"):
        RoutedEncoder(ENGLISH, WordEncoder("one"), lambda _: 1.0)


def test_a_text_that_is_not_english_may_have_english_words_but_not_the_other_way_round() -> None:
    class Knowing(WordEncoder):
        def known_words(self, folded: Sequence[str]) -> set[str]:
            return set(folded) & set(self.vocabulary)

    chance = {"silence heshtja": 0.0, "heshtja silence": 1.0}
    both = RoutedEncoder(Knowing("silence", "soil"), Knowing("heshtja", "toka"), chance.__getitem__)
    assert both.known_words(["silence", "heshtja"]) == {"silence", "heshtja"}
    assert both.known_words(["heshtja", "silence"]) == {"silence"}


def test_known_words_open_no_weights(tmp_path: Path) -> None:
    default = load_encoder(Settings(data_dir=tmp_path))
    assert default.known_words(["student", "ucenici", "stduent"]) == {"student", "ucenici"}
    assert not any(tmp_path.iterdir())  # MiniLM's would have been made there
