"""Text to vectors: one Encoder seam (base.py), and the encoders behind it."""

from indexer.encoding.base import Encoder, Vectors
from indexer.encoding.load import load_encoder

__all__ = ["Encoder", "Vectors", "load_encoder"]
