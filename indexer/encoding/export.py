"""Writes a sentence-transformers BERT model as ONNX: word-piece ids in, unit vectors out.

    python -m indexer.encoding.export FOLDER TARGET

A process of its own, so that the half gigabyte that torch takes is given back afterwards.
"""

import contextlib
import io
import logging
import os
import sys
import warnings
from pathlib import Path

import torch
from sentence_transformers import SentenceTransformer


class _MeanPooled(torch.nn.Module):
    """The transformer, the mean over its non-padding positions, and division by the length."""

    def __init__(self, transformer: torch.nn.Module) -> None:
        super().__init__()
        self.transformer = transformer

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Map (batch, length) ids and mask to (batch, dimension) unit vectors."""
        hidden = self.transformer(
            input_ids=input_ids, attention_mask=attention_mask
        ).last_hidden_state
        kept = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * kept).sum(1) / kept.sum(1).clamp(min=1e-9)
        return torch.nn.functional.normalize(mean, dim=1)


def export_to_onnx(folder: Path, target: Path) -> None:
    """Export the model in `folder` to the file `target`, which appears whole or not at all."""
    model = SentenceTransformer(str(folder), device="cpu", trust_remote_code=False)
    transformer = model[0].auto_model
    if not isinstance(transformer, torch.nn.Module):
        raise TypeError(f"{folder} does not begin with a transformer")
    write_onnx(_MeanPooled(transformer).eval(), target)


def write_onnx(module: torch.nn.Module, target: Path) -> None:
    """Write a module from (batch, length) ids and mask to vectors as ONNX, whole or not at all."""
    example = torch.ones(2, 7, dtype=torch.long)
    dynamic = {0: torch.export.Dim("batch"), 1: torch.export.Dim("length", max=512)}
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")  # the exporter's own deprecations are not ours to mend
        program = torch.onnx.export(
            module,
            (example, example.clone()),
            dynamo=True,
            verbose=False,
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors"],
            dynamic_shapes={"input_ids": dynamic, "attention_mask": dynamic},
        )
    if program is None:
        raise RuntimeError("torch.onnx returned no program")
    unfinished = target.with_suffix(f".{os.getpid()}.part")
    program.save(unfinished)
    unfinished.replace(target)


if __name__ == "__main__":
    export_to_onnx(Path(sys.argv[1]), Path(sys.argv[2]))
