"""The word pieces that the network's languages need, out of 250,000 for a hundred languages."""

import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
_SCRIPTS = ("LATIN", "GREEK", "CYRILLIC", "DIGIT")
MOST = 64_000
_LEAST_USES = 20  # an ordinary use counts ten, see examples.VARIANT_USES
# Pieces that our texts do not have are worth keeping if they are surely of our languages.
_GREEK = re.compile(r"▁?[α-ωάέήίόύώϊϋΐΰς]+", re.IGNORECASE)
_CYRILLIC = re.compile(r"▁?(?=.*[јђљњћџѓќѕъщ])[абвгдђежзијклљмнњопрстћуфхцчџшѓќѕйщъюя]+", re.I)
_LATIN = re.compile(r"▁?(?=.*[čćžšđëğışțș])[a-zëçšđčćžâîășțşğıöü]+", re.IGNORECASE)
_CYRILLIC_TOO = re.compile(r"▁?[абвгдежзијклмнопрстуфхцчш]+", re.IGNORECASE)


def _is_ours(letter: str) -> bool:
    """Whether a character is of our scripts, or a sign that any script uses."""
    if unicodedata.category(letter)[0] in "PSZ" and ord(letter) < 0x2E80:
        return True
    return (
        any(script in unicodedata.name(letter, "") for script in _SCRIPTS) and ord(letter) < 0x2E80
    )


def _uses(full: Tokenizer, spellings: Sequence[str], uses: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return how often each piece of the full vocabulary occurs."""
    counts = np.zeros(full.get_vocab_size(), np.int64)
    for start in range(0, len(spellings), 50_000):
        some = full.encode_batch(list(spellings[start : start + 50_000]), add_special_tokens=False)
        for encoded, times in zip(some, uses[start : start + 50_000], strict=True):
            counts[encoded.ids] += times
    return counts


def kept_pieces(pieces: Sequence[str], counts: NDArray[np.int64]) -> list[int]:
    """Return the numbers of the pieces to keep, ascending.

    The special ones, single characters of our scripts, and then the most used.
    """
    always = {n for n, piece in enumerate(pieces) if piece in _SPECIAL}
    for number, piece in enumerate(pieces):
        bare = piece.removeprefix("▁")
        if len(bare) <= 1 and all(_is_ours(letter) for letter in bare):
            always.add(number)
    by_use = [int(n) for n in np.argsort(-counts, kind="stable") if counts[n] >= _LEAST_USES]
    wanted = dict.fromkeys([n for n in by_use if n not in always])
    # The pieces are numbered by how frequent they are in a hundred languages.
    for pattern in (_GREEK, _CYRILLIC, _LATIN, _CYRILLIC_TOO):
        matching = (n for n, piece in enumerate(pieces) if pattern.fullmatch(piece))
        wanted |= dict.fromkeys(n for n in matching if n not in always)
    return sorted(always | set(list(wanted)[: MOST - len(always)]))


def pruned(
    start: Path, target: Path, spellings: Sequence[str], uses: NDArray[np.int64]
) -> Tokenizer:
    """Write `tokenizer.json` and `kept.npy` to `target` and return the pruned tokenizer.

    Where they are there already they stay: a student goes on with the pieces it began with.
    """
    if (target / "kept.npy").exists():
        return Tokenizer.from_file(str(target / "tokenizer.json"))
    full = Tokenizer.from_file(str(start / "tokenizer.json"))
    content: dict[str, Any] = json.loads((start / "tokenizer.json").read_text("utf8"))
    entries = content["model"]["vocab"]
    counts = _uses(full, spellings, uses)
    kept = kept_pieces([piece for piece, _ in entries], counts)
    content["model"]["vocab"] = [entries[number] for number in kept]
    new = {old: number for number, old in enumerate(kept)}
    content["model"]["unk_id"] = new[content["model"]["unk_id"]]
    for token in content["added_tokens"]:
        token["id"] = new[token["id"]]
    for token in content["post_processor"]["special_tokens"].values():
        token["ids"] = [new[old] for old in token["ids"]]
    (target / "tokenizer.json").write_text(json.dumps(content, ensure_ascii=False), "utf8")
    np.save(target / "kept.npy", np.array(kept, np.int32))
    print(
        f"{len(kept)} pieces keep {counts[kept].sum() / counts.sum():.5f} of the uses;",
        f"{(counts > 0).sum()} occur",
    )
    return Tokenizer.from_file(str(target / "tokenizer.json"))
