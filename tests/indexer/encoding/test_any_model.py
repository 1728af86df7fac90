"""Any sentence-transformers model can be the encoder: here a tiny one that the test makes."""

import time
from pathlib import Path

import numpy as np
import pytest

from indexer.encoding import load_encoder
from indexer.errors import ExtraMissing, ModelError
from indexer.settings import Settings

WORDS = ["query", "passage", ":", "cat", "dog", "mačka", "пас", "γάτα"]


@pytest.fixture(scope="module")
def model_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a BERT of two layers and eight dimensions, random but always the same."""
    pytest.importorskip("torch", reason="needs PyTorch: make test-all fetches it")
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer import modules
    from transformers import BertConfig, BertModel, BertTokenizer

    folder = tmp_path_factory.mktemp("tiny-e5")
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *WORDS]
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    torch.manual_seed(7)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=8,
        num_hidden_layers=2,
        num_attention_heads=2,
        intermediate_size=16,
        max_position_embeddings=32,
    )
    BertModel(config).save_pretrained(folder, safe_serialization=True)
    BertTokenizer(str(folder / "vocab.txt"), strip_accents=False).save_pretrained(folder)
    saved = folder.parent / "tiny-e5"
    transformer = modules.Transformer(str(folder), max_seq_length=32)
    pooling = modules.Pooling(transformer.get_embedding_dimension())
    SentenceTransformer(modules=[transformer, pooling], device="cpu").save(str(saved))
    return saved


def test_the_model_in_a_folder_encodes_every_script(model_dir: Path) -> None:
    encoder = load_encoder(Settings(encoder=str(model_dir), query_prefix=" ", passage_prefix=" "))
    vectors = encoder.encode_passages(["mačka", "пас", "γάτα"])
    assert vectors.shape == (3, encoder.dimension) == (3, 8)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    np.testing.assert_allclose(encoder.encode_question("пас").vector, vectors[1], atol=1e-5)


def test_the_prefixes_of_e5_are_put_before_questions_and_passages(model_dir: Path) -> None:
    plain = load_encoder(Settings(encoder=str(model_dir), query_prefix=" ", passage_prefix=" "))
    e5 = load_encoder(Settings(encoder=str(model_dir)))
    np.testing.assert_allclose(
        e5.encode_question("cat").vector, plain.encode_question("query: cat").vector, atol=1e-5
    )
    np.testing.assert_allclose(
        e5.encode_passages(["cat"]), plain.encode_passages(["passage: cat"]), atol=1e-5
    )
    assert e5.fingerprint != plain.fingerprint


def test_the_fingerprint_is_that_of_the_weights(model_dir: Path, tmp_path: Path) -> None:
    import shutil

    copy = tmp_path / model_dir.name
    shutil.copytree(model_dir, copy)
    first = load_encoder(Settings(encoder=str(model_dir))).fingerprint
    assert load_encoder(Settings(encoder=str(copy))).fingerprint == first


def test_a_model_that_is_not_there_is_an_error_with_a_cure(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="There is no model") as caught:
        load_encoder(Settings(encoder=str(tmp_path / "no-such-model")))
    assert "folder" in caught.value.cure


@pytest.mark.parametrize("name", ["nonsense-that-nobody-made", "/no/such/folder", "a/b/c", "x y"])
def test_a_name_that_nothing_has_is_refused_at_once(name: str) -> None:
    """With and without the Internet: it is asked once, and not waited for."""
    began = time.monotonic()
    with pytest.raises(ModelError, match=r"There is no (model|folder)") as refused:
        load_encoder(Settings(encoder=name))
    assert time.monotonic() - began < 15
    assert "Name a folder with a model" in refused.value.cure


def test_without_sentence_transformers_the_cure_names_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("indexer.encoding.load.find_spec", lambda _: None)
    with pytest.raises(ExtraMissing, match="some/model") as caught:
        load_encoder(Settings(encoder="some/model"))
    assert "balkanetup-search[models]" in caught.value.cure
