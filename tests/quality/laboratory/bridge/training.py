"""Training, from a folder of TSV files to a folder of weights. See README.md for the command."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import numpy as np

from indexer.encoding.bridge.weights import BridgeWeights
from tests.quality.laboratory.bridge.english import choose_english_words
from tests.quality.laboratory.bridge.examples import build_examples
from tests.quality.laboratory.bridge.pairs import read_pairs
from tests.quality.laboratory.bridge.recipe import Recipe
from tests.quality.laboratory.bridge.speech import save_speech, train_speech
from tests.quality.laboratory.bridge.vocabulary import build_vocabulary
from tests.quality.laboratory.bridge.writing import pack, save_weights


def _silent(step: int, steps: int, loss: float) -> None:
    """Report nothing."""


def train(
    data_dir: Path,
    out_dir: Path,
    seed: int = 0,
    recipe: Recipe | None = None,
    cache: Path | None = None,
    report: Callable[[int, int, float], None] = _silent,
) -> str:
    """Train on `data_dir/*.tsv`, write the weights to `out_dir`, return their SHA-256.

    The teacher's vectors are kept in `cache` (default: `out_dir/cache`) for the next run. The
    same data, seed and recipe give the same bytes on one machine; across machines the sums
    differ in their last bit.
    """
    from tests.quality.laboratory.bridge.network import fit  # torch: only training pays for it

    recipe = recipe or Recipe()
    cache = cache or out_dir / "cache"
    pairs = read_pairs(data_dir)
    examples = build_examples(pairs, recipe, seed, cache)
    counts = np.bincount(examples.flat, minlength=len(examples.words))
    vocabulary = build_vocabulary(examples.words, counts, recipe)
    trained = fit(examples, vocabulary, recipe, seed, report)
    table, scales = pack(trained.table)
    words, vectors = choose_english_words((pair.english for pair in pairs), recipe, cache)
    weights = BridgeWeights(
        keys=vocabulary.keys,
        table=table,
        scales=scales,
        up=trained.up.astype(np.float16),
        hidden_in=trained.hidden_in.astype(np.float16),
        hidden_bias=trained.hidden_bias.astype(np.float16),
        hidden_out=trained.hidden_out.astype(np.float16),
        english_words=words,
        english_vectors=vectors,
    )
    about = {
        "sources": sorted({pair.source for pair in pairs}),
        "languages": sorted({pair.language for pair in pairs}),
        "pairs": len(pairs),
        "seed": seed,
        "recipe": asdict(recipe),
        "teacher": "all-MiniLM-L6-v2",
    }
    digest = save_weights(weights, out_dir, about)
    save_speech(train_speech(pairs, seed), out_dir)
    return digest
