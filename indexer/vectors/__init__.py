"""The vector engine: nearest passages by inner product."""

from indexer.vectors.flat import VectorIndex

__all__ = ["VectorIndex"]
