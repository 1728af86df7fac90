"""Writes a transformer that computes in 8 bits, from one whose weights are merely stored in them.

    python -m indexer.encoding.eight_bits SOURCE TARGET

Whole numbers are multiplied three times as fast on a CPU and take a quarter of the memory. A
process of its own, so that the memory this takes is given back afterwards.
"""

import logging
import sys
import tempfile
from pathlib import Path

import onnxruntime
from onnxruntime.quantization import QuantType, quantize_dynamic


def write(source: Path, target: Path) -> None:
    """Write `target` from the ONNX file `source`; it appears whole or not at all."""
    logging.getLogger().setLevel(logging.ERROR)  # advice on images, which this is not about
    with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
        unpacked, made = Path(scratch) / "unpacked.onnx", Path(scratch) / "made.onnx"
        _unpack(source, unpacked)
        quantize_dynamic(
            unpacked,
            made,
            per_channel=True,
            reduce_range=False,
            op_types_to_quantize=["MatMul", "Gather"],
            weight_type=QuantType.QInt8,
        )
        made.replace(target)


def _unpack(source: Path, target: Path) -> None:
    """Write the model with its weights as the plain numbers that they are computed to."""
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    options.optimized_model_filepath = str(target)
    onnxruntime.InferenceSession(str(source), options, providers=["CPUExecutionProvider"])


if __name__ == "__main__":
    write(Path(sys.argv[1]), Path(sys.argv[2]))
