"""One run over a folder: plan, read, prepare, encode, record, publish, report."""
