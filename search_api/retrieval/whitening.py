"""Whitening of the question's vector.

The vectors of a collection point in similar directions, because all passages are about teaching,
say. What they share does not distinguish them, and yet makes up most of a cosine. So the
question's vector is multiplied by a root of the inverse of the passages' second moments (the
passages stay as they are, and so does the vector index). The square root would be half of a
whitening; the fourth root is half of that, and better for lecturers' questions.
Source: Su, Cao, Liu and Ou 2021, Whitening Sentence Representations, arXiv:2103.15316.
"""

import numpy as np

from indexer.encoding import Vectors
from indexer.encoding.base import normalise

# Prior weight of the identity matrix, in passages (shrinkage): a small collection changes little.
# Figures in tests/quality/RANKING.md.
_PRIOR = 10_000
_POWER = -0.25  # of the moments; 0 changes nothing, -0.5 is the square root of the inverse
SAMPLE = 20_000  # passages that the matrix is estimated from


def root(vectors: Vectors) -> Vectors:
    """Return the whitening matrix, symmetric, shape (dimension, dimension).

    `vectors` are those of passages, shape (n, dimension). It is S^(-1/4), where S is the mean
    of their outer products, scaled to a mean eigenvalue of 1, and of _PRIOR unit matrices.
    """
    count, dimension = vectors.shape
    products = (vectors.T @ vectors).astype(np.float64)
    scale = np.trace(products) / max(count * dimension, 1)
    if not scale:
        return np.eye(dimension, dtype=np.float32)
    moments = (products / scale + _PRIOR * np.eye(dimension)) / (count + _PRIOR)
    values, directions = np.linalg.eigh(moments)
    return np.asarray((directions * values**_POWER) @ directions.T, dtype=np.float32)


def whitened(matrix: Vectors, question: Vectors) -> Vectors:
    """Return the question's vector, shape (dimension,), times `root(...)`, of length 1."""
    return normalise(np.asarray(matrix @ question, dtype=np.float32))
