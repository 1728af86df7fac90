"""Who in the network has done what, and what nobody has: people, institutions, gaps, requests."""
