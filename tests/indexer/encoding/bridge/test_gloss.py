"""A foreign question, glossed: MiniLM is asked with English words, the bridge with the rest."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from indexer.encoding.base import EncodedQuestion
from indexer.encoding.bridge.encoder import BridgeEncoder
from indexer.encoding.bridge.gloss import GlossingBridge


class Listening:
    """Stands where MiniLM stands; remembers what it was asked and always answers north."""

    fingerprint = "listening"
    dimension = 384

    def __init__(self) -> None:
        self.heard: list[str] = []

    def encode_question(self, text: str) -> EncodedQuestion:
        self.heard.append(text)
        return EncodedQuestion(np.eye(1, 384, dtype=np.float32)[0])

    def known_words(self, folded: Sequence[str]) -> set[str]:
        return set()

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.stack([self.encode_question(text).vector for text in texts])


@pytest.fixture(scope="module")
def bridge() -> BridgeEncoder:
    return BridgeEncoder.load()


SERBIAN = "Где је библиотека за студенте?"


def test_a_text_lies_half_way_between_bridge_and_gloss(bridge: BridgeEncoder) -> None:
    english = Listening()
    glossing = GlossingBridge(bridge, english)
    for vector in (
        glossing.encode_question(SERBIAN).vector,
        glossing.encode_passages([SERBIAN])[0],
    ):
        assert vector @ bridge.encode_question(SERBIAN).vector == pytest.approx(vector[0], abs=1e-5)
        assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)
    question, passage = (heard.split() for heard in english.heard)
    assert question.index("library") < question.index("students")  # in the order of the text
    assert set(passage) < set(question)  # one word for each, where a question has two
    assert len(set(question)) == len(question)


def test_passages_can_be_left_to_the_bridge(bridge: BridgeEncoder) -> None:
    light = GlossingBridge(bridge, Listening(), passages=False)
    assert np.array_equal(light.encode_passages([SERBIAN]), bridge.encode_passages([SERBIAN]))
    assert light.fingerprint != GlossingBridge(bridge, Listening()).fingerprint


def test_a_text_without_words_is_the_bridges_own(bridge: BridgeEncoder) -> None:
    english = Listening()
    glossing = GlossingBridge(bridge, english)
    assert not glossing.encode_question("?").vector.any()
    assert not glossing.encode_passages(["", "?"]).any()
    assert glossing.encode_passages([]).shape == (0, 384)
    assert english.heard == []
