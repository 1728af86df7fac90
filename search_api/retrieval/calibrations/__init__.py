"""How close is outstanding, and how close possible, to each encoder: one file each, learnt in
tests/quality/laboratory."""
