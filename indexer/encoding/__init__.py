"""Text to vectors: one Encoder seam, and the encoders behind it."""
