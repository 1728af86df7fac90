"""The teacher: all-MiniLM-L6-v2, asked once per English text and remembered on disk."""

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.encoding.minilm import model_folder

DIMENSION = 384
_CHUNK = 8192


def teacher_vectors(texts: Sequence[str], cache: Path, batch: int = 64) -> NDArray[np.float32]:
    """Return MiniLM's L2-normalised vectors of `texts`, shape (n, 384).

    Vectors already in the folder `cache` are read, the others computed and added to it.
    Raises ModelError when the teacher's package is not installed.
    """
    keys = [hashlib.sha256(text.encode()).hexdigest()[:32] for text in texts]
    cached = _read_cache(cache)
    missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in cached}
    if missing:
        cached |= _ask_teacher(missing, cache, batch)
    return np.stack([cached[key] for key in keys]).astype(np.float32)


def _read_cache(cache: Path) -> dict[str, NDArray[np.float16]]:
    cached: dict[str, NDArray[np.float16]] = {}
    for keys_file in sorted(cache.glob("teacher-*.txt")):
        vectors = np.load(keys_file.with_suffix(".npy"), allow_pickle=False)
        cached.update(zip(keys_file.read_text().split(), vectors, strict=True))
    return cached


def _ask_teacher(
    missing: dict[str, str], cache: Path, batch: int
) -> dict[str, NDArray[np.float16]]:
    """Encode in chunks, each saved when done, so that an interrupted run loses little."""
    from sentence_transformers import SentenceTransformer  # torch: only training pays for it

    model = SentenceTransformer(str(model_folder()), device="cpu")
    cache.mkdir(parents=True, exist_ok=True)
    keys = sorted(missing, key=lambda key: len(missing[key]))
    encoded: dict[str, NDArray[np.float16]] = {}
    for start in range(0, len(keys), _CHUNK):
        part = keys[start : start + _CHUNK]
        vectors = model.encode(
            [missing[key] for key in part], batch_size=batch, normalize_embeddings=True
        ).astype(np.float16)
        name = f"teacher-{hashlib.sha256(''.join(part).encode()).hexdigest()[:16]}"
        np.save(cache / f"{name}.npy", vectors)
        (cache / f"{name}.txt").write_text("\n".join(part))
        encoded.update(zip(part, vectors, strict=True))
    return encoded


def teacher_words() -> list[str]:
    """Return the whole words of the teacher's vocabulary, in its order (the frequent first)."""
    lines = (model_folder() / "vocab.txt").read_text(encoding="utf-8").split("\n")
    return [word for word in lines if len(word) > 2 and word.isascii() and word.isalpha()]
