"""The weights file: what is written is what is read, and damage is refused by name."""

import json
import shutil
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
import pytest

from indexer.encoding.bridge.encoder import BridgeEncoder
from indexer.encoding.bridge.weights import (
    FILE,
    MANIFEST,
    BridgeWeights,
    load_weights,
    unpack,
)
from indexer.errors import ModelError
from tests.quality.laboratory.bridge.writing import pack, save_weights

SHIPPED_LIMIT = 40_000_000  # bytes, all files together


def small_weights(scale: float = 1.0) -> BridgeWeights:
    draw = np.random.default_rng(3)
    table, scales = pack(draw.normal(size=(6, 6)).astype(np.float32) * scale)
    return BridgeWeights(
        keys=np.arange(6, dtype=np.uint32),
        table=table,
        scales=scales,
        up=draw.normal(size=(384, 6)).astype(np.float16),
        hidden_in=draw.normal(size=(3, 6)).astype(np.float16),
        hidden_bias=np.zeros(3, np.float16),
        hidden_out=draw.normal(size=(384, 3)).astype(np.float16),
        english_words=np.frombuffer(b"student", np.uint8),
        english_vectors=np.ones((1, 384), np.int8),
    )


def test_three_values_of_six_levels_share_a_byte() -> None:
    rows = np.array(
        [[2.5, -1.5, 0.5, -0.5, 1.5, -2.5], [0.5, 0.5, 0.5, 0.5, 0.5, -0.5]], np.float32
    )
    packed, scales = pack(rows)
    assert packed.shape == (2, 2)
    assert packed.dtype == np.uint8
    # The first row's bytes hold columns 1, 3, 5 and 2, 4, 6: levels 5, 3, 4 and 1, 2, 0.
    assert packed[0].tolist() == [5 + 6 * 3 + 36 * 4, 1 + 6 * 2 + 36 * 0]
    assert np.array_equal(unpack(packed, scales)[0], rows[0])


def test_six_levels_keep_the_direction_of_a_long_row() -> None:
    rows = np.random.default_rng(0).normal(size=(50, 192)).astype(np.float32)
    kept = unpack(*pack(rows))
    cosines = (rows * kept).sum(1) / np.linalg.norm(rows, axis=1) / np.linalg.norm(kept, axis=1)
    assert cosines.min() > 0.94


def test_the_fingerprint_follows_the_weights(tmp_path: Path) -> None:
    save_weights(small_weights(), tmp_path / "one", {})
    save_weights(small_weights(), tmp_path / "same", {})
    save_weights(small_weights(scale=2.0), tmp_path / "other", {})
    first, same, other = (
        BridgeEncoder.load(tmp_path / name).fingerprint for name in ("one", "same", "other")
    )
    assert first == same
    assert first != other
    assert first.startswith("balkan-bridge-")


@pytest.mark.parametrize("place", [0.1, 0.5, 0.99])
def test_a_flipped_byte_is_refused_naming_the_file(tmp_path: Path, place: float) -> None:
    save_weights(small_weights(), tmp_path, {})
    content = bytearray((tmp_path / FILE).read_bytes())
    content[int(place * len(content))] ^= 1
    (tmp_path / FILE).write_bytes(content)
    with pytest.raises(ModelError, match=r"bridge\.npz is damaged") as refused:
        load_weights(tmp_path)
    assert "Restore the folder from the release" in refused.value.cure


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"manifest\.json"):
        load_weights(tmp_path)
    save_weights(small_weights(), tmp_path, {})
    (tmp_path / FILE).unlink()
    with pytest.raises(ModelError, match=r"bridge\.npz"):
        load_weights(tmp_path)


def test_another_format_is_refused_naming_both(tmp_path: Path) -> None:
    save_weights(small_weights(), tmp_path, {})
    manifest = json.loads((tmp_path / MANIFEST).read_text())
    (tmp_path / MANIFEST).write_text(json.dumps(manifest | {"format": 99}))
    with pytest.raises(ModelError, match="format 99; this version reads 2"):
        load_weights(tmp_path)


def test_the_shipped_files_fit_their_size_and_name_their_sources() -> None:
    with as_file(files("indexer.encoding.bridge") / "weights") as folder:
        assert sum(path.stat().st_size for path in folder.iterdir()) <= SHIPPED_LIMIT
        manifest = json.loads((folder / MANIFEST).read_text())
    assert {"mozilla-web", "tatoeba", "wordnet"} <= set(manifest["sources"])
    assert {"sq", "sr", "mk", "el", "bg", "ro", "sl", "tr"} <= set(manifest["languages"])


def test_damaged_shipped_weights_are_refused(tmp_path: Path) -> None:
    with as_file(files("indexer.encoding.bridge") / "weights") as folder:
        shutil.copytree(folder, tmp_path / "copy")
    with (tmp_path / "copy" / FILE).open("r+b") as file:
        file.seek(20_000_000)
        byte = file.read(1)[0]
        file.seek(20_000_000)
        file.write(bytes([byte ^ 4]))
    with pytest.raises(ModelError, match="damaged"):
        BridgeEncoder.load(tmp_path / "copy")
