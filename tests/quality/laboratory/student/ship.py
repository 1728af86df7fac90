"""The trained student as the product runs it: an ONNX file in 8 bits, ids in, unit vectors out.

    python -m tests.quality.laboratory.student.ship SET TRAINED TARGET

SET has the tokenizer, TRAINED is train.py's `student.pt`. TARGET gets the files that
`indexer/encoding/multilingual.py` reads; beside it, TARGET-float gets `student.safetensors` (float,
a BertModel's names and `head`) and `multilingual.onnx` (its word embeddings 8 bits a number with a
scale a row; in TARGET the matrices of the layers are in 8 bits, too).
"""

import shutil
import sys
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from safetensors.torch import save_file
from torch import Tensor
from torch.nn import functional
from transformers import BertConfig, BertModel

from indexer.encoding.multilingual import MODEL, TOKENIZER
from tests.quality.laboratory.student import start
from tests.quality.laboratory.student.export import write_onnx
from tests.quality.laboratory.student.manifest import write_manifest
from tests.quality.laboratory.student.packed import to_bert

_WORDS = "embeddings.word_embeddings.weight"
_HEADS = 12


class Shipped(torch.nn.Module):
    """The student with its word embeddings in whole numbers and a scale for each row."""

    codes: Tensor
    scales: Tensor

    def __init__(self, bert: BertModel, head: torch.nn.Linear, words: Tensor) -> None:
        super().__init__()
        self.bert, self.head = bert, head
        scales = words.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("codes", (words / scales).round().to(torch.int8))
        self.register_buffer("scales", scales)

    def forward(self, input_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Map (batch, length) ids and mask to (batch, 384) unit vectors."""
        words = self.codes[input_ids].float() * self.scales[input_ids]
        hidden = self.bert(inputs_embeds=words, attention_mask=attention_mask).last_hidden_state
        kept = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * kept).sum(1) / kept.sum(1).clamp(min=1e-9)
        return functional.normalize(self.head(mean), dim=1)


def shipped(trained: dict[str, Tensor]) -> tuple[Shipped, dict[str, Tensor]]:
    """Return the module to export, and the parameters in full."""
    full = to_bert(trained, start.LAYERS)
    words = full[_WORDS]
    config = BertConfig(
        vocab_size=1,
        hidden_size=words.shape[1],
        num_hidden_layers=start.LAYERS,
        num_attention_heads=_HEADS,
        intermediate_size=4 * words.shape[1],
        max_position_embeddings=len(full["embeddings.position_embeddings.weight"]),
    )
    bert = BertModel(config, add_pooling_layer=False)
    bert.train(False)
    bert.load_state_dict({**full, _WORDS: words[:1]}, strict=False)
    head = torch.nn.Linear(words.shape[1], words.shape[1])
    head.load_state_dict({"weight": trained["head.weight"], "bias": trained["head.bias"]})
    parameters = full | {f"head.{name}": value for name, value in head.state_dict().items()}
    return Shipped(bert, head, words).eval(), parameters


def main(folder: Path, trained: Path, target: Path) -> None:
    """Write all files."""
    full = target.with_name(f"{target.name}-float")
    for place in (target, full):
        place.mkdir(parents=True, exist_ok=True)
    stored = torch.load(trained, map_location="cpu", weights_only=True)["student"]
    module, parameters = shipped(stored)
    whole = {name: value.contiguous() for name, value in parameters.items()}
    save_file(whole, full / "student.safetensors", metadata={"format": "pt"})
    write_onnx(module, full / MODEL)
    quantize_dynamic(
        full / MODEL,
        target / MODEL,
        per_channel=True,
        reduce_range=False,
        op_types_to_quantize=["MatMul"],
        weight_type=QuantType.QInt8,
    )
    shutil.copy(folder / "tokenizer.json", target / TOKENIZER)
    write_manifest(target)
    for file in sorted(target.iterdir()):
        print(f"{file.name}: {file.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(*(Path(name) for name in sys.argv[1:4]))
