"""Turns text into vectors: the Encoder protocol (base.py), and the encoders that follow it."""

from indexer.encoding.base import EncodedQuestion, Encoder, Vectors
from indexer.encoding.load import load_encoder

__all__ = ["EncodedQuestion", "Encoder", "Vectors", "load_encoder"]
