"""The plain script: sentence-transformers makes the vectors, Chroma keeps and compares them."""

from pathlib import Path

import chromadb
from sentence_transformers import SentenceTransformer

from tests.quality.laboratory.beside.rivals import protocol

_BATCH = 5_000  # passages: Chroma takes 5,461 at a time


class Chroma:
    """A collection of Chroma in a folder, compared by cosine."""

    def __init__(self, weights: Path, index: Path) -> None:
        self._model = SentenceTransformer(str(weights), device="cpu")
        self._collection = chromadb.PersistentClient(str(index)).get_or_create_collection(
            "passages", configuration={"hnsw": {"space": "cosine"}}, embedding_function=None
        )

    def index(self, passages: list[dict[str, str]]) -> None:
        """Index the passages under their numbers."""
        vectors = self._model.encode([row["text"] for row in passages])
        for first in range(0, len(passages), _BATCH):
            rows = passages[first : first + _BATCH]
            self._collection.add(
                ids=[str(first + number) for number in range(len(rows))],
                embeddings=vectors[first : first + _BATCH],
                documents=[row["text"] for row in rows],
                metadatas=[{"document": row["document"]} for row in rows],
            )

    def ranked(self, question: str, depth: int) -> list[tuple[str, str]]:
        """Return document and text of the nearest passages."""
        found = self._collection.query(
            query_embeddings=self._model.encode([question]),
            n_results=min(depth, self._collection.count()),
            include=["documents", "metadatas"],
        )
        rows = zip(found["metadatas"][0], found["documents"][0], strict=True)
        return [(str(about["document"]), text) for about, text in rows]


def serve(weights: Path, index: Path, port: int) -> None:
    """Serve the collection as one would who writes such a script."""
    import uvicorn
    from fastapi import FastAPI

    app, chroma = FastAPI(), Chroma(weights, index)

    @app.get("/search")
    def search(query: str, limit: int = 10) -> list[dict[str, str]]:
        found = chroma.ranked(query, limit)
        return [{"document": document, "text": text} for document, text in found]

    uvicorn.run(app, port=port, log_level="error")


if __name__ == "__main__":
    protocol.main(Chroma, serve)
