"""Pure functions on text: folding, language, stemming, key words, passages, near-duplicates."""
