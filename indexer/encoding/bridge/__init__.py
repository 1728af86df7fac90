"""The Balkan bridge: the network's languages into MiniLM's English vector space (see README.md)."""
