"""Writes a module of torch as ONNX: word-piece ids in, unit vectors out."""

import contextlib
import io
import logging
import os
import warnings
from pathlib import Path

import torch


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
