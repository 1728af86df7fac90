"""The addresses of the service. Plain `def`: encoding blocks, so each runs in a thread."""
