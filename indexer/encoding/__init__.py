"""Text to vectors: one Encoder seam (base.py), and the encoders behind it."""

from indexer.encoding.base import EncodedQuestion, Encoder, Vectors
from indexer.encoding.load import load_encoder

__all__ = ["EncodedQuestion", "Encoder", "Vectors", "load_encoder"]
