"""A foreign question, glossed: MiniLM is asked with English words, the bridge with the rest."""

from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from indexer.encoding.bridge.encoder import BridgeEncoder
from indexer.encoding.bridge.gloss import GlossingBridge


class Listening:
    """Stands where MiniLM stands; remembers what it was asked and always answers north."""

    fingerprint = "listening"
    dimension = 384

    def __init__(self) -> None:
        self.heard: list[str] = []

    def encode_query(self, text: str) -> NDArray[np.float32]:
        self.heard.append(text)
        north: NDArray[np.float32] = np.eye(1, 384, dtype=np.float32)[0]
        return north

    def encode_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        raise AssertionError("the index must not depend on a gloss")


@pytest.fixture(scope="module")
def bridge() -> BridgeEncoder:
    return BridgeEncoder.load()


def test_the_question_lies_half_way_between_bridge_and_gloss(bridge: BridgeEncoder) -> None:
    english = Listening()
    question = "Где је библиотека за студенте?"
    found = GlossingBridge(bridge, english).encode_query(question)
    assert "library" in english.heard[0].split()
    assert found @ bridge.encode_query(question) == pytest.approx(found[0], abs=1e-5)
    assert np.linalg.norm(found) == pytest.approx(1, abs=1e-5)


def test_passages_and_questions_without_words_are_the_bridges_own(bridge: BridgeEncoder) -> None:
    english = Listening()
    glossing = GlossingBridge(bridge, english)
    texts = ["Библиотека је отворена.", ""]
    assert np.array_equal(glossing.encode_passages(texts), bridge.encode_passages(texts))
    assert not glossing.encode_query("?").any()
    assert english.heard == []
    assert glossing.fingerprint == f"{bridge.fingerprint}-glossed"
