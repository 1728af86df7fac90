"""Documents in, published index out. Knows nothing of HTTP or screens."""
