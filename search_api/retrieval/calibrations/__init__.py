"""What a strong match is to each encoder, one file each, learnt in tests/quality/laboratory."""
