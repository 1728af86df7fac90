"""txtai as its documentation recommends: `Embeddings(path=..., content=True)`, and its own API."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

from txtai import Embeddings

from tests.quality.laboratory.beside.rivals import protocol


def settings(weights: Path, *, hybrid: bool) -> dict[str, object]:
    """Return the settings of an index; `hybrid` adds BM25 to the vectors."""
    return {"path": str(weights), "content": True, "hybrid": hybrid}


class Txtai:
    """An index of txtai."""

    def __init__(self, weights: Path, index: Path, *, hybrid: bool = False) -> None:
        self._folder = index
        if index.exists():
            self._embeddings = Embeddings()
            self._embeddings.load(str(index))
        else:
            self._embeddings = Embeddings(settings(weights, hybrid=hybrid))

    def index(self, passages: list[dict[str, str]]) -> None:
        """Index the passages under their numbers."""
        self._embeddings.index((number, row, None) for number, row in enumerate(passages))
        self._embeddings.save(str(self._folder))

    def ranked(self, question: str, depth: int) -> list[tuple[str, str]]:
        """Return document and text of the nearest passages."""
        # The question travels as a parameter: within the statement, quotes in it would end it.
        rows: list[dict[str, Any]] = self._embeddings.search(
            f"select document, text, score from txtai where similar(:question, {depth})",
            depth,
            parameters={"question": question},
        )
        return [(row["document"], row["text"]) for row in rows]


def serve(weights: Path, index: Path, port: int, *, hybrid: bool = False) -> None:
    """Serve the API of txtai itself."""
    import uvicorn

    about = {"path": str(index), "embeddings": settings(weights, hybrid=hybrid)}
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "txtai.yml")
        file.write_text(json.dumps(about), encoding="utf-8")  # JSON is YAML too
        os.environ["CONFIG"] = str(file)
        uvicorn.run("txtai.api:app", port=port, log_level="error")


if __name__ == "__main__":
    protocol.main(Txtai, serve)
