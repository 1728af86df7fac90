"""One module per format. Each declares `FORMAT`; `indexer.extraction.registry` finds them."""
