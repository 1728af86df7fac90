"""Weights stay in their file: the same model, of which little is in the memory of the process."""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest

from indexer.encoding import shipped
from indexer.encoding.mapped_weights import outline
from indexer.encoding.multilingual import MODEL
from indexer.encoding.onnx_model import FOLDER_OF_WEIGHTS

ROWS = np.arange(4_000 * 8, dtype=np.uint8).reshape(4_000, 8)


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A file with a model that returns rows of a large table in 8 bits."""
    rows = onnx.helper.make_node("Gather", ["table", "place"], ["row"])
    graph = onnx.helper.make_graph(
        [rows],
        "rows",
        [onnx.helper.make_tensor_value_info("place", onnx.TensorProto.INT64, [1])],
        [onnx.helper.make_tensor_value_info("row", onnx.TensorProto.UINT8, [1, 8])],
        [
            onnx.numpy_helper.from_array(ROWS, "table"),
            onnx.numpy_helper.from_array(np.ones(5_000, np.float32), "ones"),
        ],
    )
    file = tmp_path / "rows.onnx"
    onnx.save(onnx.helper.make_model(graph), file)
    return file


def test_large_tables_in_8_bits_are_named_by_their_place_in_the_file(model: Path) -> None:
    table, ones = onnx.load_from_string(outline(model)).graph.initializer
    told = {entry.key: entry.value for entry in table.external_data}
    begin, length = int(told["offset"]), int(told["length"])
    assert told["location"] == "rows.onnx"
    assert model.read_bytes()[begin : begin + length] == ROWS.tobytes()
    assert not table.raw_data
    assert len(ones.raw_data) == 20_000  # numbers of 4 bytes must lie at multiples of 4


def test_nothing_else_changes(model: Path) -> None:
    whole, outlined = onnx.load(model), onnx.load_from_string(outline(model))
    for kept in (whole, outlined):
        kept.graph.initializer[0].Clear()
    assert outlined == whole


def test_the_shipped_model_computes_the_same_from_its_outline() -> None:
    file = shipped.FOLDER / MODEL
    outlined = outline(file)
    assert len(outlined) < file.stat().st_size / 10
    options = onnxruntime.SessionOptions()
    options.add_session_config_entry(FOLDER_OF_WEIGHTS, str(file.parent))
    ids = np.arange(5, 60, dtype=np.int64)[None]
    question = {"input_ids": ids, "attention_mask": np.ones_like(ids)}
    whole, mapped = (
        onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        for model in (str(file), outlined)
    )
    np.testing.assert_array_equal(mapped.run(None, question)[0], whole.run(None, question)[0])
